//! What the lexicon says nothing of: a verb with a party that acts, and the judge is sure what happens.

use super::conditions::class_of;
use super::frames::{Frame, predicate};
use super::trace::Outcome;
use super::{Coder, Judge, SpanPair};
use crate::claim::JUDGE;
use crate::{MentionKind, Participant};
use detente_english::Upos;
use detente_knowledge::{Entry, Knowledge, Pattern};
use std::ops::Range;

/// How sure the judge must be of the type between two parties.
const SURE: f64 = 0.9;
/// How likely the type of a frame must be with a recipient that its entry has no position for.
const FITS: f64 = 0.2;
/// With so many other parties a frame without a recipient is tried.
const TRIED: usize = 2;
/// How likely it may be that the second party acts on the first.
pub(super) const REVERSED: f64 = 0.3;

/// From here on it is the second party that acts.
const TURNED: f64 = 0.9;

/// What several parties do with each other.
const MUTUAL: [&str; 4] = ["AGREE", "CONSULT", "COOPERATE", "SUPPORT"];

/// So many parties round a verb of saying are tried.
const SPOKEN_OF: usize = 3;

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
    /// Of what several parties do with each other.
    mutual: Pattern,
}

impl Unlisted {
    pub fn new(knowledge: &Knowledge) -> Unlisted {
        let entry =
            |code: &String| Entry { id: format!("{JUDGE}{code}"), kind: code.clone(), ..Entry::default() };
        Unlisted {
            entries: knowledge.pack.types.iter().map(|t| entry(&t.code)).collect(),
            pattern: Pattern::default(),
            mutual: Pattern { reciprocal: true, ..Pattern::default() },
        }
    }

    /// Frames of verbs in whose clause no other frame was `found`, between parties of which none in the sentence tells.
    pub fn frames<'a>(&'a self, coder: &Coder<'_>, judge: Judge<'_>, found: &[Frame<'_>]) -> Vec<Frame<'a>> {
        let mut out: Vec<Frame<'a>> = self.between(coder, judge, found);
        for verb in (0..coder.document.tokens.len()).filter(|&t| is_open(coder, t, found)) {
            for (actors, recipients) in pairs(coder, verb) {
                let told = |f: &Frame<'_>| tells_of(coder, f, verb, &actors, &recipients);
                if found.iter().any(told) || out.iter().any(told) {
                    continue;
                }
                if let Some(frame) = self.frame(coder, judge, verb, actors, recipients) {
                    out.push(frame);
                    break;
                }
            }
        }
        out
    }

    fn frame<'a>(
        &'a self,
        coder: &Coder<'_>,
        judge: Judge<'_>,
        trigger: usize,
        actors: Vec<Participant>,
        recipients: Vec<Participant>,
    ) -> Option<Frame<'a>> {
        // "Both have been running a commission": what those who act do with each other.
        let second = recipients.first().or_else(|| actors.get(1)).map(|r| r.span);
        let opinion = coder.opinion(judge, actors.first()?.span, second)?;
        let (kind, share) = opinion.best();
        let entry = self.entry(kind)?;
        let reversed = opinion.reversed;
        let turned = reversed >= TURNED && !recipients.is_empty();
        if recipients.is_empty() && !Unlisted::is_mutual(kind) {
            return None;
        }
        if share < SURE || reversed > REVERSED && !turned {
            coder.tried(trigger, entry, || Outcome::Unsure { share, enough: SURE, reversed });
            return None;
        }
        // "The convoy came under fire from the rebels": whoever stands in the place of the actor is the recipient.
        let (actors, recipients) = if turned { (recipients, actors) } else { (actors, recipients) };
        let modes = opinion.modes.iter().map(ToString::to_string).collect();
        self.plain(trigger, kind, actors, recipients, modes)
    }

    pub(super) fn entry(&self, kind: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.kind == kind)
    }

    /// Whether several parties do it with each other.
    pub(super) fn is_mutual(kind: &str) -> bool {
        MUTUAL.contains(&kind)
    }

    /// A frame that has nothing but its parties.
    pub(super) fn plain(
        &self,
        trigger: usize,
        kind: &str,
        actors: Vec<Participant>,
        recipients: Vec<Participant>,
        modes: Vec<String>,
    ) -> Option<Frame<'_>> {
        let pattern = if recipients.is_empty() { &self.mutual } else { &self.pattern };
        Some(Frame {
            trigger,
            entry: self.entry(kind)?,
            pattern,
            actors,
            recipients,
            content: Vec::new(),
            modes,
        })
    }
}

