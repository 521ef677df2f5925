//! What a step found, one find a row, as `detente look` writes it.
//!
//! Every row begins with `document_id, start, end, text`. Sentences and the words in them are counted from 1, as
//! CoNLL-U does it, and a head of 0 is the root.

use crate::Words;
use crate::conllu::Analysis;
use crate::event::{Day, rounded};
use crate::layout::{Column, Flat, cell, column, joined};
use detente::{
    Actor, Article, Claim, CodePoints, Document, Grounded, Mention, Participant, Sentence, Span, Token,
};
use serde::Serialize;

/// A text with what is needed to say where something stands in it.
pub struct Places<'a> {
    article: &'a Article,
    points: CodePoints,
    words: Words,
}

/// Where something stands, in code points, with its words.
#[derive(Debug, Clone, Serialize)]
pub struct At<'a> {
    document_id: &'a str,
    start: Option<usize>,
    end: Option<usize>,
    text: Option<&'a str>,
}

impl<'a> Places<'a> {
    /// Prepares an article.
    pub fn new(article: &'a Article, words: Words) -> Places<'a> {
        Places { article, points: CodePoints::new(&article.text), words }
    }

    /// A span in bytes as a place in code points.
    pub fn at(&self, span: Span) -> At<'a> {
        let text = self.words.of(span.of(&self.article.text));
        At {
            document_id: &self.article.id,
            start: Some(self.point(span.start)),
            end: Some(self.point(span.end)),
            text,
        }
    }

    fn point(&self, byte: usize) -> usize {
        self.points.at(&self.article.text, byte)
    }

    fn ends(&self, span: Option<Span>) -> (Option<usize>, Option<usize>) {
        (span.map(|s| self.point(s.start)), span.map(|s| self.point(s.end)))
    }
}

impl At<'_> {
    fn cells(&self) -> Vec<String> {
        vec![self.document_id.to_string(), cell(&self.start), cell(&self.end), cell(&self.text)]
    }

    fn with<const N: usize>(&self, more: [String; N]) -> Vec<String> {
        let mut cells = self.cells();
        cells.extend(more);
        cells
    }
}

const DOCUMENT: Column = column("document_id", "id of the article");
const START: Column = column("start", "first code point in the article's text");
const END: Column = column("end", "first code point behind it");
const TEXT: Column = column("text", "the words");

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
        &[DOCUMENT, START, END, TEXT, column("kind", "PER ORG LOC EVENT OTHER")];

    fn cells(&self) -> Vec<String> {
        self.at.with([self.kind.to_string()])
    }
}

/// Somebody who can act. A mention of several ("both Koreas") gives a row for each; one of nobody known a row without code.
#[derive(Debug, Serialize)]
pub struct ActorRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    code: Option<String>,
    country: Option<&'a str>,
    sector: Option<&'a str>,
    name: Option<&'a str>,
    role: Option<&'a str>,
    kind: &'static str,
    reason: String,
}

/// Rows of the actors.
pub fn actors<'a>(grounded: &'a Grounded, words: Words) -> Vec<ActorRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let mut rows = Vec::new();
    for mention in &grounded.mentions {
        rows.extend(mention.actors.iter().map(|a| actor(&places, mention, Some(a))));
        if mention.actors.is_empty() {
            rows.push(actor(&places, mention, None));
        }
    }
    rows
}

fn actor<'a>(places: &Places<'a>, mention: &'a Mention, actor: Option<&'a Actor>) -> ActorRow<'a> {
    ActorRow {
        at: places.at(mention.span),
        code: actor.and_then(Actor::code),
        country: actor.and_then(|a| a.country.as_deref()),
        sector: actor.and_then(|a| a.sector.as_deref()),
        name: actor
            .and_then(|a| a.name.as_deref().filter(|_| a.code().is_some() || places.words == Words::Quoted)),
        role: actor.and_then(|a| a.role.as_deref()),
        kind: mention.kind.as_str(),
        reason: places.words.of_reason(&mention.reason),
    }
}

impl Flat for ActorRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("code", "country and sector"),
        column("country", "country or international code"),
        column("sector", "sector"),
        column("name", "name in the tables"),
        column("role", "office on that day"),
        column("kind", "country demonym metonym person organisation outlet agent anaphor"),
        column("reason", "why the words stand for this actor, or for none"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.code),
            cell(&self.country),
            cell(&self.sector),
            cell(&self.name),
            cell(&self.role),
            self.kind.to_string(),
            self.reason.clone(),
        ])
    }
}

/// A mention of a place.
#[derive(Debug, Serialize)]
pub struct PlaceRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    geonames_id: Option<u64>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    country: Option<&'a str>,
    kind: &'a str,
    name: &'a str,
}

/// Rows of the places, countries and demonyms too.
pub fn places<'a>(grounded: &'a Grounded, words: Words) -> Vec<PlaceRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let row = |p: &'a detente::PlaceMention| PlaceRow {
        at: places.at(p.span),
        geonames_id: p.geonames_id,
        latitude: p.latitude,
        longitude: p.longitude,
        country: p.country.as_deref(),
        kind: &p.kind,
        name: &p.name,
    };
    grounded.places.iter().map(row).collect()
}

impl Flat for PlaceRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("geonames_id", "id in GeoNames"),
        column("latitude", "degrees north"),
        column("longitude", "degrees east"),
        column("country", "ISO 3166 alpha-3"),
        column("kind", "town region country demonym sea venue …"),
        column("name", "name in the gazetteer"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.geonames_id),
            cell(&self.latitude),
            cell(&self.longitude),
            cell(&self.country),
            self.kind.to_string(),
            self.name.to_string(),
        ])
    }
}

