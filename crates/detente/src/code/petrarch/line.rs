//! A sentence as PETRARCH's dictionaries see it: words in capitals in their order, and noun phrases.

use super::phrases::Phrase;
use crate::Document;
use detente_english::Upos;
use std::ops::Range;

/// A word between white space, or a part of one that the dictionaries write apart ("'S", "N'T").
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// The word in capitals.
    pub text: String,
    /// The dictionary form of its last token, in capitals.
    pub lemma: String,
    /// Its tokens, as indices into [`Document::tokens`]; several for hyphenated words.
    pub tokens: Range<usize>,
}

/// A sentence with its noun phrases.
pub(super) struct Line<'a> {
    pub document: &'a Document,
    pub words: Vec<Word>,
    pub phrases: Vec<Phrase>,
    /// The phrase of each word.
    pub phrase_of: Vec<Option<usize>>,
    first: usize,
    /// The word of each token.
    word_of: Vec<usize>,
}

impl<'a> Line<'a> {
    /// The words of a sentence, without phrases.
    pub fn new(document: &'a Document, tokens: Range<usize>) -> Line<'a> {
        let (mut words, mut word_of) = (Vec::new(), Vec::with_capacity(tokens.len()));
        let mut at = tokens.start;
        while at < tokens.end {
            let end = word_end(document, at, tokens.end);
            let text: String = (at..end).map(|t| capitals(document.form(t))).collect();
            let lemma = capitals(&document.tokens[end - 1].lemma);
            word_of.extend((at..end).map(|_| words.len()));
            words.push(Word { text, lemma, tokens: at..end });
            at = end;
        }
        let phrase_of = vec![None; words.len()];
        Line { document, words, phrases: Vec::new(), phrase_of, first: tokens.start, word_of }
    }

    /// The word of a token of the sentence.
    pub fn word(&self, token: usize) -> usize {
        self.word_of[token - self.first]
    }

    /// The phrase of a token of the sentence.
    pub fn phrase(&self, token: usize) -> Option<usize> {
        self.phrase_of[self.word(token)]
    }

    /// The tokens of the sentence.
    pub fn tokens(&self) -> Range<usize> {
        self.first..self.first + self.word_of.len()
    }

    /// The token that stands for a word in the tree.
    pub fn token(&self, word: usize) -> usize {
        self.words[word].tokens.end - 1
    }

    /// Words between which a pattern sees none: articles, forms of "have", commas.
    pub fn is_passed_over(&self, word: usize) -> bool {
        const SMALL: [&str; 14] =
            ["THE", "A", "AN", "IT", "HE", "THEY", "HER", "HAS", "HAD", "HAVE", "SOME", "FEW", "THAT", "'S"];
        let word = &self.words[word];
        SMALL.contains(&word.text.as_str()) || self.document.tokens[word.tokens.start].upos == Upos::Punct
    }
}

/// Where the word ends that begins with a token: parts around hyphens without white space are one word.
fn word_end(document: &Document, start: usize, limit: usize) -> usize {
    let hyphen = |t: usize| matches!(document.form(t), "-" | "‑");
    let touches = |t: usize| t < limit && document.tokens[t - 1].span.end == document.tokens[t].span.start;
    let mut end = start + 1;
    let dash = document.tokens[start].upos == Upos::Punct;
    while !dash && touches(end) && (hyphen(end) || hyphen(end - 1)) {
        end += 1;
    }
    end
}

fn capitals(form: &str) -> String {
    form.to_uppercase().replace('’', "'")
}
