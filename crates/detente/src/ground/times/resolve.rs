//! From what an expression says to its place on the calendar.

use super::calendar::{self, Stretch, narrow, plus};
use super::expression::{Amount, Anchor, Clock, Cycle, Expression, Part, Side, Unit, What, Year};
use super::feasts::Feast;
use super::tense::Direction;
use crate::{Precision, TimeKind};
use jiff::civil::{Date, Weekday};

/// What an expression may lean on.
#[derive(Clone, Copy)]
pub(super) struct Context<'a> {
    /// Day of publication.
    pub published: Option<Date>,
    /// The day that the text last spoke of.
    pub told: Option<Date>,
    /// The same, within the paragraph.
    pub paragraph: Option<Date>,
    /// The day, month, quarter or year that the text last spoke of, by its first day.
    pub recent: Option<(Date, Precision)>,
    /// Where the clause looks.
    pub direction: Direction,
    /// The holiday that the expression names, when it is clear whose.
    pub feast: Option<&'a Feast>,
}

/// An expression with its type, value and days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub kind: TimeKind,
    pub value: String,
    pub begin: Option<Date>,
    pub end: Option<Date>,
    pub precision: Precision,
}

impl From<Stretch> for Resolved {
    fn from(s: Stretch) -> Resolved {
        Resolved {
            kind: TimeKind::Date,
            value: s.value,
            begin: Some(s.begin),
            end: Some(s.end),
            precision: s.precision,
        }
    }
}

/// Type, value and days of an expression; `None` when it says nothing without what it leans on.
pub(super) fn resolve(expression: &Expression, context: Context<'_>) -> Option<Resolved> {
    let found = match &expression.what {
        What::Length { amount, unit } => undated(TimeKind::Duration, length(*amount, *unit)),
        What::Every { amount, unit } => undated(TimeKind::Set, length(*amount, *unit)),
        What::EveryWeekday(day) => undated(TimeKind::Set, format!("XXXX-WXX-{}", day.to_monday_one_offset())),
        What::Vague(value) => undated(TimeKind::Date, (*value).to_string()),
        what => match stretch(what, context) {
            Some(stretch) => stretch.into(),
            None => undated(TimeKind::Date, open_value(what)?),
        },
    };
    Some(match expression.clock {
        Some(clock) => at_clock(found, clock),
        None => found,
    })
}

fn undated(kind: TimeKind, value: String) -> Resolved {
    Resolved { kind, value, begin: None, end: None, precision: Precision::Vague }
}

fn at_clock(day: Resolved, clock: Clock) -> Resolved {
    let date = if day.value.is_empty() { "XXXX-XX-XX" } else { &day.value };
    let value = match clock {
        Clock::At(hour, minute) => format!("{date}T{hour:02}:{minute:02}"),
        Clock::Part(part) => format!("{date}T{part}"),
        Clock::Unknown => format!("{date}TXX"),
    };
    Resolved { kind: TimeKind::Time, value, ..day }
}

/// The value of what has no place on the calendar because nothing gives the year or the day.
fn open_value(what: &What) -> Option<String> {
    match what {
        What::MonthDay { month, day, .. } => Some(format!("XXXX-{month:02}-{day:02}")),
        What::Cycle { cycle, .. } => Some(match cycle {
            Cycle::Holiday(_) => "XXXX-XX-XX".into(),
            Cycle::Weekday(day) => format!("XXXX-WXX-{}", day.to_monday_one_offset()),
            other => format!("XXXX{}", calendar::of_year(*other, 2001)?.value.get(4..)?),
        }),
        What::Days(_) | What::SameDay => Some("XXXX-XX-XX".into()),
        What::Near { unit, .. } | What::Away { unit, .. } => Some(open_unit(*unit).into()),
        _ => None,
    }
}

fn open_unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Second | Unit::Minute | Unit::Hour | Unit::Day => "XXXX-XX-XX",
        Unit::Weekend => "XXXX-WXX-WE",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Quarter => "XXXX-QX",
        Unit::Year => "XXXX",
        Unit::Decade => "XXX",
        Unit::Century => "XX",
    }
}

