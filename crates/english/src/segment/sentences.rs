//! Groups tokens into sentences.

use std::ops::Range;

use super::abbreviations::{self, Abbreviation};
use super::characters::{is_closer, is_quote, is_terminal};
use super::{Sentence, lines, tokens};

/// How many tokens after a quotation may stand before its verb of speech.
const SPEAKER: usize = 10;

/// How far behind a full stop its quotes, brackets and note numbers may reach; it keeps the time linear.
const CLOSERS: usize = 12;

pub(super) fn group(text: &str, all: &[Range<usize>]) -> Vec<Sentence> {
    let soft = lines::soft_breaks(text);
    let view = View { text, all, soft: &soft };
    let mut sentences = Vec::new();
    let mut first = 0;
    for i in 0..all.len() {
        if view.ends_after(first, i) {
            sentences.extend(sentence(text, &all[first..=i]));
            first = i + 1;
        }
    }
    sentences
}

fn sentence(text: &str, tokens: &[Range<usize>]) -> Option<Sentence> {
    let span = tokens.first()?.start..tokens.last()?.end;
    let mut tokens = tokens.to_vec();
    tokens::finish(text, &mut tokens);
    Some(Sentence { span, tokens })
}

struct View<'a> {
    text: &'a str,
    all: &'a [Range<usize>],
    soft: &'a [usize],
}

