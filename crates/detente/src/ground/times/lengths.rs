//! Days for lengths of time that stand beside something on the calendar: "two days after Christmas", "within two months".

use super::calendar::plus;
use super::expression::Unit;
use super::tense::{self, Direction};
use crate::{Document, Sentence, Time, TimeKind};
use jiff::civil::Date;

/// Gives the lengths among the times of one sentence their days, where the words beside them say which.
pub(super) fn place(document: &Document, sentence: &Sentence, times: &mut [Time]) {
    for i in 0..times.len() {
        let (time, behind) = (times[i].clone(), times.get(i + 1).cloned());
        if time.kind != TimeKind::Duration || time.begin.is_some() {
            continue;
        }
        let found = behind
            .and_then(|other| from_other(document, &time, &other))
            .or_else(|| from_publication(document, sentence, &time));
        if let Some((begin, end, anchor, reason)) = found {
            let time = &mut times[i];
            (time.begin, time.end, time.anchor) = (Some(begin), Some(end), Some(anchor));
            time.reason = reason.into();
        }
    }
}

type Found = (Date, Date, Date, &'static str);

/// "Two days after Monday's attack", "a week before the June 12 summit": counts from the other time of the phrase.
fn from_other(document: &Document, time: &Time, other: &Time) -> Option<Found> {
    let day = other.begin.filter(|_| other.precision == crate::Precision::Day && other.begin == other.end)?;
    let (unit, count) = measure(&time.value)?;
    let sign = match document.form(time.tokens.end).to_lowercase().as_str() {
        "after" => 1,
        "before" => -1,
        _ => return None,
    };
    let near = other.tokens.start >= time.tokens.end && other.tokens.start <= time.tokens.end + 3;
    let date = plus(day, unit, sign * count);
    near.then_some((date, date, day, "counts from the time beside it"))
}

/// "Within two months", "in two weeks" of what lies ahead, "the past three days".
fn from_publication(document: &Document, sentence: &Sentence, time: &Time) -> Option<Found> {
    let now = document.article.published?;
    let first = document.form(time.tokens.start).to_lowercase();
    let word = |back: usize| {
        let at = time.tokens.start.checked_sub(back).filter(|&t| t >= sentence.tokens.start);
        at.map(|t| document.form(t).to_lowercase()).unwrap_or_default()
    };
    let adjective = if first == "the" { document.form(time.tokens.start + 1).to_lowercase() } else { first };
    if let Some(found) = around(now, &time.value, &adjective) {
        return Some(found);
    }
    let (unit, count) = measure(&time.value)?;
    let ahead = || tense::direction(document, time.tokens.clone()) == Direction::Future;
    match (word(1).as_str(), adjective.as_str()) {
        (_, "past" | "last") => {
            Some((plus(now, unit, -count), now, now, "reaches back from the day of publication"))
        }
        (_, "next" | "coming") => {
            Some((now, plus(now, unit, count), now, "reaches ahead from the day of publication"))
        }
        ("within", _) if ahead() => {
            Some((now, plus(now, unit, count), now, "reaches ahead from the day of publication"))
        }
        ("in", _) if ahead() => {
            let date = plus(now, unit, count);
            Some((date, date, now, "counts ahead from the day of publication"))
        }
        _ => None,
    }
}

/// "In recent weeks", "in the coming days": less than one of the next longer unit.
fn around(now: Date, value: &str, adjective: &str) -> Option<Found> {
    let (unit, count) = match value {
        "PXD" => (Unit::Day, 7),
        "PXW" => (Unit::Month, 1),
        "PXM" => (Unit::Year, 1),
        _ => return None,
    };
    match adjective {
        "recent" | "past" | "last" => {
            Some((plus(now, unit, -count), now, now, "reaches back from the day of publication"))
        }
        "coming" | "next" => {
            Some((now, plus(now, unit, count), now, "reaches ahead from the day of publication"))
        }
        _ => None,
    }
}

/// The unit and the count of a value such as `P2M`; hours stay within the day's precision.
fn measure(value: &str) -> Option<(Unit, i64)> {
    let (day, rest) = match value.strip_prefix("PT") {
        Some(rest) => (false, rest),
        None => (true, value.strip_prefix('P')?),
    };
    let (count, unit) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let count: i64 = count.parse().ok()?;
    match (day, unit) {
        (true, "D") => Some((Unit::Day, count)),
        (true, "W") => Some((Unit::Week, count)),
        (true, "M") => Some((Unit::Month, count)),
        (true, "Q") => Some((Unit::Quarter, count)),
        (true, "Y") => Some((Unit::Year, count)),
        (false, "H") => Some((Unit::Day, count / 24)),
        _ => None,
    }
}