/// `P2Y`, `PT20M`, `P1Y6M`, `PXD`.
fn length(amount: Amount, unit: Unit) -> String {
    let (time, letter, factor) = match unit {
        Unit::Second => ("T", "S", 1),
        Unit::Minute => ("T", "M", 1),
        Unit::Hour => ("T", "H", 1),
        Unit::Day => ("", "D", 1),
        Unit::Weekend => ("", "WE", 1),
        Unit::Week => ("", "W", 1),
        Unit::Month => ("", "M", 1),
        Unit::Quarter => ("", "Q", 1),
        Unit::Year => ("", "Y", 1),
        Unit::Decade => ("", "Y", 10),
        Unit::Century => ("", "Y", 100),
    };
    match (amount, unit) {
        (Amount::Exact(n), _) => format!("P{time}{}{letter}", n * factor),
        (Amount::AndHalf(0), Unit::Year) => "P6M".into(),
        (Amount::AndHalf(0), Unit::Hour) => "PT30M".into(),
        (Amount::AndHalf(n), Unit::Year) => format!("P{n}Y6M"),
        (Amount::AndHalf(n), Unit::Hour) => format!("PT{n}H30M"),
        (Amount::AndHalf(n), _) if factor > 1 => format!("P{}{letter}", n * factor + factor / 2),
        (Amount::AndHalf(n), _) => format!("P{time}{n}.5{letter}"),
        (Amount::Some, Unit::Decade) => "PXDE".into(),
        (Amount::Some, Unit::Century) => "PXCE".into(),
        (Amount::Some, _) => format!("P{time}X{letter}"),
    }
}

fn stretch(what: &What, context: Context<'_>) -> Option<Stretch> {
    match what {
        What::Day(date) => Some(calendar::day(*date)),
        What::MonthDay { year, month, day, last } => month_day(*year, (*month, *day), *last, context),
        What::Cycle { cycle: Cycle::Weekday(day), year, part } => {
            let date = weekday(*day, *year, context)?;
            Some(narrow(calendar::day(date), *part, None))
        }
        What::Cycle { cycle, year, part } => {
            cycle_of_year(*cycle, *year, context).map(|s| narrow(s, *part, context.published))
        }
        What::Year(year, part) => calendar::year(*year).map(|s| narrow(s, *part, context.published)),
        What::Years(first, last) => calendar::year_range(*first, *last),
        What::Decade(first, part) => calendar::decade(*first).map(|s| narrow(s, *part, None)),
        What::Century(hundreds) => calendar::century(*hundreds),
        What::Days(days) => Some(calendar::day(plus(context.published?, Unit::Day, *days))),
        What::Near { side, unit, part } => near(*side, *unit, *part, context),
        What::Away { amount, unit, sign, from } => away(*amount, *unit, *sign, *from, context),
        What::SameDay => context.paragraph.or(context.told).or(context.published).map(calendar::day),
        What::Length { .. } | What::Every { .. } | What::EveryWeekday(_) | What::Vague(_) => None,
    }
}

/// A day of a month; without a year it is the nearest one to publication in the direction of the clause.
fn month_day(year: Year, first: (i8, i8), last: Option<(i8, i8)>, context: Context<'_>) -> Option<Stretch> {
    let of = |year| Date::new(year, first.0, first.1).ok();
    let begin = match year {
        Year::Given(year) => of(year)?,
        Year::Side(side) => of(context.published?.year() + i16::try_from(side.steps()).ok()?)?,
        Year::Week(_) | Year::Open => nearest(of, context)?,
    };
    let Some((month, day)) = last else { return Some(calendar::day(begin)) };
    let turn = i16::from((month, day) < first);
    let end = Date::new(begin.year() + turn, month, day).ok();
    Some(
        end.filter(|end| *end > begin).map_or_else(|| calendar::day(begin), |end| calendar::days(begin, end)),
    )
}

/// By how many times a date before and after publication counts as farther than it is: the tense is guessed, and a
/// date without a year is seldom far.
fn weights(direction: Direction) -> (i32, i32) {
    match direction {
        Direction::Past => (1, 8),
        Direction::Unknown => (1, 2),
        Direction::Future => (3, 1),
    }
}

fn nearest(of: impl Fn(i16) -> Option<Date>, context: Context<'_>) -> Option<Date> {
    let now = context.published?;
    let dates = [-1, 0, 1].into_iter().filter_map(|n| of(now.year() + n));
    dates.min_by_key(|date| distance(*date, *date, now, context.direction))
}

