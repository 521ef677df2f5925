//! "Both countries", "the two sides", "the former", "the latter".

use super::{Anaphora, Found};
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

impl Anaphora<'_> {
    pub(super) fn group(&mut self, token: usize) {
        if self.has_country(token) {
            return;
        }
        let word = &self.document.tokens[token];
        let found = match (word.upos, word.lemma.as_str()) {
            (Upos::Pron | Upos::Det, "both" | "each") if !word.is("det") && self.is_of_sides(token) => {
                self.pair(token)
            }
            (Upos::Noun, lemma) if SIDES.contains(&lemma) && word.is_plural() && self.is_two(token) => {
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
