//! Where sentences and tokens begin and end.
//!
//! Tokens are found first, over the whole text; sentences are then runs of tokens. Tokens follow the English
//! treebanks of Universal Dependencies: syntactic words, each a stretch of the text ("do|n't", "Kim|'s").
//!
//! For every text: tokens are in order, not empty, on character boundaries, without white space inside, and every
//! character that is not white space is in one of them. Every token is in one sentence. The time is linear.

mod abbreviations;
mod characters;
mod clitics;
mod lines;
mod links;
mod sentences;
mod tokens;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

/// A sentence and its tokens, as byte ranges in the text that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// From its first token to its last.
    pub span: Range<usize>,
    /// In order; never empty.
    pub tokens: Vec<Range<usize>>,
}

/// Cuts a text into sentences and tokens.
pub fn segment(text: &str) -> Vec<Sentence> {
    sentences::group(text, &tokens::tokenise(text))
}
