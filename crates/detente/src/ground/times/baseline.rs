//! Against what a clause measures its event: "for the first time since March 2015".

use super::words::{Word, Words, words};
use crate::{Document, Span, Time, TimeKind};

/// "first since 2016-02", "first in P2Y", "first in >P2Y" for "more than two years", when the clause says so.
pub fn baseline(document: &Document, times: &[Time], clause: Span) -> Option<String> {
    let sentences = document.sentences.iter().filter(|s| s.span.overlaps(clause));
    sentences
        .flat_map(|s| {
            let words = words(document, s);
            let found: Vec<String> =
                (0..words.len()).filter_map(|at| at_word(&words, at, times, clause)).collect();
            found
        })
        .next()
}

fn at_word(words: &[Word], at: usize, times: &[Time], clause: Span) -> Option<String> {
    let rank = words.get(at).filter(|w| clause.contains(w.span)).and_then(|w| rank(&w.lower))?;
    let behind = &words[at + 1..];
    let preposition =
        behind.iter().take(REACH).position(|w| matches!(w.lower.as_str(), "since" | "in" | "for"))?;
    let stop =
        behind[..preposition].iter().any(|w| matches!(w.lower.as_str(), "," | ";" | "but" | "while" | "and"));
    if stop && behind.at(preposition) != "since" {
        return None;
    }
    let from = behind.get(preposition)?.span.end;
    let time = times.iter().find(|t| t.span.start >= from && t.span.start <= from + FAR)?;
    let gap: Vec<&str> = behind[preposition + 1..]
        .iter()
        .take_while(|w| w.span.start < time.span.start)
        .map(|w| w.lower.as_str())
        .collect();
    let inside = words.iter().filter(|w| time.span.contains(w.span)).map(|w| w.lower.as_str());
    let gap: Vec<&str> = gap
        .into_iter()
        .chain(inside.take_while(|w| matches!(*w, "nearly" | "more" | "less" | "than")))
        .collect();
    compare(rank, behind.at(preposition), &gap, time)
}

/// Words between the rank and its preposition ("first time the two countries have officially spoken to each other in").
const REACH: usize = 16;

/// Bytes between the preposition and the time ("more than").
const FAR: usize = 24;

fn rank(word: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    const RANKS: &[(&str, &str)] = &[
        ("first", "first"), ("largest", "largest"), ("biggest", "largest"), ("highest", "highest"), ("lowest", "lowest"),
        ("worst", "worst"), ("deadliest", "deadliest"), ("heaviest", "heaviest"), ("longest", "longest"),
    ];
    RANKS.iter().find(|(name, _)| *name == word).map(|(_, rank)| *rank)
}

fn compare(rank: &str, preposition: &str, gap: &[&str], time: &Time) -> Option<String> {
    const FILLERS: &[&str] = &[
        "the", "at", "least", "nearly", "almost", "about", "more", "than", "over", "well", "some", "a",
        "early", "late",
    ];
    if !gap.iter().all(|w| FILLERS.contains(w)) {
        return None;
    }
    match (preposition, time.kind) {
        ("since", TimeKind::Date | TimeKind::Time) => Some(format!("{rank} since {}", time.value)),
        ("in" | "for", TimeKind::Duration) => {
            let more = gap.ends_with(&["more", "than"])
                || gap.ends_with(&["over"])
                || gap.ends_with(&["at", "least"]);
            Some(format!("{rank} in {}{}", if more { ">" } else { "" }, time.value))
        }
        _ => None,
    }
}
