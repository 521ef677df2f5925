//! Confidence: how likely a claim is right, from what had to be inferred and from what the judge says of it.

use super::frames::Frame;
use super::judge::Opinion;
use super::trace::Outcome;
use super::{By, Coder, Judge};
use crate::{Claim, MentionKind, Status};
use detente_english::Upos;

/// From this on nothing happens between two parties, whatever the lexicon says; and of a party alone, of which the judge knows less.
const NOTHING: f64 = 0.9;
const NOTHING_ALONE: f64 = 0.98;
/// Where the judge gives the type less and another one more than this, the two disagree.
const DOUBTED: f64 = 0.1;
const PREFERRED: f64 = 0.9;

impl Coder<'_> {
    /// Starts high, as an entry with examples fired, and falls with each thing that had to be inferred.
    pub(super) fn confidence(&self, frame: &Frame<'_>, status: Status) -> f64 {
        let mut value: f64 = 0.9;
        let mut lower = |factor: f64, what: &dyn Fn() -> String| {
            value *= factor;
            self.tried(frame.trigger, frame.entry, || inferred(factor, &what()));
        };
        for participant in frame.actors.iter().chain(&frame.recipients) {
            let words = || self.document.words(participant.span);
            let anaphor = |m: &crate::Mention| m.span == participant.span && m.kind == MentionKind::Anaphor;
            if self.grounded.mentions.iter().any(anaphor) {
                lower(0.85, &|| format!("who is meant by \"{}\"", words()));
            }
            if participant.actor.country.is_none() {
                lower(0.8, &|| format!("\"{}\" has no country", words()));
            }
        }
        if frame.actors.is_empty() {
            lower(0.8, &|| "nobody says who did it".to_string());
        }
        if self.document.tokens[frame.trigger].upos == Upos::Noun
            && self.support_verb(frame.trigger).is_none()
        {
            lower(0.7, &|| "a noun without a verb that says that it took place".to_string());
        }
        if matches!(status, Status::Hypothetical | Status::Denied) {
            lower(0.9, &|| format!("the status {}", status.as_str()));
        }
        value
    }

    /// What the judge says of a claim goes into its reasons and its confidence. It drops those of which it is sure that nothing
    /// happens between the two, and no others: it sees two parties, and not which of several predicates between them is meant.
    pub(super) fn judged(&self, judge: Judge<'_>, frame: &Frame<'_>, claim: &mut Claim) -> bool {
        let Some(first) = claim.actors.first().filter(|_| judge.by != By::Lexicon) else { return true };
        // Of somebody in another sentence ("responded" to whoever asked) the judge sees nothing.
        let here = self.document.sentences[claim.sentence].span;
        let second = claim.recipients.first().or(claim.actors.get(1)).map(|p| p.span);
        let second = second.filter(|span| here.contains(*span));
        let Some(opinion) = self.opinion(judge, first.span, second) else { return true };
        self.ask_status(&opinion, claim);
        let entry = claim.confidence;
        claim.confidence = self.calibrated(claim, opinion.of(&claim.kind));
        let says = told(&opinion, claim, entry);
        let judged = || Outcome::Judged { says: says.clone(), confidence: claim.confidence };
        self.tried(frame.trigger, frame.entry, judged);
        if claim.modes.is_empty() && opinion.best().0 == claim.kind && opinion.of(&claim.kind) >= PREFERRED {
            claim.modes = opinion.modes.iter().map(ToString::to_string).collect();
        }
        claim.judge = Some(says);
        opinion.nothing < if second.is_some() { NOTHING } else { NOTHING_ALONE }
    }

    /// The probability that a claim is right, by the codebook's curve.
    fn calibrated(&self, claim: &Claim, own: f64) -> f64 {
        let fit = &self.knowledge.pack.confidence;
        let alone = if claim.is_by_judge_alone() { fit.alone } else { 0.0 };
        1.0 / (1.0 + (-(fit.constant + fit.entry * claim.confidence + fit.judge * own + alone)).exp())
    }
}

/// What the judge says beside the entry, and whether the two disagree.
fn told(opinion: &Opinion, claim: &Claim, entry: f64) -> String {
    let ((best, share), own) = (opinion.best(), opinion.of(&claim.kind));
    let disagree = if own < DOUBTED && share > PREFERRED { "; the two disagree" } else { "" };
    format!(
        "{} {own:.2}, {best} {share:.2}, nothing {:.2}; entry {entry:.2}{disagree}",
        claim.kind, opinion.nothing
    )
}

pub(super) fn inferred(factor: f64, what: &str) -> Outcome {
    Outcome::Inferred { factor, what: what.to_string() }
}
