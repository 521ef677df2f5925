//! Actors, places and times.

use super::{At, DOCUMENT, END, Places, START, TEXT};
use crate::Words;
use crate::event::Day;
use crate::layout::{Column, Flat, cell, column};
use detente::{Actor, Grounded, Mention};
use serde::Serialize;

/// Somebody who can act. A mention of several ("both Koreas") gives a row for each; one of nobody known a row without code.
#[derive(Debug, Serialize)]
pub struct ActorRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    code: Option<String>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    name: Option<&'a str>,
    role: Option<&'a str>,
    kind: &'static str,
    reason: String,
    antecedent_start: Option<usize>,
    antecedent_end: Option<usize>,
}

/// Rows of the actors.
pub fn actors<'a>(grounded: &'a Grounded, words: Words) -> Vec<ActorRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let mut rows = Vec::new();
    for mention in &grounded.mentions {
        rows.extend((0..mention.actors.len().max(1)).map(|number| actor(&places, mention, number)));
    }
    rows
}

/// The row for one of the actors of a mention, by its number.
fn actor<'a>(places: &Places<'a>, mention: &'a Mention, number: usize) -> ActorRow<'a> {
    let actor = mention.actors.get(number);
    let each = mention.antecedents.len() == mention.actors.len();
    let antecedent = mention.antecedents.get(if each { number } else { 0 });
    let (antecedent_start, antecedent_end) = places.ends(antecedent.copied());
    ActorRow {
        at: places.at(mention.span),
        code: actor.and_then(Actor::code),
        country: actor.and_then(|a| a.country.as_deref()),
        sector: actor.and_then(|a| a.sector.as_deref()),
        name: actor
            .and_then(|a| a.name.as_deref().filter(|_| a.code().is_some() || places.words == Words::Quoted)),
        role: actor.and_then(|a| a.role.as_deref()),
        kind: mention.kind.as_str(),
        reason: places.words.of_reason(&mention.reason),
        antecedent_start,
        antecedent_end,
    }
}

impl Flat for ActorRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("code", "country and sector"),
        column("country", "country or international code"),
        column("sector", "sector"),
        column("name", "name in the tables"),
        column("role", "office on that day"),
        column("kind", "country demonym metonym person organisation outlet agent anaphor"),
        column("reason", "why the words stand for this actor, or for none"),
        column("antecedent_start", "first code point of the earlier mention to which it points"),
        column("antecedent_end", "first code point behind that"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.code),
            cell(&self.country),
            cell(&self.sector),
            cell(&self.name),
            cell(&self.role),
            self.kind.to_string(),
            self.reason.clone(),
            cell(&self.antecedent_start),
            cell(&self.antecedent_end),
        ])
    }
}

/// A mention of a place.
#[derive(Debug, Serialize)]
pub struct PlaceRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    geonames_id: Option<u64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    country: Option<&'a str>,
    kind: &'a str,
    name: &'a str,
    admin1: Option<&'a str>,
    precision: &'static str,
    reason: String,
}

/// Rows of the places, countries and demonyms too.
pub fn places<'a>(grounded: &'a Grounded, words: Words) -> Vec<PlaceRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let row = |p: &'a detente::PlaceMention| PlaceRow {
        at: places.at(p.span),
        geonames_id: p.geonames_id,
        latitude: p.latitude,
        longitude: p.longitude,
        country: p.country.as_deref(),
        kind: &p.kind,
        name: &p.name,
        admin1: p.admin1.as_deref(),
        precision: p.precision.as_str(),
        reason: places.words.of_reason(&p.reason),
    };
    grounded.places.iter().map(row).collect()
}

impl Flat for PlaceRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("geonames_id", "id in GeoNames"),
        column("latitude", "degrees north"),
        column("longitude", "degrees east"),
        column("country", "ISO 3166 alpha-3"),
        column("kind", "town district region country demonym sea venue …"),
        column("name", "name in the gazetteer"),
        column("admin1", "first-level region"),
        column(
            "precision",
            "point city region country sea; the coordinates of a country or region are those of its middle",
        ),
        column("reason", "why it is this place of that name"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.geonames_id),
            cell(&self.latitude),
            cell(&self.longitude),
            cell(&self.country),
            self.kind.to_string(),
            self.name.to_string(),
            cell(&self.admin1),
            self.precision.to_string(),
            self.reason.clone(),
        ])
    }
}

/// An expression of time.
#[derive(Debug, Serialize)]
pub struct TimeRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    begin: Option<Day>,
    #[serde(rename = "last")]
    end: Option<Day>,
    precision: &'static str,
    anchor: Option<Day>,
    reason: &'a str,
}

/// Rows of the expressions of time.
pub fn times<'a>(grounded: &'a Grounded, words: Words) -> Vec<TimeRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let row = |t: &'a detente::Time| TimeRow {
        at: places.at(t.span),
        kind: t.kind.as_str(),
        value: &t.value,
        begin: t.begin.map(Day),
        end: t.end.map(Day),
        precision: t.precision.as_str(),
        anchor: t.anchor.map(Day),
        reason: &t.reason,
    };
    grounded.times.iter().map(row).collect()
}

impl Flat for TimeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("type", "DATE TIME DURATION SET"),
        column("value", "TIMEX3 value"),
        column("begin", "first day, ISO 8601"),
        column("last", "last day, ISO 8601"),
        column("precision", "day week month season year vague"),
        column("anchor", "the day that it counts from, ISO 8601"),
        column("reason", "why it has this value"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            self.kind.to_string(),
            self.value.to_string(),
            cell(&self.begin),
            cell(&self.end),
            self.precision.to_string(),
            cell(&self.anchor),
            self.reason.to_string(),
        ])
    }
}
