//! Direct speech that no word above governs: its cue stands beside it, or its speaker before it.

use super::{Finder, words};
use crate::{Quote, QuoteKind, Span};

/// Shorter quoted stretches are scare quotes or parts of a sentence.
const SPEECH_WORDS: usize = 4;

/// A cue stands at most so far from what is said, in bytes.
const CUE_REACH: usize = 60;

/// A cue stands beside what is said when only marks, commas and blanks are between, in bytes.
const BESIDE: usize = 6;

impl Finder<'_> {
    /// Adds the stretches in quotation marks that are no part of a content yet.
    pub(super) fn spoken(&self, quotes: &mut Vec<Quote>) {
        for &mark in &self.marked {
            // "We stay," he said. "We …": the content of the first may end where the second begins.
            let known = quotes.iter().any(|q| q.content.overlaps(mark));
            if !known && self.word_count(mark) >= SPEECH_WORDS {
                quotes.extend(self.speech(mark, quotes));
            }
        }
    }

    fn word_count(&self, span: Span) -> usize {
        self.document.words(span).split_whitespace().count()
    }

    fn speech(&self, mark: Span, found: &[Quote]) -> Option<Quote> {
        let sentence = self.document.sentences.iter().find(|s| s.span.overlaps(mark))?;
        let begins = !self
            .document
            .words(Span::new(sentence.span.start, mark.start.max(sentence.span.start)))
            .contains(char::is_alphanumeric);
        let whole = begins && self.is_sentence(mark);
        let before = found
            .iter()
            .filter(|q| q.content.end <= mark.start && q.kind.is_speech())
            .max_by_key(|q| q.content.end);
        let paragraph =
            |at: Span| self.document.sentences.iter().find(|s| s.span.overlaps(at)).map(|s| s.paragraph);
        let here = before.filter(|q| paragraph(q.content) == Some(sentence.paragraph) && q.source.is_some());
        // Whole sentences go on with the speaker before them, unless a cue stands right beside them.
        let reach = if whole && here.is_some() { BESIDE } else { CUE_REACH };
        let (source, cue) = match self.nearest_cue(mark, sentence.paragraph, reach) {
            Some(cue) => (self.source_of(cue), Some(cue)),
            None if whole && here.is_some() => (here?.source_token, here?.cue_token),
            None if whole => {
                let first = self.document.sentences.iter().find(|s| s.paragraph == sentence.paragraph)?;
                let opens = first.span.overlaps(mark) || first.span.end >= mark.start;
                let goes_on = before.filter(|q| {
                    q.kind == QuoteKind::Direct
                        && opens
                        && paragraph(q.content) == sentence.paragraph.checked_sub(1)
                });
                (goes_on.and_then(|q| q.source_token), None)
            }
            None => return None,
        };
        let label = before.filter(|q| source.is_some() && q.source_token == source).and_then(|q| q.source);
        Some(Quote {
            source: label.or_else(|| source.and_then(|s| self.nominal_span(s))),
            source_token: source,
            cue: cue.map(|c| self.document.tokens[c].span),
            cue_token: cue,
            content: mark,
            kind: QuoteKind::Direct,
        })
    }

    /// Whether the words begin and end as a sentence does.
    fn is_sentence(&self, mark: Span) -> bool {
        let words = self.document.words(mark).trim();
        words.starts_with(|c: char| c.is_uppercase() || !c.is_alphanumeric())
            && words.ends_with(['.', ',', '?', '!', '…', '—', '-'])
    }

    /// The word of saying nearest to a quoted stretch in its paragraph.
    fn nearest_cue(&self, mark: Span, paragraph: usize, reach: usize) -> Option<usize> {
        let distance = |t: usize| {
            let source = self.source_of(t).map(|s| self.document.tokens[s].span);
            let at = source.map_or(self.document.tokens[t].span, |s| s.cover(self.document.tokens[t].span));
            if at.start >= mark.end { at.start - mark.end } else { mark.start.saturating_sub(at.end) }
        };
        let sentences = self.document.sentences.iter().filter(|s| s.paragraph == paragraph);
        let tokens = sentences.flat_map(|s| s.tokens.clone());
        let cues = tokens.filter(|&t| {
            let verb = &self.document.tokens[t];
            words::is_predicate(self.document, t)
                && !self.marked.iter().any(|m| m.contains(verb.span))
                && self.cues.verbs.contains(&verb.lemma)
                && self.source_of(t).is_some()
        });
        cues.min_by_key(|&t| distance(t)).filter(|&t| distance(t) < reach)
    }
}
