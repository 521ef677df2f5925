//! Teasers of other articles: elements of one kind beside each other, each with a headline that is a link.

use super::blocks::Block;
use super::tree::{Id, Tree};
use std::collections::BTreeMap;

/// A teaser has at most so many words of prose.
const LONGEST: usize = 70;

/// The elements that are teasers.
pub(super) fn cards(tree: &Tree, blocks: &[Block], prose: &[usize]) -> Vec<Id> {
    let headlines = headlines(tree, blocks);
    let mut found = Vec::new();
    for id in tree.elements() {
        let mut kinds: BTreeMap<(&str, &str), Vec<Id>> = BTreeMap::new();
        for child in tree.children(id).filter(|child| is_container(tree.name(*child))) {
            let kind = (tree.name(child), first_class(tree, child));
            kinds.entry(kind).or_default().push(child);
        }
        for cards in kinds.into_values().filter(|cards| cards.len() >= 3) {
            let teasers =
                cards.iter().filter(|card| headlines[**card] >= 1 && prose[**card] <= LONGEST).count();
            if teasers * 4 >= cards.len() * 3 {
                found.extend(cards.into_iter().filter(|card| prose[*card] <= LONGEST));
            }
        }
    }
    found
}

/// Blocks below each element that are headlines of other articles: nothing but a link, of some words.
fn headlines(tree: &Tree, blocks: &[Block]) -> Vec<usize> {
    let mut below = vec![0; tree.len()];
    for block in blocks.iter().filter(|b| b.density() > 0.9 && b.words >= 4) {
        below[block.owner] += 1;
    }
    (1..tree.len()).rev().for_each(|id| below[tree.parent(id)] += below[id]);
    below
}

fn is_container(name: &str) -> bool {
    matches!(name, "div" | "li" | "article" | "section" | "td" | "tr" | "a")
}

/// The class that all cards of a list have is usually the first.
fn first_class(tree: &Tree, id: Id) -> &str {
    tree.attribute(id, "class").and_then(|classes| classes.split_whitespace().next()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::super::{blocks::blocks, build::tree, regions::prose_below};
    use super::*;

    fn count(html: &str) -> usize {
        let tree = tree(html);
        let blocks = blocks(&tree, &[]);
        cards(&tree, &blocks, &prose_below(&tree, &blocks)).len()
    }

    #[test]
    fn teasers_are_alike_and_have_links_as_headlines() {
        let teaser = "<li class=item><h3><a href=x>Envoys meet in Vienna</a></h3><p>They met for an hour and said nothing about it.</p></li>";
        assert_eq!(count(&format!("<ul>{}</ul>", teaser.repeat(3))), 3);
        let entry = "<li><p>They met for an hour and <a href=x>said nothing</a> about it.</p></li>";
        assert_eq!(count(&format!("<ul>{}</ul>", entry.repeat(3))), 0);
    }
}
