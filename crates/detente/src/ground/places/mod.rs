//! Mentions of places: which words name one, and which of the places of that name it is.
//!
//! [`spots`] looks the names up, [`choose`] picks the one that the text is about, by what it says itself ("Springfield, Ill."), by
//! what else the story names and by size, and [`plausible`] drops what is no place here: "Henry" in "Raquel Henry".

mod candidate;
mod choose;
mod context;
mod plausible;
mod spots;

use crate::{Document, PlaceMention, PlacePrecision, Time};
use candidate::Candidate;
use detente_knowledge::Knowledge;
use spots::Spot;

pub(super) fn places(knowledge: &Knowledge, document: &Document, times: &[Time]) -> Vec<PlaceMention> {
    let found = spots::spots(knowledge, document);
    let chosen = choose::choose(document, &found);
    let persons = plausible::persons(document);
    let mut out = Vec::new();
    for (spot, choice) in found.iter().zip(&chosen) {
        if plausible::is_place(document, times, &persons, spot, choice) {
            out.push(mention(document, spot, &spot.candidates[choice.candidate], &choice.reason));
        }
    }
    out.sort_by_key(|m| m.span);
    out
}

fn mention(document: &Document, spot: &Spot, place: &Candidate, reason: &str) -> PlaceMention {
    let inside = |t: Option<usize>| t.is_some_and(|t| spot.tokens.contains(&t));
    let head = spot.tokens.clone().find(|&t| !inside(document.tokens[t].head));
    PlaceMention {
        span: spot.span,
        head,
        name: place.name.clone(),
        country: place.country.clone(),
        admin1: place.admin1.clone(),
        geonames_id: place.geonames_id,
        latitude: place.at.map(|at| at.0),
        longitude: place.at.map(|at| at.1),
        precision: PlacePrecision::of_kind(&place.kind),
        kind: place.kind.clone(),
        reason: reason.to_string(),
    }
}
