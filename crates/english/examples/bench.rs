//! Speed of the model on one thread, for the words of a CoNLL-U file, parsed in batches of 64 sentences.
//!
//!     bench FILE [ROUNDS]
#![allow(clippy::print_stdout, reason = "a program")]

use detente_english::English;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let text = std::fs::read_to_string(arguments.next().ok_or("bench FILE [ROUNDS]")?)?;
    let rounds: usize = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let sentences: Vec<Vec<&str>> = text.split("\n\n").map(forms).filter(|s| !s.is_empty()).collect();
    let start = Instant::now();
    let english = English::embedded()?;
    println!("load {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let pieces: usize = sentences.iter().map(|s| english.pieces(s)).sum();
    let words: usize = sentences.iter().map(Vec::len).sum();
    for _ in 0..rounds {
        let start = Instant::now();
        let parsed: usize = sentences.chunks(64).map(|batch| english.parse(batch).len()).sum();
        let per_second = |count: usize| count as f64 / start.elapsed().as_secs_f64();
        println!(
            "{:.0} words/s {:.0} pieces/s {:.0} sentences/s",
            per_second(words),
            per_second(pieces),
            per_second(parsed)
        );
    }
    Ok(())
}

fn forms(block: &str) -> Vec<&str> {
    let word = |line: &&str| line.starts_with(|c: char| c.is_ascii_digit());
    let columns = block.lines().filter(word).map(|line| line.split('\t').collect::<Vec<_>>());
    columns.filter(|c| c[0].bytes().all(|b| b.is_ascii_digit())).filter_map(|c| c.get(1).copied()).collect()
}
