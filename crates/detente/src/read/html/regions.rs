//! Which parts of a page are set aside by their mark-up, and which marks are not believed.

use super::blocks::Block;
use super::marks::{Mark, mark};
use super::tree::{Id, Tree};
use crate::ParagraphKind::{Caption, Comments, Legal, Navigation, Related};

/// The marks of the elements of a page: their own, and after [`Regions::believe`] also that of the elements around.
pub(super) struct Regions {
    marks: Vec<Option<Mark>>,
}

/// A mark that sets aside more than this share of a page's prose is not believed.
const MOST: f32 = 0.4;

/// Comments and galleries set aside more, but not what is nearly everything.
const MOST_COMMENTS: f32 = 0.85;

/// Words of prose that make an article by themselves.
const REST: usize = 150;

impl Regions {
    /// The marks by name, role and classes.
    pub fn new(tree: &Tree) -> Regions {
        let own = |id| if tree.name(id).is_empty() { None } else { mark(tree, id) };
        Regions { marks: (0..tree.len()).map(own).collect() }
    }

    /// The marks by element.
    pub fn marks(&self) -> &[Option<Mark>] {
        &self.marks
    }

    /// The mark of the region in which an element stands.
    pub fn of(&self, id: Id) -> Option<Mark> {
        self.marks[id]
    }

    /// Takes back the marks that hold too much of the page, or what cannot be residue, and spreads the others to all
    /// that stands in them.
    pub fn believe(&mut self, tree: &Tree, blocks: &[Block], sure: &[Id]) {
        let prose = prose_below(tree, blocks);
        for id in super::cards::cards(tree, blocks, &prose) {
            self.marks[id].get_or_insert(Mark::new(Related, "one of several teasers"));
        }
        let all = prose[0].max(1) as f32;
        let mut keeps = vec![false; tree.len()];
        for id in sure {
            keeps[*id] = true;
            tree.ancestors(*id).for_each(|a| keeps[a] = true);
        }
        for id in 1..tree.len() {
            let Some(mark) = self.marks[id] else { continue };
            // Comments and galleries may well be longer than the article.
            let believed = if matches!(mark.kind, Comments | Caption) {
                prose[id] as f32 <= all * if prose[0] - prose[id] >= REST { MOST_COMMENTS } else { MOST }
            } else {
                prose[id] as f32 <= all * MOST
            };
            if !believed || keeps[id] || mark.spares_prose() && prose[id] > 0 {
                self.marks[id] = None;
            }
        }
        for id in 1..tree.len() {
            let outer = self.marks[tree.parent(id)];
            // The outer region says what it is, but for captions and bylines in parts that are shown.
            self.marks[id] = match (outer, self.marks[id]) {
                (Some(outer), Some(own))
                    if outer.shown || own.kind == Legal || own.kind == Navigation && own.is_invisible() =>
                {
                    Some(own)
                }
                (Some(outer), _) => Some(outer),
                (None, own) => own,
            };
        }
    }
}

/// Words of full sentences below each element.
pub(super) fn prose_below(tree: &Tree, blocks: &[Block]) -> Vec<usize> {
    let mut below = vec![0; tree.len()];
    for block in blocks.iter().filter(|b| is_prose(b)) {
        below[block.owner] += block.words - block.linked;
    }
    (1..tree.len()).rev().for_each(|id| below[tree.parent(id)] += below[id]);
    below
}

/// A full sentence that is not a link.
pub(super) fn is_prose(block: &Block) -> bool {
    let end = block.text.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»', '*', ' ']);
    let terminal = end.ends_with(['.', '!', '?', '…', ':', '。', '؟', '！', '？']);
    let cjk = block.text.chars().filter(|c| ('\u{3040}'..='\u{9fff}').contains(c)).count();
    let long = block.words >= 25 || cjk >= 20;
    block.density() < 0.5 && (terminal && (block.words >= 8 || cjk >= 15) || long)
}
