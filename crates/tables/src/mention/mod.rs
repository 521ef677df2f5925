//! What a step found, one find a row, as `detente look` writes it.
//!
//! Every row begins with `document_id, start, end, text`. Sentences and the words in them are counted from 1, as
//! CoNLL-U does it, and a head of 0 is the root.
//!
//! - [`sentences`], [`tokens`], [`names`]: what the parse step sees
//! - [`actors`], [`places`], [`times`]: what the ground step ties to the world
//! - [`quotes`], [`claims`]: who says what, and who did what to whom
//! - [`contexts`]: what the article and its paragraphs are about

mod reports;
mod themes;
mod words;
mod world;

pub use reports::{ClaimRow, QuoteRow, claims, quotes};
pub use themes::{ContextRow, contexts};
pub use words::{NameRow, SentenceRow, TokenRow, names, sentences, tokens};
pub use world::{ActorRow, PlaceRow, TimeRow, actors, places, times};

use crate::Words;
use crate::layout::{Column, cell, column};
use detente::{Article, CodePoints, Span};
use serde::Serialize;

/// A text with what is needed to say where something stands in it.
pub struct Places<'a> {
    article: &'a Article,
    points: CodePoints,
    words: Words,
}

/// Where something stands, in code points, with its words.
#[derive(Debug, Clone, Serialize)]
pub struct At<'a> {
    document_id: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    text: Option<&'a str>,
}

impl<'a> Places<'a> {
    /// Prepares an article.
    pub fn new(article: &'a Article, words: Words) -> Places<'a> {
        Places { article, points: CodePoints::new(&article.text), words }
    }

    /// A span in bytes as a place in code points.
    pub fn at(&self, span: Span) -> At<'a> {
        let text = self.words.of(span.of(&self.article.text));
        At {
            document_id: &self.article.id,
            start: Some(self.point(span.start)),
            end: Some(self.point(span.end)),
            text,
        }
    }

    fn point(&self, byte: usize) -> usize {
        self.points.at(&self.article.text, byte)
    }

    fn ends(&self, span: Option<Span>) -> (Option<usize>, Option<usize>) {
        (span.map(|s| self.point(s.start)), span.map(|s| self.point(s.end)))
    }
}

impl At<'_> {
    fn cells(&self) -> Vec<String> {
        vec![self.document_id.to_string(), cell(&self.start), cell(&self.end), cell(&self.text)]
    }

    fn with<const N: usize>(&self, more: [String; N]) -> Vec<String> {
        let mut cells = self.cells();
        cells.extend(more);
        cells
    }
}

const DOCUMENT: Column = column("document_id", "id of the article");
const START: Column = column("start", "first code point in the article's text");
const END: Column = column("end", "first code point behind it");
const TEXT: Column = column("text", "the words");
