//! Statuses, channels, sectors and modes: what each one means, its borders, and sentences that show it.

use crate::schema::Border;
use serde::{Deserialize, Serialize};

/// A status, a channel, a sector or a mode of a type: one file of the codebook.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// As the output writes it.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// How to decide.
    pub rule: String,
    /// A mode's score, which replaces the one of its type.
    #[serde(default)]
    pub score: Option<f64>,
    /// A sector's: whoever has it is where they act.
    #[serde(default)]
    pub local: bool,
    /// A sector's: whoever has it belongs to the one country of the story.
    #[serde(default)]
    pub domestic: bool,
    /// Borders to others of its kind.
    #[serde(default)]
    pub border: Vec<Border>,
    /// Sentences that show it.
    #[serde(default)]
    pub accept: Vec<LabelAccept>,
    /// Sentences that look like it and do not show it.
    #[serde(default)]
    pub reject: Vec<LabelReject>,
}

/// A sentence that must show a label.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelAccept {
    /// The sentence.
    pub text: String,
    /// The words of it that show the label.
    pub words: String,
    /// Why it does not come out yet: a goal, and no test.
    #[serde(default)]
    pub open: Option<String>,
}

/// A sentence that must not show it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LabelReject {
    /// The sentence.
    pub text: String,
    /// The words of it that look like the label.
    pub words: String,
    /// The label, or for a mode the type, that it shows instead.
    #[serde(default)]
    pub instead: Option<String>,
    /// Why it does not show the label.
    pub why: String,
}
