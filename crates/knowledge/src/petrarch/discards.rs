//! Dictionaries of discards: phrases for which a sentence is passed over, or with `+` the whole story.

use super::Remark;
use super::lines::lines;
use super::phrase::{PhraseWord, phrase};

/// A phrase that tells that there is nothing to be coded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discard {
    /// The phrase; its words stand side by side.
    pub words: Vec<PhraseWord>,
    /// Whether the whole story is passed over.
    pub story: bool,
    /// Line, from 1.
    pub line: usize,
}

/// Reads a dictionary. What stands behind a `;` is a remark of its authors.
pub fn discards(text: &str) -> (Vec<Discard>, Vec<Remark>) {
    let (lines, mut remarks) = lines(text);
    let mut out = Vec::new();
    for line in lines {
        let written = line.text.split(';').next().unwrap_or_default().trim();
        let (story, written) = match written.strip_prefix('+') {
            Some(rest) => (true, rest),
            None => (false, written),
        };
        let words: Vec<PhraseWord> =
            phrase(written).into_iter().enumerate().map(|(i, w)| PhraseWord { joined: i > 0, ..w }).collect();
        if words.is_empty() {
            remarks.push(Remark { line: line.number, why: "a discard without words".into() });
        } else {
            out.push(Discard { words, story, line: line.number });
        }
    }
    remarks.sort_by_key(|r| r.line);
    (out, remarks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stories_and_sentences() {
        let (found, remarks) = discards("# why\nTea Party ; old\n+GRAND_REGATTA # x\n+ ;\n");
        let all: Vec<(Vec<&str>, bool, usize)> = found
            .iter()
            .map(|d| (d.words.iter().map(|w| w.text.as_str()).collect(), d.story, d.line))
            .collect();
        assert_eq!(all, [(vec!["TEA", "PARTY"], false, 2), (vec!["GRAND", "REGATTA"], true, 3)]);
        assert_eq!(remarks.iter().map(|r| r.line).collect::<Vec<_>>(), [4]);
    }
}
