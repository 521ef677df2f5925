//! Scores of pairs, to compare the runtime with the network (training/judge/compare.py): a line of JSON on standard input,
//! `{"forms": [words], "first": [start, end], "second": [start, end]}`, gives a line with the list of scores, or `null`.
#![allow(clippy::print_stdout, reason = "a program")]

use detente_english::{English, Pairs};
use serde::Deserialize;
use std::io::BufRead;

#[derive(Deserialize)]
struct Asked {
    forms: Vec<String>,
    first: (usize, usize),
    second: (usize, usize),
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let english = English::embedded()?;
    let pairs = Pairs::embedded(&english)?;
    for line in std::io::stdin().lock().lines() {
        let Asked { forms, first, second } = serde_json::from_str(&line?)?;
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        let scores = pairs.scores(&english, &forms, first.0..first.1, second.0..second.1);
        println!("{}", serde_json::to_string(&scores)?);
    }
    Ok(())
}
