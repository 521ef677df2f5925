//! How far a word goes: which signs inside it join, and which cut.

use super::characters::is_word;
use super::clitics::is_apostrophe;
use super::links;

/// How far any look-ahead may go, which keeps the whole linear.
const AHEAD: usize = 64;

/// The end of the word that begins at `start`; `text` ends where the chunk does.
pub(super) fn end(text: &str, start: usize) -> usize {
    let mut word = Word { start, segment: start, last: None };
    let mut at = start;
    loop {
        at += text[at..].find(|c| !is_word(c)).unwrap_or(text.len() - at);
        let Some(sign) = text[at..].chars().next() else { return at };
        let after = at + sign.len_utf8();
        if !text[after..].starts_with(is_word) || !word.joins(text, at, sign, after) {
            return at;
        }
        (word.segment, word.last, at) = (after, Some(sign), after);
    }
}

/// Where the unit begins that is written on to a number: "5|pm", "10|km".
pub(super) fn unit(word: &str, is_money: bool) -> Option<usize> {
    const UNITS: &[&str] = &[
        "AM", "GB", "GW", "GWh", "K", "KW", "M", "MB", "MHz", "MM", "MW", "MWh", "PM", "TB", "am", "bn",
        "cm", "ft", "g", "ha", "hr", "hrs", "in", "k", "kW", "kWh", "kg", "km", "kph", "kt", "lb", "lbs",
        "m", "mb", "mg", "min", "mins", "ml", "mm", "mn", "mph", "oz", "pm", "sq", "tn", "x", "yr", "yrs",
    ];
    if !word.as_bytes().first()?.is_ascii_digit() {
        return None;
    }
    let number = word.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | ':'))?;
    let suffix = &word[number..];
    (UNITS.contains(&suffix) || (is_money && matches!(suffix, "b" | "B" | "t"))).then_some(number)
}

struct Word {
    start: usize,
    /// Where the part after the last joining sign begins.
    segment: usize,
    last: Option<char>,
}

impl Word {
    fn joins(&self, text: &str, at: usize, sign: char, after: usize) -> bool {
        let left = &text[self.segment..at];
        let rest = &text[after..floor(text, after + AHEAD)];
        let right = &rest[..rest.find(|c| !is_word(c)).unwrap_or(rest.len())];
        match sign {
            '.' => self.dot(left, right, rest),
            ',' => comma(left, right, rest),
            ':' => is_number(left) && left.len() <= 2 && is_minutes(right),
            '-' => self.hyphen(left, right, rest),
            '/' => self.slash(left, right, rest),
            '&' => is_alphabetic(left) && is_alphabetic(right) && left.len() <= 3 && right.len() <= 2,
            '*' => is_alphabetic(left) && is_alphabetic(right) && at - self.start < AHEAD,
            _ => is_apostrophe(sign) && right.starts_with(char::is_alphabetic),
        }
    }

    fn dot(&self, left: &str, right: &str, rest: &str) -> bool {
        let (Some(before), Some(first)) = (left.chars().next_back(), right.chars().next()) else {
            return false;
        };
        if before.is_ascii_digit() && first.is_ascii_digit() {
            return true;
        }
        if links::is_ending(right) || names_address(rest) {
            return true;
        }
        let single = left.len() == before.len_utf8() && before.is_alphabetic();
        let next_single = right.len() == first.len_utf8() && first.is_alphabetic();
        let continues = self.last == Some('.') && self.segment > self.start;
        (single && first.is_alphabetic() && (next_single || right.len() <= 3))
            || (next_single && left.len() <= 3 && before.is_alphabetic())
            || (continues && is_lower(left) && is_lower(right))
            || (is_lower(left)
                && is_lower(right)
                && rest[right.len()..].starts_with('.')
                && rest[right.len() + 1..].starts_with(|c: char| c.is_ascii_lowercase()))
    }

    fn hyphen(&self, left: &str, right: &str, rest: &str) -> bool {
        if is_number(left) && right.starts_with(|c: char| c.is_ascii_digit()) {
            return matches!(self.last, Some('-' | '/')) || is_telephone_or_date(left, rest);
        }
        let hyphenated_on = rest[right.len()..].starts_with('-');
        self.segment == self.start && !hyphenated_on && is_prefix(left, right)
    }

    fn slash(&self, left: &str, right: &str, rest: &str) -> bool {
        if is_number(left) && is_number(right) {
            let third = rest[right.len()..].starts_with(['/', '-']);
            return self.last == Some('/') || third || (left.len() <= 2 && right.len() <= 2);
        }
        matches!(
            (left, right),
            ("w" | "W", _)
                | ("s", "he")
                | ("n" | "N", "a" | "A")
                | ("l" | "L", "c" | "C")
                | ("I", "C" | "S")
                | ("b", "t")
        )
    }
}

fn comma(left: &str, right: &str, rest: &str) -> bool {
    let figures = right.bytes().take_while(u8::is_ascii_digit).count();
    let grouped = figures == 3 || (figures == 2 && rest[right.len()..].starts_with(','));
    is_number(left) && left.len() <= 3 && grouped
}

/// "30", and "30pm" written together.
fn is_minutes(right: &str) -> bool {
    let figures = right.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&figures) && matches!(&right[figures..], "" | "am" | "pm" | "AM" | "PM")
}

/// "713-853-3989", "2018-01-05", "345-9945"; a range such as "1990-95" is cut.
fn is_telephone_or_date(left: &str, rest: &str) -> bool {
    let run = &rest[..rest.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(rest.len())];
    let mut groups = run.split('-').filter(|g| !g.is_empty());
    let second = groups.next().map_or(0, str::len);
    groups.next().is_some() || (matches!(left.len(), 3 | 5) && second == 4)
}

/// The treebanks keep a word whole behind these; every other hyphen is a token of its own.
fn is_prefix(left: &str, right: &str) -> bool {
    const PREFIXES: &[&str] = &[
        "anti", "arch", "co", "counter", "cross", "de", "e", "ex", "intra", "mid", "mini", "multi", "neo",
        "non", "over", "post", "pre", "pro", "re", "semi", "socio", "sub",
    ];
    if left.len() > 7 {
        return false;
    }
    let lower = left.to_ascii_lowercase();
    let before_figures = matches!(lower.as_str(), "mid" | "pre");
    PREFIXES.contains(&lower.as_str())
        && (before_figures || right.starts_with(char::is_alphabetic))
        && (lower != "e" || (right.len() > 2 && is_lower(right)))
}

/// Whether the run of dotted segments in `rest` ends as a domain or a file name does.
fn names_address(rest: &str) -> bool {
    let run = &rest[..rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '.').unwrap_or(rest.len())];
    run.trim_end_matches('.').rsplit_once('.').is_some_and(|(_, last)| links::is_ending(last))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

fn is_alphabetic(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}

fn is_lower(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase())
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0)
}