fn weekday(day: Weekday, year: Year, context: Context<'_>) -> Option<Date> {
    let now = context.published?;
    let back = i64::from(now.weekday().since(day));
    let ahead = i64::from(now.weekday().until(day));
    let days = match (year, context.direction) {
        (Year::Week(weeks), _) => {
            weeks * 7 + i64::from(day.to_monday_zero_offset() - now.weekday().to_monday_zero_offset())
        }
        (Year::Side(Side::Last), _) => {
            if back == 0 {
                -7
            } else {
                -back
            }
        }
        (Year::Side(Side::Next), _) => {
            if ahead == 0 {
                7
            } else {
                ahead
            }
        }
        (Year::Side(Side::This), Direction::Past) => -back,
        (Year::Side(Side::This), _) | (_, Direction::Future) => ahead,
        _ => -back,
    };
    Some(plus(now, Unit::Day, days))
}

fn cycle_of_year(cycle: Cycle, year: Year, context: Context<'_>) -> Option<Stretch> {
    let of = |year| match (cycle, context.feast) {
        (Cycle::Holiday(_), Some(feast)) => feast.in_year(year),
        _ => calendar::of_year(cycle, year).into_iter().collect(),
    };
    if let Year::Given(year) = year {
        return of(year).into_iter().next();
    }
    let now = context.published?;
    let found: Vec<Stretch> = (-2..=2).flat_map(|n| of(now.year() + n)).collect();
    let picked = match year {
        Year::Side(Side::Last) => found.iter().rfind(|s| s.end < now),
        Year::Side(Side::Next) => found.iter().find(|s| s.begin > now),
        Year::Side(Side::This) => found.iter().find(|s| s.begin.year() == now.year()),
        _ => found.iter().min_by_key(|s| distance(s.begin, s.end, now, context.direction)),
    };
    picked.cloned()
}

/// Days from publication to a stretch, weighed by the direction of its clause.
fn distance(begin: Date, end: Date, now: Date, direction: Direction) -> i32 {
    let (before, behind) = weights(direction);
    (now - end).get_days().max(0) * before + (begin - now).get_days().max(0) * behind
}

fn near(side: Side, unit: Unit, part: Option<Part>, context: Context<'_>) -> Option<Stretch> {
    let now = context.published?;
    let steps = match (unit, side, context.direction) {
        // "the weekend" of a report from a Monday is over.
        (Unit::Weekend, Side::This, Direction::Past | Direction::Unknown)
            if now.weekday().to_monday_zero_offset() < 5 =>
        {
            -1
        }
        _ => side.steps(),
    };
    calendar::around(plus(now, unit, steps), unit).map(|s| narrow(s, part, Some(now)))
}

fn away(amount: Amount, unit: Unit, sign: i64, from: Anchor, context: Context<'_>) -> Option<Stretch> {
    if let Some(found) = year_on_year(amount, unit, sign, from, context) {
        return Some(found);
    }
    let now = match from {
        Anchor::Publication => context.published,
        Anchor::Text => told_for(unit, context).or(context.published),
    }?;
    match amount {
        Amount::Exact(n) => calendar::around(plus(now, unit, sign * n), years_for_decades(unit)),
        Amount::AndHalf(n) => {
            let (smaller, per) = smaller(unit)?;
            calendar::around(plus(now, smaller, sign * (n * per + per / 2)), smaller)
        }
        Amount::Some => None,
    }
}

/// The time that the text last spoke of, as a length of this unit counts from it.
pub(super) fn told_for(unit: Unit, context: Context<'_>) -> Option<Date> {
    let long = matches!(unit, Unit::Month | Unit::Quarter | Unit::Year | Unit::Decade | Unit::Century);
    let recent = context.recent.map(|(date, _)| date).filter(|_| long);
    recent.or(context.paragraph).or(context.told)
}

/// "profits fell in the third quarter from a year earlier": the same quarter or month.
fn year_on_year(
    amount: Amount,
    unit: Unit,
    sign: i64,
    from: Anchor,
    context: Context<'_>,
) -> Option<Stretch> {
    let (date, precision) = context.recent.filter(|_| unit == Unit::Year && amount == Amount::Exact(1))?;
    let period = match precision {
        Precision::Season => Unit::Quarter,
        Precision::Month if from == Anchor::Text => Unit::Month,
        _ => return None,
    };
    calendar::around(plus(date, unit, sign), period)
}

/// "a decade ago" is a year and not ten.
fn years_for_decades(unit: Unit) -> Unit {
    if matches!(unit, Unit::Decade | Unit::Century) { Unit::Year } else { unit }
}

fn smaller(unit: Unit) -> Option<(Unit, i64)> {
    match unit {
        Unit::Year => Some((Unit::Month, 12)),
        Unit::Decade => Some((Unit::Year, 10)),
        Unit::Month => Some((Unit::Day, 30)),
        Unit::Week => Some((Unit::Day, 7)),
        _ => None,
    }
}
