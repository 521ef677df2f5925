//! Rules for times that count from publication or from the day that the text last spoke of.

use super::dates::{Match, opening_part};
use super::expression::{Amount, Anchor, Clock, Expression, Part, Side, Unit, What};
use super::tables::{amount, day_part, side, unit, weekday};
use super::words::{Word, Words};

/// "today", "yesterday", "the day before yesterday", "tonight", "last night", "this morning".
pub(super) fn days(words: &[Word], _: &str) -> Match {
    #[rustfmt::skip]
    const PHRASES: &[(&str, i64)] = &[
        ("today", 0), ("yesterday", -1), ("tomorrow", 1), ("the day before yesterday", -2),
        ("the day after tomorrow", 2),
    ];
    let early = usize::from(words.any(0, &["late", "early"]));
    if let Some((phrase, days)) = PHRASES.iter().find(|(phrase, _)| words.are(early, phrase)) {
        return Some((early + phrase.split(' ').count(), What::Days(*days).into()));
    }
    let night = |days| Expression { what: What::Days(days), clock: Some(Clock::Part("NI")) };
    match words.at(0) {
        "tonight" => Some((1, night(0))),
        "last" if words.at(1) == "night" => Some((2, night(-1))),
        "this" => day_part(words.at(1))
            .map(|p| (2, Expression { what: What::Days(0), clock: Some(Clock::Part(p)) })),
        _ => None,
    }
}

/// "last week", "earlier this month", "late last year", "the current quarter", "the weekend".
pub(super) fn near(words: &[Word], before: &str) -> Match {
    let (start, part) = opening_part(words);
    let part = part.or((before == "far").then_some(Part::SoFar));
    let start = start + usize::from(words.at(start) == "the");
    if words.at(start) == "weekend" && words.at(start.wrapping_sub(1)) == "the" {
        return Some((start + 1, What::Near { side: Side::This, unit: Unit::Weekend, part }.into()));
    }
    if words.at(start) == "quarter" && start > 0 {
        // The quarter of financial news is the one that is over.
        return Some((start + 1, What::Near { side: Side::Last, unit: Unit::Quarter, part }.into()));
    }
    if let Some(found) = whole(words, start, part) {
        return Some(found);
    }
    let side = side(words.at(start)).or((words.at(start) == "latest").then_some(Side::Last))?;
    let fiscal = usize::from(words.any(start + 1, &["fiscal", "calendar"]));
    let unit = unit(words.at(start + 1 + fiscal))?;
    let singular = !words.at(start + 1 + fiscal).ends_with('s');
    // "the next day" counts from the text, "the past year" is a length.
    let told = words.at(0) == "the" && (words.at(start) == "next" || words.at(start) == "previous");
    let length = words.at(start) == "past" && unit != Unit::Weekend;
    let long = !matches!(unit, Unit::Second | Unit::Minute | Unit::Hour | Unit::Day);
    (singular && long && !length && !told)
        .then(|| (start + 2 + fiscal, What::Near { side, unit, part }.into()))
}

/// "the end of the year", "later in the day", "the full year": the unit that publication, or the story, is in.
fn whole(words: &[Word], start: usize, part: Option<Part>) -> Match {
    if words.at(start.checked_sub(1)?) != "the" {
        return None;
    }
    let full = usize::from(words.any(start, &["full", "fiscal", "entire", "whole", "calendar"]));
    let unit = unit(words.at(start + full)).filter(|_| !words.at(start + full).ends_with('s'))?;
    let end = start + full + 1;
    if unit == Unit::Year && words.any(end, &["ended", "ending"]) {
        return Some((end, What::Length { amount: Amount::Exact(1), unit }.into()));
    }
    match unit {
        Unit::Day if matches!(part, Some(Part::SoFar | Part::Rest)) => {
            Some((end, away_from(Amount::Exact(0), Unit::Day, 1, Anchor::Text)))
        }
        Unit::Week | Unit::Month | Unit::Year | Unit::Decade | Unit::Century
            if part.is_some() || full > 0 =>
        {
            Some((end, What::Near { side: Side::This, unit, part }.into()))
        }
        _ => None,
    }
}

/// "year-end", "the year's end".
pub(super) fn year_end(words: &[Word], _: &str) -> Match {
    let start = usize::from(words.at(0) == "the");
    let length = ["year end", "year 's end"].iter().find(|p| words.are(start, p))?.split(' ').count();
    let what = What::Near { side: Side::This, unit: Unit::Year, part: Some(Part::Late) };
    Some((start + length, what.into()))
}

