//! The rules over a sentence: at each word the longest match counts.

use super::expression::{Clock, Expression, What};
use super::feasts::Feasts;
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
    relative::days,
    relative::near,
    relative::year_end,
    relative::part_of_day,
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
pub(super) fn find(feasts: &Feasts, words: &[Word]) -> Vec<(Range<usize>, Expression)> {
    let mut found: Vec<(Range<usize>, Expression)> = Vec::new();
    let mut at = 0;
    while at < words.len() {
        match longest(feasts, words, at).or_else(|| second_day(words, at, found.last())) {
            Some((length, expression)) => {
                let (length, expression) = with_day_part(words, at, length, expression);
                let start = opening(words, at, length, &expression, found.last().map_or(0, |(r, _)| r.end));
                push(words, &mut found, start..at + length, expression);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Where an expression begins as TIMEX3 has it: with "nearly" and "more than", without the article of "the weeks before"
/// and of "the third-quarter loss".
fn opening(words: &[Word], at: usize, length: usize, expression: &Expression, floor: usize) -> usize {
    let measured = matches!(expression.what, What::Length { .. } | What::Away { .. });
    let before = |phrase: &str| {
        let count = phrase.split(' ').count();
        at.checked_sub(count).filter(|&start| start >= floor && words.are(start, phrase))
    };
    if let Some(start) =
        ["nearly", "more than", "less than"].iter().find_map(|p| before(p)).filter(|_| measured)
    {
        return start;
    }
    let article = words.at(at) == "the" && length > 1;
    let vague = length == 2
        && matches!(expression.what, What::Length { amount: super::expression::Amount::Some, .. });
    let adjective = words.get(at + length - 1).is_some_and(|w| w.joined)
        && matches!(expression.what, What::Length { .. } | What::Cycle { .. });
    at + usize::from(article && (vague || adjective))
}

/// "25" of "April 24 and 25".
fn second_day(
    words: &[Word],
    at: usize,
    last: Option<&(Range<usize>, Expression)>,
) -> Option<(usize, Expression)> {
    let (range, Expression { what: What::MonthDay { year, month, day: first, last: None }, clock: None }) =
        last?
    else {
        return None;
    };
    let joined = range.end + 1 == at && words.any(at - 1, &["and", "or", ",", "until", "through"]);
    let day = dates::day_number(words.at(at)).filter(|day| day > first)?;
    let ends = matches!(
        words.at(at + 1),
        "" | "." | "," | ";" | "in" | "at" | "for" | "to" | "and" | "on" | "with" | "after"
    );
    let what = What::MonthDay { year: *year, month: *month, day, last: None };
    (joined && ends).then_some((1, what.into()))
}

fn longest(feasts: &Feasts, words: &[Word], at: usize) -> Option<(usize, Expression)> {
    let before = at.checked_sub(1).map_or("", |i| words.at(i));
    // "Taha Yassin Ramadan": a name with a capital before it is a person's.
    let named = at > 1 && words.get(at - 1).is_some_and(|w| w.capital);
    let feast = dates::holidays(feasts, &words[at..]).filter(|(length, _)| !named || *length > 1);
    let matches = RULES.iter().filter_map(|rule| rule(&words[at..], before)).chain(feast);
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

/// "Friday morning", "yesterday afternoon", "Jan. 5 in the evening", "Friday late afternoon".
fn with_day_part(words: &[Word], at: usize, length: usize, expression: Expression) -> (usize, Expression) {
    let dated =
        matches!(expression.what, What::Day(_) | What::MonthDay { .. } | What::Days(_) | What::Cycle { .. });
    let behind = at + length;
    let skip = if words.are(behind, "in the") {
        2
    } else {
        usize::from(words.any(behind, &["mid", "late", "early"]))
    };
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
    if words.are(0, "soon as") || words.are(0, "soon after") {
        return None;
    }
    vague(words).map(|(length, value)| (length, What::Vague(value).into()))
}
