//! Points in time as pages and records write them: a day, often with a time of day and its zone.

use super::super::dates;
use crate::{Clock, Stamp};
use jiff::civil::Time;
use jiff::tz::Offset;

/// Days before the first pages and behind every calendar are what programs write where they know nothing.
const YEARS: std::ops::Range<i16> = 1971..2100;

/// Reads a point in time: ISO 8601, RFC 2822, seconds since 1970, and what people write, such as
/// `February 10, 2018 5:12PM (EST)`.
///
/// The day is the one that is written: it is not moved to another zone.
pub(crate) fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    let stamp = seconds(text).or_else(|| {
        let date = dates::date(text).or_else(|| dates::date_in_line(text)).or_else(|| leading(text))?;
        Some(Stamp { date, clock: clock(text) })
    })?;
    YEARS.contains(&stamp.date.year()).then_some(stamp)
}

/// `2018-02-10` at the beginning, whatever follows.
fn leading(text: &str) -> Option<jiff::civil::Date> {
    dates::date(text.get(..10)?)
}

/// Seconds or milliseconds since 1970.
fn seconds(text: &str) -> Option<Stamp> {
    let digits = matches!(text.len(), 10 | 13) && text.bytes().all(|b| b.is_ascii_digit());
    let number: i64 = digits.then(|| text.parse().ok()).flatten()?;
    let seconds = if text.len() == 13 { number / 1000 } else { number };
    let moment = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC);
    let clock = Clock { time: moment.time(), offset: Some(Offset::UTC) };
    Some(Stamp { date: moment.date(), clock: Some(clock) })
}

/// The first time of day in a text, with the zone behind it.
fn clock(text: &str) -> Option<Clock> {
    let at = text.match_indices([':', '.']).find_map(|(at, _)| hour_before(text, at).map(|hour| (at, hour)));
    let ((hour, rest), minute_known) = match at {
        Some((at, hour)) => ((hour, &text[at + 1..]), true),
        None => (hour_alone(text)?, false),
    };
    let (minute, rest) = if minute_known { number(rest, 2)? } else { (0, rest) };
    let (second, rest) = match rest.strip_prefix(':').and_then(|rest| number(rest, 2)) {
        Some((second, rest)) => (second, fraction(rest)),
        None => (0, rest),
    };
    let (hour, rest) = half_of_day(hour, rest)?;
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    Some(Clock { time, offset: offset(rest) })
}

/// The hour that ends before a colon, in a word of its own.
fn hour_before(text: &str, at: usize) -> Option<i8> {
    let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).count();
    let before = text[..at - digits].chars().next_back();
    let minutes = text[at + 1..].bytes().take_while(u8::is_ascii_digit).count();
    let apart = before.is_none_or(|c| c.is_whitespace() || matches!(c, 'T' | 't' | ',' | '(' | '|' | '@'));
    // "10.02.2018" is a day.
    let clock = matches!(digits, 1 | 2) && minutes == 2 && apart && !text[at + 3..].starts_with('.');
    clock.then(|| text[at - digits..at].parse().ok()).flatten()
}

/// The hour of "5 p.m." or "11am".
fn hour_alone(text: &str) -> Option<(i8, &str)> {
    for (at, _) in text.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
        let digits = text[at..].bytes().take_while(u8::is_ascii_digit).count();
        let rest = &text[at + digits..];
        let whole = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        if whole && digits <= 2 && meridiem(rest).is_some() {
            return text[at..at + digits].parse().ok().map(|hour| (hour, rest));
        }
    }
    None
}

fn number(text: &str, digits: usize) -> Option<(i8, &str)> {
    let part = text.get(..digits).filter(|part| part.bytes().all(|b| b.is_ascii_digit()))?;
    Some((part.parse().ok()?, &text[digits..]))
}

/// Behind the fractions of a second.
fn fraction(text: &str) -> &str {
    match text.strip_prefix(['.', ',']) {
        Some(rest) => rest.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => text,
    }
}

