//! Quotations and claims.

use super::{At, DOCUMENT, END, Places, START, TEXT};
use crate::Words;
use crate::event::rounded;
use crate::layout::{Column, Flat, cell, column, joined};
use detente::{Article, Claim, Document, Participant, Span};
use serde::Serialize;

/// A quotation. Its own place goes from the first to the last of source, cue and content.
#[derive(Debug, Serialize)]
pub struct QuoteRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    source_start: Option<usize>,
    source_end: Option<usize>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    content_start: Option<usize>,
    content_end: Option<usize>,
    kind: &'static str,
}

/// Rows of the quotations.
pub fn quotes<'a>(document: &'a Document, words: Words) -> Vec<QuoteRow<'a>> {
    let places = Places::new(&document.article, words);
    let row = |q: &'a detente::Quote| {
        let whole = [q.source, q.cue].into_iter().flatten().fold(q.content, Span::cover);
        let ((source_start, source_end), (cue_start, cue_end)) = (places.ends(q.source), places.ends(q.cue));
        let (content_start, content_end) = places.ends(Some(q.content));
        let (at, kind) = (places.at(whole), q.kind.as_str());
        QuoteRow { at, source_start, source_end, cue_start, cue_end, content_start, content_end, kind }
    };
    document.quotes.iter().map(row).collect()
}

impl Flat for QuoteRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("source_start", "first code point of who speaks"),
        column("source_end", "first code point behind"),
        column("cue_start", "first code point of the word of saying"),
        column("cue_end", "first code point behind"),
        column("content_start", "first code point of what is said"),
        column("content_end", "first code point behind"),
        column("kind", "direct indirect mixed belief knowledge intention topic"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.source_start),
            cell(&self.source_end),
            cell(&self.cue_start),
            cell(&self.cue_end),
            cell(&self.content_start),
            cell(&self.content_end),
            self.kind.to_string(),
        ])
    }
}

/// A claim, before claims of the same happening are joined to events.
#[derive(Debug, Serialize)]
pub struct ClaimRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    #[serde(rename = "type")]
    kind: &'a str,
    mode: &'a [String],
    status: &'static str,
    actors: Vec<String>,
    recipients: Vec<String>,
    trigger_start: Option<usize>,
    trigger_end: Option<usize>,
    entry: &'a str,
    confidence: f64,
    reasons: Vec<String>,
}

/// Rows of the claims.
pub fn claims<'a>(article: &'a Article, claims: &'a [Claim], words: Words) -> Vec<ClaimRow<'a>> {
    let places = Places::new(article, words);
    let row = |c: &'a Claim| {
        let (trigger_start, trigger_end) = places.ends(Some(c.trigger_span));
        ClaimRow {
            at: places.at(c.evidence),
            kind: &c.kind,
            mode: &c.modes,
            status: c.status.as_str(),
            actors: c.actors.iter().map(|p| called(p, words)).collect(),
            recipients: c.recipients.iter().map(|p| called(p, words)).collect(),
            trigger_start,
            trigger_end,
            entry: &c.entry,
            confidence: rounded(c.confidence),
            reasons: c.reasons.iter().map(|r| words.of_reason(r)).collect(),
        }
    };
    claims.iter().map(row).collect()
}

fn called(p: &Participant, words: Words) -> String {
    let name = || p.actor.name.clone().filter(|_| words == Words::Quoted);
    p.actor.code().or_else(name).unwrap_or_default()
}

impl Flat for ClaimRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("type", "event type"),
        column("mode", "modes, joined by ;"),
        column(
            "status",
            "happened ongoing planned proposed threatened denied disputed hypothetical historical",
        ),
        column("actors", "codes, or names without one, joined by ;"),
        column("recipients", "codes, or names without one, joined by ;"),
        column("trigger_start", "first code point of the predicate"),
        column("trigger_end", "first code point behind it"),
        column("entry", "entry of the lexicon"),
        column("confidence", "0 to 1"),
        column("reasons", "why type and status are what they are, joined by ;"),
    ];

    fn cells(&self) -> Vec<String> {
        let all = |values: &[String]| joined(values.iter().map(String::as_str));
        self.at.with([
            self.kind.to_string(),
            all(self.mode),
            self.status.to_string(),
            all(&self.actors),
            all(&self.recipients),
            cell(&self.trigger_start),
            cell(&self.trigger_end),
            self.entry.to_string(),
            self.confidence.to_string(),
            all(&self.reasons),
        ])
    }
}
