//! Dates of publication as pages, feeds and records write them.

use jiff::civil::Date;

/// Reads a publication date: ISO 8601 with or without time and zone, `February 10, 2018 5:12PM (EST)`,
/// `Feb. 10, 2018`, `10 February 2018`, RFC 2822, also after `Published` or a weekday.
///
/// The day is the one that is written: it is not moved to another zone. With dots the day comes first (`05.01.2018`);
/// with strokes the order cannot be known (`02/10/2018`), which gives `None`.
pub fn date(text: &str) -> Option<Date> {
    let words = words(text);
    let start = words.iter().position(|w| !is_opening(w)).unwrap_or(words.len());
    let (date, used) = date_at(&words[start..])?;
    words[start + used..].iter().all(|w| is_clock(w)).then_some(date)
}

/// A date anywhere in a short line that begins with a date, a weekday or `Place, date`.
pub fn date_in_line(text: &str) -> Option<Date> {
    if let Some(found) = date(text) {
        return Some(found);
    }
    let words = words(text);
    let start = words.iter().position(|w| !is_opening(w))?;
    let latest = (start + 4).min(words.len());
    (start..latest).find_map(|i| date_at(&words[i..])).map(|(date, _)| date)
}

/// A line that opens with a date ("10 March 2019. All times are local") or holds one behind a place ("Lima, 10 March 2019").
pub fn date_or_place_and_date(text: &str) -> Option<Date> {
    let parts = text.match_indices(['.', '|', '•', '·', '–', '—', '(']).map(|(at, _)| &text[..at]);
    let opening = parts.chain([text]).take(4).find_map(date);
    opening.or_else(|| {
        let (place, rest) = text.split_once(", ")?;
        let named =
            place.split(' ').count() <= 3 && place.split(' ').all(|w| w.starts_with(char::is_uppercase));
        named.then(|| date(rest)).flatten()
    })
}

/// The first date in the first words of a text, whatever stands around it.
pub(super) fn within(text: &str) -> Option<Date> {
    let words = words(text);
    (0..words.len().min(40)).find_map(|at| date_at(&words[at..])).map(|(date, _)| date)
}

/// What comes first in a date of figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
}

/// The first date with strokes in a text, such as `03/09/2018` or `3/9/18`, in the order of those who wrote it.
pub(super) fn stroked(text: &str, order: Order) -> Option<Date> {
    let figures = |(at, _)| Figures::at(text, at).filter(|figures| figures.mark == '/');
    let found = text.char_indices().filter_map(figures).find(|f| f.digits[0] <= 2 && f.digits[2] != 3)?;
    let Figures { parts: [a, b, year], digits, .. } = found;
    let year = if digits[2] == 2 { year + if year < 70 { 2000 } else { 1900 } } else { year };
    let (day, month) = if order == Order::Day && b <= 12 || a > 12 { (a, b) } else { (b, a) };
    civil(year, month, day)
}

/// Whether a line says that it gives the day of publication or change.
pub fn opens_date_line(text: &str) -> bool {
    words(text).first().is_some_and(|w| OPENINGS.contains(&w.as_str()))
}

#[rustfmt::skip]
const OPENINGS: &[&str] =
    &["published", "updated", "posted", "modified", "date", "issued", "created", "dated"];

#[rustfmt::skip]
const BETWEEN: &[&str] =
    &["first", "last", "originally", "on", "at", "the", "it", "was", "article", "of", "this"];

#[rustfmt::skip]
const CLOCK: &[&str] = &[
    "am", "pm", "at", "z", "t", "et", "est", "edt", "ct", "cst", "cdt", "mt", "mst", "mdt", "pt", "pst",
    "pdt", "gmt", "utc", "bst", "cet", "cest", "ist", "jst", "kst", "aest", "aedt", "eat", "sast", "msk",
    "hrs", "h", "eastern", "time", "local",
];

const WEEKDAYS: &[&str] = &["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MONTHS: &[&str] = &["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

#[rustfmt::skip]
const LONG: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "sept", "tues", "thur", "thurs", "weds",
];

/// Three numbers with the same mark between them: `05.01.2018`, `3/9/15`; with `年` the way of China and Japan.
#[derive(Debug, Clone, Copy)]
struct Figures {
    parts: [i16; 3],
    digits: [usize; 3],
    mark: char,
    /// Bytes of all of it.
    length: usize,
}

