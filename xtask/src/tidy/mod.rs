//! The rules of the house that compiler and linter do not know.
//!
//! Each rule is a function from the sources to findings. A rule with exceptions lists them beside it, with reasons.

mod budgets;
mod help;
mod licences;
mod order;
mod source;
mod text;

use crate::{codebook, say};
use anyhow::Result;
use source::Source;
use std::path::Path;

/// Something that is not in order: where, and what.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    place: String,
    what: String,
}

impl Finding {
    fn new(place: impl Into<String>, what: impl Into<String>) -> Finding {
        Finding { place: place.into(), what: what.into() }
    }
}

/// Renews what is made from elsewhere: the help of the command in the README, and the pages of the codebook.
pub fn update(root: &Path) -> Result<()> {
    help::update(root)?;
    codebook::update(root)
}

/// Checks everything; whether it is in order.
pub fn run(root: &Path) -> Result<bool> {
    let files = text::files(root)?;
    let sources = source::all(root, &files)?;
    let mut findings = Vec::new();
    findings.extend(sources.iter().filter_map(module_doc));
    findings.extend(sources.iter().filter_map(no_unsafe));
    findings.extend(budgets::check(&sources));
    findings.extend(order::check(&sources));
    findings.extend(empty_crates(&sources));
    findings.extend(text::check(root, &files)?);
    findings.extend(licences::check(root)?);
    findings.extend(help::check(root)?);
    findings.extend(pages(root)?);
    findings.sort();
    for finding in &findings {
        say(&format!("{}: {}", finding.place, finding.what));
    }
    say(&budgets::summary(&sources));
    say(&match findings.len() {
        0 => "tidy: in order".to_string(),
        n => format!("tidy: {n} findings"),
    });
    Ok(findings.is_empty())
}

fn pages(root: &Path) -> Result<Vec<Finding>> {
    let what = "is not what codebook/ gives; cargo xtask codebook writes it";
    let names = codebook::differences(root)?.into_iter();
    Ok(names.map(|name| Finding::new(format!("{}/{name}", codebook::FOLDER), what)).collect())
}

fn module_doc(source: &Source) -> Option<Finding> {
    let opens = source.text.lines().find(|l| !l.starts_with("#!") && !l.is_empty());
    let missing = !opens.is_some_and(|line| line.starts_with("//!"));
    missing.then(|| Finding::new(&source.path, "the file does not open with //! and what it is for"))
}

/// Measured kernels may need it; see the proof in their module.
const UNSAFE: &str = "crates/english/src/kernel/";

fn no_unsafe(source: &Source) -> Option<Finding> {
    if source.path.starts_with(UNSAFE) {
        return None;
    }
    let line = source.code.lines().position(|line| source::words(line).any(|word| word == "unsafe"))?;
    Some(Finding::new(format!("{}:{}", source.path, line + 1), format!("unsafe is for {UNSAFE} alone")))
}

/// Lines of code below which a crate is a placeholder.
const SMALLEST: usize = 20;

fn empty_crates(sources: &[Source]) -> Vec<Finding> {
    let mut crates: Vec<(&str, usize)> = Vec::new();
    for source in sources {
        let Some(name) = source.path.strip_prefix("crates/").and_then(|p| p.split('/').next()) else {
            continue;
        };
        let lines = source.code_lines();
        match crates.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += lines,
            None => crates.push((name, lines)),
        }
    }
    let empty = crates.iter().filter(|(_, lines)| *lines < SMALLEST);
    empty
        .map(|(name, lines)| {
            Finding::new(format!("crates/{name}"), format!("an empty crate: {lines} lines of code"))
        })
        .collect()
}
