//! Frames: a predicate of the lexicon with the pattern that fits it best and who fills it.

use super::Coder;
use super::conditions::{class_of, quad_of};
use super::participants::is_thing_at_home;
use super::trace::{Condition, Outcome};
use crate::Participant;
use detente_english::Upos;
use detente_knowledge::{Class, Entry, Pattern};

/// A predicate whose pattern is filled.
pub(crate) struct Frame<'a> {
    /// The predicate's token.
    pub trigger: usize,
    pub entry: &'a Entry,
    pub pattern: &'a Pattern,
    pub actors: Vec<Participant>,
    pub recipients: Vec<Participant>,
    /// Heads of what is promised, asked, refused.
    pub content: Vec<usize>,
    /// Modes of this and of the other patterns of the type that fit.
    pub modes: Vec<String>,
}

/// All frames of a document, in the order of their predicates; at most one a predicate.
pub(super) fn frames<'a>(coder: &Coder<'a>) -> Vec<Frame<'a>> {
    let mut out: Vec<Frame<'a>> = Vec::new();
    for token in 0..coder.document.tokens.len() {
        if let Some(frame) = best(coder, token) {
            out.push(frame);
        }
    }
    out
}

/// Whom a crowd at home protests against, when nothing says it, is at home too.
pub(super) fn protested_at_home(coder: &Coder<'_>, frames: &mut [Frame<'_>]) {
    for frame in frames.iter_mut().filter(|f| f.entry.kind == "PROTEST" && f.recipients.is_empty()) {
        let own = |p: &Participant| frame.actors.iter().all(|a| a.actor.country == p.actor.country);
        frame.recipients = coder.somebody_at_home(frame.trigger).into_iter().filter(own).collect();
    }
}

fn best<'a>(coder: &Coder<'a>, token: usize) -> Option<Frame<'a>> {
    let mut filled: Vec<Frame<'a>> = Vec::new();
    for (head, entry, pattern) in candidates(coder, token) {
        match fill(coder, head, entry, pattern) {
            Ok(frame) => filled.push(frame),
            Err(unfilled) => coder.tried(head, entry, || unfilled.outcome(pattern)),
        }
    }
    filled.sort_by_key(|f| std::cmp::Reverse(rank(coder, f)));
    let mut filled = filled.into_iter();
    let mut first = filled.next()?;
    // What the other patterns of the type say about the mode holds too ("drones hit": an attack, by drone).
    for other in filled {
        coder.tried(other.trigger, other.entry, || Outcome::Outranked { by: first.entry.id.clone() });
        if other.entry.kind == first.entry.kind {
            first.modes.extend(other.modes);
        }
    }
    super::claims::unique(&mut first.modes);
    Some(first)
}

/// Who has an actor first, then more conditions, then who has a recipient, then material before verbal conflict, then the order of the files.
fn rank(coder: &Coder<'_>, frame: &Frame<'_>) -> (bool, usize, usize, bool, u8) {
    let phrase = |lemmas: &[String]| lemmas.iter().filter(|l| l.contains(' ')).count().min(1);
    let words = phrase(&frame.pattern.verb) + phrase(&frame.pattern.noun);
    let conditions = frame.pattern.need.len() + words;
    (
        !frame.actors.is_empty(),
        conditions,
        frame.content.len().min(1),
        frame.recipients.iter().any(|r| !is_thing_at_home(r)),
        quad_of(coder.knowledge, &frame.entry.kind),
    )
}

/// Patterns that a token opens and whose conditions hold, with the token that heads the predicate.
pub(super) fn candidates<'a>(coder: &Coder<'a>, token: usize) -> Vec<(usize, &'a Entry, &'a Pattern)> {
    let t = &coder.document.tokens[token];
    let class = if t.upos == Upos::Propn { None } else { class_of(t.upos) };
    let Some(class) = class else { return Vec::new() };
    let lemma = t.lemma.to_lowercase();
    let mut out: Vec<(usize, &'a Entry, &'a Pattern)> = Vec::new();
    for (entry, pattern) in coder.knowledge.patterns(class, &lemma) {
        let Some(head) = predicate(coder, token, class, pattern) else {
            coder.tried(token, entry, || Outcome::Incomplete);
            continue;
        };
        if let Some((position, words, needed)) = coder.unmet(pattern, head) {
            let condition = || Condition { position: position.to_string(), words: words.to_vec(), needed };
            coder.tried(head, entry, || Outcome::Unmet(condition()));
        } else if !out.iter().any(|(_, _, p)| std::ptr::eq(*p, pattern)) {
            out.push((head, entry, pattern));
        }
    }
    out
}

/// The head of the predicate of which a token is the first word, if the rest of it stands there.
pub(super) fn predicate(coder: &Coder<'_>, token: usize, class: Class, pattern: &Pattern) -> Option<usize> {
    let lemmas = match class {
        Class::Verb => &pattern.verb,
        Class::Noun => &pattern.noun,
        Class::Adjective => &pattern.adj,
    };
    let first = coder.document.tokens[token].lemma.to_lowercase();
    let starts = |l: &&String| l.split(' ').next().is_some_and(|w| begins(coder, token, w, &first));
    // The longest phrase that stands there: "take part in" before "take".
    let mut phrases: Vec<&String> = lemmas.iter().filter(starts).collect();
    phrases.sort_by_key(|l| std::cmp::Reverse(l.len()));
    phrases.into_iter().find_map(|phrase| words_follow(coder, token, class, phrase))
}

