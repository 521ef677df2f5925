//! Figures and mistakes, as `detente score` writes them.

use crate::event::rounded;
use crate::layout::{Column, Flat, cell, column};
use serde::{Serialize, Serializer};

/// One figure. What does not apply is `null`.
#[derive(Debug, Default, Serialize)]
pub struct ScoreRow {
    /// What is measured; a type of event stands for the first measure over that type alone.
    pub measure: String,
    /// Events of gold that count.
    pub gold: Option<usize>,
    /// Events of the output that count.
    pub output: Option<usize>,
    /// Those that are the same.
    pub found: Option<usize>,
    /// How many of them are right.
    pub right: Option<usize>,
    /// Found of the output, in percent.
    #[serde(serialize_with = "figure")]
    pub precision: Option<f64>,
    /// Found of gold, in percent.
    #[serde(serialize_with = "figure")]
    pub recall: Option<f64>,
    /// Harmonic mean of both, in percent.
    #[serde(serialize_with = "figure")]
    pub f1: Option<f64>,
    /// Right of the found, in percent.
    #[serde(serialize_with = "figure")]
    pub percent: Option<f64>,
    /// Events an article.
    #[serde(serialize_with = "figure")]
    pub per_article: Option<f64>,
}

/// An event on which gold and output do not agree.
#[derive(Debug, Serialize)]
pub struct MistakeRow {
    /// `missed`, `invented`, `again` or `status`.
    pub mistake: &'static str,
    /// Id of the article.
    pub document_id: String,
    /// Its types, joined by `|`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Countries of the actors.
    pub actors: String,
    /// Countries of the recipients.
    pub recipients: String,
    /// Its statuses, joined by `|`.
    pub status: String,
    /// Where the evidence begins, in code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words, where the texts were given.
    pub text: Option<String>,
    /// What the other side has there.
    pub other: Option<String>,
}

fn figure<S: Serializer>(value: &Option<f64>, to: S) -> Result<S::Ok, S::Error> {
    value.map(rounded).serialize(to)
}

impl Flat for ScoreRow {
    const COLUMNS: &'static [Column] = &[
        column("measure", "what is measured; a type: the first measure over that type alone"),
        column("gold", "events of gold that count"),
        column("output", "events of the output that count"),
        column("found", "those that are the same"),
        column("right", "how many of them are right"),
        column("precision", "found of the output, in percent"),
        column("recall", "found of gold, in percent"),
        column("f1", "harmonic mean of both, in percent"),
        column("percent", "right of the found"),
        column("per_article", "events an article"),
    ];

    fn cells(&self) -> Vec<String> {
        let counts = [self.gold, self.output, self.found, self.right].map(|count| cell(&count));
        let tenths = |value: Option<f64>| value.map(|v| format!("{v:.1}")).unwrap_or_default();
        let shares = [self.precision, self.recall, self.f1, self.percent].map(tenths);
        let mut cells = vec![self.measure.clone()];
        cells.extend(counts.into_iter().chain(shares));
        cells.push(self.per_article.map(|v| format!("{v:.2}")).unwrap_or_default());
        cells
    }
}

impl Flat for MistakeRow {
    const COLUMNS: &'static [Column] = &[
        column("mistake", "missed invented again status"),
        // Not document_id: in a table for people that column stands in the title, and here are many articles.
        column("article", "id of the article"),
        column("type", "its types, joined by |"),
        column("actors", "countries of the actors"),
        column("recipients", "countries of the recipients"),
        column("status", "its statuses, joined by |"),
        column("start", "where the evidence begins"),
        column("end", "where it ends"),
        column("text", "the words"),
        column("other", "what the other side has there"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.mistake.to_string(),
            self.document_id.clone(),
            self.kind.clone(),
            self.actors.clone(),
            self.recipients.clone(),
            self.status.clone(),
            self.start.to_string(),
            self.end.to_string(),
            cell(&self.text),
            cell(&self.other),
        ]
    }
}
