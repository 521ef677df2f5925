//! Descriptions by kind: "the bloc", "the kingdom", "the militants" for somebody who was named before.

use super::chains::{Chain, Kind};
use super::{Anaphora, Found, salience};
use detente_english::Upos;
use detente_knowledge::Description;

/// How many sentences back a description may point.
const REACH: usize = 6;
/// By how much the best chain must lead; of states and places a story has many.
const MARGIN: f32 = 0.4;
const MARGIN_STATE: f32 = 1.3;

impl Anaphora<'_> {
    /// Lets a description join the chain that it describes.
    pub(super) fn description(&mut self, token: usize) {
        let word = &self.document.tokens[token];
        if word.upos != Upos::Noun || self.has_country(token) || !self.is_bare(token) {
            return;
        }
        let lemma = word.lemma.to_lowercase();
        let found = match self.knowledge.description(&lemma) {
            Some(row) if row.note != "plural only" || word.is_plural() => self.described(token, row),
            Some(_) => None,
            None => self.again(token).or_else(|| self.named_so(token, &lemma)),
        };
        if let Some((found, chain)) = found {
            self.put(token, found);
            if let Some(chain) = chain {
                self.chains.merge(token, chain);
            }
        }
    }

    /// "The" or "this" with nothing that narrows it down.
    fn is_bare(&self, token: usize) -> bool {
        let narrow = ["acl", "nmod", "amod", "compound", "nummod", "appos"];
        let child = |&c: &usize| narrow.iter().any(|r| self.document.tokens[c].is(r));
        self.has_determiner(token, &["the", "this", "that", "these", "those"])
            && !self.document.tokens[token].children.iter().any(child)
    }

    /// The most salient chain of the kind that the noun describes.
    fn described(&self, token: usize, row: &Description) -> Option<(Found, Option<usize>)> {
        let mut scored: Vec<(f32, usize)> = Vec::new();
        for (index, chain) in self.chains.all.iter().enumerate() {
            if chain.named && self.describes(row, chain) && self.chains.of(token).is_none_or(|c| c != index) {
                scored.extend(salience::of(self.document, chain, token, REACH).map(|s| (s, index)));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let (best, chain) = *scored.first()?;
        let many = row.note.is_empty() && row.of.iter().any(|k| k == "country" || k == "place");
        let margin = if many { MARGIN_STATE } else { MARGIN };
        if let Some((_, second)) = scored.get(1).filter(|(s, _)| best - s < margin) {
            let words = |c: usize| Some(self.document.words(self.chains.antecedent(c, token)?));
            let reason = format!("ambiguous: \"{}\", \"{}\"", words(chain)?, words(*second)?);
            let actors = self.mention(token).map(|m| m.actors.clone()).unwrap_or_default();
            return Some((Found { actors, reason, antecedents: Vec::new() }, None));
        }
        Some((self.found(chain, token)?, Some(chain)))
    }

    /// Whether a noun can describe a chain: by the kind of the organisation, or because the name has the word.
    fn describes(&self, row: &Description, chain: &Chain) -> bool {
        if chain.words.contains(&row.noun) && chain.kind != Kind::Person {
            return true;
        }
        if row.of.iter().any(|k| k == "place") {
            return chain.kind == Kind::Place || self.is_seat(chain);
        }
        let [actor] = chain.actors.as_slice() else {
            let unknown = chain.kind == Kind::Body && chain.actors.is_empty();
            return unknown && row.of.iter().any(|k| k == "company");
        };
        if row.of.iter().any(|k| k == "country") {
            return actor.role.is_none()
                && actor.country.as_deref().is_some_and(|c| self.is_state(c, row, actor));
        }
        let name = actor.name.as_deref().unwrap_or("");
        let organisation = self.knowledge.pack.organisations.iter().find(|o| o.name == name);
        organisation.is_some_and(|o| row.of.contains(&o.kind))
    }

    /// A capital is a city even where it stands for its government.
    fn is_seat(&self, chain: &Chain) -> bool {
        chain.links.iter().any(|l| {
            self.document.names.iter().any(|n| {
                n.head == l.head && matches!(n.kinds.first(), Some(detente_knowledge::NameKind::Seat(_)))
            })
        })
    }

    /// "The kingdom" is a state that calls itself so; "the country" is any.
    fn is_state(&self, iso: &str, row: &Description, actor: &crate::Actor) -> bool {
        let Some(country) = self.knowledge.country(iso) else { return false };
        let own = actor.name.as_deref() == Some(country.name.as_str());
        let says = || {
            let names = std::iter::once(&country.name).chain(&country.other_names);
            names.flat_map(|n| n.split(' ')).any(|w| w.eq_ignore_ascii_case(&row.noun))
        };
        own && (row.note.is_empty() || says())
    }

    /// "The foundation" for the only one that has the word in its name.
    fn named_so(&self, token: usize, lemma: &str) -> Option<(Found, Option<usize>)> {
        if self.document.tokens[token].is_plural() {
            return None;
        }
        let near = |c: &Chain| salience::of(self.document, c, token, REACH).is_some();
        let last =
            |c: &Chain| c.links.iter().any(|l| self.document.tokens[l.head].lemma.to_lowercase() == lemma);
        let fits = |c: &Chain| c.named && !matches!(c.kind, Kind::Person | Kind::Thing) && last(c) && near(c);
        let mut found = self.chains.all.iter().enumerate().filter(|(_, c)| fits(c));
        let (chain, _) = found.next()?;
        if found.next().is_some() { None } else { Some((self.found(chain, token)?, Some(chain))) }
    }

    /// "The army … the army": the same description again.
    fn again(&self, token: usize) -> Option<(Found, Option<usize>)> {
        let chain = self.chains.of(token)?;
        let known = &self.chains.all[chain];
        let earlier = known.links.iter().rev().find(|l| l.head < token && !l.pronoun)?;
        let person = matches!(known.kind, Kind::Person | Kind::Body | Kind::Group | Kind::Team);
        if !person || self.mention(token).is_none() || known.actors.is_empty() {
            return None;
        }
        let reason =
            format!("\"{}\" points to \"{}\"", self.document.form(token), self.document.words(earlier.span));
        Some((Found { actors: known.actors.clone(), reason, antecedents: vec![earlier.span] }, None))
    }
}
