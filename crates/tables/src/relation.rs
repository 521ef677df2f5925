//! The relation of two spans, as `detente relate` writes it.

use crate::event::rounded;
use crate::layout::{Column, Flat, column, joined};
use detente::code::Relation;
use serde::ser::{Serialize, SerializeMap, Serializer};

/// The type of one relation.
#[derive(Debug, serde::Serialize)]
pub struct RelationRow<'a> {
    id: Option<&'a str>,
    #[serde(rename = "type")]
    kind: &'a str,
    quad: u8,
    status: &'static str,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    scores: Option<Scores<'a>>,
}

#[derive(Debug)]
struct Scores<'a>(&'a [(String, f64)]);

impl Serialize for Scores<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(self.0.len()))?;
        for (kind, score) in self.0 {
            map.serialize_entry(kind, &rounded(*score))?;
        }
        map.end()
    }
}

impl<'a> RelationRow<'a> {
    /// The row of a relation, with the scores of all types when they are asked for.
    pub fn new(id: Option<&'a str>, relation: &'a Relation, scores: bool) -> RelationRow<'a> {
        RelationRow {
            id,
            kind: &relation.kind,
            quad: relation.quad,
            status: relation.status.as_str(),
            confidence: rounded(relation.confidence),
            scores: scores.then_some(Scores(&relation.scores)),
        }
    }
}

impl Flat for RelationRow<'_> {
    const COLUMNS: &'static [Column] = &[
        column("id", "the record's own id"),
        column("type", "one of the 16 event types"),
        column(
            "quad",
            "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        ),
        column(
            "status",
            "happened ongoing planned proposed threatened denied disputed hypothetical historical",
        ),
        column("confidence", "0 to 1"),
        column("scores", "type=score, joined by ; (with --scores)"),
    ];

    fn cells(&self) -> Vec<String> {
        let scores = self.scores.iter().flat_map(|s| s.0);
        let scores: Vec<String> = scores.map(|(kind, score)| format!("{kind}={}", rounded(*score))).collect();
        vec![
            self.id.unwrap_or("").to_string(),
            self.kind.to_string(),
            self.quad.to_string(),
            self.status.to_string(),
            self.confidence.to_string(),
            joined(scores.iter().map(String::as_str)),
        ]
    }
}