/// What the judge will be asked of some words: of frames, of parties that could complete them, and of those round open verbs.
pub(super) fn questions(coder: &Coder<'_>, tokens: Range<usize>, found: &[Frame<'_>]) -> Vec<SpanPair> {
    let pair = |actors: &[Participant], other: Option<&Participant>| {
        Some((actors.first()?.span, other.or(actors.get(1)).map(|p| p.span)))
    };
    let mut out = Vec::new();
    for frame in found.iter().filter(|f| tokens.contains(&f.trigger)) {
        out.extend(pair(&frame.actors, frame.recipients.first()));
        if is_incomplete(frame) {
            let sides = others(coder, frame.trigger, &frame.actors, Vec::new(), TRIED);
            out.extend(sides.iter().filter_map(|side| pair(&frame.actors, side.first())));
        }
    }
    for verb in tokens.filter(|&t| is_open(coder, t, found)) {
        out.extend(pairs(coder, verb).iter().filter_map(|(actors, side)| pair(actors, side.first())));
    }
    out
}

fn is_incomplete(frame: &Frame<'_>) -> bool {
    frame.recipients.is_empty() && frame.actors.len() == 1 && !frame.pattern.closed
}

/// Gives frames without a recipient the nearest party of the clause with which the judge finds the same type.
pub(super) fn complete(coder: &Coder<'_>, judge: Judge<'_>, frames: &mut [Frame<'_>]) {
    let beside: Vec<Beside> = frames.iter().map(|f| Beside::of(coder, f)).collect();
    for frame in frames.iter_mut().filter(|f| is_incomplete(f)) {
        let Some(first) = frame.actors.first().map(|a| a.span) else { continue };
        let mut sides = others(coder, frame.trigger, &frame.actors, Vec::new(), TRIED);
        // "Condemned the test and pledged further measures": against whom, the other predicate says.
        sides.extend(beside.iter().filter(|b| b.speaks_of(coder, frame)).map(|b| b.recipients.clone()));
        // Of a state that acts abroad "its embassy" is no other party.
        let own = |p: &Participant| frame.actors.iter().any(|a| a.actor.country == p.actor.country);
        sides.retain(|side| coder.grounded.home_alone || !side.iter().any(own));
        // Troops that are moved are no other party.
        sides.retain(|side| side.iter().any(|p| p.actor.country.is_some()));
        let fits = |side: &Vec<Participant>| {
            let opinion = coder.opinion(judge, first, side.first().map(|p| p.span));
            opinion.is_some_and(|o| o.of(&frame.entry.kind) >= FITS && o.reversed < REVERSED)
        };
        if let Some(side) = sides.into_iter().find(fits) {
            frame.recipients = side;
        }
    }
}

/// What another predicate of a sentence says of the same actor.
struct Beside {
    sentence: usize,
    actors: Vec<Participant>,
    recipients: Vec<Participant>,
}

impl Beside {
    fn of(coder: &Coder<'_>, frame: &Frame<'_>) -> Beside {
        let sentence = coder.document.tokens[frame.trigger].sentence;
        Beside { sentence, actors: frame.actors.clone(), recipients: frame.recipients.clone() }
    }

    fn speaks_of(&self, coder: &Coder<'_>, frame: &Frame<'_>) -> bool {
        let same = |a: &Participant| frame.actors.iter().any(|b| a.actor == b.actor);
        let near = self.sentence == coder.document.tokens[frame.trigger].sentence;
        near && !self.recipients.is_empty() && self.actors.iter().all(same)
    }
}

/// Whoever acts, with the nearest other party; whoever speaks, with several: whom the words are about seldom stands nearest.
/// Of what a party does alone the judge is hardly ever sure.
fn pairs(coder: &Coder<'_>, verb: usize) -> Vec<(Vec<Participant>, Vec<Participant>)> {
    let (mut actors, taken) = coder.participants(verb, &["subj".to_string()], &[], &[], false);
    // "It is likely": who is meant is not sure enough.
    actors.retain(|p| !is_it(coder, p));
    if actors.iter().all(|p| p.actor.country.is_none()) {
        return Vec::new();
    }
    let speech = coder.knowledge.pack.attribution.verbs.contains(&coder.document.tokens[verb].lemma);
    let mut sides = others(coder, verb, &actors, taken, if speech { SPOKEN_OF } else { 1 });
    // Whoever tells a newspaper something does nothing to it.
    sides.retain(|side| !speech || side.iter().all(|p| p.actor.sector.as_deref() != Some("JRN")));
    let joint = sides.is_empty() && actors.len() > 1;
    let sides = if joint { vec![Vec::new()] } else { sides };
    sides.into_iter().map(|side| (actors.clone(), side)).collect()
}

/// The other parties round a predicate, the nearest first, each alone: those at the positions of a recipient are one side.
fn others(
    coder: &Coder<'_>,
    trigger: usize,
    actors: &[Participant],
    taken: Vec<usize>,
    most: usize,
) -> Vec<Vec<Participant>> {
    let other = |p: &Participant| {
        let apart =
            |a: &Participant| a.actor != p.actor && !a.span.overlaps(p.span) && !is_of_its_own(coder, a, p);
        !is_it(coder, p) && actors.iter().all(apart)
    };
    let positions = RECIPIENT.map(str::to_string);
    let (mut near, near_tokens) = coder.participants(trigger, &positions, &taken, actors, true);
    near.retain(other);
    if near.is_empty() {
        near = coder.things_at_home(trigger, &positions, &taken, actors);
    }
    let mut sides: Vec<Vec<Participant>> = vec![near].into_iter().filter(|n| !n.is_empty()).collect();
    let any = coder.at(trigger, "any").into_iter();
    let adjective = |t: &usize| coder.grounded.mention(*t).is_some_and(|m| m.kind == MentionKind::Demonym);
    for token in any.filter(|t| !taken.contains(t) && !near_tokens.contains(t) && !adjective(t)) {
        if sides.len() >= most {
            break;
        }
        let mut side = coder.participants_at(token, false);
        side.retain(|p| other(p) && p.actor.country.is_some());
        if !side.is_empty() {
            sides.push(side);
        }
    }
    sides
}

fn is_it(coder: &Coder<'_>, participant: &Participant) -> bool {
    coder.document.words(participant.span).eq_ignore_ascii_case("it")
}

/// Whether the other party is the acting state again, or what belongs to whoever acts: "Washington", "its envoys".
pub(super) fn is_of_its_own(coder: &Coder<'_>, actor: &Participant, other: &Participant) -> bool {
    let state = |p: &Participant| {
        matches!(p.actor.sector.as_deref(), None | Some("GOV")) && p.actor.country.is_some()
    };
    let words = coder.document.words(other.span).to_lowercase();
    let possessed = ["its ", "their ", "his ", "her "].iter().any(|w| words.starts_with(w));
    let same = actor.actor.country == other.actor.country && !coder.grounded.home_alone;
    same && (possessed || state(actor) && state(other))
}

/// Whether a frame of the same sentence already tells of these parties.
pub(super) fn tells_of(
    coder: &Coder<'_>,
    frame: &Frame<'_>,
    word: usize,
    actors: &[Participant],
    recipients: &[Participant],
) -> bool {
    let near = coder.document.tokens[frame.trigger].sentence == coder.document.tokens[word].sentence;
    // "Norway said that it had expelled them", "he telephoned Paris, the White House said": the same party, or the same
    // government, by another word.
    let state = |p: &Participant| matches!(p.actor.sector.as_deref(), None | Some("GOV"));
    let same = |f: &Participant, p: &Participant| {
        let country = f.actor.country.is_some() && f.actor.country == p.actor.country;
        f.actor == p.actor && country || country && state(f) && state(p)
    };
    let has = |p: &Participant| {
        let mut parties = frame.actors.iter().chain(&frame.recipients);
        parties.any(|f| f.span.overlaps(p.span) || same(f, p))
    };
    near && actors.iter().all(has) && recipients.iter().all(has)
}

/// A full verb in whose clause no predicate of the lexicon stands, and of which no entry says that this is something else ("the
/// club beat").
fn is_open(coder: &Coder<'_>, verb: usize, found: &[Frame<'_>]) -> bool {
    if coder.document.tokens[verb].upos != Upos::Verb || is_forbidden(coder, verb) {
        return false;
    }
    let clause = own_clause(coder, verb);
    !found.iter().any(|f| clause.contains(&f.trigger))
}

/// Whether the lexicon says that a word means something else here.
pub(super) fn is_forbidden(coder: &Coder<'_>, word: usize) -> bool {
    let token = &coder.document.tokens[word];
    let Some(class) = class_of(token.upos) else { return false };
    let forbidden = |pattern: &Pattern| {
        let head = predicate(coder, word, class, pattern);
        head.and_then(|head| coder.unmet(pattern, head)).is_some_and(|(_, _, needed)| !needed)
    };
    // Who denies a charge does not do what it says.
    let denial = token.upos == Upos::Verb && coder.knowledge.pack.status.dispute.deny.contains(&token.lemma);
    let mut entries = coder.knowledge.patterns(class, &token.lemma);
    denial || entries.any(|(_, pattern)| forbidden(pattern))
}

/// The words of a verb's clause without the clauses in it that have a subject or a conjunction of their own.
fn own_clause(coder: &Coder<'_>, verb: usize) -> Vec<usize> {
    let inner = |t: usize| {
        let token = &coder.document.tokens[t];
        let nested = ["ccomp", "advcl", "acl:relcl", "parataxis", "discourse"].iter().any(|r| token.is(r));
        nested || token.is("conj") && token.upos == Upos::Verb
    };
    coder.document.subtree_without(verb, inner)
}
