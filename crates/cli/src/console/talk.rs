//! Messages on stderr: `D0106 articles.jsonl:3: the line is not a JSON object: …`, and what to do about it.

use crate::stop::Problem;
use detente::{Code, Notice};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// What is said to the user, and how often.
pub struct Talk {
    said: BTreeMap<Code, usize>,
    /// Whether the cursor stands in a line of progress.
    open: bool,
}

/// So many notices of one kind are written out; the rest are counted.
const NOTICES: usize = 5;

/// So many lines of dictionaries: whoever corrects one needs to know them all.
const DICTIONARY_LINES: usize = 200;

fn at_most(code: Code) -> usize {
    if code == Code::BadDictionaryLine { DICTIONARY_LINES } else { NOTICES }
}

impl Talk {
    /// Nothing was said yet.
    pub fn new() -> Talk {
        Talk { said: BTreeMap::new(), open: false }
    }

    /// Something that could not be done. All of these are named, the advice is given once.
    pub fn problem(&mut self, problem: &Problem) {
        let Problem { code, place, detail } = problem;
        let first = self.count(*code) == 1;
        self.say(&message(*code, place, detail));
        if first {
            self.say(&format!("      {}", code.help()));
        }
    }

    /// Something odd about an input that was read all the same. The first few of a kind are named.
    pub fn notice(&mut self, place: &str, notice: &Notice) {
        if notice.code == Code::NoDate {
            self.count(Code::NoDate);
            return;
        }
        let count = self.count(notice.code);
        if count <= at_most(notice.code) {
            self.say(&message(notice.code, place, &notice.detail));
        }
        if count == 1 {
            self.say(&format!("      {}", notice.code.help()));
        }
    }

    /// A sentence without a code.
    pub fn note(&mut self, text: &str) {
        self.say(text);
    }

    /// A line of progress, in the place of the one before; it goes when something else is said.
    pub fn line(&mut self, text: &str) {
        let width = super::width().saturating_sub(1);
        let text: String = text.chars().take(width).collect();
        // When nobody listens there is nobody to tell.
        let _ = write!(io::stderr().lock(), "\r{text}\x1b[K");
        self.open = !text.is_empty();
    }

    /// What clap has to say about the command line.
    pub fn usage(&mut self, text: &str) {
        let text = text.strip_prefix("error: ").unwrap_or(text).trim_end();
        self.say(&format!("{} {text}", Code::Usage.id()));
    }

    /// Advice at the end of a run.
    pub fn hints(&mut self) {
        for (code, count) in std::mem::take(&mut self.said) {
            match code {
                Code::NoDate if count == 1 => self.say(&hint(code, "1 article has no date")),
                Code::NoDate => self.say(&hint(code, &format!("{count} articles have no date"))),
                _ if is_notice(code) && count > at_most(code) => {
                    self.say(&format!(
                        "{} {} more times: {}",
                        code.id(),
                        count - at_most(code),
                        code.title()
                    ));
                }
                _ => {}
            }
        }
    }

    fn say(&mut self, line: &str) {
        if std::mem::take(&mut self.open) {
            self.line("");
        }
        // When nobody listens there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    fn count(&mut self, code: Code) -> usize {
        let count = self.said.entry(code).or_default();
        *count += 1;
        *count
    }
}

fn hint(code: Code, what: &str) -> String {
    format!("{} {what}; give --published DATE, or the field's name with --date-field", code.id())
}

/// Problems are named one by one, and need not be counted at the end.
fn is_notice(code: Code) -> bool {
    matches!(
        code,
        Code::Empty
            | Code::BadDate
            | Code::BadUtf8
            | Code::DuplicateId
            | Code::BadField
            | Code::BadDictionaryLine
    )
}

fn message(code: Code, place: &str, detail: &str) -> String {
    let mut out = code.id().to_string();
    if !place.is_empty() {
        out.push_str(&format!(" {place}:"));
    }
    out.push(' ');
    out.push_str(code.title());
    if !detail.is_empty() {
        out.push_str(&format!(": {detail}"));
    }
    out
}
