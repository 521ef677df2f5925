//! Rules for times of day.

use super::dates::Match;
use super::expression::{Clock, Expression, What};
use super::words::{Word, Words};

/// "6:07 pm", "10 a.m.", "22:00", "noon", "10 o'clock", with the zone behind it.
pub(super) fn clock(words: &[Word], _: &str) -> Match {
    let (length, hour, minute) =
        named(words).or_else(|| twelve_hours(words)).or_else(|| twenty_four_hours(words))?;
    let length =
        length + usize::from(words.any(length, ZONES) && words.get(length).is_some_and(|w| w.capital));
    Some((length, Expression { what: What::SameDay, clock: Some(Clock::At(hour, minute)) }))
}

const ZONES: &[&str] = &[
    "gmt", "utc", "est", "edt", "et", "cst", "cdt", "pst", "pdt", "pt", "bst", "cet", "cest", "ist", "kst",
    "jst",
];

fn named(words: &[Word]) -> Option<(usize, i8, i8)> {
    match words.at(0) {
        "noon" | "midday" => Some((1, 12, 0)),
        "midnight" => Some((1, 0, 0)),
        _ => None,
    }
}

/// The time of "2018-01-05T10:30:00Z".
pub(super) fn of_day(word: &str) -> Option<Clock> {
    let (hour, rest) = word.split_once(':')?;
    digits(&format!("{hour}:{}", rest.get(..2)?)).map(|(hour, minute)| Clock::At(hour, minute))
}

fn twelve_hours(words: &[Word]) -> Option<(usize, i8, i8)> {
    let (hour, minute) = digits(words.at(0))?;
    let parts = [
        ("in the morning", 0, 12),
        ("in the afternoon", 12, 8),
        ("in the evening", 12, 12),
        ("at night", 12, 12),
    ];
    if let Some((phrase, more, _)) =
        parts.iter().find(|(phrase, _, below)| words.are(1, phrase) && hour < *below)
    {
        return Some((1 + phrase.split(' ').count(), hour + more, minute));
    }
    let after_noon = match words.at(1) {
        "am" | "a.m." | "a.m" => false,
        "pm" | "p.m." | "p.m" => true,
        "o'clock" => hour < 8,
        _ => return None,
    };
    let hour = if hour == 12 { 0 } else { hour } + if after_noon { 12 } else { 0 };
    (hour < 24).then_some((2, hour, minute))
}

fn twenty_four_hours(words: &[Word]) -> Option<(usize, i8, i8)> {
    let word = words.at(0);
    let (hour, minute) = word.split_once(':')?;
    (minute.len() == 2 && hour.len() <= 2).then_some(())?;
    digits(word).map(|(hour, minute)| (1, hour, minute))
}

fn digits(word: &str) -> Option<(i8, i8)> {
    let (hour, minute) = word.split_once([':', '.']).unwrap_or((word, "0"));
    let (hour, minute) = (hour.parse::<i8>().ok()?, minute.parse::<i8>().ok()?);
    ((0..24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute))
}