/// "in the morning", "overnight": of the day that the text last spoke of.
pub(super) fn part_of_day(words: &[Word], before: &str) -> Match {
    let clock = |word: &str| day_part(word).map(Clock::Part);
    if words.at(0) == "overnight" {
        return Some((1, Expression { what: What::SameDay, clock: clock("overnight") }));
    }
    let mid = usize::from(words.any(0, &["mid", "late", "early"]));
    let article = usize::from(mid == 0 && words.at(0) == "the");
    let mid = mid + usize::from(article == 1 && words.any(1, &["early", "late"]));
    let bare = matches!(before, "by" | "in" | "until" | "since") && (mid + article > 0);
    let part = clock(words.at(article + mid)).filter(|_| bare && !words.are(article + mid, "night"))?;
    Some((article + mid + 1, Expression { what: What::SameDay, clock: Some(part) }))
}

/// "two days ago", "a year earlier", "a week later", "three months from now", "four days after that".
pub(super) fn away(words: &[Word], _: &str) -> Match {
    let (length, amount, unit) = measure(words)?;
    let (more, sign, from) = direction(words, length)?;
    Some((length + more, away_from(amount, unit, sign, from)))
}

/// The measure of a length: its words, how many, of what. "hours" and "weeks" count as some.
pub(super) fn measure(words: &[Word]) -> Option<(usize, Amount, Unit)> {
    let bare = unit(words.at(0)).filter(|_| words.at(0).ends_with('s') && words.at(0) != "hrs");
    if let Some(unit) = bare {
        return Some((1, Amount::Some, unit));
    }
    let (length, amount) = amount(words)?;
    // "two to three weeks": at least two.
    let second = words
        .any(length, &["to", "or"])
        .then(|| super::tables::amount(words.get(length + 1..).unwrap_or(&[])));
    let length = match (amount, second.flatten()) {
        (Amount::Exact(low), Some((more, Amount::Exact(high)))) if low < high => length + 1 + more,
        _ => length,
    };
    const FILLERS: &[&str] =
        &["more", "full", "straight", "consecutive", "additional", "whole", "long", "solid", "short"];
    let length = length + usize::from(words.any(length, FILLERS));
    if words.at(length) == "fortnight" {
        return Some((length + 1, Amount::Exact(2), Unit::Week));
    }
    let unit = unit(words.at(length))?;
    // "the 1988 quarter" names a year.
    let year = matches!(amount, Amount::Exact(1500..2100)) && !words.at(length).ends_with('s');
    let (length, amount) = match amount {
        Amount::Exact(n) if words.are(length + 1, "and a half") => (length + 3, Amount::AndHalf(n)),
        amount => (length, amount),
    };
    let loose = ["or so", "or two"].iter().any(|p| words.are(length + 1, p)) && amount == Amount::Exact(1);
    (!year).then_some((length + 1 + 2 * usize::from(loose), amount, unit))
}

fn direction(words: &[Word], at: usize) -> Option<(usize, i64, Anchor)> {
    #[rustfmt::skip]
    const PHRASES: &[(&str, i64, Anchor)] = &[
        ("ago", -1, Anchor::Publication),
        ("earlier", -1, Anchor::Text),
        ("before that", -1, Anchor::Text),
        ("later", 1, Anchor::Text),
        ("afterward", 1, Anchor::Text),
        ("afterwards", 1, Anchor::Text),
        ("after that", 1, Anchor::Text),
        ("from now", 1, Anchor::Publication),
        ("hence", 1, Anchor::Publication),
    ];
    if let Some((phrase, sign, from)) = PHRASES.iter().find(|(phrase, ..)| words.are(at, phrase)) {
        return Some((phrase.split(' ').count(), *sign, *from));
    }
    let ends = words.any(at + 1, &["", ".", ",", ";"]);
    match words.at(at) {
        "before" if ends => Some((1, -1, Anchor::Text)),
        "after" if ends => Some((1, 1, Anchor::Text)),
        _ => None,
    }
}

fn away_from(amount: Amount, unit: Unit, sign: i64, from: Anchor) -> Expression {
    match unit {
        // Hours away lie on the same day, as far as a day's precision goes.
        Unit::Second | Unit::Minute | Unit::Hour => {
            let what = if from == Anchor::Text { What::SameDay } else { What::Days(0) };
            Expression { what, clock: Some(Clock::Unknown) }
        }
        _ if amount == Amount::Some && from == Anchor::Publication => {
            What::Vague(if sign < 0 { "PAST_REF" } else { "FUTURE_REF" }).into()
        }
        _ => What::Away { amount, unit, sign, from }.into(),
    }
}

