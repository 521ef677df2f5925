//! Cues of status and polarity, and what a type becomes under a status: the shape of `codebook/status.toml`.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Cues of status: lists of lemmas or lower-case forms; see `codebook/status.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusCues {
    /// Auxiliaries by what they imply.
    pub modal: BTreeMap<String, String>,
    /// Embedding verbs, nouns and adjectives by what they imply for their complement.
    pub embed: BTreeMap<String, Vec<String>>,
    /// Verbs whose saying is the deed, below words that only wish.
    pub performative: Performative,
    /// Words by which a charge is denied.
    pub dispute: Dispute,
    /// Adverbs and phrases by what they imply.
    pub adverb: BTreeMap<String, Vec<String>>,
    /// Subordinating words by what they imply.
    pub mark: BTreeMap<String, Vec<String>>,
    /// What becomes of a type under a status: rows of `from quads or types`, `status`, `to`.
    pub shift: Vec<Shift>,
    /// Modes that a type gives to the one it becomes; the first row that fits.
    #[serde(default)]
    pub carry: Vec<Carry>,
}

/// "I would like to thank": words that wish, and the verbs below them that are done by being said.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Performative {
    /// Lemmas above the verb.
    pub wish: Vec<String>,
    /// Lemmas of the verb.
    pub deed: Vec<String>,
    /// Lemmas of verbs that are done by saying that one will.
    pub pledge: Vec<String>,
}

/// A denial of what somebody else says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispute {
    /// Lemmas of verbs.
    pub deny: Vec<String>,
    /// Lemmas of what they deny.
    pub charge: Vec<String>,
}

/// One row of the table of types and statuses.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shift {
    /// Types to which the row applies.
    pub types: Vec<String>,
    /// `planned`, `proposed`, `threatened`, `stopped` or `denied`.
    pub when: String,
    /// Type that is written instead.
    pub to: String,
    /// Status that is written; empty keeps it.
    #[serde(default)]
    pub status: String,
}

/// The mode of a type that another one became.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carry {
    /// The type of the predicate.
    pub from: String,
    /// A mode that it must have; empty for any or none.
    #[serde(default)]
    pub mode: String,
    /// The type that is written.
    pub to: String,
    /// The mode of it.
    pub gives: String,
}