/// Whether a token is the first word of a predicate; of a hyphenated one it is the last part, with the others before it.
fn begins(coder: &Coder<'_>, token: usize, word: &str, lemma: &str) -> bool {
    if word == lemma {
        return true;
    }
    let Some((before, last)) = word.rsplit_once('-') else { return false };
    let hyphen = token >= 2 && coder.document.form(token - 1) == "-";
    last == lemma && hyphen && coder.document.form(token - 2).eq_ignore_ascii_case(before)
}

fn words_follow(coder: &Coder<'_>, token: usize, class: Class, phrase: &str) -> Option<usize> {
    let end = coder.document.sentence_of(token).tokens.end;
    let (mut at, mut head) = (token, token);
    for word in phrase.split(' ').skip(1) {
        // A verb's particle or fixed noun may stand behind its object; the words of a noun stand side by side.
        let reach = if class == Class::Verb { 5 } else { 1 };
        let here = |&t: &usize| {
            coder.document.tokens[t].lemma.eq_ignore_ascii_case(word)
                || coder.document.form(t).eq_ignore_ascii_case(word)
        };
        at = (at + 1..end.min(at + 1 + reach)).find(here)?;
        if class != Class::Verb && coder.document.is_below(head, at) {
            head = at;
        }
    }
    Some(head)
}

/// What a pattern lacks whose conditions hold.
enum Unfilled {
    Actor,
    Recipient,
    Country,
}

impl Unfilled {
    fn outcome(&self, pattern: &Pattern) -> Outcome {
        match self {
            Unfilled::Actor => Outcome::NoActor(pattern.actor.clone()),
            Unfilled::Recipient => Outcome::NoRecipient(pattern.recipient.clone()),
            Unfilled::Country => Outcome::NoCountry,
        }
    }
}

/// Whether somebody is but a place or the name of the state of those who act.
fn is_own_place(party: &Participant, actors: &[Participant]) -> bool {
    let bare = party.actor.sector.is_none() && party.actor.role.is_none();
    bare && !actors.is_empty() && actors.iter().all(|a| a.actor.country == party.actor.country)
}

fn fill<'a>(
    coder: &Coder<'a>,
    trigger: usize,
    entry: &'a Entry,
    pattern: &'a Pattern,
) -> Result<Frame<'a>, Unfilled> {
    let (mut actors, taken) = coder.participants(trigger, &pattern.actor, &[], &[], false);
    let (mut recipients, _) = coder.participants(trigger, &pattern.recipient, &taken, &actors, true);
    if recipients.is_empty() {
        // What the entry needs is a part of the predicate and no party ("used tear gas").
        let needed = if pattern.closed { Vec::new() } else { coder.needed(pattern, trigger) };
        let part: Vec<usize> = taken.iter().copied().chain(needed).collect();
        recipients = coder.things_at_home(trigger, &pattern.recipient, &part, &actors);
    }
    let reciprocal = entry.reciprocal || pattern.reciprocal;
    if actors.is_empty() && reciprocal && recipients.len() > 1 {
        std::mem::swap(&mut actors, &mut recipients);
    }
    recipients.retain(|r| !actors.iter().any(|a| a.actor == r.actor));
    if recipients.len() > 1 {
        // Whoever speaks of "both countries" is not asking their own.
        recipients.retain(|r| !actors.iter().any(|a| a.actor.country == r.actor.country));
    }
    if entry.kind == "CONSULT" {
        // "Macron arrived in Marseille": nobody visits their own country.
        let some = !recipients.is_empty();
        recipients.retain(|r| !is_own_place(r, &actors));
        if some && recipients.is_empty() {
            return Err(Unfilled::Recipient);
        }
    }
    if actors.is_empty() {
        actors.extend(coder.implied(trigger, pattern, &recipients));
    }
    coder.same_ground(&mut actors, &mut recipients);
    let required = coder.knowledge.event_type(&entry.kind).is_some_and(|t| t.recipient == "required");
    // An event between unknown parties is no event for anybody: one of them must have a country or an international code.
    let known = actors.iter().chain(&recipients).any(|p| p.actor.country.is_some());
    if actors.is_empty() && pattern.unknown {
        actors.extend(coder.somebody_at_home(trigger));
    }
    if actors.is_empty() && !(pattern.unknown && known) {
        return Err(Unfilled::Actor);
    }
    if (required || actors.is_empty()) && recipients.is_empty() && actors.len() < 2 {
        return Err(Unfilled::Recipient);
    }
    if !known {
        return Err(Unfilled::Country);
    }
    let content = pattern.content.iter().flat_map(|p| coder.at(trigger, p)).collect();
    let modes = if pattern.mode.is_empty() { &entry.mode } else { &pattern.mode };
    let modes = modes.clone();
    Ok(Frame { trigger, entry, pattern, actors, recipients, content, modes })
}
