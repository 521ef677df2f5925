//! Nominals as actors: names, titles with names, offices, organs, and words such as "protesters".

use super::persons;
use crate::{Actor, Document, KnownName, Mention, MentionKind, Span};
use detente_english::Upos;
use detente_knowledge::{Agent, Knowledge, NameKind, key};
use std::collections::BTreeMap;

/// What the questions about one document share.
pub(super) struct Nominals<'a> {
    knowledge: &'a Knowledge,
    document: &'a Document,
    hits: &'a [KnownName],
    /// Hit by each of its tokens.
    by_token: BTreeMap<usize, usize>,
    /// Persons named so far, by the key of their family and given names, latest last.
    called: BTreeMap<String, Vec<Actor>>,
    /// Who was last described by a word, by its lemma: "the ministry" after "South Korea's Ministry of Unification".
    described: BTreeMap<String, Actor>,
}

/// An actor with the way it was named and the reason.
struct Found {
    actors: Vec<Actor>,
    kind: MentionKind,
    reason: String,
}

pub(super) fn mentions(knowledge: &Knowledge, document: &Document) -> Vec<Mention> {
    let hits = document.names.as_slice();
    let by_token = hits.iter().enumerate().flat_map(|(i, h)| h.tokens.clone().map(move |t| (t, i))).collect();
    let mut nominals =
        Nominals { knowledge, document, hits, by_token, called: BTreeMap::new(), described: BTreeMap::new() };
    let mut out = Vec::new();
    for head in 0..document.tokens.len() {
        if let Some(found) = nominals.resolve(head) {
            nominals.remember(head, &found);
            let span = nominals.span(head, found.kind);
            out.push(Mention { span, head, actors: found.actors, reason: found.reason, kind: found.kind });
        }
    }
    out
}

