//! Names of places in the text: the longest at each word, from the tables and from the gazetteer.

use super::candidate::{Candidate, add_known, after_towns, of_gazetteer};
use crate::{Document, KnownName, ParagraphKind, Span};
use detente_knowledge::{Knowledge, NameForm, NameKind, place_key};
use std::ops::Range;

/// Words that may name a place.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    /// Where they stand, in bytes.
    pub span: Span,
    /// Their tokens; none in a dateline, which is no part of a sentence.
    pub tokens: Range<usize>,
    /// Key of the name.
    pub key: String,
    /// What it can mean; never empty.
    pub candidates: Vec<Candidate>,
    /// Whether the tables know the name, so that it needs no other proof.
    pub known: bool,
    /// Whether the name is a common word too.
    pub common: bool,
    /// Whether the tables write the name in capitals ("NYC").
    pub capitals: bool,
    /// Whether it opens a report ("GENEVA, Nov. 24").
    pub dateline: bool,
    /// Whether a comma and a name stand behind it, as "Springfield" in "Springfield, Ill.": the place in the list of spots.
    pub within: Option<Within>,
}

/// What the text says a place lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Within {
    /// The other spot.
    pub spot: usize,
    /// Whether nothing but a comma or parenthesis parts the two.
    pub close: bool,
}

/// More words than any name of the gazetteer that news writes.
const LONGEST: usize = 7;

pub(super) fn spots(knowledge: &Knowledge, document: &Document) -> Vec<Spot> {
    let mut out = datelines(knowledge, document);
    for sentence in &document.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let (stop, spot) = next(knowledge, document, at, sentence.tokens.end);
            out.extend(spot);
            at = stop;
        }
    }
    out.retain(|s| !s.candidates.is_empty());
    counties(knowledge, document, &mut out);
    link(document, &mut out);
    out
}

/// The name at a token, and where to go on.
fn next(knowledge: &Knowledge, document: &Document, at: usize, end: usize) -> (usize, Option<Spot>) {
    let known = known_at(document, at);
    let listed = longest(knowledge, document, at, end);
    match (known, listed) {
        (Some(name), listed) if listed.as_ref().is_none_or(|(stop, _)| *stop <= name.tokens.end) => {
            (name.tokens.end, of_known(knowledge, document, name))
        }
        (_, Some((stop, candidates))) => {
            // "Sudan Tribune" is longer than "Port Sudan" reaches: the longer name decides.
            let later = document.names.iter().skip(document.names.partition_point(|n| n.tokens.start <= at));
            let cut = later.take_while(|n| n.tokens.start < stop).any(|n| n.tokens.end > stop);
            if cut {
                return (at + 1, None);
            }
            let mut candidates = candidates;
            after_towns(&mut candidates);
            let mut found = spot(document, at..stop, candidates, false);
            found.common = knowledge.gazetteer.is_common(&found.key);
            (stop, Some(found))
        }
        (_, None) => (at + 1, None),
    }
}

fn known_at(document: &Document, at: usize) -> Option<&KnownName> {
    let index = document.names.partition_point(|n| n.tokens.start < at);
    document.names.get(index).filter(|n| n.tokens.start == at)
}

fn of_known(knowledge: &Knowledge, document: &Document, name: &KnownName) -> Option<Spot> {
    let first = name.kinds.first()?;
    if matches!(
        first,
        NameKind::Person(_) | NameKind::Organisation(_) | NameKind::Outlet(_) | NameKind::Shorthand(_)
    ) {
        return None;
    }
    let key = key_of(document, name.tokens.clone());
    let mut candidates = match first {
        NameKind::Adjective(_) | NameKind::Inhabitant(_) | NameKind::Metonym(_) => Vec::new(),
        _ => of_gazetteer(knowledge, &key),
    };
    candidates.retain(|c| c.form != NameForm::Abbreviation);
    match first {
        NameKind::Adjective(_) | NameKind::Inhabitant(_) | NameKind::Metonym(_) => {
            add_known(knowledge, &name.kinds[..1], &mut candidates);
        }
        _ => add_known(knowledge, &name.kinds, &mut candidates),
    }
    after_towns(&mut candidates);
    candidates
        .retain(|c| !c.is_demonym() || matches!(first, NameKind::Adjective(_) | NameKind::Inhabitant(_)));
    let mut found = spot(document, name.tokens.clone(), candidates, true);
    let names = knowledge.names(&detente_knowledge::key(document.words(found.span)));
    found.capitals = names.iter().any(|n| n.capitals);
    Some(found)
}

fn spot(document: &Document, tokens: Range<usize>, candidates: Vec<Candidate>, known: bool) -> Spot {
    let span = document.tokens[tokens.start].span.cover(document.tokens[tokens.end - 1].span);
    Spot {
        span,
        key: key_of(document, tokens.clone()),
        tokens,
        candidates,
        known,
        common: false,
        capitals: false,
        dateline: false,
        within: None,
    }
}

fn key_of(document: &Document, tokens: Range<usize>) -> String {
    let mut key = String::new();
    for token in tokens {
        push_word(&mut key, document.form(token));
    }
    key
}