impl Figures {
    /// The figures that begin at a place.
    fn at(text: &str, at: usize) -> Option<Figures> {
        if text[..at].ends_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '/')) {
            return None;
        }
        let (mut rest, mut parts, mut digits, mut mark) = (&text[at..], [0; 3], [0; 3], ' ');
        for i in 0..3 {
            digits[i] = rest.bytes().take_while(u8::is_ascii_digit).count();
            parts[i] = rest[..digits[i]].parse().ok().filter(|_| digits[i] <= 4)?;
            rest = &rest[digits[i]..];
            if i < 2 {
                let between = rest.chars().next()?;
                let fits = match i {
                    0 => matches!(between, '.' | '/' | '年'),
                    _ => between == if mark == '年' { '月' } else { mark },
                };
                if !fits {
                    return None;
                }
                mark = if i == 0 { between } else { mark };
                rest = &rest[between.len_utf8()..];
                // "5. 1. 2018".
                rest = if mark == '.' { rest.strip_prefix(' ').unwrap_or(rest) } else { rest };
            }
        }
        let goes_on = rest.strip_prefix(['.', '/']).unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit());
        (!goes_on).then(|| Figures { parts, digits, mark, length: text.len() - at - rest.len() })
    }

    /// The date in the order of ISO, where the mark tells it.
    fn iso(self) -> Option<String> {
        let [a, b, c] = self.parts;
        let (year, month, day) = match (self.mark, self.digits) {
            ('.', [1 | 2, 1 | 2, 4]) => (c, b, a),
            ('年', [4, 1 | 2, 1 | 2]) => (a, b, c),
            _ => return None,
        };
        civil(year, month, day).map(|date| format!(" {date} "))
    }
}

/// A text with its dates in figures in the order of ISO, where their marks tell it.
fn ordered(text: &str) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    while let Some(c) = text[at..].chars().next() {
        let figures = c.is_ascii_digit().then(|| Figures::at(text, at)).flatten();
        match figures.and_then(|figures| figures.iso().map(|iso| (figures.length, iso))) {
            Some((length, iso)) => {
                out.push_str(&iso);
                at += length;
            }
            None => {
                out.push(c);
                at += c.len_utf8();
            }
        }
    }
    out
}

/// Runs of letters or of digits, in lower case; everything else parts them.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut last = None;
    for c in ordered(text).chars() {
        let class = if c.is_ascii_digit() { Some(true) } else { c.is_alphabetic().then_some(false) };
        match (class, words.last_mut()) {
            (None, _) => {}
            (Some(_), Some(word)) if class == last => word.extend(c.to_lowercase()),
            (Some(_), _) => words.push(c.to_lowercase().collect()),
        }
        last = class;
    }
    words
}

fn is_opening(word: &str) -> bool {
    OPENINGS.contains(&word) || BETWEEN.contains(&word) || weekday(word)
}

fn is_clock(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_digit()) || CLOCK.contains(&word)
}

fn weekday(word: &str) -> bool {
    abbreviates(word, WEEKDAYS).is_some()
}

/// Number of a month, by its name or an abbreviation.
pub(super) fn month(word: &str) -> Option<i8> {
    abbreviates(word, MONTHS).and_then(|i| i8::try_from(i + 1).ok())
}

/// Number of a month by its name in another language of the West: pages in them are read, too.
fn month_elsewhere(word: &str) -> Option<i8> {
    let at = ELSEWHERE.iter().position(|names| names.split(' ').any(|name| name == word))?;
    i8::try_from(at + 1).ok()
}

/// Spanish, French, German, Italian, Portuguese, Dutch, Czech; only names that are not English.
#[rustfmt::skip]
const ELSEWHERE: &[&str] = &[
    "enero janvier januar jänner gennaio janeiro januari ledna ene janv genn",
    "febrero février februar febbraio fevereiro februari února feb fev févr",
    "marzo mars märz março maart března",
    "abril avril aprile dubna abr avr",
    "mayo mai maggio maio mei května mag",
    "junio juin juni giugno junho června giu",
    "julio juillet juli luglio julho července juil lug",
    "agosto août augustus srpna ago",
    "septiembre septembre settembre setembro září sett",
    "octubre octobre oktober ottobre outubro října okt ott out",
    "noviembre novembre novembro listopadu",
    "diciembre décembre dezember dicembre dezembro december prosince dic déc dez",
];

fn abbreviates(word: &str, table: &[&str]) -> Option<usize> {
    (table.contains(&word) || LONG.contains(&word)).then_some(())?;
    table.iter().position(|short| word.starts_with(short))
}

/// A date in the first words, and how many they are.
fn date_at(words: &[String]) -> Option<(Date, usize)> {
    compact(words).or_else(|| numeric(words)).or_else(|| named(words))
}