impl Nominals<'_> {
    fn resolve(&self, head: usize) -> Option<Found> {
        let token = &self.document.tokens[head];
        if let Some(&hit) = self.by_token.get(&head) {
            // Only the head of a name stands for it.
            let hit = &self.hits[hit];
            return (hit.head == head).then(|| self.named(head, hit))?;
        }
        match token.upos {
            Upos::Propn => self.unknown_name(head),
            Upos::Noun | Upos::Adj => self.described(head),
            _ => None,
        }
    }

    /// A name of the tables.
    fn named(&self, head: usize, hit: &KnownName) -> Option<Found> {
        let kind = *hit.kinds.first()?;
        let pack = &self.knowledge.pack;
        match kind {
            NameKind::Country(i) => Some(self.state(i, MentionKind::Country, "name of the state")),
            NameKind::Adjective(i) => Some(self.state(i, MentionKind::Demonym, "adjective of the state")),
            NameKind::Inhabitant(i) => Some(self.state(i, MentionKind::Demonym, "people of the state")),
            NameKind::Metonym(i) => Some(self.government(i, "stands for the government")),
            NameKind::Seat(i) => {
                (!self.is_location(head)).then(|| self.government(i, "seat of the government"))
            }
            NameKind::Person(_) => {
                let person = self.knowledge.person(kind)?;
                if persons::is_minor(self.knowledge, person) && !self.story_names_state_of(person) {
                    return self.unknown_name(head);
                }
                let (actor, reason) =
                    persons::on_day(self.knowledge, person, self.document.article.published);
                Some(Found { actors: vec![actor], kind: MentionKind::Person, reason })
            }
            NameKind::Organisation(i) => {
                let row = pack.organisations.get(i)?;
                let sector = Some(row.sector.clone()).filter(|s| !s.is_empty());
                let actor = Actor {
                    name: Some(row.name.clone()),
                    country: Some(row.code.clone()),
                    sector,
                    role: None,
                };
                Some(Found {
                    actors: vec![actor],
                    kind: MentionKind::Organisation,
                    reason: format!("{}, {}", row.name, row.kind),
                })
            }
            NameKind::Outlet(i) => {
                let row = pack.outlets.get(i)?;
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
            NameKind::Shorthand(i) => self.shorthand(i),
            NameKind::Place(_) => None,
        }
    }

    fn state(&self, row: usize, kind: MentionKind, reason: &str) -> Found {
        let country = &self.knowledge.pack.countries[row];
        let actor = Actor {
            name: Some(country.name.clone()),
            country: Some(country.iso3.clone()),
            ..Actor::default()
        };
        Found { actors: vec![actor], kind, reason: format!("{reason} {}", country.iso3) }
    }

    fn government(&self, row: usize, reason: &str) -> Found {
        let mut found = self.state(row, MentionKind::Metonym, reason);
        for actor in &mut found.actors {
            actor.sector = Some("GOV".into());
        }
        found
    }

    /// "The North" where the story names one of the Koreas; "both Koreas".
    fn shorthand(&self, row: usize) -> Option<Found> {
        let row = self.knowledge.pack.shorthand.get(row)?;
        if !row.when.is_empty() && !row.when.iter().any(|iso| self.story_names(iso)) {
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

    /// Whether the story names a state that the person served; those who served none need no such witness.
    fn story_names_state_of(&self, person: &str) -> bool {
        let mut served = self.knowledge.offices(person).map(|o| o.country.as_str());
        served.any(|c| self.knowledge.country(c).is_none() || self.story_names(c))
    }

    fn story_names(&self, iso: &str) -> bool {
        self.hits.iter().filter_map(|h| h.kinds.first()).any(|k| match k {
            NameKind::Country(i) | NameKind::Adjective(i) | NameKind::Inhabitant(i) => {
                self.knowledge.pack.countries[*i].iso3 == iso
            }
            _ => false,
        })
    }

    /// A city after a preposition of place is where something is, not the government that sits there.
    fn is_location(&self, head: usize) -> bool {
        let place = [
            "in", "at", "near", "from", "to", "into", "outside", "around", "toward", "towards", "through",
            "of", "on", "for",
        ];
        self.document.preposition(head).is_some_and(|p| place.contains(&p.as_str()))
    }

    /// A name that is not in the tables: known by its title, by an apposition, or by an earlier mention.
    fn unknown_name(&self, head: usize) -> Option<Found> {
        let token = &self.document.tokens[head];
        if token.is("flat")
            || token.is("compound") && token.head.is_some_and(|h| self.document.tokens[h].upos == Upos::Propn)
        {
            return None;
        }
        if let Some(found) = self.office_word(head) {
            return Some(found);
        }
        let name = self.name_of(head);
        if let Some(found) = self.titled(head, &name) {
            return Some(found);
        }
        if let Some(earlier) = self.called.get(&key(self.document.form(head))).and_then(|a| a.last()) {
            let reason = format!("named before: {}", earlier.name.as_deref().unwrap_or("?"));
            return Some(Found { actors: vec![earlier.clone()], kind: MentionKind::Person, reason });
        }
        self.in_the_news(head, &name)
    }

    /// "Trump" without a full name before it: whoever of that name held a high office on the day, first of a state that
    /// the story names.
    fn in_the_news(&self, head: usize, name: &str) -> Option<Found> {
        let day = self.document.article.published?;
        if name.contains(' ') || self.document.form(head).len() < 3 {
            return None;
        }
        let here = |iso: &str| self.story_names(iso);
        let person = persons::by_surname(self.knowledge, &key(name), day, here).ok()?;
        let (actor, reason) = persons::on_day(self.knowledge, &person, Some(day));
        Some(Found {
            actors: vec![actor],
            kind: MentionKind::Person,
            reason: format!("family name of {reason}"),
        })
    }

    /// "Spokesman Kim Eui-kyeom", "Kim Eui-kyeom, the president's spokesman".
    fn titled(&self, head: usize, name: &str) -> Option<Found> {
        let beside = ["appos", "nmod:desc", "compound", "flat", "nmod:unmarked", "amod"];
        let near = self.document.tokens[head].children.iter().copied();
        let above = self.document.tokens[head].head.filter(|_| self.document.tokens[head].is("appos"));
        let titles = near.filter(|&c| beside.contains(&self.document.tokens[c].deprel)).chain(above);
        for title in titles {
            let Some((agent, _)) = self.agent(title) else { continue };
            if agent.kind != "person" {
                continue;
            }
            let country = self.country_of(title, 3).or_else(|| self.country_of(head, 1));
            return Some(self.holder_or_named(agent, country, name));
        }
        None
    }

    /// Somebody with a name that the tables do not know under it: the holder of the office when a word of the name agrees.
    fn holder_or_named(&self, agent: &Agent, country: Option<String>, name: &str) -> Found {
        let day = self.document.article.published;
        let known = country.as_ref().filter(|_| !agent.role.is_empty());
        if let Some(Ok((actor, reason))) =
            known.map(|c| persons::in_office(self.knowledge, c, &agent.role, day))
        {
            let words: Vec<String> = actor.name.as_deref().unwrap_or("").split([' ', '-']).map(key).collect();
            if name.split([' ', '-']).any(|w| words.contains(&key(w))) {
                return Found { actors: vec![actor], kind: MentionKind::Person, reason };
            }
        }
        let sector = Some(agent.sector.clone()).filter(|s| !s.is_empty());
        let role = Some(if agent.role.is_empty() { agent.phrase.clone() } else { agent.role.clone() });
        let reason = format!("named with the title \"{}\"", agent.phrase);
        let actor = Actor { name: Some(name.to_string()), country, sector, role };
        Found { actors: vec![actor], kind: MentionKind::Person, reason }
    }

    /// A description that begins with a capital ("Foreign Ministry", "President" without a name).
    fn office_word(&self, head: usize) -> Option<Found> {
        let named = self.document.children(head, "flat").next().is_some();
        if named { None } else { self.described(head) }
    }

    /// "The South Korean president", "protesters", "the foreign ministry".
    fn described(&self, head: usize) -> Option<Found> {
        let (agent, _) = self.agent(head)?;
        if self.document.tokens[head].is("amod") {
            return None;
        }
        if let Some(person) = self.name_below(head) {
            return Some(person);
        }
        let countries = self.countries_of(head, 3);
        if let Some(earlier) = self.described_before(head, &countries) {
            return Some(earlier);
        }
        if countries.is_empty() {
            let reason = format!("\"{}\"; the country is not stated", agent.phrase);
            return Some(Found {
                actors: vec![described_actor(agent, None)],
                kind: MentionKind::Agent,
                reason,
            });
        }
        let one_each = countries.len() > 1 || !self.document.tokens[head].is_plural();
        let owner = self.owner_sector(head);
        let (mut actors, reasons): (Vec<Actor>, Vec<String>) =
            countries.into_iter().map(|c| self.of_country(agent, c, one_each)).unzip();
        for actor in actors.iter_mut().filter(|a| a.name.is_none()) {
            actor.sector = owner.clone().unwrap_or(actor.sector.take());
        }
        Some(Found { actors, kind: MentionKind::Agent, reason: reasons.join("; ") })
    }

    /// "The spokesman", "the ministry": whoever the word described last, if it says no country of its own.
    fn described_before(&self, head: usize, countries: &[String]) -> Option<Found> {
        let token = &self.document.tokens[head];
        let definite =
            self.document.child(head, "det").is_some_and(|d| self.document.tokens[d].lemma == "the");
        if !countries.is_empty() || !definite {
            return None;
        }
        let earlier = self.described.get(&token.lemma.to_lowercase())?;
        let reason = format!(
            "described before: {}",
            earlier.name.as_deref().or(earlier.role.as_deref()).unwrap_or("?")
        );
        Some(Found { actors: vec![earlier.clone()], kind: MentionKind::Agent, reason })
    }

    /// "Taliban representatives" are rebels, a "U.N. spokeswoman" is no government: who speaks for an organisation has its sector.
    fn owner_sector(&self, head: usize) -> Option<Option<String>> {
        let children = &self.document.tokens[head].children;
        children.iter().filter(|c| **c < head).filter_map(|c| self.by_token.get(c)).find_map(
            |&hit| match self.hits[hit].kinds.first() {
                Some(NameKind::Organisation(i)) => {
                    let sector = self.knowledge.pack.organisations.get(*i)?.sector.clone();
                    Some(Some(sector).filter(|s| !s.is_empty()))
                }
                _ => None,
            },
        )
    }

    /// A description with its country: the holder of the office where there is just one, else somebody of that sector.
    fn of_country(&self, agent: &Agent, country: String, one: bool) -> (Actor, String) {
        let shared = agent.note.contains("several hold it");
        let day = self.document.article.published;
        if one
            && !agent.role.is_empty()
            && !shared
            && let Ok(found) = persons::in_office(self.knowledge, &country, &agent.role, day)
        {
            return found;
        }
        let reason = format!("\"{}\" of {country}", agent.phrase);
        (described_actor(agent, Some(country)), reason)
    }

    /// The name that a title heads: "President Moon Jae-in" where the tree puts the title on top.
    fn name_below(&self, head: usize) -> Option<Found> {
        let below = ["flat", "appos", "nmod:desc"];
        let children = self.document.tokens[head].children.iter().copied();
        for child in children.filter(|&c| below.contains(&self.document.tokens[c].deprel)) {
            let Some(&hit) = self.by_token.get(&child) else {
                if self.document.tokens[child].upos == Upos::Propn && self.document.tokens[child].is("flat") {
                    let (agent, _) = self.agent(head)?;
                    return Some(self.holder_or_named(agent, self.country_of(head, 2), &self.name_of(child)));
                }
                continue;
            };
            if let Some(NameKind::Person(_)) = self.hits[hit].kinds.first() {
                return self.named(child, &self.hits[hit]);
            }
        }
        None
    }

    /// The longest phrase of the table of agents that ends (or, with "of", begins) at a token, with its first token.
    fn agent(&self, head: usize) -> Option<(&Agent, usize)> {
        let sentence = self.document.sentence_of(head).tokens.clone();
        // Some stand in the table as they are written ("special forces"), most by their lemma.
        let ends = [self.document.form(head).to_lowercase(), self.document.tokens[head].lemma.to_lowercase()];
        for first in sentence.start.max(head.saturating_sub(4))..=head {
            // "European Union leaders" are no union leaders.
            if (first..head).any(|t| self.by_token.contains_key(&t)) {
                continue;
            }
            let found = ends.iter().find_map(|last| self.agent_from(first, head, last, sentence.end));
            if found.is_some() {
                return found.map(|agent| (agent, first));
            }
        }
        None
    }

    fn agent_from(&self, first: usize, head: usize, last: &str, end: usize) -> Option<&Agent> {
        let words = |range: std::ops::Range<usize>| range.map(|t| self.document.form(t).to_lowercase());
        let before: Vec<String> = words(first..head).chain([last.to_string()]).collect();
        let phrase = before.join(" ").replace(" - ", "-");
        let longer = (head + 1..end.min(head + 5)).rev().find_map(|stop| {
            let more = words(head + 1..stop + 1).collect::<Vec<_>>().join(" ");
            self.knowledge.agent(&format!("{phrase} {more}"))
        });
        longer.or_else(|| self.knowledge.agent(&phrase))
    }

    fn country_of(&self, head: usize, depth: usize) -> Option<String> {
        self.countries_of(head, depth).into_iter().next()
    }

    /// The countries that a nominal belongs to: an adjective or name before it, a possessor, or "of", "for", "from", "in"
    /// behind it; several where they are joined ("the presidents of Kenya and Tanzania").
    fn countries_of(&self, head: usize, depth: usize) -> Vec<String> {
        let children = &self.document.tokens[head].children;
        let before = ["amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"];
        let direct = children.iter().filter(|&&c| before.contains(&self.document.tokens[c].deprel));
        let behind =
            children.iter().filter(|&&c| self.document.tokens[c].deprel == "nmod" && self.belongs(c));
        for &child in direct.chain(behind) {
            let joint = self.document.joint(child);
            let mut countries: Vec<String> = joint.into_iter().filter_map(|c| self.country_at(c)).collect();
            countries.dedup();
            if countries.is_empty() && depth > 1 {
                countries = self.countries_of(child, depth - 1);
            }
            if !countries.is_empty() {
                return countries;
            }
        }
        Vec::new()
    }

    fn belongs(&self, child: usize) -> bool {
        self.document
            .preposition(child)
            .is_some_and(|p| matches!(p.as_str(), "of" | "for" | "from" | "in" | "at"))
    }

    fn country_at(&self, token: usize) -> Option<String> {
        if let Some(&hit) = self.by_token.get(&token) {
            let pack = &self.knowledge.pack;
            return self.hits[hit].kinds.iter().find_map(|kind| match *kind {
                NameKind::Country(i)
                | NameKind::Adjective(i)
                | NameKind::Inhabitant(i)
                | NameKind::Metonym(i)
                | NameKind::Seat(i) => Some(pack.countries[i].iso3.clone()),
                NameKind::Person(_) => {
                    let person = self.knowledge.person(*kind)?;
                    persons::on_day(self.knowledge, person, self.document.article.published).0.country
                }
                NameKind::Organisation(i) => Some(pack.organisations.get(i)?.code.clone()),
                NameKind::Shorthand(i) => {
                    self.shorthand(i).filter(|f| f.actors.len() == 1)?.actors.into_iter().next()?.country
                }
                NameKind::Place(i) => Some(pack.places.get(i)?.country.clone()).filter(|c| !c.is_empty()),
                NameKind::Outlet(_) => None,
            });
        }
        let earlier = self.called.get(&key(self.document.form(token)))?.last()?;
        (self.document.tokens[token].upos == Upos::Propn).then(|| earlier.country.clone())?
    }

    /// The proper name around a token, without titles.
    fn name_of(&self, head: usize) -> String {
        let parts = ["flat", "compound"];
        let mut tokens: Vec<usize> = self.document.tokens[head].children.clone();
        tokens.retain(|&c| {
            let t = &self.document.tokens[c];
            parts.iter().any(|p| t.is(p))
                && t.upos == Upos::Propn
                && self.agent(c).is_none()
                && !self.by_token.contains_key(&c)
        });
        tokens.push(head);
        tokens.sort_unstable();
        self.document.cover(&tokens).map_or(String::new(), |s| self.document.words(s).to_string())
    }

    /// Persons are called by one word of their name from then on.
    fn remember(&mut self, head: usize, found: &Found) {
        // An apposition describes somebody who was named just before, and who is remembered under the same word.
        let apposition = self.document.tokens[head].is("appos") && found.kind == MentionKind::Agent;
        if let ([actor], MentionKind::Agent | MentionKind::Person, false) =
            (found.actors.as_slice(), found.kind, apposition)
        {
            let role = actor.role.as_deref().and_then(|r| r.split(' ').next_back()).map(str::to_lowercase);
            let word = Some(self.document.tokens[head].lemma.to_lowercase())
                .filter(|_| found.kind == MentionKind::Agent);
            for word in role.into_iter().chain(word).filter(|_| actor.country.is_some()) {
                self.described.insert(word, actor.clone());
            }
        }
        let (MentionKind::Person, [actor]) = (found.kind, found.actors.as_slice()) else { return };
        let Some(name) = &actor.name else { return };
        let written = self.name_of(head);
        let words: Vec<String> =
            name.split(' ').chain(written.split(' ')).map(key).filter(|w| w.len() > 1).collect();
        for word in words {
            let called = self.called.entry(word).or_default();
            // Whoever was named first under a word keeps it, unless the other one is named in full again.
            if called.is_empty()
                || name.split(' ').count() > 1
                    && called.iter().all(|a| a.name != actor.name)
                    && written.contains(' ')
            {
                called.insert(0, actor.clone());
            }
        }
    }

    fn span(&self, head: usize, kind: MentionKind) -> Span {
        let tokens = match (kind, self.by_token.get(&head)) {
            (MentionKind::Person | MentionKind::Agent, _) | (_, None) => {
                let never = ["acl", "appos", "parataxis", "advcl"];
                let beside = [
                    "conj",
                    "case",
                    "cc",
                    "punct",
                    "cop",
                    "nsubj",
                    "advmod",
                    "mark",
                    "aux",
                    "obl",
                    "det:predet",
                    "orphan",
                ];
                let skip = |t: usize| {
                    let token = &self.document.tokens[t];
                    let argument = || {
                        token.is("nmod")
                            && self
                                .document
                                .preposition(t)
                                .is_some_and(|p| matches!(p.as_str(), "by" | "to" | "against"))
                    };
                    never.iter().any(|r| token.is(r))
                        || token.head == Some(head) && (beside.iter().any(|r| token.is(r)) || argument())
                };
                let mut tokens = self.document.subtree_without(head, skip);
                // Whatever the tree makes of its parts ("Jae-in"), a known name is whole.
                tokens.extend(self.by_token.get(&head).map_or(0..0, |&hit| self.hits[hit].tokens.clone()));
                tokens.sort_unstable();
                tokens
            }
            (_, Some(&hit)) => self.hits[hit].tokens.clone().collect(),
        };
        self.document.cover(&tokens).unwrap_or(self.document.tokens[head].span)
    }
}

fn described_actor(agent: &Agent, country: Option<String>) -> Actor {
    let sector = Some(agent.sector.clone()).filter(|s| !s.is_empty() && s != "UNK");
    let role = Some(if agent.role.is_empty() { agent.phrase.clone() } else { agent.role.clone() });
    Actor { name: None, country, sector, role }
}
