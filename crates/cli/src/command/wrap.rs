//! Paragraphs as wide as the screen.

use crate::console;
use std::fmt::Write as _;

/// Wraps a paragraph at the width of the screen; lines after the first of a list hang.
pub(super) fn paragraph(out: &mut String, indent: usize, text: &str) {
    let width = console::width().min(100);
    let hang = if text.starts_with("- ") { indent + 2 } else { indent };
    let mut column = indent;
    out.push_str(&" ".repeat(indent));
    for (i, word) in text.split_whitespace().enumerate() {
        let length = word.chars().count();
        if i > 0 && column + 1 + length > width {
            let _ = write!(out, "\n{}", " ".repeat(hang));
            column = hang;
        } else if i > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
}
