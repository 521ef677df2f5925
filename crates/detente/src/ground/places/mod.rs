//! Mentions of places: which words name one, and which of the places of that name it is.
//!
//! [`spots`] looks the names up, [`choose`] picks the one that the text is about, by what it says itself ("Springfield, Ill."), by
//! what else the story names and by size, and [`plausible`] drops what is no place here: "Henry" in "Raquel Henry".

mod candidate;
mod choose;
mod context;
mod plausible;
mod spots;

use crate::{Document, PlaceMention, PlacePrecision, Span, Time};
use candidate::Candidate;
use detente_knowledge::{Knowledge, Place};
use spots::Spot;

pub(super) fn places(knowledge: &Knowledge, document: &Document) -> Vec<PlaceMention> {
    let found = spots::spots(knowledge, document);
    let chosen = choose::choose(document, &found);
    let persons = plausible::persons(document);
    let mut out = Vec::new();
    for (spot, choice) in found.iter().zip(&chosen) {
        if plausible::is_place(document, &persons, spot, choice) {
            out.push(mention(document, spot, &spot.candidates[choice.candidate], &choice.reason));
        }
    }
    out.sort_by_key(|m| m.span);
    out
}

/// Drops what was taken for a place and is a time, unless the tables have the name: March is a town in England.
pub(super) fn drop_times(document: &Document, places: &mut Vec<PlaceMention>, times: &[Time]) {
    let known = |span: Span| document.names.iter().any(|n| document.tokens[n.head].span.overlaps(span));
    places.retain(|p| p.head.is_none() || known(p.span) || !times.iter().any(|t| t.span.overlaps(p.span)));
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

/// A mention of the town of a row of the tables, which the text does not name: "its capital".
pub(super) fn of_row(
    document: &Document,
    tokens: &[usize],
    head: usize,
    row: &Place,
) -> Option<PlaceMention> {
    let text = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty());
    Some(PlaceMention {
        span: document.cover(tokens)?,
        head: Some(head),
        name: row.name.clone(),
        country: text(&row.country),
        admin1: text(&row.admin1),
        geonames_id: row.geonames_id.parse().ok(),
        latitude: row.latitude.parse().ok(),
        longitude: row.longitude.parse().ok(),
        precision: PlacePrecision::of_kind(&row.kind),
        kind: row.kind.clone(),
        reason: format!("the capital of {}", row.country),
    })
}
