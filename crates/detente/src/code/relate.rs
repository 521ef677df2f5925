//! The relation between two given spans: always an answer, with less to go on than a claim.

use super::conditions::{class_of, quad_of};
use super::frames::candidates;
use super::{Coder, Judge};
use crate::{Grounded, Span, Status};
use detente_knowledge::Knowledge;
use std::collections::BTreeMap;

/// Two spans of a text whose relation is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RelateInput {
    /// Who acts, in bytes.
    pub source: Span,
    /// On whom, in bytes.
    pub target: Span,
}

/// The type of a relation.
#[derive(Debug, Clone, PartialEq)]
pub struct Relation {
    /// One of the 16 types.
    pub kind: String,
    /// Its quad class.
    pub quad: u8,
    /// Happened, planned, …
    pub status: Status,
    /// Share of the scores that the type got.
    pub confidence: f64,
    /// All types with their scores, highest first; they add up to 1.
    pub scores: Vec<(String, f64)>,
}

/// What a predicate is worth whose pattern fits, stands between the two, or shares only its lemma with an entry.
const FITS: f64 = 4.0;
const LEMMA: f64 = 1.0;
/// Every type keeps this much, so that there is always an order.
const PRIOR: f64 = 0.05;

/// How much the lexicon's votes count beside the judge's, as a power: chosen on own sentences that the judge had not learnt from.
const LEXICON: f64 = 0.6;

/// Types the relation between two spans of a grounded text: by the lexicon and by the judge.
pub fn relate(knowledge: &Knowledge, judge: Judge<'_>, grounded: &Grounded, input: RelateInput) -> Relation {
    let coder = Coder::new(knowledge, grounded);
    let mut scores: BTreeMap<&str, f64> =
        knowledge.pack.types.iter().map(|t| (t.code.as_str(), prior(&t.code))).collect();
    let mut best: Option<(f64, usize)> = None;
    for token in 0..grounded.document.tokens.len() {
        let span = grounded.document.tokens[token].span;
        if input.source.overlaps(span) || input.target.overlaps(span) {
            continue;
        }
        for (kind, worth) in votes(&coder, token, input) {
            *scores.entry(kind).or_default() += worth;
            if best.is_none_or(|(b, _)| worth > b) {
                best = Some((worth, token));
            }
        }
    }
    let opinion = judge.opinion(&grounded.document, input.source, Some(input.target));
    if let Some(opinion) = &opinion {
        let total: f64 = scores.values().sum();
        for (kind, score) in &mut scores {
            *score = (*score / total).powf(LEXICON) * opinion.of(kind);
        }
    }
    let total: f64 = scores.values().sum();
    let mut scores: Vec<(String, f64)> =
        scores.into_iter().map(|(k, s)| (k.to_string(), s / total)).collect();
    scores.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let (kind, confidence) = scores.first().cloned().unwrap_or_default();
    let judged = opinion.map_or(Status::Happened, |opinion| opinion.status().0);
    let status = best.map_or(judged, |(_, token)| coder.reading(token).status());
    Relation { quad: quad_of(knowledge, &kind), kind, status, confidence, scores }
}

/// Without any predicate a report between two parties is most often one of talk.
fn prior(kind: &str) -> f64 {
    if kind == "CONSULT" { PRIOR * 2.0 } else { PRIOR }
}

fn votes<'a>(coder: &Coder<'a>, token: usize, input: RelateInput) -> Vec<(&'a str, f64)> {
    let fitting = candidates(coder, token);
    let near = nearness(coder, token, input);
    if !fitting.is_empty() {
        let joins = |f: &(usize, &'a detente_knowledge::Entry, &'a detente_knowledge::Pattern)| {
            let holds = |positions: &[String], span: Span| {
                positions
                    .iter()
                    .any(|p| coder.at(f.0, p).iter().any(|&t| coder.document.tokens[t].span.overlaps(span)))
            };
            1.0 + f64::from(u8::from(holds(&f.2.actor, input.source)))
                + f64::from(u8::from(holds(&f.2.recipient, input.target)))
        };
        let share = 1.0 / fitting.len() as f64;
        return fitting
            .iter()
            .map(|f| {
                (
                    shift(coder, token, &f.1.kind),
                    FITS * near * joins(f) * share * (1.0 + f.2.need.len() as f64),
                )
            })
            .collect();
    }
    let t = &coder.document.tokens[token];
    let Some(class) = class_of(t.upos) else { return Vec::new() };
    let mut kinds: Vec<&str> =
        coder.knowledge.patterns(class, &t.lemma).map(|(e, _)| e.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let share = LEMMA * near / kinds.len().max(1) as f64;
    kinds.into_iter().map(|k| (shift(coder, token, k), share)).collect()
}

/// The type after the table of shifts, as in coding.
fn shift<'a>(coder: &Coder<'a>, token: usize, kind: &'a str) -> &'a str {
    let reading = coder.reading(token);
    let rows = &coder.knowledge.pack.status.shift;
    rows.iter()
        .find(|r| r.when == reading.when() && r.types.iter().any(|t| t == kind))
        .map_or(kind, |r| r.to.as_str())
}

/// Falls with the distance to the two spans in words; a predicate between them is nearest.
fn nearness(coder: &Coder<'_>, token: usize, input: RelateInput) -> f64 {
    let at = coder.document.tokens[token].span;
    let away = |s: Span| {
        coder.document.words(Span::new(at.end.min(s.end), at.start.max(s.start))).split_whitespace().count()
    };
    1.0 / (1.0 + (away(input.source) + away(input.target)) as f64 / 8.0)
}
