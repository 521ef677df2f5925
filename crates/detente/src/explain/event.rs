//! Why an event has its code.

use super::{Line, Outline, any_of, headline, quoted, told};
use crate::code::{Outcome, Trial, trials};
use crate::pipeline::Processed;
use crate::{Claim, CodePoints, Engine, Event, Participant};
use detente_knowledge::{Entry, Pattern};
use std::collections::BTreeMap;

/// Why the event with that id has its code; `None` when the article has no such event.
pub fn event(engine: &Engine, processed: &Processed, id: &str) -> Option<Vec<Line>> {
    let event = processed.events.iter().find(|event| event.id == id)?;
    let all = trials(&engine.knowledge, engine.judge(), &processed.grounded);
    let own: Vec<&Trial> = all.iter().filter(|t| t.trigger == event.claim.trigger).collect();
    let asked = Asked { engine, processed, event, own };
    let mut out = Outline::default();
    asked.words(&mut out);
    asked.entry(&mut out);
    asked.status(&mut out);
    asked.speakers(&mut out);
    asked.confidence(&mut out);
    asked.otherwise(&mut out);
    asked.reports(&mut out);
    Some(out.0)
}

struct Asked<'a> {
    engine: &'a Engine,
    processed: &'a Processed,
    event: &'a Event,
    /// What was tried at the event's predicate.
    own: Vec<&'a Trial>,
}

impl Asked<'_> {
    fn claim(&self) -> &Claim {
        &self.event.claim
    }

    fn words(&self, out: &mut Outline) {
        let (claim, document) = (self.claim(), &self.processed.grounded.document);
        out.line(0, format!("{} · {}", self.event.id, headline(claim)));
        out.line(1, quoted(document, claim.evidence));
        out.line(0, "Who");
        let party = |part: &str, p: &Participant| {
            let code = p.code().unwrap_or_else(|| "without a code".to_string());
            format!("{part} {}: {code}; {}", quoted(document, p.span), p.reason)
        };
        claim.actors.iter().for_each(|p| out.line(1, party("actor", p)));
        claim.recipients.iter().for_each(|p| out.line(1, party("recipient", p)));
        if let Some(reason) = &claim.recipient_reason {
            out.line(1, format!("recipient: {reason}"));
        }
    }

    fn entry(&self, out: &mut Outline) {
        let claim = self.claim();
        let fired = self.own.iter().find_map(|trial| match trial.outcome {
            Outcome::Coded { pattern, .. } => Some(pattern),
            _ => None,
        });
        out.line(0, "Entry and frame");
        let document = &self.processed.grounded.document;
        let word = quoted(document, claim.trigger_span);
        let Some(entry) = self.engine.knowledge.pack.entries.iter().find(|e| e.id == claim.entry) else {
            return;
        };
        out.line(1, format!("{word} opens {} ({}): {}", entry.id, entry.kind, entry.about));
        if let Some(pattern) = fired.and_then(|pattern| entry.pattern.get(pattern)) {
            frame(entry, pattern).into_iter().for_each(|line| out.line(1, line));
        }
    }

    fn status(&self, out: &mut Outline) {
        let claim = self.claim();
        out.line(
            0,
            format!("Status: {}{}", claim.status.as_str(), if claim.alleged { ", alleged" } else { "" }),
        );
        if claim.reasons.is_empty() {
            out.line(1, "no word around the predicate says otherwise");
        }
        claim.reasons.iter().for_each(|reason| out.line(1, reason.clone()));
    }

    fn speakers(&self, out: &mut Outline) {
        let speaker = |s: &crate::Speaker| {
            let cue = s.cue.as_ref().map_or_else(String::new, |cue| format!(", \"{cue}\""));
            format!("{} ({}{cue})", s.name, s.kind.as_str())
        };
        out.section(0, "According to", self.claim().attribution.iter().map(speaker));
    }

    fn confidence(&self, out: &mut Outline) {
        out.line(0, format!("Confidence: {:.3}", self.claim().confidence));
        let fired = if self.claim().is_by_judge_alone() {
            "0.9: no entry of the lexicon fired, the judge is sure"
        } else {
            "0.9: an entry of the lexicon fired"
        };
        out.line(1, fired);
        for trial in &self.own {
            match &trial.outcome {
                Outcome::Inferred { factor, what } => out.line(1, format!("× {factor}: {what}")),
                Outcome::Judged { says, confidence } => {
                    out.line(
                        1,
                        format!(
                            "{confidence:.3} by the curve of codebook/confidence.toml: the judge says {says}"
                        ),
                    );
                }
                _ => {}
            }
        }
    }

    /// What else could have been coded at the predicate.
    fn otherwise(&self, out: &mut Outline) {
        let claim = self.claim();
        let document = &self.processed.grounded.document;
        let mut lines = Vec::new();
        for trial in &self.own {
            match &trial.outcome {
                Outcome::WithoutCues { kind, status } if (kind, *status) != (&claim.kind, claim.status) => {
                    lines
                        .push(format!("without the words that give the status: {kind}, {}", status.as_str()));
                }
                Outcome::Coded { .. }
                | Outcome::WithoutCues { .. }
                | Outcome::Inferred { .. }
                | Outcome::Judged { .. } => {}
                _ => lines.push(told(document, trial)),
            }
        }
        lines.dedup();
        if let Some(kind) = self.engine.knowledge.event_type(&claim.kind) {
            lines.extend(kind.border.iter().map(|b| format!("border to {}: {}", b.with, b.rule)));
        }
        out.section(0, "What would have changed the code", lines);
    }

    fn reports(&self, out: &mut Outline) {
        let document = &self.processed.grounded.document;
        let text = &document.article.text;
        let points = CodePoints::new(text);
        let report = |claim: &Claim| {
            let (start, end) = (points.at(text, claim.evidence.start), points.at(text, claim.evidence.end));
            format!("{start} to {end}: {}", quoted(document, claim.evidence))
        };
        out.section(0, "Further reports in the article", self.event.others.iter().map(report));
    }
}

/// Where a pattern takes its parties from, and on which conditions.
fn frame(entry: &Entry, pattern: &Pattern) -> Vec<String> {
    let mut out = Vec::new();
    let mut positions = |what: &str, positions: &[String]| {
        if !positions.is_empty() {
            out.push(format!("{what} at {}", any_of(positions)));
        }
    };
    positions("actor", &pattern.actor);
    positions("recipient", &pattern.recipient);
    positions("content", &pattern.content);
    let conditions = |verb: &str, all: &BTreeMap<String, Vec<String>>| -> Vec<String> {
        all.iter().map(|(position, words)| format!("{verb} at {position}: {}", any_of(words))).collect()
    };
    out.extend(conditions("needs", &pattern.need));
    out.extend(conditions("must not have", &pattern.not));
    if entry.reciprocal || pattern.reciprocal {
        out.push("several actors do it with each other".to_string());
    }
    out
}
