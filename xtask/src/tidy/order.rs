//! The order of the steps: a step knows the nouns and the steps before it, a noun knows no step.

use super::Finding;
use super::source::Source;

const CORE: &str = "crates/detente/src/";
const STEPS: [&str; 6] = ["read", "parse", "ground", "code", "link", "record"];

/// Files that see the whole way: they call the steps, and no step calls them.
const WHOLE: [&str; 4] = ["lib", "pipeline", "examples", "explain"];

/// Where a file of the core stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Noun,
    Step(usize),
    Whole,
}

/// Imports against the order.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    sources.iter().flat_map(wrong).collect()
}

fn wrong(source: &Source) -> Vec<Finding> {
    let Some(below) = source.path.strip_prefix(CORE) else { return Vec::new() };
    let own = rank(below.split(['/', '.']).next().unwrap_or(""));
    let mut out = Vec::new();
    for (number, name) in imports(&source.code) {
        if !allowed(own, rank(name)) {
            let what = format!("crate::{name} comes later on the way of a document");
            out.push(Finding::new(format!("{}:{number}", source.path), what));
        }
    }
    out
}

fn rank(module: &str) -> Rank {
    match STEPS.iter().position(|step| *step == module) {
        Some(step) => Rank::Step(step),
        None if WHOLE.contains(&module) => Rank::Whole,
        None => Rank::Noun,
    }
}

fn allowed(own: Rank, imported: Rank) -> bool {
    match (own, imported) {
        (Rank::Whole, _) | (_, Rank::Noun) => true,
        (Rank::Step(own), Rank::Step(imported)) => imported <= own,
        (Rank::Noun, Rank::Step(_)) | (_, Rank::Whole) => false,
    }
}

/// First names after `crate::`, also of a group, with their lines.
fn imports(code: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + path.len()..];
        match rest.strip_prefix('{') {
            Some(group) => out.extend(first_names(group).map(|name| (line, name))),
            None => out.extend(name(rest).map(|name| (line, name))),
        }
    }
    out
}

/// The first name of each member of a group, which ends with its brace.
fn first_names(group: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    let mut begins = vec![0];
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins.push(at + 1),
            _ => {}
        }
    }
    begins.into_iter().filter_map(|begin| name(group.get(begin..)?.trim_start()))
}

fn name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    text.get(..end).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_taken_apart() {
        let code = "use crate::{Article, code::{self, Relation}, ground};\nlet a = crate::record::hash_id();";
        assert_eq!(imports(code), [(1, "Article"), (1, "code"), (1, "ground"), (2, "record")]);
    }

    #[test]
    fn steps_look_back_only() {
        assert!(allowed(rank("link"), rank("parse")));
        assert!(!allowed(rank("parse"), rank("link")));
        assert!(!allowed(rank("article"), rank("read")));
        assert!(!allowed(rank("link"), rank("pipeline")));
        assert!(allowed(rank("pipeline"), rank("record")));
    }
}
