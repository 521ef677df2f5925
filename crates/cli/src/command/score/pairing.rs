//! Which event of the output is which of gold: one to one, greedily, the largest overlap of evidence first.

use super::happening::Happening;
use std::cmp::Reverse;

/// Pairs of gold and output, by their places in the lists.
#[derive(Debug, Default)]
pub(super) struct Pairing {
    /// Gold and output, in the order of gold.
    pub pairs: Vec<(usize, usize)>,
}

/// How many there are, and how many of them are found.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Counts {
    pub gold: usize,
    pub output: usize,
    pub found: usize,
}

impl Pairing {
    /// Pairs events of one article for which `fits` holds. Of two equal overlaps the one with an event that counts goes first,
    /// then the order of gold, then that of the output.
    pub fn new(
        gold: &[Happening],
        output: &[Happening],
        fits: impl Fn(&Happening, &Happening) -> bool,
    ) -> Pairing {
        let mut candidates = Vec::new();
        for (g, wanted) in gold.iter().enumerate() {
            for (o, given) in output.iter().enumerate() {
                if wanted.document == given.document && fits(wanted, given) {
                    candidates.push((Reverse(wanted.overlap(given)), wanted.optional, g, o));
                }
            }
        }
        candidates.sort_unstable();
        let (mut used_gold, mut used_output) = (vec![false; gold.len()], vec![false; output.len()]);
        let mut pairs = Vec::new();
        for (_, _, g, o) in candidates {
            if !used_gold[g] && !used_output[o] {
                (used_gold[g], used_output[o]) = (true, true);
                pairs.push((g, o));
            }
        }
        pairs.sort_unstable();
        Pairing { pairs }
    }

    /// The event of gold that one of the output is.
    pub fn of_output(&self, output: usize) -> Option<usize> {
        self.pairs.iter().find(|(_, o)| *o == output).map(|(g, _)| *g)
    }

    /// Whether an event of gold is found.
    pub fn has(&self, gold: usize) -> bool {
        self.pairs.iter().any(|(g, _)| *g == gold)
    }

    /// Pairs that count.
    pub fn found<'a>(&'a self, gold: &'a [Happening]) -> impl Iterator<Item = (usize, usize)> + 'a {
        self.pairs.iter().copied().filter(|(g, _)| !gold[*g].optional)
    }

    /// Counts of the events that `among` takes, by the type they count under: that of gold for a found one.
    pub fn counts(&self, gold: &[Happening], output: &[Happening], among: impl Fn(&str) -> bool) -> Counts {
        let wanted = gold.iter().filter(|g| !g.optional && among(g.kind())).count();
        let found = self.found(gold).filter(|(g, _)| among(gold[*g].kind())).count();
        let alone = |(o, event): &(usize, &Happening)| self.of_output(*o).is_none() && among(event.kind());
        let others = output.iter().enumerate().filter(alone).count();
        Counts { gold: wanted, output: found + others, found }
    }
}

impl Counts {
    /// In percent; nothing where there is nothing to count.
    pub fn precision(self) -> Option<f64> {
        percent(self.found, self.output)
    }

    /// In percent.
    pub fn recall(self) -> Option<f64> {
        percent(self.found, self.gold)
    }

    /// In percent.
    pub fn f1(self) -> Option<f64> {
        percent(2 * self.found, self.gold + self.output)
    }
}

/// A share in percent.
pub(super) fn percent(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}
