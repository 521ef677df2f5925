//! Why an expression has its value: what it counts from, in words.

use super::expression::{Anchor, Expression, What, Year};
use super::resolve::{Context, Resolved, told_for};
use super::tense::Direction;
use jiff::civil::Date;

/// The day that the value counts from, if it counts from one, and the reason for the value.
pub(super) fn why(expression: &Expression, context: Context<'_>, found: &Resolved) -> (Option<Date>, String) {
    let now = context.published;
    let what = match &expression.what {
        What::Length { .. } => return (None, "a length of time".into()),
        What::Every { .. } | What::EveryWeekday(_) => return (None, "a time that comes back".into()),
        What::Vague(_) => return (now, "a time without borders".into()),
        what => what,
    };
    if is_given(what) {
        return (None, "gives its place on the calendar itself".into());
    }
    if found.begin.is_none() {
        let reason = match (now, what) {
            (None, _) => "counts from the day of publication, which is not known",
            (_, What::Cycle { .. }) => "a holiday of several countries, and the text does not say whose",
            _ => "a time without borders",
        };
        return (None, reason.into());
    }
    relative(what, context)
}

fn relative(what: &What, context: Context<'_>) -> (Option<Date>, String) {
    let now = context.published;
    match what {
        What::Away { unit, from: Anchor::Text, .. } => told(told_for(*unit, context), now),
        What::SameDay => told(context.paragraph.or(context.told), now),
        What::MonthDay { year: Year::Open, .. } | What::Cycle { year: Year::Open, .. } => {
            let clause = match context.direction {
                Direction::Past => "looks back",
                Direction::Future => "looks ahead",
                Direction::Unknown => "does not say whether it looks back or ahead",
            };
            (now, format!("the nearest to publication for a clause that {clause}"))
        }
        _ => (now, "counts from the day of publication".into()),
    }
}

fn told(day: Option<Date>, now: Option<Date>) -> (Option<Date>, String) {
    match day {
        Some(day) => (Some(day), "counts from the time that the text last spoke of".into()),
        None => (now, "counts from the day of publication, as the text spoke of no other before".into()),
    }
}

fn is_given(what: &What) -> bool {
    match what {
        What::Day(_) | What::Year(..) | What::Years(..) | What::Decade(..) | What::Century(_) => true,
        What::MonthDay { year, .. } | What::Cycle { year, .. } => matches!(year, Year::Given(_)),
        _ => false,
    }
}
