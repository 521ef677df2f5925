//! Names of the tables as actors on the day of the article.

use super::super::persons;
use super::{Found, Nominals};
use crate::{Actor, KnownName, MentionKind};
use detente_english::Upos;
use detente_knowledge::{Country, NameKind, holds};
use std::collections::BTreeSet;

/// Verbs whose object is where somebody goes or is: "left Oslo" leaves a city, "accused Oslo" accuses a government.
const OF_MOTION: [&str; 14] = [
    "leave", "enter", "reach", "flee", "depart", "exit", "approach", "re-enter", "reenter", "evacuate",
    "tour", "cross", "circle", "overfly",
];

/// Code of armed groups of no one state.
const STATELESS: &str = "IMG";

impl Nominals<'_> {
    /// A name of the tables: the first of its meanings that can be meant here.
    pub(super) fn named(&self, head: usize, hit: &KnownName) -> Option<Found> {
        let first = *hit.kinds.first()?;
        if let NameKind::Dictionary(row) = first {
            return match self.dictionary(row) {
                Some(found) => found,
                // No line of the dictionary is valid on the day: the compiled tables may know more.
                None => hit.kinds.iter().find(|k| !matches!(k, NameKind::Dictionary(_))).and_then(|k| {
                    let rest = KnownName { kinds: vec![*k], ..hit.clone() };
                    self.named(head, &rest)
                }),
            };
        }
        let same = |k: &&NameKind| std::mem::discriminant(*k) == std::mem::discriminant(&first);
        let alike: Vec<NameKind> = hit.kinds.iter().filter(same).copied().collect();
        match first {
            NameKind::Person(_) => self.person(head, &alike),
            NameKind::Country(_) => self.one_state(&alike, MentionKind::Country, "name of the state"),
            NameKind::Adjective(_) => self.one_state(&alike, MentionKind::Demonym, "adjective of the state"),
            NameKind::Inhabitant(_) => self.one_state(&alike, MentionKind::Demonym, "people of the state"),
            NameKind::Metonym(_) => self.one_state(&alike, MentionKind::Metonym, "stands for the government"),
            NameKind::Seat(_) => {
                let found = || self.one_state(&alike, MentionKind::Metonym, "seat of the government");
                (!self.is_location(head)).then(found)?
            }
            NameKind::Organisation(i) => self.organisation(i),
            NameKind::Outlet(i) => self.outlet(i),
            NameKind::Shorthand(i) => self.shorthand(i),
            NameKind::Place(_) | NameKind::Dictionary(_) => None,
        }
    }

    fn person(&self, head: usize, kinds: &[NameKind]) -> Option<Found> {
        let mut persons: Vec<&str> = kinds.iter().filter_map(|k| self.knowledge.person(*k)).collect();
        persons.retain(|p| !persons::is_minor(self.knowledge, p) || self.story_names_state_of(p));
        if persons.is_empty() {
            return self.unknown_name(head);
        }
        let day = self.document.article.published;
        let found = match persons::one_of(self.knowledge, &persons, day, &self.states) {
            Ok((actor, reason)) => (vec![self.of_said_country(head, actor)], reason),
            Err(reason) => (Vec::new(), reason),
        };
        Some(Found { actors: found.0, kind: MentionKind::Person, reason: found.1 })
    }

    /// Somebody of an armed group of no one state, of whom the text says the country: "Saudi militant Osama bin Laden".
    fn of_said_country(&self, head: usize, mut actor: Actor) -> Actor {
        if actor.country.as_deref() == Some(STATELESS) {
            actor.country = self.country_of(head, 2).or(actor.country);
        }
        actor
    }

    /// Whether the story names a state that the person served; those who served none need no such witness.
    fn story_names_state_of(&self, person: &str) -> bool {
        let mut served = self.knowledge.offices(person).map(|o| o.country.as_str());
        served.any(|c| self.knowledge.country(c).is_none() || self.states.contains(c))
    }

    /// The state that a name means; several share some ("Congolese"), and one may have ended.
    fn one_state(&self, kinds: &[NameKind], kind: MentionKind, reason: &str) -> Option<Found> {
        let states = self.states_meant(kinds);
        if let [first, .., last] = states.as_slice() {
            let codes: Vec<&str> = states.iter().map(|c| c.iso3.as_str()).collect();
            let reason = format!("ambiguous: {}", codes.join(", "));
            return (first.iso3 != last.iso3).then_some(Found { actors: Vec::new(), kind, reason });
        }
        let country = states.first()?;
        let sector = (kind == MentionKind::Metonym).then(|| "GOV".to_string());
        let actor = Actor {
            name: Some(country.name.clone()),
            country: Some(country.iso3.clone()),
            sector,
            role: None,
        };
        let rest = kinds.iter().filter_map(|k| self.row_of(*k)).filter(|c| is_rare(c) != is_rare(country));
        let mut others: Vec<&str> = rest.map(|c| c.iso3.as_str()).collect();
        others.dedup();
        let not =
            if others.is_empty() { String::new() } else { format!(" rather than {}", others.join(", ")) };
        Some(Found { actors: vec![actor], kind, reason: format!("{reason} {}{not}", country.iso3) })
    }

    fn row_of(&self, kind: NameKind) -> Option<&Country> {
        match kind {
            NameKind::Country(i)
            | NameKind::Adjective(i)
            | NameKind::Inhabitant(i)
            | NameKind::Metonym(i)
            | NameKind::Seat(i) => self.knowledge.pack.countries.get(i),
            _ => None,
        }
    }

    /// The states for which a name can stand: those of the day, of these the ones that the story names otherwise.
    pub(super) fn states_meant(&self, kinds: &[NameKind]) -> Vec<&Country> {
        let all: Vec<&Country> = kinds.iter().filter_map(|k| self.row_of(*k)).collect();
        let on_day = |c: &&&Country| match self.document.article.published {
            Some(day) => holds(&c.from, &c.to, day),
            None => c.to.is_empty(),
        };
        let mut states: Vec<&Country> = all.iter().filter(on_day).copied().collect();
        if states.is_empty() {
            states = all;
        }
        let mut seen = BTreeSet::new();
        states.retain(|c| seen.insert(c.iso3.as_str()));
        let in_story: Vec<&Country> =
            states.iter().filter(|c| self.states.contains(&c.iso3)).copied().collect();
        if states.len() > 1 && in_story.len() == 1 {
            return in_story;
        }
        // The table marks words that mostly mean another state.
        let usual: Vec<&Country> = states.iter().filter(|c| !is_rare(c)).copied().collect();
        if usual.is_empty() { states } else { usual }
    }

    fn may_be_rare(&self, kinds: &[NameKind]) -> bool {
        let people = kinds.iter().filter(|k| matches!(k, NameKind::Adjective(_) | NameKind::Inhabitant(_)));
        people.filter_map(|k| self.row_of(*k)).any(is_rare)
    }

    /// The states that the text names without doubt, also by their persons in office.
    pub(super) fn states_of_the_story(&self) -> BTreeSet<String> {
        let mut out = BTreeSet::new();
        for hit in self.hits {
            let states: BTreeSet<&str> =
                self.states_meant(&hit.kinds).iter().map(|c| c.iso3.as_str()).collect();
            match hit.kinds.first() {
                Some(NameKind::Person(_)) => {
                    let person = hit.kinds.first().and_then(|k| self.knowledge.person(*k));
                    let person = person.filter(|p| !persons::is_minor(self.knowledge, p));
                    let offices = person.into_iter().flat_map(|p| self.knowledge.offices(p));
                    let countries: BTreeSet<&String> = offices.map(|o| &o.country).collect();
                    out.extend(countries.into_iter().filter(|_| hit.kinds.len() == 1).cloned());
                }
                Some(NameKind::Shorthand(i)) => {
                    let row = self.knowledge.pack.shorthand.get(*i).filter(|row| row.when.is_empty());
                    out.extend(row.into_iter().flat_map(|row| row.members.iter().cloned()));
                }
                // "Congolese" may be of the other state that the story names.
                Some(_) if states.len() == 1 && !self.may_be_rare(&hit.kinds) => {
                    out.extend(states.into_iter().map(str::to_string))
                }
                _ => {}
            }
        }
        out
    }

    fn organisation(&self, row: usize) -> Option<Found> {
        let row = self.knowledge.pack.organisations.get(row)?;
        let sector = Some(row.sector.clone()).filter(|s| !s.is_empty());
        let actor =
            Actor { name: Some(row.name.clone()), country: Some(row.code.clone()), sector, role: None };
        Some(Found {
            actors: vec![actor],
            kind: MentionKind::Organisation,
            reason: format!("{}, {}", row.name, row.kind),
        })
    }

    fn outlet(&self, row: usize) -> Option<Found> {
        let row = self.knowledge.pack.outlets.get(row)?;
        let actor = Actor {
            name: Some(row.name.clone()),
            country: Some(row.country.clone()).filter(|c| !c.is_empty()),
            sector: Some("JRN".into()),
            role: None,
        };
        Some(Found {
            actors: vec![actor],
            kind: MentionKind::Outlet,
            reason: format!("{}, {}", row.name, row.kind),
        })
    }

    /// A name of a PETRARCH dictionary: `None` when no code is valid on the day, nobody when its code is `---`.
    fn dictionary(&self, row: usize) -> Option<Option<Found>> {
        let (meaning, code) = self.knowledge.dictionary_code(row, self.document.article.published)?;
        if meaning.country.is_none() && meaning.sector.is_none() {
            return Some(None);
        }
        let entry = self.knowledge.pack.dictionary.get(row)?;
        // What a dictionary dates is mostly the office of a person.
        let dated = entry.codes.iter().any(|c| c.from.is_some() || c.until.is_some());
        let kind = match meaning.sector {
            None => MentionKind::Country,
            Some(_) if dated => MentionKind::Person,
            Some(_) => MentionKind::Organisation,
        };
        let actor = Actor {
            name: entry.names.first().cloned(),
            country: meaning.country,
            sector: meaning.sector,
            role: None,
        };
        let reason = format!("{code} in {}:{}", entry.file, entry.line);
        Some(Some(Found { actors: vec![actor], kind, reason }))
    }

    /// "The North" where the story names one of the Koreas; "both Koreas".
    pub(super) fn shorthand(&self, row: usize) -> Option<Found> {
        let row = self.knowledge.pack.shorthand.get(row)?;
        if !row.when.is_empty() && !row.when.iter().any(|iso| self.states.contains(iso)) {
            return None;
        }
        let actors = row.members.iter().filter_map(|iso| self.knowledge.country(iso));
        let actors = actors.map(|c| Actor {
            name: Some(c.name.clone()),
            country: Some(c.iso3.clone()),
            ..Actor::default()
        });
        Some(Found {
            actors: actors.collect(),
            kind: MentionKind::Country,
            reason: format!("short for {}", row.members.join(" and ")),
        })
    }

    /// A city after a preposition of place, or as the object of a verb of motion, is where something is, not the government
    /// that sits there.
    fn is_location(&self, head: usize) -> bool {
        let place = [
            "in", "at", "near", "from", "to", "into", "outside", "around", "toward", "towards", "through",
            "of", "on", "for", "via", "across", "inside",
        ];
        let token = &self.document.tokens[head];
        // "Flew to Geneva and Oslo": the preposition stands before the first of them.
        let first = token.head.filter(|_| token.is("conj")).unwrap_or(head);
        let mut prepositions = [head, first].into_iter().filter_map(|t| self.document.preposition(t));
        prepositions.any(|p| place.contains(&p.as_str()))
            || self.is_goal(first)
            || self.is_followed_by_state(head)
    }

    fn is_goal(&self, token: usize) -> bool {
        let token = &self.document.tokens[token];
        let verb = token.head.filter(|_| token.is("obj")).map(|h| &self.document.tokens[h]);
        verb.is_some_and(|v| v.upos == Upos::Verb && OF_MOTION.contains(&v.lemma.as_str()))
    }

    /// "Seoul, South Korea" is written for those who do not know where it is.
    fn is_followed_by_state(&self, head: usize) -> bool {
        let end = self.by_token.get(&head).map_or(head + 1, |&hit| self.hits[hit].tokens.end);
        let comma = self.document.tokens.get(end).is_some_and(|_| self.document.form(end) == ",");
        let state = self.by_token.get(&(end + 1)).and_then(|&hit| self.hits[hit].kinds.first());
        comma && matches!(state, Some(NameKind::Country(_))) && {
            let joint = self.document.joint(head);
            !joint.contains(&(end + 1))
        }
    }
}

/// Whether the table says that a state's adjective mostly means another one.
fn is_rare(country: &Country) -> bool {
    country.adjectives.iter().any(|a| a.ends_with('?'))
}
