//! Sentences, tokens and names.

use super::{At, DOCUMENT, END, Places, START, TEXT};
use crate::Words;
use crate::conllu::Analysis;
use crate::layout::{Column, Flat, cell, column};
use detente::{Document, Sentence, Span, Token};
use serde::Serialize;

/// A sentence.
#[derive(Debug, Serialize)]
pub struct SentenceRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    sentence: usize,
    heading: bool,
}

/// Rows of the sentences.
pub fn sentences<'a>(document: &'a Document, words: Words) -> Vec<SentenceRow<'a>> {
    let places = Places::new(&document.article, words);
    let row = |(i, s): (usize, &Sentence)| SentenceRow {
        at: places.at(s.span),
        sentence: i + 1,
        heading: s.heading,
    };
    document.sentences.iter().enumerate().map(row).collect()
}

impl Flat for SentenceRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("sentence", "number of the sentence"),
        column("heading", "true for a headline or a heading"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([self.sentence.to_string(), self.heading.to_string()])
    }
}

/// A token.
#[derive(Debug, Serialize)]
pub struct TokenRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    sentence: usize,
    id: usize,
    lemma: Option<&'a str>,
    upos: &'a str,
    xpos: &'a str,
    feats: &'a str,
    head: usize,
    deprel: &'a str,
}

/// Rows of the tokens.
pub fn tokens<'a>(document: &'a Document, words: Words) -> Vec<TokenRow<'a>> {
    let places = Places::new(&document.article, words);
    document.tokens.iter().enumerate().map(|(i, t)| token(document, &places, i, t)).collect()
}

fn token<'a>(document: &Document, places: &Places<'a>, index: usize, token: &'a Token) -> TokenRow<'a> {
    let first = document.sentences.get(token.sentence).map_or(0, |s| s.tokens.start);
    TokenRow {
        at: places.at(token.span),
        sentence: token.sentence + 1,
        id: index - first + 1,
        lemma: places.words.of(&token.lemma),
        upos: token.upos.as_str(),
        xpos: token.xpos,
        feats: token.feats,
        head: token.head.map_or(0, |h| h - first + 1),
        deprel: token.deprel,
    }
}

impl<'a> TokenRow<'a> {
    /// The row of a word that was given without a text, so that it stands nowhere.
    pub fn given(
        document_id: &'a str,
        sentence: usize,
        id: usize,
        form: &'a str,
        a: &Analysis<'a>,
        words: Words,
    ) -> TokenRow<'a> {
        TokenRow {
            at: At { document_id, start: None, end: None, text: words.of(form) },
            sentence,
            id,
            lemma: words.of(a.lemma),
            upos: a.upos,
            xpos: a.xpos,
            feats: a.feats,
            head: a.head,
            deprel: a.deprel,
        }
    }
}

impl Flat for TokenRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("sentence", "number of the sentence"),
        column("id", "number of the word in its sentence"),
        column("lemma", "dictionary form"),
        column("upos", "universal part of speech"),
        column("xpos", "Penn Treebank tag"),
        column("feats", "universal features, _ for none"),
        column("head", "number of the word it depends on, 0 for the root"),
        column("deprel", "universal relation to the head"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            self.sentence.to_string(),
            self.id.to_string(),
            cell(&self.lemma),
            self.upos.to_string(),
            self.xpos.to_string(),
            self.feats.to_string(),
            self.head.to_string(),
            self.deprel.to_string(),
        ])
    }
}

/// A name, as the English model sees it.
#[derive(Debug, Serialize)]
pub struct NameRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    kind: &'static str,
}

/// Rows of the names; `tags` holds for each token `B-` or `I-` with the kind of the name, or `O`.
pub fn names<'a>(document: &'a Document, tags: &[&'static str], words: Words) -> Vec<NameRow<'a>> {
    let places = Places::new(&document.article, words);
    let mut found: Vec<(Span, &'static str, usize)> = Vec::new();
    for (token, tag) in document.tokens.iter().zip(tags) {
        let Some((position, kind)) = tag.split_once('-') else { continue };
        match found.last_mut() {
            Some((span, last, sentence))
                if position == "I" && *last == kind && *sentence == token.sentence =>
            {
                *span = span.cover(token.span);
            }
            _ => found.push((token.span, kind, token.sentence)),
        }
    }
    found.into_iter().map(|(span, kind, _)| NameRow { at: places.at(span), kind }).collect()
}

impl Flat for NameRow<'_> {
    const COLUMNS: &'static [Column] =
        &[DOCUMENT, START, END, TEXT, column("kind", "PER ORG LOC GROUP EVENT OTHER")];

    fn cells(&self) -> Vec<String> {
        self.at.with([self.kind.to_string()])
    }
}