fn push_word(key: &mut String, form: &str) {
    let word = place_key(form);
    // "King's Lynn" is two words in the gazetteer and three here.
    if !word.is_empty() && !key.is_empty() && !form.starts_with(['\'', '’']) {
        key.push(' ');
    }
    key.push_str(&word);
}

/// The longest name of the gazetteer that begins at a token.
fn longest(
    knowledge: &Knowledge,
    document: &Document,
    at: usize,
    end: usize,
) -> Option<(usize, Vec<Candidate>)> {
    if !begins(document, at, end) {
        return None;
    }
    let (mut key, mut best, mut words) = (String::new(), None, 0);
    for token in at..end.min(at + 2 * LONGEST) {
        let form = document.form(token);
        if place_key(form).is_empty() {
            if matches!(form, "-" | "‑" | "–" | "." | "'" | "’" | "/") && token > at {
                continue;
            } else {
                break;
            }
        }
        words += 1;
        push_word(&mut key, form);
        let capital = is_capital(form) || form.starts_with(['\'', '’']) || follows_hyphen(document, token);
        if capital && (token > at || is_capital(form)) {
            let candidates = allowed(document, at..token + 1, of_gazetteer(knowledge, &key));
            if !candidates.is_empty() {
                best = Some((token + 1, candidates));
            }
        }
        if words == LONGEST || !knowledge.gazetteer.goes_on(&key) {
            break;
        }
    }
    best
}

fn begins(document: &Document, at: usize, end: usize) -> bool {
    let article = at + 2 < end && document.form(at + 1) == "-" && is_capital(document.form(at + 2));
    is_capital(document.form(at))
        || article && ["al", "as", "ar", "el", "ash", "ad", "an", "at", "az"].contains(&document.form(at))
}

fn is_capital(form: &str) -> bool {
    form.chars().next().is_some_and(char::is_uppercase)
}

fn follows_hyphen(document: &Document, token: usize) -> bool {
    token > 0 && document.form(token - 1) == "-" && document.form(token).chars().count() > 1
}

/// An abbreviation stands behind a comma, or is written as one: "N.J.", "NSW".
fn allowed(document: &Document, tokens: Range<usize>, mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    let behind = tokens.start > 0 && matches!(document.form(tokens.start - 1), "," | "(" | "-");
    let form = document.form(tokens.end - 1);
    let capitals = tokens.len() > 1 || form.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    // The stop may be a token of its own: "W.Va" and ".".
    let stop = document.tokens.get(tokens.end).is_some_and(|t| {
        document.form(tokens.end) == "." && t.span.start == document.tokens[tokens.end - 1].span.end
    });
    let short = form.contains('.') || stop && behind || capitals && form.chars().count() <= 4;
    candidates.retain(|c| match c.form {
        NameForm::Abbreviation => behind && short,
        NameForm::AloneToo => short || behind,
        // "LA" and "Ind." are no town called La or Ind.
        _ => tokens.len() > 1 || form.chars().filter(|c| c.is_alphabetic()).count() > 2,
    });
    if candidates.iter().any(|c| matches!(c.form, NameForm::Abbreviation | NameForm::AloneToo)) {
        candidates.retain(|c| matches!(c.form, NameForm::Abbreviation | NameForm::AloneToo));
    }
    candidates
}

/// "Clarke, Madison and Oconee counties": each is Clarke County and so on.
fn counties(knowledge: &Knowledge, document: &Document, spots: &mut Vec<Spot>) {
    let plural = (0..document.tokens.len()).filter(|&t| document.form(t) == "counties");
    for name in plural.flat_map(|t| names_before(document, t)) {
        let key = format!("{} county", key_of(document, name.clone()));
        let candidates = of_gazetteer(knowledge, &key);
        if candidates.is_empty() {
            continue;
        }
        let county = Spot { key, ..spot(document, name, candidates, true) };
        spots.retain(|s| !s.span.overlaps(county.span));
        let at = spots.partition_point(|s| s.dateline || s.span < county.span);
        spots.insert(at, county);
    }
}

/// The names that are joined by commas and "and" before a word.
fn names_before(document: &Document, word: usize) -> Vec<Range<usize>> {
    let (mut out, mut end) = (Vec::new(), word);
    let first = document.sentences[document.tokens[word].sentence].tokens.start;
    loop {
        let start = (first..end).rev().take_while(|&t| is_capital(document.form(t))).last();
        let Some(start) = start else { return out };
        out.push(start..end);
        let between =
            (first..start).rev().take_while(|&t| matches!(document.form(t), "," | "and" | "or")).last();
        match between {
            Some(next) => end = next,
            None => return out,
        }
    }
}