/// `20180105`.
fn compact(words: &[String]) -> Option<(Date, usize)> {
    let word = words.first().filter(|w| w.len() == 8)?;
    let part = |range| word.get(range).and_then(|s: &str| s.parse::<i16>().ok());
    civil(part(0..4)?, part(4..6)?, part(6..8)?).map(|date| (date, 1))
}

/// `2018-01-05`, `25/12/2018`, `12/25/2018`.
fn numeric(words: &[String]) -> Option<(Date, usize)> {
    let number = |i: usize| words.get(i).and_then(|w| w.parse::<i16>().ok());
    let (a, b, c) = (number(0)?, number(1)?, number(2)?);
    let date = if words[0].len() == 4 {
        civil(a, b, c)
    } else if words[2].len() != 4 {
        None
    } else if a > 12 || a == b {
        civil(c, b, a)
    } else if b > 12 {
        civil(c, a, b)
    } else {
        None
    };
    date.map(|date| (date, 3))
}

/// `February 10, 2018`, `10th of February 2018`.
fn named(words: &[String]) -> Option<(Date, usize)> {
    let plain: Vec<(usize, &str)> = words
        .iter()
        .enumerate()
        .map(|(i, w)| (i, w.as_str()))
        .filter(|(_, w)| !matches!(*w, "st" | "nd" | "rd" | "th" | "of" | "de" | "del" | "er") && !weekday(w))
        .take(3)
        .collect();
    let [(_, a), (_, b), (last, year)] = plain[..] else { return None };
    let year = year.parse::<i16>().ok().filter(|_| year.len() == 4)?;
    let (month, day) = match (month(a), month(b)) {
        (Some(month), _) => (month, b),
        (None, Some(month)) => (month, a),
        (None, None) => (month_elsewhere(b)?, a),
    };
    civil(year, i16::from(month), day.parse().ok()?).map(|date| (date, last + 1))
}

fn civil(year: i16, month: i16, day: i16) -> Option<Date> {
    let year = Some(year).filter(|y| (1400..2300).contains(y))?;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str) -> Option<String> {
        date(text).map(|d| d.to_string())
    }

    #[test]
    fn the_usual_ways_of_writing_are_read() {
        for text in [
            "2018-02-10",
            "2018-02-10T16:41:00-05:00",
            "2018-02-10 16:41:00 UTC",
            "20180210",
            "2018/02/10",
            "February 10, 2018 5:12PM (EST)",
            "Published February 10, 2018 5:12PM (EST)",
            "Feb. 10, 2018",
            "10 February 2018",
            "10th of February, 2018",
            "Saturday, 10 February 2018",
            "Sat, 10 Feb 2018 16:41:00 -0500",
            "Last updated on Sat Feb 10 2018 at 16.41 GMT",
        ] {
            assert_eq!(iso(text).as_deref(), Some("2018-02-10"), "{text}");
        }
        assert_eq!(iso("25/12/2018").as_deref(), Some("2018-12-25"));
        for text in [
            "05.01.2018",
            "5.1.2018, 14:30 Uhr",
            "5. 1. 2018",
            "2018年1月5日",
            "5 de enero de 2018",
            "5. Januar 2018",
            "5 janvier 2018",
        ] {
            assert_eq!(within(text).map(|d| d.to_string()).as_deref(), Some("2018-01-05"), "{text}");
        }
        assert_eq!(iso("05.01.2018 14:30").as_deref(), Some("2018-01-05"));
    }

    #[test]
    fn strokes_have_the_order_of_those_who_write_them() {
        let iso = |text, order| stroked(text, order).map(|d| d.to_string());
        assert_eq!(iso("By Jane Doe, 3/09/15 8:00am", Order::Month).as_deref(), Some("2015-03-09"));
        assert_eq!(iso("03/09/2015", Order::Day).as_deref(), Some("2015-09-03"));
        assert_eq!(iso("9/25/2015", Order::Day).as_deref(), Some("2015-09-25"));
        assert_eq!(iso("1/2/3/2015", Order::Day), None);
        assert_eq!(iso("page 3/15", Order::Month), None);
    }

    #[test]
    fn what_is_no_date_or_not_a_sure_one_gives_none() {
        for text in [
            "",
            "yesterday",
            "02/10/2018",
            "2018-13-40",
            "February 30, 2018",
            "Talks began on 10 February 2018 in Geneva",
        ] {
            assert_eq!(iso(text), None, "{text}");
        }
    }

    #[test]
    fn a_line_may_begin_with_a_place() {
        let line = |text| date_in_line(text).map(|d| d.to_string());
        assert_eq!(line("Lima, 29 August 2016").as_deref(), Some("2016-08-29"));
        assert_eq!(line("Thursday 24 February 2022. All times are local.").as_deref(), Some("2022-02-24"));
    }
}
