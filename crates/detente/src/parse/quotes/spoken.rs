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
        let whole = self.is_sentence(mark) && self.opens(sentence.span, mark);
        let before = found.iter().filter(|q| q.content.end <= mark.start && q.kind.is_speech());
        let before = before.max_by_key(|q| q.content.end);
        let back =
            |q: &Quote| self.paragraph(q.content).map(|p| sentence.paragraph - p.min(sentence.paragraph));
        let here = before.filter(|q| whole && q.source.is_some() && back(q) == Some(0));
        // Whole sentences go on with the speaker before them, unless a cue stands right beside them.
        let reach = if here.is_some() { BESIDE } else { CUE_REACH };
        if let Some(cue) = self.nearest_cue(mark, sentence.paragraph, reach) {
            return Some(self.direct(self.source_of(cue), Some(cue), mark, before));
        }
        if let Some(quote) = here {
            return Some(self.direct(quote.source_token, quote.cue_token, mark, before));
        }
        let first = self.document.sentences.iter().find(|s| s.paragraph == sentence.paragraph)?;
        let goes_on =
            |q: &&Quote| q.kind == QuoteKind::Direct && back(q) == Some(1) && self.opens(first.span, mark);
        let source = before.filter(goes_on).and_then(|q| q.source_token);
        whole.then(|| self.direct(source, None, mark, before))
    }

    /// Whether no word stands between the begin of a sentence and a quoted stretch.
    fn opens(&self, sentence: Span, mark: Span) -> bool {
        let between = Span::new(sentence.start.min(mark.start), mark.start);
        !self.document.words(between).contains(char::is_alphanumeric)
    }

    fn paragraph(&self, at: Span) -> Option<usize> {
        self.document.sentences.iter().find(|s| s.span.overlaps(at)).map(|s| s.paragraph)
    }

    /// Direct speech; a source that spoke before keeps the words by which it was named.
    fn direct(&self, source: Option<usize>, cue: Option<usize>, mark: Span, before: Option<&Quote>) -> Quote {
        let same = before.filter(|q| source.is_some() && q.source_token == source);
        Quote {
            source: same.and_then(|q| q.source).or_else(|| self.nominal_span(source?)),
            source_token: source,
            cue: cue.map(|c| self.document.tokens[c].span),
            cue_token: cue,
            content: mark,
            kind: QuoteKind::Direct,
        }
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
                && !self.is_marked(verb.span)
                && self.cues.verbs.contains(&verb.lemma)
                && self.source_of(t).is_some()
        });
        cues.min_by_key(|&t| distance(t)).filter(|&t| distance(t) < reach)
    }
}
