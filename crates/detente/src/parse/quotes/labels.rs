//! Speakers set before or behind their words by a sign: "SALEM: We will go.", "“…” ― Ali Salem", "Poll: voters undecided".

use super::Finder;
use crate::{Quote, QuoteKind, Sentence, Span};
use detente_knowledge::NameKind;
use std::collections::BTreeMap;

/// A label has at most so many words.
const LABEL_WORDS: usize = 4;

impl Finder<'_> {
    pub(super) fn labels(&self, quotes: &mut Vec<Quote>) {
        let found = self.transcript().into_iter().chain(self.signed()).chain(self.headlines());
        for quote in found {
            if quotes.iter().any(|q| q.cue == quote.cue) {
                continue;
            }
            quotes.retain(|q| q.source.is_some() || !quote.content.contains(q.content));
            quotes.push(quote);
        }
    }

    /// Paragraphs that begin with a speaker in capitals and a colon, when one of them speaks twice.
    fn transcript(&self) -> Vec<Quote> {
        let labelled: Vec<(usize, Span)> = self.paragraphs().filter_map(|p| self.capitals(p)).collect();
        let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
        for &(colon, end) in &labelled {
            *turns.entry(self.label(colon, end)).or_default() += 1;
        }
        if !turns.values().any(|&n| n > 1) {
            return Vec::new();
        }
        labelled.into_iter().filter_map(|(colon, whole)| self.turn(colon, whole)).collect()
    }

    fn label(&self, colon: usize, whole: Span) -> &str {
        self.document.words(Span::new(whole.start, self.document.tokens[colon].span.start))
    }

    fn turn(&self, colon: usize, whole: Span) -> Option<Quote> {
        let sign = self.document.tokens[colon].span;
        let content = self.trimmed(Span::new(sign.end, whole.end));
        let source = Span::new(whole.start, sign.start);
        Some(self.labelled(source, colon, content, QuoteKind::Direct)).filter(|_| !content.is_empty())
    }

    fn labelled(&self, source: Span, sign: usize, content: Span, kind: QuoteKind) -> Quote {
        let document = self.document;
        let inside = |t: &usize| source.contains(document.tokens[*t].span);
        let tokens: Vec<usize> = document.sentence_of(sign).tokens.clone().filter(inside).collect();
        let head = tokens.iter().find(|t| document.tokens[**t].head.is_none_or(|h| !tokens.contains(&h)));
        Quote {
            source: Some(source),
            source_token: head.copied(),
            cue: Some(document.tokens[sign].span),
            cue_token: Some(sign),
            content,
            kind,
        }
    }

    /// The first sentence of each kept paragraph with the span of the paragraph.
    fn paragraphs(&self) -> impl Iterator<Item = (&Sentence, Span)> {
        let mut last = None;
        self.document.sentences.iter().filter_map(move |s| {
            let first = last != Some(s.paragraph);
            last = Some(s.paragraph);
            first.then(|| (s, self.document.article.paragraphs[s.paragraph].span))
        })
    }

    /// The colon behind a label in capitals.
    fn capitals(&self, (sentence, whole): (&Sentence, Span)) -> Option<(usize, Span)> {
        let mut tokens = sentence.tokens.clone().take(LABEL_WORDS + 1);
        let colon = tokens.find(|&t| self.document.form(t) == ":")?;
        let label =
            self.document.words(Span::new(sentence.span.start, self.document.tokens[colon].span.start));
        let capitals = label.chars().any(char::is_alphabetic) && !label.chars().any(char::is_lowercase);
        (capitals && label.len() > 2).then_some((colon, Span::new(sentence.span.start, whole.end)))
    }

    /// A quoted paragraph with a dash and a name behind it.
    fn signed(&self) -> Vec<Quote> {
        self.paragraphs().filter_map(|(_, whole)| self.signature(whole)).collect()
    }

    fn signature(&self, whole: Span) -> Option<Quote> {
        let document = self.document;
        let mark =
            self.marks_in(whole).next().filter(|m| whole.contains(*m) && m.start <= whole.start + 4)?;
        let sentences = document.sentences.iter().filter(|s| whole.contains(s.span));
        let mut tokens =
            sentences.flat_map(|s| s.tokens.clone()).filter(|&t| document.tokens[t].span.start >= mark.end);
        let dash = tokens.find(|&t| matches!(document.form(t), "―" | "—" | "–" | "--" | "-"))?;
        let between = Span::new(mark.end, document.tokens[dash].span.start);
        let name = self.trimmed(Span::new(document.tokens[dash].span.end, whole.end));
        let words = document.words(name);
        let named =
            words.starts_with(char::is_uppercase) && words.split_whitespace().count() <= 2 * LABEL_WORDS;
        let plain =
            !document.words(between).contains(char::is_alphanumeric) && !words.contains(['“', '"', '”']);
        (named && plain).then(|| self.labelled(name, dash, mark, QuoteKind::Direct))
    }

    /// "Minister: talks will go on", and the other way round when the words are quoted.
    fn headlines(&self) -> Vec<Quote> {
        // A title with a full stop counts as a sentence of the text.
        let mut sentences = self.document.sentences.iter();
        let first = sentences.next();
        first.into_iter().chain(sentences.filter(|s| s.heading)).filter_map(|s| self.headline(s)).collect()
    }

    fn headline(&self, sentence: &Sentence) -> Option<Quote> {
        let document = self.document;
        let colon = sentence.tokens.clone().find(|&t| document.form(t) == ":")?;
        let before = sentence.tokens.start..colon;
        let nominal = |t: usize| {
            document.tokens[t].is_nominal()
                || matches!(document.tokens[t].upos.as_str(), "ADJ" | "ADP" | "DET" | "PART")
        };
        let name = before.clone().all(|t| document.tokens[t].upos.as_str() == "PROPN" && !self.is_place(t));
        let speaker = name || before.clone().any(|t| self.is_headline_speaker(t));
        if before.is_empty() || before.len() > LABEL_WORDS || !before.clone().all(nominal) || !speaker {
            return None;
        }
        let source = Span::new(sentence.span.start, document.tokens[colon - 1].span.end);
        let content = self.trimmed(Span::new(document.tokens[colon].span.end, sentence.span.end));
        let quoted = |m: &Span| !self.says_more(content, *m);
        let content = self.marks_in(content).find(quoted).unwrap_or(content);
        Some(self.labelled(source, colon, content, self.kind_of(content, 0)))
            .filter(|q| !q.content.is_empty())
    }

    fn is_headline_speaker(&self, token: usize) -> bool {
        let lemma = self.document.tokens[token].lemma.to_lowercase();
        self.cues.documents.contains(&lemma)
            || self.knowledge.agent(&lemma).is_some()
            || self.document.names.iter().any(|n| n.tokens.contains(&token) && self.is_person(n))
    }

    /// "Syria: rebels advance" names where, not who.
    fn is_place(&self, token: usize) -> bool {
        let place = |k: &NameKind| matches!(k, NameKind::Country(_) | NameKind::Seat(_) | NameKind::Place(_));
        self.document.names.iter().any(|n| n.tokens.contains(&token) && n.kinds.first().is_some_and(place))
    }

    fn is_person(&self, name: &crate::KnownName) -> bool {
        name.kinds.first().is_some_and(|k| self.knowledge.person(*k).is_some())
    }
}
