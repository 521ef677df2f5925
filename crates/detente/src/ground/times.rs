//! Times of a document on the calendar.
//!
//! A small grammar over the words of a sentence finds expressions ([`find`]); each then gets its type, value and days
//! from what it leans on: the day of publication, the day that the text last spoke of, and whether its clause looks
//! back or ahead ([`resolve`]). Values are TIMEX3's.

mod baseline;
mod calendar;
mod clock;
mod dates;
mod expression;
mod find;
mod relative;
mod resolve;
mod tables;
mod tense;
mod words;

#[cfg(test)]
mod score;
#[cfg(test)]
mod tests;

pub use baseline::baseline;

use crate::{Document, Precision, Sentence, Span, Time, TimeKind};
use expression::Expression;
use jiff::civil::Date;
use resolve::Context;
use std::ops::Range;

/// The expressions of time, in order. Without a day of publication, relative ones have a value but no days.
pub fn times(document: &Document) -> Vec<Time> {
    let mut story = Story { document, told: None, paragraph: None, recent: None, times: Vec::new() };
    for sentence in &document.sentences {
        story.read(sentence);
    }
    story.times
}

/// What has been read so far, and the day that it last spoke of.
struct Story<'a> {
    document: &'a Document,
    told: Option<Date>,
    /// The same within a paragraph.
    paragraph: Option<(usize, Date)>,
    /// The day, month, quarter or year that the text last spoke of.
    recent: Option<(Date, Precision)>,
    times: Vec<Time>,
}

impl Story<'_> {
    fn read(&mut self, sentence: &Sentence) {
        let words = words::words(self.document, sentence);
        for (range, expression) in find::find(&words) {
            let (Some(first), Some(last)) = (words.get(range.start), words.get(range.end - 1)) else {
                continue;
            };
            let span = first.span.cover(last.span);
            if let Some(time) = self.resolve(sentence, span, first.token..last.token + 1, &expression) {
                self.remember(sentence, &time);
                self.times.push(time);
            }
        }
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
        };
        let found = resolve::resolve(expression, context)?;
        let resolve::Resolved { kind, value, begin, end, precision } = found;
        Some(Time { span, tokens, kind, value, begin, end, precision })
    }

    /// A single day becomes what "a day later" counts from, unless it lies ahead: a story does not go on from there.
    fn remember(&mut self, sentence: &Sentence, time: &Time) {
        let dated = matches!(time.kind, TimeKind::Date | TimeKind::Time);
        let Some(day) = time.begin.filter(|_| dated && time.precision != Precision::Vague) else { return };
        if self.document.article.published.is_some_and(|published| day > published) {
            return;
        }
        self.recent = Some((day, time.precision));
        if time.precision == Precision::Day {
            self.told = Some(day);
            self.paragraph = Some((sentence.paragraph, day));
        }
    }
}
