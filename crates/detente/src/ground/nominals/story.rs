//! Where a story takes place, for descriptions that leave it open: "the army" below the dateline CAIRO.
//!
//! A crowd, the police or gunmen belong where their clause takes place. Bodies of a state, offices and the crowd belong to the
//! country of the story, which the dateline and those who have a country already speak for; when these speak for several, the
//! description stays open and its reason names them.

use super::Nominals;
use super::belonging::OF_ITS_BODY;
use super::described::described_actor;
use super::usual::is_of_nowhere;
use crate::{Actor, Mention, MentionKind};
use detente_english::Upos;
use detente_knowledge::{Agent, NameKind, key};
use std::collections::{BTreeMap, BTreeSet};

/// So many times a country is named at least where a text is of it alone, and for so many of its names one of another is allowed.
const NAMED: usize = 3;
const OTHERS: usize = 3;

/// The country that a story takes place in.
pub(in crate::ground) struct Home {
    pub country: String,
    /// Whether the text names hardly any other country.
    pub alone: bool,
}

/// What the table of agents notes of bodies that are of another state, or of no state, as often as not.
const ABROAD: &str = "may be of another state";

/// What it notes of offices that states do not have.
const INTERNATIONAL: &str = "of an international body";

impl Nominals<'_> {
    /// Gives open descriptions their country: first by the clause, then by the story. Returns the country of the story, if it
    /// has just one.
    pub(super) fn settle_in_story(&self, mentions: &mut [Mention]) -> Option<Home> {
        for mention in mentions.iter_mut().filter(|m| is_open(m)) {
            let Some((agent, _)) = self.agent(mention.head) else { continue };
            if self.points_back(mention.head, agent) || self.is_from_elsewhere(mention.head) {
                continue;
            }
            if self.is_local(&agent.sector) && agent.kind != "organ" || agent.sector == "COP" {
                let countries = self.countries_of_clause(mention.head);
                if let [country] = countries.iter().collect::<Vec<_>>().as_slice() {
                    self.place(mention, agent, country, "where its clause takes place");
                }
            }
        }
        let home = self.home(mentions);
        if home.is_empty() {
            return None;
        }
        let acting = self.acting(mentions, &home);
        let alone = home.first().is_some_and(|country| home.len() == 1 && self.is_alone(mentions, country));
        for at in 0..mentions.len() {
            let head = mentions[at].head;
            let Some((agent, _)) = self.agent(head).filter(|_| is_open(&mentions[at])) else { continue };
            let away = self.points_back(head, agent) || self.is_from_elsewhere(head);
            let fits = self.is_domestic(head, agent) && !away;
            if !fits || self.meets(mentions, at, &home) || !alone && self.may_be_anybody(head, agent) {
                continue;
            }
            // A crowd is of the country of the story; a ministry may be of any state that acts in it.
            let states = if agent.kind == "organ" || agent.sector == "GOV" { &acting } else { &home };
            if let [country] = states.iter().collect::<Vec<_>>().as_slice() {
                self.place(&mut mentions[at], agent, country, "where the story takes place");
            } else {
                let codes: Vec<&str> = states.iter().map(String::as_str).collect();
                mentions[at].reason = format!("\"{}\"; ambiguous: {}", agent.phrase, codes.join(", "));
            }
        }
        let country = home.first().filter(|_| home.len() == 1).cloned()?;
        self.settle_office_holders(&country, mentions);
        let alone = self.is_alone(mentions, &country);
        Some(Home { country, alone })
    }

    /// "Trade Minister Peter Otieno" of no country that is said is of that of the story, and so is "Otieno" behind.
    fn settle_office_holders(&self, country: &str, mentions: &mut [Mention]) {
        let mut named: BTreeSet<String> = BTreeSet::new();
        for mention in mentions.iter_mut().filter(|m| m.kind == MentionKind::Person && is_of_nowhere(m)) {
            let name = mention.actors.iter().find_map(|a| a.name.clone());
            let known = name.as_ref().is_some_and(|n| named.contains(n));
            if !known && !self.holds_office(mention) {
                continue;
            }
            named.extend(name);
            mention.actors.iter_mut().for_each(|a| a.country = Some(country.to_string()));
            mention.reason.push_str(&format!("; of {country}, where the story takes place"));
        }
    }

    /// Whether the title of a person is an office of a state.
    fn holds_office(&self, mention: &Mention) -> bool {
        let Some(agent) = self.words_of(mention).next() else { return false };
        let office =
            agent.kind == "person" && matches!(agent.sector.as_str(), "GOV" | "LEG" | "JUD" | "COP" | "MIL");
        let elsewhere = [ABROAD, INTERNATIONAL, OF_ITS_BODY].iter().any(|note| agent.note.contains(note));
        office && !elsewhere && !mention.reason.contains("ambiguous")
    }

    /// The country of the story and, unless the dateline bears it out, the states that are subjects in it.
    fn acting(&self, mentions: &[Mention], home: &BTreeSet<String>) -> BTreeSet<String> {
        let mut out = home.clone();
        if home.len() == 1 && self.country_of_dateline().is_some() {
            return out;
        }
        let acts = |m: &&Mention| {
            let state = matches!(m.kind, MentionKind::Country | MentionKind::Metonym);
            state && self.document.tokens[m.head].is("nsubj")
        };
        let actors = mentions.iter().filter(acts).flat_map(|m| &m.actors);
        out.extend(actors.filter_map(|a| a.country.clone()));
        out
    }

    /// "Both men" and "the woman" are people whom the text named before, not the crowd.
    fn points_back(&self, head: usize, agent: &Agent) -> bool {
        let people = matches!(agent.phrase.as_str(), "man" | "woman" | "person" | "individual");
        let children = &self.document.tokens[head].children;
        let both = children.iter().any(|&c| matches!(self.document.form(c), "both" | "Both"));
        both || people && self.is_definite(head)
    }

    /// Where several states act, people to whom something is done may be of any of them.
    fn may_be_anybody(&self, head: usize, agent: &Agent) -> bool {
        matches!(agent.sector.as_str(), "CVL" | "UAF" | "CRM")
            && agent.kind == "person"
            && self.document.tokens[head].deprel != "nsubj"
    }

    pub(super) fn place(&self, mention: &mut Mention, agent: &Agent, country: &str, why: &str) {
        let one = !self.document.tokens[mention.head].is_plural();
        let (actor, reason) = self.of_country(mention.head, agent, country.to_string(), one);
        // A sector that was told by a body stays.
        let sector = mention.actors.first().and_then(|a| a.sector.clone());
        let told = described_actor(agent, None).sector != sector;
        mention.actors = vec![if told && actor.name.is_none() { Actor { sector, ..actor } } else { actor }];
        mention.reason = format!("{reason}, {why}");
    }

    fn is_local(&self, sector: &str) -> bool {
        self.knowledge.sector(sector).is_some_and(|s| s.local)
    }

    /// The countries that speak for the place of the story: that of the dateline, those of bodies and crowds at home, and where
    /// neither is known that in which nearly everything takes place.
    fn home(&self, mentions: &[Mention]) -> BTreeSet<String> {
        let mut out = self.home_by_parties(mentions);
        if out.is_empty() {
            out.extend(self.country_of_places());
        }
        if out.is_empty() {
            out.extend(self.only_country(mentions));
        }
        out
    }

    /// The one country of which a text names places or states at all.
    fn only_country(&self, mentions: &[Mention]) -> Option<String> {
        let counts = self.countries_named(mentions);
        let (country, _) = counts.iter().max_by_key(|(_, n)| **n)?;
        self.is_alone(mentions, country).then(|| country.clone())
    }

    /// Whether hardly anything in the text belongs to another country.
    fn is_alone(&self, mentions: &[Mention], country: &str) -> bool {
        let counts = self.countries_named(mentions);
        let own = counts.get(country).copied().unwrap_or_default();
        let all: usize = counts.values().sum();
        own >= NAMED && (all - own) * OTHERS <= own
    }

    /// How often the text names each country by its places, its states and those who belong to them.
    pub(super) fn countries_named(&self, mentions: &[Mention]) -> BTreeMap<String, usize> {
        let named = mentions.iter().filter(|m| !matches!(m.kind, MentionKind::Outlet | MentionKind::Agent));
        let parties = named.flat_map(|m| m.actors.iter().filter_map(|a| a.country.as_deref()));
        let places = self.places.iter().filter(|p| p.kind != "demonym" && p.kind != "country");
        let mut counts = BTreeMap::new();
        for country in parties.chain(places.filter_map(|p| p.country.as_deref())) {
            if self.knowledge.country(country).is_some() {
                *counts.entry(country.to_string()).or_default() += 1;
            }
        }
        counts
    }

    /// The country of nearly all places that something is said to happen in, at or near.
    fn country_of_places(&self) -> Option<String> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for place in self
            .places
            .iter()
            .filter(|p| p.kind != "demonym" && p.head.is_some_and(|h| self.document.is_where(h)))
        {
            *counts.entry(place.country.as_deref()?).or_default() += 1;
        }
        let all: usize = counts.values().sum();
        let (country, most) =
            counts.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country)))?;
        (most > 1 && 5 * most >= 4 * all).then(|| country.to_string())
    }

    fn home_by_parties(&self, mentions: &[Mention]) -> BTreeSet<String> {
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
            && matches!(agent.sector.as_str(), "GOV" | "MIL" | "COP" | "LEG" | "JUD" | "SPY" | "OPP")
            && !agent.note.contains(ABROAD);
        let office = agent.kind == "person"
            && agent.sector == "GOV"
            && !agent.role.is_empty()
            && self.is_definite(head)
            && !agent.note.contains("several hold it")
            && (agent.usual.is_empty() || self.knowledge.country(&agent.usual).is_some())
            && !self.document.tokens[head].is_plural();
        body || office
            || agent.kind != "organ" && self.knowledge.sector(&agent.sector).is_some_and(|s| s.domestic)
    }

    /// The country that the dateline names behind the place, or that of the place, if all of that name lie in one.
    fn country_of_dateline(&self) -> Option<String> {
        let mut line = self.places.iter().filter(|p| p.head.is_none());
        let state = line.find(|p| p.kind == "country").and_then(|p| p.country.clone());
        state.or_else(|| self.country_of_place_in_dateline())
    }

    fn country_of_place_in_dateline(&self) -> Option<String> {
        let dateline = self.document.article.dateline.as_deref()?;
        let names = self.knowledge.names(&key(dateline));
        let state = |kind: NameKind| match kind {
            NameKind::Country(_) | NameKind::Seat(_) => {
                self.states_meant(&[kind]).first().map(|c| c.iso3.clone())
            }
            _ => None,
        };
        let today = |code: &String| self.knowledge.country(code).is_some_and(|c| c.to.is_empty());
        // A capital needs no state behind it; towns of the same name elsewhere would be told apart.
        let mut states: BTreeSet<String> = names.iter().filter_map(|n| state(n.kind)).filter(today).collect();
        if states.is_empty() {
            let rows = names.iter().filter_map(|n| match n.kind {
                NameKind::Place(i) => self.knowledge.pack.places.get(i),
                _ => None,
            });
            states = rows.map(|p| p.country.clone()).filter(today).collect();
        }
        (states.len() == 1).then(|| states.into_iter().next())?
    }

    /// The countries of the places in the clause of a token: "in Khartoum", "outside the embassy in Tunis".
    fn countries_of_clause(&self, head: usize) -> BTreeSet<String> {
        let Some(verb) = self.verb_above(head) else { return BTreeSet::new() };
        let inside = |place: usize| {
            self.document.is_where(place)
                && self.verb_above(place) == Some(verb)
                && !self.document.is_of_other(self.knowledge, place, verb)
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

pub(super) fn is_open(mention: &Mention) -> bool {
    mention.kind == MentionKind::Agent
        && !mention.reason.contains("ambiguous")
        && mention.actors.len() == 1
        && mention.actors.iter().all(|a| a.country.is_none() && a.name.is_none())
}
