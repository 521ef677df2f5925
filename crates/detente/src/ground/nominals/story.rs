//! Where a story takes place, for descriptions that leave it open: "the army" below the dateline CAIRO.
//!
//! A crowd, the police or gunmen belong where their clause takes place. Bodies of a state, offices and the crowd belong to the
//! country of the story, which the dateline and those who have a country already speak for; when these speak for several, the
//! description stays open and its reason names them.

use super::Nominals;
use super::described::described_actor;
use crate::{Actor, Mention, MentionKind};
use detente_english::Upos;
use detente_knowledge::{Agent, NameKind, key};
use std::collections::BTreeSet;

/// Those who are where they act; soldiers, envoys and refugees are often somewhere else.
const LOCAL: [&str; 9] = ["COP", "CVL", "UAF", "CRM", "MED", "EDU", "LAB", "SOC", "AGR"];

/// Those who belong to the country of a story that names no other.
const DOMESTIC: [&str; 9] = ["COP", "CVL", "LEG", "JUD", "OPP", "MED", "EDU", "LAB", "AGR"];

/// What the table of agents notes of bodies that are of another state, or of no state, as often as not.
const ABROAD: &str = "may be of another state";

impl Nominals<'_> {
    /// Gives open descriptions their country: first by the clause, then by the story.
    pub(super) fn settle_in_story(&self, mentions: &mut [Mention]) {
        for mention in mentions.iter_mut().filter(|m| is_open(m)) {
            let Some((agent, _)) = self.agent(mention.head) else { continue };
            if LOCAL.contains(&agent.sector.as_str()) && agent.kind != "organ" || agent.sector == "COP" {
                let countries = self.countries_of_clause(mention.head);
                if let [country] = countries.iter().collect::<Vec<_>>().as_slice() {
                    self.place(mention, agent, country, "where its clause takes place");
                }
            }
        }
        let home = self.home(mentions);
        let Some(first) = home.first().cloned() else { return };
        for at in 0..mentions.len() {
            let Some((agent, _)) = self.agent(mentions[at].head).filter(|_| is_open(&mentions[at])) else {
                continue;
            };
            if !self.is_domestic(mentions[at].head, agent) || self.meets(mentions, at, &home) {
                continue;
            }
            if home.len() == 1 {
                self.place(&mut mentions[at], agent, &first, "where the story takes place");
            } else {
                let codes: Vec<&str> = home.iter().map(String::as_str).collect();
                mentions[at].reason = format!("\"{}\"; ambiguous: {}", agent.phrase, codes.join(", "));
            }
        }
    }

    fn place(&self, mention: &mut Mention, agent: &Agent, country: &str, why: &str) {
        let one = !self.document.tokens[mention.head].is_plural();
        let (actor, reason) = self.of_country(mention.head, agent, country.to_string(), one);
        // A sector that was told by a body stays.
        let sector = mention.actors.first().and_then(|a| a.sector.clone());
        let told = described_actor(agent, None).sector != sector;
        mention.actors = vec![if told && actor.name.is_none() { Actor { sector, ..actor } } else { actor }];
        mention.reason = format!("{reason}, {why}");
    }

    /// The countries that speak for the place of the story.
    fn home(&self, mentions: &[Mention]) -> BTreeSet<String> {
        let mut out: BTreeSet<String> = self.country_of_dateline().into_iter().collect();
        for mention in mentions.iter().filter(|m| m.kind == MentionKind::Agent) {
            let agent = self.agent(mention.head).map(|(agent, _)| agent);
            if agent.is_some_and(|a| self.is_domestic(mention.head, a)) {
                out.extend(mention.actors.iter().filter_map(|a| a.country.clone()));
            }
        }
        out.retain(|code| self.knowledge.country(code).is_some());
        out
    }

    fn is_domestic(&self, head: usize, agent: &Agent) -> bool {
        let body = agent.kind == "organ"
            && matches!(agent.sector.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY")
            && !agent.note.contains(ABROAD);
        let office = agent.kind == "person"
            && agent.sector == "GOV"
            && !agent.role.is_empty()
            && self.is_definite(head)
            && !agent.note.contains("several hold it")
            && !self.document.tokens[head].is_plural();
        body || office || agent.kind != "organ" && DOMESTIC.contains(&agent.sector.as_str())
    }

    /// The country of the place before the first sentence, if all places of that name lie in one.
    fn country_of_dateline(&self) -> Option<String> {
        let dateline = self.document.article.dateline.as_deref()?;
        let names = self.knowledge.names(&key(dateline));
        let states: BTreeSet<String> = names
            .iter()
            .filter_map(|name| match name.kind {
                NameKind::Country(_) | NameKind::Seat(_) => {
                    self.states_meant(&[name.kind]).first().map(|c| c.iso3.clone())
                }
                NameKind::Place(i) => self.knowledge.pack.places.get(i).map(|p| p.country.clone()),
                _ => None,
            })
            .filter(|code| self.knowledge.country(code).is_some_and(|c| c.to.is_empty()))
            .collect();
        (states.len() == 1).then(|| states.into_iter().next())?
    }

    /// The countries of the places in the clause of a token: "in Khartoum", "outside the embassy in Tunis".
    fn countries_of_clause(&self, head: usize) -> BTreeSet<String> {
        let Some(verb) = self.verb_above(head) else { return BTreeSet::new() };
        let inside = |place: usize| {
            let here = ["in", "at", "near", "outside", "across", "around", "throughout", "inside"];
            let preposition = self.document.preposition(place);
            preposition.is_some_and(|p| here.contains(&p.as_str())) && self.verb_above(place) == Some(verb)
        };
        let places = self.places.iter().filter(|p| p.kind != "demonym" && p.head.is_some_and(inside));
        places.filter_map(|p| p.country.clone()).collect()
    }

    /// The verb of the clause in which a token stands.
    fn verb_above(&self, token: usize) -> Option<usize> {
        self.document.ancestors(token).find(|&t| self.document.tokens[t].upos == Upos::Verb)
    }

    /// Whether a state of the story stands in the same clause as a party: when Norway helps the army, it is another's.
    fn meets(&self, mentions: &[Mention], at: usize, home: &BTreeSet<String>) -> bool {
        let head = mentions[at].head;
        let party = |m: &Mention| {
            let token = &self.document.tokens[m.head];
            matches!(m.kind, MentionKind::Country | MentionKind::Metonym)
                && m.head != head
                && (token.is("nsubj") || token.is("obj") || token.is("iobj"))
                && token.head.is_some()
                && token.head == self.verb_above(head)
                && m.actors.iter().any(|a| a.country.as_ref().is_some_and(|c| home.contains(c)))
        };
        mentions.iter().any(party)
    }
}

fn is_open(mention: &Mention) -> bool {
    mention.kind == MentionKind::Agent
        && !mention.reason.contains("ambiguous")
        && mention.actors.len() == 1
        && mention.actors.iter().all(|a| a.country.is_none() && a.name.is_none())
}
