//! What belongs to somebody: "his country", "its troops".

use super::{Anaphora, Found};
use crate::{Actor, MentionKind};

/// Words for somebody who belongs to another side than the owner.
const OTHERS: &[&str] = &[
    "counterpart",
    "colleague",
    "ally",
    "neighbor",
    "neighbour",
    "rival",
    "opponent",
    "partner",
    "enemy",
    "adversary",
    "predecessor",
    "foe",
];

impl Anaphora<'_> {
    /// "His country", "our government": the country of whoever the pronoun means.
    pub(super) fn possessed(&mut self, token: usize) {
        let lemma = self.document.tokens[token].lemma.as_str();
        if !matches!(lemma, "country" | "nation" | "government" | "homeland") || self.has_country(token) {
            return;
        }
        let Some(owner) = self.document.child(token, "nmod:poss").and_then(|o| self.mention(o)) else {
            return;
        };
        let countries: Vec<&Option<String>> = owner.actors.iter().map(|a| &a.country).collect();
        let Some(country) = countries.first().copied().cloned().flatten() else { return };
        if countries.iter().any(|c| c.as_ref() != Some(&country)) {
            return;
        }
        let sector = (lemma == "government").then(|| "GOV".to_string());
        let reason = format!("the {lemma} of \"{}\"", self.document.words(owner.span));
        let antecedents = self.state_before(&country, token).into_iter().collect();
        let actors = vec![Actor { name: None, country: Some(country), sector, role: None }];
        self.put(token, Found { actors, reason, antecedents });
    }

    /// The last mention of a state by its name.
    fn state_before(&self, country: &str, token: usize) -> Option<crate::Span> {
        let state = |m: &&crate::Mention| {
            m.kind == MentionKind::Country && m.actors.iter().any(|a| a.country.as_deref() == Some(country))
        };
        self.mentions.iter().rev().filter(|m| m.head < token).find(state).map(|m| m.span)
    }

    /// "Its Russian envoy"; "its envoy in Moscow" is still its own.
    pub(super) fn has_own_country(&self, head: usize) -> bool {
        self.document.tokens[head].children.iter().any(|&c| {
            ["amod", "compound"].contains(&self.document.tokens[c].deprel)
                && self.mention(c).is_some_and(|m| m.actors.iter().any(|a| a.country.is_some()))
        })
    }

    /// "Its troops": a description takes the country of the pronoun that owns it, unless the word means somebody else's.
    pub(super) fn owned(&mut self) {
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            let open = mention.kind == MentionKind::Agent && mention.actors.iter().all(|a| a.name.is_none());
            if !open
                || self.has_own_country(mention.head)
                || OTHERS.contains(&self.document.tokens[mention.head].lemma.as_str())
            {
                continue;
            }
            let owner = self.document.child(mention.head, "nmod:poss").and_then(|o| self.mention(o));
            let Some(owner) = owner.filter(|m| m.kind == MentionKind::Anaphor) else { continue };
            let mut countries: Vec<String> = owner.actors.iter().filter_map(|a| a.country.clone()).collect();
            countries.dedup();
            let known: Vec<String> = mention.actors.iter().filter_map(|a| a.country.clone()).collect();
            if countries.is_empty() || countries == known {
                continue;
            }
            let Some(base) = mention.actors.first().cloned() else { continue };
            let mention = &mut self.mentions[index];
            mention.reason.push_str(&format!("; of {}", countries.join(" and ")));
            let of = |country| Actor { country: Some(country), ..base.clone() };
            mention.actors = countries.into_iter().map(of).collect();
        }
    }
}