impl<'a> View<'a> {
    fn word(&self, i: usize) -> &'a str {
        self.all.get(i).map_or("", |t| &self.text[t.clone()])
    }

    fn gap_after(&self, i: usize) -> &'a str {
        match (self.all.get(i), self.all.get(i + 1)) {
            (Some(a), Some(b)) => &self.text[a.end..b.start],
            _ => "",
        }
    }

    /// Whether the sentence that began with token `first` ends after token `i`.
    fn ends_after(&self, first: usize, i: usize) -> bool {
        if i + 1 == self.all.len() || self.line_ends_after(i) {
            return true;
        }
        let Some(stop) = self.stop_before(first, i) else { return false };
        if self.closes(i + 1) || self.is_note(i + 1) {
            return false;
        }
        if self.gap_after(i).is_empty() && !self.is_missing_space(stop, i) {
            return false;
        }
        let word = self.word(stop);
        if word.starts_with(is_terminal) {
            !self.is_item_mark(first, stop) && self.stop_ends(stop, i)
        } else {
            self.abbreviation_ends(stop, i)
        }
    }

    fn line_ends_after(&self, i: usize) -> bool {
        let gap = self.gap_after(i);
        if !gap.contains(super::characters::is_line_break) {
            return false;
        }
        let span = self.all[i].end..self.all[i + 1].start;
        let is_soft =
            self.soft.partition_point(|&at| at < span.start) < self.soft.partition_point(|&at| at < span.end);
        lines::count(gap) > 1 || !is_soft
    }

    /// The token with the full stop, if `i` is that, or a quote, bracket or note number closing after it.
    fn stop_before(&self, first: usize, i: usize) -> Option<usize> {
        let mut at = i;
        while at > first && i - at < CLOSERS {
            if at >= first + 3 && self.word(at) == "]" && self.is_note(at - 2) {
                at -= 3;
            } else if self.closes(at) {
                at -= 1;
            } else {
                break;
            }
        }
        let word = self.word(at);
        (word.starts_with(is_terminal) || (word.ends_with('.') && word.len() > 1)).then_some(at)
    }

    /// A quote or bracket that hangs on to the token before it and closes.
    fn closes(&self, i: usize) -> bool {
        let Some(c) = self.word(i).chars().next() else { return false };
        if i == 0 || !is_closer(c) || self.word(i).chars().any(|d| !is_closer(d)) {
            return false;
        }
        let opens = self.gap_after(i).is_empty()
            && i + 1 < self.all.len()
            && matches!(c, '"' | '\'' | '’')
            && self.word(i + 1).starts_with(char::is_alphanumeric);
        let hangs = self.gap_after(i - 1).is_empty()
            || matches!(c, ')' | ']' | '}')
            || i + 1 == self.all.len()
            || self.line_ends_after(i);
        hangs && !opens && !self.line_ends_after(i - 1)
    }

    /// "[12]" hanging on to the stop: a reference.
    fn is_note(&self, i: usize) -> bool {
        i > 0
            && self.word(i) == "["
            && self.word(i + 2) == "]"
            && self.gap_after(i - 1).is_empty()
            && self.word(i + 1).bytes().all(|b| b.is_ascii_digit())
    }

    /// "ended.Next": the tokeniser has cut there, and a sentence begins.
    fn is_missing_space(&self, stop: usize, i: usize) -> bool {
        let ellipsis = self.word(stop).len() > 1;
        !ellipsis
            && stop > 0
            && self.word(stop - 1).ends_with(char::is_lowercase)
            && self.word(i + 1).starts_with(char::is_uppercase)
    }

    /// "1." or "a." at the beginning is the mark of an item.
    fn is_item_mark(&self, first: usize, stop: usize) -> bool {
        let opened =
            (first..stop).take(3).take_while(|&i| !self.word(i).starts_with(char::is_alphanumeric)).count();
        let after_colon = stop > first + 1 && self.word(stop - 2) == ":";
        let first = if after_colon { stop - 1 } else { first + opened.min(2) };
        let mark = self.word(first);
        stop == first + 1
            && self.word(stop) == "."
            && self.gap_after(first).is_empty()
            && mark.len() <= 2
            && (mark.bytes().all(|b| b.is_ascii_digit()) || mark.len() == 1)
            && mark != "I"
    }

    fn stop_ends(&self, stop: usize, i: usize) -> bool {
        let next = self.word(i + 1);
        let lower = next.starts_with(char::is_lowercase);
        let quoted = i > stop && self.word(i).starts_with(is_quote);
        if next.starts_with([',', ';', ':', '-', '–', '—', ')', '%'])
            && !lines::is_bullet(&self.text[self.all[i + 1].start..])
        {
            return false;
        }
        if next.starts_with(is_terminal) && (next.len() < 3 || self.gap_after(i).is_empty()) {
            return false;
        }
        if lower && self.word(stop) == "." && stop > 0 && is_clipped(self.word(stop - 1)) {
            return false;
        }
        if quoted {
            return !lower && (self.word(stop) == "." || !self.speaker_follows(i + 1));
        }
        let ellipsis = self.word(stop).starts_with("..") || self.word(stop).starts_with('…');
        !(lower && (ellipsis || self.word(i).starts_with(')')))
    }

    /// "… President Moon said": a name, then a verb of speech.
    fn speaker_follows(&self, from: usize) -> bool {
        for i in from..(from + SPEAKER).min(self.all.len()) {
            let word = self.word(i);
            if is_speech(word) {
                return i > from || word.starts_with(char::is_lowercase);
            }
            let hyphenated = i > from && self.word(i - 1) == "-";
            let in_name = hyphenated
                || word.starts_with(char::is_uppercase)
                || matches!(word, "of" | "the" | "'s" | "’s" | "-");
            if !in_name || abbreviations::is_starter(word) {
                return false;
            }
        }
        false
    }

    fn abbreviation_ends(&self, stop: usize, i: usize) -> bool {
        let (word, next) = (self.word(stop), self.word(i + 1));
        if i == stop && !matches!(abbreviations::class(word), Some(Abbreviation::End)) {
            return false;
        }
        if i > stop && self.word(i).starts_with(is_quote) {
            return next.starts_with(char::is_uppercase);
        }
        let opens = next.starts_with(is_quote) || next.starts_with(['(', '[']);
        let begins = if opens { self.word(i + 2) } else { next };
        if is_shouted(begins) && stop > 0 && is_shouted(self.word(stop - 1)) {
            return false;
        }
        abbreviations::is_starter(begins)
            || (is_shouted(begins) && abbreviations::is_starter(&capitalised(begins)))
    }
}

fn is_speech(word: &str) -> bool {
    const VERBS: &[&str] = &[
        "added",
        "adds",
        "announced",
        "asked",
        "asks",
        "claimed",
        "cried",
        "declared",
        "exclaimed",
        "insisted",
        "noted",
        "replied",
        "said",
        "say",
        "says",
        "shouted",
        "stated",
        "stressed",
        "told",
        "tweeted",
        "warned",
        "wondered",
        "wrote",
        "yelled",
    ];
    VERBS.binary_search(&word).is_ok()
}

/// "lv.", "mgr.": a short word without a vowel is an abbreviation that no list has.
fn is_clipped(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() && !b"aeiouy".contains(&b))
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(char::is_uppercase)
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect()
}
