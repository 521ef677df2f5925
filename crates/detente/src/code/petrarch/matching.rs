//! Whether a pattern fits the words before and behind a verb.
//!
//! Words stand in their order, with others between them unless the pattern joins them. Parties are noun phrases.

use super::line::Line;
use detente_knowledge::petrarch::patterns::{Element, Part, VerbPattern};
use detente_knowledge::petrarch::verbs::{Synonym, Verbs};
use std::cell::Cell;

/// What a pattern finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fit {
    /// Phrase of `$`, or of `%` before the verb.
    pub source: Option<usize>,
    /// Phrase of `+` or `%`.
    pub target: Option<usize>,
    /// How many words of the text the pattern names.
    pub words: usize,
}

/// Fits a pattern; `before` are the words before the verb, nearest first, `behind` those behind it.
pub(super) fn fit(
    verbs: &Verbs,
    line: &Line<'_>,
    pattern: &VerbPattern,
    before: &[usize],
    behind: &[usize],
) -> Option<Fit> {
    let side = |words, forwards| Side { verbs, line, words, forwards, steps: Cell::new(0) };
    let lower = side(behind, true).rest(&pattern.behind, 0, Fit::default(), false)?;
    let upper = side(before, false).rest(&pattern.before, 0, Fit::default(), false)?;
    Some(Fit {
        source: lower.source.or(upper.source),
        target: lower.target.or(upper.target),
        words: lower.words + upper.words,
    })
}

/// The words on one side of the verb, nearest first.
struct Side<'a, 'b> {
    verbs: &'a Verbs,
    line: &'a Line<'b>,
    words: &'a [usize],
    forwards: bool,
    /// Positions that were tried: no text may cost unbounded time.
    steps: Cell<usize>,
}

impl Side<'_, '_> {
    /// Fits the remaining elements from a position on; `grouped` says that the element before is in the same brackets.
    fn rest(&self, elements: &[Element], from: usize, found: Fit, grouped: bool) -> Option<Fit> {
        let Some((element, more)) = elements.split_first() else { return Some(found) };
        let next_grouped = more.first().is_some_and(|n| n.group.is_some() && n.group == element.group);
        for at in from..self.words.len() {
            self.steps.set(self.steps.get() + 1);
            if self.steps.get() > MOST_STEPS {
                return None;
            }
            for (end, with) in self.here(&element.part, at, found) {
                let fits = self.rest(more, end, with, next_grouped);
                if fits.is_some() {
                    return fits;
                }
            }
            let word = self.words[at];
            let small = self.line.is_passed_over(word);
            // In brackets stands one phrase: a word outside of any other ends it.
            let outside = self.line.phrase_of[word].is_none() || at - from >= LONGEST_PHRASE;
            if !small && (element.joined || grouped && outside) {
                return None;
            }
        }
        None
    }

    /// The ways in which a part fits at a position, with where the next one may begin.
    fn here(&self, part: &Part, at: usize, found: Fit) -> Vec<(usize, Fit)> {
        match part {
            Part::Word(word) => {
                let fits = self.is_word(at, word);
                fits.then_some((at + 1, Fit { words: found.words + 1, ..found })).into_iter().collect()
            }
            Part::Set(name) => {
                let synonyms = self.verbs.sets.get(name).into_iter().flatten();
                let ends = synonyms.filter_map(|s| Some((self.synonym(s, at)?, s.words.len())));
                ends.map(|(end, n)| (end, Fit { words: found.words + n, ..found })).collect()
            }
            _ => self.party(part, at, found).into_iter().collect(),
        }
    }

    fn party(&self, part: &Part, at: usize, found: Fit) -> Option<(usize, Fit)> {
        let index = self.line.phrase_of[self.words[at]]?;
        let phrase = &self.line.phrases[index];
        let taken = found.source == Some(index) || found.target == Some(index);
        let behind = || (at..self.words.len()).find(|&i| self.line.phrase_of[self.words[i]] != Some(index));
        let behind = || behind().unwrap_or(self.words.len());
        match part {
            Part::Source if phrase.is_coded() && !taken => Some((at, Fit { source: Some(index), ..found })),
            Part::Target if phrase.is_coded() && !taken => Some((at, Fit { target: Some(index), ..found })),
            Part::Skip => Some((behind(), found)),
            Part::Compound if phrase.compound && phrase.parties.len() > 1 => {
                let source = if self.forwards { found.source } else { Some(index) };
                Some((behind(), Fit { source, target: Some(index), ..found }))
            }
            _ => None,
        }
    }

    /// The newer dictionaries mean all forms of a word, the older ones the word as it stands.
    fn is_word(&self, at: usize, text: &str) -> bool {
        let word = &self.line.words[self.words[at]];
        word.text == text || self.verbs.newer && word.lemma == text
    }

    /// Where a synonym ends that begins at a position.
    fn synonym(&self, synonym: &Synonym, at: usize) -> Option<usize> {
        let count = synonym.words.len();
        let mut end = at;
        for step in 0..count {
            let (index, last) = if self.forwards { (step, count - 1) } else { (count - 1 - step, count - 1) };
            let joined = match (step, self.forwards) {
                (0, _) => true,
                (_, true) => synonym.words[index].joined,
                (_, false) => synonym.words[index + 1].joined,
            };
            let text = &synonym.words[index].text;
            let plural = synonym.plural && index == last;
            let fits = |i: usize| self.is_word(i, text) || plural && self.is_plural(i, text);
            let mut i = end;
            while i < self.words.len() && !fits(i) {
                if joined && !(step > 0 && self.line.is_passed_over(self.words[i])) {
                    return None;
                }
                i += 1;
            }
            if i >= self.words.len() {
                return None;
            }
            end = i + 1;
        }
        Some(end)
    }

    fn is_plural(&self, at: usize, text: &str) -> bool {
        let ending = self.line.words[self.words[at]].text.strip_prefix(text);
        matches!(ending, Some("S" | "ES"))
    }
}

/// Positions that are tried for one side of a pattern, at most.
const MOST_STEPS: usize = 20_000;

/// Words between two of the same brackets, at most.
const LONGEST_PHRASE: usize = 6;