/// "the following day", "the next morning", "the previous week", "that day", "the same year", "the day before".
pub(super) fn told(words: &[Word], _: &str) -> Match {
    let start = usize::from(words.any(0, &["earlier", "later"]) && words.any(1, &["that", "the"]));
    let (determiner, adjective) = (words.at(start), words.at(start + 1));
    let before = (determiner == "the" && adjective == "day").then(|| match words.at(start + 2) {
        "before" if words.any(start + 3, &["", ".", ","]) => Some(-1),
        "after" if words.any(start + 3, &["", ".", ","]) => Some(1),
        _ => None,
    });
    if let Some(sign) = before.flatten() {
        return Some((start + 3, away_from(Amount::Exact(1), Unit::Day, sign, Anchor::Text)));
    }
    let (length, steps) = match (determiner, adjective) {
        ("the", "following" | "next") => (2, 1),
        ("the", "previous" | "preceding") => (2, -1),
        ("the" | "that", "same") => (2, 0),
        ("that", _) => (1, 0),
        _ => return None,
    };
    let at = start + length;
    if let Some(part) = day_part(words.at(at)).filter(|_| words.at(at) != "overnight") {
        let what = What::Away { amount: Amount::Exact(steps), unit: Unit::Day, sign: 1, from: Anchor::Text };
        return Some((at + 1, Expression { what, clock: Some(Clock::Part(part)) }));
    }
    let unit = unit(words.at(at)).filter(|u| !matches!(u, Unit::Second | Unit::Minute | Unit::Hour))?;
    let singular = !words.at(at).ends_with('s');
    singular.then(|| (at + 1, away_from(Amount::Exact(steps), unit, 1, Anchor::Text)))
}

/// "the year-earlier quarter", "the year-ago period", "year-earlier".
pub(super) fn year_earlier(words: &[Word], _: &str) -> Match {
    let start = usize::from(words.at(0) == "the");
    let opens = words.are(start, "year ago") || words.are(start, "year earlier");
    let joined = words.get(start + 1).is_some_and(|w| w.joined);
    let end = start + 2 + usize::from(words.any(start + 2, &["quarter", "period"]));
    let what = What::Away { amount: Amount::Exact(1), unit: Unit::Year, sign: -1, from: Anchor::Publication };
    (opens && joined).then(|| (end, what.into()))
}

/// "Friday and the like" that recurs: "every Friday", "each year", "twice a week", "every two years".
pub(super) fn every(words: &[Word], _: &str) -> Match {
    let start = if words.any(0, &["every", "each"]) {
        1
    } else if words.any(0, &["once", "twice"]) && words.any(1, &["a", "an", "every", "each"]) {
        2
    } else if words.any(1, &["times"]) && words.any(2, &["a", "an", "each"]) {
        3
    } else {
        return None;
    };
    if let Some(day) = weekday(words.at(start)) {
        return Some((start + 1, What::EveryWeekday(day).into()));
    }
    if let Some(unit) = unit(words.at(start)) {
        return Some((start + 1, What::Every { amount: Amount::Exact(1), unit }.into()));
    }
    let (length, amount, unit) = measure(&words[start..])?;
    Some((start + length, What::Every { amount, unit }.into()))
}

/// "$1.76 a year", "four flights a week".
fn is_rate(words: &[Word], at: usize, end: usize, before: &str) -> bool {
    let counted = before.ends_with(|c: char| c.is_ascii_digit())
        || before.len() > 3
            && before.ends_with('s')
            && !matches!(before, "as" | "less" | "times" | "lasts" | "takes" | "plus")
        || matches!(before, "million" | "billion" | "percent" | "%" | "thousand" | "share");
    let follows = words.any(end, &["ago", "after", "before", "earlier", "later", "or"]);
    counted && !follows && words.any(at, &["a", "an"]) && end == at + 2
}

/// "the last five years", "the past year", "the next two weeks", "the first nine months", "two-year", "20 minutes".
pub(super) fn length(words: &[Word], before: &str) -> Match {
    let start = usize::from(words.any(0, &["the", "these", "those"]));
    let framed = side(words.at(start)).is_some()
        || words.any(start, &["first", "final", "following", "recent", "latest", "another"]);
    let at = start + usize::from(framed);
    let named = words.at(start) == "past" || words.at(start) == "another";
    let single = unit(words.at(at))
        .filter(|u| named && *u != Unit::Weekend && !words.at(at).ends_with('s'))
        .map(|u| (1, Amount::Exact(1), u));
    let (length, amount, unit) = single.or_else(|| measure(words.get(at..)?))?;
    let end = at + length;
    // "For years" says little; "days after the attack" and "in recent days" something.
    let bare = amount == Amount::Some && length == 1;
    let beside = framed
        || words.any(end, &["after", "before"])
        || matches!(before, "in" | "within" | "for") && !words.any(end, &["of"]);
    let share = unit == Unit::Quarter && words.any(end, &["of"]) && !framed;
    if bare && !beside || share || is_rate(words, at, end, before) {
        return None;
    }
    let age = words.any(end, &["old", "olds"]) || words.any(end, &["of"]) && words.at(end + 1) == "age";
    let ordinal = words.at(at) == "a" && matches!(unit, Unit::Second) || unit == Unit::Weekend;
    let rate = before == "$" || words.at(at) == "some" && !words.at(end - 1).ends_with('s');
    let end = end + usize::from(words.any(end, &["long"]));
    (!age && !ordinal && !rate).then(|| (end, What::Length { amount, unit }.into()))
}
