//! Names and descriptions that come again: each points to the one of its chain before it.

use super::Anaphora;
use super::chains::{Kind, Link};

impl Anaphora<'_> {
    pub(super) fn link_names(&mut self) {
        for mention in self.mentions.iter_mut() {
            let Some(chain) = self.chains.of(mention.head) else { continue };
            let known = &self.chains.all[chain];
            // A title, an apposition and the name beside it are one mention.
            let apart = |l: &&Link| l.span.end + 2 < mention.span.start;
            let earlier = known.links.iter().rev().find(apart);
            let beside = self.document.tokens[mention.head].is("appos");
            if let Some(link) = earlier.filter(|_| known.kind != Kind::Thing && !beside) {
                mention.antecedents = vec![link.span];
            }
        }
    }
}
