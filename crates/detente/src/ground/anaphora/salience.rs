//! How near a mention is to the mind of the reader at a pronoun: recency, role, parallelism, frequency.
//!
//! The weights were set on the news of GUM and on half of MEANTIME; `training/score_coreference.py` measures them.

use super::binding::subject_of;
use super::chains::{Chain, Kind, Link};
use crate::Document;
use detente_english::Upos;

/// A sentence further away.
const SENTENCE: f32 = -1.0;
/// A word further away.
const WORD: f32 = -0.012;
const SUBJECT: f32 = 1.0;
const OBJECT: f32 = 0.3;
/// A possessor or a part of another nominal.
const INNER: f32 = -0.2;
/// Subject of the clause in which the pronoun's clause stands.
const ABOVE: f32 = 0.8;
/// Subject, said or understood, of the pronoun's own clause.
const SHARED: f32 = 0.5;
/// Source of the reported words whose subject the pronoun is.
const SOURCE: f32 = 0.5;
/// What the sentence before has just brought up: "published a report. It …".
const FRESH: f32 = 0.4;
/// Pronoun and mention are both subjects.
const PARALLEL: f32 = 0.4;
const NAMED: f32 = 0.5;
/// Each doubling of the mentions so far.
const OFTEN: f32 = 0.35;
/// Spoken within quotation marks, while the pronoun is not.
const QUOTED: f32 = -0.8;
/// The mention is itself a pronoun of the chain.
const CONTINUED: f32 = 0.25;

/// The salience of a chain at a pronoun: that of its best mention within reach; `None` when there is none.
pub(super) fn of(document: &Document, chain: &Chain, pronoun: usize, reach: usize) -> Option<f32> {
    let here = document.tokens[pronoun].sentence;
    let before = chain.links.iter().rev().filter(|l| l.head < pronoun);
    let near = before.clone().take_while(|l| here - document.tokens[l.head].sentence <= reach);
    let best = near.map(|l| of_link(document, l, pronoun)).max_by(f32::total_cmp)?;
    let count = before.count();
    let named = if chain.named { NAMED } else { 0.0 };
    Some(best + named + OFTEN * doublings(count) + of_kind(chain.kind))
}

fn of_kind(kind: Kind) -> f32 {
    if kind == Kind::Open { -0.6 } else { 0.0 }
}

fn of_link(document: &Document, link: &Link, pronoun: usize) -> f32 {
    let (mention, word) = (&document.tokens[link.head], &document.tokens[pronoun]);
    let mut sum = SENTENCE * (word.sentence - mention.sentence) as f32
        + WORD * ((pronoun - link.head) as f32).min(60.0);
    let clause = document.ancestors(pronoun).find(|&t| document.tokens[t].upos == Upos::Verb);
    let understood = clause.and_then(|c| subject_of(document, c));
    let shared = mention.sentence == word.sentence && understood == Some(link.head);
    // "They forced Chile to leave": who forces is not nearer than who leaves.
    let controlled =
        !shared && understood.is_some() && clause.is_some_and(|c| document.tokens[c].is("xcomp"));
    let subject = mention.is("nsubj") || shared;
    sum += match mention.deprel {
        _ if subject => SUBJECT,
        "obj" | "iobj" | "root" => OBJECT,
        "nmod:poss" | "nmod" | "compound" => INNER,
        _ => 0.0,
    };
    let fresh =
        mention.is("obj") && document.children(link.head, "det").any(|d| document.tokens[d].lemma == "a");
    if fresh && word.sentence == mention.sentence + 1 {
        sum += FRESH;
    }
    if shared {
        sum += SHARED;
    }
    if word.is("nsubj") && is_source(document, link.head, pronoun) {
        sum += SOURCE;
    }
    let governs = |h: usize| mention.sentence == word.sentence && document.ancestors(pronoun).any(|t| t == h);
    if subject && !controlled && mention.head.is_some_and(governs) {
        sum += ABOVE;
    }
    if subject && word.is("nsubj") {
        sum += PARALLEL;
    }
    if link.pronoun {
        sum += CONTINUED;
    }
    if is_quoted(document, link.head) && !is_quoted(document, pronoun) {
        sum += QUOTED;
    }
    sum
}

/// Whether a mention is the source of reported words around a pronoun.
fn is_source(document: &Document, mention: usize, pronoun: usize) -> bool {
    let at = document.tokens[pronoun].span;
    document.quotes.iter().any(|q| q.source_token == Some(mention) && q.content.contains(at))
}

/// Whether a token stands in direct speech.
pub(super) fn is_quoted(document: &Document, token: usize) -> bool {
    let at = document.tokens[token].span;
    document.quotes.iter().any(|q| q.kind == crate::QuoteKind::Direct && q.content.contains(at))
}

/// Whole doublings of a count, in steps that need no logarithm of the system.
fn doublings(count: usize) -> f32 {
    (usize::BITS - count.leading_zeros()) as f32
}
