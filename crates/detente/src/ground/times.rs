//! Times of a document on the calendar.
//!
//! A small grammar over the words of a sentence finds expressions ([`find`]); each then gets its type, value and days
//! from what it leans on: the day of publication, the day that the text last spoke of, and whether its clause looks
//! back or ahead ([`resolve`]). Lengths of time get days where the words beside them give some ([`lengths`]). What each
//! counts from is said ([`why`]). Values are TIMEX3's.

mod baseline;
mod calendar;
mod clock;
mod dates;
mod expression;
mod feasts;
mod find;
mod lengths;
mod names;
mod relative;
mod resolve;
mod tables;
mod tense;
mod why;
mod words;

#[cfg(test)]
mod score;
#[cfg(test)]
mod tests;

pub use baseline::baseline;

use crate::{Document, PlaceMention, Precision, Sentence, Span, Time, TimeKind};
use detente_knowledge::Knowledge;
use expression::{Cycle, Expression, What};
use feasts::{Feast, Feasts};
use jiff::civil::Date;
use resolve::Context;
use std::ops::Range;

/// The expressions of time, in order. Without a day of publication, relative ones have a value but no days. The places of
/// the document say whose Independence Day is meant.
pub fn times(knowledge: &Knowledge, places: &[PlaceMention], document: &Document) -> Vec<Time> {
    let feasts = Feasts::new(&knowledge.pack.holidays);
    let mut story = Story {
        document,
        places,
        feasts: &feasts,
        told: None,
        paragraph: None,
        recent: None,
        times: Vec::new(),
    };
    for sentence in &document.sentences {
        story.read(sentence);
    }
    story.times
}

/// What has been read so far, and the day that it last spoke of.
struct Story<'a> {
    document: &'a Document,
    places: &'a [PlaceMention],
    feasts: &'a Feasts,
    told: Option<Date>,
    /// The same within a paragraph.
    paragraph: Option<(usize, Date)>,
    /// The day, month, quarter or year that the text last spoke of.
    recent: Option<(Date, Precision)>,
    times: Vec<Time>,
}

impl<'a> Story<'a> {
    fn read(&mut self, sentence: &Sentence) {
        let words = words::words(self.document, sentence);
        let before = self.times.len();
        for (range, expression) in find::find(self.feasts, &words) {
            let (Some(first), Some(last)) = (words.get(range.start), words.get(range.end - 1)) else {
                continue;
            };
            let (span, tokens) = (first.span.cover(last.span), first.token..last.token + 1);
            if names::is_in_name(self.document, sentence, span, &tokens, &expression) {
                continue;
            }
            if let Some(time) = self.resolve(sentence, span, tokens, &expression) {
                self.remember(sentence, &time, &expression);
                self.times.push(time);
            }
        }
        lengths::place(self.document, sentence, &mut self.times[before..]);
    }

    fn resolve(
        &self,
        sentence: &Sentence,
        span: Span,
        tokens: Range<usize>,
        expression: &Expression,
    ) -> Option<Time> {
        let context = Context {
            published: self.document.article.published,
            told: self.told,
            paragraph: self
                .paragraph
                .filter(|(number, _)| *number == sentence.paragraph)
                .map(|(_, date)| date),
            recent: self.recent,
            direction: tense::direction(self.document, tokens.clone()),
            feast: self.feast(sentence, expression),
        };
        let found = resolve::resolve(expression, context)?;
        let (anchor, reason) = why::why(expression, context, &found);
        let resolve::Resolved { kind, value, begin, end, precision } = found;
        Some(Time { span, tokens, kind, value, begin, end, precision, anchor, reason })
    }

    /// The holiday of the country that the sentence, or else the story, speaks of.
    fn feast(&self, sentence: &Sentence, expression: &Expression) -> Option<&'a Feast> {
        let What::Cycle { cycle: Cycle::Holiday(name), .. } = expression.what else { return None };
        let country = |p: &'a PlaceMention| p.country.as_deref();
        let near: Vec<&str> =
            self.places.iter().filter(|p| sentence.span.contains(p.span)).filter_map(country).collect();
        let all: Vec<&str> = self.places.iter().filter_map(country).collect();
        self.feasts.pick(name, &near, &all)
    }

    /// A single day becomes what "a day later" counts from, unless it lies ahead: a story does not go on from there.
    fn remember(&mut self, sentence: &Sentence, time: &Time, expression: &Expression) {
        let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        let Some(day) = time.begin.filter(|_| dated && time.precision != Precision::Vague) else { return };
        if self.document.article.published.is_some_and(|published| day > published) {
            return;
        }
        // "A year earlier" compares; the story does not go on from there.
        let compares =
            matches!(expression.what, What::Away { sign: -1, .. }) && time.precision != Precision::Day;
        if !compares {
            self.recent = Some((day, time.precision));
        }
        if time.precision == Precision::Day {
            self.told = Some(day);
            self.paragraph = Some((sentence.paragraph, day));
        }
    }
}
