//! POLECAT's 40 columns.

use super::{Cell, Told, cow_of, day_of, name_of};
use crate::Words;
use detente::record::ParticipantRecord;
use detente_knowledge::Knowledge;
use jiff::civil::Date;

pub(super) const COLUMNS: &[&str] = &[
    "Event ID",
    "Event Date",
    "Event Type",
    "Event Mode",
    "Intensity",
    "Quad Code",
    "Contexts",
    "Actor Name",
    "Actor Country",
    "Actor COW",
    "Primary Actor Sector",
    "Actor Sectors",
    "Actor Title",
    "Actor Name Raw",
    "Wikipedia Actor ID",
    "Recipient Name",
    "Recipient Country",
    "Recipient COW",
    "Primary Recipient Sector",
    "Recipient Sectors",
    "Recipient Title",
    "Recipient Name Raw",
    "Wikipedia Recipient ID",
    "Placename",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "GeoNames ID",
    "Raw Placename",
    "Feature Type",
    "Source",
    "Publication Date",
    "Story People",
    "Story Organizations",
    "Story Locations",
    "Language",
    "Version",
];

/// Several values of a cell.
const BETWEEN: &str = "; ";

/// What POLECAT writes for a name, country or number that is not known; its readers look for the word.
const NONE: &str = "None";

pub(super) fn row(knowledge: &Knowledge, told: Told<'_>) -> Vec<Cell> {
    let Told { event, story, words, .. } = told;
    let day = day_of(event);
    let typed = !event.kind.is_empty();
    let mut row = vec![
        Cell::Text(event.event_id.clone()),
        Cell::of(day.map(|d| d.to_string())),
        Cell::of(Some(event.kind.as_str())),
        joined(event.modes.iter().map(String::as_str)),
        Cell::number(typed.then_some(event.score)),
        Cell::of(quad(event.quad)),
        joined(event.contexts_article.iter().map(String::as_str)),
    ];
    row.extend(participants(knowledge, &event.actors, words, day));
    row.extend(participants(knowledge, &event.recipients, words, day));
    row.extend(place(told));
    row.extend([
        Cell::of(event.outlet.as_deref()),
        Cell::of(event.published.map(|d| d.to_string())),
        joined(story.people.iter().map(String::as_str)),
        joined(story.organisations.iter().map(String::as_str)),
        joined(story.locations.iter().map(String::as_str)),
        Cell::Text("en".to_string()),
        Cell::Text(format!("detente {}", event.versions.detente)),
    ]);
    row
}

fn participants(
    knowledge: &Knowledge,
    all: &[ParticipantRecord],
    words: Words,
    day: Option<Date>,
) -> [Cell; 8] {
    let or_none = |cell: Cell| if cell == Cell::Empty { Cell::Text(NONE.to_string()) } else { cell };
    let first = all.iter().find_map(|p| p.sector.as_deref());
    [
        or_none(joined(all.iter().filter_map(|p| name_of(p, words)))),
        or_none(joined(all.iter().filter_map(|p| p.country.as_deref()))),
        or_none(joined(all.iter().filter_map(|p| cow_of(knowledge, p.country.as_deref()?, day)))),
        Cell::of(first),
        joined(all.iter().filter_map(|p| p.sector.as_deref())),
        joined(all.iter().filter_map(|p| p.role.as_deref())),
        joined(all.iter().filter_map(|p| words.of(&p.text))),
        Cell::Empty,
    ]
}

fn place(told: Told<'_>) -> [Cell; 10] {
    let Some(place) = &told.event.place else {
        let mut empty = [const { Cell::Empty }; 10];
        empty[4] = Cell::Text(NONE.to_string());
        return empty;
    };
    [
        Cell::Text(place.name.clone()),
        Cell::of(Some(place.name.as_str()).filter(|_| place.precision == "city")),
        Cell::Empty,
        Cell::of(place.admin1.as_deref()),
        Cell::Text(place.country.clone().unwrap_or_else(|| NONE.to_string())),
        Cell::number(place.latitude),
        Cell::number(place.longitude),
        place.geonames_id.map_or(Cell::Empty, Cell::Whole),
        Cell::of(told.words.of(&place.text)),
        Cell::Empty,
    ]
}

fn quad(quad: u8) -> Option<&'static str> {
    match quad {
        1 => Some("VERBAL COOPERATION"),
        2 => Some("MATERIAL COOPERATION"),
        3 => Some("VERBAL CONFLICT"),
        4 => Some("MATERIAL CONFLICT"),
        _ => None,
    }
}

/// Each value once; a semicolon inside one becomes a comma.
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Cell {
    let mut once: Vec<String> = Vec::new();
    for value in values.map(|v| v.replace(';', ",")).filter(|v| !v.is_empty()) {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    Cell::of(Some(once.join(BETWEEN)))
}
