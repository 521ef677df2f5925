//! Participants: the actors that stand at a position.

use super::Coder;
use crate::{MentionKind, Participant};

impl Coder<'_> {
    /// The participants at the first of the positions that holds any; tokens in `taken` do not count.
    pub fn participants(&self, trigger: usize, positions: &[String], taken: &[usize]) -> (Vec<Participant>, Vec<usize>) {
        for position in positions {
            let mut tokens: Vec<usize> = self.at(trigger, position).into_iter().filter(|t| !taken.contains(t)).collect();
            if position.split('.').any(|p| p == "any") {
                tokens.retain(|&t| !taken.iter().any(|&u| self.document.is_below(t, u)));
                tokens.truncate(1);
            }
            let tokens: Vec<usize> = tokens.into_iter().filter(|&t| self.can_act(t)).collect();
            if !tokens.is_empty() {
                return (tokens.iter().flat_map(|&t| self.participants_at(t)).collect(), tokens);
            }
        }
        (Vec::new(), Vec::new())
    }

    fn can_act(&self, token: usize) -> bool {
        self.grounded.mention(token).is_some_and(|m| m.actors.iter().any(|a| a.code().is_some()) && m.kind != MentionKind::Outlet)
    }

    fn participants_at(&self, token: usize) -> Vec<Participant> {
        let Some(mention) = self.grounded.mention(token) else { return Vec::new() };
        let one = |actor: &crate::Actor| Participant { actor: actor.clone(), span: mention.span, reason: mention.reason.clone() };
        mention.actors.iter().map(one).collect()
    }
}
