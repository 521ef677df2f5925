//! The words of a sentence as the grammar of times reads them.

use crate::{Document, Sentence, Span};

/// A word, or a part of one ("mid-March" is two).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// In lower case, apostrophes straight.
    pub lower: String,
    /// Its token.
    pub token: usize,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Whether a hyphen joins it to the word before.
    pub joined: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

/// The words of a sentence. Hyphens and dashes between words without spaces are no words of their own.
pub(super) fn words(document: &Document, sentence: &Sentence) -> Vec<Word> {
    let text = &document.article.text;
    let mut words: Vec<Word> = Vec::new();
    let mut hyphen: Option<Word> = None;
    for token in sentence.tokens.clone() {
        let Some(span) = document.tokens.get(token).map(|t| t.span) else { continue };
        let form = span.of(text);
        let glued = words.last().is_some_and(|w| w.span.end == span.start);
        if matches!(form, "-" | "–" | "—" | "−") && glued && hyphen.is_none() {
            hyphen = Some(word(form, token, span, false));
            continue;
        }
        let joined = hyphen.as_ref().is_some_and(|h| h.span.end == span.start);
        words.extend(hyphen.take().filter(|_| !joined));
        split(form, token, span, joined, &mut words);
    }
    words.extend(hyphen);
    words
}

fn word(form: &str, token: usize, span: Span, joined: bool) -> Word {
    let lower = form.to_lowercase().replace('’', "'");
    Word { lower, token, span, joined, capital: form.starts_with(char::is_uppercase) }
}

/// Parts at hyphens, but a date in digits is one word.
fn split(form: &str, token: usize, span: Span, joined: bool, words: &mut Vec<Word>) {
    let digits = form.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let mut at = span.start;
    let mut first = true;
    for part in form.split(|c| c == '-' && !digits) {
        if !part.is_empty() {
            words.push(word(part, token, Span::new(at, at + part.len()), joined || !first));
            first = false;
        }
        at += part.len() + 1;
    }
    if first {
        words.push(word(form, token, span, joined));
    }
}

/// A slice of words with questions that the grammar asks.
pub(super) trait Words {
    /// The word at a place, empty beyond the end.
    fn at(&self, i: usize) -> &str;
    /// Whether a word at a place is one of these.
    fn any(&self, i: usize, of: &[&str]) -> bool;
    /// Whether these words stand there.
    fn are(&self, i: usize, phrase: &str) -> bool;
}

impl Words for [Word] {
    fn at(&self, i: usize) -> &str {
        self.get(i).map_or("", |w| w.lower.as_str())
    }

    fn any(&self, i: usize, of: &[&str]) -> bool {
        of.contains(&self.at(i))
    }

    fn are(&self, i: usize, phrase: &str) -> bool {
        phrase.split(' ').enumerate().all(|(k, word)| self.at(i + k) == word)
    }
}
