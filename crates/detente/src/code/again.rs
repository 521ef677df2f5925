//! An event named again: "the talks will take place in Geneva on Friday" tells when and where the talks of an earlier claim are.

use super::Coder;
use crate::{Claim, Precision};
use detente_english::Upos;
use detente_knowledge::Class;

/// Adds to earlier claims what later clauses say of their events' time and place.
pub(super) fn named_again(coder: &Coder<'_>, triggers: &[usize], claims: &mut [Claim]) {
    for noun in 0..coder.document.tokens.len() {
        if triggers.contains(&noun) || !is_named_again(coder, noun) {
            continue;
        }
        let Some(verb) = carrier(coder, noun) else { continue };
        if let Some(claim) = claims.iter_mut().rev().find(|c| c.trigger < noun && speaks_of(coder, c, noun)) {
            add(coder, verb, claim);
        }
    }
}

/// A definite event noun.
fn is_named_again(coder: &Coder<'_>, noun: usize) -> bool {
    let token = &coder.document.tokens[noun];
    let definite = coder.document.child(noun, "det").is_some_and(|d| {
        matches!(coder.document.tokens[d].lemma.as_str(), "the" | "this" | "these" | "that" | "those")
    });
    token.upos == Upos::Noun
        && definite
        && coder.knowledge.patterns(Class::Noun, &token.lemma).next().is_some()
}

/// The verb that says when and where: a support verb, or one that says that the event takes place.
fn carrier(coder: &Coder<'_>, noun: usize) -> Option<usize> {
    let happens = coder.takes_place(noun).then_some(coder.document.tokens[noun].head).flatten();
    coder.support_verb(noun).map(|(verb, _)| verb).or(happens)
}

/// Whether the claim's own words name the event.
fn speaks_of(coder: &Coder<'_>, claim: &Claim, noun: usize) -> bool {
    let lemma = &coder.document.tokens[noun].lemma;
    let tokens = coder.document.sentences[claim.sentence].tokens.clone();
    tokens.into_iter().any(|t| {
        coder.document.tokens[t].lemma == *lemma && claim.evidence.contains(coder.document.tokens[t].span)
    })
}

fn add(coder: &Coder<'_>, verb: usize, claim: &mut Claim) {
    let own = coder.document.tokens[claim.trigger].span;
    if let Some(when) = coder.when_of(verb) {
        // A day within the week that was told before, or a time where none was.
        let closer = claim.when.as_ref().map_or(true, |known| {
            known.precision > Precision::Day
                && when.precision < known.precision
                && known.begin <= when.begin
                && when.end <= known.end
        });
        if closer {
            claim
                .reasons
                .push(format!("time from \"{}\", which speaks of the same", coder.document.form(verb)));
            claim.when = Ok(when);
        }
    }
    if claim.place.is_err() {
        claim.place = coder.place(verb, &[own]);
    }
}
