//! Read: what was published, by whom, when, and what of the text is page residue?
//!
//! A text is cut into blocks, each block is kept as body or headline or left out as residue, with the reason. The text
//! itself is never altered.

mod blocks;
mod byline;
mod bytes;
mod cues;
mod dateline;
mod dates;
mod html;
mod language;
mod lines;
mod news;
mod page;
mod records;

#[cfg(test)]
mod tests;

pub use bytes::decode;
pub use dates::date;
pub use html::html;
pub use news::not_news;
pub use records::{Fields, Record, jsonl, record};

pub(crate) use dateline::dateline;

use crate::Article;
use jiff::civil::Date;

/// What is known about an input from outside; it stands in where the input itself says nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hints {
    /// Day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Path of the file.
    pub path: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// Address from which it came.
    pub url: Option<String>,
    /// What the server said of its encoding: a name, or the whole `Content-Type`.
    pub charset: Option<String>,
}

/// The article in a plain text, as it is stored or copied from a page. Cannot fail.
pub fn text(text: &str, hints: &Hints) -> Article {
    page::article(text, page::Given::default(), hints, Vec::new())
}
