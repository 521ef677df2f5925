//! "Both countries", "the two sides", "the former", "the latter".

use super::chains::{Chain, Kind, Link};
use super::{Anaphora, Found, REACH};
use crate::{Actor, Mention, MentionKind, Span};
use detente_english::Upos;

/// Nouns that mean two states or those who speak for them.
const SIDES: &[&str] = &[
    "country",
    "nation",
    "side",
    "state",
    "government",
    "neighbor",
    "neighbour",
    "leader",
    "party",
    "rival",
    "delegation",
];

/// Nouns that mean two persons.
const PEOPLE: &[&str] =
    &["man", "woman", "leader", "president", "minister", "politician", "diplomat", "statesman"];

impl Anaphora<'_> {
    pub(super) fn group(&mut self, token: usize) {
        let word = &self.document.tokens[token];
        let two =
            word.upos == Upos::Noun && word.is_plural() && self.is_two(token) && !self.has_own_country(token);
        if self.has_country(token) && !two {
            return;
        }
        let found = match (word.upos, word.lemma.as_str()) {
            (Upos::Pron | Upos::Det, "both" | "each") if !word.is("det") && self.is_of_sides(token) => {
                self.pair(token)
            }
            (Upos::Noun, lemma) if two && PEOPLE.contains(&lemma) => {
                self.two_persons(token).or_else(|| self.pair(token).filter(|_| SIDES.contains(&lemma)))
            }
            (Upos::Noun, lemma) if two && SIDES.contains(&lemma) && !self.has_country(token) => {
                self.pair(token)
            }
            (Upos::Adj | Upos::Noun, "former" | "latter") => self.one_of_two(token),
            _ => None,
        };
        if let Some(found) = found {
            self.put(token, found);
        }
    }

    /// "Both", "both of the countries", not "both of these stops" and not "each other".
    fn is_of_sides(&self, token: usize) -> bool {
        if self.document.tokens.get(token + 1).is_some_and(|next| next.lemma == "other") {
            return false;
        }
        let of = self.document.child(token, "nmod");
        of.is_none_or(|o| SIDES.contains(&self.document.tokens[o].lemma.as_str()))
    }

    fn is_two(&self, token: usize) -> bool {
        let words = self.document.tokens[token].children.iter();
        let mut words = words.map(|&c| self.document.tokens[c].lemma.as_str());
        words.any(|w| matches!(w, "both" | "two"))
    }

    /// The two countries named last before a token, in the order of their naming.
    fn pair(&self, token: usize) -> Option<Found> {
        let mut countries: Vec<(Actor, Span)> = Vec::new();
        let own: Vec<&Option<String>> = self
            .mentions
            .iter()
            .filter(|m| self.is_subject_above(m.head, token))
            .flat_map(|m| m.actors.iter().map(|a| &a.country))
            .collect();
        for mention in self.mentions.iter().rev().filter(|m| m.head < token) {
            for actor in &mention.actors {
                // Whoever encourages both sides is neither of them.
                let known = countries.iter().any(|(c, _)| c.country == actor.country)
                    || own.contains(&&actor.country);
                if actor.country.is_some() && !known && mention.kind != MentionKind::Outlet {
                    let country = Actor { country: actor.country.clone(), ..Actor::default() };
                    countries.push((country, mention.span));
                }
            }
            if countries.len() >= 2 {
                break;
            }
        }
        countries.truncate(2);
        countries.reverse();
        let (actors, antecedents): (Vec<Actor>, Vec<Span>) = countries.into_iter().unzip();
        let names: Vec<&str> = actors.iter().filter_map(|c| c.country.as_deref()).collect();
        let reason =
            format!("\"{}\" points to {}, named last", self.document.form(token), names.join(" and "));
        (actors.len() == 2).then_some(Found { actors, reason, antecedents })
    }

    /// "Both men", "the two leaders": the only two persons named in the sentences before.
    fn two_persons(&self, token: usize) -> Option<Found> {
        let word = &self.document.tokens[token];
        let wanted = self.knowledge.gender("noun", &word.lemma);
        let near =
            |l: &&Link| l.head < token && word.sentence - self.document.tokens[l.head].sentence <= REACH;
        let fits = |c: &&Chain| {
            let agrees = wanted.is_none() || c.gender.is_none() || c.gender == wanted;
            c.kind == Kind::Person && c.named && agrees && c.links.iter().any(|l| near(&l))
        };
        let persons: Vec<&Chain> = self.chains.all.iter().filter(fits).collect();
        let [first, second] = persons.as_slice() else { return None };
        let last = |c: &Chain| c.links.iter().rev().find(near).map(|l| l.span);
        let antecedents = vec![last(first)?, last(second)?];
        let (Some(one), Some(other)) = (first.actors.first(), second.actors.first()) else { return None };
        let names: Vec<&str> = antecedents.iter().map(|s| self.document.words(*s)).collect();
        let reason = format!("\"{}\" points to \"{}\"", self.document.form(token), names.join("\" and \""));
        Some(Found { actors: vec![one.clone(), other.clone()], reason, antecedents })
    }

    /// Whether a mention is the subject of the verb of which a token is the object.
    fn is_subject_above(&self, head: usize, token: usize) -> bool {
        let word = &self.document.tokens[token];
        let verb = word.head.filter(|_| word.is("obj") || word.is("obl"));
        verb.is_some() && self.document.tokens[head].head == verb && self.document.tokens[head].is("nsubj")
    }

    /// "The former", "the latter": of the two that were joined last, in this sentence or the one before.
    fn one_of_two(&self, token: usize) -> Option<Found> {
        let word = &self.document.tokens[token];
        if word.is("amod") || !self.has_determiner(token, &["the"]) {
            return None;
        }
        let near =
            |m: &&Mention| m.head < token && word.sentence - self.document.tokens[m.head].sentence <= 1;
        let joined = self.mentions.iter().rev().filter(near).find_map(|m| {
            let joint = self.document.joint(m.head);
            (joint.len() == 2).then_some(joint)
        })?;
        let chosen = if word.lemma == "former" { joined.first() } else { joined.last() };
        let mention = self.mention(*chosen?)?;
        let reason =
            format!("\"{}\" of two, \"{}\"", self.document.form(token), self.document.words(mention.span));
        Some(Found { actors: mention.actors.clone(), reason, antecedents: vec![mention.span] })
    }
}
