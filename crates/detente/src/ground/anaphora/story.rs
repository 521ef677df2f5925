//! "The army" in a story about one country is the army of that country.

use super::Anaphora;
use crate::MentionKind;
use std::collections::BTreeMap;

/// So many mentions make a country the country of the story.
const ENOUGH: usize = 3;
/// Kinds of words in the table of agents of which a state has its own.
const ORGANS: &[&str] = &["organ", "force"];
const SECTORS: &[&str] = &["GOV", "MIL", "COP", "LEG", "JUD", "SPY"];

impl Anaphora<'_> {
    /// Gives bodies of a state without a country the only country that the story names.
    pub(super) fn of_the_story(&mut self) {
        let Some(country) = self.only_country() else { return };
        for index in 0..self.mentions.len() {
            let mention = &self.mentions[index];
            let fits = mention.kind == MentionKind::Agent
                && self.has_determiner(mention.head, &["the"])
                && !self.document.tokens[mention.head].is_plural()
                && mention.actors.iter().all(|a| a.country.is_none() && self.is_organ(a));
            if fits {
                let mention = &mut self.mentions[index];
                mention.reason.push_str(&format!("; of {country}, the only country of the story"));
                mention.actors.iter_mut().for_each(|a| a.country = Some(country.clone()));
            }
        }
    }

    fn is_organ(&self, actor: &crate::Actor) -> bool {
        let agent = actor.role.as_deref().and_then(|r| self.knowledge.agent(r));
        agent.is_some_and(|a| ORGANS.contains(&a.kind.as_str()) && SECTORS.contains(&a.sector.as_str()))
    }

    /// The country that is named often while no other state and no body of states is named at all.
    fn only_country(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        let told =
            self.mentions.iter().filter(|m| !matches!(m.kind, MentionKind::Outlet | MentionKind::Anaphor));
        for code in told.flat_map(|m| &m.actors).filter_map(|a| a.country.as_deref()) {
            *counts.entry(code).or_default() += 1;
        }
        match counts.into_iter().collect::<Vec<_>>().as_slice() {
            [(country, count)] if *count >= ENOUGH && self.knowledge.country(country).is_some() => {
                Some((*country).to_string())
            }
            _ => None,
        }
    }
}
