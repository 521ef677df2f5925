//! The place (and day, and agency) that opens a wire report: "GENEVA, Nov. 24 (Example Wire) - ".

use super::dates::month;

/// What stands before the dash of a dateline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// The place before the first comma.
    pub place: &'a str,
    /// The agency in parentheses.
    pub agency: Option<&'a str>,
    /// Bytes up to the first word of the report.
    pub length: usize,
}

/// No dateline is longer, in bytes.
const LONGEST: usize = 90;

/// Dashes behind a dateline, and how much of what is looked for stands before the dash.
const DASHES: [(&str, usize); 6] = [("—", 0), ("–", 0), (" - ", 0), ("--", 0), (" _ ", 0), (")_", 1)];

/// The dateline that opens a paragraph.
pub(crate) fn dateline(paragraph: &str) -> Option<Dateline<'_>> {
    let (opening, rest) = split(paragraph)?;
    let (before, agency) = match opening.split_once('(') {
        Some((before, inside)) => (before, inside.trim_end().strip_suffix(')').map(str::trim)),
        None => (opening, None),
    };
    // A line of its own has an agency: "NAIROBI, Kenya (AP) --".
    let begins = |c: char| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '\'' | '‘');
    if !rest.trim_start().chars().next().map_or(agency.is_some(), begins) {
        return None;
    }
    let place = before.split(',').next()?.trim();
    let named = is_capitals(place) || agency.is_some() && is_name(place);
    (named && before.split(',').skip(1).all(is_place_or_day)).then(|| Dateline {
        place,
        agency,
        length: paragraph.len() - rest.trim_start().len(),
    })
}

/// What stands before the first dash that parts words, or up to an agency without a dash ("SEOUL (Reuters) ").
fn split(paragraph: &str) -> Option<(&str, &str)> {
    let found =
        DASHES.iter().filter_map(|&(mark, own)| Some((paragraph.find(mark)? + own, mark.len() - own))).min();
    let own_line = || [" -", " _"].iter().find_map(|end| paragraph.strip_suffix(end)).map(|p| (p.len(), 2));
    let dash = found.or_else(own_line)?;
    (dash.0 <= LONGEST).then(|| (paragraph[..dash.0].trim_end(), &paragraph[dash.0 + dash.1..]))
}

fn is_capitals(place: &str) -> bool {
    let letters = place.chars().filter(|c| c.is_alphabetic());
    let (upper, all) =
        letters.fold((0, 0), |(upper, all), c| (upper + usize::from(c.is_uppercase()), all + 1));
    all >= 3 && upper == all && place.split_whitespace().count() <= 4
}

fn is_name(place: &str) -> bool {
    let count = place.split_whitespace().count();
    (1..=4).contains(&count) && place.split_whitespace().all(|w| w.starts_with(char::is_uppercase))
}

/// "Ethiopia", "South Korea", "Nov. 24", "10 March 2018".
fn is_place_or_day(part: &str) -> bool {
    let mut words = part.split_whitespace();
    words.clone().count() <= 4
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            month(&bare).is_some()
                || bare.bytes().all(|b| b.is_ascii_digit())
                || word.starts_with(char::is_uppercase)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(&str, Option<&str>)> {
        dateline(text).map(|d| (d.place, d.agency))
    }

    #[test]
    fn the_usual_forms_are_read() {
        assert_eq!(read("GENEVA, Nov. 24 (Example Wire) - Iran and"), Some(("GENEVA", Some("Example Wire"))));
        assert_eq!(read("ZALAMBESSA, Ethiopia — The first to run"), Some(("ZALAMBESSA", None)));
        assert_eq!(read("YEREVAN/BAKU - Armenia said"), Some(("YEREVAN/BAKU", None)));
        assert_eq!(read("Seoul, South Korea (Wire) — North"), Some(("Seoul", Some("Wire"))));
        assert_eq!(read("NEW YORK -- Envoys"), Some(("NEW YORK", None)));
        assert_eq!(read("OSLO, Norway (Wire)_ Envoys met"), Some(("OSLO", Some("Wire"))));
        assert_eq!(read("NAIROBI, Kenya (Wire) --"), Some(("NAIROBI", Some("Wire"))));
        assert_eq!(read("NAIROBI, Kenya (Wire) _"), Some(("NAIROBI", Some("Wire"))));
    }

    #[test]
    fn sentences_with_a_dash_are_none() {
        assert_eq!(read("Kim — who has ruled since 2011 — said no."), None);
        assert_eq!(read("The talks - the first since May - ended."), None);
        assert_eq!(read("NATO — which met in Brussels — agreed."), None);
        assert_eq!(read("Envoys met in Geneva."), None);
        assert_eq!(read("WHAT COMES NEXT --"), None);
    }
}
