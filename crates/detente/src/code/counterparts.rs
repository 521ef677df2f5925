//! Recipients that a sentence leaves out and other sentences tell: "Russia vowed to strike back", in a story of Russia and
//! Ukraine.

use super::Coder;
use super::conditions::quad_of;
use super::confidence::inferred;
use super::frames::Frame;
use crate::{Claim, MentionKind, Participant, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What such a recipient takes from the confidence: little, as events with one are right about as often as others.
const TOLD_ELSEWHERE: f64 = 0.95;

/// So many other claims between the two are enough, of whatever sort; else one of the same sort.
const KNOWN: usize = 2;

/// Gives claims without a recipient the state with which the actor's own has to do in the article.
pub(super) fn counterparts(coder: &Coder<'_>, frames: &[Frame<'_>], claims: &mut [Claim]) {
    let known: Vec<Claim> = claims.to_vec();
    let told = |c: &&mut Claim| !matches!(c.status, Status::Denied | Status::Hypothetical);
    for claim in claims.iter_mut().filter(|c| c.recipients.is_empty() && !c.reciprocal).filter(told) {
        let frame = frames.iter().find(|f| f.trigger == claim.trigger && f.entry.id == claim.entry);
        let Some(frame) = frame.filter(|f| !f.pattern.closed) else { continue };
        let Some(other) = counterpart(coder, claim, &known) else { continue };
        let reason = "the other party of what the actor does in the text";
        claim.recipients = vec![Participant { reason: reason.to_string(), ..other.clone() }];
        claim.recipient_reason = None;
        claim.confidence *= TOLD_ELSEWHERE;
        let who = || format!("the recipient is {reason}");
        coder.tried(frame.trigger, frame.entry, || inferred(TOLD_ELSEWHERE, &who()));
    }
}

/// Of the states that stand against the actor's own in other claims the one with at least half of them, as the nearest of these names it;
/// "he" only where none names it.
fn counterpart<'c>(coder: &Coder<'_>, claim: &Claim, known: &'c [Claim]) -> Option<&'c Participant> {
    let country = one_country(&claim.actors)?;
    // Crowds protest and curfews hold at home, those who meet are told with the meeting, and what is asked for is asked of the world.
    if !coder.knowledge.event_type(&claim.kind)?.counterpart {
        return None;
    }
    let sort = |c: &Claim| quad_of(coder.knowledge, &c.kind) > 2;
    let force = claim.kind == "MOBILIZE";
    let others = known.iter().filter(|c| c.sentence != claim.sentence && (!force || is_hostile(c)));
    let all: Vec<(&Claim, &Participant)> =
        others.flat_map(|c| across(c, country).into_iter().map(move |p| (c, p))).collect();
    let alike: Vec<(&Claim, &Participant)> =
        all.iter().copied().filter(|(c, _)| sort(c) == sort(claim)).collect();
    let state = leading(&all, KNOWN).or_else(|| leading(&alike, 1))?;
    let own = |p: &Participant| claim.actors.iter().any(|a| a.actor == p.actor || a.span.overlaps(p.span));
    let named = all.into_iter().filter(|(_, p)| p.actor.country.as_deref() == Some(state) && !own(p));
    let anaphor = |p: &Participant| {
        coder.grounded.mentions.iter().any(|m| m.span == p.span && m.kind == MentionKind::Anaphor)
    };
    named.min_by_key(|(c, p)| (anaphor(p), c.trigger.abs_diff(claim.trigger))).map(|(_, p)| p)
}

/// Forces are gathered against whom the same state threatens or attacks.
fn is_hostile(claim: &Claim) -> bool {
    matches!(claim.kind.as_str(), "THREATEN" | "ASSAULT" | "MOBILIZE")
}

fn one_country(actors: &[Participant]) -> Option<&str> {
    let countries: BTreeSet<&str> = actors.iter().filter_map(|a| a.actor.country.as_deref()).collect();
    countries.first().copied().filter(|_| countries.len() == 1)
}

/// Those of a claim who stand against a state, one of each country.
fn across<'c>(claim: &'c Claim, country: &str) -> Vec<&'c Participant> {
    let has = |side: &[Participant]| side.iter().any(|p| p.actor.country.as_deref() == Some(country));
    let foreign = |p: &&Participant| p.actor.country.as_deref() != Some(country);
    let mut out: Vec<&Participant> = if claim.recipients.is_empty() {
        // Those who did it with each other; two who condemned somebody else are not against one another.
        claim.actors.iter().filter(|_| claim.reciprocal && has(&claim.actors)).filter(foreign).collect()
    } else if has(&claim.actors) {
        claim.recipients.iter().collect()
    } else {
        claim.actors.iter().filter(|_| has(&claim.recipients)).collect()
    };
    let mut met = BTreeSet::new();
    out.retain(|p| p.actor.country.as_deref().is_some_and(|c| met.insert(c)));
    out
}

/// The state with at least half of the parties and at least so many of them; of two with half each the one that stands first.
fn leading<'p>(parties: &[(&Claim, &'p Participant)], least: usize) -> Option<&'p str> {
    let mut counts: BTreeMap<&str, (usize, Reverse<usize>)> = BTreeMap::new();
    for (at, (_, party)) in parties.iter().enumerate() {
        if let Some(country) = &party.actor.country {
            counts.entry(country).or_insert((0, Reverse(at))).0 += 1;
        }
    }
    let (country, (count, _)) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    (count >= least && 2 * count >= parties.len()).then_some(country)
}
