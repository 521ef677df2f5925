//! Blocks of a text: its lines, and hard-wrapped lines joined to the paragraph that they are.

use crate::Span;

/// A block with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Without surrounding white space.
    pub span: Span,
    /// Empty lines before it.
    pub gap: usize,
}

/// The blocks in order; every character that is not white space is in one.
pub(super) fn blocks(text: &str) -> Vec<Block> {
    let lines = lines(text);
    let width = wrap_width(text, &lines);
    let mut blocks: Vec<Block> = Vec::new();
    let mut previous: Option<&Line> = None;
    for line in &lines {
        match (previous, blocks.last_mut(), width) {
            (Some(above), Some(block), Some(width)) if continues(text, above, line, width) => {
                block.span.end = line.span.end
            }
            _ => blocks.push(Block { span: line.span, gap: line.gap }),
        }
        previous = Some(line);
    }
    blocks
}

struct Line {
    span: Span,
    gap: usize,
    indent: usize,
    columns: usize,
}

fn lines(text: &str) -> Vec<Line> {
    let (mut lines, mut at, mut gap) = (Vec::new(), 0, 0);
    for raw in text.split_inclusive(['\n', '\r', '\u{2028}', '\u{2029}']) {
        let body = raw.trim();
        if body.is_empty() {
            // "\r\n" ends one line, not two.
            gap += usize::from(
                raw.ends_with('\n') && !(raw == "\n" && text[..at].ends_with('\r')) || raw == "\r",
            );
        } else {
            let indent = raw.len() - raw.trim_start().len();
            let span = Span::new(at + indent, at + indent + body.len());
            lines.push(Line { span, gap, indent, columns: body.chars().count() });
            gap = 0;
        }
        at += raw.len();
    }
    lines
}

/// Hardly anybody wraps wider, and lines that are longer are paragraphs.
const WIDEST: usize = 100;

/// Narrower columns are lists and tables.
const NARROWEST: usize = 45;

/// The width to which a text is wrapped, when most of its lines that have a line below end where the next word would
/// not have fitted.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|l| l.columns).max()?;
    if !(NARROWEST..=WIDEST).contains(&width) {
        return None;
    }
    let pairs: Vec<bool> = lines
        .windows(2)
        .filter(|pair| pair[1].gap == 0)
        .map(|pair| is_full(text, &pair[0], &pair[1], width))
        .collect();
    let full = pairs.iter().filter(|full| **full).count();
    (full >= 2 && full * 3 >= pairs.len() * 2).then_some(width)
}

/// Whether the next line's first word would have stood beyond the width (a few columns are left for other widths
/// within one text).
fn is_full(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = next.span.of(text).split_whitespace().next().map_or(0, |w| w.chars().count());
    line.columns + 1 + word + 6 > width
}

fn continues(text: &str, above: &Line, line: &Line, width: usize) -> bool {
    line.gap == 0
        && line.indent <= above.indent + 1
        && is_full(text, above, line, width)
        && !is_item(line.span.of(text))
}

/// Whether a line begins as an item of a list.
pub(super) fn is_item(line: &str) -> bool {
    let mut chars = line.chars();
    let first = chars.next().unwrap_or(' ');
    matches!(first, '•' | '·' | '▪' | '●' | '◦' | '‣')
        || matches!(first, '-' | '*' | '–') && chars.next() == Some(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        blocks(text).iter().map(|b| b.span.of(text)).collect()
    }

    #[test]
    fn lines_are_blocks() {
        assert_eq!(parts("Menu\nHome\n\n Talks began. \n"), ["Menu", "Home", "Talks began."]);
    }

    #[test]
    fn gaps_count_empty_lines() {
        let gaps = |text| blocks(text).iter().map(|b| b.gap).collect::<Vec<_>>();
        assert_eq!(gaps("a\n\n\nb\nc"), [0, 2, 0]);
        assert_eq!(gaps("a\r\n\r\nb"), [0, 1]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "The foreign ministers of both countries met on Monday\nin a hotel outside the capital and agreed to meet\nonce more before the end of the year.\n\nNo date was set.\nA spokesman confirmed it.";
        assert_eq!(parts(text).len(), 3);
        assert!(parts(text)[0].ends_with("end of the year."));
    }

    #[test]
    fn short_lines_below_each_other_stay_apart() {
        let text = "Envoys meet in Vienna\nBy Jane Doe\n1 May 2019\n\nEnvoys met in Vienna on Wednesday, officials said.";
        assert_eq!(parts(text).len(), 4);
    }
}
