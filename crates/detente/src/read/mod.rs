//! Read: what was published, by whom, when, and what of the text is page residue?
use crate::{Article, Paragraph, ParagraphKind, Span};
use jiff::civil::Date;
/// Hints.
#[derive(Debug, Clone, Default)]
pub struct Hints {
    /// Day.
    pub published: Option<Date>,
    /// Outlet.
    pub outlet: Option<String>,
    /// Path.
    pub path: Option<String>,
    /// Id.
    pub id: Option<String>,
}
/// A text.
pub fn text(text: &str, hints: &Hints) -> Article {
    let mut paragraphs = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let t = line.trim();
        if !t.is_empty() {
            let s = at + line.find(t).unwrap_or(0);
            paragraphs.push(Paragraph { span: Span::new(s, s + t.len()), kind: ParagraphKind::Body, reason: "line" });
        }
        at += line.len();
    }
    Article { id: hints.id.clone().unwrap_or_default(), path: None, url: None, title: None, subtitle: None, byline: None, outlet: hints.outlet.clone(), published: hints.published, dateline: None, text: text.to_string(), paragraphs, notices: Vec::new() }
}
