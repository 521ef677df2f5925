//! A clause of saying put into what it reports: "The talks, he said, would go on".

use super::Finder;
use crate::{Quote, Span};
use detente_english::Upos;

/// An inserted clause has at most so many tokens behind its verb.
const TAIL: usize = 10;

impl Finder<'_> {
    pub(super) fn inserted(&self, cue: usize) -> Option<Quote> {
        let document = self.document;
        let verb = &document.tokens[cue];
        let kind = self.clause_kind(cue).filter(|_| verb.upos == Upos::Verb)?;
        let source = document.child(cue, "nsubj").filter(|_| document.child(cue, "obj").is_none())?;
        let (left, right) = self.borders(cue, source)?;
        // The parser hangs it on a noun as often as on the verb.
        let around = document.ancestors(cue).find(|&above| {
            let tokens = document.subtree(above);
            tokens.first().is_some_and(|t| *t < left)
                && tokens.last().is_some_and(|t| *t > right || self.ends(right))
        })?;
        let inside = document.subtree_without(around, |t| t == cue);
        Some(self.quote(Some(source), cue, document.cover(&inside)?, kind))
    }

    /// The signs before and behind the clause, as tokens.
    fn borders(&self, cue: usize, source: usize) -> Option<(usize, usize)> {
        let document = self.document;
        let sentence = document.sentence_of(cue).tokens.clone();
        let span = self.nominal_span(source)?;
        let first =
            (sentence.start..=source).find(|&t| document.tokens[t].span.start >= span.start)?.min(cue);
        let left = first.checked_sub(1).filter(|&t| t >= sentence.start && self.is_border(t))?;
        let last = sentence.end.checked_sub(1)?;
        let right = (cue + 1..=last.min(cue + TAIL)).find(|&t| t > source && self.is_border(t))?;
        let own = |t: usize| document.is_below(t, cue);
        (cue + 1..right).all(own).then_some((left, right))
    }

    fn is_border(&self, token: usize) -> bool {
        matches!(self.document.form(token), "," | "-" | "--" | "–" | "—" | "(" | ")" | "." | ";")
    }

    fn ends(&self, token: usize) -> bool {
        let end = self.document.tokens[token].span.end;
        let rest = Span::new(end, self.document.sentence_of(token).span.end.max(end));
        !self.document.words(rest).contains(char::is_alphanumeric)
    }
}
