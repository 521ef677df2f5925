//! Words of the calendar.

use super::expression::{Amount, Part, Side, Unit};
use super::words::{Word, Words};
use jiff::civil::Weekday;

#[rustfmt::skip]
const MONTHS: &[(&str, i8)] = &[
    ("january", 1), ("jan.", 1), ("jan", 1), ("february", 2), ("feb.", 2), ("feb", 2), ("march", 3), ("mar.", 3),
    ("april", 4), ("apr.", 4), ("apr", 4), ("may", 5), ("june", 6), ("jun.", 6), ("jun", 6), ("july", 7), ("jul.", 7),
    ("jul", 7), ("august", 8), ("aug.", 8), ("aug", 8), ("september", 9), ("sept.", 9), ("sep.", 9), ("sept", 9),
    ("sep", 9), ("october", 10), ("oct.", 10), ("oct", 10), ("november", 11), ("nov.", 11), ("nov", 11),
    ("december", 12), ("dec.", 12), ("dec", 12),
];

#[rustfmt::skip]
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("monday", Weekday::Monday), ("mondays", Weekday::Monday), ("mon.", Weekday::Monday),
    ("tuesday", Weekday::Tuesday), ("tuesdays", Weekday::Tuesday), ("tue.", Weekday::Tuesday),
    ("tues.", Weekday::Tuesday), ("wednesday", Weekday::Wednesday), ("wednesdays", Weekday::Wednesday),
    ("wed.", Weekday::Wednesday), ("thursday", Weekday::Thursday), ("thursdays", Weekday::Thursday),
    ("thu.", Weekday::Thursday), ("thur.", Weekday::Thursday), ("thurs.", Weekday::Thursday),
    ("friday", Weekday::Friday), ("fridays", Weekday::Friday), ("fri.", Weekday::Friday),
    ("saturday", Weekday::Saturday), ("saturdays", Weekday::Saturday), ("sat.", Weekday::Saturday),
    ("sunday", Weekday::Sunday), ("sundays", Weekday::Sunday), ("sun.", Weekday::Sunday),
];

#[rustfmt::skip]
const UNITS: &[(&str, Unit)] = &[
    ("second", Unit::Second), ("seconds", Unit::Second), ("minute", Unit::Minute), ("minutes", Unit::Minute),
    ("min", Unit::Minute), ("mins", Unit::Minute), ("hour", Unit::Hour), ("hours", Unit::Hour), ("hrs", Unit::Hour),
    ("day", Unit::Day), ("days", Unit::Day), ("night", Unit::Day), ("nights", Unit::Day), ("weekend", Unit::Weekend),
    ("weekends", Unit::Weekend), ("week", Unit::Week), ("weeks", Unit::Week), ("month", Unit::Month),
    ("months", Unit::Month), ("quarter", Unit::Quarter), ("quarters", Unit::Quarter), ("year", Unit::Year),
    ("years", Unit::Year), ("yr", Unit::Year), ("yrs", Unit::Year), ("decade", Unit::Decade),
    ("decades", Unit::Decade), ("century", Unit::Century), ("centuries", Unit::Century),
];

#[rustfmt::skip]
const NUMBERS: &[(&str, i64)] = &[
    ("one", 1), ("two", 2), ("three", 3), ("four", 4), ("five", 5), ("six", 6), ("seven", 7), ("eight", 8), ("nine", 9),
    ("ten", 10), ("eleven", 11), ("twelve", 12), ("thirteen", 13), ("fourteen", 14), ("fifteen", 15), ("sixteen", 16),
    ("seventeen", 17), ("eighteen", 18), ("nineteen", 19), ("twenty", 20), ("thirty", 30), ("forty", 40),
    ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90),
];