/// An expression of time.
#[derive(Debug, Serialize)]
pub struct TimeRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    #[serde(rename = "type")]
    kind: &'static str,
    value: &'a str,
    begin: Option<Day>,
    #[serde(rename = "last")]
    end: Option<Day>,
    precision: &'static str,
}

/// Rows of the expressions of time.
pub fn times<'a>(grounded: &'a Grounded, words: Words) -> Vec<TimeRow<'a>> {
    let places = Places::new(&grounded.document.article, words);
    let row = |t: &'a detente::Time| TimeRow {
        at: places.at(t.span),
        kind: t.kind.as_str(),
        value: &t.value,
        begin: t.begin.map(Day),
        end: t.end.map(Day),
        precision: t.precision.as_str(),
    };
    grounded.times.iter().map(row).collect()
}

impl Flat for TimeRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("type", "DATE TIME DURATION SET"),
        column("value", "TIMEX3 value"),
        column("begin", "first day, ISO 8601"),
        column("last", "last day, ISO 8601"),
        column("precision", "day week month season year vague"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            self.kind.to_string(),
            self.value.to_string(),
            cell(&self.begin),
            cell(&self.end),
            self.precision.to_string(),
        ])
    }
}

/// A quotation. Its own place goes from the first to the last of source, cue and content.
#[derive(Debug, Serialize)]
pub struct QuoteRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    source_start: Option<usize>,
    source_end: Option<usize>,
    cue_start: Option<usize>,
    cue_end: Option<usize>,
    content_start: Option<usize>,
    content_end: Option<usize>,
    kind: &'static str,
}

/// Rows of the quotations.
pub fn quotes<'a>(document: &'a Document, words: Words) -> Vec<QuoteRow<'a>> {
    let places = Places::new(&document.article, words);
    let row = |q: &'a detente::Quote| {
        let whole = [q.source, q.cue].into_iter().flatten().fold(q.content, Span::cover);
        let ((source_start, source_end), (cue_start, cue_end)) = (places.ends(q.source), places.ends(q.cue));
        let (content_start, content_end) = places.ends(Some(q.content));
        let (at, kind) = (places.at(whole), q.kind.as_str());
        QuoteRow { at, source_start, source_end, cue_start, cue_end, content_start, content_end, kind }
    };
    document.quotes.iter().map(row).collect()
}

impl Flat for QuoteRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("source_start", "first code point of who speaks"),
        column("source_end", "first code point behind"),
        column("cue_start", "first code point of the word of saying"),
        column("cue_end", "first code point behind"),
        column("content_start", "first code point of what is said"),
        column("content_end", "first code point behind"),
        column("kind", "direct indirect mixed"),
    ];

    fn cells(&self) -> Vec<String> {
        self.at.with([
            cell(&self.source_start),
            cell(&self.source_end),
            cell(&self.cue_start),
            cell(&self.cue_end),
            cell(&self.content_start),
            cell(&self.content_end),
            self.kind.to_string(),
        ])
    }
}

/// A claim, before claims of the same happening are joined to events.
#[derive(Debug, Serialize)]
pub struct ClaimRow<'a> {
    #[serde(flatten)]
    at: At<'a>,
    #[serde(rename = "type")]
    kind: &'a str,
    mode: &'a [String],
    status: &'static str,
    actors: Vec<String>,
    recipients: Vec<String>,
    trigger_start: Option<usize>,
    trigger_end: Option<usize>,
    entry: &'a str,
    confidence: f64,
    reasons: Vec<String>,
}

/// Rows of the claims.
pub fn claims<'a>(article: &'a Article, claims: &'a [Claim], words: Words) -> Vec<ClaimRow<'a>> {
    let places = Places::new(article, words);
    let row = |c: &'a Claim| {
        let (trigger_start, trigger_end) = places.ends(Some(c.trigger_span));
        ClaimRow {
            at: places.at(c.evidence),
            kind: &c.kind,
            mode: &c.modes,
            status: c.status.as_str(),
            actors: c.actors.iter().map(|p| called(p, words)).collect(),
            recipients: c.recipients.iter().map(|p| called(p, words)).collect(),
            trigger_start,
            trigger_end,
            entry: &c.entry,
            confidence: rounded(c.confidence),
            reasons: c.reasons.iter().map(|r| words.of_reason(r)).collect(),
        }
    };
    claims.iter().map(row).collect()
}

fn called(p: &Participant, words: Words) -> String {
    let name = || p.actor.name.clone().filter(|_| words == Words::Quoted);
    p.actor.code().or_else(name).unwrap_or_default()
}

impl Flat for ClaimRow<'_> {
    const COLUMNS: &'static [Column] = &[
        DOCUMENT,
        START,
        END,
        TEXT,
        column("type", "event type"),
        column("mode", "modes, joined by ;"),
        column(
            "status",
            "happened ongoing planned proposed threatened denied disputed hypothetical historical",
        ),
        column("actors", "codes, or names without one, joined by ;"),
        column("recipients", "codes, or names without one, joined by ;"),
        column("trigger_start", "first code point of the predicate"),
        column("trigger_end", "first code point behind it"),
        column("entry", "entry of the lexicon"),
        column("confidence", "0 to 1"),
        column("reasons", "why type and status are what they are, joined by ;"),
    ];

    fn cells(&self) -> Vec<String> {
        let all = |values: &[String]| joined(values.iter().map(String::as_str));
        self.at.with([
            self.kind.to_string(),
            all(self.mode),
            self.status.to_string(),
            all(&self.actors),
            all(&self.recipients),
            cell(&self.trigger_start),
            cell(&self.trigger_end),
            self.entry.to_string(),
            self.confidence.to_string(),
            all(&self.reasons),
        ])
    }
}
