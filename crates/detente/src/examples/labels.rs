//! The examples of sectors, statuses and channels.

use super::{Failure, code, overlaps, told};
use crate::Engine;
use crate::record::EventRecord;
use detente_knowledge::schema::Example;

/// The examples of one label.
struct Labelled<'a> {
    folder: &'static str,
    code: &'a str,
    example: &'a [Example],
    /// Whether an event has the label, at the words of the example where it has a place in the text.
    shows: fn(&EventRecord, &str, &Example) -> bool,
}

/// Labels whose examples do not come out as they should, or that have less than two.
pub fn labels(engine: &Engine) -> Vec<Failure> {
    all(engine).iter().flat_map(|label| label.check(engine)).collect()
}

/// How many examples all labels have.
pub fn count(engine: &Engine) -> usize {
    all(engine).iter().map(|label| label.example.len()).sum()
}

fn all(engine: &Engine) -> Vec<Labelled<'_>> {
    let pack = &engine.knowledge.pack;
    let sectors = pack.sectors.iter().map(|s| Labelled {
        folder: "sectors",
        code: &s.code,
        example: &s.example,
        shows: |event, code, example| {
            let sides = event.actors.iter().chain(&event.recipients);
            let own: Vec<_> = sides.filter(|p| p.sector.as_deref() == Some(code)).cloned().collect();
            example.words.iter().all(|words| overlaps(&own, words, &example.text))
        },
    });
    let statuses = pack.statuses.iter().map(|s| Labelled {
        folder: "statuses",
        code: &s.code,
        example: &s.example,
        shows: |event, code, _| event.status.as_str() == code,
    });
    let channels = pack.channels.iter().map(|c| Labelled {
        folder: "channels",
        code: &c.code,
        example: &c.example,
        shows: |event, code, _| event.channel.as_deref() == Some(code),
    });
    sectors.chain(statuses).chain(channels).collect()
}

impl Labelled<'_> {
    fn check(&self, engine: &Engine) -> Vec<Failure> {
        let mut out: Vec<Failure> = self.example.iter().filter_map(|e| self.failed(engine, e)).collect();
        if self.example.len() < 2 {
            out.push(self.failure("", "at least two examples".to_string(), String::new()));
        }
        out
    }

    fn failed(&self, engine: &Engine, example: &Example) -> Option<Failure> {
        if let Some(words) = example.words.iter().find(|w| !example.text.contains(w.as_str())) {
            return Some(self.failure(&example.text, format!("\"{words}\" in the sentence"), String::new()));
        }
        let found = code(engine, &example.text);
        let shown = found.iter().any(|event| (self.shows)(event, self.code, example));
        let wanted = match &example.open {
            Some(_) => "that `open` is taken out, for it comes out right now",
            None => self.code,
        };
        let listed = found.iter().map(told).collect::<Vec<_>>().join("\n");
        (shown == example.open.is_some()).then(|| self.failure(&example.text, wanted.to_string(), listed))
    }

    fn failure(&self, text: &str, wanted: String, found: String) -> Failure {
        let place = format!("{}/{}", self.folder, self.code);
        Failure { place, accepted: true, text: text.to_string(), wanted, found }
    }
}
