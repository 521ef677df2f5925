//! Quotations: what is said, by whom, with which cue.
//!
//! Indirect speech is a clause below a verb of saying, or a phrase such as "according to". Direct speech is what stands in
//! quotation marks of at least [`SPEECH_WORDS`] words; its cue is the verb of saying above it or in its paragraph, and a
//! quoted paragraph without one continues the speech before it.

use crate::{Document, Quote, QuoteKind, Span};
use detente_english::Upos;
use detente_knowledge::Knowledge;

/// Shorter quoted stretches are scare quotes or parts of a sentence.
const SPEECH_WORDS: usize = 4;

pub(super) fn quotes(knowledge: &Knowledge, document: &Document) -> Vec<Quote> {
    let mut out = Vec::new();
    for token in 0..document.tokens.len() {
        out.extend(by_verb(knowledge, document, token));
        out.extend(by_phrase(knowledge, document, token));
    }
    let marked = marked(document);
    for quote in &mut out {
        quote.kind = kind_of(quote.content, &marked);
    }
    for &span in &marked {
        if !out.iter().any(|q| q.content.overlaps(span)) && word_count(document, span) >= SPEECH_WORDS {
            out.push(spoken(knowledge, document, span, &out));
        }
    }
    out.sort_by_key(|q| (q.content, q.cue));
    out
}

/// "X said that …", "…, X said", "X told reporters …".
fn by_verb(knowledge: &Knowledge, document: &Document, cue: usize) -> Option<Quote> {
    let verb = &document.tokens[cue];
    if verb.upos != Upos::Verb || !knowledge.pack.attribution.verbs.contains(&verb.lemma) {
        return None;
    }
    let content = document.child(cue, "ccomp").or_else(|| said_around(document, cue))?;
    let inside = content_tokens(document, cue, content);
    let source = source_of(document, cue);
    Some(Quote {
        source: source.and_then(|s| nominal_span(document, s)),
        source_token: source,
        cue: Some(verb.span),
        cue_token: Some(cue),
        content: document.cover(&inside)?,
        kind: QuoteKind::Indirect,
    })
}

/// The clause in which a verb of saying is put in: "The talks, he said, went well".
fn said_around(document: &Document, cue: usize) -> Option<usize> {
    let verb = &document.tokens[cue];
    let clause = verb.head.filter(|_| verb.is("parataxis"))?;
    document.child(cue, "nsubj").map(|_| clause)
}

fn content_tokens(document: &Document, cue: usize, content: usize) -> Vec<usize> {
    // A clause set around its cue contains the cue in the tree; the words of the cue's own clause are not said.
    document.subtree_without(content, |t| {
        t == cue || document.tokens[t].is("mark") && document.tokens[t].lemma == "that"
    })
}

/// Who speaks: the subject, the agent of a passive, or what the verb modifies ("Yonhap, citing KCNA").
fn source_of(document: &Document, cue: usize) -> Option<usize> {
    let passive = document.child(cue, "obl:agent");
    let subject = document.child(cue, "nsubj:pass").is_none().then(|| document.child(cue, "nsubj")).flatten();
    passive.or(subject).or_else(|| {
        let verb = &document.tokens[cue];
        let joined = verb.head.filter(|_| verb.is("conj"))?;
        document.child(joined, "nsubj")
    })
}

/// "According to X, …": the content is the rest of the clause.
fn by_phrase(knowledge: &Knowledge, document: &Document, source: usize) -> Option<Quote> {
    let phrase = document.preposition(source)?;
    if !knowledge.pack.attribution.phrases.contains(&phrase) {
        return None;
    }
    let clause = document.tokens[source].head?;
    let inside = document.subtree_without(clause, |t| t == source);
    Some(Quote {
        source: nominal_span(document, source),
        source_token: Some(source),
        cue: document.child(source, "case").map(|c| case_span(document, c)),
        cue_token: document.child(source, "case"),
        content: document.cover(&inside)?,
        kind: QuoteKind::Indirect,
    })
}

