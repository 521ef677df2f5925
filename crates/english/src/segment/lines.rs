//! Which single line breaks only wrap a line, and so do not end a sentence.

use std::ops::Range;

use super::characters::{is_closer, is_line_break};

const NARROWEST: usize = 45;
const WIDEST: usize = 110;

/// Byte offsets at which lines end that the next line goes on from, in order.
pub(super) fn soft_breaks(text: &str) -> Vec<usize> {
    let mut soft = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    for line in lines(text) {
        if text[line.clone()].trim().is_empty() {
            in_block(text, &block, &mut soft);
            block.clear();
        } else {
            block.push(line);
        }
    }
    in_block(text, &block, &mut soft);
    soft
}

/// How many lines end in `gap`, which is white space; "\r\n" is one end.
pub(super) fn count(gap: &str) -> usize {
    let pairs = gap.matches("\r\n").count();
    gap.chars().filter(|&c| is_line_break(c)).count() - pairs
}

/// A mark that begins an item of a list: "• ", "- ", "1. ", "(a) ".
pub(super) fn is_bullet(line: &str) -> bool {
    let line = line.trim_start();
    let mark = line.split(char::is_whitespace).next().unwrap_or(line);
    if mark.len() == line.len() {
        return false;
    }
    let inner = mark.trim_start_matches('(').trim_end_matches(['.', ')']);
    matches!(mark, "•" | "-" | "*" | "–" | "—" | "·" | "▪" | "●" | "o" | ">" | "–>")
        || (inner.len() < mark.len() && inner.len() <= 2 && inner.chars().all(char::is_alphanumeric))
}

fn in_block(text: &str, block: &[Range<usize>], soft: &mut Vec<usize>) {
    let is_wrapped = is_wrapped(text, block);
    for pair in block.windows(2) {
        let next = &text[pair[1].clone()];
        let goes_on = goes_on(&text[pair[0].clone()], next);
        if (goes_on || is_wrapped) && !is_bullet(next) {
            soft.push(pair[0].end);
        }
    }
}

/// Lines of like length, at least one of which evidently goes on in the next.
fn is_wrapped(text: &str, block: &[Range<usize>]) -> bool {
    let Some((_, full)) = block.split_last() else { return false };
    let widths = || full.iter().map(|l| text[l.clone()].trim_end().chars().count());
    let (narrow, wide) = (widths().min().unwrap_or(0), widths().max().unwrap_or(0));
    (NARROWEST..=WIDEST).contains(&wide)
        && narrow * 10 >= wide * 6
        && block.windows(2).any(|p| goes_on(&text[p[0].clone()], &text[p[1].clone()]))
}

fn goes_on(line: &str, next: &str) -> bool {
    let end = line.trim_end().trim_end_matches(is_closer);
    let unfinished = !end.ends_with(['.', '!', '?', '…', ':', ';']);
    unfinished && next.trim_start().starts_with(char::is_lowercase)
}

fn lines(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        if at >= text.len() {
            return None;
        }
        let start = at;
        let end = text[at..].find(is_line_break).map_or(text.len(), |n| at + n);
        at = end + text[end..].chars().next().map_or(0, char::len_utf8);
        if text[end..].starts_with("\r\n") {
            at = end + 2;
        }
        Some(start..end)
    })
}
