//! The 61 columns of the event table of GDELT 2.0.

use super::dyad::pairs;
use super::{Cell, Told, day_of, name_of, number_of};
use crate::Words;
use detente::record::{ParticipantRecord, PlaceRecord};
use detente_knowledge::Knowledge;
use jiff::civil::Date;
use std::collections::BTreeSet;

pub(super) const COLUMNS: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
    "Actor1Geo_Type",
    "Actor1Geo_FullName",
    "Actor1Geo_CountryCode",
    "Actor1Geo_ADM1Code",
    "Actor1Geo_ADM2Code",
    "Actor1Geo_Lat",
    "Actor1Geo_Long",
    "Actor1Geo_FeatureID",
    "Actor2Geo_Type",
    "Actor2Geo_FullName",
    "Actor2Geo_CountryCode",
    "Actor2Geo_ADM1Code",
    "Actor2Geo_ADM2Code",
    "Actor2Geo_Lat",
    "Actor2Geo_Long",
    "Actor2Geo_FeatureID",
    "ActionGeo_Type",
    "ActionGeo_FullName",
    "ActionGeo_CountryCode",
    "ActionGeo_ADM1Code",
    "ActionGeo_ADM2Code",
    "ActionGeo_Lat",
    "ActionGeo_Long",
    "ActionGeo_FeatureID",
    "DATEADDED",
    "SOURCEURL",
];

pub(super) fn rows(knowledge: &Knowledge, told: Told<'_>) -> Vec<Vec<Cell>> {
    let Told { event, words, .. } = told;
    let action = action(knowledge, told);
    let row = |(number, (one, other)): (usize, _)| {
        let mut row = vec![number_of(&[&event.event_id, &number.to_string()])];
        row.extend(date(day_of(event)));
        row.extend(actor(knowledge, one, words));
        row.extend(actor(knowledge, other, words));
        row.extend(action.clone());
        row.extend(nowhere());
        row.extend(nowhere());
        row.extend(event.place.as_ref().map_or_else(nowhere, |place| geography(knowledge, place)));
        let added = event.published.map(|d| d.strftime("%Y%m%d000000").to_string());
        row.push(added.and_then(|d| d.parse().ok()).map_or(Cell::Empty, Cell::Whole));
        row.push(Cell::of(event.url.as_deref()));
        row
    };
    pairs(event).into_iter().enumerate().map(row).collect()
}

/// Day, month, year, and the day as a part of a year of months of 30 days.
fn date(day: Option<Date>) -> [Cell; 4] {
    let Some(day) = day else { return [const { Cell::Empty }; 4] };
    let (year, month, of_month) = (day.year(), day.month(), day.day());
    let part = f64::from(i32::from(month - 1) * 30 + i32::from(of_month)) / 365.0;
    let whole = |text: String| text.parse().map_or(Cell::Empty, Cell::Whole);
    [
        whole(format!("{year:04}{month:02}{of_month:02}")),
        whole(format!("{year:04}{month:02}")),
        whole(format!("{year:04}")),
        Cell::Number(((f64::from(year) + part) * 10_000.0).round() / 10_000.0),
    ]
}

fn actor(knowledge: &Knowledge, participant: Option<&ParticipantRecord>, words: Words) -> [Cell; 10] {
    let Some(p) = participant else { return [const { Cell::Empty }; 10] };
    let body = p.country.as_deref().and_then(|c| knowledge.dialect_country(c));
    let sector = p.sector.as_deref().and_then(|s| knowledge.dialect_sector(s)).map_or("", |s| &s.kind);
    let (kind, country, group) = body.map_or(("", "", ""), |b| (&b.kind, &b.cameo, &b.group));
    let mut types: Vec<&str> = [kind, sector].into_iter().filter(|t| !t.is_empty()).collect();
    types.dedup();
    let name = name_of(p, words).or_else(|| words.of(&p.text));
    let kind_of = |i: usize| Cell::of(types.get(i).copied());
    [
        Cell::of(Some([kind, country, group, sector].concat())),
        Cell::of(name.map(str::to_uppercase)),
        Cell::of(Some(country)),
        Cell::of(Some(group)),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        kind_of(0),
        kind_of(1),
        kind_of(2),
    ]
}

/// From `IsRootEvent` to `AvgTone`.
fn action(knowledge: &Knowledge, told: Told<'_>) -> [Cell; 10] {
    let Told { event, copies, .. } = told;
    let code = event.cameo.as_deref();
    let root = code.and_then(|c| c.get(..2));
    let outlets = copies.iter().map(|c| c.outlet.as_deref()).chain([event.outlet.as_deref()]);
    let sources: BTreeSet<&str> = outlets.flatten().collect();
    let articles = copies.len() as u64 + 1;
    [
        Cell::Whole(u64::from(event.lead)),
        Cell::of(code),
        Cell::of(code.and_then(|c| c.get(..3))),
        Cell::of(root),
        root.and_then(quad).map_or(Cell::Empty, Cell::Whole),
        Cell::number(code.and_then(|c| knowledge.dialect_code(c)).map(|c| c.goldstein)),
        Cell::Whole((event.more.len() + 1) as u64 * articles),
        Cell::Whole(sources.len().max(1) as u64),
        Cell::Whole(articles),
        Cell::Empty,
    ]
}

/// GDELT's classes go by CAMEO's roots, and so differ from PLOVER's where a type has moved.
fn quad(root: &str) -> Option<u64> {
    match root.parse::<u8>().ok()? {
        1..=5 => Some(1),
        6..=8 => Some(2),
        9..=13 => Some(3),
        14..=20 => Some(4),
        _ => None,
    }
}

/// A place: type, full name, country, first and second region, latitude, longitude, id.
fn geography(knowledge: &Knowledge, place: &PlaceRecord) -> [Cell; 8] {
    let iso = place.country.as_deref();
    let fips = iso.and_then(|c| knowledge.dialect_country(c)).map(|c| c.fips.as_str());
    let state = iso.and_then(|c| knowledge.country(c)).map(|c| c.name.as_str());
    let american = iso == Some("USA");
    let kind = match place.precision {
        "country" => 1,
        "region" if american => 2,
        "region" => 5,
        "city" | "point" if american => 3,
        "city" | "point" => 4,
        // A sea is no place of a type that GDELT has.
        _ => return nowhere(),
    };
    let mut parts = vec![place.name.as_str()];
    let around = [place.admin1.as_deref().filter(|_| kind > 2), state].into_iter().flatten();
    for part in around.filter(|part| kind != 1 && !part.is_empty()) {
        if parts.last() != Some(&part) {
            parts.push(part);
        }
    }
    let of_country = || Cell::of(fips.filter(|_| kind == 1));
    [
        Cell::Whole(kind),
        Cell::Text(parts.join(", ")),
        Cell::of(fips),
        of_country(),
        Cell::Empty,
        Cell::number(place.latitude),
        Cell::number(place.longitude),
        of_country(),
    ]
}

/// No place: GDELT writes the type 0 and nothing else.
fn nowhere() -> [Cell; 8] {
    let mut cells = [const { Cell::Empty }; 8];
    cells[0] = Cell::Whole(0);
    cells
}
