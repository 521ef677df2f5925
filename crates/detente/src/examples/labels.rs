//! The examples of statuses, channels, sectors and modes.

use super::{Failure, code, overlaps, told, touches};
use crate::Engine;
use crate::record::EventRecord;
use detente_knowledge::{Label, LabelAccept, LabelReject};

/// So many accepted and rejected sentences each label has at least, beside those that are goals.
const ENOUGH: (usize, usize) = (6, 4);

/// One label, and how an event shows it.
struct Labelled<'a> {
    folder: String,
    label: &'a Label,
    /// Whether an event has the label of that code, at those words of the text where it has a place there.
    shows: Shows<'a>,
}

/// An event, the code of a label, words, and the text that they stand in.
type Shows<'a> = Box<dyn Fn(&EventRecord, &str, &str, &str) -> bool + 'a>;

/// Labels whose examples do not come out as they should, or that have too few, among those whose place is wanted.
pub fn labels(engine: &Engine, wanted: &dyn Fn(&str) -> bool) -> Vec<Failure> {
    let of = |l: &Labelled<'_>| wanted(&l.place());
    all(engine).iter().filter(|l| of(l)).flat_map(|label| label.check(engine)).collect()
}

/// How many examples all labels have.
pub fn count(engine: &Engine) -> usize {
    all(engine).iter().map(|l| l.label.accept.len() + l.label.reject.len()).sum()
}

/// How many of them are goals.
pub fn count_of_goals(engine: &Engine) -> usize {
    let goals = |l: &Labelled<'_>| l.label.accept.iter().filter(|a| a.open.is_some()).count();
    all(engine).iter().map(goals).sum()
}

fn all(engine: &Engine) -> Vec<Labelled<'_>> {
    let pack = &engine.knowledge.pack;
    let mut out = Vec::new();
    for label in &pack.sectors {
        out.push(Labelled { folder: "sectors".to_string(), label, shows: Box::new(sector) });
    }
    for label in &pack.statuses {
        out.push(Labelled { folder: "statuses".to_string(), label, shows: Box::new(status) });
    }
    for label in &pack.channels {
        out.push(Labelled { folder: "channels".to_string(), label, shows: Box::new(channel) });
    }
    for kind in &pack.types {
        for label in &kind.mode {
            let shows = |event: &EventRecord, code: &str, words: &str, text: &str| {
                event.kind == kind.code
                    && event.modes.iter().any(|m| m == code)
                    && touches(event.start, event.end, words, text)
            };
            out.push(Labelled { folder: format!("modes/{}", kind.code), label, shows: Box::new(shows) });
        }
    }
    out
}

fn sector(event: &EventRecord, code: &str, words: &str, text: &str) -> bool {
    let sides = event.actors.iter().chain(&event.recipients);
    let own: Vec<_> = sides.filter(|p| p.sector.as_deref() == Some(code)).cloned().collect();
    overlaps(&own, words, text)
}

fn status(event: &EventRecord, code: &str, words: &str, text: &str) -> bool {
    event.status.as_str() == code && touches(event.start, event.end, words, text)
}

/// The words of a channel may stand outside the clause of the event.
fn channel(event: &EventRecord, code: &str, _: &str, _: &str) -> bool {
    event.channel.as_deref() == Some(code)
}

/// Whether the channel of an event is named by these words.
fn names(event: &EventRecord, words: &str) -> bool {
    event.channel_text.as_deref().is_some_and(|t| words.contains(t) || t.contains(words))
}

impl Labelled<'_> {
    fn check(&self, engine: &Engine) -> Vec<Failure> {
        let Label { accept, reject, border, rule, .. } = self.label;
        let mut out: Vec<Failure> = accept.iter().filter_map(|e| self.accepted(engine, e)).collect();
        out.extend(reject.iter().filter_map(|e| self.rejected(engine, e)));
        let right = accept.iter().filter(|a| a.open.is_none()).count();
        if right < ENOUGH.0 || reject.len() < ENOUGH.1 || border.is_empty() || rule.is_empty() {
            let found = format!("{right} accepted, {} rejected, {} borders", reject.len(), border.len());
            let wanted = format!("{} accepted, {} rejected, a border and a rule", ENOUGH.0, ENOUGH.1);
            out.push(self.failure(true, "", wanted, found));
        }
        out
    }

    fn accepted(&self, engine: &Engine, example: &LabelAccept) -> Option<Failure> {
        let found = code(engine, &example.text);
        let there = example.text.contains(&example.words);
        let (code, words, text) = (&self.label.code, &example.words, &example.text);
        let named = |e: &EventRecord| self.folder != "channels" || names(e, words);
        let shown = found.iter().any(|e| (self.shows)(e, code, words, text) && named(e));
        let wanted = match &example.open {
            Some(_) => "that `open` is taken out, for it comes out right now".to_string(),
            None => format!("{} at \"{}\"", self.label.code, example.words),
        };
        let wrong = shown == example.open.is_some() || !there;
        wrong.then(|| self.failure(true, &example.text, wanted, listed(&found)))
    }

    fn rejected(&self, engine: &Engine, example: &LabelReject) -> Option<Failure> {
        let found = code(engine, &example.text);
        let shows = |code: &str| found.iter().any(|e| (self.shows)(e, code, &example.words, &example.text));
        let there = example.text.contains(&example.words);
        let instead = example.instead.as_deref().filter(|code| !code.is_empty());
        let right = instead.is_none_or(|code| shows(code) || found.iter().any(|e| e.kind == code));
        let wrong = !there || shows(&self.label.code) || !right;
        let wanted =
            || format!("not {}, but {}: {}", self.label.code, instead.unwrap_or("nothing"), example.why);
        wrong.then(|| self.failure(false, &example.text, wanted(), listed(&found)))
    }

    /// The file, below the codebook and without its ending.
    fn place(&self) -> String {
        format!("{}/{}", self.folder, self.label.code)
    }

    fn failure(&self, accepted: bool, text: &str, wanted: String, found: String) -> Failure {
        Failure { place: self.place(), accepted, text: text.to_string(), wanted, found }
    }
}

fn listed(found: &[EventRecord]) -> String {
    found.iter().map(told).collect::<Vec<_>>().join("\n")
}
