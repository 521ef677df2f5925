//! Rules for days, months, years and what has a name on the calendar.

use super::expression::{Cycle, Expression, Part, What, Year};
use super::feasts::Feasts;
use super::tables::{month, number_word, ordinal, part, season, side, weekday};
use super::words::{Word, Words};
use jiff::civil::Date;

/// A match: how many words, and what they say.
pub(super) type Match = Option<(usize, Expression)>;

/// "2018-01-05", "01/05/2018", "05.01.2018", "9/11".
pub(super) fn digits(words: &[Word], _: &str) -> Match {
    let word = words.at(0);
    if word == "9/11" {
        return Some((1, What::Day(Date::constant(2001, 9, 11)).into()));
    }
    let mark = ['-', '/', '.'].into_iter().find(|m| word.contains(*m))?;
    let (day, clock) = word.split_once('t').map_or((word, None), |(day, clock)| (day, Some(clock)));
    let parts: Vec<i16> = day.split(mark).map(str::parse).collect::<Result<_, _>>().ok()?;
    if let [a, b] = parts[..] {
        return pair(a, b).filter(|_| mark == '-' && day.len() >= 7).map(|what| (1, what.into()));
    }
    let [a, b, c] = parts[..] else { return None };
    let (year, month, day) = match mark {
        '-' => (a, b, c),
        _ if a > 31 => (a, b, c),
        '.' => (c, b, a),
        _ if a > 12 => (c, b, a),
        _ => (c, a, b),
    };
    // "1.2.3" is a version.
    let year = match year {
        0..50 if mark == '/' => year + 2000,
        50..100 if mark == '/' => year + 1900,
        _ => year,
    };
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let clock = clock.and_then(super::clock::of_day);
    (1000..2200).contains(&year).then_some((1, Expression { what: What::Day(date), clock }))
}

/// "2014-16", "2014-2016"; "2014-06" is a month.
fn pair(first: i16, second: i16) -> Option<What> {
    let sensible = (1500..2100).contains(&first);
    let last = if second < 100 { first / 100 * 100 + second } else { second };
    match second {
        1..=12 if last != first + 1 && sensible => Some(What::Cycle {
            cycle: Cycle::Month(i8::try_from(second).ok()?),
            year: Year::Given(first),
            part: None,
        }),
        _ if sensible && last > first && last < 2100 => Some(What::Years(first, last)),
        _ => None,
    }
}

/// "Jan. 9", "January 9-11, 2018", "Friday, Jan. 5".
pub(super) fn month_day(words: &[Word], _: &str) -> Match {
    let (start, near) = opening_side(words, after_weekday(words));
    let words = &words[start..];
    let month = month(words.at(0))?;
    let day = day_number(words.at(1))?;
    let (length, last) = match range_end(words, 2) {
        Some((length, last, other)) => (length, Some((other.unwrap_or(month), last))),
        None => (2, None),
    };
    let (length, year) = with_year(words, length);
    let year = if year == Year::Open { near.unwrap_or(year) } else { year };
    Some((start + length, What::MonthDay { year, month, day, last }.into()))
}

/// "9 January 2018", "the 9th of January", "9-11 May".
pub(super) fn day_month(words: &[Word], _: &str) -> Match {
    let start = after_weekday(words);
    let start = start + usize::from(words.at(start) == "the");
    let words = &words[start..];
    let day = day_number(words.at(0))?;
    let (length, last) = match words.get(1).filter(|w| w.joined).and_then(|w| day_number(&w.lower)) {
        Some(last) => (2, Some(last)),
        None => (1, None),
    };
    let length = length + usize::from(words.at(length) == "of");
    let month = month(words.at(length))?;
    let named = words.get(length).is_some_and(|w| w.capital);
    let (length, year) = with_year(words, length + 1);
    let last = last.map(|last| (month, last));
    named.then(|| (start + length, What::MonthDay { year, month, day, last }.into()))
}

