//! What stands of a run that was interrupted: a line for each article behind the line of the run.
//!
//! ```text
//! detente journal 1 5d41402abc4b2a76b9719d911017c592
//! 9f86d081884c7d65 1802 0 2 0 0
//! …
//! whole
//! ```
//!
//! The first line has the hash of the configuration; an article's line has the hash of what was read, the length of the
//! output and of the failures behind it, the number of rows and of failures so far, and the exit code so far. Lines are
//! written after the data that they speak of, so that a journal never says more than there is.

use crate::stop::Exit;
use sha2::{Digest, Sha256};
use std::io::{self, BufRead};

const TITLE: &str = "detente journal 1 ";
const WHOLE: &str = "whole";

/// How far a run had come behind an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Of the article as it was read.
    pub hash: u64,
    /// Bytes of the output.
    pub output: u64,
    /// Bytes of the file of failures.
    pub failures: u64,
    /// Rows of the output.
    pub rows: usize,
    /// Inputs that could not be read.
    pub failed: usize,
    /// What the run would end with.
    pub exit: Exit,
}

/// What a journal says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Nothing that could be gone on with.
    Nothing,
    /// It is of another run.
    Other,
    /// So many articles stand, up to the last mark.
    Some(Standing),
}

/// The part of a run that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many articles.
    pub articles: u64,
    /// Behind the last of them.
    pub last: Mark,
    /// Bytes of the journal up to it.
    pub journal: u64,
    /// Whether nothing was missing but the names of the files.
    pub whole: bool,
}

/// Reads a journal; `configuration` is the hash of the run that wants to go on, `lengths` those of its output and
/// failures, which a broken machine may have left shorter than the journal says.
pub fn find(journal: &mut dyn BufRead, configuration: &str, lengths: (u64, u64)) -> io::Result<Found> {
    let mut line = String::new();
    let mut at = journal.read_line(&mut line)? as u64;
    if !line.ends_with('\n') {
        return Ok(Found::Nothing);
    }
    if line.trim_end() != format!("{TITLE}{configuration}") {
        return Ok(Found::Other);
    }
    let mut standing: Option<Standing> = None;
    loop {
        line.clear();
        let length = journal.read_line(&mut line)? as u64;
        let Some(text) = line.strip_suffix('\n') else { break };
        at += length;
        match (Mark::read(text), &mut standing) {
            (None, Some(standing)) if text == WHOLE => standing.whole = true,
            (Some(mark), _) if mark.output <= lengths.0 && mark.failures <= lengths.1 => {
                let articles = standing.map_or(0, |s| s.articles) + 1;
                standing = Some(Standing { articles, last: mark, journal: at, whole: false });
            }
            _ => break,
        }
    }
    Ok(standing.map_or(Found::Nothing, Found::Some))
}

/// The first line of the journal of a run.
pub fn title(configuration: &str) -> String {
    format!("{TITLE}{configuration}\n")
}

/// The last line of the journal of a run.
pub fn whole() -> String {
    format!("{WHOLE}\n")
}

/// Hash of what makes two runs the same one.
pub fn configuration(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Hash of what was read, from its parts.
pub fn hash<'a>(parts: impl IntoIterator<Item = &'a [u8]>) -> u64 {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize()[..8].iter().fold(0, |hash, byte| hash << 8 | u64::from(*byte))
}

impl Mark {
    /// Its line in the journal.
    pub fn line(&self) -> String {
        let Mark { hash, output, failures, rows, failed, exit } = self;
        format!("{hash:016x} {output} {failures} {rows} {failed} {}\n", *exit as u8)
    }

    /// The mark of a line without its end.
    pub fn read(line: &str) -> Option<Mark> {
        let parts: Vec<&str> = line.split(' ').collect();
        let [hash, output, failures, rows, failed, exit] = parts[..] else { return None };
        let exits = [Exit::Done, Exit::Partial, Exit::Fault];
        Some(Mark {
            hash: u64::from_str_radix(hash, 16).ok()?,
            output: output.parse().ok()?,
            failures: failures.parse().ok()?,
            rows: rows.parse().ok()?,
            failed: failed.parse().ok()?,
            exit: exits.into_iter().find(|known| (*known as u8).to_string() == exit)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(output: u64) -> Mark {
        Mark { hash: output * 7, output, failures: 0, rows: 1, failed: 0, exit: Exit::Partial }
    }

    #[test]
    fn a_journal_is_read_as_far_as_its_data_stand() {
        let lines = format!("{}{}{}{}", title("c"), mark(10).line(), mark(20).line(), mark(30).line());
        let found = |text: &str, length: u64| find(&mut text.as_bytes(), "c", (length, 0)).unwrap();
        let Found::Some(all) = found(&lines, 30) else { panic!() };
        assert_eq!(
            (all.articles, all.last, all.journal, all.whole),
            (3, mark(30), lines.len() as u64, false)
        );
        let Found::Some(part) = found(&lines, 29) else { panic!() };
        assert_eq!((part.articles, part.last), (2, mark(20)));
        // The last line was not written to its end.
        let Found::Some(part) = found(&lines[..lines.len() - 1], 30) else { panic!() };
        assert_eq!((part.articles, part.last), (2, mark(20)));
        let Found::Some(all) = found(&(lines.clone() + &whole()), 30) else { panic!() };
        assert!(all.whole);
        assert_eq!(found(&title("c"), 0), Found::Nothing);
        assert_eq!(found("", 0), Found::Nothing);
        assert_eq!(find(&mut lines.as_bytes(), "d", (30, 0)).unwrap(), Found::Other);
    }

    #[test]
    fn hashes_tell_parts_apart() {
        assert_ne!(hash([&b"ab"[..], b"c"]), hash([&b"a"[..], b"bc"]));
        assert_ne!(configuration(&["ab", "c"]), configuration(&["a", "bc"]));
    }
}
