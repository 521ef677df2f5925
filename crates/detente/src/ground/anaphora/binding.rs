//! What grammar forbids a pronoun to point to, and what it demands.

use crate::Document;

/// So many predicates may share a subject.
const DEPTH: usize = 20;

/// Reflexives point to the subject of their own clause.
pub(super) fn is_reflexive(document: &Document, token: usize) -> bool {
    let form = document.form(token);
    form.ends_with("self") || form.ends_with("selves")
}

/// Whether a mention stands where a plain pronoun cannot point: beside it under one predicate ("Chile thanked it"), as the
/// subject that its clause shares ("Chile wants to thank it"), or around it ("the aide who … his boss" is fine, "his aide" not).
pub(super) fn forbids(document: &Document, mention: usize, pronoun: usize) -> bool {
    if document.is_below(pronoun, mention) {
        return !through_clause(document, pronoun, mention);
    }
    let word = &document.tokens[pronoun];
    if word.deprel == "nmod:poss" {
        return false;
    }
    let Some(predicate) = argument_of(document, pronoun) else { return false };
    let beside = document.tokens[mention].head == Some(predicate) && is_argument(document, mention);
    beside || !word.is("nsubj") && subject_of(document, predicate) == Some(mention)
}

/// The subject of a predicate, its own or the one that it shares with the predicates above it.
pub(super) fn subject_of(document: &Document, predicate: usize) -> Option<usize> {
    let mut at = predicate;
    for _ in 0..DEPTH {
        if let Some(subject) = document.child(at, "nsubj") {
            return Some(subject);
        }
        let token = &document.tokens[at];
        let shares = token.is("xcomp") || token.is("conj") || token.is("advcl") || token.deprel == "acl";
        let above = token.head.filter(|_| shares)?;
        // "They forced Chile to leave": Chile leaves.
        if let Some(object) = document.child(above, "obj").filter(|_| token.is("xcomp")) {
            return Some(object);
        }
        at = above;
    }
    None
}

/// The predicate of which a nominal is an argument.
pub(super) fn argument_of(document: &Document, nominal: usize) -> Option<usize> {
    document.tokens[nominal].head.filter(|_| is_argument(document, nominal))
}

fn is_argument(document: &Document, nominal: usize) -> bool {
    ["nsubj", "obj", "iobj", "obl"].iter().any(|r| document.tokens[nominal].is(r))
}

/// Whether the way up from a token to one above it leaves a clause.
fn through_clause(document: &Document, below: usize, above: usize) -> bool {
    let mut way = std::iter::once(below).chain(document.ancestors(below).take_while(|&t| t != above));
    way.any(|t| {
        ["acl", "advcl", "ccomp", "parataxis", "csubj", "appos", "conj"]
            .iter()
            .any(|r| document.tokens[t].is(r))
    })
}
