//! One event, as `detente code` writes it.

use crate::Words;
use crate::layout::{Column, Flat, cell, column, joined};
use detente::record::{EventRecord, ParticipantRecord, PlaceRecord, Quoted, SpeakerRecord, Versions};
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// One event. The order of the fields is the order of the keys, which is part of the contract.
#[derive(Debug, serde::Serialize)]
pub struct EventRow<'a> {
    event_id: &'a str,
    document_id: &'a str,
    #[serde(rename = "type")]
    kind: Option<&'a str>,
    mode: &'a [String],
    cameo: Option<&'a str>,
    contexts: &'a [String],
    contexts_paragraph: &'a [String],
    contexts_article: &'a [String],
    quad: Option<u8>,
    score: Option<f64>,
    status: &'static str,
    alleged: bool,
    reciprocal: bool,
    actors: Vec<ParticipantRow<'a>>,
    recipients: Vec<ParticipantRow<'a>>,
    date: Option<Day>,
    date_end: Option<Day>,
    date_precision: Option<&'static str>,
    date_text: Option<&'a str>,
    due: Option<Day>,
    place: Option<PlaceRow<'a>>,
    channel: Option<&'a str>,
    channel_text: Option<&'a str>,
    attribution: Vec<SpeakerRow<'a>>,
    baseline: Option<&'a str>,
    sentence: Option<&'a str>,
    start: usize,
    end: usize,
    more: &'a [(usize, usize)],
    trigger: TriggerRow<'a>,
    confidence: f64,
    reasons: Reasons,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    published: Option<Day>,
    copies: Vec<ReprintRow<'a>>,
    versions: VersionsRow<'a>,
}

/// Another article with the same text, such as an agency's in another paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reprint {
    /// Its id.
    pub document_id: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// Day of its publication.
    pub published: Option<Date>,
}

#[derive(Debug, serde::Serialize)]
struct ReprintRow<'a> {
    document_id: &'a str,
    outlet: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<Day>,
}

#[derive(Debug, serde::Serialize)]
struct ParticipantRow<'a> {
    name: Option<&'a str>,
    text: Option<&'a str>,
    code: Option<&'a str>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    role: Option<&'a str>,
    start: usize,
    end: usize,
    reason: String,
}

#[derive(Debug, serde::Serialize)]
struct PlaceRow<'a> {
    name: &'a str,
    text: Option<&'a str>,
    country: Option<&'a str>,
    admin1: Option<&'a str>,
    geonames_id: Option<u64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    precision: &'static str,
    start: usize,
    end: usize,
}

#[derive(Debug, serde::Serialize)]
struct SpeakerRow<'a> {
    name: Option<&'a str>,
    code: Option<&'a str>,
    cue: Option<&'a str>,
    kind: &'static str,
    start: Option<usize>,
    end: Option<usize>,
}

#[derive(Debug, serde::Serialize)]
struct TriggerRow<'a> {
    text: Option<&'a str>,
    start: usize,
    end: usize,
}

#[derive(Debug, serde::Serialize)]
struct VersionsRow<'a> {
    detente: &'a str,
    codebook: &'a str,
    knowledge: &'a str,
    model: &'a str,
}

/// A day as ISO 8601 writes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Day(pub(crate) Date);

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

#[derive(Debug)]
struct Reasons(Vec<(String, String)>);

impl Serialize for Reasons {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (field, reason) in &self.0 {
            map.serialize_entry(field, reason)?;
        }
        map.end()
    }
}

