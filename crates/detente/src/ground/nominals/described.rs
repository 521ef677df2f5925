//! "The South Korean president", "protesters", "the foreign ministry".

use super::super::persons;
use super::{Found, Nominals};
use crate::{Actor, MentionKind};
use detente_english::Upos;
use detente_knowledge::Agent;

/// Words before an office that say that it is over.
const FORMER: [&str; 7] = ["former", "ex", "ousted", "deposed", "retired", "late", "onetime"];

/// Sectors whose people are elites once they have left: officials, not the crowd.
const OFFICIAL: [&str; 6] = ["GOV", "LEG", "JUD", "SPY", "MIL", "COP"];

impl Nominals<'_> {
    /// A description with the countries it names, or with an earlier one of the same word.
    pub(super) fn described(&self, head: usize) -> Option<Found> {
        let (agent, _) = self.agent(head)?;
        if self.document.tokens[head].is("amod") {
            return None;
        }
        if let Some((_, person)) = self.name_below(head) {
            return Some(person);
        }
        let countries = self.countries_of(head, 3);
        if let Some(states) = self.left_open(head).filter(|_| countries.is_empty()) {
            let reason = format!("\"{}\"; ambiguous: {states}", agent.phrase);
            return Some(Found {
                actors: vec![described_actor(agent, None)],
                kind: MentionKind::Agent,
                reason,
            });
        }
        if let Some(earlier) = self.described_before(head, &countries) {
            return Some(earlier);
        }
        if countries.is_empty() {
            let reason = format!("\"{}\"; the country is not stated", agent.phrase);
            let mut actor = described_actor(agent, None);
            actor.sector = self.sector_of_body(head, agent).unwrap_or(actor.sector);
            self.end(head, agent, &mut actor);
            return Some(Found { actors: vec![actor], kind: MentionKind::Agent, reason });
        }
        let one_each = countries.len() > 1 || !self.document.tokens[head].is_plural();
        let body = self.sector_of_body(head, agent);
        let (mut actors, reasons): (Vec<Actor>, Vec<String>) =
            countries.into_iter().map(|c| self.of_country(head, agent, c, one_each)).unzip();
        for actor in actors.iter_mut().filter(|a| a.name.is_none()) {
            actor.sector = body.clone().unwrap_or(actor.sector.take());
            self.end(head, agent, actor);
        }
        Some(Found { actors, kind: MentionKind::Agent, reason: reasons.join("; ") })
    }

    /// "The spokesman", "the ministry": whoever the word described last, if it says no country of its own.
    fn described_before(&self, head: usize, countries: &[String]) -> Option<Found> {
        let token = &self.document.tokens[head];
        if !countries.is_empty() || !self.is_definite(head) || self.is_former(head) {
            return None;
        }
        let earlier = self.described.get(&token.lemma.to_lowercase())?;
        let reason = format!(
            "described before: {}",
            earlier.name.as_deref().or(earlier.role.as_deref()).unwrap_or("?")
        );
        Some(Found { actors: vec![earlier.clone()], kind: MentionKind::Agent, reason })
    }

    pub(super) fn is_definite(&self, head: usize) -> bool {
        self.document.child(head, "det").is_some_and(|d| self.document.tokens[d].lemma == "the")
    }

    /// A description with its country: the holder of the office where there is just one, else somebody of that sector.
    pub(super) fn of_country(
        &self,
        head: usize,
        agent: &Agent,
        country: String,
        one: bool,
    ) -> (Actor, String) {
        let shared = agent.note.contains("several hold it");
        let day = self.document.article.published;
        let mut reason = format!("\"{}\" of {country}", agent.phrase);
        if one && !agent.role.is_empty() && !shared && !self.is_former(head) && !self.describes_unknown(head)
        {
            let mut roles = self.roles_in_body(head, &agent.role);
            roles.push(agent.role.clone());
            for role in roles {
                match persons::in_office(self.knowledge, &country, &role, day) {
                    Ok(found) => return found,
                    Err(why) if why.starts_with("ambiguous") => reason.push_str(&format!("; {why}")),
                    Err(_) => {}
                }
            }
        }
        (described_actor(agent, Some(country)), reason)
    }

    /// "The former South Korean president" is not the president: which of them it is stays open.
    fn end(&self, head: usize, agent: &Agent, actor: &mut Actor) {
        if self.is_former(head) && agent.kind == "person" && OFFICIAL.contains(&agent.sector.as_str()) {
            actor.sector = Some("ELI".into());
            actor.role = actor.role.take().map(|role| format!("former {role}"));
        }
    }

    /// Whether a description stands beside a name that the tables do not know: then it is not the holder that they name.
    fn describes_unknown(&self, head: usize) -> bool {
        let token = &self.document.tokens[head];
        let named = token.head.filter(|_| token.is("appos") && !token.is_plural());
        named.is_some_and(|n| {
            self.document.tokens[n].upos == Upos::Propn
                && !self.by_token.contains_key(&n)
                && self.agent(n).is_none()
        })
    }

    /// Whether a word before an office says that it is over.
    pub(super) fn is_former(&self, head: usize) -> bool {
        self.document.tokens[head]
            .children
            .iter()
            .any(|&c| c < head && FORMER.contains(&self.document.form(c).to_lowercase().as_str()))
    }
}

pub(super) fn described_actor(agent: &Agent, country: Option<String>) -> Actor {
    let sector = Some(agent.sector.clone()).filter(|s| !s.is_empty() && s != "UNK");
    let role = Some(if agent.role.is_empty() { agent.phrase.clone() } else { agent.role.clone() });
    Actor { name: None, country, sector, role }
}
