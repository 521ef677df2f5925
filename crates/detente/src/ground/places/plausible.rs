//! Whether words that could name a place do so here: no person, no part of another name, no common word.

use super::candidate::{Candidate, word_key};
use super::choose::Choice;
use super::spots::Spot;
use crate::Document;
use detente_english::Upos;
use detente_knowledge::{NameForm, NameKind};
use std::collections::BTreeSet;

/// What it takes.
const ENOUGH: f64 = 0.3;

/// Keys of the words by which the text calls persons: the parts of names of at least two words.
pub(super) fn persons(document: &Document) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for name in document.names.iter().filter(|n| matches!(n.kinds.first(), Some(NameKind::Person(_)))) {
        out.extend(name.tokens.clone().map(|t| word_key(document.form(t))));
    }
    // The model joins given names and surnames as "flat".
    let flat = |t: usize| document.tokens[t].is("flat") && document.tokens[t].upos == Upos::Propn;
    for last in (1..document.tokens.len()).filter(|&t| flat(t) && document.tokens[t].head == Some(t - 1)) {
        if [last - 1, last].iter().all(|&t| !document.tokens[t].name.ends_with("LOC")) {
            out.insert(word_key(document.form(last)));
        }
    }
    for (index, token) in document.tokens.iter().enumerate().filter(|(_, t)| t.name.ends_with("PER")) {
        let beside = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
        let named = |t: usize| {
            document.tokens.get(t).is_some_and(|o| o.name.ends_with("PER") && o.sentence == token.sentence)
        };
        if beside.into_iter().any(named) {
            out.insert(word_key(document.form(index)));
        }
    }
    out
}

pub(super) fn is_place(
    document: &Document,
    persons: &BTreeSet<String>,
    spot: &Spot,
    choice: &Choice,
) -> bool {
    if spot.dateline {
        return true;
    }
    // "US$" is money.
    if document.article.text.get(spot.span.end..).is_some_and(|rest| rest.starts_with('$')) {
        return false;
    }
    let place = &spot.candidates[choice.candidate];
    if is_person(document, spot) || place.form == NameForm::Own && is_acronym(document, spot, place) {
        return false;
    }
    if spot.known {
        return true;
    }
    if is_end_of_name(document, spot) || is_first_name(document, spot) || is_street(document, spot) {
        return false;
    }
    if !spot.tokens.clone().any(|t| document.tokens[t].upos == Upos::Propn) {
        return false;
    }
    // "East" is a region of several countries.
    if spot.tokens.len() == 1 && is_direction(&document.form(spot.tokens.start).to_lowercase()) {
        return false;
    }
    spot.within.is_some_and(|w| w.close) || evidence(document, persons, spot, choice) >= ENOUGH
}

/// "SWAT" is no valley: capitals alone in a text that does not write so.
fn is_acronym(document: &Document, spot: &Spot, place: &Candidate) -> bool {
    let form = document.form(spot.tokens.start);
    let capitals =
        |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    let sentence = &document.sentences[document.tokens[spot.tokens.start].sentence];
    spot.tokens.len() == 1
        && !spot.capitals
        && form.chars().count() <= 5
        && capitals(form)
        && !matches!(place.kind.as_str(), "country" | "demonym")
        && !capitals(sentence.span.of(&document.article.text))
        && !sentence.heading
        && form.chars().all(char::is_alphabetic)
}

/// How much speaks for a place: its size, its position, the model's label, the story; against it: a person's name, a heading.
fn evidence(document: &Document, persons: &BTreeSet<String>, spot: &Spot, choice: &Choice) -> f64 {
    let place = &spot.candidates[choice.candidate];
    let token = &document.tokens[spot.tokens.start];
    let label =
        match spot.tokens.clone().map(|t| document.tokens[t].name).find(|n| *n != "O").map(|n| &n[2..]) {
            Some("LOC") => 1.0,
            Some("ORG") => 0.0,
            Some("PER") => -2.0,
            Some(_) => -0.5,
            None => -0.8,
        };
    let mut sum = label + (place.prior - 4.0).min(2.0);
    if is_where(document, spot.tokens.start) {
        sum += 1.5;
    }
    if choice.placed {
        sum += 1.5;
    }
    if spot.common {
        sum -= 2.5;
    }
    if modifies_word(document, spot) {
        sum += 0.5;
    }
    if spot.tokens.len() == 1 && persons.contains(&word_key(document.form(spot.tokens.start))) {
        sum -= 2.0;
    }
    if document.sentences[token.sentence].heading {
        sum -= 0.5;
    }
    if spot.tokens.len() > 2 {
        sum += 0.5;
    }
    // "Henry County" says itself what it is.
    if spot.tokens.len() > 1 && place.kind == "district" {
        sum += 2.5;
    }
    sum + (choice.support / 2.0).min(2.0)
}