/// "December 2015", "mid-March", "last May", "late in December"; a month's name alone after a preposition.
pub(super) fn month_year(words: &[Word], before: &str) -> Match {
    let (start, part) = opening_part(words);
    let (start, near) = opening_side(words, start);
    let name = words.get(start)?;
    let month = month(&name.lower)?;
    let (end, year) = with_year(words, start + 1);
    let year = if year == Year::Open { near.unwrap_or(year) } else { year };
    let sure = start > 0
        || year != Year::Open
        || !matches!(name.lower.as_str(), "may" | "march" | "mar." | "dec" | "jan");
    let preposition = PREPOSITIONS.contains(&before);
    // "The March accession", but not "the March on Rome".
    let noun = words.get(start + 1).is_some_and(|w| {
        !w.capital
            && w.lower.len() > 3
            && w.lower.bytes().all(|b| b.is_ascii_lowercase())
            && !NO_NOUNS.contains(&w.lower.as_str())
    });
    let adjective = matches!(before, "the" | "a" | "its" | "their" | "his" | "her") && noun;
    (name.capital && (sure || preposition || adjective))
        .then(|| (end, What::Cycle { cycle: Cycle::Month(month), year, part }.into()))
}

/// What stands behind the name of a person or a march.
#[rustfmt::skip]
const NO_NOUNS: &[&str] = &[
    "said", "says", "will", "would", "has", "have", "had", "was", "were", "with", "from", "through", "against", "into",
    "that", "which", "also", "told", "government", "administration", "cabinet", "began", "drew", "took", "over", "along",
];

#[rustfmt::skip]
const PREPOSITIONS: &[&str] =
    &["in", "since", "of", "until", "till", "by", "from", "to", "before", "after", "during", "through", "for", "between"];

/// "Friday", "last Tuesday", "next Monday morning", "Friday of next week".
pub(super) fn week_day(words: &[Word], _: &str) -> Match {
    let early = usize::from(words.any(0, &["late", "early"]));
    let article = usize::from(words.at(early) == "the" && side(words.at(early + 1)).is_some());
    let (start, near) = opening_side(words, early + article);
    let name = words.get(start).filter(|w| w.capital)?;
    let weekday = weekday(&name.lower)?;
    let (length, week) = of_week(words, start + 1);
    let year = week.or(near).unwrap_or(Year::Open);
    Some((length, What::Cycle { cycle: Cycle::Weekday(weekday), year, part: None }.into()))
}

/// "of next week", "last week" behind a weekday.
fn of_week(words: &[Word], at: usize) -> (usize, Option<Year>) {
    let of = at + usize::from(words.at(at) == "of");
    match side(words.at(of)) {
        Some(side) if words.at(of + 1) == "week" => (of + 2, Some(Year::Week(side.steps()))),
        _ => (at, None),
    }
}

/// "2016", "late 2015", "the end of 1990", "fiscal 1990", "the year 2000".
pub(super) fn year(words: &[Word], before: &str) -> Match {
    let (start, part) = opening_part(words);
    let start = start + usize::from(words.any(start, &["fiscal", "year"]));
    let (length, year) = year_number(&words[start..])?;
    let end = start + length;
    if let Some(last) = words.get(end).filter(|w| w.joined && start == 0).and_then(|w| w.lower.parse().ok()) {
        return pair(year, last).map(|what| (end + 1, what.into()));
    }
    let counts = words.get(end).is_some_and(|w| COUNTED.contains(&w.lower.as_str()));
    let money = matches!(before, "$" | "€" | "£" | "#" | "no.");
    let sure = start > 0 || PREPOSITIONS.contains(&before);
    (!money && (sure || !counts)).then(|| (end, What::Year(year, part).into()))
}

/// What is counted in thousands.
#[rustfmt::skip]
const COUNTED: &[&str] = &[
    "people", "troops", "soldiers", "men", "women", "children", "jobs", "miles", "kilometers", "kilometres", "feet",
    "meters", "metres", "points", "shares", "dollars", "euros", "pounds", "tons", "tonnes", "percent", "%", "workers",
    "homes", "houses", "prisoners", "refugees", "civilians", "members", "pages", "acres", "votes", "barrels", "others",
    "more", "employees", "companies", "students", "km", "times", "calories", "gmt", "hours", "protesters", "police",
    "years", "days", "months", "weeks", "fighters", "units", "cases", "deaths", "seats", "rupees", "yuan", "yen",
];

