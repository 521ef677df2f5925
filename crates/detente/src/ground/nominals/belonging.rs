//! The country and the body that a nominal belongs to.

use super::super::persons;
use super::Nominals;
use detente_english::Upos;
use detente_knowledge::{Agent, NameKind, spelled_words};

impl Nominals<'_> {
    pub(super) fn country_of(&self, head: usize, depth: usize) -> Option<String> {
        self.countries_of(head, depth).into_iter().next()
    }

    /// The countries that a nominal belongs to: an adjective or name before it, a possessor, or "of", "for", "from", "in"
    /// behind it; several where they are joined ("the presidents of Kenya and Tanzania", "U.S. and South Korean forces").
    pub(super) fn countries_of(&self, head: usize, depth: usize) -> Vec<String> {
        if self.body_of_chamber(head).is_some() {
            return Vec::new();
        }
        if self.is_other(head, "noun") {
            return self.countries_before(head);
        }
        if let Some(country) = self.country_right_before(head) {
            return vec![country];
        }
        let children = &self.document.tokens[head].children;
        let before = ["amod", "compound", "nmod:poss", "nmod:desc", "nmod:unmarked", "flat"];
        let direct = children.iter().filter(|&&c| before.contains(&self.document.tokens[c].deprel));
        let behind =
            children.iter().filter(|&&c| self.document.tokens[c].deprel == "nmod" && self.belongs(c));
        for &child in direct.chain(behind) {
            let mut joint = self.document.joint(child);
            // The first of two joined adjectives may hang on the second: "U.S." on "and South Korean".
            let first = self
                .document
                .children(child, "compound")
                .filter(|_| self.document.child(child, "cc").is_some());
            joint.splice(0..0, first.filter(|f| !self.is_within_name(*f, child)).collect::<Vec<_>>());
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

    /// "The U.S. embassy bombings": the embassy's state hangs beside it on the noun behind both.
    fn country_right_before(&self, head: usize) -> Option<String> {
        let token = &self.document.tokens[head];
        let organ = || self.agent(head).is_some_and(|(agent, _)| agent.kind == "organ");
        let before = head.checked_sub(1).filter(|_| token.is("compound") && organ())?;
        let beside = &self.document.tokens[before];
        let same = beside.head == token.head && (beside.is("compound") || beside.is("amod"));
        same.then(|| self.country_at(before))?
    }

    /// Whether a word says that somebody is of another state.
    pub(super) fn is_other(&self, token: usize, class: &str) -> bool {
        let lemma = self.document.tokens[token].lemma.to_lowercase();
        self.knowledge.pack.others.iter().any(|o| o.class == class && o.word == lemma)
    }

    /// "Foreign observers", "Ritter's team": a word beside a description says that it is not of the country of the story, or
    /// of whoever is named there and of no known country.
    pub(super) fn is_from_elsewhere(&self, head: usize) -> bool {
        let agent = self.agent(head).map(|(agent, _)| agent);
        let group = agent.is_some_and(|a| a.kind != "person");
        // A "foreign ministry" is at home.
        let of_phrase = |c: usize| {
            let word = self.document.form(c).to_lowercase();
            agent.is_some_and(|a| a.phrase.split(' ').any(|w| w == word))
        };
        self.document.tokens[head].children.iter().any(|&c| {
            let token = &self.document.tokens[c];
            let owner = token.is("nmod:poss") && token.name.ends_with("-PER");
            group && owner
                || (token.is("amod") || token.is("compound"))
                    && self.is_other(c, "adjective")
                    && !of_phrase(c)
        })
    }

    /// "Kyiv's European allies" are not of Ukraine, "its Russian counterpart" is of Russia.
    fn countries_before(&self, head: usize) -> Vec<String> {
        self.document.children(head, "amod").filter_map(|c| self.country_at(c)).collect()
    }

    /// The states between which a description leaves the choice: "the Congolese army".
    pub(super) fn left_open(&self, head: usize) -> Option<String> {
        let before = ["amod", "compound", "nmod:poss"];
        let hits = self.document.tokens[head]
            .children
            .iter()
            .filter(|&&c| before.contains(&self.document.tokens[c].deprel));
        hits.filter_map(|c| self.by_token.get(c)).find_map(|&hit| {
            let states = self.states_meant(&self.hits[hit].kinds);
            let codes: Vec<&str> = states.iter().map(|c| c.iso3.as_str()).collect();
            (codes.len() > 1).then(|| codes.join(", "))
        })
    }

    /// The offices of bodies under the names that the tables give them: "secretary-general of nato".
    pub(super) fn roles_in_body(&self, head: usize, role: &str) -> Vec<String> {
        let hits = self.document.tokens[head].children.iter().filter_map(|c| self.by_token.get(c));
        let rows = hits.filter_map(|&hit| match self.hits[hit].kinds.first() {
            Some(NameKind::Organisation(i)) => self.knowledge.pack.organisations.get(*i),
            _ => None,
        });
        let names = rows.flat_map(|o| std::iter::once(&o.name).chain(&o.aliases));
        names.flat_map(|n| ["", "the "].map(|the| format!("{role} of {the}{}", n.to_lowercase()))).collect()
    }

    fn is_within_name(&self, token: usize, other: usize) -> bool {
        let hit = self.by_token.get(&token);
        hit.is_some() && hit == self.by_token.get(&other)
    }

    pub(super) fn belongs(&self, child: usize) -> bool {
        self.document
            .preposition(child)
            .is_some_and(|p| matches!(p.as_str(), "of" | "for" | "from" | "in" | "at"))
    }

    fn country_at(&self, token: usize) -> Option<String> {
        if let Some(&hit) = self.by_token.get(&token) {
            return self.country_of_name(&self.hits[hit].kinds);
        }
        let earlier = self.called_by(&spelled_words(self.document.form(token)))?;
        (self.document.tokens[token].upos == Upos::Propn).then(|| earlier.country.clone())?
    }

    fn country_of_name(&self, kinds: &[NameKind]) -> Option<String> {
        let pack = &self.knowledge.pack;
        let person = matches!(kinds.first(), Some(NameKind::Person(_)));
        if let [one] = self.states_meant(kinds).as_slice()
            && !person
        {
            return Some(one.iso3.clone());
        }
        kinds.iter().find_map(|kind| match *kind {
            NameKind::Person(_) => {
                let person = self.knowledge.person(*kind)?;
                persons::on_day(self.knowledge, person, self.document.article.published).0.country
            }
            NameKind::Organisation(i) => Some(pack.organisations.get(i)?.code.clone()),
            NameKind::Shorthand(i) => {
                self.shorthand(i).filter(|f| f.actors.len() == 1)?.actors.into_iter().next()?.country
            }
            NameKind::Place(i) => Some(pack.places.get(i)?.country.clone()).filter(|c| !c.is_empty()),
            NameKind::Dictionary(i) => {
                self.knowledge.dictionary_code(i, self.document.article.published)?.0.country
            }
            _ => None,
        })
    }

    /// Of what kind somebody is who speaks for a body or is its head: "Taliban representatives" are rebels, the "spokesman for
    /// the army" is a soldier, a "U.N. spokeswoman" is no government. `Some(None)` is a body without a sector.
    pub(super) fn sector_of_body(&self, head: usize, agent: &Agent) -> Option<Option<String>> {
        let children = &self.document.tokens[head].children;
        let before = children.iter().copied().filter(|c| *c < head);
        let behind = children.iter().copied().filter(|&c| {
            c > head
                && self.document.tokens[c].is("nmod")
                && self.belongs(c)
                && agent.note.contains(OF_ITS_BODY)
        });
        before.filter_map(|c| self.sector_of_name(c)).next().or_else(|| {
            let bodies: Vec<usize> = behind.collect();
            bodies.into_iter().find_map(|c| self.sector_of_name(c).or_else(|| self.sector_of_phrase(c)))
        })
    }

    fn sector_of_name(&self, token: usize) -> Option<Option<String>> {
        match self.hits[*self.by_token.get(&token)?].kinds.first() {
            Some(NameKind::Organisation(i)) => {
                let sector = self.knowledge.pack.organisations.get(*i)?.sector.clone();
                Some(Some(sector).filter(|s| !s.is_empty()))
            }
            _ => None,
        }
    }

    /// The sector of a body that is described ("the Czech army"), or a state's own for a body that a state owns by name.
    pub(super) fn sector_of_phrase(&self, token: usize) -> Option<Option<String>> {
        let (agent, _) = self.agent(token)?;
        let known = Some(agent.sector.clone()).filter(|s| !s.is_empty() && s != "UNK");
        known.filter(|_| agent.kind != "person").map(Some)
    }
}

/// What the table of agents notes of words that take the sector of the body they belong to.
pub(super) const OF_ITS_BODY: &str = "sector of its body";
