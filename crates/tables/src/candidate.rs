//! Who can be meant by a name, as `detente actor` writes it.

use crate::layout::{Column, Flat, cell, column};
use detente::ground::Candidate;
use serde::Serialize;

/// Somebody whom a name can mean, with one of their offices.
#[derive(Debug, Serialize)]
pub struct CandidateRow<'a> {
    preferred: bool,
    name: Option<&'a str>,
    code: Option<String>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    role: Option<&'a str>,
    kind: &'static str,
    from: Option<&'a str>,
    to: Option<&'a str>,
    certainty: Option<&'a str>,
    source: &'a str,
    reason: &'a str,
}

impl<'a> CandidateRow<'a> {
    /// The row of a candidate.
    pub fn new(candidate: &'a Candidate) -> CandidateRow<'a> {
        let text = |cell: &'a String| Some(cell.as_str()).filter(|c| !c.is_empty());
        let actor = &candidate.actor;
        CandidateRow {
            preferred: candidate.preferred,
            name: actor.name.as_deref(),
            code: actor.code(),
            country: actor.country.as_deref(),
            sector: actor.sector.as_deref(),
            role: actor.role.as_deref(),
            kind: candidate.kind.as_str(),
            from: text(&candidate.from),
            to: text(&candidate.to),
            certainty: text(&candidate.certainty),
            source: &candidate.source,
            reason: &candidate.reason,
        }
    }
}

impl Flat for CandidateRow<'_> {
    const COLUMNS: &'static [Column] = &[
        column("preferred", "whether the name alone means this one"),
        column("name", "name in the tables"),
        column("code", "country and sector on that day"),
        column("country", "country or international code"),
        column("sector", "sector"),
        column("role", "office on that day, or the last one before"),
        column("kind", "country demonym metonym person organisation outlet agent"),
        column("from", "first day of the office, as exact as it is known"),
        column("to", "first day on which it is no longer held"),
        column("certainty", "sure or likely"),
        column("source", "where the row can be checked"),
        column("reason", "why it can be meant, and why it is preferred"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            if self.preferred { "yes" } else { "" }.to_string(),
            cell(&self.name),
            cell(&self.code),
            cell(&self.country),
            cell(&self.sector),
            cell(&self.role),
            self.kind.to_string(),
            cell(&self.from),
            cell(&self.to),
            cell(&self.certainty),
            self.source.to_string(),
            self.reason.to_string(),
        ]
    }
}
