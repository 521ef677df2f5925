//! PLOVER's record: one JSON object an event.

use super::{Told, day_of, name_of};
use crate::Words;
use crate::event::Day;
use detente::record::{EventRecord, ParticipantRecord, PlaceRecord};

pub(super) const KEYS: &[&str] = &[
    "id",
    "date",
    "enddate",
    "actor",
    "recipient",
    "event",
    "event_loc",
    "event_text",
    "quad_code",
    "event_scale",
    "mode",
    "context",
    "link",
    "text",
    "text_info",
    "cite_info",
    "coder",
    "coded_date",
    "comment",
];

/// One event. The order of the fields is that of [`KEYS`].
#[derive(Debug, serde::Serialize)]
pub(super) struct Record<'a> {
    id: &'a str,
    date: Option<Day>,
    enddate: Option<Day>,
    actor: Vec<Entity<'a>>,
    recipient: Vec<Entity<'a>>,
    event: Vec<&'a str>,
    event_loc: Option<Location<'a>>,
    event_text: Vec<&'a str>,
    quad_code: Option<u8>,
    event_scale: Option<f64>,
    mode: &'a [String],
    context: &'a [String],
    link: Option<&'a str>,
    text: Option<&'a str>,
    text_info: TextInfo,
    cite_info: CiteInfo<'a>,
    coder: String,
    coded_date: Option<&'a str>,
    comment: Option<String>,
}

#[derive(Debug, serde::Serialize)]
struct Entity<'a> {
    code: Option<&'a str>,
    sector: Option<&'a str>,
    entity_text: Option<&'a str>,
    identifier_id: Option<&'a str>,
    identifier_text: Option<&'a str>,
    office: Option<&'a str>,
}

#[derive(Debug, serde::Serialize)]
struct Location<'a> {
    extracted_place: Option<&'a str>,
    resolved_place: &'a str,
    geonameid: Option<u64>,
    lat: Option<f64>,
    lon: Option<f64>,
    city: Option<&'a str>,
    district: Option<&'a str>,
    province: Option<&'a str>,
    country: Option<&'a str>,
    feature_code: Option<&'a str>,
    resolution: &'static str,
}

#[derive(Debug, serde::Serialize)]
struct TextInfo {
    sequence: usize,
    start: usize,
    end: usize,
}

#[derive(Debug, serde::Serialize)]
struct CiteInfo<'a> {
    citation: &'a str,
    url: Option<&'a str>,
    title: Option<&'a str>,
    language: &'static str,
    publication: Option<&'a str>,
    license: Option<&'a str>,
    coder: String,
    codebook: String,
    version: String,
}

impl<'a> Record<'a> {
    pub(super) fn new(told: Told<'a>) -> Record<'a> {
        let Told { event, words, .. } = told;
        let typed = !event.kind.is_empty();
        Record {
            id: &event.event_id,
            date: day_of(event).map(Day),
            enddate: event.date_end.map(Day),
            actor: event.actors.iter().map(|p| entity(p, words)).collect(),
            recipient: event.recipients.iter().map(|p| entity(p, words)).collect(),
            event: Some(event.kind.as_str()).filter(|_| typed).into_iter().collect(),
            event_loc: event.place.as_ref().map(|place| location(place, words)),
            event_text: words.of(&event.trigger.text).into_iter().collect(),
            quad_code: Some(event.quad).filter(|_| typed),
            event_scale: Some(event.score).filter(|_| typed),
            mode: &event.modes,
            context: &event.contexts_article,
            link: None,
            text: words.of(&event.sentence),
            text_info: TextInfo { sequence: event.sentence_number, start: event.start, end: event.end },
            cite_info: citation(event),
            coder: coder(event),
            coded_date: None,
            comment: Some(comment(event)),
        }
    }
}

fn entity(p: &ParticipantRecord, words: Words) -> Entity<'_> {
    Entity {
        code: p.country.as_deref(),
        sector: p.sector.as_deref(),
        entity_text: words.of(&p.text),
        identifier_id: None,
        identifier_text: name_of(p, words),
        office: p.role.as_deref(),
    }
}

fn location(place: &PlaceRecord, words: Words) -> Location<'_> {
    Location {
        extracted_place: words.of(&place.text),
        resolved_place: &place.name,
        geonameid: place.geonames_id,
        lat: place.latitude,
        lon: place.longitude,
        city: Some(place.name.as_str()).filter(|_| place.precision == "city"),
        district: None,
        province: place.admin1.as_deref(),
        country: place.country.as_deref(),
        feature_code: None,
        resolution: place.precision,
    }
}

fn citation(event: &EventRecord) -> CiteInfo<'_> {
    let versions = &event.versions;
    CiteInfo {
        citation: &event.document_id,
        url: event.url.as_deref(),
        title: event.title.as_deref(),
        language: "en",
        publication: event.outlet.as_deref(),
        license: None,
        coder: coder(event),
        codebook: format!("detente-{}", versions.codebook),
        version: format!("{} {} {}", versions.detente, versions.knowledge, versions.model),
    }
}

fn coder(event: &EventRecord) -> String {
    format!("detente {}", event.versions.detente)
}

/// What PLOVER's fields have no place for.
fn comment(event: &EventRecord) -> String {
    let mut said = format!("status: {}", event.status.as_str());
    for (holds, word) in [(event.alleged, "alleged"), (event.reciprocal, "reciprocal")] {
        if holds {
            said.push_str("; ");
            said.push_str(word);
        }
    }
    if event.date.is_none() && event.published.is_some() {
        said.push_str("; date of publication");
    }
    said
}