impl<'a> EventRow<'a> {
    /// The row of a record.
    pub fn new(event: &'a EventRecord, words: Words) -> EventRow<'a> {
        let quoted = |text: &'a Option<String>| text.as_deref().and_then(|t| words.of(t));
        let participants = |all: &'a [ParticipantRecord]| all.iter().map(|p| participant(p, words)).collect();
        EventRow {
            event_id: &event.event_id,
            document_id: &event.document_id,
            kind: Some(event.kind.as_str()).filter(|k| !k.is_empty()),
            mode: &event.modes,
            cameo: event.cameo.as_deref(),
            contexts: &event.contexts,
            contexts_paragraph: &event.contexts_paragraph,
            contexts_article: &event.contexts_article,
            quad: Some(event.quad).filter(|_| !event.kind.is_empty()),
            score: Some(event.score).filter(|_| !event.kind.is_empty()),
            status: event.status.as_str(),
            alleged: event.alleged,
            reciprocal: event.reciprocal,
            actors: participants(&event.actors),
            recipients: participants(&event.recipients),
            date: event.date.map(Day),
            date_end: event.date_end.map(Day),
            date_precision: event.date_precision,
            date_text: quoted(&event.date_text),
            due: event.due.map(Day),
            place: event.place.as_ref().map(|p| place(p, words)),
            channel: event.channel.as_deref(),
            channel_text: quoted(&event.channel_text),
            attribution: event.attribution.iter().map(|s| speaker(s, words)).collect(),
            baseline: event.baseline.as_deref(),
            sentence: words.of(&event.sentence),
            start: event.start,
            end: event.end,
            more: &event.more,
            trigger: trigger(&event.trigger, words),
            confidence: rounded(event.confidence),
            reasons: Reasons(event.reasons.iter().map(|(f, r)| (f.clone(), words.of_reason(r))).collect()),
            outlet: event.outlet.as_deref(),
            url: event.url.as_deref(),
            title: event.title.as_deref(),
            published: event.published.map(Day),
            copies: Vec::new(),
            versions: versions(&event.versions),
        }
    }

    /// The row with the other articles that have the same text.
    pub fn with_copies(mut self, copies: &'a [Reprint]) -> EventRow<'a> {
        let row = |copy: &'a Reprint| ReprintRow {
            document_id: &copy.document_id,
            outlet: copy.outlet.as_deref(),
            url: copy.url.as_deref(),
            published: copy.published.map(Day),
        };
        self.copies = copies.iter().map(row).collect();
        self
    }
}

/// Three decimals: further digits say nothing about a confidence, and differ between machines first.
pub(crate) fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

fn participant(p: &ParticipantRecord, words: Words) -> ParticipantRow<'_> {
    ParticipantRow {
        name: p.name.as_deref().filter(|_| p.code.is_some() || words == Words::Quoted),
        text: words.of(&p.text),
        code: p.code.as_deref(),
        country: p.country.as_deref(),
        sector: p.sector.as_deref(),
        role: p.role.as_deref(),
        start: p.start,
        end: p.end,
        reason: words.of_reason(&p.reason),
    }
}

fn place(p: &PlaceRecord, words: Words) -> PlaceRow<'_> {
    PlaceRow {
        name: &p.name,
        text: words.of(&p.text),
        country: p.country.as_deref(),
        admin1: p.admin1.as_deref(),
        geonames_id: p.geonames_id,
        latitude: p.latitude,
        longitude: p.longitude,
        precision: p.precision,
        start: p.start,
        end: p.end,
    }
}

fn speaker(s: &SpeakerRecord, words: Words) -> SpeakerRow<'_> {
    SpeakerRow {
        name: Some(s.name.as_str())
            .filter(|_| s.code.is_some() || s.start.is_none() || words == Words::Quoted),
        code: s.code.as_deref(),
        cue: s.cue.as_deref().and_then(|c| words.of(c)),
        kind: s.kind.as_str(),
        start: s.start,
        end: s.end,
    }
}

fn trigger(t: &Quoted, words: Words) -> TriggerRow<'_> {
    TriggerRow { text: words.of(&t.text), start: t.start, end: t.end }
}

fn versions(v: &Versions) -> VersionsRow<'_> {
    VersionsRow { detente: v.detente, codebook: &v.codebook, knowledge: &v.knowledge, model: &v.model }
}

const COLUMNS: &[Column] = &[
    column("event_id", "id from the content, the same in every run"),
    column("document_id", "id of the article"),
    column("type", "event type, see detente codebook"),
    column("mode", "modes, joined by ;"),
    column("cameo", "CAMEO code of type and mode, or what dictionaries of PETRARCH give"),
    column("contexts", "contexts of the sentence, joined by ;"),
    column("contexts_paragraph", "contexts of its paragraph, joined by ;"),
    column("contexts_article", "contexts of the article, joined by ;"),
    column("quad", "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict"),
    column("score", "score of the type or of its strongest mode"),
    column("status", "happened ongoing planned proposed threatened denied disputed hypothetical historical"),
    column("alleged", "true when one side claims it or it is reported with reserve"),
    column("reciprocal", "true when the actors did it with each other"),
    column("actor_name", "names of the actors, joined by ;"),
    column("actor_text", "their words in the article, in the order of actor_name"),
    column("actor_code", "country and sector, in the order of actor_name"),
    column("actor_country", "country or international code, in the order of actor_name"),
    column("actor_sector", "sector, in the order of actor_name"),
    column("actor_role", "office on that day, in the order of actor_name"),
    column("recipient_name", "names of the recipients, joined by ;"),
    column("recipient_text", "their words in the article, in the order of recipient_name"),
    column("recipient_code", "country and sector, in the order of recipient_name"),
    column("recipient_country", "country or international code, in the order of recipient_name"),
    column("recipient_sector", "sector, in the order of recipient_name"),
    column("recipient_role", "office on that day, in the order of recipient_name"),
    column("date", "first day, ISO 8601"),
    column("date_end", "last day, ISO 8601"),
    column("date_precision", "day week month season year vague"),
    column("date_text", "the words that give the date"),
    column("due", "by when what was promised or demanded is to be done"),
    column("place_name", "name in the gazetteer"),
    column("place_text", "the words of the article"),
    column("place_country", "ISO 3166 alpha-3"),
    column("admin1", "first-level region"),
    column("geonames_id", "id in GeoNames"),
    column("latitude", "degrees north"),
    column("longitude", "degrees east"),
    column("place_precision", "point city region country sea"),
    column(
        "channel",
        "phone fax letter envoy meeting speech statement interview press-conference tweet broadcast document",
    ),
    column("channel_text", "the words that say so"),
    column("attribution_name", "who says so, nearest speaker first, the outlet last, joined by ;"),
    column("attribution_code", "country and sector, in the order of attribution_name"),
    column("attribution_kind", "direct indirect document anonymous, in the order of attribution_name"),
    column("baseline", "such as: first since 2015-12"),
    column("sentence", "the sentence"),
    column("start", "first code point of the evidence in the article's text"),
    column("end", "first code point behind it"),
    column("more", "start-end of further clauses that report the event, joined by ;"),
    column("trigger", "the words of the predicate"),
    column("confidence", "0 to 1"),
    column("reasons", "why cells are empty or as they are, field: reason, joined by ;"),
    column("outlet", "who published the article"),
    column("url", "address of the article"),
    column("title", "headline of the article"),
    column("published", "day of publication, ISO 8601"),
    column("copies", "ids of other articles with the same text, joined by ;"),
    column("copies_outlet", "who published them, in the order of copies"),
    column("detente_version", "version of the program"),
    column("codebook_version", "version of the codebook"),
    column("knowledge_version", "version of the tables of actors and places"),
    column("model_version", "version of the English model"),
];

