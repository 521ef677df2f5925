//! Repairs of trees by what the tags leave no doubt about.

use crate::Document;
use detente_english::Upos;

/// "Korea's proposal": a nominal with a possessive clitic belongs to the nominal that follows, wherever the parser hung it.
pub(super) fn possessors(document: &mut Document) {
    for clitic in 0..document.tokens.len() {
        let Some(owner) = owner_of(document, clitic) else { continue };
        let Some(owned) = owned_after(document, clitic) else { continue };
        if !document.is_below(owned, owner) {
            document.tokens[owner].head = Some(owned);
            document.tokens[owner].deprel = "nmod:poss";
        }
    }
    document.renew_children();
}

/// "Uganda jails opposition leader": a word with a subject and an object is a verb, whatever its tag says; headlines mislead
/// the tagger.
pub(super) fn verbs(document: &mut Document) {
    for token in 0..document.tokens.len() {
        let is = |relation: &str| document.child(token, relation).is_some();
        let noun = matches!(document.tokens[token].upos, Upos::Noun | Upos::Propn);
        if noun && is("obj") && !is("cop") && !is("case") && !is("det") {
            let token = &mut document.tokens[token];
            (token.upos, token.xpos, token.feats) = (Upos::Verb, "VBZ", "Mood=Ind|Tense=Pres|VerbForm=Fin");
            token.lemma = token.lemma.to_lowercase();
        }
    }
}

/// "He urged North Korea to resume talks": a second subject behind an active verb is its object.
pub(super) fn objects(document: &mut Document) {
    for token in 0..document.tokens.len() {
        if is_object_in_disguise(document, token) {
            document.tokens[token].deprel = "obj";
        }
    }
}

fn is_object_in_disguise(document: &Document, token: usize) -> bool {
    let this = &document.tokens[token];
    let Some(verb) = this.head.filter(|&v| v < token && this.deprel == "nsubj") else { return false };
    let active = document.tokens[verb].upos == Upos::Verb && document.child(verb, "aux:pass").is_none();
    let first = document.children(verb, "nsubj").any(|s| s < verb && document.tokens[s].deprel == "nsubj");
    active && first && document.child(verb, "obj").is_none() && document.tokens[token].is_nominal()
}

/// "Kerry to meet Lavrov in Geneva": a headline that announces is a clause, and its first nominal the subject.
pub(super) fn announcements(document: &mut Document) {
    for sentence in 0..document.sentences.len() {
        let Some((subject, verb)) = announced(document, sentence) else { continue };
        let above = document.tokens[subject].head;
        document.tokens[verb].head = above;
        document.tokens[verb].deprel = document.tokens[subject].deprel;
        document.tokens[subject].head = Some(verb);
        document.tokens[subject].deprel = "nsubj";
    }
    document.renew_children();
}

/// The nominal at the top of a sentence without a finite verb, and the infinitive that hangs below it.
fn announced(document: &Document, sentence: usize) -> Option<(usize, usize)> {
    let tokens = document.sentences[sentence].tokens.clone();
    let finite = |t: usize| {
        let token = &document.tokens[t];
        matches!(token.xpos, "VBZ" | "VBP" | "VBD" | "MD") || token.feature("VerbForm") == "Fin"
    };
    let stop = |t: usize| matches!(document.form(t), "." | "?" | "!");
    if tokens.clone().any(|t| finite(t) || stop(t)) {
        return None;
    }
    let top = tokens.clone().find(|&t| document.tokens[t].head.is_none())?;
    let subject = document.tokens[top].is_nominal().then_some(top)?;
    let to = |v: usize| document.children(v, "mark").any(|m| document.tokens[m].lemma == "to");
    let verb = document.children(subject, "acl").find(|&v| document.tokens[v].xpos == "VB" && to(v))?;
    Some((subject, verb))
}

/// The nominal before a possessive clitic that does not stand as a possessor yet.
fn owner_of(document: &Document, clitic: usize) -> Option<usize> {
    let token = &document.tokens[clitic];
    let owner = token.head.filter(|&owner| token.xpos == "POS" && owner < clitic)?;
    (document.tokens[owner].deprel != "nmod:poss" && document.tokens[owner].is_nominal()).then_some(owner)
}

/// The head of the nominal that begins right behind a clitic.
fn owned_after(document: &Document, clitic: usize) -> Option<usize> {
    let end = document.sentence_of(clitic).tokens.end;
    let modifier = |t: usize| {
        matches!(document.tokens[t].upos.as_str(), "ADJ" | "NUM" | "ADV" | "VERB") || document.form(t) == "-"
    };
    let first = (clitic + 1..end).find(|&t| !modifier(t)).filter(|&t| document.tokens[t].is_nominal())?;
    let inside = ["compound", "flat", "amod", "nmod:desc"];
    let up = |&t: &usize| {
        document.tokens[t].head.filter(|&h| h > t && inside.contains(&document.tokens[t].deprel))
    };
    std::iter::successors(Some(first), up).take(8).last()
}
