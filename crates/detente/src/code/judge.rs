//! The learned judge: what a model that has read the codebook's training sentences says of two marked spans.
//!
//! It covers what the lexicon has no entry for, and knows nothing of the tree; the two keep each other honest.

use crate::{Document, Span, Status};
use detente_english::{English, Pairs};
use std::ops::Range;

/// The label of pairs between which nothing happens.
const NOTHING: &str = "-";

/// Which of the two code: what each adds can be measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// The lexicon with the judge beside it.
    #[default]
    Both,
    /// The lexicon alone.
    Lexicon,
    /// The judge alone, over verbs and their parties.
    Judge,
}

/// The models that judge a pair.
#[derive(Clone, Copy)]
pub struct Judge<'a> {
    /// Its part beside the lexicon.
    pub by: By,
    /// The English model, whose word vectors the other one uses.
    pub english: &'a English,
    /// The model of pairs.
    pub pairs: &'a Pairs,
}

/// What the judge says of a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Opinion {
    /// Probabilities (0 to 1) of the types, in the order of their codes; with [`Opinion::nothing`] they add up to 1.
    pub types: Vec<(&'static str, f64)>,
    /// Probability that nothing happens between the two.
    pub nothing: f64,
    /// The most likely status, given that there is an event.
    pub status: Status,
    /// Probability that the second one acts on the first.
    pub reversed: f64,
    /// Modes of the most likely type that are more likely than not.
    pub modes: Vec<&'static str>,
}

impl Opinion {
    /// The most likely type and its probability.
    pub fn best(&self) -> (&'static str, f64) {
        let first = self.types.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
        first.unwrap_or((NOTHING, 0.0))
    }

    /// Probability of a type.
    pub fn of(&self, kind: &str) -> f64 {
        self.types.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, p)| *p)
    }
}

impl Judge<'_> {
    /// What happens between two spans of a document, given in bytes; the second may be missing. None where they stand too far
    /// apart or hold no word.
    pub fn opinion(&self, document: &Document, first: Span, second: Option<Span>) -> Option<Opinion> {
        let one = tokens(document, first)?;
        let other = match second {
            Some(span) => Some(tokens(document, span)?),
            None => None,
        };
        // From the first sentence that one of them stands in to the last.
        let first = other.as_ref().map_or(one.start, |o| o.start.min(one.start));
        let last = other.as_ref().map_or(one.end, |o| o.end.max(one.end)).checked_sub(1)?;
        let start = document.sentence_of(first).tokens.start;
        let end = document.sentence_of(last).tokens.end;
        let forms: Vec<&str> = (start..end).map(|t| document.form(t)).collect();
        let within = |r: Range<usize>| r.start - start..r.end - start;
        let scores = self.pairs.scores(self.english, &forms, within(one), other.map_or(0..0, within))?;
        Some(self.read(&scores))
    }

    fn read(&self, scores: &[f32]) -> Opinion {
        let labels = self.pairs.labels();
        let of = |prefix: &str| -> Vec<(&'static str, f64)> {
            let named = labels.iter().zip(scores);
            named.filter_map(|(l, &s)| Some((l.strip_prefix(prefix)?, f64::from(s)))).collect()
        };
        let turned =
            labels.iter().zip(scores).find(|(l, _)| **l == "reversed").map_or(0.0, |(_, &s)| f64::from(s));
        let reversed = 1.0 / (1.0 + (-turned).exp());
        let mut types = shares(of("type:"));
        let nothing = types.iter().find(|(k, _)| *k == NOTHING).map_or(0.0, |(_, p)| *p);
        types.retain(|(k, _)| *k != NOTHING);
        let status = of("status:").into_iter().reduce(|a, b| if b.1 > a.1 { b } else { a });
        let status = status.and_then(|(name, _)| Status::from_name(name)).unwrap_or(Status::Happened);
        let mut opinion = Opinion { types, nothing, status, reversed, modes: Vec::new() };
        let kind = opinion.best().0;
        let own = |(label, score): (&'static str, f64)| {
            let (of, mode) = label.split_once('/')?;
            (of == kind && score > 0.0).then_some(mode)
        };
        opinion.modes = of("mode:").into_iter().filter_map(own).collect();
        opinion
    }
}

/// The words that a span touches.
fn tokens(document: &Document, span: Span) -> Option<Range<usize>> {
    let touched = |t: &usize| document.tokens[*t].span.overlaps(span);
    let first = (0..document.tokens.len()).find(touched)?;
    let count = (first..document.tokens.len()).take_while(touched).count();
    Some(first..first + count)
}

/// Scores as probabilities.
fn shares(scores: Vec<(&'static str, f64)>) -> Vec<(&'static str, f64)> {
    let highest = scores.iter().fold(f64::NEG_INFINITY, |a, (_, s)| a.max(*s));
    let powers: Vec<(&'static str, f64)> =
        scores.into_iter().map(|(k, s)| (k, (s - highest).exp())).collect();
    let sum: f64 = powers.iter().map(|(_, p)| p).sum();
    powers.into_iter().map(|(k, p)| (k, p / sum)).collect()
}
