//! Speed of the model on one thread, in batches of 64 sentences, with everything that it gives for a word; and what it costs to
//! load it and to hold it. Files that end in `.conllu` give sentences and words, others are raw text that is cut first.
//!
//!     bench FILE [ROUNDS]
//!
//! Words are what stands between spaces in raw text, seconds those of the processor where the system tells (Linux), else of the
//! clock.
#![allow(clippy::print_stdout, reason = "a program")]

use detente_english::{English, segment};
use std::time::UNIX_EPOCH;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("bench FILE [ROUNDS]")?;
    let text = std::fs::read_to_string(&path)?;
    let rounds: usize = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let given = path.ends_with(".conllu");
    let start = seconds();
    let english = English::embedded()?;
    println!("load {:.1} ms", (seconds() - start) * 1e3);
    for _ in 0..rounds {
        let start = seconds();
        let sentences = if given { words_given(&text) } else { words_found(&text) };
        sentences.chunks(64).for_each(|batch| drop(english.parse(batch)));
        let spent = seconds() - start;
        let words =
            if given { sentences.iter().map(Vec::len).sum() } else { text.split_whitespace().count() };
        println!(
            "{:.0} words/s, {:.0} pieces/s, {:.0} sentences/s, at most {} MB in memory",
            words as f64 / spent,
            sentences.iter().map(|s| english.pieces(s)).sum::<usize>() as f64 / spent,
            sentences.len() as f64 / spent,
            peak().map_or("?".to_owned(), |kilobytes| (kilobytes / 1000).to_string()),
        );
    }
    Ok(())
}

fn words_found(text: &str) -> Vec<Vec<&str>> {
    segment(text).iter().map(|s| s.tokens.iter().map(|token| &text[token.clone()]).collect()).collect()
}

fn words_given(text: &str) -> Vec<Vec<&str>> {
    text.split("\n\n").map(forms).filter(|s| !s.is_empty()).collect()
}

fn forms(block: &str) -> Vec<&str> {
    let word = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
    let columns = block.lines().filter(word).map(|line| line.split('\t').collect::<Vec<_>>());
    columns.filter(|c| c[0].bytes().all(|b| b.is_ascii_digit())).filter_map(|c| c.get(1).copied()).collect()
}

/// Seconds that this thread has had a processor, else those on the clock.
fn seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|text| text.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| UNIX_EPOCH.elapsed().map_or(0.0, |e| e.as_secs_f64()), |n| n / 1e9)
}

/// The most memory that was resident, in kB.
fn peak() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
