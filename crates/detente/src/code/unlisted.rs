//! Predicates that the lexicon has no entry for: a verb with two parties, and the judge is sure what happens between them.

use super::frames::Frame;
use super::{Coder, Judge};
use crate::Participant;
use detente_english::Upos;
use detente_knowledge::{Class, Entry, Knowledge, Pattern};

/// How sure the judge must be of the type.
const SURE: f64 = 0.85;
/// How likely it may be that the second party acts on the first.
const REVERSED: f64 = 0.3;

/// Where the other party of a verb stands, the nearest relation first.
const RECIPIENT: [&str; 16] = [
    "obj",
    "iobj",
    "with",
    "to",
    "against",
    "from",
    "on",
    "at",
    "for",
    "over",
    "obj.poss",
    "obj.of",
    "obj.to",
    "obj.for",
    "obj.against",
    "obj.with",
];

/// Entries that stand for the judge, one for each type.
pub(super) struct Unlisted {
    entries: Vec<Entry>,
    pattern: Pattern,
}

impl Unlisted {
    pub fn new(knowledge: &Knowledge) -> Unlisted {
        let entry =
            |code: &String| Entry { id: format!("judge/{code}"), kind: code.clone(), ..Entry::default() };
        Unlisted {
            entries: knowledge.pack.types.iter().map(|t| entry(&t.code)).collect(),
            pattern: Pattern::default(),
        }
    }

    /// Frames of verbs in whose clause no other frame was `found`.
    pub fn frames<'a>(&'a self, coder: &Coder<'_>, judge: Judge<'_>, found: &[Frame<'_>]) -> Vec<Frame<'a>> {
        let verbs = 0..coder.document.tokens.len();
        verbs
            .filter(|&verb| is_open(coder, verb, found))
            .filter_map(|verb| self.frame(coder, judge, verb))
            .collect()
    }

    fn frame<'a>(&'a self, coder: &Coder<'_>, judge: Judge<'_>, verb: usize) -> Option<Frame<'a>> {
        let (actors, taken) = coder.participants(verb, &["subj".to_string()], &[], &[], false);
        let known = |side: &[Participant]| side.iter().any(|p| p.actor.country.is_some());
        if !known(&actors) {
            return None;
        }
        let positions = RECIPIENT.map(str::to_string);
        let (recipients, _) = coder.participants(verb, &positions, &taken, &actors, false);
        if !known(&recipients) || recipients.iter().any(|r| actors.iter().any(|a| a.actor == r.actor)) {
            return None;
        }
        let opinion = judge.opinion(coder.document, actors.first()?.span, Some(recipients.first()?.span))?;
        let (kind, share) = opinion.best();
        if share < SURE || opinion.reversed > REVERSED {
            return None;
        }
        let entry = self.entries.iter().find(|e| e.kind == kind)?;
        let pattern = &self.pattern;
        Some(Frame {
            trigger: verb,
            entry,
            pattern,
            actors,
            recipients,
            content: Vec::new(),
            modes: opinion.modes.iter().map(ToString::to_string).collect(),
        })
    }
}

/// A full verb that the lexicon does not know, in whose clause no predicate of the lexicon stands. Of a verb that it knows, it has
/// said no already.
fn is_open(coder: &Coder<'_>, verb: usize, found: &[Frame<'_>]) -> bool {
    let token = &coder.document.tokens[verb];
    if token.upos != Upos::Verb || coder.knowledge.pack.attribution.verbs.contains(&token.lemma) {
        return false;
    }
    if coder.knowledge.patterns(Class::Verb, &token.lemma.to_lowercase()).next().is_some() {
        return false;
    }
    let clause = coder.clause(verb);
    !found.iter().any(|f| clause.contains(&f.trigger))
}
