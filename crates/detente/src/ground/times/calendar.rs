//! Stretches of the calendar with their TIMEX3 values.

use super::expression::{Cycle, Part, Unit};
use crate::Precision;
use jiff::ToSpan;
use jiff::civil::Date;

/// A day or a longer time with a place on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stretch {
    pub value: String,
    pub begin: Date,
    pub end: Date,
    pub precision: Precision,
}

pub(super) fn day(date: Date) -> Stretch {
    Stretch { value: date.to_string(), begin: date, end: date, precision: Precision::Day }
}

/// The first to the last of two days.
pub(super) fn days(begin: Date, end: Date) -> Stretch {
    Stretch { value: format!("{begin}/{end}"), begin, end, precision: Precision::Day }
}

/// The week from Monday that holds a day.
pub(super) fn week(date: Date) -> Stretch {
    let iso = date.iso_week_date();
    let begin = plus(date, Unit::Day, -i64::from(date.weekday().to_monday_zero_offset()));
    let value = format!("{:04}-W{:02}", iso.year(), iso.week());
    Stretch { value, begin, end: plus(begin, Unit::Day, 6), precision: Precision::Week }
}

fn weekend(date: Date) -> Stretch {
    let week = week(date);
    let begin = plus(week.begin, Unit::Day, 5);
    Stretch { value: format!("{}-WE", week.value), begin, ..week }
}

pub(super) fn month(year: i16, month: i8) -> Option<Stretch> {
    let begin = Date::new(year, month, 1).ok()?;
    let value = format!("{year:04}-{month:02}");
    Some(Stretch { value, begin, end: begin.last_of_month(), precision: Precision::Month })
}

pub(super) fn year(year: i16) -> Option<Stretch> {
    years(year, 1, format!("{year:04}"), Precision::Year)
}

/// The first to the last of two years.
pub(super) fn year_range(first: i16, last: i16) -> Option<Stretch> {
    years(first, last.checked_sub(first)? + 1, format!("{first:04}/{last:04}"), Precision::Year)
}

pub(super) fn decade(first: i16) -> Option<Stretch> {
    years(first, 10, format!("{:03}", first / 10), Precision::Vague)
}

pub(super) fn century(hundreds: i16) -> Option<Stretch> {
    years(hundreds.checked_mul(100)?, 100, format!("{hundreds:02}"), Precision::Vague)
}

fn years(first: i16, count: i16, value: String, precision: Precision) -> Option<Stretch> {
    let begin = Date::new(first, 1, 1).ok()?;
    let end = Date::new(first + count - 1, 12, 31).ok()?;
    Some(Stretch { value, begin, end, precision })
}

/// `count` months from the first of a month.
fn months(first: i16, month: i8, count: i64, value: String) -> Option<Stretch> {
    let begin = Date::new(first, month, 1).ok()?;
    let end = plus(begin, Unit::Month, count).yesterday().ok()?;
    Some(Stretch { value, begin, end, precision: Precision::Season })
}

pub(super) fn quarter(year: i16, n: i8) -> Option<Stretch> {
    months(year, n * 3 - 2, 3, format!("{year:04}-Q{n}"))
}

/// The unit that holds a day.
pub(super) fn around(date: Date, unit: Unit) -> Option<Stretch> {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => Some(day(date)),
        Unit::Weekend => Some(weekend(date)),
        Unit::Week => Some(week(date)),
        Unit::Month => month(date.year(), date.month()),
        Unit::Quarter => quarter(date.year(), (date.month() + 2) / 3),
        Unit::Year => year(date.year()),
        Unit::Decade => decade(date.year() / 10 * 10),
        Unit::Century => century(date.year() / 100),
    }
}

/// A named time of a year; weekdays have none, holidays are in [`super::feasts`].
pub(super) fn of_year(cycle: Cycle, year: i16) -> Option<Stretch> {
    match cycle {
        Cycle::Weekday(_) | Cycle::Holiday(_) => None,
        Cycle::Month(n) => month(year, n),
        Cycle::Quarter(n) => quarter(year, n),
        Cycle::Half(n) => months(year, n * 6 - 5, 6, format!("{year:04}-H{n}")),
        Cycle::Season(n) => {
            let name = ["SP", "SU", "FA", "WI"].get(usize::try_from(n).ok()?)?;
            months(year, n * 3 + 3, 3, format!("{year:04}-{name}"))
        }
    }
}

/// So many units away; a day that the calendar does not have stays where it is.
pub(super) fn plus(date: Date, unit: Unit, count: i64) -> Date {
    let count = count.clamp(-9000, 9000);
    let span = match unit {
        Unit::Second | Unit::Minute | Unit::Hour => return date,
        Unit::Day => count.days(),
        Unit::Week | Unit::Weekend => count.weeks(),
        Unit::Month => count.months(),
        Unit::Quarter => (count * 3).months(),
        Unit::Year => count.years(),
        Unit::Decade => (count * 10).clamp(-9000, 9000).years(),
        Unit::Century => (count * 100).clamp(-9000, 9000).years(),
    };
    date.checked_add(span).unwrap_or(date)
}

/// A third of a stretch, or what of it lies before or after a day; the value stays the whole's.
pub(super) fn narrow(stretch: Stretch, part: Option<Part>, now: Option<Date>) -> Stretch {
    let days = i64::from((stretch.end - stretch.begin).get_days());
    let (begin, end) = (stretch.begin, stretch.end);
    let third = |n: i64| plus(begin, Unit::Day, days * n / 3);
    let (begin, end) = match (part, now) {
        (Some(Part::Early), _) => (begin, third(1)),
        (Some(Part::Mid), _) => (third(1), third(2)),
        (Some(Part::Late), _) => (third(2), end),
        (Some(Part::SoFar), Some(now)) if now >= begin => (begin, end.min(now)),
        (Some(Part::Rest), Some(now)) if now <= end => (begin.max(now), end),
        _ => (begin, end),
    };
    Stretch { begin, end, ..stretch }
}