/// Whether a preposition of place, or a direction behind one, stands before it.
fn is_where(document: &Document, start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).map(|t| document.form(t).to_lowercase()).unwrap_or_default();
    let prepositions = [
        "in", "at", "near", "from", "to", "outside", "around", "across", "into", "toward", "towards",
        "between", "through",
    ];
    prepositions.contains(&before(1).as_str())
        || is_direction(&before(1)) && (prepositions.contains(&before(2).as_str()) || before(2) == "the")
}

/// "Jordan" in "Michael Jordan", "Chad" in "Chad Smith": one word of a name that the model takes for a person's.
fn is_person(document: &Document, spot: &Spot) -> bool {
    let (own, inside) = (spot.tokens.start, |t: Option<usize>| t.is_some_and(|t| spot.tokens.contains(&t)));
    let person = |t: usize| document.tokens[t].name.ends_with("PER");
    let beside = |t: &usize| {
        let token = &document.tokens[*t];
        token.sentence == document.tokens[own].sentence && token.upos == Upos::Propn
    };
    let right = Some(spot.tokens.end).filter(|&t| t < document.tokens.len()).filter(beside);
    let left = own.checked_sub(1).filter(beside);
    let goes_on = right.is_some_and(|t| {
        document.tokens[t].is("flat") && inside(document.tokens[t].head) && (person(own) || person(t))
    });
    let begins = left.is_some_and(|t| {
        document.tokens[own].is("flat") && document.tokens[own].head == Some(t) && (person(own) || person(t))
    });
    let both = right.is_some_and(|t| person(own) && person(t));
    spot.tokens.len() == 1 && (goes_on || begins || both)
}

/// "An Alton man", "Epsom police": the place of what is named by a common noun.
fn modifies_word(document: &Document, spot: &Spot) -> bool {
    let inside = |t: usize| spot.tokens.contains(&t);
    spot.tokens.clone().any(|t| {
        let token = &document.tokens[t];
        let owner = token.head.filter(|&h| !inside(h) && document.tokens[h].upos == Upos::Noun);
        owner.is_some_and(|h| !document.form(h).starts_with(char::is_uppercase))
            && (token.is("compound") || token.is("nmod:poss") || token.is("nmod:desc"))
    })
}

/// "Clark Drive", "Wooster St.".
fn is_street(document: &Document, spot: &Spot) -> bool {
    let words = [
        "street",
        "st",
        "st.",
        "drive",
        "dr.",
        "road",
        "rd",
        "rd.",
        "avenue",
        "ave",
        "ave.",
        "lane",
        "boulevard",
        "blvd",
        "blvd.",
        "highway",
        "hwy.",
        "parkway",
        "turnpike",
        "pike",
        "terrace",
    ];
    document.tokens.get(spot.tokens.end).is_some_and(|_| {
        let next = document.form(spot.tokens.end);
        next.starts_with(char::is_uppercase) && words.contains(&next.to_lowercase().as_str())
    })
}

fn is_direction(word: &str) -> bool {
    let parts = [
        "north",
        "south",
        "east",
        "west",
        "northern",
        "southern",
        "eastern",
        "western",
        "central",
        "northeast",
        "northwest",
        "southeast",
        "southwest",
        "northeastern",
        "northwestern",
        "southeastern",
        "southwestern",
        "upper",
        "lower",
        "downtown",
        "greater",
        "inner",
        "outer",
        "mid",
        "historic",
        "rural",
        "suburban",
        "nearby",
        "coastal",
    ];
    parts.contains(&word)
}

/// "Henry" in "Raquel Henry": a capital before it belongs to the same name.
fn is_end_of_name(document: &Document, spot: &Spot) -> bool {
    let start = spot.tokens.start;
    let Some(before) = start.checked_sub(1) else { return false };
    let (left, own) = (&document.tokens[before], &document.tokens[start]);
    if left.sentence != own.sentence
        || left.upos != Upos::Propn
        || is_direction(&document.form(before).to_lowercase())
    {
        return false;
    }
    if document.form(before).starts_with(['\'', '’']) || is_known(document, before) {
        return false;
    }
    let joined = left.head.is_some_and(|h| spot.tokens.contains(&h))
        || spot.tokens.clone().any(|t| document.tokens[t].head == Some(before))
        || left.head.is_some() && left.head == own.head && left.is("compound");
    let flat = own.is("flat") && own.head == Some(before);
    joined && (flat || !(own.name.ends_with("LOC") && left.name == "O"))
}

fn is_known(document: &Document, token: usize) -> bool {
    let behind = document.names.partition_point(|n| n.tokens.start <= token);
    behind.checked_sub(1).is_some_and(|n| document.names[n].tokens.contains(&token))
}

/// "Jackson" in "Jackson Browne": a name goes on behind it as names of persons do.
fn is_first_name(document: &Document, spot: &Spot) -> bool {
    let last = spot.tokens.end - 1;
    let Some(right) = document.tokens.get(spot.tokens.end) else { return false };
    let own = &document.tokens[last];
    if right.sentence != own.sentence || right.upos != Upos::Propn {
        return false;
    }
    let flat = right.is("flat") && right.head.is_some_and(|h| spot.tokens.contains(&h));
    flat || own.name.ends_with("PER") && right.name.ends_with("PER")
}
