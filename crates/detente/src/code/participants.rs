//! Participants: the actors that stand at a position.

use super::Coder;
use crate::{Actor, Mention, MentionKind, Participant};

impl Coder<'_> {
    /// The participants at the first of the positions that holds any with a country, else with a sector; tokens in `taken` do
    /// not count.
    pub fn participants(&self, trigger: usize, positions: &[String], taken: &[usize]) -> (Vec<Participant>, Vec<usize>) {
        let mut vague = (Vec::new(), Vec::new());
        for position in positions {
            let tokens = self.tokens_at(trigger, position, taken);
            let found: Vec<Participant> = tokens.iter().flat_map(|&t| self.participants_at(trigger, t)).collect();
            if found.iter().any(|p| p.actor.country.is_some()) {
                return (found, tokens);
            }
            if vague.0.is_empty() && !found.is_empty() {
                vague = (found, tokens);
            }
        }
        vague
    }

    fn tokens_at(&self, trigger: usize, position: &str, taken: &[usize]) -> Vec<usize> {
        let mut tokens: Vec<usize> = self.at(trigger, position).into_iter().filter(|t| !taken.contains(t)).collect();
        if position.split('.').any(|p| p == "any") {
            tokens.retain(|&t| !taken.iter().any(|&u| self.document.is_below(t, u)));
            tokens.truncate(1);
        }
        tokens
    }

    fn participants_at(&self, trigger: usize, token: usize) -> Vec<Participant> {
        match self.grounded.mention(token) {
            Some(mention) if mention.kind != MentionKind::Outlet => {
                let actors = mention.actors.iter().filter(|a| a.code().is_some());
                actors.map(|a| self.participant(trigger, mention, a)).collect()
            }
            Some(_) => Vec::new(),
            None => self.place_as_party(token).into_iter().collect(),
        }
    }

    /// A description without a country belongs where the clause takes place.
    fn participant(&self, trigger: usize, mention: &Mention, actor: &Actor) -> Participant {
        let mut participant = Participant { actor: actor.clone(), span: mention.span, reason: mention.reason.clone() };
        if actor.country.is_none() && mention.kind == MentionKind::Agent {
            if let Some((country, place)) = self.country_of_clause(trigger) {
                participant.actor.country = Some(country);
                participant.reason.push_str(&format!("; in {place}"));
            }
        }
        participant
    }

    fn country_of_clause(&self, trigger: usize) -> Option<(String, String)> {
        let place = self.grounded.places.get(self.place(trigger, &[]).ok()?)?;
        Some((place.country.clone()?, place.name.clone()))
    }

    /// A town or region where a party is expected ("arrived in Beirut", "the strike on Gaza") stands for its country.
    fn place_as_party(&self, token: usize) -> Option<Participant> {
        let place = self.grounded.places.iter().find(|p| p.head == token)?;
        let country = place.country.clone()?;
        let actor = Actor { country: Some(country.clone()), ..Actor::default() };
        Some(Participant { actor, span: place.span, reason: format!("{} lies in {country}", place.name) })
    }
}