#[rustfmt::skip]
const ORDINALS: &[(&str, i64)] = &[
    ("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("fifth", 5), ("sixth", 6), ("seventh", 7),
    ("eighth", 8), ("ninth", 9), ("tenth", 10), ("eleventh", 11), ("twelfth", 12), ("thirteenth", 13),
    ("fourteenth", 14), ("fifteenth", 15), ("sixteenth", 16), ("seventeenth", 17), ("eighteenth", 18),
    ("nineteenth", 19), ("twentieth", 20),
];

/// Phrases without a number or a name; the longest wins.
#[rustfmt::skip]
const VAGUE: &[(&str, &str)] = &[
    ("now", "PRESENT_REF"), ("right now", "PRESENT_REF"), ("currently", "PRESENT_REF"), ("current", "PRESENT_REF"),
    ("at present", "PRESENT_REF"), ("at the moment", "PRESENT_REF"), ("nowadays", "PRESENT_REF"),
    ("these days", "PRESENT_REF"), ("at this time", "PRESENT_REF"),
    ("recently", "PAST_REF"), ("recent", "PAST_REF"), ("lately", "PAST_REF"), ("the past", "PAST_REF"), ("recent years", "PAST_REF"),
    ("the foreseeable future", "FUTURE_REF"),
    ("the recent past", "PAST_REF"), ("soon", "FUTURE_REF"), ("the future", "FUTURE_REF"),
    ("the near future", "FUTURE_REF"), ("near future", "FUTURE_REF"),
];

#[rustfmt::skip]
const SETS: &[(&str, Unit)] = &[
    ("hourly", Unit::Hour), ("daily", Unit::Day), ("nightly", Unit::Day), ("weekly", Unit::Week),
    ("monthly", Unit::Month), ("yearly", Unit::Year), ("annually", Unit::Year),
];

fn look<T: Copy>(table: &[(&str, T)], word: &str) -> Option<T> {
    table.iter().find(|(name, _)| *name == word).map(|(_, value)| *value)
}

/// The longest phrase of a table that the words open with.
fn longest<T: Copy>(table: &[(&str, T)], words: &[Word]) -> Option<(usize, T)> {
    let fits = table.iter().filter(|(phrase, _)| words.are(0, phrase));
    fits.map(|(phrase, value)| (phrase.split(' ').count(), *value)).max_by_key(|(length, _)| *length)
}

pub(super) fn month(word: &str) -> Option<i8> {
    look(MONTHS, word)
}

pub(super) fn weekday(word: &str) -> Option<Weekday> {
    look(WEEKDAYS, word)
}

pub(super) fn unit(word: &str) -> Option<Unit> {
    look(UNITS, word)
}

pub(super) fn set(word: &str) -> Option<Unit> {
    look(SETS, word)
}

pub(super) fn vague(words: &[Word]) -> Option<(usize, &'static str)> {
    longest(VAGUE, words)
}

/// The first year of "the nineties".
pub(super) fn decade(word: &str) -> Option<i16> {
    #[rustfmt::skip]
    const DECADES: &[(&str, i16)] = &[
        ("twenties", 1920), ("thirties", 1930), ("forties", 1940), ("fifties", 1950), ("sixties", 1960),
        ("seventies", 1970), ("eighties", 1980), ("nineties", 1990),
    ];
    look(DECADES, word)
}

pub(super) fn season(word: &str) -> Option<i8> {
    look(&[("spring", 0), ("summer", 1), ("fall", 2), ("autumn", 2), ("winter", 3)], word)
}

pub(super) fn day_part(word: &str) -> Option<&'static str> {
    #[rustfmt::skip]
    const PARTS: &[(&str, &str)] =
        &[("morning", "MO"), ("afternoon", "AF"), ("evening", "EV"), ("night", "NI"), ("overnight", "NI"), ("dawn", "MO")];
    look(PARTS, word)
}

pub(super) fn side(word: &str) -> Option<Side> {
    #[rustfmt::skip]
    const SIDES: &[(&str, Side)] = &[
        ("last", Side::Last), ("past", Side::Last), ("previous", Side::Last), ("this", Side::This),
        ("current", Side::This), ("next", Side::Next), ("coming", Side::Next), ("upcoming", Side::Next),
    ];
    look(SIDES, word)
}

pub(super) fn part(word: &str) -> Option<Part> {
    #[rustfmt::skip]
    const PARTS: &[(&str, Part)] = &[
        ("early", Part::Early), ("mid", Part::Mid), ("late", Part::Late), ("earlier", Part::SoFar), ("later", Part::Rest),
    ];
    look(PARTS, word)
}

pub(super) fn number_word(word: &str) -> Option<i64> {
    look(NUMBERS, word)
}

/// "third", "3rd".
pub(super) fn ordinal(word: &str) -> Option<i64> {
    let digits =
        ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).and_then(|d| d.parse().ok());
    look(ORDINALS, word).or(digits)
}

/// How many, at the beginning of the words: "two", "20", "twenty-four", "a", "a few", "2 1/2".
pub(super) fn amount(words: &[Word]) -> Option<(usize, Amount)> {
    vague_amount(words).or_else(|| {
        let (length, number) = number(words)?;
        if words.any(length, &["1/2", "½"]) {
            return Some((length + 1, Amount::AndHalf(number)));
        }
        if words.are(length, "and a half") {
            return Some((length + 3, Amount::AndHalf(number)));
        }
        Some((length, Amount::Exact(number)))
    })
}

fn vague_amount(words: &[Word]) -> Option<(usize, Amount)> {
    const PHRASES: &[&str] = &["a few", "several", "few", "many", "some", "dozens of", "a number of"];
    if let Some(start) = [0, 1].into_iter().find(|&start| words.are(start, "couple of")) {
        return (start == 0 || words.at(0) == "a").then_some((start + 2, Amount::Exact(2)));
    }
    if words.are(0, "half a") || words.are(0, "half an") {
        return Some((2, Amount::AndHalf(0)));
    }
    if words.at(0) == "half" && unit(words.at(1)).is_some() {
        return Some((1, Amount::AndHalf(0)));
    }
    let fits = PHRASES.iter().filter(|p| words.are(0, p)).map(|p| p.split(' ').count());
    fits.max().map(|length| (length, Amount::Some))
}

/// A whole number.
fn number(words: &[Word]) -> Option<(usize, i64)> {
    let first = words.at(0);
    if first == "a" || first == "an" {
        return Some(if words.at(1) == "hundred" {
            (2, 100)
        } else if words.at(1) == "dozen" {
            (2, 12)
        } else {
            (1, 1)
        });
    }
    let digits = first.replace(',', "");
    if !digits.is_empty() && digits.len() <= 6 && digits.bytes().all(|b| b.is_ascii_digit()) {
        return digits.parse().ok().map(|n| (1, n));
    }
    let tens = number_word(first)?;
    match number_word(words.at(1)) {
        Some(ones) if tens >= 20 && ones < 10 => Some((2, tens + ones)),
        _ if words.at(1) == "hundred" => Some((2, tens * 100)),
        _ => Some((1, tens)),
    }
}