/// Places that open a report: parse leaves them out of the first sentence.
fn datelines(knowledge: &Knowledge, document: &Document) -> Vec<Spot> {
    let mut out: Vec<Spot> = Vec::new();
    let text = &document.article.text;
    for paragraph in document.article.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Body) {
        let words = paragraph.span.of(text);
        let Some(line) = crate::read::dateline(words) else { continue };
        let opening = words.get(..line.length).unwrap_or_default();
        let opening = opening.split('(').next().unwrap_or_default();
        let mut start = paragraph.span.start;
        for part in opening.split([',', '/', '—', '–']) {
            let lead = part.len() - part.trim_start().len();
            let name = part.trim().trim_end_matches(['-', ' ']);
            let span = Span::new(start + lead, start + lead + name.len());
            start += part.len() + 1;
            let key = place_key(name);
            let mut candidates = of_gazetteer(knowledge, &key);
            let kinds: Vec<NameKind> = knowledge
                .names(&detente_knowledge::key(name))
                .iter()
                .map(|n| n.kind)
                .filter(is_where)
                .collect();
            add_known(knowledge, &kinds, &mut candidates);
            after_towns(&mut candidates);
            if !candidates.is_empty() {
                out.push(Spot {
                    span,
                    tokens: 0..0,
                    key,
                    candidates,
                    known: true,
                    common: false,
                    capitals: false,
                    dateline: true,
                    within: None,
                });
            }
        }
    }
    out
}

fn is_where(kind: &NameKind) -> bool {
    matches!(kind, NameKind::Country(_) | NameKind::Place(_) | NameKind::Seat(_))
}

/// Finds for each spot what the text says it lies in.
fn link(document: &Document, spots: &mut [Spot]) {
    for index in 0..spots.len() {
        spots[index].within = container(document, spots, index);
    }
    // "Clarke, Madison and Oconee counties in Georgia": what is said of the last holds for all.
    for index in (0..spots.len().saturating_sub(1)).rev() {
        let Some(within) = spots[index + 1].within.filter(|w| !w.close && w.spot > index + 1) else {
            continue;
        };
        let between = document.article.text.get(spots[index].span.end..spots[index + 1].span.start);
        let joined = matches!(between.unwrap_or(""), ", " | " and " | ", and " | " or " | ", or ");
        if joined && spots[index].within.is_none() && fits(&spots[index], &spots[within.spot]) {
            spots[index].within = Some(within);
        }
    }
}

fn container(document: &Document, spots: &[Spot], index: usize) -> Option<Within> {
    let spot = &spots[index];
    if let Some(next) = spots.get(index + 1).filter(|n| n.dateline == spot.dateline) {
        let between = document.article.text.get(spot.span.end..next.span.start).unwrap_or("\n");
        let close = [", ", " (", ",", "'s ", "’s "].contains(&between) && !is_list(document, spots, index);
        let far = is_in(between);
        if (close && !between.contains('s') || far) && fits(spot, next) {
            return Some(Within { spot: index + 1, close });
        }
    }
    // "Syria's Aleppo", "the Syrian city of Aleppo".
    let before = index.checked_sub(1).filter(|&b| spots[b].dateline == spot.dateline)?;
    let between = document.article.text.get(spots[before].span.end..spot.span.start)?;
    let owner = ["'s ", "’s "].contains(&between)
        || between.ends_with(" of ") && between.split_whitespace().count() <= 4;
    (owner && !between.contains(['.', ',']) && fits(spot, &spots[before]))
        .then_some(Within { spot: before, close: false })
}

/// Whether a meaning of one lies in a meaning of the other.
fn fits(spot: &Spot, other: &Spot) -> bool {
    spot.candidates.iter().any(|c| other.candidates.iter().any(|o| c.lies_in(o) || in_state_of(c, o)))
}

/// A demonym says in which state a place lies.
pub(super) fn in_state_of(place: &Candidate, demonym: &Candidate) -> bool {
    demonym.is_demonym() && !place.is_demonym() && place.kind != "country" && place.country == demonym.country
}

/// "in", ", in", "in northern", "counties in", "province in southern".
fn is_in(between: &str) -> bool {
    let parts = [
        "county",
        "counties",
        "province",
        "provinces",
        "district",
        "districts",
        "region",
        "regions",
        "state",
        "states",
        "area",
        "areas",
        "city",
        "cities",
        "town",
        "towns",
        "village",
        "villages",
        "parish",
        "governorate",
    ];
    let words: Vec<&str> =
        between.split_whitespace().map(|w| w.trim_matches(',')).filter(|w| !w.is_empty()).collect();
    let words =
        words.split_first().filter(|(first, _)| parts.contains(first)).map_or(&words[..], |(_, rest)| rest);
    words.first() == Some(&"in") && words.len() <= 3 && !between.contains('.')
}

/// Regions and states in a row ("Georgia, Texas and Ohio") do not lie in each other.
fn is_list(document: &Document, spots: &[Spot], index: usize) -> bool {
    let text = &document.article.text;
    let large = |s: &Spot| s.candidates.iter().any(|c| c.holds() && c.kind != "district");
    let goes_on = |a: usize| {
        spots.get(a + 1).is_some_and(|b| {
            let between = text.get(spots[a].span.end..b.span.start).unwrap_or("");
            matches!(between, ", " | " and " | ", and " | " or " | ", or ") && large(b)
        })
    };
    let before = index > 0 && large(&spots[index - 1]) && goes_on(index - 1);
    large(&spots[index]) && (before || goes_on(index + 1))
}
