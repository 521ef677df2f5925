//! The codebook: a type with the words that find it, as `detente codebook` writes it, and the pages for people.

mod html;
mod markdown;
mod pages;

pub use html::codebook_html;
pub use pages::{CodebookPage, codebook_pages};

use crate::layout::{Column, Flat, column, joined};
use detente_knowledge::Entry;
use detente_knowledge::Label;
use detente_knowledge::schema::{Accept, Border, EventType, Pack, Reject};
use serde::Serialize;

/// One of the 16 types. The parts keep the names that the codebook's files give them.
#[derive(Debug, Serialize)]
pub struct TypeRow<'a> {
    /// Upper-case code.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// Name for people.
    pub name: &'a str,
    /// Quad class, 1 to 4.
    pub quad: u8,
    /// Score.
    pub score: f64,
    /// `optional` or `required`.
    pub recipient: &'a str,
    /// CAMEO roots.
    pub cameo: &'a [String],
    /// What the type means.
    pub definition: &'a str,
    /// How to decide.
    pub rule: &'a str,
    /// Modes.
    pub mode: &'a [Label],
    /// Borders to other types.
    pub border: &'a [Border],
    /// Sentences of the type.
    pub accept: &'a [Accept],
    /// Sentences that look like it.
    pub reject: &'a [Reject],
    /// Entries of the lexicon that find it.
    pub lexicon: Vec<EntryRow<'a>>,
}

/// An entry of the lexicon: predicates of one meaning.
#[derive(Debug, Serialize)]
pub struct EntryRow<'a> {
    /// Path below `codebook/lexicon`.
    pub id: &'a str,
    /// The meaning.
    pub about: &'a str,
    /// Verbs.
    pub verb: Vec<&'a str>,
    /// Nouns.
    pub noun: Vec<&'a str>,
    /// Adjectives.
    pub adj: Vec<&'a str>,
}

impl<'a> TypeRow<'a> {
    /// Rows of all types, in the order of the codebook.
    pub fn all(pack: &'a Pack) -> Vec<TypeRow<'a>> {
        pack.types.iter().map(|kind| TypeRow::new(kind, pack)).collect()
    }

    fn new(kind: &'a EventType, pack: &'a Pack) -> TypeRow<'a> {
        TypeRow {
            kind: &kind.code,
            name: &kind.name,
            quad: kind.quad,
            score: kind.score,
            recipient: &kind.recipient,
            cameo: &kind.cameo,
            definition: &kind.definition,
            rule: &kind.rule,
            mode: &kind.mode,
            border: &kind.border,
            accept: &kind.accept,
            reject: &kind.reject,
            lexicon: pack.entries.iter().filter(|e| e.kind == kind.code).map(EntryRow::new).collect(),
        }
    }
}

impl<'a> EntryRow<'a> {
    fn new(entry: &'a Entry) -> EntryRow<'a> {
        let all = |of: fn(&detente_knowledge::Pattern) -> &[String]| {
            let mut words: Vec<&str> = entry.pattern.iter().flat_map(of).map(String::as_str).collect();
            words.sort_unstable();
            words.dedup();
            words
        };
        EntryRow {
            id: &entry.id,
            about: &entry.about,
            verb: all(|p| &p.verb),
            noun: all(|p| &p.noun),
            adj: all(|p| &p.adj),
        }
    }
}

impl Flat for TypeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        column("type", "upper-case code"),
        column("name", "name for people"),
        column(
            "quad",
            "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict",
        ),
        column("score", "score on the scale of conflict and cooperation"),
        column("recipient", "optional or required"),
        column("cameo", "CAMEO roots, joined by ;"),
        column("mode", "modes, joined by ;"),
        column("definition", "what the type means"),
        column("rule", "how to decide"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.kind.to_string(),
            self.name.to_string(),
            self.quad.to_string(),
            self.score.to_string(),
            self.recipient.to_string(),
            joined(self.cameo.iter().map(String::as_str)),
            joined(self.mode.iter().map(|m| m.code.as_str())),
            self.definition.to_string(),
            self.rule.to_string(),
        ]
    }
}
