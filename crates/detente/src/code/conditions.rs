//! Conditions of a pattern: what must and what must not stand at a position.

use super::Coder;
use super::frames::predicate;
use crate::MentionKind;
use detente_english::Upos;
use detente_knowledge::{Class, Knowledge, Pattern};

/// How deep a condition on an event may ask for the conditions of that event.
const DEPTH: usize = 2;

impl Coder<'_> {
    /// The first condition of a pattern that does not hold: position, words, and whether one of them is needed there.
    pub fn unmet<'p>(&self, pattern: &'p Pattern, trigger: usize) -> Option<(&'p str, &'p [String], bool)> {
        self.unmet_to(pattern, trigger, DEPTH)
    }

    fn unmet_to<'p>(
        &self,
        pattern: &'p Pattern,
        trigger: usize,
        depth: usize,
    ) -> Option<(&'p str, &'p [String], bool)> {
        let needed = pattern.need.iter().map(|condition| (condition, true));
        let forbidden = pattern.not.iter().map(|condition| (condition, false));
        let mut unmet = needed
            .chain(forbidden)
            .filter(|((position, words), need)| self.stands(trigger, position, words, depth) != *need);
        unmet.next().map(|((position, words), need)| (position.as_str(), words.as_slice(), need))
    }

    /// The tokens at the positions where the words stand that a pattern needs.
    pub fn needed(&self, pattern: &Pattern, trigger: usize) -> Vec<usize> {
        let here = |(position, words): (&String, &Vec<String>)| -> Vec<usize> {
            let named = |t: &usize| words.iter().any(|w| !w.starts_with(['@', '*']) && self.is(*t, w, DEPTH));
            let tokens = self.at(trigger, position);
            if tokens.iter().any(named) { tokens } else { Vec::new() }
        };
        pattern.need.iter().flat_map(here).collect()
    }

    fn stands(&self, trigger: usize, position: &str, words: &[String], depth: usize) -> bool {
        self.at(trigger, position).into_iter().any(|t| words.iter().any(|w| self.is(t, w, depth)))
    }

    fn is(&self, token: usize, word: &str, depth: usize) -> bool {
        match word.split_once(':').map_or((word, ""), |(a, b)| (a, b)) {
            ("*", _) => true,
            ("@actor", _) => self.mention_is(token, |_, _| true),
            ("@person", _) => self.mention_is(token, |kind, sector| {
                matches!(kind, MentionKind::Person)
                    || matches!(kind, MentionKind::Agent | MentionKind::Anaphor) && !sector.is_empty()
            }),
            ("@country", _) => self.mention_is(token, |kind, sector| {
                matches!(kind, MentionKind::Country | MentionKind::Demonym | MentionKind::Metonym)
                    || sector == "GOV"
            }),
            ("@armed", _) => self.mention_is(token, |_, sector| {
                matches!(sector, "MIL" | "REB" | "COP" | "UAF" | "SPY" | "PRM")
            }),
            ("@place", _) => {
                self.grounded.places.iter().any(|p| p.head == Some(token) && p.kind != "demonym")
            }
            ("@event", "") => self.is_event(token, depth, |_, _| true),
            ("@event", kind) => self.is_event(token, depth, |_, k| k == kind),
            ("@coop", _) => self.is_event(token, depth, |quad, _| quad <= 2),
            ("@conflict", _) => self.is_event(token, depth, |quad, _| quad >= 3),
            ("@money", _) => self.document.subtree(token).iter().any(|&t| {
                self.document.tokens[t].upos == Upos::Sym
                    || matches!(self.document.tokens[t].lemma.as_str(), "dollar" | "euro" | "pound")
            }),
            ("@number", _) => {
                self.document.tokens[token].upos == Upos::Num
                    || self.document.child(token, "nummod").is_some()
            }
            _ if word.contains([' ', '-']) => self.phrase_at(token).contains(&word.replace('-', " ")),
            _ => {
                // "United States" is no "state".
                let common = self.document.tokens[token].upos != Upos::Propn;
                common && self.document.tokens[token].lemma.eq_ignore_ascii_case(word)
                    || self.document.form(token).eq_ignore_ascii_case(word)
            }
        }
    }

    fn mention_is(&self, token: usize, fits: impl Fn(MentionKind, &str) -> bool) -> bool {
        let Some(mention) = self.grounded.mention(token) else { return false };
        mention.actors.iter().any(|a| fits(mention.kind, a.sector.as_deref().unwrap_or("")))
    }

    fn is_event(&self, token: usize, depth: usize, fits: impl Fn(u8, &str) -> bool) -> bool {
        if depth == 0 {
            return false;
        }
        let Some(class) = class_of(self.document.tokens[token].upos) else { return false };
        self.knowledge.patterns(class, &self.document.tokens[token].lemma).any(|(entry, pattern)| {
            let quad = quad_of(self.knowledge, &entry.kind);
            // "Stay at home" begins like "stay in contact" and is no event.
            let head = || predicate(self, token, class, pattern);
            fits(quad, &entry.kind)
                && head().is_some_and(|head| self.unmet_to(pattern, head, depth - 1).is_none())
        })
    }

    /// A nominal with its modifiers in lower-case lemmas.
    fn phrase_at(&self, token: usize) -> String {
        let skip = |t: usize| {
            !["compound", "amod", "nmod", "case", "fixed", "compound:prt"]
                .contains(&self.document.tokens[t].deprel)
        };
        let words: Vec<String> = self
            .document
            .subtree_without(token, skip)
            .into_iter()
            .map(|t| self.document.tokens[t].lemma.to_lowercase())
            .collect();
        words.join(" ")
    }
}

/// The word class under which the lexicon may hold a token.
pub(super) fn class_of(upos: Upos) -> Option<Class> {
    match upos {
        Upos::Verb => Some(Class::Verb),
        Upos::Noun => Some(Class::Noun),
        Upos::Adj => Some(Class::Adjective),
        _ => None,
    }
}

pub(super) fn quad_of(knowledge: &Knowledge, kind: &str) -> u8 {
    knowledge.event_type(kind).map_or(0, |t| t.quad)
}
