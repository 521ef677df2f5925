//! The rules over a sentence: at each word the longest match counts.

use super::expression::{Clock, Expression, What};
use super::tables::{day_part, set, vague};
use super::words::{Word, Words};
use super::{clock, dates, relative};
use std::ops::Range;

/// A rule reads the words from its place on; it may look at the word before.
type Rule = fn(&[Word], &str) -> dates::Match;

const RULES: &[Rule] = &[
    dates::digits,
    dates::month_day,
    dates::day_month,
    dates::month_year,
    dates::week_day,
    dates::year,
    dates::decade,
    dates::quarter,
    dates::seasons,
    dates::holidays,
    relative::days,
    relative::near,
    relative::away,
    relative::told,
    relative::year_earlier,
    relative::every,
    references,
    relative::length,
    clock::clock,
    sets,
];

/// The expressions of a sentence, as ranges of its words.
pub(super) fn find(words: &[Word]) -> Vec<(Range<usize>, Expression)> {
    let mut found: Vec<(Range<usize>, Expression)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest(words, at) {
            Some((length, expression)) => {
                let (length, expression) = with_day_part(words, at, length, expression);
                push(words, &mut found, at..at + length, expression);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

fn longest(words: &[Word], at: usize) -> Option<(usize, Expression)> {
    let before = at.checked_sub(1).map_or("", |i| words.at(i));
    let matches = RULES.iter().filter_map(|rule| rule(&words[at..], before));
    // Of two that are as long, the rule that stands first.
    matches.rev_max()
}

/// The first of the longest.
trait FirstLongest: Iterator<Item = (usize, Expression)> + Sized {
    fn rev_max(self) -> Option<(usize, Expression)> {
        self.filter(|(length, _)| *length > 0).fold(
            None,
            |best: Option<(usize, Expression)>, next| match best {
                Some(best) if best.0 >= next.0 => Some(best),
                _ => Some(next),
            },
        )
    }
}

impl<I: Iterator<Item = (usize, Expression)>> FirstLongest for I {}

/// "Friday morning", "yesterday afternoon", "Jan. 5 in the evening".
fn with_day_part(words: &[Word], at: usize, length: usize, expression: Expression) -> (usize, Expression) {
    let dated =
        matches!(expression.what, What::Day(_) | What::MonthDay { .. } | What::Days(_) | What::Cycle { .. });
    let behind = at + length;
    let skip = if words.are(behind, "in the") { 2 } else { 0 };
    match day_part(words.at(behind + skip)) {
        Some(part) if dated && expression.clock.is_none() => {
            (length + skip + 1, Expression { clock: Some(Clock::Part(part)), ..expression })
        }
        _ => (length, expression),
    }
}

/// Adds an expression; a time of day and the day beside it become one.
fn push(
    words: &[Word],
    found: &mut Vec<(Range<usize>, Expression)>,
    range: Range<usize>,
    expression: Expression,
) {
    if let Some((last, previous)) = found.last_mut() {
        let between = &words[last.end..range.start];
        let close = between.len() <= 1
            && between.iter().all(|w| matches!(w.lower.as_str(), "on" | "at" | "," | "around" | "about"));
        if let Some(joined) = join(previous, &expression).filter(|_| close) {
            *previous = joined;
            last.end = range.end;
            return;
        }
    }
    found.push((range, expression));
}

fn join(a: &Expression, b: &Expression) -> Option<Expression> {
    let hour = |e: &Expression| e.what == What::SameDay && matches!(e.clock, Some(Clock::At(..)));
    let day = |e: &Expression| {
        !matches!(e.clock, Some(Clock::At(..)))
            && matches!(e.what, What::Day(_) | What::MonthDay { .. } | What::Days(_) | What::Cycle { .. })
    };
    match (hour(a), hour(b)) {
        (true, false) if day(b) => Some(Expression { what: b.what.clone(), clock: a.clock }),
        (false, true) if day(a) => Some(Expression { what: a.what.clone(), clock: b.clock }),
        _ => None,
    }
}

/// "daily", "yearly".
fn sets(words: &[Word], _: &str) -> dates::Match {
    let unit = set(words.at(0)).filter(|_| !words.first().is_some_and(|w| w.capital && w.joined))?;
    Some((1, What::Every { amount: super::expression::Amount::Exact(1), unit }.into()))
}

/// "now", "recently", "the near future".
fn references(words: &[Word], _: &str) -> dates::Match {
    vague(words).map(|(length, value)| (length, What::Vague(value).into()))
}
