//! Phrases of the dictionaries: words that must stand side by side (`A_B`), and words between which others may stand (`A B`).

/// A word of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhraseWord {
    /// The word in capitals.
    pub text: String,
    /// Whether it stands directly behind the word before it.
    pub joined: bool,
}

/// The words of a phrase. An underscore at its end only marks the end of the word.
pub fn phrase(written: &str) -> Vec<PhraseWord> {
    let mut out: Vec<PhraseWord> = Vec::new();
    let mut joined = false;
    for part in written.split_inclusive(|c: char| c == '_' || c.is_whitespace()) {
        let word = part.trim_end_matches(|c: char| c == '_' || c.is_whitespace());
        if !word.is_empty() {
            out.push(PhraseWord { text: word.to_uppercase(), joined: joined && !out.is_empty() });
        }
        joined = part.ends_with('_');
    }
    out
}

/// Where a phrase ends when it begins with the first of the words: the number of words it takes.
pub fn matches(phrase: &[PhraseWord], words: &[&str]) -> Option<usize> {
    let (first, rest) = phrase.split_first()?;
    if words.first() != Some(&first.text.as_str()) {
        return None;
    }
    let mut at = 1;
    for part in rest {
        at = match words.get(at..)?.iter().position(|w| *w == part.text) {
            Some(0) => at + 1,
            Some(gap) if !part.joined => at + gap + 1,
            _ => return None,
        };
    }
    Some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underscores_join_and_spaces_leave_room() {
        let words = ["OLD", "HARBOUR", "CITY", "GUARDS"];
        let ends = |written: &str| matches(&phrase(written), &words);
        assert_eq!(ends("OLD_HARBOUR"), Some(2));
        assert_eq!(ends("OLD CITY"), Some(3));
        assert_eq!(ends("OLD CITY_GUARDS_"), Some(4));
        assert_eq!(ends("OLD_CITY"), None);
        assert_eq!(ends("HARBOUR"), None);
        assert_eq!(phrase("A_ B").iter().map(|w| w.joined).collect::<Vec<_>>(), [false, false]);
    }
}
