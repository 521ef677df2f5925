//! Which words keep their full stop, and which of them may end a sentence.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What an abbreviation says about the sentence around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Abbreviation {
    /// Before a name: "Gen. Brooks".
    Title,
    Never,
    /// Only before a digit: "No. 5".
    Number,
    /// May end a sentence: "Inc.", "U.S.", an initial.
    End,
}

static TABLE: LazyLock<HashMap<String, Abbreviation>> =
    LazyLock::new(|| parse(include_str!("abbreviations.txt")));

static STARTERS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let lines = include_str!("abbreviations.txt").lines();
    lines.filter_map(|l| l.strip_prefix("starter:")).flat_map(str::split_whitespace).collect()
});

/// The class of `word`, which ends in a full stop.
pub(super) fn class(word: &str) -> Option<Abbreviation> {
    if let Some(&found) = TABLE.get(word) {
        return Some(found);
    }
    is_dotted(word).then_some(Abbreviation::End)
}

/// Single letters with full stops: "U.S.", "a.m.", "J.K."; "G." alone too.
pub(super) fn is_dotted(word: &str) -> bool {
    let mut letters = 0;
    let mut chars = word.chars();
    while let Some(c) = chars.next() {
        if !c.is_alphabetic() || chars.next() != Some('.') {
            return false;
        }
        letters += 1;
    }
    letters > 1 || (letters == 1 && word.chars().all(|c| c == '.' || c.is_uppercase()))
}

/// Words that begin a sentence far more often than they go on after an abbreviation as part of a name.
pub(super) fn is_starter(word: &str) -> bool {
    STARTERS.contains(word)
}

fn parse(text: &'static str) -> HashMap<String, Abbreviation> {
    let mut table = HashMap::new();
    for line in text.lines().filter(|l| !l.starts_with('#')) {
        let Some((name, words)) = line.split_once(':') else { continue };
        let class = match name {
            "title" => Abbreviation::Title,
            "never" => Abbreviation::Never,
            "number" => Abbreviation::Number,
            "end" => Abbreviation::End,
            _ => continue,
        };
        for word in words.split_whitespace() {
            table.insert(word.to_owned(), class);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        assert_eq!(class("Gen."), Some(Abbreviation::Title));
        assert_eq!(class("GEN."), Some(Abbreviation::Title));
        assert_eq!(class("No."), Some(Abbreviation::Number));
        assert_eq!(class("U.S."), Some(Abbreviation::End));
        assert_eq!(class("W."), Some(Abbreviation::End));
        assert_eq!(class("table."), None);
        assert_eq!(class("x."), None);
    }

    #[test]
    fn dotted() {
        assert!(is_dotted("a.m.") && is_dotted("U.N.") && is_dotted("G."));
        assert!(!is_dotted("g.") && !is_dotted("U.S") && !is_dotted("Mr.") && !is_dotted(""));
    }

    #[test]
    fn every_starter_is_found() {
        assert!(["A", "He", "The", "Your", "Yet", "Although", "So"].iter().all(|w| is_starter(w)));
        assert!(!is_starter("Brooks"));
    }
}
