//! ICEWS's 20 columns.

use super::dyad::pairs;
use super::{Cell, Told, day_of, name_of, number_of};
use crate::Words;
use detente::record::ParticipantRecord;
use detente_knowledge::Knowledge;

pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
];

pub(super) fn rows(knowledge: &Knowledge, told: Told<'_>) -> Vec<Vec<Cell>> {
    let Told { event, words, .. } = told;
    let code = event.cameo.as_deref();
    let known = code.and_then(|code| knowledge.dialect_code(code));
    let place = event.place.as_ref();
    let all = pairs(event);
    let row = |(number, (source, target)): (usize, _)| {
        let mut row = vec![
            number_of(&[&event.event_id, &number.to_string()]),
            Cell::of(day_of(event).map(|d| d.to_string())),
        ];
        row.extend(party(knowledge, source, words));
        row.extend([
            Cell::of(known.map(|k| k.name.as_str())),
            Cell::of(code),
            Cell::number(known.map(|k| k.icews)),
        ]);
        row.extend(party(knowledge, target, words));
        row.extend([
            number_of(&[&event.document_id]),
            Cell::Whole(event.sentence_number as u64),
            Cell::of(event.outlet.as_deref()),
            Cell::of(place.filter(|p| p.precision == "city").map(|p| p.name.as_str())),
            Cell::Empty,
            Cell::of(place.and_then(|p| p.admin1.as_deref())),
            Cell::of(place.and_then(|p| p.country.as_deref()).and_then(|c| country(knowledge, c))),
            Cell::number(place.and_then(|p| p.latitude)),
            Cell::number(place.and_then(|p| p.longitude)),
        ]);
        row
    };
    all.into_iter().enumerate().map(row).collect()
}

fn party(knowledge: &Knowledge, participant: Option<&ParticipantRecord>, words: Words) -> [Cell; 3] {
    let Some(p) = participant else { return [Cell::Empty, Cell::Empty, Cell::Empty] };
    let sector = p.sector.as_deref().and_then(|s| knowledge.dialect_sector(s));
    let country = p.country.as_deref().and_then(|c| country(knowledge, c));
    let unnamed = || match (sector, country) {
        (Some(sector), Some(country)) => Some(format!("{} ({country})", sector.label)),
        (None, country) => country.map(str::to_string),
        (Some(_), None) => None,
    };
    // A country by name with a sector is its government, its army and so on.
    let own = name_of(p, words).filter(|name| {
        let state = p.country.as_deref().and_then(|c| knowledge.country(c));
        state.is_none_or(|state| state.name != *name)
    });
    [
        Cell::of(own.map(str::to_string).or_else(unnamed)),
        Cell::of(sector.map(|s| s.icews.as_str())),
        Cell::of(country),
    ]
}

/// The name of a country; bodies that are none have no name here.
fn country<'k>(knowledge: &'k Knowledge, code: &str) -> Option<&'k str> {
    let other = knowledge.dialect_country(code).map(|c| c.icews.as_str()).filter(|name| !name.is_empty());
    other.or_else(|| knowledge.country(code).map(|c| c.name.as_str()))
}
