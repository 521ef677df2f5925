//! The best tree over scored arcs, with exactly one word below the root: the favourite heads where they are a tree without
//! crossing arcs, else the best such tree, for long sentences that of Chu and Liu's and Edmonds' algorithm.

use crate::projective;

/// Heads of `count` words (0 is the root, words count from 1), the best tree for a row of `count + 1` head scores
/// a word, the root's first. Among equal trees the choice is fixed.
pub(crate) fn heads(scores: &[f32], count: usize) -> Vec<usize> {
    let rows = || scores.chunks_exact(count + 1).take(count).enumerate();
    let best: Vec<usize> = rows().map(|(i, row)| best_head(row, i + 1)).collect();
    let is_tree = best.iter().filter(|&&head| head == 0).count() == 1 && cycle(&with_root(&best)).is_none();
    if is_tree && (count > projective::LONGEST || !projective::crosses(&best)) {
        return best;
    }
    if count <= projective::LONGEST {
        return projective::heads(scores, count);
    }
    spanning(scores, count)
}

/// The best tree of any shape.
fn spanning(scores: &[f32], count: usize) -> Vec<usize> {
    let (low, high) = scores.iter().fold((0.0, 0.0), |(low, high), &s| (s.min(low), s.max(high)));
    // More than any choice of the other arcs can outweigh, so the best tree uses one arc from the root only.
    let penalty = f64::from(high - low) * (count + 1) as f64 + 1.0;
    let mut graph = Graph::new(scores, count, penalty);
    graph.contract();
    graph.expand()
}

fn best_head(row: &[f32], word: usize) -> usize {
    let mut best = (f32::NEG_INFINITY, 0);
    for (head, &score) in row.iter().enumerate() {
        if score > best.0 && head != word {
            best = (score, head);
        }
    }
    best.1
}

/// Heads by node, the root being its own head.
fn with_root(heads: &[usize]) -> Vec<usize> {
    std::iter::once(0).chain(heads.iter().copied()).collect()
}

/// The nodes of a cycle that does not hold node 0.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut seen_from = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut node = start;
        while node != 0 && seen_from[node] == 0 {
            seen_from[node] = start;
            node = heads[node];
        }
        if node != 0 && seen_from[node] == start {
            let around = std::iter::successors(Some(heads[node]), |&n| (n != node).then(|| heads[n]));
            return Some(around.collect());
        }
    }
    None
}

/// An arc between two nodes of the graph as it was given.
#[derive(Clone, Copy)]
struct Arc {
    score: f64,
    head: usize,
    dependent: usize,
}

/// A cycle that became one node: each member's arc in the cycle, and the given nodes within the member.
type Contracted = Vec<(Arc, Vec<usize>)>;

struct Graph {
    size: usize,
    /// By head, then dependent; between contracted nodes, the best arc, scored by what it adds over the cycle's.
    arcs: Vec<Arc>,
    /// Current best head of each node; nodes that are part of another are their own heads' no more.
    heads: Vec<usize>,
    active: Vec<bool>,
    within: Vec<Vec<usize>>,
    contracted: Vec<Contracted>,
}

impl Graph {
    fn new(scores: &[f32], count: usize, penalty: f64) -> Graph {
        let size = count + 1;
        let arc = |i: usize| {
            let (head, dependent) = (i / size, i % size);
            let score = if head == dependent || dependent == 0 {
                f64::NEG_INFINITY
            } else {
                f64::from(scores[(dependent - 1) * size + head]) - if head == 0 { penalty } else { 0.0 }
            };
            Arc { score, head, dependent }
        };
        let mut graph = Graph {
            size,
            arcs: (0..size * size).map(arc).collect(),
            heads: vec![0; size],
            active: vec![true; size],
            within: (0..size).map(|i| vec![i]).collect(),
            contracted: Vec::new(),
        };
        for node in 1..size {
            graph.heads[node] = graph.best(node);
        }
        graph
    }

    fn arc(&self, head: usize, dependent: usize) -> Arc {
        self.arcs[head * self.size + dependent]
    }

