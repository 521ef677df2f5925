//! One article, as `detente read` writes it.

use crate::Words;
use crate::layout::{Column, Flat, cell, column};
use detente::{Article, CodePoints, Paragraph, Stamp};
use serde::Serialize;

/// One article with what was kept of it. The order of the fields is the order of the keys.
#[derive(Debug, Serialize)]
pub struct ArticleRow<'a> {
    id: &'a str,
    path: Option<&'a str>,
    url: Option<&'a str>,
    title: Option<&'a str>,
    subtitle: Option<&'a str>,
    byline: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    updated: Option<String>,
    language: Option<&'a str>,
    section: Option<&'a str>,
    dateline: Option<&'a str>,
    not_news: Option<&'a str>,
    text: Option<&'a str>,
    paragraphs: Vec<ParagraphRow>,
}

/// One block of the text; offsets in code points.
#[derive(Debug, Serialize)]
struct ParagraphRow {
    start: usize,
    end: usize,
    kept: bool,
    kind: &'static str,
    reason: &'static str,
}

impl<'a> ArticleRow<'a> {
    /// The row of an article.
    pub fn new(article: &'a Article, words: Words) -> ArticleRow<'a> {
        let points = CodePoints::new(&article.text);
        let paragraph = |p: &Paragraph| ParagraphRow {
            start: points.at(&article.text, p.span.start),
            end: points.at(&article.text, p.span.end),
            kept: p.kept(),
            kind: p.kind.as_str(),
            reason: p.reason,
        };
        ArticleRow {
            id: &article.id,
            path: article.path.as_deref(),
            url: article.url.as_deref(),
            title: article.title.as_deref(),
            subtitle: article.subtitle.as_deref(),
            byline: article.byline.as_deref(),
            outlet: article.outlet.as_deref(),
            published: article.published.map(|date| Stamp { date, clock: article.clock }.to_string()),
            updated: article.updated.map(|stamp| stamp.to_string()),
            language: article.language.as_deref(),
            section: article.section.as_deref(),
            dateline: article.dateline.as_deref(),
            not_news: article.not_news(),
            text: words.of(&article.text),
            paragraphs: article.paragraphs.iter().map(paragraph).collect(),
        }
    }
}

impl Flat for ArticleRow<'_> {
    const COLUMNS: &'static [Column] = &[
        column("id", "the record's own id, or one of its content"),
        column("path", "path of the file"),
        column("url", "address"),
        column("title", "headline"),
        column("subtitle", "line under the headline"),
        column("byline", "who wrote it"),
        column("outlet", "who published it"),
        column("published", "day of publication, with time and zone as far as they are known, ISO 8601"),
        column("updated", "the last change, likewise"),
        column("language", "ISO 639-1"),
        column("section", "part of the paper"),
        column("dateline", "place named before the first sentence"),
        column("not_news", "what the page is, when it is no news"),
        column("paragraphs", "number of blocks"),
        column("paragraphs_kept", "number of blocks that later steps read"),
        column("text", "the text, as it was given"),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.to_string(),
            cell(&self.path),
            cell(&self.url),
            cell(&self.title),
            cell(&self.subtitle),
            cell(&self.byline),
            cell(&self.outlet),
            cell(&self.published),
            cell(&self.updated),
            cell(&self.language),
            cell(&self.section),
            cell(&self.dateline),
            cell(&self.not_news),
            self.paragraphs.len().to_string(),
            self.paragraphs.iter().filter(|p| p.kept).count().to_string(),
            cell(&self.text),
        ]
    }
}
