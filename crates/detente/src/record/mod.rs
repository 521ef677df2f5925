//! Record: events as others use them, with ids, quotes and versions. Offsets here are code points.
//!
//! An [`EventRecord`] is the output contract as plain values; `detente-tables` writes it in one format or another.

mod row;

pub use row::record;

use crate::{SpeakerKind, Status};
use jiff::civil::Date;

/// One event, one line of the output. Every field is always there; what is empty has its reason in [`Self::reasons`].
#[derive(Debug, Clone, PartialEq)]
pub struct EventRecord {
    /// Derived from content: document, type, participants, status, evidence.
    pub event_id: String,
    /// Id of the article.
    pub document_id: String,
    /// Event type, such as `AGREE`; empty for a code of a PETRARCH dictionary that no type stands for.
    pub kind: String,
    /// Modes.
    pub modes: Vec<String>,
    /// CAMEO code that stands for the type and mode; with PETRARCH's dictionaries the code that they give.
    pub cameo: Option<String>,
    /// Contexts of the sentence.
    pub contexts: Vec<String>,
    /// Contexts of its paragraph.
    pub contexts_paragraph: Vec<String>,
    /// Contexts of the article.
    pub contexts_article: Vec<String>,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Score of the type or of its strongest mode.
    pub score: f64,
    /// Happened, planned, …
    pub status: Status,
    /// Claimed by one side or reported with reserve.
    pub alleged: bool,
    /// The actors did it with each other.
    pub reciprocal: bool,
    /// Who.
    pub actors: Vec<ParticipantRecord>,
    /// To whom.
    pub recipients: Vec<ParticipantRecord>,
    /// First day.
    pub date: Option<Date>,
    /// Last day.
    pub date_end: Option<Date>,
    /// day, week, month, season, year, vague.
    pub date_precision: Option<&'static str>,
    /// The words that give the date.
    pub date_text: Option<String>,
    /// By when what was promised or demanded is to be done.
    pub due: Option<Date>,
    /// Where.
    pub place: Option<PlaceRecord>,
    /// How it was said or done.
    pub channel: Option<String>,
    /// The words that say so.
    pub channel_text: Option<String>,
    /// Who says so, nearest speaker first, the outlet last.
    pub attribution: Vec<SpeakerRecord>,
    /// "first since 2015-12".
    pub baseline: Option<String>,
    /// The sentence.
    pub sentence: String,
    /// Number of the sentence in the article, from 1; the headline counts.
    pub sentence_number: usize,
    /// Whether it stands in the headline or in the first paragraph.
    pub lead: bool,
    /// First code point of the evidence in the article's text.
    pub start: usize,
    /// First code point behind it.
    pub end: usize,
    /// The same two of each further clause of the article that reports the event, in the order of the text.
    pub more: Vec<(usize, usize)>,
    /// The predicate.
    pub trigger: Quoted,
    /// Between 0 and 1.
    pub confidence: f64,
    /// Reasons by field name, ordered.
    pub reasons: Vec<(String, String)>,
    /// Outlet, address, headline and day of the article.
    pub outlet: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// Headline of the article.
    pub title: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// What made the row.
    pub versions: Versions,
}

/// Words of the article with their place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// First code point behind them.
    pub end: usize,
}

/// An actor or recipient.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParticipantRecord {
    /// Name as the tables write it.
    pub name: Option<String>,
    /// The words of the article.
    pub text: String,
    /// Country then sector.
    pub code: Option<String>,
    /// Country or international code.
    pub country: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Office on that day.
    pub role: Option<String>,
    /// First code point.
    pub start: usize,
    /// First code point behind the words.
    pub end: usize,
    /// Why these words stand for them.
    pub reason: String,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceRecord {
    /// Name in the gazetteer.
    pub name: String,
    /// The words of the article.
    pub text: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// GeoNames' id.
    pub geonames_id: Option<u64>,
    /// Degrees north; `None` for a country.
    pub latitude: Option<f64>,
    /// Degrees east; `None` for a country.
    pub longitude: Option<f64>,
    /// point, city, region, country, sea.
    pub precision: &'static str,
    /// First code point.
    pub start: usize,
    /// First code point behind the words.
    pub end: usize,
}

/// A link of the chain of those who say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRecord {
    /// Name.
    pub name: String,
    /// Country and sector.
    pub code: Option<String>,
    /// The word that says that they speak.
    pub cue: Option<String>,
    /// How they are quoted.
    pub kind: SpeakerKind,
    /// First code point; `None` for the article's own outlet.
    pub start: Option<usize>,
    /// First code point behind the words.
    pub end: Option<usize>,
}

/// What made a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Versions {
    /// The program.
    pub detente: &'static str,
    /// The codebook and lexicon.
    pub codebook: String,
    /// The tables of actors and places.
    pub knowledge: String,
    /// The English model.
    pub model: String,
}