    fn best(&self, node: usize) -> usize {
        let mut best = 0;
        for head in (1..self.size).filter(|&head| self.active[head] && head != node) {
            if self.arc(head, node).score > self.arc(best, node).score {
                best = head;
            }
        }
        best
    }

    /// Makes one node of each cycle of best heads, until there are no cycles.
    fn contract(&mut self) {
        while let Some(members) = cycle(&self.heads) {
            let node = members[0];
            for other in 0..self.size {
                if self.active[other] && !members.contains(&other) {
                    self.redirect(node, &members, other);
                }
            }
            let arc = |&m: &usize| (self.arc(self.heads[m], m), self.within[m].clone());
            self.contracted.push(members.iter().map(arc).collect());
            for &member in &members[1..] {
                self.active[member] = false;
                self.heads[member] = 0;
                let within = std::mem::take(&mut self.within[member]);
                self.within[node].extend(within);
            }
            for other in 1..self.size {
                if self.active[other] && members.contains(&self.heads[other]) {
                    self.heads[other] = node;
                }
            }
            self.heads[node] = self.best(node);
        }
    }

    /// The best arcs between a cycle, which becomes `node`, and another node.
    fn redirect(&mut self, node: usize, members: &[usize], other: usize) {
        let (mut out, mut into) = (self.arc(node, other), None::<Arc>);
        for &member in members {
            let leaving = self.arc(member, other);
            if leaving.score > out.score {
                out = leaving;
            }
            let mut entering = self.arc(other, member);
            entering.score -= self.arc(self.heads[member], member).score;
            if into.is_none_or(|best| entering.score > best.score) {
                into = Some(entering);
            }
        }
        self.arcs[node * self.size + other] = out;
        if let Some(into) = into {
            self.arcs[other * self.size + node] = into;
        }
    }

    /// Opens the contracted nodes, last one first: the arc that enters a cycle replaces one of the cycle's arcs.
    fn expand(&self) -> Vec<usize> {
        let mut found = vec![None; self.size];
        for node in (1..self.size).filter(|&node| self.active[node]) {
            let arc = self.arc(self.heads[node], node);
            found[arc.dependent] = Some(arc.head);
        }
        for (arc, within) in self.contracted.iter().rev().flatten() {
            if within.iter().all(|&node| found[node].is_none()) {
                found[arc.dependent] = Some(arc.head);
            }
        }
        found.into_iter().skip(1).map(|head| head.unwrap_or(0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The best score over all head choices that are trees with one root.
    fn best_by_trial(scores: &[f32], count: usize) -> f64 {
        let size = count + 1;
        let mut best = f64::NEG_INFINITY;
        for code in 0..size.pow(count as u32) {
            let choice: Vec<usize> = (0..count).map(|i| code / size.pow(i as u32) % size).collect();
            if is_tree(&choice) {
                best = best.max(total(scores, &choice));
            }
        }
        best
    }

    fn is_tree(heads: &[usize]) -> bool {
        heads.iter().enumerate().all(|(i, &head)| head != i + 1)
            && heads.iter().filter(|&&head| head == 0).count() == 1
            && cycle(&with_root(heads)).is_none()
    }

    fn total(scores: &[f32], heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(i, &head)| f64::from(scores[i * (heads.len() + 1) + head])).sum()
    }

    #[test]
    fn no_tree_is_better() {
        let mut state = 1_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 65536.0 - 100.0
        };
        for count in [1, 2, 3, 4, 5] {
            for _ in 0..60 {
                let scores: Vec<f32> = (0..count * (count + 1)).map(|_| random()).collect();
                let found = spanning(&scores, count);
                assert!(is_tree(&found), "{found:?}");
                assert!((total(&scores, &found) - best_by_trial(&scores, count)).abs() < 1e-3);
            }
        }
    }

    #[test]
    fn long_and_flat_scores_give_a_tree() {
        for count in [0, 1, 50, 400] {
            assert!(count == 0 || is_tree(&heads(&vec![0.0; count * (count + 1)], count)));
            let scores: Vec<f32> = (0..count * (count + 1)).map(|i| (i * 7919 % 1009) as f32).collect();
            assert!(count == 0 || is_tree(&heads(&scores, count)));
        }
    }
}
