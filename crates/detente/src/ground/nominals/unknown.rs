//! Names that are not in the tables: known by a title, an apposition, a body, or an earlier mention.

use super::super::persons;
use super::phrases::TITLE;
use super::{Found, Nominals};
use crate::{Actor, MentionKind};
use detente_english::Upos;
use detente_knowledge::{Agent, NameKind, spelled_words};

impl Nominals<'_> {
    /// A name that is not in the tables.
    pub(super) fn unknown_name(&self, head: usize) -> Option<Found> {
        let token = &self.document.tokens[head];
        if token.is("flat")
            || token.is("compound") && token.head.is_some_and(|h| self.document.tokens[h].upos == Upos::Propn)
        {
            return None;
        }
        let name = self.name_of(head);
        // "Amir" after "Yigal Amir" is no emir.
        if self.called_by(&spelled_words(&name)).is_none()
            && let Some(found) = self.office_word(head)
        {
            return Some(found);
        }
        if let Some(found) = self.ship(&name) {
            return Some(found);
        }
        if let Some(found) = self.titled(head, &name) {
            return Some(found);
        }
        if let Some(earlier) = self.called_by(&spelled_words(&name)) {
            let reason = format!("named before: {}", earlier.name.as_deref().unwrap_or("?"));
            return Some(Found { actors: vec![earlier.clone()], kind: MentionKind::Person, reason });
        }
        self.of_body(head, &name).or_else(|| self.in_the_news(head, &name))
    }

    /// "INS Mysore": a ship of the navy whose letters stand before its name, where several use them of one in the story.
    fn ship(&self, name: &str) -> Option<Found> {
        let (letters, _) = name.split_once(' ')?;
        let rows: Vec<_> = self.knowledge.pack.ships.iter().filter(|s| s.prefix == letters).collect();
        let named = || rows.iter().find(|s| self.states.contains(&s.country));
        let row = if rows.len() > 1 { named()? } else { rows.first()? };
        let actor = Actor {
            name: Some(name.to_string()),
            country: Some(row.country.clone()),
            sector: Some(row.sector.clone()),
            role: None,
        };
        let reason = format!("a ship of {}, by \"{letters}\"", row.country);
        Some(Found { actors: vec![actor], kind: MentionKind::Organisation, reason })
    }

    /// Whoever was named before under all words of a name.
    pub(super) fn called_by(&self, words: &[String]) -> Option<&Actor> {
        let called = self.called.get(words.last()?)?;
        let has = |actor: &&Actor| {
            let own = spelled_words(actor.name.as_deref().unwrap_or_default());
            words.len() == 1 || words.iter().all(|w| own.contains(w))
        };
        called.iter().rev().find(has)
    }

    /// "Trump" without a full name before it: whoever of that name held a high office on the day.
    fn in_the_news(&self, head: usize, name: &str) -> Option<Found> {
        let day = self.document.article.published?;
        let words = spelled_words(name);
        let [word] = words.as_slice() else { return None };
        let found = |actors, reason| Some(Found { actors, kind: MentionKind::Person, reason });
        if self.document.form(head).len() < 3 || word.len() < 2 {
            return None;
        }
        match persons::by_surname(self.knowledge, word, day, &self.states) {
            Ok(person) if self.is_called_otherwise(head, &person) => None,
            Ok(person) => {
                let (actor, reason) = persons::on_day(self.knowledge, &person, Some(day));
                found(vec![actor], format!("family name of {reason}"))
            }
            Err(reason) if reason.starts_with("ambiguous") => found(Vec::new(), reason),
            Err(_) => None,
        }
    }

    /// Whether the text writes a longer name with this word at its end that is not this person's: "Scott Ritter".
    fn is_called_otherwise(&self, head: usize, person: &str) -> bool {
        let own = spelled_words(person);
        let word = self.document.form(head);
        let other = |&at: &usize| {
            let given = at.checked_sub(1).filter(|&g| self.document.tokens[g].name.ends_with("-PER"));
            let given = given.map(|g| spelled_words(self.document.form(g)));
            self.document.form(at) == word
                && given.is_some_and(|g| g.iter().any(|w| w.len() > 1 && !own.contains(w)))
        };
        (0..self.document.tokens.len()).any(|at| other(&at))
    }

    /// Whether a token ends a name that the model tags, so that it is no title: "Yigal Amir".
    fn is_last_name(&self, token: usize) -> bool {
        self.document.tokens[token].name == "I-PER"
    }

    /// "Spokesman Kim Eui-kyeom", "Kim Eui-kyeom, the president's spokesman", "Gen. Adam Novak of the Czech army".
    fn titled(&self, head: usize, name: &str) -> Option<Found> {
        let token = &self.document.tokens[head];
        let near = token.children.iter().copied();
        let near = near.filter(|&c| {
            let before =
                TITLE.contains(&self.document.tokens[c].deprel) && (c < head || !self.is_last_name(c));
            before || self.document.tokens[c].is("appos")
        });
        let above = token.head.filter(|_| token.is("appos"));
        // "The mayor of Seoul, Jane Doe": the tree may hang the name on the city.
        let beyond =
            above.filter(|&a| self.document.tokens[a].is("nmod")).and_then(|a| self.document.tokens[a].head);
        let titles: Vec<(usize, &Agent)> = near
            .chain(above)
            .chain(beyond)
            .filter_map(|t| Some((t, self.agent(t)?.0)))
            .filter(|(_, agent)| agent.kind == "person")
            .collect();
        let placed = titles.iter().find(|(t, _)| self.country_of(*t, 3).is_some());
        let &(title, agent) = placed.or_else(|| titles.first())?;
        let country = self.country_of(title, 3).or_else(|| self.country_of(head, 3));
        let body = self.sector_of_body(title, agent).or_else(|| {
            let behind = self.document.children(head, "nmod").find(|&c| self.belongs(c))?;
            self.sector_of_phrase(behind)
        });
        let former = self.is_former(title) || self.is_former(head);
        Some(self.holder_or_named(agent, country, name, body.filter(|_| title != head), former))
    }

    /// "Adam Novak of the Czech army" without a title.
    fn of_body(&self, head: usize, name: &str) -> Option<Found> {
        if !name.contains(' ') {
            return None;
        }
        let body = self.document.children(head, "nmod").find(|&c| {
            self.document.preposition(c).is_some_and(|p| p == "of") && self.sector_of_phrase(c).is_some()
        })?;
        let (sector, country) = (self.sector_of_phrase(body)??, self.country_of(body, 2)?);
        let (agent, _) = self.agent(body)?;
        let reason = format!("named with the body \"{}\"", agent.phrase);
        let actor =
            Actor { name: Some(name.to_string()), country: Some(country), sector: Some(sector), role: None };
        Some(Found { actors: vec![actor], kind: MentionKind::Person, reason })
    }

    /// Somebody with a name that the tables do not know under it: the holder of the office when a word of the name agrees.
    pub(super) fn holder_or_named(
        &self,
        agent: &Agent,
        country: Option<String>,
        name: &str,
        body: Option<Option<String>>,
        former: bool,
    ) -> Found {
        if let Some((actor, reason)) = self.holder(agent, country.as_deref(), name).filter(|_| !former) {
            return Found { actors: vec![actor], kind: MentionKind::Person, reason };
        }
        let own = Some(agent.sector.clone()).filter(|s| !s.is_empty() && s != "UNK");
        let office = Some(if agent.role.is_empty() { agent.phrase.clone() } else { agent.role.clone() });
        let reason = format!("named with the title \"{}\"", agent.phrase);
        let (sector, role) = if former {
            (Some("ELI".to_string()), office.map(|o| format!("former {o}")))
        } else {
            (body.unwrap_or(own), office)
        };
        let actor = Actor { name: Some(name.to_string()), country, sector, role };
        Found { actors: vec![actor], kind: MentionKind::Person, reason }
    }

    /// The holder of an office whose name agrees with the one in the text: of the country, or of whichever country has just one
    /// holder of that name.
    fn holder(&self, agent: &Agent, country: Option<&str>, name: &str) -> Option<(Actor, String)> {
        let day = self.document.article.published;
        let words = spelled_words(name);
        if agent.role.is_empty() {
            return None;
        }
        let Some(country) = country else {
            let [word] = words.as_slice() else { return None };
            return persons::in_office_by_surname(self.knowledge, word, &agent.role, day?);
        };
        let (actor, reason) = persons::in_office(self.knowledge, country, &agent.role, day).ok()?;
        let own = spelled_words(actor.name.as_deref().unwrap_or_default());
        words.iter().any(|w| own.contains(w)).then_some((actor, reason))
    }

    /// A description that begins with a capital ("Foreign Ministry", "President" without a name).
    fn office_word(&self, head: usize) -> Option<Found> {
        let named = self.document.children(head, "flat").next().is_some();
        if named { None } else { self.described(head) }
    }

    /// The name that a title heads: "President Moon Jae-in" where the tree puts the title on top. With the name's head.
    pub(super) fn name_below(&self, head: usize) -> Option<(usize, Found)> {
        let below = ["flat", "appos", "nmod:desc", "nmod"];
        let token = &self.document.tokens[head];
        let plain =
            |c: &usize| !self.document.tokens[*c].is("nmod") || self.document.child(*c, "case").is_none();
        let near = token.children.iter().copied();
        for child in near.filter(|&c| below.contains(&self.document.tokens[c].deprel)).filter(plain) {
            let Some(&hit) = self.by_token.get(&child) else {
                let name = &self.document.tokens[child];
                let beside = name.is("flat") || name.is("appos") && child == head + 1;
                if name.upos == Upos::Propn && beside && self.agent(child).is_none() {
                    let (agent, _) = self.agent(head).filter(|(a, _)| a.kind == "person")?;
                    let body = self.sector_of_body(head, agent);
                    let country = self.country_of(head, 3);
                    let former = self.is_former(head);
                    let found = self.holder_or_named(agent, country, &self.name_of(child), body, former);
                    return Some((child, found));
                }
                continue;
            };
            if let Some(NameKind::Person(_)) = self.hits[hit].kinds.first() {
                return Some((child, self.named(child, &self.hits[hit])?));
            }
        }
        None
    }

    /// The proper name around a token, without titles.
    pub(super) fn name_of(&self, head: usize) -> String {
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
}
