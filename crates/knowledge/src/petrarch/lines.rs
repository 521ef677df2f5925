//! Lines of a dictionary without comments and without bytes that are no text.

use super::Remark;

/// A line with its number, from 1, and what is left of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Number, from 1.
    pub number: usize,
    /// The line without its comment; never only white space.
    pub text: String,
}

/// The lines that say something. `#` opens a comment up to the end of its line, `<!-- … -->` one over several lines.
pub fn lines(text: &str) -> (Vec<Line>, Vec<Remark>) {
    let (mut out, mut remarks, mut inside) = (Vec::new(), Vec::new(), false);
    for (i, raw) in text.lines().enumerate() {
        let number = i + 1;
        let mut text = without_comments(raw, &mut inside);
        if text.contains(['\0', '\u{fffd}']) {
            let what = if text.contains('\0') { "a NUL byte" } else { "a byte that is no UTF-8" };
            remarks.push(Remark { line: number, why: format!("{what}, which was left out") });
            text.retain(|c| !matches!(c, '\0' | '\u{fffd}'));
        }
        if !text.trim().is_empty() {
            out.push(Line { number, text });
        }
    }
    (out, remarks)
}

fn without_comments(line: &str, inside: &mut bool) -> String {
    let (mut out, mut rest) = (String::new(), line);
    loop {
        if *inside {
            let Some(end) = rest.find("-->") else { return out };
            rest = &rest[end + 3..];
            *inside = false;
        }
        let hash = rest.find('#').unwrap_or(rest.len());
        match rest.find("<!--").filter(|open| *open < hash) {
            Some(open) => {
                out.push_str(&rest[..open]);
                rest = &rest[open + 4..];
                *inside = true;
            }
            None => {
                out.push_str(&rest[..hash]);
                return out;
            }
        }
    }
}
