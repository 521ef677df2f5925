//! Contexts of articles and paragraphs.

use super::{At, DOCUMENT, END, Places, START, TEXT};
use crate::Words;
use crate::layout::{Column, Flat, cell, column, joined};
use detente::code::{Theme, Themes};
use detente::{Article, Span};
use serde::Serialize;

/// A context of an article or of a paragraph.
#[derive(Debug, Serialize)]
pub struct ContextRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    scope: &'static str,
    paragraph: Option<usize>,
    context: &'a str,
    words: Option<Vec<&'a str>>,
}

/// Rows of the contexts: first those of the article, then those of each paragraph.
pub fn contexts<'a>(article: &'a Article, themes: &'a Themes, words: Words) -> Vec<ContextRow<'a>> {
    let places = Places::new(article, words);
    let row = |span: Span, paragraph: Option<usize>, theme: &'a Theme| ContextRow {
        // The words of a whole article say nothing in a cell.
        at: At { text: None, ..places.at(span) },
        scope: if paragraph.is_some() { "paragraph" } else { "article" },
        paragraph: paragraph.map(|i| i + 1),
        context: &theme.code,
        words: theme.words.iter().map(|w| words.of(w.of(&article.text))).collect(),
    };
    let whole = Span { start: 0, end: article.text.len() };
    let mut rows: Vec<ContextRow> = themes.article.iter().map(|theme| row(whole, None, theme)).collect();
    for (i, (paragraph, of_it)) in article.paragraphs.iter().zip(&themes.paragraphs).enumerate() {
        rows.extend(of_it.iter().map(|theme| row(paragraph.span, Some(i), theme)));
    }
    rows
}

impl Flat for ContextRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("scope", "article paragraph"),
        column("paragraph", "its number in the text, from 1"),
        column("context", "code of the context"),
        column("words", "what speaks for it, joined by ;"),
    ];

    fn cells(&self) -> Vec<String> {
        let words = self.words.as_ref().map(|words| joined(words.iter().copied())).unwrap_or_default();
        self.at.with([self.scope.to_string(), cell(&self.paragraph), self.context.to_string(), words])
    }
}
