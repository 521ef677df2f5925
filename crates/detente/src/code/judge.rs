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
    /// Probabilities of the statuses, given that there is an event.
    pub statuses: Vec<(Status, f64)>,
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

    /// The most likely status and its probability.
    pub fn status(&self) -> (Status, f64) {
        let first = self.statuses.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a });
        first.unwrap_or((Status::Happened, 0.0))
    }

    /// Probability of a type.
    pub fn of(&self, kind: &str) -> f64 {
        self.types.iter().find(|(k, _)| *k == kind).map_or(0.0, |(_, p)| *p)
    }
}

/// Two spans of a document, given in bytes; the second may be missing.
pub type SpanPair = (Span, Option<Span>);

/// Sentences that the judge has read, with their words.
#[derive(Default)]
pub(crate) struct Desk(Vec<(Range<usize>, ReadSentence)>);

/// With so many words a desk is full.
const FULL: usize = 600;

impl Desk {
    /// What was read of the words of a pair, if it holds both parties.
    fn find(&self, place: &Place) -> Option<&ReadSentence> {
        let around = place.around();
        let (start, end) = (around.start - place.words.start, around.end - place.words.start);
        let holds = |read: &ReadSentence| read.words().start <= start && end <= read.words().end;
        self.0.iter().find(|(words, read)| *words == place.words && holds(read)).map(|(_, read)| read)
    }

    fn is_full(&self) -> bool {
        self.0.iter().map(|(words, _)| words.len()).sum::<usize>() >= FULL
    }
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

    /// A range of its words, counted from their first.
    fn within(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.words.start.min(range.start);
        range.start - from..range.end - from
    }
}

/// From the first word of several pairs to their last, counted from the first of the words that they all stand in.
fn hull(run: &[&Place]) -> Range<usize> {
    let around = |place: &&Place| place.within(&place.around());
    let all = run.iter().map(around).reduce(|a, b| a.start.min(b.start)..a.end.max(b.end));
    all.unwrap_or_default()
}

/// Words of a document, with their tree.
struct Text<'a> {
    forms: Vec<&'a str>,
    heads: Vec<Option<usize>>,
    relations: Vec<&'a str>,
}

impl<'a> Text<'a> {
    fn of(document: &'a Document, words: &Range<usize>) -> Text<'a> {
        let above = |t: usize| document.tokens[t].head?.checked_sub(words.start);
        Text {
            forms: words.clone().map(|t| document.form(t)).collect(),
            heads: words.clone().map(above).collect(),
            relations: words.clone().map(|t| document.tokens[t].deprel).collect(),
        }
    }

    fn words(&self) -> Words<'_> {
        Words { forms: &self.forms, heads: &self.heads, relations: &self.relations }
    }
}

impl Judge<'_> {
    /// What happens between two spans of a document. None where they stand too far apart or hold no word.
    pub fn opinion(&self, document: &Document, first: Span, second: Option<Span>) -> Option<Opinion> {
        self.opinions(document, &mut Desk::default(), &[(first, second)]).pop().flatten()
    }

    /// The same for several pairs, which takes less time than one after the other; what lies on the `desk` is not read again.
    pub(crate) fn opinions(
        &self,
        document: &Document,
        desk: &mut Desk,
        pairs: &[SpanPair],
    ) -> Vec<Option<Opinion>> {
        let places: Vec<Option<Place>> = pairs.iter().map(|pair| place(document, *pair)).collect();
        self.lay(document, desk, &places);
        let mut out: Vec<Option<Opinion>> = vec![None; pairs.len()];
        let (mut asked, mut at) = (Vec::new(), Vec::new());
        for (i, place) in places.iter().enumerate() {
            let Some(place) = place else { continue };
            if let Some(read) = desk.find(place) {
                let [first, second] = [&place.first, &place.second].map(|side| place.within(side));
                asked.push((read, first, second));
                at.push(i);
            } else if pairs.len() > 1 {
                // The words from the first pair of a sentence to its last are too many to be read at once.
                out[i] = self.opinion(document, pairs[i].0, pairs[i].1);
            }
        }
        for (i, scores) in at.into_iter().zip(self.pairs.scores(&asked)) {
            out[i] = scores.map(|scores| self.read(&scores));
        }
        out
    }

    /// Reads those sentences of the places that do not lie on the desk.
    fn lay(&self, document: &Document, desk: &mut Desk, places: &[Option<Place>]) {
        let mut open: Vec<&Place> = places.iter().flatten().filter(|p| desk.find(p).is_none()).collect();
        if !open.is_empty() && desk.is_full() {
            desk.0.clear();
            open = places.iter().flatten().collect();
        }
        open.sort_by_key(|p| (p.words.start, p.words.end));
        let runs: Vec<&[&Place]> = open.chunk_by(|a, b| a.words == b.words).collect();
        let texts: Vec<Text<'_>> = runs.iter().map(|run| Text::of(document, &run[0].words)).collect();
        let asked: Vec<_> = runs.iter().zip(&texts).map(|(run, text)| (text.words(), hull(run))).collect();
        let read = self.pairs.read(self.english, &asked);
        let laid = runs.iter().zip(read).filter_map(|(run, read)| Some((run[0].words.clone(), read?)));
        desk.0.extend(laid);
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
        let statuses = shares(of("status:")).into_iter();
        let statuses = statuses.filter_map(|(name, share)| Some((Status::from_name(name)?, share))).collect();
        let mut opinion = Opinion { types, nothing, statuses, reversed, modes: Vec::new() };
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
    let first = document.tokens.partition_point(|t| t.span.end <= span.start);
    let touched = |t: &usize| document.tokens[*t].span.overlaps(span);
    let count = (first..document.tokens.len()).take_while(touched).count();
    (count > 0).then_some(first..first + count)
}

/// Scores as probabilities.
fn shares(scores: Vec<(&'static str, f64)>) -> Vec<(&'static str, f64)> {
    let highest = scores.iter().fold(f64::NEG_INFINITY, |a, (_, s)| a.max(*s));
    let powers: Vec<(&'static str, f64)> =
        scores.into_iter().map(|(k, s)| (k, (s - highest).exp())).collect();
    let sum: f64 = powers.iter().map(|(_, p)| p).sum();
    powers.into_iter().map(|(k, p)| (k, p / sum)).collect()
}
