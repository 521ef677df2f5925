//! When: the time that a predicate's own clause gives, or why there is none.
//!
//! The day of publication never stands in for a day that is not stated, and the day of a statement is not that of what it
//! states. Deadlines are in [`super::due`].

use super::Coder;
use super::frames::Frame;
use crate::{Precision, Time, TimeKind, When};

impl Coder<'_> {
    /// The day or range of days of a predicate; `content` gives it where the act itself lies ahead.
    pub fn when(&self, frame: &Frame<'_>, ahead: bool) -> Result<When, String> {
        let inside = |t: &&Time| frame.content.iter().any(|&c| self.document.is_below(t.tokens.start, c));
        let near = self.times_near(frame.trigger);
        let dated: Vec<&Time> = near.iter().filter(|t| !self.is_deadline(t)).copied().collect();
        let own = dated.iter().find(|t| !inside(t)).or_else(|| dated.iter().find(|_| ahead));
        match own {
            Some(time) => self.days(time),
            None if !dated.is_empty() => Err("not stated: the date belongs to what was said".into()),
            None if !near.is_empty() => Err("not stated: only by when".into()),
            None => Err(self.why_not(frame.trigger)),
        }
    }

    /// The day or range of days of a clause, if it gives one.
    pub fn when_of(&self, verb: usize) -> Option<When> {
        self.times_near(verb).iter().find(|t| !self.is_deadline(t)).and_then(|time| self.days(time).ok())
    }

    /// The clause of which a predicate tells what came before it: "cut ties *after* a crowd stormed the embassy".
    pub fn comes_after(&self, trigger: usize) -> Option<usize> {
        let carrier = self.support_verb(trigger).map_or(trigger, |(verb, _)| verb);
        let token = &self.document.tokens[carrier];
        let after = |m: usize| self.document.tokens[m].lemma == "after";
        token.head.filter(|_| token.is("advcl") && self.document.children(carrier, "mark").any(after))
    }

    /// What there is instead of a time: a length, a time of another clause, or what the text spoke of before.
    fn why_not(&self, trigger: usize) -> String {
        let sentence = self.document.sentence_of(trigger);
        let said = self
            .grounded
            .times
            .iter()
            .find(|t| sentence.span.contains(t.span) && self.is_of_saying(trigger, t));
        if let Some(time) = said {
            return format!("not stated: \"{}\" is when it was said", self.document.words(time.span));
        }
        let told = |t: &&Time| {
            let dated = matches!(t.kind, TimeKind::Date | TimeKind::Time) && t.precision == Precision::Day;
            dated && t.span.end <= sentence.span.start && t.begin.is_some()
        };
        match self.grounded.times.iter().rev().find(told) {
            Some(time) => format!(
                "not stated in its sentence; the text last spoke of \"{}\" ({})",
                self.document.words(time.span),
                time.value
            ),
            None => "not stated".into(),
        }
    }

    fn days(&self, time: &Time) -> Result<When, String> {
        let (first, last) = self.range_of(time);
        match (first.begin, last.end) {
            (Some(begin), Some(end)) if begin <= end => {
                let vague = time.kind == TimeKind::Duration && begin < end;
                let precision = if vague { Precision::Vague } else { time.precision.max(last.precision) };
                let precision =
                    if time.kind == TimeKind::Duration && !vague { Precision::Day } else { precision };
                let reason = match time.anchor {
                    Some(anchor) => {
                        format!("\"{}\" {} ({anchor})", self.document.words(time.span), time.reason)
                    }
                    None => format!("\"{}\" {}", self.document.words(time.span), time.reason),
                };
                Ok(When { begin, end, precision, span: first.span.cover(last.span), reason })
            }
            _ if self.document.article.published.is_none() => Err(format!(
                "\"{}\" depends on the publication date, which is not known",
                self.document.words(time.span)
            )),
            _ => Err(format!("\"{}\" has no place on the calendar", self.document.words(time.span))),
        }
    }

    /// "Between Monday and Wednesday", "from March 3 to April 5": the two times of one range.
    fn range_of<'t>(&'t self, time: &'t Time) -> (&'t Time, &'t Time) {
        let all = &self.grounded.times;
        let at = all.iter().position(|t| t.span == time.span);
        let joined = |a: &Time, b: &Time| {
            let opens = a
                .tokens
                .start
                .checked_sub(1)
                .map(|t| self.document.form(t).to_lowercase())
                .unwrap_or_default();
            let between = self.document.form(a.tokens.end).to_lowercase();
            let one = a.tokens.end + 1 == b.tokens.start;
            one && match opens.as_str() {
                "between" => between == "and",
                "from" => matches!(between.as_str(), "to" | "until" | "till" | "through"),
                _ => between == "through",
            }
        };
        let behind = at.and_then(|i| all.get(i + 1)).filter(|b| joined(time, b));
        let before = at.and_then(|i| all.get(i.checked_sub(1)?)).filter(|a| joined(a, time));
        (before.unwrap_or(time), behind.unwrap_or(time))
    }

    /// Times of a predicate's clause and of the clauses that it depends on, nearest in the tree first.
    fn times_near(&self, trigger: usize) -> Vec<&Time> {
        let mut found: Vec<(usize, usize, &Time)> = Vec::new();
        let on_calendar = |t: &&Time| match t.kind {
            TimeKind::Date | TimeKind::Time => true,
            TimeKind::Duration => t.begin.is_some(),
            TimeKind::Set => false,
        };
        for time in self.grounded.times.iter().filter(on_calendar) {
            if let Some(distance) = self.distance(trigger, time.tokens.clone()) {
                found.push((distance, time.tokens.start.abs_diff(trigger), time));
            }
        }
        found.sort_by_key(|(distance, words, time)| (*distance, *words, time.span));
        found.into_iter().map(|(_, _, time)| time).collect()
    }

    /// The token of a time on which its others depend.
    fn head_of(&self, tokens: std::ops::Range<usize>) -> Option<usize> {
        tokens.clone().find(|&t| self.document.tokens[t].head.is_none_or(|h| !tokens.contains(&h)))
    }

    /// Steps in the tree between a predicate and a time: down its own clause, or up to a clause above and one step down.
    fn distance(&self, trigger: usize, tokens: std::ops::Range<usize>) -> Option<usize> {
        let sentence = self.document.tokens[trigger].sentence;
        let head = self.head_of(tokens)?;
        if self.document.tokens[head].sentence != sentence || self.is_aside(head, trigger) {
            return None;
        }
        let up: Vec<usize> = std::iter::once(head).chain(self.document.ancestors(head)).collect();
        if let Some(below) = up.iter().position(|&t| t == trigger) {
            let within = up[..below].iter().all(|&t| !self.opens_clause(t));
            return (within && !self.is_before_mark(trigger, head)).then_some(below);
        }
        let owner =
            *up.iter().skip(1).find(|&&t| self.document.tokens[t].upos == detente_english::Upos::Verb)?;
        let mut at = trigger;
        for (steps, above) in self.document.ancestors(trigger).enumerate() {
            let t = &self.document.tokens[at];
            if t.is("acl:relcl") || t.is("ccomp") || t.is("parataxis") && steps > 0 || self.is_sequel(at) {
                return None;
            }
            if above == owner {
                return Some(steps + 5);
            }
            at = above;
        }
        None
    }

    /// Whether a time is that of the verb of saying above a predicate, not of what is said.
    fn is_of_saying(&self, trigger: usize, time: &Time) -> bool {
        let Some(head) = self.head_of(time.tokens.clone()) else { return false };
        let mut at = trigger;
        for above in self.document.ancestors(trigger) {
            let content = self.document.tokens[at].is("ccomp") || self.document.tokens[at].is("parataxis");
            if content && (self.document.tokens[head].head == Some(above) || self.is_before_mark(at, head)) {
                return true;
            }
            at = above;
        }
        false
    }

    /// "Said on Friday that it tested": a time before the "that" of a clause is not the clause's.
    fn is_before_mark(&self, clause: usize, time: usize) -> bool {
        let that = |&m: &usize| self.document.tokens[m].lemma == "that";
        self.document.tokens[clause].is("ccomp")
            && self.document.children(clause, "mark").filter(that).any(|m| m > time)
    }

    /// "After expelling the envoy, Norway closed its consulate on Monday": not on one day.
    fn is_sequel(&self, clause: usize) -> bool {
        let sequel = |m: usize| {
            matches!(self.document.tokens[m].lemma.as_str(), "after" | "before" | "since" | "until")
        };
        self.document.tokens[clause].is("advcl") && self.document.children(clause, "mark").any(sequel)
    }

    /// A clause with a time and a place of its own.
    fn opens_clause(&self, token: usize) -> bool {
        ["acl", "advcl", "ccomp", "parataxis", "appos"].iter().any(|r| self.document.tokens[token].is(r))
    }

    /// A time that says since when nothing like it happened, or that is part of a name or of the kind of a thing ("the 2018
    /// Winter Olympics", "the 1967 borders").
    fn is_aside(&self, head: usize, trigger: usize) -> bool {
        let since = self.document.preposition(head).is_some_and(|p| p == "since");
        let token = &self.document.tokens[head];
        let within = token.head.filter(|_| ["compound", "nummod", "nmod:desc"].contains(&token.deprel));
        let inside = within.is_some_and(|h| self.document.tokens[h].upos == detente_english::Upos::Propn);
        let year = self.document.form(head).bytes().all(|b| b.is_ascii_digit());
        let kind = within.is_some_and(|h| {
            year && h != trigger && self.document.tokens[h].upos == detente_english::Upos::Noun
        });
        since || inside || kind
    }

    /// Whether a token belongs to the clause of a predicate itself, not to one inside it.
    pub(super) fn in_own_clause(&self, token: usize, trigger: usize) -> bool {
        let carrier = self.support_verb(trigger).map_or(trigger, |(verb, _)| verb);
        let up = std::iter::once(token).chain(self.document.ancestors(token));
        up.take_while(|&t| t != trigger && t != carrier).all(|t| !self.opens_clause(t))
    }
}
