//! What stands in quotation marks?

use crate::{Document, Span};

/// Single marks are apostrophes too; what they enclose is at most so long, in bytes.
const SINGLE_REACH: usize = 400;

/// Stretches between quotation marks, in bytes, without the marks; a paragraph that opens one and does not close it
/// (speech over several paragraphs) counts to its end.
pub(super) fn marked(document: &Document) -> Vec<Span> {
    let mut out = Vec::new();
    for (number, paragraph) in document.article.paragraphs.iter().enumerate() {
        if document.sentences.iter().any(|s| s.paragraph == number) {
            marked_in(document.words(paragraph.span), paragraph.span.start, &mut out);
        }
    }
    out
}

fn marked_in(text: &str, offset: usize, out: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    let mut at = 0;
    let mut before = ' ';
    while let Some(c) = text[at..].chars().next() {
        let mark = mark_at(text, at, before);
        let length = mark.map_or(c.len_utf8(), |(length, _)| length);
        match (mark, open) {
            (Some((_, Side::Single)), None) => {
                if let Some(end) = single_end(text, at + length) {
                    out.push(Span::new(offset + at + length, offset + end));
                    at = end;
                    before = 'x';
                    continue;
                }
            }
            (Some((_, Side::Open)), _) | (Some((_, Side::Either)), None) => open = Some(at + length),
            (Some((_, Side::Close | Side::Either)), Some(start)) => {
                out.push(Span::new(offset + start, offset + at));
                open = None;
            }
            _ => {}
        }
        at += length;
        before = c;
    }
    if let Some(start) = open.filter(|&s| text[s..].contains(char::is_alphanumeric)) {
        out.push(Span::new(offset + start, offset + text.len()));
    }
}

#[derive(Clone, Copy)]
enum Side {
    Open,
    Close,
    Either,
    Single,
}

/// The quotation mark at a byte, with its length; a mark that is turned the wrong way is read by what stands around it.
fn mark_at(text: &str, at: usize, before: char) -> Option<(usize, Side)> {
    let rest = &text[at..];
    let c = rest.chars().next()?;
    let behind = |length: usize| rest[length..].chars().next().unwrap_or(' ');
    let free = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '"' | '“');
    if rest.starts_with("''") || rest.starts_with("``") {
        return Some((2, Side::Either));
    }
    match c {
        '“' | '„' | '«' => Some((c.len_utf8(), Side::Open)),
        '”' | '»' if free && behind(c.len_utf8()).is_alphanumeric() => Some((c.len_utf8(), Side::Open)),
        '”' | '»' => Some((c.len_utf8(), Side::Close)),
        '"' => Some((1, Side::Either)),
        '\'' | '‘' if free && behind(c.len_utf8()).is_alphabetic() => Some((c.len_utf8(), Side::Single)),
        _ => None,
    }
}

/// Where a single mark that opens at `start` is closed: before a blank or a sign, and not as the apostrophe of a plural when
/// a mark behind a sign follows.
fn single_end(text: &str, start: usize) -> Option<usize> {
    let mut first = None;
    let mut before = ' ';
    for (offset, c) in text[start..].char_indices().take_while(|(o, _)| *o < SINGLE_REACH) {
        if matches!(c, '“' | '”' | '"') {
            break;
        }
        let behind = text[start + offset + c.len_utf8()..].chars().next().unwrap_or(' ');
        if matches!(c, '\'' | '’') && !behind.is_alphanumeric() && !before.is_whitespace() {
            if matches!(before, '.' | ',' | '?' | '!') {
                return Some(start + offset);
            }
            // "The states' rights": the apostrophe of a plural; it closes only when nothing better does.
            first = first.or(Some(start + offset));
        }
        before = c;
    }
    first
}
