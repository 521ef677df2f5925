//! Known names as units of a tree: one of their words is joined to the rest of the sentence, the others to that one.
//!
//! A small parser often takes a name of several words apart ("South" on one side, "Korea" on the other). Who knows the
//! names of the world can say so before the tree is chosen.

use std::ops::Range;

/// Less than any score of an arc.
const NEVER: f32 = -1.0e6;

/// Changes arc scores (`count` rows of `count + 1`, the root's column first) so that every unit, a range of words that
/// count from 0, becomes one subtree of depth one whose inner words have no dependents.
pub(crate) fn bind(arcs: &mut [f32], count: usize, units: &[Range<usize>]) {
    for unit in units.iter().filter(|u| u.len() > 1 && u.end <= count) {
        let head = head_of(arcs, count, unit);
        for word in 0..count {
            let row = &mut arcs[word * (count + 1)..][..count + 1];
            if unit.contains(&word) {
                let outside = |column: usize| column == 0 || !unit.contains(&(column - 1));
                for (column, score) in row.iter_mut().enumerate() {
                    let allowed = if word == head { outside(column) } else { column == head + 1 };
                    *score = if allowed { *score } else { NEVER };
                }
            } else {
                let best = unit.clone().map(|member| row[member + 1]).fold(NEVER, f32::max);
                for member in unit.clone() {
                    row[member + 1] = if member == head { best } else { NEVER };
                }
            }
        }
    }
}

/// The word of a unit that lies nearest to depending on something outside.
fn head_of(arcs: &[f32], count: usize, unit: &Range<usize>) -> usize {
    let margin = |word: usize| {
        let row = &arcs[word * (count + 1)..][..count + 1];
        let best = |fits: &dyn Fn(usize) -> bool| {
            row.iter().enumerate().filter(|(c, _)| fits(*c)).map(|(_, &s)| s).fold(NEVER, f32::max)
        };
        let outside = best(&|c| c == 0 || !unit.contains(&(c - 1)));
        outside - best(&|c| c != word + 1 && c > 0 && unit.contains(&(c - 1)))
    };
    // Of equals the last one: English names end in their head.
    unit.clone().rev().fold(unit.end - 1, |head, word| if margin(word) > margin(head) { word } else { head })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_has_one_arc_out_and_none_in_but_to_its_head() {
        let count = 4;
        let mut arcs: Vec<f32> = (0..count * (count + 1)).map(|i| (i * 31 % 17) as f32).collect();
        let unit = 1..3;
        bind(&mut arcs, count, std::slice::from_ref(&unit));
        let heads = crate::tree::heads(&arcs, count);
        let out: Vec<usize> = (1..3).filter(|&w| !(2..4).contains(&heads[w])).collect();
        assert_eq!(out.len(), 1, "{heads:?}");
        let inner = if out[0] == 1 { 2 } else { 1 };
        assert_eq!(heads[inner], out[0] + 1);
        assert!(!heads.contains(&(inner + 1)), "{heads:?}");
    }
}