/// "the 1990s", "the '80s", "the mid-1990s", "the 20th century".
pub(super) fn decade(words: &[Word], _: &str) -> Match {
    let start = usize::from(words.at(0) == "the");
    let (length, part) = opening_part(&words[start..]);
    let start = start + length;
    if let Some(number) = ordinal(words.at(start)).filter(|_| words.at(start + 1) == "century") {
        return Some((start + 2, What::Century(i16::try_from(number - 1).ok()?).into()));
    }
    let word = words.at(start);
    if let Some(first) = super::tables::decade(word).filter(|_| words.at(0) == "the") {
        return Some((start + 1, What::Decade(first, part).into()));
    }
    let digits = word
        .trim_start_matches('\'')
        .strip_suffix("'s")
        .or_else(|| word.trim_start_matches('\'').strip_suffix('s'))?;
    let number: i16 = digits.parse().ok().filter(|n| n % 10 == 0)?;
    let first = match digits.len() {
        4 => number,
        2 if word.starts_with('\'') || start > 0 => 1900 + number,
        _ => return None,
    };
    Some((start + 1, What::Decade(first, part).into()))
}

/// "the third quarter of 2016", "Q3 2016", "the first half of 1999", "third-quarter".
pub(super) fn quarter(words: &[Word], _: &str) -> Match {
    let start = usize::from(words.at(0) == "the");
    let (start, near) = opening_side(words, start);
    let start =
        start + usize::from(words.at(start) == "fiscal") + 2 * usize::from(words.are(start, "year 's"));
    let before = words.get(start..).and_then(year_number);
    let start = start + before.map_or(0, |(length, _)| length);
    let (length, cycle) = quarter_name(&words[start..])?;
    let (end, year) = match before {
        Some((_, year)) => (start + length, Year::Given(year)),
        None => year_behind(words, start + length),
    };
    let year = if year == Year::Open { near.unwrap_or(year) } else { year };
    Some((end, What::Cycle { cycle, year, part: None }.into()))
}

fn quarter_name(words: &[Word]) -> Option<(usize, Cycle)> {
    let word = words.at(0);
    if let Some(n) = word.strip_prefix('q').and_then(|d| d.parse::<i8>().ok()).filter(|n| (1..=4).contains(n))
    {
        return Some((1, Cycle::Quarter(n)));
    }
    let n = i8::try_from(ordinal(word).or((word == "last").then_some(2))?).ok()?;
    let fiscal = usize::from(words.at(1) == "fiscal");
    match words.at(1 + fiscal) {
        "quarter" if n <= 4 && word != "last" => Some((2 + fiscal, Cycle::Quarter(n))),
        "half" if n <= 2 => Some((2 + fiscal, Cycle::Half(n))),
        _ => None,
    }
}

/// "this summer", "the summer of 2016", "last fall", "in winter".
pub(super) fn seasons(words: &[Word], before: &str) -> Match {
    let start = usize::from(words.at(0) == "the");
    let (length, part) = opening_part(&words[start..]);
    let (start, near) = opening_side(words, start + length);
    let season = season(words.at(start))?;
    let (end, year) = year_behind(words, start + 1);
    let year = if year == Year::Open { near.unwrap_or(year) } else { year };
    let autumn = words.at(start) == "fall" || words.at(start) == "spring";
    let sure = year != Year::Open || !autumn && (start > 0 || before == "in");
    sure.then(|| (end, What::Cycle { cycle: Cycle::Season(season), year, part }.into()))
}

/// "New Year's Day", "last Christmas", "Easter 2015".
pub(super) fn holidays(feasts: &Feasts, words: &[Word]) -> Match {
    let (start, near) = opening_side(words, 0);
    let (length, name) = feasts.find(words.get(start..)?)?;
    let (end, year) = with_year(words, start + length);
    let year = if year == Year::Open { near.unwrap_or(year) } else { year };
    let capital = words.iter().skip(start).take(length).any(|w| w.capital);
    // "Easter Island", "Taha Yassin Ramadan": a word with a capital behind it makes it another name.
    let longer =
        words.get(end).is_some_and(|w| w.capital && month(&w.lower).is_none() && weekday(&w.lower).is_none());
    (capital && !longer).then(|| (end, What::Cycle { cycle: Cycle::Holiday(name), year, part: None }.into()))
}

/// "Friday, " before a date.
fn after_weekday(words: &[Word]) -> usize {
    match weekday(words.at(0)) {
        Some(_) => 1 + usize::from(words.at(1) == ","),
        None => 0,
    }
}

