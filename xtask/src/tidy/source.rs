//! Rust sources, with and without comments, strings and tests.

use anyhow::{Context, Result};
use std::path::Path;

/// A source file.
pub struct Source {
    /// Path below the workspace.
    pub path: String,
    /// As it stands.
    pub text: String,
    /// The same lines with comments, strings and characters blanked, and from `#[cfg(test)] mod` on nothing.
    pub code: String,
}

/// A function and its length in lines, from `fn` to its closing brace.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Line it begins on, from 1.
    pub line: usize,
    /// Lines.
    pub length: usize,
}

/// Reads the Rust sources among the files.
pub fn all(root: &Path, files: &[String]) -> Result<Vec<Source>> {
    let rust = files.iter().filter(|f| f.ends_with(".rs"));
    rust.map(|path| {
        let text = std::fs::read_to_string(root.join(path)).with_context(|| path.clone())?;
        Ok(Source::new(path.clone(), text))
    })
    .collect()
}

impl Source {
    fn new(path: String, text: String) -> Source {
        let blanked = blanked(&text);
        let code = match test_module(&blanked) {
            Some(at) => blanked[..at].to_string(),
            None => blanked,
        };
        Source { path, text, code }
    }

    /// Whether the whole file is for tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.ends_with("/tests.rs")
    }

    /// Lines outside of tests that hold code.
    pub fn code_lines(&self) -> usize {
        self.code.lines().filter(|line| !line.trim().is_empty()).count()
    }

    /// Lines outside of tests, comments too.
    pub fn lines(&self) -> usize {
        self.code.lines().count()
    }

    /// The functions outside of tests.
    pub fn functions(&self) -> Vec<Function> {
        let mut out = Vec::new();
        let mut at = 0;
        while let Some(found) = self.code[at..].find("fn ") {
            let start = at + found;
            at = start + 3;
            let before = self.code[..start].chars().next_back();
            if !before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
                out.extend(function(&self.code, start));
            }
        }
        out
    }
}

/// Identifiers and keywords of a line.
pub fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|w| !w.is_empty())
}

/// Tests stand at the end of a file.
fn test_module(code: &str) -> Option<usize> {
    let at = code.find("#[cfg(test)]\nmod ")?;
    // A declaration of a file of tests is one line among others.
    let line = code[at..].lines().nth(1)?;
    line.trim_end().ends_with('{').then_some(at)
}

fn function(code: &str, start: usize) -> Option<Function> {
    let name: String = code[start + 3..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    if name.is_empty() {
        return None;
    }
    let mut depth = 0_usize;
    for (offset, c) in code[start..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // A declaration without a body, as in a trait.
            ';' if depth == 0 && !in_brackets(&code[start..start + offset]) => return None,
            _ => continue,
        }
        if c == '}' && depth == 0 {
            let (line, length) = (lines(&code[..start]) + 1, lines(&code[start..start + offset]) + 1);
            return Some(Function { name, line, length });
        }
    }
    None
}

fn in_brackets(text: &str) -> bool {
    text.matches('[').count() > text.matches(']').count()
}

fn lines(text: &str) -> usize {
    text.matches('\n').count()
}

/// The text with comments, strings and characters as blanks; line breaks stay.
fn blanked(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let end = blank_end(text, at);
        if end > at {
            out.extend(text[at..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
            at = end;
        } else {
            let c = text[at..].chars().next().unwrap_or(' ');
            out.push(c);
            at += c.len_utf8();
        }
    }
    out
}

/// Where the comment, string or character that begins here ends; `at` itself when none does.
fn blank_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let inside_word = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == '_');
    if rest.starts_with("//") {
        return rest.find('\n').map_or(text.len(), |n| at + n);
    }
    if rest.starts_with("/*") {
        return rest.find("*/").map_or(text.len(), |n| at + n + 2);
    }
    if !inside_word && let Some(end) = raw_string(rest) {
        return at + end;
    }
    if rest.starts_with('"') {
        return at + quoted(rest, '"').unwrap_or(rest.len());
    }
    if rest.starts_with('\'') {
        return at + character(rest).unwrap_or(0);
    }
    at
}

/// Length of a raw string such as `r#"…"#`.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'))?;
    let hashes = after.chars().take_while(|c| *c == '#').count();
    after[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    let open = rest.len() - after.len() + hashes + 1;
    rest[open..].find(&close).map(|n| open + n + close.len())
}

/// Length of a string or character with its marks.
fn quoted(rest: &str, mark: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == mark => return Some(at + 1),
            _ => {}
        }
    }
    None
}

/// Length of a character; a lifetime is none.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.chars().skip(1);
    match (chars.next()?, chars.next()?) {
        ('\\', _) => quoted(rest, '\''),
        (c, '\'') => Some(2 + c.len_utf8()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("a.rs".to_string(), text.to_string())
    }

    #[test]
    fn strings_and_comments_are_blank() {
        let code = source(
            "let a = \"fn x() {\"; // unsafe\nlet b = r#\"a \" b\"#; let c = '{'; let d: &'a str = \"\\\"\";",
        )
        .code;
        assert_eq!(
            words(&code).collect::<Vec<_>>(),
            ["let", "a", "let", "b", "let", "c", "let", "d", "a", "str"]
        );
    }

    #[test]
    fn functions_are_measured() {
        let found = source(
            "fn one() {}\n\nfn two(a: [u8; 2]) {\n    if true {\n    }\n}\ntrait T {\n    fn three();\n}\n",
        )
        .functions();
        let measures: Vec<_> = found.iter().map(|f| (f.name.as_str(), f.line, f.length)).collect();
        assert_eq!(measures, [("one", 1, 1), ("two", 3, 4)]);
    }

    #[test]
    fn tests_do_not_count() {
        let found = source("fn one() {}\n\n#[cfg(test)]\nmod tests {\n    fn two() {}\n}\n");
        assert_eq!((found.functions().len(), found.code_lines()), (1, 1));
    }
}
