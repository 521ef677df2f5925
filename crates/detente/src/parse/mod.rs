//! Parse: what do the sentences say?
//!
//! Kept paragraphs become sentences and tokens, the English model gives trees, and quotations are found over them.
//! Headlines, which news writes with capitals everywhere, go through the same model.

mod names;
mod quotes;
mod repair;
mod tree;

use crate::{Article, Document, Paragraph, ParagraphKind, Sentence, Span, Token};
use detente_english::{English, Word, segment};
use detente_knowledge::Knowledge;

/// Sentences, trees and quotations of an article. Cannot fail: a text without sentences gives an empty document.
pub fn parse(english: &English, knowledge: &Knowledge, article: Article) -> Document {
    let mut document = split(article);
    document.names = names::find(knowledge, &document);
    let words = {
        let text = &document.article.text;
        let forms: Vec<Vec<&str>> = document
            .sentences
            .iter()
            .map(|s| document.tokens[s.tokens.clone()].iter().map(|t| t.span.of(text)).collect())
            .collect();
        english.parse_with_names(&forms, &names_by_sentence(&document))
    };
    for (index, words) in words.into_iter().enumerate() {
        let first = document.sentences[index].tokens.start;
        for (offset, word) in words.into_iter().enumerate() {
            fill(&mut document.tokens[first + offset], word, first);
        }
    }
    document.renew_children();
    repair::possessors(&mut document);
    repair::verbs(&mut document);
    repair::objects(&mut document);
    repair::announcements(&mut document);
    names::settle(&mut document);
    document.quotes = quotes::quotes(knowledge, &document);
    document
}

/// Sentences and bare tokens of the kept paragraphs.
fn split(article: Article) -> Document {
    let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
    // The model knows English alone: trees of another language would be made up.
    let read = |p: &Paragraph| p.kept() && !article.is_foreign();
    for (number, paragraph) in article.paragraphs.iter().enumerate().filter(|(_, p)| read(p)) {
        let heading = paragraph.kind != ParagraphKind::Body;
        // "GENEVA, Nov. 24 (Reuters) - " is no part of the first sentence's grammar.
        let words = paragraph.span.of(&article.text);
        let dateline = crate::read::dateline(words).filter(|_| !heading).map_or(0, |d| d.length);
        let offset = paragraph.span.start + dateline;
        for part in segment(&words[dateline..]) {
            let first = tokens.len();
            let shift = |r: std::ops::Range<usize>| Span::new(r.start + offset, r.end + offset);
            tokens.extend(part.tokens.into_iter().map(|range| bare(shift(range), sentences.len())));
            let span = shift(part.span);
            sentences.push(Sentence { span, tokens: first..tokens.len(), paragraph: number, heading });
        }
    }
    Document { article, sentences, tokens, names: Vec::new(), quotes: Vec::new() }
}

/// Ranges of names in words of their sentences.
fn names_by_sentence(document: &Document) -> Vec<Vec<std::ops::Range<usize>>> {
    let mut out = vec![Vec::new(); document.sentences.len()];
    for name in &document.names {
        let sentence = document.tokens[name.tokens.start].sentence;
        let first = document.sentences[sentence].tokens.start;
        out[sentence].push(name.tokens.start - first..name.tokens.end - first);
    }
    out
}

fn bare(span: Span, sentence: usize) -> Token {
    Token {
        span,
        lemma: String::new(),
        upos: detente_english::Upos::X,
        xpos: "",
        feats: "_",
        head: None,
        deprel: "root",
        children: Vec::new(),
        sentence,
        name: "O",
    }
}

fn fill(token: &mut Token, word: Word, first: usize) {
    token.lemma = word.lemma;
    token.upos = word.upos;
    token.xpos = word.xpos;
    token.feats = word.feats;
    token.head = word.head.checked_sub(1).map(|head| head + first);
    token.deprel = word.deprel;
    token.name = word.name;
}
