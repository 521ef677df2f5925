//! Verbs of the dictionaries in a sentence: their words, what belongs to them, their voice and subject.

use super::line::Line;
use crate::Document;
use detente_english::Upos;
use detente_knowledge::petrarch::verbs::{Found, Verbs};
use std::ops::Range;

/// A verb of the dictionaries that stands in a sentence.
pub(super) struct Verb<'a> {
    /// Its blocks with its form, in the order of the dictionary; nearly always one.
    pub found: Vec<Found<'a>>,
    /// Its token in the tree.
    pub token: usize,
    /// Its words.
    pub words: Range<usize>,
    /// The words before it, nearest first.
    pub before: Vec<usize>,
    /// The words behind it that belong to it, nearest first.
    pub behind: Vec<usize>,
}

/// The verb that a word is, if it is one and the dictionary has it: the form with most words.
pub(super) fn verb_at<'a>(verbs: &'a Verbs, line: &Line<'_>, word: usize) -> Option<Verb<'a>> {
    let token = line.token(word);
    if !is_verb(line.document, token) {
        return None;
    }
    let stands = |found: &Found<'_>| {
        let first = word.checked_sub(found.form.main)?;
        let words = line.words.get(first..first + found.form.words.len())?;
        let same = words.iter().zip(&found.form.words).all(|(word, text)| &word.text == text);
        same.then_some(first..first + words.len())
    };
    let all: Vec<(Found<'a>, Range<usize>)> =
        verbs.forms(&line.words[word].text).filter_map(|f| Some((f, stands(&f)?))).collect();
    let words = all.first()?.1.clone();
    let found = all.into_iter().filter(|(_, range)| *range == words).map(|(found, _)| found).collect();
    let behind = scope(line, token).into_iter().filter(|w| *w >= words.end).collect();
    Some(Verb { found, token, before: (0..words.start).rev().collect(), behind, words })
}

fn is_verb(document: &Document, token: usize) -> bool {
    let t = &document.tokens[token];
    let tagged = matches!(t.upos, Upos::Verb | Upos::Aux) || t.xpos.starts_with("VB");
    tagged && !["aux", "cop", "amod", "compound"].iter().any(|r| t.is(r))
}

/// The words behind a verb that belong to it, without those of verbs that are joined to it.
fn scope(line: &Line<'_>, token: usize) -> Vec<usize> {
    let document = line.document;
    let other = |c: usize| {
        let t = &document.tokens[c];
        t.is("parataxis") || t.is("conj") && matches!(t.upos, Upos::Verb | Upos::Aux)
    };
    let own = line.word(token);
    let below = document.subtree_without(token, other).into_iter().filter(|&t| t > token);
    let mut words: Vec<usize> = below.map(|t| line.word(t)).filter(|&w| w != own).collect();
    words.dedup();
    words
}

/// Whether a verb stands in the passive.
pub(super) fn is_passive(document: &Document, token: usize) -> bool {
    let t = &document.tokens[token];
    let marked = |r: &str| document.child(token, r).is_some();
    marked("nsubj:pass") || marked("aux:pass") || t.deprel == "acl" && t.xpos == "VBN"
}

/// Whether a passive only tells that somebody was seen or said to do what another verb says.
pub(super) fn only_introduces(document: &Document, token: usize) -> bool {
    let clause = |&c: &usize| {
        let t = &document.tokens[c];
        ["ccomp", "xcomp", "csubj"].iter().any(|r| t.is(r)) && t.upos == Upos::Verb
    };
    document.tokens[token].children.iter().any(clause)
}

/// The token that heads the subject of a verb, its own or the one that it shares with the verb above it.
pub(super) fn subject(document: &Document, token: usize) -> Option<usize> {
    let mut verb = token;
    // A tree has no circles; the bound keeps a damaged one from hanging the program.
    for _ in 0..8 {
        let relative =
            |c: usize| matches!(document.form(c).to_lowercase().as_str(), "who" | "which" | "that");
        if let Some(own) = document.children(verb, "nsubj").find(|&c| !relative(c)) {
            return Some(own).filter(|&s| s < token);
        }
        let t = &document.tokens[verb];
        let head = t.head?;
        if t.is("acl") {
            return Some(head);
        }
        if !["conj", "xcomp", "advcl", "aux", "cop", "dep"].iter().any(|r| t.is(r)) {
            return None;
        }
        verb = head;
    }
    None
}
