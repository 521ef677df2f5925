//! Names in the head and tail of a page: who wrote it, who published it.

use super::lines::{Line, Verdict};
use super::page::PAGE_TITLE;
use super::{cues, dates};
use crate::ParagraphKind;

/// The author of a byline, without "By" and without the role behind a comma.
pub(super) fn name(line: &str) -> Option<String> {
    let bare = line.trim_matches(['(', ')', '—', '-', ' ']);
    let credit = cues::CREDITS
        .iter()
        .find(|c| bare.get(..c.len()).is_some_and(|start| start.eq_ignore_ascii_case(c)))?;
    let rest = bare.get(credit.len()..)?;
    let names = rest.split([',', ';', '|']).next()?;
    let words: Vec<&str> = names.split_whitespace().take_while(|w| !is_date_word(w)).collect();
    let named = words.first().is_some_and(|w| w.starts_with(char::is_uppercase));
    (named && words.len() <= 10).then(|| words.join(" ").trim_end_matches('.').to_string())
}

/// "March" or "18" behind a name.
fn is_date_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit() || c == '@')
        || dates::month(&word.trim_end_matches('.').to_lowercase()).is_some()
}

/// A headline without " | Outlet", and the outlet.
pub(super) fn without_outlet(title: &str) -> (&str, Option<&str>) {
    before_outlet(title, " | ")
}

fn before_outlet<'a>(title: &'a str, mark: &str) -> (&'a str, Option<&'a str>) {
    match title.rsplit_once(mark) {
        Some((headline, outlet)) if !headline.is_empty() && outlet.split_whitespace().count() <= 5 => {
            (headline, Some(outlet))
        }
        _ => (title, None),
    }
}

/// Who published a page: the end of its title, the copyright, the agency of the dateline, or what its residue says.
pub(super) fn outlet(lines: &[Line<'_>], verdicts: &[Verdict], agency: Option<&str>) -> Option<String> {
    let of = |kind: ParagraphKind| {
        lines.iter().zip(verdicts).filter(move |(_, v)| v.0 == kind).map(|(l, _)| l.text)
    };
    let titles = of(ParagraphKind::Navigation).chain(of(ParagraphKind::Headline));
    let title = titles.filter(|t| t.split_whitespace().count() > 4).find_map(|t| without_outlet(t).1);
    let twin = lines.iter().zip(verdicts).filter(|(_, v)| v.1 == PAGE_TITLE).map(|(l, _)| l.text);
    title
        .or_else(|| {
            twin.flat_map(|t| [" - ", " – ", " — "].map(|mark| before_outlet(t, mark).1)).flatten().next()
        })
        .or_else(|| of(ParagraphKind::Legal).find_map(copyright))
        .map(str::to_string)
        .or_else(|| agency.map(str::to_string))
        .or_else(|| of(ParagraphKind::Biography).find_map(employer))
}

/// The holder in "© 2023 The Example Tribune. Terms".
fn copyright(line: &str) -> Option<&str> {
    let behind = line.split_once('©')?.1.trim_start_matches(|c: char| !c.is_alphabetic());
    let end = behind.find(['.', ',', '|', '\n']).unwrap_or(behind.len());
    let holder = behind[..end].split(" All rights").next()?.trim();
    (1..=5).contains(&holder.split_whitespace().count()).then_some(holder)
}

/// The outlet in "is a staff writer at Example".
fn employer(line: &str) -> Option<String> {
    let words: Vec<&str> = line.split_whitespace().collect();
    let role = words
        .iter()
        .position(|w| cues::BIOGRAPHY_NOUNS.contains(&w.trim_end_matches(',').to_lowercase().as_str()))?;
    let at = words.iter().skip(role + 1).take(2).position(|w| matches!(*w, "at" | "for" | "with"))?;
    capitals(&words[role + 2 + at..])
}

/// The run of capitalised words at the beginning, up to the end of a clause.
fn capitals(words: &[&str]) -> Option<String> {
    let mut name: Vec<&str> = Vec::new();
    for word in words.iter().take(5) {
        let inner = matches!(*word, "of" | "the" | "and") && !name.is_empty();
        if !(word.starts_with(char::is_uppercase) || inner || *word == "the" && name.is_empty()) {
            break;
        }
        name.push(word.trim_end_matches([',', '.', ';', ':']).trim_end_matches("’s").trim_end_matches("'s"));
        if word.ends_with([',', '.', ';', ':']) {
            break;
        }
    }
    while name.last().is_some_and(|w| matches!(*w, "of" | "the" | "and")) {
        name.pop();
    }
    (!name.is_empty()).then(|| name.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_give_names() {
        assert_eq!(name("By Jane Doe, Diplomatic correspondent").as_deref(), Some("Jane Doe"));
        assert_eq!(name("Live with Jane Doe and John Roe").as_deref(), Some("Jane Doe and John Roe"));
        assert_eq!(name("(Reporting by Jane Doe; Editing by John Roe)").as_deref(), Some("Jane Doe"));
        assert_eq!(name("Senior Writer"), None);
    }

    #[test]
    fn outlets_are_found_in_residue() {
        assert_eq!(without_outlet("Envoys meet | The Example").1, Some("The Example"));
        assert_eq!(copyright("© 2019 The Example. All rights reserved"), Some("The Example"));
        assert_eq!(employer("Jane Doe is a staff writer at Example, covering").as_deref(), Some("Example"));
    }
}