/// Whether "am" or "pm" follows, and what is behind it.
fn meridiem(text: &str) -> Option<(bool, &str)> {
    let rest = text.trim_start();
    let afternoon = match rest.chars().next()? {
        'a' | 'A' => false,
        'p' | 'P' => true,
        _ => return None,
    };
    let rest = rest[1..].trim_start_matches('.');
    let rest = rest.strip_prefix(['m', 'M'])?;
    (!rest.starts_with(char::is_alphabetic)).then(|| (afternoon, rest.trim_start_matches('.')))
}

fn half_of_day(hour: i8, rest: &str) -> Option<(i8, &str)> {
    match meridiem(rest) {
        Some((_, _)) if !(1..=12).contains(&hour) => None,
        Some((afternoon, rest)) => Some((hour % 12 + if afternoon { 12 } else { 0 }, rest)),
        None => Some((hour, rest)),
    }
}

/// The zone at the beginning of a text: "Z", "+01:00", "-0500", "(EST)".
fn offset(text: &str) -> Option<Offset> {
    let text = text.trim_start_matches([' ', '(', ',', '\u{a0}']);
    let seconds =
        |sign: i32, hours: i32, minutes: i32| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok();
    if let Some(rest) = text.strip_prefix(['+', '-', '−']) {
        let sign = if text.starts_with('+') { 1 } else { -1 };
        let (hours, rest) = number(rest, 2)?;
        let minutes = number(rest.trim_start_matches(':'), 2).map_or(0, |(minutes, _)| minutes);
        return seconds(sign, hours.into(), minutes.into());
    }
    let name: String = text.chars().take_while(|c| c.is_ascii_alphabetic()).collect();
    let name = name.to_ascii_uppercase();
    let (_, minutes) = ZONES.iter().find(|(zone, _)| *zone == name)?;
    seconds(minutes.signum(), minutes.abs() / 60, minutes.abs() % 60)
}

/// Abbreviations of zones that mean one thing in news, with minutes east of Greenwich. "ET" is left open: it names
/// summer and winter time.
#[rustfmt::skip]
const ZONES: &[(&str, i32)] = &[
    ("Z", 0), ("UTC", 0), ("GMT", 0), ("WET", 0), ("BST", 60), ("CET", 60), ("WAT", 60), ("CEST", 120), ("EET", 120),
    ("SAST", 120), ("CAT", 120), ("EEST", 180), ("EAT", 180), ("MSK", 180), ("PKT", 300), ("SGT", 480), ("HKT", 480),
    ("JST", 540), ("KST", 540), ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780), ("EST", -300),
    ("EDT", -240), ("CDT", -300), ("MST", -420), ("MDT", -360), ("PST", -480), ("PDT", -420),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        stamp(text).map(|s| s.to_string())
    }

    #[test]
    fn the_usual_ways_of_writing_are_read() {
        for (text, expected) in [
            ("2018-02-10", "2018-02-10"),
            ("2018-02-10T16:41:00Z", "2018-02-10T16:41:00Z"),
            ("2018-02-10T16:41:00.123+0100", "2018-02-10T16:41:00+01:00"),
            ("2018-02-10T16:41-05:00", "2018-02-10T16:41:00-05:00"),
            ("2018-02-10 16:41:09", "2018-02-10T16:41:09"),
            ("Sat, 10 Feb 2018 16:41:00 -0500", "2018-02-10T16:41:00-05:00"),
            ("Published February 10, 2018 5:12PM (EST)", "2018-02-10T17:12:00-05:00"),
            ("10 February 2018, 12.05 a.m. GMT", "2018-02-10T00:05:00Z"),
            ("Feb. 10, 2018 at 11am", "2018-02-10T11:00:00"),
            ("1518280860", "2018-02-10T16:41:00Z"),
            ("1518280860000", "2018-02-10T16:41:00Z"),
        ] {
            assert_eq!(iso(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_programs_write_for_nothing_is_none() {
        for text in [
            "",
            "0000-00-00",
            "0001-01-01T00:00:00Z",
            "9999-12-31",
            "1970-01-01T00:00:00Z",
            "0",
            "2018-13-45",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_that_may_be_either_stays_open() {
        assert_eq!(iso("Feb 10, 2018 4:41 PM ET").as_deref(), Some("2018-02-10T16:41:00"));
        assert_eq!(iso("2018-02-10T25:00:00Z").as_deref(), Some("2018-02-10"));
    }
}
