//! Whether a time's clause looks back or ahead: by the tree where there is one, by the words nearby otherwise.

use crate::{Document, Token};
use detente_english::Upos;
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    Unknown,
}

const MODALS: &[&str] =
    &["will", "'ll", "’ll", "wo", "would", "shall", "should", "must", "may", "might", "can"];

/// Verbs whose infinitive has happened ("failed to attend on Friday").
const IMPLICATIVES: &[&str] = &[
    "begin", "start", "manage", "try", "fail", "have", "continue", "use", "seem", "appear", "get", "help",
    "come",
];

/// Verbs whose present tense gives a schedule ("the talks open on Monday").
#[rustfmt::skip]
const SCHEDULES: &[&str] = &[
    "begin", "start", "open", "meet", "arrive", "leave", "return", "expire", "end", "resume", "vote", "go", "face",
    "visit", "travel", "take", "come", "depart", "convene", "gather",
];

/// What may stay without an end: "until Tuesday" behind these looks back.
#[rustfmt::skip]
const LASTING: &[&str] =
    &["last", "continue", "hold", "stay", "work", "serve", "live", "run", "fight", "be", "rule", "govern"];

/// Predicates that speak of what is to come.
#[rustfmt::skip]
const PLANS: &[&str] = &[
    "due", "schedule", "scheduled", "plan", "planned", "expect", "expected", "slate", "slated", "set", "intend", "intended",
    "hope", "prepare", "want", "plans", "hopes", "expects", "wants", "aim", "propose", "proposed", "promise", "pledge",
    "vow", "deadline", "upcoming", "until", "by", "tentatively", "payable",
];

#[rustfmt::skip]
const PASTS: &[&str] = &[
    "said", "told", "was", "were", "had", "did", "met", "held", "won", "fell", "rose", "made", "took", "came", "went",
    "left", "sent", "gave", "began", "spoke", "broke", "cut", "shot", "found", "saw", "got", "led", "hit", "paid", "lost",
    "flew", "fled", "says", "been", "wrote", "struck", "has",
];

/// Where a time looks, by the words that it depends on.
pub(super) fn direction(document: &Document, tokens: Range<usize>) -> Direction {
    let head = tokens
        .clone()
        .find(|&t| document.tokens.get(t).and_then(|t| t.head).is_none_or(|h| !tokens.contains(&h)));
    match head {
        Some(head) if document.tokens.get(head).is_some_and(|t| !t.xpos.is_empty()) => {
            beside(document, tokens.start).unwrap_or_else(|| by_tree(document, head))
        }
        _ => by_words(document, tokens),
    }
}

/// What the words right before say: a tree may hang the day of "said on Tuesday that …" on what was said.
fn beside(document: &Document, first: usize) -> Option<Direction> {
    let form = |t: &Token| t.span.of(&document.article.text).to_lowercase();
    let mut before = document.tokens.get(..first)?.iter().rev();
    let mut token = before.next()?;
    if form(token) == "since" {
        return Some(Direction::Past);
    }
    if matches!(form(token).as_str(), "effective" | "payable") {
        return Some(Direction::Future);
    }
    let until = matches!(form(token).as_str(), "until" | "till");
    while matches!(form(token).as_str(), "on" | "in" | "at" | "late" | "early" | "the" | "until" | "till") {
        token = before.next()?;
    }
    let same = document.tokens.get(first).is_some_and(|t| t.sentence == token.sentence);
    if until && same && !LASTING.contains(&token.lemma.as_str()) {
        return Some(Direction::Future);
    }
    (same && token.xpos == "VBD").then_some(Direction::Past)
}

/// The nearest predicate above that has a tense.
fn by_tree(document: &Document, head: usize) -> Direction {
    let Some(time) = document.tokens.get(head) else { return Direction::Unknown };
    let loose = time.deprel.starts_with("nmod") || time.deprel == "compound";
    let mut at = time.head;
    // The guard is for damaged trees: a real path is never longer than its sentence.
    for _ in 0..200 {
        let Some(token) = at.and_then(|i| document.tokens.get(i)) else { break };
        let elsewhere = is_before_mark(document, token, head) || loose && matches!(token.xpos, "VB" | "VBG");
        match of_predicate(document, token) {
            known if known != Direction::Unknown && !elsewhere => return known,
            _ => at = token.head,
        }
    }
    Direction::Unknown
}

