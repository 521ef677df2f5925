//! Scores of pairs, to compare the runtime with the network (training/judge/compare.py): a line of JSON on standard input,
//! `{"forms": [words], "heads": [numbers, -1 for none], "relations": [names], "first": [start, end], "second": [start, end]}`, gives a line with the list of scores, or `null`.
#![allow(clippy::print_stdout, reason = "a program")]

use detente_english::{English, Pairs, Words};
use serde::Deserialize;
use std::io::BufRead;
use std::ops::Range;

#[derive(Deserialize)]
struct Asked {
    forms: Vec<String>,
    heads: Vec<i64>,
    relations: Vec<String>,
    first: (usize, usize),
    second: (usize, usize),
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let english = English::embedded()?;
    let pairs = Pairs::embedded(&english)?;
    for line in std::io::stdin().lock().lines() {
        let Asked { forms, heads, relations, first, second } = serde_json::from_str(&line?)?;
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let heads: Vec<Option<usize>> = heads.into_iter().map(|head| usize::try_from(head).ok()).collect();
        let relations: Vec<&str> = relations.iter().map(String::as_str).collect();
        let words = Words { forms: &forms, heads: &heads, relations: &relations };
        let pair = (first.0..first.1, second.0..second.1);
        let read = pairs.read(&english, &[(words, around(&pair))]).pop().flatten();
        let scores = read.and_then(|read| pairs.scores(&[(&read, pair.0, pair.1)]).pop().flatten());
        println!("{}", serde_json::to_string(&scores)?);
    }
    Ok(())
}

/// From the first word of a pair to its last.
fn around((first, second): &(Range<usize>, Range<usize>)) -> Range<usize> {
    if second.is_empty() { first.clone() } else { first.start.min(second.start)..first.end.max(second.end) }
}
