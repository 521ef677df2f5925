//! Which words are names: the best sequence of labels in which a name goes on only from itself.
//!
//! The best label of each word alone leaves halves of names: "Peru Possible Alliance" may get a place, nothing and the end of an
//! organisation. The highest sum over a sentence among the sequences that make sense (Viterbi) is worth several points of F1.

/// The labels of names (`O`, `B-PER`, `I-PER`, …) with what each may follow.
pub(crate) struct Labels {
    names: Vec<&'static str>,
    /// For a label that continues a name the labels it may follow, its own kind begun or continued; none for the others.
    follows: Vec<Vec<usize>>,
}

impl Labels {
    pub(crate) fn new(names: &[&'static str]) -> Labels {
        let same = |kind: &str| {
            let of_kind = |label: &&str| label.get(2..) == Some(kind);
            names.iter().enumerate().filter(|(_, label)| of_kind(label)).map(|(i, _)| i).collect()
        };
        let follows = names.iter().map(|label| label.strip_prefix("I-").map_or(Vec::new(), same)).collect();
        Labels { names: names.to_vec(), follows }
    }

    /// Labels of `count` words; `scores` gives those of a word, one for each label.
    pub(crate) fn best<'s>(&self, count: usize, scores: impl Fn(usize) -> &'s [f32]) -> Vec<&'static str> {
        let mut sums = vec![0.0f32; self.names.len()];
        let mut from = Vec::with_capacity(count);
        for word in 0..count {
            let any = highest(&sums, 0..sums.len());
            let before = |label: usize| match self.follows[label].as_slice() {
                [] => Some(any),
                _ if word == 0 => None,
                own => Some(highest(&sums, own.iter().copied())),
            };
            let last: Vec<Option<usize>> = (0..sums.len()).map(before).collect();
            let scores = scores(word);
            let sum = |(&score, last): (&f32, &Option<usize>)| last.map_or(f32::MIN, |l| sums[l] + score);
            sums = scores.iter().zip(&last).map(sum).collect();
            from.push(last);
        }
        let mut label = highest(&sums, 0..sums.len());
        let mut out = Vec::with_capacity(count);
        for last in from.iter().rev() {
            out.push(self.names[label]);
            label = last[label].unwrap_or(label);
        }
        out.reverse();
        out
    }
}

/// Of some positions the one with the highest value; the first of equals.
fn highest(values: &[f32], of: impl Iterator<Item = usize>) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for i in of {
        if values[i] > best.0 {
            best = (values[i], i);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const LABELS: [&str; 5] = ["O", "B-LOC", "I-LOC", "B-ORG", "I-ORG"];

    fn best(rows: &[[f32; 5]]) -> Vec<&'static str> {
        Labels::new(&LABELS).best(rows.len(), |i| &rows[i])
    }

    #[test]
    fn a_name_goes_on_only_from_its_own_kind() {
        let peru = [[0.0, 2.0, 0.0, 1.5, 0.0], [1.0, 0.0, 0.0, 0.0, 0.9], [0.0, 0.0, 0.0, 0.0, 3.0]];
        assert_eq!(best(&peru), ["B-ORG", "I-ORG", "I-ORG"]);
    }

    #[test]
    fn nothing_goes_on_at_the_beginning() {
        assert_eq!(best(&[[0.0, 1.0, 9.0, 0.0, 0.0]]), ["B-LOC"]);
        assert!(best(&[]).is_empty());
    }

    #[test]
    fn two_names_side_by_side_stay_two() {
        let rows = [[0.0, 3.0, 0.0, 0.0, 0.0], [0.0, 3.0, 1.0, 0.0, 0.0], [2.0, 0.0, 1.0, 0.0, 0.0]];
        assert_eq!(best(&rows), ["B-LOC", "B-LOC", "O"]);
    }
}
