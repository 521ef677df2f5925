//! The best tree without crossing arcs: Eisner's algorithm, with exactly one word below the root.
//!
//! English hardly crosses arcs, so where a parser's favourite heads are no tree, the best tree without crossings is a
//! better guess than the best tree of any shape.

/// Longer sentences would take too long: the time grows with the cube of the length.
pub(crate) const LONGEST: usize = 160;

const LEFT: usize = 0;
const RIGHT: usize = 1;

/// Best scores of spans of words, and where they were split. A span's head is its last word ([`LEFT`]) or its first
/// ([`RIGHT`]); an open span has an arc between its ends, a closed one is complete.
struct Chart {
    count: usize,
    open: Vec<(f64, usize)>,
    closed: Vec<(f64, usize)>,
}

/// As [`crate::tree::heads`], over the trees without crossing arcs.
pub(crate) fn heads(scores: &[f32], count: usize) -> Vec<usize> {
    let mut heads = vec![0; count];
    if count == 0 {
        return heads;
    }
    let chart = Chart::fill(scores, count);
    let worth = |root: usize| {
        chart.closed(0, root, LEFT) + chart.closed(root, count - 1, RIGHT) + arc(scores, count, None, root)
    };
    let mut root = 0;
    for word in 1..count {
        if worth(word) > worth(root) {
            root = word;
        }
    }
    chart.walk(0, root, LEFT, &mut heads);
    chart.walk(root, count - 1, RIGHT, &mut heads);
    heads[root] = 0;
    heads
}

/// Whether two arcs cross, the one from the root (0) included; heads count words from 1.
pub(crate) fn crosses(heads: &[usize]) -> bool {
    let arcs: Vec<(usize, usize)> =
        heads.iter().enumerate().map(|(i, &h)| (h.min(i + 1), h.max(i + 1))).collect();
    arcs.iter().any(|a| arcs.iter().any(|b| a.0 < b.0 && b.0 < a.1 && a.1 < b.1))
}

/// Score of the arc from a head (a word, or the root) to a word; words count from 0 here.
fn arc(scores: &[f32], count: usize, head: Option<usize>, word: usize) -> f64 {
    f64::from(scores[word * (count + 1) + head.map_or(0, |h| h + 1)])
}

impl Chart {
    fn fill(scores: &[f32], count: usize) -> Chart {
        let none = (f64::NEG_INFINITY, 0);
        let mut chart =
            Chart { count, open: vec![none; count * count * 2], closed: vec![none; count * count * 2] };
        for word in 0..count {
            for side in [LEFT, RIGHT] {
                let at = chart.at(word, word, side);
                chart.closed[at] = (0.0, word);
            }
        }
        for length in 1..count {
            for first in 0..count - length {
                chart.span(scores, first, first + length);
            }
        }
        chart
    }

    fn span(&mut self, scores: &[f32], first: usize, last: usize) {
        let meet = |chart: &Chart, k: usize| chart.closed(first, k, RIGHT) + chart.closed(k + 1, last, LEFT);
        let (best, split) = best(first..last, |k| meet(self, k));
        let (to_first, to_last) =
            (arc(scores, self.count, Some(last), first), arc(scores, self.count, Some(first), last));
        let (left, right) = (self.at(first, last, LEFT), self.at(first, last, RIGHT));
        self.open[left] = (best + to_first, split);
        self.open[right] = (best + to_last, split);
        self.closed[left] =
            self::best(first..last, |k| self.closed(first, k, LEFT) + self.open[self.at(k, last, LEFT)].0);
        self.closed[right] = self::best(first + 1..last + 1, |k| {
            self.open[self.at(first, k, RIGHT)].0 + self.closed(k, last, RIGHT)
        });
    }

    fn at(&self, first: usize, last: usize, side: usize) -> usize {
        (first * self.count + last) * 2 + side
    }

    fn closed(&self, first: usize, last: usize, side: usize) -> f64 {
        self.closed[self.at(first, last, side)].0
    }

    /// Writes the heads within a closed span.
    fn walk(&self, first: usize, last: usize, side: usize, heads: &mut [usize]) {
        if first == last {
            return;
        }
        let split = self.closed[self.at(first, last, side)].1;
        let (from, to, near, far) = match side {
            LEFT => (split, last, (first, split), None),
            _ => (first, split, (split, last), Some(())),
        };
        let (head, word) = if far.is_some() { (from, to) } else { (to, from) };
        heads[word] = head + 1;
        self.walk(near.0, near.1, side, heads);
        let inner = self.open[self.at(from, to, side)].1;
        self.walk(from, inner, RIGHT, heads);
        self.walk(inner + 1, to, LEFT, heads);
    }
}

fn best(range: std::ops::Range<usize>, score: impl Fn(usize) -> f64) -> (f64, usize) {
    let mut best = (f64::NEG_INFINITY, range.start);
    for k in range {
        let found = score(k);
        if found > best.0 {
            best = (found, k);
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_tree(heads: &[usize]) -> bool {
        let reaches = |mut word: usize| {
            (0..=heads.len()).any(|_| {
                word = if word == 0 { 0 } else { heads[word - 1] };
                word == 0
            })
        };
        heads.iter().filter(|&&h| h == 0).count() == 1 && (1..=heads.len()).all(reaches)
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(i, &head)| f64::from(scores[i * (heads.len() + 1) + head])).sum()
    }

    #[test]
    fn no_tree_without_crossings_is_better() {
        let mut state = 7_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 65536.0 - 100.0
        };
        for count in 1_usize..=5 {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..count * (count + 1)).map(|_| random()).collect();
                let found = heads(&scores, count);
                assert!(is_tree(&found) && !crosses(&found), "{found:?}");
                for code in 0..(count + 1).pow(count as u32) {
                    let choice: Vec<usize> =
                        (0..count).map(|i| code / (count + 1).pow(i as u32) % (count + 1)).collect();
                    let other = is_tree(&choice)
                        && !crosses(&choice)
                        && choice.iter().enumerate().all(|(i, &h)| h != i + 1);
                    assert!(
                        !other || total(&scores, &choice) <= total(&scores, &found) + 1e-3,
                        "{choice:?} {found:?}"
                    );
                }
            }
        }
    }
}