impl Flat for EventRow<'_> {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn cells(&self) -> Vec<String> {
        let mut cells = Vec::from(self.what());
        cells.extend(participants(&self.actors));
        cells.extend(participants(&self.recipients));
        cells.extend(self.when());
        cells.extend(self.place_cells());
        cells.extend(self.according_to());
        cells.extend(self.evidence());
        cells.extend(self.article());
        cells
    }
}

impl EventRow<'_> {
    fn what(&self) -> [String; 13] {
        [
            self.event_id.to_string(),
            self.document_id.to_string(),
            cell(&self.kind),
            joined(self.mode.iter().map(String::as_str)),
            cell(&self.cameo),
            joined(self.contexts.iter().map(String::as_str)),
            joined(self.contexts_paragraph.iter().map(String::as_str)),
            joined(self.contexts_article.iter().map(String::as_str)),
            cell(&self.quad),
            cell(&self.score),
            self.status.to_string(),
            self.alleged.to_string(),
            self.reciprocal.to_string(),
        ]
    }

    fn when(&self) -> [String; 5] {
        let precision = cell(&self.date_precision);
        [cell(&self.date), cell(&self.date_end), precision, cell(&self.date_text), cell(&self.due)]
    }

    fn place_cells(&self) -> [String; 8] {
        let Some(place) = &self.place else { return Default::default() };
        [
            place.name.to_string(),
            cell(&place.text),
            cell(&place.country),
            cell(&place.admin1),
            cell(&place.geonames_id),
            cell(&place.latitude),
            cell(&place.longitude),
            place.precision.to_string(),
        ]
    }

    fn according_to(&self) -> [String; 6] {
        let speakers = |of: fn(&SpeakerRow) -> String| {
            let values: Vec<String> = self.attribution.iter().map(of).collect();
            joined(values.iter().map(String::as_str))
        };
        [
            cell(&self.channel),
            cell(&self.channel_text),
            speakers(|s| cell(&s.name)),
            speakers(|s| cell(&s.code)),
            speakers(|s| s.kind.to_string()),
            cell(&self.baseline),
        ]
    }

    fn evidence(&self) -> [String; 7] {
        let reasons: Vec<String> =
            self.reasons.0.iter().map(|(field, why)| format!("{field}: {why}")).collect();
        let more: Vec<String> = self.more.iter().map(|(start, end)| format!("{start}-{end}")).collect();
        [
            cell(&self.sentence),
            self.start.to_string(),
            self.end.to_string(),
            joined(more.iter().map(String::as_str)),
            cell(&self.trigger.text),
            self.confidence.to_string(),
            joined(reasons.iter().map(String::as_str)),
        ]
    }

    fn article(&self) -> [String; 10] {
        let versions = &self.versions;
        [
            cell(&self.outlet),
            cell(&self.url),
            cell(&self.title),
            cell(&self.published),
            joined(self.copies.iter().map(|copy| copy.document_id)),
            joined(self.copies.iter().map(|copy| copy.outlet.unwrap_or(""))),
            versions.detente.to_string(),
            versions.codebook.to_string(),
            versions.knowledge.to_string(),
            versions.model.to_string(),
        ]
    }
}

fn participants(all: &[ParticipantRow]) -> [String; 6] {
    let of = |field: for<'a> fn(&'a ParticipantRow) -> Option<&'a str>| {
        joined(all.iter().map(|p| field(p).unwrap_or("")))
    };
    [of(|p| p.name), of(|p| p.text), of(|p| p.code), of(|p| p.country), of(|p| p.sector), of(|p| p.role)]
}
