//! Names of the tables in the text: the longest one at each place.

use crate::{Document, KnownName};
use detente_knowledge::{Knowledge, Name, NameKind, key, spelling};
use std::ops::Range;

/// More tokens than any name has.
const LONGEST: usize = 12;

/// The names of a document's bare tokens, in order; their heads are known once there are trees: see [`settle`].
pub(super) fn find(knowledge: &Knowledge, document: &Document) -> Vec<KnownName> {
    let mut out = Vec::new();
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let hit = longest(knowledge, document, at, sentence.tokens.end);
            at = hit.as_ref().map_or(at + 1, |h| h.tokens.end);
            out.extend(hit);
        }
    }
    out
}

fn longest(knowledge: &Knowledge, document: &Document, start: usize, end: usize) -> Option<KnownName> {
    if !begins_name(document.form(start)) && !is_prefixed(document, start, end) {
        return None;
    }
    let (mut text, mut words, mut best) = (String::new(), 0, None);
    for last in start..end.min(start + LONGEST) {
        let part = key(document.form(last));
        if part.is_empty() {
            if joins(document.form(last)) { continue } else { break }
        }
        if document.form(last).starts_with(['\'', '’']) {
            break;
        }
        text.push_str(&part);
        words += 1;
        let kinds = fitting(knowledge, &text, document, start..last + 1, words);
        if !kinds.is_empty() {
            best = Some((last + 1, kinds));
        }
    }
    let (stop, kinds): (usize, Vec<NameKind>) =
        best.or_else(|| spelled_otherwise(knowledge, document, start, end))?;
    if is_in_phrase(knowledge, document, start..stop, &kinds) {
        return None;
    }
    // "The Australian government" is no newspaper.
    let body = stop < end && knowledge.agent(&document.form(stop).to_lowercase()).is_some();
    if body && document.form(start) == "The" && matches!(kinds.first(), Some(NameKind::Outlet(_))) {
        return None;
    }
    // A bare number is no "1+1 TV".
    let number = (start..stop).all(|t| document.form(t).chars().all(|c| c.is_ascii_digit()));
    (!number).then_some(KnownName { tokens: start..stop, head: start, kinds })
}

/// A person whose full name is written here in a way that the tables do not list: "Muammar Qaddafi", "Bashar Assad".
fn spelled_otherwise(
    knowledge: &Knowledge,
    document: &Document,
    start: usize,
    end: usize,
) -> Option<(usize, Vec<NameKind>)> {
    let (mut text, mut best) = (String::new(), None);
    for last in start..end.min(start + LONGEST) {
        let form = document.form(last);
        let inside = joins(form) || matches!(form, "al" | "el" | "bin" | "ibn" | "bint" | "ul");
        let hyphened = last > start && joins(document.form(last - 1));
        if !inside && !hyphened && !form.starts_with(char::is_uppercase) {
            break;
        }
        text.push_str(if joins(form) { "-" } else { " " });
        text.push_str(form);
        // A name that goes on is another one.
        let ends = last + 1 >= end || !document.form(last + 1).starts_with(char::is_uppercase);
        let found = spelling(&text).filter(|_| ends && !joins(form)).and_then(|s| knowledge.spelled(&s));
        best = found.map(|kind| (last + 1, vec![kind])).or(best);
    }
    best
}

/// Whether a title of a magazine is but a part of a phrase: "the Ministry of Foreign Affairs".
fn is_in_phrase(
    knowledge: &Knowledge,
    document: &Document,
    tokens: Range<usize>,
    kinds: &[NameKind],
) -> bool {
    let phrase = |first: usize, end: usize| {
        let words: Vec<String> = (first..end).map(|t| document.form(t).to_lowercase()).collect();
        knowledge.agent(&words.join(" ")).is_some()
    };
    let last = (tokens.end + 1).min(document.tokens.len());
    matches!(kinds.first(), Some(NameKind::Outlet(_)))
        && (tokens.start.saturating_sub(3)..=tokens.start)
            .any(|first| (tokens.end..=last).any(|end| end - first > tokens.len() && phrase(first, end)))
}

fn begins_name(form: &str) -> bool {
    form.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
}

/// A part written small before a hyphen and a capital: "al-Shabab", "inter-Korean".
fn is_prefixed(document: &Document, start: usize, end: usize) -> bool {
    let capital = |t: usize| document.form(t).chars().next().is_some_and(char::is_uppercase);
    start + 2 < end && joins(document.form(start + 1)) && capital(start + 2)
}

/// Punctuation that may stand inside a name.
fn joins(form: &str) -> bool {
    matches!(form, "-" | "‑" | "–" | "." | "’" | "'" | "&" | "/")
}

/// Meanings that agree with how the name is written here.
fn fitting(
    knowledge: &Knowledge,
    text: &str,
    document: &Document,
    tokens: Range<usize>,
    words: usize,
) -> Vec<NameKind> {
    let names: Vec<Name> = knowledge.names(text);
    let upper = tokens.clone().all(|t| !document.form(t).chars().any(char::is_lowercase));
    // Names of persons are transliterated with hyphens, spaces and neither; all others keep their words.
    let fits = |n: &&Name| {
        (!n.capitals || upper) && (n.words == words || n.words == 0 || matches!(n.kind, NameKind::Person(_)))
    };
    let last = document.form(tokens.end - 1);
    // The second half of a hyphenated given name ("Jae-in") is written small.
    let hyphen = tokens.len() > 1 && joins(document.form(tokens.end - 2));
    let capital = hyphen || last.chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
    let small =
        |k: NameKind| matches!(k, NameKind::Organisation(_) | NameKind::Place(_) | NameKind::Outlet(_));
    let mut fitting: Vec<&Name> = names.iter().filter(fits).filter(|n| capital || small(n.kind)).collect();
    // What the user's own tables say comes first.
    fitting.sort_by_key(|n| (!n.own, rank(n.kind)));
    fitting.into_iter().map(|n| n.kind).collect()
}

fn rank(kind: NameKind) -> usize {
    match kind {
        NameKind::Country(_) => 0,
        NameKind::Person(_) => 1,
        NameKind::Adjective(_) => 2,
        NameKind::Inhabitant(_) => 3,
        NameKind::Organisation(_) => 4,
        NameKind::Metonym(_) => 5,
        NameKind::Shorthand(_) => 6,
        NameKind::Outlet(_) => 7,
        NameKind::Seat(_) => 8,
        NameKind::Place(_) => 9,
        NameKind::Dictionary(_) => 0,
    }
}

/// Finds the head of each name in its tree.
pub(super) fn settle(document: &mut Document) {
    let heads: Vec<usize> = document.names.iter().map(|n| head_of(document, n.tokens.clone())).collect();
    for (name, head) in document.names.iter_mut().zip(heads) {
        name.head = head;
    }
}

fn head_of(document: &Document, tokens: Range<usize>) -> usize {
    let inside = |t: Option<usize>| t.is_some_and(|t| tokens.contains(&t));
    tokens.clone().find(|&t| !inside(document.tokens[t].head)).unwrap_or(tokens.end - 1)
}
