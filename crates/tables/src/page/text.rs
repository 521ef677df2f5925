//! An article's text with the words of its events marked.

use super::escaped;
use crate::paint::{Role, date_range, pieces, roles};
use detente::record::EventRecord;
use detente::{Article, CodePoints, Paragraph};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Words of one event in the text, in code points.
struct Part {
    start: usize,
    end: usize,
    role: Role,
    event: usize,
}

/// Appends the text; what was not kept stands in spans that say why.
pub(super) fn text(article: &Article, events: &[EventRecord], out: &mut String) {
    let points = CodePoints::new(&article.text);
    let mut parts: Vec<Part> = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let own = parts_of(article, event).into_iter();
        parts.extend(own.map(|(start, end, role)| Part { start, end, role, event: index + 1 }));
    }
    parts.sort_by_key(|p| (p.start, p.end, p.event));
    let mut done = 0;
    for paragraph in &article.paragraphs {
        let (start, end) =
            (points.at(&article.text, paragraph.span.start), points.at(&article.text, paragraph.span.end));
        marked(&article.text, done, start, &parts, out);
        open(paragraph, out);
        marked(&article.text, start, end, &parts, out);
        close(paragraph, out);
        done = end;
    }
    marked(&article.text, done, points.at(&article.text, article.text.len()), &parts, out);
}

/// Appends the evidence of one event with its parts.
pub(super) fn evidence(article: &Article, event: &EventRecord, out: &mut String) {
    for piece in pieces(&article.text, event.start, event.end, &parts_of(article, event)) {
        match piece.role {
            Some(role) => {
                let _ = write!(out, "<span class=\"{}\">{}</span>", role.as_str(), escaped(piece.text));
            }
            None => out.push_str(&escaped(piece.text)),
        }
    }
}

fn parts_of(article: &Article, event: &EventRecord) -> Vec<(usize, usize, Role)> {
    let mut all = roles(event);
    all.extend(date_range(&article.text, event));
    all
}

fn open(paragraph: &Paragraph, out: &mut String) {
    if !paragraph.kept() {
        let title = escaped(&format!("left out, {}: {}", paragraph.kind.as_str(), paragraph.reason));
        let _ = write!(out, "<span class=\"left-out\" title=\"{title}\">");
    }
}

fn close(paragraph: &Paragraph, out: &mut String) {
    if !paragraph.kept() {
        out.push_str("</span>");
    }
}

fn marked(text: &str, start: usize, end: usize, parts: &[Part], out: &mut String) {
    if start >= end {
        return;
    }
    let inside: Vec<&Part> = parts.iter().filter(|p| p.start < end && start < p.end).collect();
    let ranges: Vec<(usize, usize, Role)> = inside.iter().map(|p| (p.start, p.end, p.role)).collect();
    let mut at = start;
    for piece in pieces(text, start, end, &ranges) {
        let length = piece.text.chars().count();
        match piece.role {
            Some(role) => mark(piece.text, role, at, &inside, out),
            None => out.push_str(&escaped(piece.text)),
        }
        at += length;
    }
}

fn mark(words: &str, role: Role, at: usize, parts: &[&Part], out: &mut String) {
    let mut own: BTreeMap<usize, Role> = BTreeMap::new();
    for part in parts.iter().filter(|p| (p.start..p.end).contains(&at)) {
        own.entry(part.event).and_modify(|role| *role = part.role.max(*role)).or_insert(part.role);
    }
    let events: Vec<String> = own.iter().map(|(event, role)| format!("{event}:{}", role.as_str())).collect();
    let events = events.join(" ");
    let class = role.as_str();
    let _ = write!(
        out,
        "<mark class=\"{class}\" data-c=\"{class}\" data-e=\"{events}\">{}</mark>",
        escaped(words)
    );
}
