//! Reads CoNLL-U, fills lemmas, tags, morphology, heads and relations, and writes CoNLL-U.
//!
//!     parse_conllu < gold.conllu > parsed.conllu
#![allow(clippy::print_stdout, reason = "a program")]

use detente_english::{English, Word};
use std::io::Read;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let blocks: Vec<&str> = text.split("\n\n").filter(|block| !block.trim().is_empty()).collect();
    let forms: Vec<Vec<&str>> = blocks.iter().map(|block| forms(block)).collect();
    let parsed = English::embedded()?.parse(&forms);
    let out: String = blocks.iter().zip(&parsed).map(|(block, words)| filled(block, words)).collect();
    print!("{out}");
    Ok(())
}

fn forms(block: &str) -> Vec<&str> {
    block.lines().filter(|line| is_word(line)).filter_map(|line| line.split('\t').nth(1)).collect()
}

fn is_word(line: &str) -> bool {
    line.split('\t').next().is_some_and(|id| !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit()))
}

fn filled(block: &str, words: &[Word]) -> String {
    let mut words = words.iter();
    let mut out = String::new();
    for line in block.lines() {
        let columns: Vec<&str> = line.split('\t').collect();
        match if is_word(line) { words.next() } else { None } {
            Some(w) => out.push_str(&format!(
                "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\tName={}\n",
                columns[0], columns[1], w.lemma, w.upos, w.xpos, w.feats, w.head, w.deprel, w.name
            )),
            None => out.extend([line, "\n"]),
        }
    }
    out + "\n"
}
