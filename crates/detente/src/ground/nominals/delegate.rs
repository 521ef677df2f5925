//! A speech for a state, printed whole: "my country", "on behalf of Albania". Whoever says "I" and "we" in it is that state's.

use super::Nominals;
use super::story::is_open;
use crate::{Mention, MentionKind};
use detente_english::Upos;

/// So often a delegate says "my country" at least.
const SAID: usize = 2;

/// So many times more often than any other one is the delegate's country named, unless it is spoken on its behalf.
const LEADS: usize = 2;

impl Nominals<'_> {
    /// The country whose delegate speaks in the whole text.
    pub(super) fn delegate(&self, mentions: &[Mention]) -> Option<String> {
        let mine: Vec<usize> = (0..self.document.tokens.len()).filter(|&t| self.is_mine(t)).collect();
        if mine.len() < SAID {
            return None;
        }
        self.on_behalf(mentions).or_else(|| self.leading(mentions))
    }

    /// "My Government", outside of what others are quoted with.
    pub(super) fn is_mine(&self, token: usize) -> bool {
        let this = &self.document.tokens[token];
        let mine = |p: usize| matches!(self.document.form(p).to_lowercase().as_str(), "my" | "our");
        self.knowledge.pack.attribution.delegate.contains(&this.lemma.to_lowercase())
            && matches!(this.upos, Upos::Noun | Upos::Propn)
            && self.document.children(token, "nmod:poss").any(mine)
            && !self.document.is_spoken(this.span)
    }

    /// Gives "my Government" its country.
    pub(super) fn settle_mine(&self, country: &str, mentions: &mut [Mention]) {
        for mention in mentions.iter_mut().filter(|m| is_open(m) && self.is_mine(m.head)) {
            let Some((agent, _)) = self.agent(mention.head) else { continue };
            self.place(mention, agent, country, "whose delegate speaks");
        }
    }

    fn on_behalf(&self, mentions: &[Mention]) -> Option<String> {
        let behalf = |head: usize| {
            let above = self.document.tokens[head].head.map(|h| &self.document.tokens[h]);
            above.is_some_and(|a| a.lemma == "behalf")
        };
        let state = mentions.iter().filter(|m| m.kind == MentionKind::Country).find(|m| behalf(m.head))?;
        state.actors.first()?.country.clone()
    }

    fn leading(&self, mentions: &[Mention]) -> Option<String> {
        let counts = self.countries_named(mentions);
        let (country, most) = counts.iter().max_by_key(|(_, n)| **n)?;
        let next = counts.iter().filter(|(c, _)| *c != country).map(|(_, n)| *n).max().unwrap_or_default();
        (*most >= LEADS * next.max(1)).then(|| country.clone())
    }
}
