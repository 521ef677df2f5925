//! The way between two spans of a sentence in its tree.

use std::ops::Range;

/// A party that is the word where the ways meet, or that stands in another sentence.
const SELF: &str = "SELF";
const APART: &str = "APART";

/// Words with their tree; heads are numbers of words.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// What stands there.
    pub forms: &'a [&'a str],
    /// The word above each; none above a root.
    pub heads: &'a [Option<usize>],
    /// How each hangs on it, as Universal Dependencies name it.
    pub relations: &'a [&'a str],
}

/// A tree whose relations are numbers.
pub(crate) struct Tree {
    heads: Vec<Option<usize>>,
    relations: Vec<usize>,
    apart: usize,
    itself: usize,
}

/// Where the ways of two spans meet, and how each hangs below that word.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub(crate) top: Option<usize>,
    pub(crate) first: usize,
    pub(crate) second: Option<usize>,
}

impl Tree {
    /// The tree of some words, by the `names` of the relations that the model knows; the first stands for all others.
    pub(crate) fn new(words: Words<'_>, names: &[&str]) -> Tree {
        let number = |name: &str| names.iter().position(|known| *known == name);
        let general = |name: &str| name.split(':').next().and_then(number);
        let relation = |name: &&str| number(name).or_else(|| general(name)).unwrap_or(0);
        Tree {
            heads: words.heads.to_vec(),
            relations: words.relations.iter().map(relation).collect(),
            apart: number(APART).unwrap_or(0),
            itself: number(SELF).unwrap_or(0),
        }
    }

    /// The way between two spans that are not empty; of one alone to the word above it.
    pub(crate) fn route(&self, first: &Range<usize>, second: &Range<usize>) -> Route {
        let one = self.up(self.head(first));
        if second.is_empty() {
            let top = one.get(1).or(one.first()).copied();
            return Route { top, first: self.relations[one[0]], second: None };
        }
        let other = self.up(self.head(second));
        let Some(top) = one.iter().copied().find(|word| other.contains(word)) else {
            return Route { top: None, first: self.apart, second: Some(self.apart) };
        };
        let below = |way: &[usize]| match way.iter().position(|word| *word == top) {
            None | Some(0) => self.itself,
            Some(at) => self.relations[way[at - 1]],
        };
        Route { top: Some(top), first: below(&one), second: Some(below(&other)) }
    }

    /// The first word of a span whose head stands outside of it.
    fn head(&self, span: &Range<usize>) -> usize {
        let outside = |word: &usize| self.heads[*word].is_none_or(|head| !span.contains(&head));
        span.clone().find(outside).unwrap_or(span.start)
    }

    /// A word and those above it.
    fn up(&self, word: usize) -> Vec<usize> {
        // No longer than there are words, whatever the heads say.
        std::iter::successors(Some(word), |&word| self.heads[word]).take(self.heads.len()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 6] = ["", "nsubj", "obj", "nmod", SELF, APART];

    /// "Norway expelled envoys of Chile . It left"
    fn tree() -> Tree {
        let words = Words {
            forms: &["Norway", "expelled", "envoys", "of", "Chile", ".", "It", "left"],
            heads: &[Some(1), None, Some(1), Some(4), Some(2), Some(1), Some(7), None],
            relations: &["nsubj:pass", "root", "obj", "case", "nmod:of", "punct", "nsubj", "root"],
        };
        Tree::new(words, &NAMES)
    }

    #[test]
    fn ways_meet_at_the_verb_or_at_one_of_the_two() {
        let route = |first, second| tree().route(&first, &second);
        assert_eq!(route(0..1, 2..5), Route { top: Some(1), first: 1, second: Some(2) });
        assert_eq!(route(4..5, 0..1), Route { top: Some(1), first: 2, second: Some(1) });
        assert_eq!(route(2..3, 4..5), Route { top: Some(2), first: 4, second: Some(3) });
        assert_eq!(route(0..1, 6..7), Route { top: None, first: 5, second: Some(5) });
        assert_eq!(route(4..5, 0..0), Route { top: Some(2), first: 3, second: None });
        assert_eq!(route(1..2, 0..0), Route { top: Some(1), first: 0, second: None });
    }
}
