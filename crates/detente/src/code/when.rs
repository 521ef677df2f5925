//! When: the time that a predicate's own clause gives, or why there is none.

use super::Coder;
use super::frames::Frame;
use crate::{Time, TimeKind, When};
use jiff::civil::Date;

impl Coder<'_> {
    /// The day or range of days of a predicate; `content` gives it where the act itself lies ahead.
    pub fn when(&self, frame: &Frame<'_>, ahead: bool) -> Result<When, String> {
        let inside = |t: &&Time| frame.content.iter().any(|&c| self.document.is_below(t.tokens.start, c));
        let dated: Vec<&Time> = self.times_near(frame.trigger);
        let own = dated.iter().find(|t| !inside(t)).or_else(|| dated.iter().find(|_| ahead));
        match own {
            Some(time) => self.days(time),
            None if dated.is_empty() => Err("not stated".into()),
            None => Err("not stated: the date belongs to what was said".into()),
        }
    }

    /// The day or range of days of a clause, if it gives one.
    pub fn when_of(&self, verb: usize) -> Option<When> {
        self.times_near(verb).first().and_then(|time| self.days(time).ok())
    }

    fn days(&self, time: &Time) -> Result<When, String> {
        match (time.begin, time.end) {
            (Some(begin), Some(end)) => Ok(When { begin, end, precision: time.precision, span: time.span }),
            _ if self.document.article.published.is_none() => Err(format!(
                "\"{}\" depends on the publication date, which is not known",
                self.document.words(time.span)
            )),
            _ => Err(format!("\"{}\" has no place on the calendar", self.document.words(time.span))),
        }
    }

    /// Times of a predicate's clause and of the clauses that it depends on, nearest in the tree first.
    fn times_near(&self, trigger: usize) -> Vec<&Time> {
        let mut found: Vec<(usize, usize, &Time)> = Vec::new();
        for time in self.grounded.times.iter().filter(|t| matches!(t.kind, TimeKind::Date | TimeKind::Time)) {
            if let Some(distance) = self.distance(trigger, time.tokens.clone()) {
                found.push((distance, time.tokens.start.abs_diff(trigger), time));
            }
        }
        found.sort_by_key(|(distance, words, time)| (*distance, *words, time.span));
        found.into_iter().map(|(_, _, time)| time).collect()
    }

    /// Steps in the tree between a predicate and a time: down its own clause, or up to a clause above and one step down.
    fn distance(&self, trigger: usize, tokens: std::ops::Range<usize>) -> Option<usize> {
        let sentence = self.document.tokens[trigger].sentence;
        let head =
            tokens.clone().find(|&t| self.document.tokens[t].head.is_none_or(|h| !tokens.contains(&h)))?;
        if self.document.tokens[head].sentence != sentence || self.is_aside(head) {
            return None;
        }
        let up: Vec<usize> = std::iter::once(head).chain(self.document.ancestors(head)).collect();
        if let Some(below) = up.iter().position(|&t| t == trigger) {
            return up[..below].iter().all(|&t| !self.opens_clause(t)).then_some(below);
        }
        let owner =
            *up.iter().skip(1).find(|&&t| self.document.tokens[t].upos == detente_english::Upos::Verb)?;
        let mut at = trigger;
        for (steps, above) in self.document.ancestors(trigger).enumerate() {
            let t = &self.document.tokens[at];
            if t.is("acl:relcl") || t.is("parataxis") && steps > 0 {
                return None;
            }
            if above == owner {
                return Some(steps + 5);
            }
            at = above;
        }
        None
    }

    /// A clause with a time and a place of its own.
    fn opens_clause(&self, token: usize) -> bool {
        ["acl", "advcl", "ccomp", "parataxis", "appos"].iter().any(|r| self.document.tokens[token].is(r))
    }

    /// A time that says since when nothing like it happened, or that is part of a name ("the 2018 Winter Olympics").
    fn is_aside(&self, head: usize) -> bool {
        let since = self.document.preposition(head).is_some_and(|p| p == "since");
        let token = &self.document.tokens[head];
        let inside = token.head.is_some_and(|h| self.document.tokens[h].upos == detente_english::Upos::Propn);
        since || inside && ["compound", "nummod", "nmod:desc"].contains(&token.deprel)
    }

    /// Whether a token belongs to the clause of a predicate itself, not to one inside it.
    pub(super) fn in_own_clause(&self, token: usize, trigger: usize) -> bool {
        let carrier = self.support_verb(trigger).map_or(trigger, |(verb, _)| verb);
        let up = std::iter::once(token).chain(self.document.ancestors(token));
        up.take_while(|&t| t != trigger && t != carrier).all(|t| !self.opens_clause(t))
    }

    /// By when: the last time inside what was promised or demanded that is not before publication.
    pub fn due(&self, frame: &Frame<'_>) -> Option<Date> {
        let inside = |t: &&Time| frame.content.iter().any(|&c| self.document.is_below(t.tokens.start, c));
        let published = self.document.article.published?;
        let ends = self
            .grounded
            .times
            .iter()
            .filter(|t| t.kind == TimeKind::Date)
            .filter(inside)
            .filter_map(|t| t.end);
        ends.filter(|end| *end >= published).max()
    }
}