fn case_span(document: &Document, case: usize) -> Span {
    let fixed = document.children(case, "fixed").map(|t| document.tokens[t].span);
    fixed.fold(document.tokens[case].span, Span::cover)
}

/// A nominal without its relative clauses, appositions and other members of a list.
fn nominal_span(document: &Document, head: usize) -> Option<Span> {
    let skip = |t: usize| {
        ["acl", "appos", "conj", "case", "parataxis", "punct"].iter().any(|r| document.tokens[t].is(r))
    };
    document.cover(&document.subtree_without(head, skip))
}

/// Stretches between quotation marks, in bytes, without the marks; a paragraph that opens one and does not close it
/// (speech over several paragraphs) counts to its end.
fn marked(document: &Document) -> Vec<Span> {
    let mut out = Vec::new();
    for (number, paragraph) in document.article.paragraphs.iter().enumerate() {
        if document.sentences.iter().any(|s| s.paragraph == number) {
            marked_in(document.words(paragraph.span), paragraph.span.start, &mut out);
        }
    }
    out
}

fn marked_in(text: &str, offset: usize, out: &mut Vec<Span>) {
    let mut open: Option<usize> = None;
    for (at, c) in text.char_indices() {
        match (c, open) {
            ('“', _) | ('"', None) => open = Some(at + c.len_utf8()),
            ('”' | '"', Some(start)) => {
                out.push(Span::new(offset + start, offset + at));
                open = None;
            }
            _ => {}
        }
    }
    if let Some(start) = open {
        out.push(Span::new(offset + start, offset + text.len()));
    }
}

fn kind_of(content: Span, marked: &[Span]) -> QuoteKind {
    let inside: usize = marked
        .iter()
        .filter(|m| m.overlaps(content))
        .map(|m| m.end.min(content.end) - m.start.max(content.start))
        .sum();
    match inside * 10 / content.len().max(1) {
        8.. => QuoteKind::Direct,
        0 => QuoteKind::Indirect,
        _ => QuoteKind::Mixed,
    }
}

fn word_count(document: &Document, span: Span) -> usize {
    document.words(span).split_whitespace().count()
}

/// Quoted speech whose cue does not govern it: the verb of saying nearest to it in its paragraph, else the speaker before.
fn spoken(knowledge: &Knowledge, document: &Document, span: Span, found: &[Quote]) -> Quote {
    let cue = nearest_cue(knowledge, document, span);
    let before = found.iter().rev().find(|q| q.content.end <= span.start && q.source.is_some());
    let (cue_token, source_token) = match cue {
        Some(cue) => (Some(cue), source_of(document, cue)),
        None => (None, before.and_then(|q| q.source_token)),
    };
    Quote {
        source: source_token.and_then(|s| nominal_span(document, s)),
        source_token,
        cue: cue_token.map(|c| document.tokens[c].span),
        cue_token,
        content: span,
        kind: QuoteKind::Direct,
    }
}

fn nearest_cue(knowledge: &Knowledge, document: &Document, span: Span) -> Option<usize> {
    let sentence = |s: &crate::Sentence| s.span.overlaps(span);
    let paragraph = document.sentences.iter().find(|s| sentence(s))?.paragraph;
    let distance = |t: usize| {
        let at = document.tokens[t].span;
        if at.start >= span.end { at.start - span.end } else { span.start.saturating_sub(at.end) }
    };
    let sentences = document.sentences.iter().filter(|s| s.paragraph == paragraph);
    let tokens = sentences.flat_map(|s| s.tokens.clone());
    let cues = tokens.filter(|&t| {
        let verb = &document.tokens[t];
        verb.upos == Upos::Verb
            && !span.contains(verb.span)
            && knowledge.pack.attribution.verbs.contains(&verb.lemma)
            && source_of(document, t).is_some()
    });
    cues.min_by_key(|&t| distance(t)).filter(|&t| distance(t) < 60)
}