/// Whether a clause's "that" stands behind the time: then the time is not of the clause.
fn is_before_mark(document: &Document, token: &Token, time: usize) -> bool {
    token.children.iter().any(|&c| c > time && document.tokens.get(c).is_some_and(|t| t.deprel == "mark"))
}

fn of_predicate(document: &Document, token: &Token) -> Direction {
    let text = |t: &Token| t.span.of(&document.article.text).to_lowercase();
    let auxiliaries: Vec<String> =
        children(document, token, |c| matches!(c.deprel, "aux" | "aux:pass" | "cop")).map(text).collect();
    let has = |forms: &[&str]| auxiliaries.iter().any(|a| forms.contains(&a.as_str()));
    let plan = PLANS.contains(&token.lemma.as_str()) || PLANS.contains(&text(token).as_str());
    if has(&["be"]) && children(document, token, |c| c.deprel == "mark").any(|c| text(c) == "to") {
        return infinitive(document, token);
    }
    if has(MODALS) || plan && token.upos != Upos::Adp && !has(&["had"]) {
        return Direction::Future;
    }
    if has(&["was", "were", "had", "did", "has", "have", "'d", "been"]) {
        return Direction::Past;
    }
    match token.xpos {
        "VBD" => Direction::Past,
        "VBN" if token.upos == Upos::Verb => Direction::Past,
        "VB" if children(document, token, |c| c.deprel == "mark").any(|c| text(c) == "to") => {
            infinitive(document, token)
        }
        "VBG" if has(&["is", "are", "am", "'s", "'re"]) => Direction::Future,
        "VBG" if matches!(token.lemma.as_str(), "begin" | "start" | "commence") => Direction::Future,
        "VBZ" | "VBP" if matches!(token.lemma.as_str(), "say" | "tell" | "report" | "show" | "claim") => {
            Direction::Past
        }
        "VBZ" | "VBP" if token.upos == Upos::Verb => present(document, token),
        _ => Direction::Unknown,
    }
}

/// "agreed to meet" looks ahead; "failed to meet" and "left to meet" look where their own verb does.
fn infinitive(document: &Document, token: &Token) -> Direction {
    let governor = token.head.and_then(|h| document.tokens.get(h));
    let happened = governor.is_some_and(|g| IMPLICATIVES.contains(&g.lemma.as_str()));
    if happened || token.deprel.starts_with("advcl") { Direction::Unknown } else { Direction::Future }
}

/// "The talks open on Monday" looks ahead; a headline's present tense tells what has happened.
fn present(document: &Document, token: &Token) -> Direction {
    let heading = document.sentences.get(token.sentence).is_some_and(|s| s.heading);
    match SCHEDULES.contains(&token.lemma.as_str()) {
        _ if heading => Direction::Past,
        true => Direction::Future,
        false => Direction::Unknown,
    }
}

fn children<'a>(
    document: &'a Document,
    token: &'a Token,
    fits: impl Fn(&Token) -> bool + 'a,
) -> impl Iterator<Item = &'a Token> + 'a {
    token.children.iter().filter_map(|&c| document.tokens.get(c)).filter(move |c| fits(c))
}

/// The nearest telling word before, then behind, within the sentence.
fn by_words(document: &Document, tokens: Range<usize>) -> Direction {
    let Some(sentence) = document.tokens.get(tokens.start).and_then(|t| document.sentences.get(t.sentence))
    else {
        return Direction::Unknown;
    };
    let form = |i: usize| {
        document.tokens.get(i).map_or_else(String::new, |t| t.span.of(&document.article.text).to_lowercase())
    };
    let before = (sentence.tokens.start..tokens.start).rev().map(|i| by_word(&form(i), &form(i + 1)));
    let behind = (tokens.end..sentence.tokens.end).map(|i| by_word(&form(i), &form(i + 1)));
    before.chain(behind).find(|d| *d != Direction::Unknown).unwrap_or(Direction::Unknown)
}

fn by_word(form: &str, next: &str) -> Direction {
    if MODALS.contains(&form) || PLANS.contains(&form) || form == "to" && next == "be" {
        return Direction::Future;
    }
    let regular =
        form.len() > 4 && form.ends_with("ed") && !matches!(form, "indeed" | "united" | "hundred" | "armed");
    if PASTS.contains(&form) || regular { Direction::Past } else { Direction::Unknown }
}