/// "early", "mid", "the end of", "late in".
pub(super) fn opening_part(words: &[Word]) -> (usize, Option<Part>) {
    #[rustfmt::skip]
    const PHRASES: &[(&str, Part)] = &[
        ("the end of", Part::Late), ("the beginning of", Part::Early), ("the start of", Part::Early),
        ("the middle of", Part::Mid), ("end of", Part::Late), ("the late", Part::Late), ("the early", Part::Early),
        ("the mid", Part::Mid), ("late in", Part::Late), ("early in", Part::Early), ("later in", Part::Rest),
        ("earlier in", Part::SoFar), ("the rest of", Part::Rest), ("the remainder of", Part::Rest),
        ("the close of", Part::Late),
    ];
    let phrase = PHRASES.iter().find(|(phrase, _)| words.are(0, phrase));
    match phrase {
        Some((phrase, part)) => (phrase.split(' ').count(), Some(*part)),
        None => part(words.at(0)).map_or((0, None), |part| (1, Some(part))),
    }
}

/// "last", "this", "next" before a name.
fn opening_side(words: &[Word], at: usize) -> (usize, Option<Year>) {
    side(words.at(at)).map_or((at, None), |side| (at + 1, Some(Year::Side(side))))
}

pub(super) fn day_number(word: &str) -> Option<i8> {
    let digits = ["st", "nd", "rd", "th", "."].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    digits.parse::<i8>().ok().filter(|d| (1..=31).contains(d) && digits.len() <= 2)
}

/// "-11", "to 11", "- Feb. 3" behind a day: how many words in all, the day, and its month.
fn range_end(words: &[Word], at: usize) -> Option<(usize, i8, Option<i8>)> {
    let joined = words.get(at).is_some_and(|w| w.joined);
    let dash = joined || words.any(at, &["-", "–"]);
    if !dash && !words.any(at, &["to", "through"]) {
        return None;
    }
    let at = if joined { at } else { at + 1 };
    match month(words.at(at)) {
        // "Aug. 26 to Oct. 20" are two days, each with its own place.
        Some(other) => day_number(words.at(at + 1)).filter(|_| dash).map(|day| (at + 2, day, Some(other))),
        None => day_number(words.at(at)).map(|day| (at + 1, day, None)),
    }
}

/// ", 2018", "2018", "of last year", "of 2018".
fn with_year(words: &[Word], at: usize) -> (usize, Year) {
    let skip = usize::from(words.any(at, &[",", "of", "in"]));
    if let Some((length, year)) = year_number(words.get(at + skip..).unwrap_or(&[])) {
        return (at + skip + length, Year::Given(year));
    }
    year_behind(words, at)
}

/// "of 2016", "2016", "of last year", "this year".
fn year_behind(words: &[Word], at: usize) -> (usize, Year) {
    let of = at + usize::from(words.any(at, &["of", "in"]));
    let fiscal = of + usize::from(words.at(of) == "fiscal");
    if let Some((length, year)) = year_number(words.get(fiscal..).unwrap_or(&[])) {
        return (fiscal + length, Year::Given(year));
    }
    match side(words.at(of)) {
        Some(side) if words.at(of + 1) == "year" => (of + 2, Year::Side(side)),
        _ => (at, Year::Open),
    }
}

/// "1998", "'98", "nineteen ninety-six", "two thousand".
fn year_number(words: &[Word]) -> Option<(usize, i16)> {
    let word = words.at(0);
    if word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()) {
        return word.parse().ok().filter(|y| (1500..2100).contains(y)).map(|y| (1, y));
    }
    if let Some(short) = word.strip_prefix('\'').filter(|s| s.len() == 2) {
        return short.parse::<i16>().ok().map(|y| (1, if y < 50 { 2000 + y } else { 1900 + y }));
    }
    if words.are(0, "two thousand") {
        return Some((2, 2000));
    }
    let (tens, ones) = (number_word(words.at(1))?, number_word(words.at(2)).filter(|n| *n < 10));
    let low = (word == "nineteen" && tens >= 20).then_some(tens + ones.unwrap_or(0))?;
    i16::try_from(1900 + low).ok().map(|year| (if ones.is_some() { 3 } else { 2 }, year))
}
