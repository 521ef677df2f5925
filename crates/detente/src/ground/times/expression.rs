//! What an expression of time says before it has a place on the calendar.

use jiff::civil::{Date, Weekday};

/// An expression: a day or longer, and a time on that day.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Expression {
    pub what: What,
    pub clock: Option<Clock>,
}

impl From<What> for Expression {
    fn from(what: What) -> Expression {
        Expression { what, clock: None }
    }
}

/// The day or longer.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum What {
    /// A full date.
    Day(Date),
    /// Days of a month, in a year that may be open; the second ends a range.
    MonthDay { year: Year, month: i8, day: i8, last: Option<(i8, i8)> },
    /// Something that comes back every week or year.
    Cycle { cycle: Cycle, year: Year, part: Option<Part> },
    /// A year.
    Year(i16, Option<Part>),
    /// From the first to the second year.
    Years(i16, i16),
    /// Ten years from that one.
    Decade(i16, Option<Part>),
    /// Hundred years, by their first digits.
    Century(i16),
    /// So many days from publication.
    Days(i64),
    /// The last, this, the next week and the like.
    Near { side: Side, unit: Unit, part: Option<Part> },
    /// So much before or after.
    Away { amount: Amount, unit: Unit, sign: i64, from: Anchor },
    /// A length of time.
    Length { amount: Amount, unit: Unit },
    /// A recurring time.
    Every { amount: Amount, unit: Unit },
    /// A recurring day of the week.
    EveryWeekday(Weekday),
    /// `PAST_REF`, `PRESENT_REF`, `FUTURE_REF`.
    Vague(&'static str),
    /// The day that the text last spoke of.
    SameDay,
}

/// How an expression gives its year or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Year {
    Given(i16),
    Side(Side),
    /// So many weeks from this one ("Friday of next week").
    Week(i64),
    Open,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cycle {
    Weekday(Weekday),
    Month(i8),
    /// Spring, summer, autumn, winter from 0.
    Season(i8),
    Quarter(i8),
    Half(i8),
    /// A name of the table of holidays.
    Holiday(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Last,
    This,
    Next,
}

impl Side {
    pub fn steps(self) -> i64 {
        match self {
            Side::Last => -1,
            Side::This => 0,
            Side::Next => 1,
        }
    }
}

/// A part of a longer time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    /// Before the day of publication.
    SoFar,
    /// After it.
    Rest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

/// How many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amount {
    Exact(i64),
    AndHalf(i64),
    Some,
}

/// From where an offset counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Publication,
    /// The day that the text last spoke of.
    Text,
}

/// A time on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    At(i8, i8),
    /// `MO`, `AF`, `EV`, `NI`.
    Part(&'static str),
    /// Hours away from something on that day.
    Unknown,
}
