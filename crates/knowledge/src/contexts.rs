//! Contexts, and the words and phrases that speak for them, found by their first word.

use crate::schema::Border;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What an event, a paragraph or an article can be about.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Context {
    /// Code, such as `human_rights`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// What it means.
    pub definition: String,
    /// How to decide.
    pub rule: String,
    /// Lemmas, forms and phrases of which one is enough for a sentence, lower case.
    #[serde(default)]
    pub strong: Vec<String>,
    /// Those of which a sentence needs several.
    #[serde(default)]
    pub hint: Vec<String>,
    /// Phrases that take their words away from both lists.
    #[serde(default)]
    pub not: Vec<String>,
    /// Borders to other contexts.
    pub border: Vec<Border>,
    /// Sentences that are of the context.
    #[serde(default)]
    pub accept: Vec<ContextAccept>,
    /// Sentences that look like it and are not.
    #[serde(default)]
    pub reject: Vec<ContextReject>,
}

/// A sentence that must have a context.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextAccept {
    /// The sentence.
    pub text: String,
    /// Words of it that speak for the context.
    pub words: String,
}

/// A sentence that must not have it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContextReject {
    /// The sentence.
    pub text: String,
    /// Words of it that look like the context.
    pub words: String,
    /// The contexts that it has instead.
    #[serde(default)]
    pub instead: Vec<String>,
    /// Why it is not of the context.
    pub why: String,
}

/// How much a phrase says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContextWeight {
    /// It takes its words away from others.
    None,
    /// Several are needed.
    Hint,
    /// It is enough.
    Strong,
}

/// A word or phrase of a context's lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContextWord {
    /// Its words in lower case, parted at hyphens and before "'s".
    pub units: Vec<String>,
    /// The context, as an index into [`crate::Pack::contexts`].
    pub context: usize,
    /// Its number among all phrases.
    pub phrase: usize,
    /// How much it says.
    pub weight: ContextWeight,
}

/// All phrases by their first words.
pub(crate) fn index(contexts: &[Context]) -> HashMap<String, Vec<ContextWord>> {
    let mut out: HashMap<String, Vec<ContextWord>> = HashMap::new();
    let mut phrase = 0;
    for (context, row) in contexts.iter().enumerate() {
        let lists = [
            (&row.strong, ContextWeight::Strong),
            (&row.hint, ContextWeight::Hint),
            (&row.not, ContextWeight::None),
        ];
        for (words, weight) in lists {
            for word in words {
                let units = units(word);
                phrase += 1;
                if let Some(first) = units.first().cloned() {
                    out.entry(first).or_default().push(ContextWord { units, context, phrase, weight });
                }
            }
        }
    }
    out
}

fn units(phrase: &str) -> Vec<String> {
    let parted = phrase.to_lowercase().replace("'s", " 's").replace('-', " ");
    parted.split_whitespace().map(str::to_string).collect()
}
