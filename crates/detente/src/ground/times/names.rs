//! Words of the calendar inside names: the "Sunday Times", "Vision 2030", "Orion 1980".

use super::expression::{Cycle, Expression, What};
use crate::{Document, Sentence, Span};
use detente_english::Upos;
use std::ops::Range;

/// Whether an expression is only a part of a name.
pub(super) fn is_in_name(
    document: &Document,
    sentence: &Sentence,
    span: Span,
    tokens: &Range<usize>,
    expression: &Expression,
) -> bool {
    let known = document.names.iter().any(|name| {
        let inside = name.tokens.start <= tokens.start && tokens.end <= name.tokens.end;
        inside && name.tokens.len() > tokens.len()
    });
    let single = tokens.len() == 1 && document.tokens.get(tokens.start).is_some_and(|t| t.span == span);
    let by_form = match expression.what {
        What::Year(_, None) => is_behind_name(document, sentence, tokens.start),
        What::Cycle { cycle: Cycle::Weekday(_), .. } => is_before_name(document, sentence, tokens.start),
        _ => false,
    };
    known || single && by_form
}

/// "Agenda 2030": a year that hangs on the name before it. Months and prepositions are no names.
fn is_behind_name(document: &Document, sentence: &Sentence, year: usize) -> bool {
    let Some(before) = year.checked_sub(1).filter(|t| *t >= sentence.tokens.start) else { return false };
    let (Some(name), Some(token)) = (document.tokens.get(before), document.tokens.get(year)) else {
        return false;
    };
    name.upos == Upos::Propn && token.head == Some(before) && !sentence.heading
}

/// "The Sunday Mirror": a weekday that belongs to the name behind it and stands behind "the".
fn is_before_name(document: &Document, sentence: &Sentence, day: usize) -> bool {
    let article = day
        .checked_sub(1)
        .is_some_and(|t| t >= sentence.tokens.start && document.form(t).eq_ignore_ascii_case("the"));
    let Some(next) = document.tokens.get(day + 1).filter(|t| t.sentence == document.tokens[day].sentence)
    else {
        return false;
    };
    let head = document.tokens[day]
        .head
        .is_some_and(|h| h > day && document.tokens.get(h).is_some_and(|t| t.upos == Upos::Propn));
    article && head && next.upos == Upos::Propn && !sentence.heading
}
