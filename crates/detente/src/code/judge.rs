//! The learned judge: what a model that has read the codebook's training sentences says of two marked spans.
//!
//! It covers what the lexicon has no entry for, and knows nothing of the tree; the two keep each other honest.

use crate::{Document, Span, Status};
use detente_english::{English, Pairs, ReadSentence, Words};
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

    /// The mean of this opinion and one on the same two parties in the other order.
    pub fn and(mut self, turned: &Opinion) -> Opinion {
        for (kind, share) in &mut self.types {
            *share = (*share + turned.of(kind)) / 2.0;
        }
        self.nothing = (self.nothing + turned.nothing) / 2.0;
        self.reversed = (self.reversed + 1.0 - turned.reversed) / 2.0;
        self
    }

    /// Probability of a type.
    pub fn of(&self, kind: &str) -> f64 {
        self.types.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, p)| *p)
    }
}

/// Two spans of a document, given in bytes; the second may be missing.
pub type SpanPair = (Span, Option<Span>);

/// The sentences that the judge read last, with their words.
pub(crate) struct Desk {
    words: Range<usize>,
    read: ReadSentence,
}

/// Where a pair stands, as word numbers: its parties, and all words of the sentences that they stand in.
struct Place {
    words: Range<usize>,
    first: Range<usize>,
    second: Range<usize>,
}

impl Place {
    /// From the first word of the pair to its last.
    fn around(&self) -> Range<usize> {
        if self.second.is_empty() {
            return self.first.clone();
        }
        self.first.start.min(self.second.start)..self.first.end.max(self.second.end)
    }
}

impl Judge<'_> {
    /// What happens between two spans of a document. None where they stand too far apart or hold no word.
    pub fn opinion(&self, document: &Document, first: Span, second: Option<Span>) -> Option<Opinion> {
        self.opinions(document, &mut None, &[(first, second)]).pop().flatten()
    }

    /// The same for several pairs. Those of the same sentence are best asked together; what lies on the `desk` is not read again.
    pub(crate) fn opinions(
        &self,
        document: &Document,
        desk: &mut Option<Desk>,
        pairs: &[SpanPair],
    ) -> Vec<Option<Opinion>> {
        let places: Vec<Option<Place>> = pairs.iter().map(|pair| place(document, *pair)).collect();
        let mut out: Vec<Option<Opinion>> = vec![None; pairs.len()];
        let mut next = 0;
        while let Some(at) = (next..places.len()).find(|&i| places[i].is_some()) {
            let words = |i: usize| places[i].as_ref().map(|p| &p.words);
            let end = (at..places.len()).find(|&i| words(i) != words(at)).unwrap_or(places.len());
            let run: Vec<&Place> = places[at..end].iter().flatten().collect();
            for (found, out) in self.run(document, desk, &run).into_iter().zip(&mut out[at..end]) {
                *out = found;
            }
            next = end;
        }
        out
    }

    /// Opinions on pairs of the same words: of all at once, or, where the words are too many to be read at once, of each by itself.
    fn run(&self, document: &Document, desk: &mut Option<Desk>, run: &[&Place]) -> Vec<Option<Opinion>> {
        let Some(words) = run.first().map(|p| p.words.clone()) else { return Vec::new() };
        let start = run.iter().map(|p| p.around().start).min().unwrap_or(words.start);
        let end = run.iter().map(|p| p.around().end).max().unwrap_or(words.end);
        let within = |r: &Range<usize>| r.start - words.start..r.end - words.start;
        let around = within(&(start..end));
        let lies = desk.as_ref().is_some_and(|d| {
            d.words == words && d.read.words().start <= around.start && around.end <= d.read.words().end
        });
        if !lies {
            let forms: Vec<&str> = words.clone().map(|t| document.form(t)).collect();
            let above = |t: usize| document.tokens[t].head?.checked_sub(words.start);
            let heads: Vec<Option<usize>> = words.clone().map(above).collect();
            let relations: Vec<&str> = words.clone().map(|t| document.tokens[t].deprel).collect();
            let sentence = Words { forms: &forms, heads: &heads, relations: &relations };
            *desk = self.pairs.read(self.english, sentence, around).map(|read| Desk { words, read });
        }
        let Some(on_desk) = desk.as_ref() else {
            let alone = |p: &&Place| self.run(document, desk, &[*p]).pop().flatten();
            return if run.len() > 1 { run.iter().map(alone).collect() } else { vec![None] };
        };
        let within = |r: &Range<usize>| match r.is_empty() {
            true => 0..0,
            false => r.start - on_desk.words.start..r.end - on_desk.words.start,
        };
        let asked: Vec<_> = run.iter().map(|p| (within(&p.first), within(&p.second))).collect();
        let scores = self.pairs.scores(&on_desk.read, &asked);
        scores.into_iter().map(|scores| Some(self.read(&scores?))).collect()
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

fn place(document: &Document, (first, second): SpanPair) -> Option<Place> {
    let first = tokens(document, first)?;
    let second = match second {
        Some(span) => tokens(document, span)?,
        None => first.end..first.end,
    };
    // From the first sentence that one of them stands in to the last.
    let start = document.sentence_of(first.start.min(second.start)).tokens.start;
    let end = document.sentence_of(first.end.max(second.end).checked_sub(1)?).tokens.end;
    Some(Place { words: start..end, first, second })
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
