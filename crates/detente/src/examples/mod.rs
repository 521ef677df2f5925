//! The codebook's examples as tests: each accepted sentence gives its event, each rejected one none of the type.

mod labels;
mod themes;

pub use labels::{count, count_of_goals, labels};
pub use themes::{count as count_of_themes, themes};

use crate::record::{EventRecord, ParticipantRecord};
use crate::{Engine, Status, pipeline, read};
use detente_knowledge::schema::{Accept, Reject};
use std::fmt;

/// A set of examples: one file of the codebook.
#[derive(Debug, Clone, Copy)]
pub struct Set<'a> {
    /// `types` or `lexicon`.
    pub folder: &'static str,
    /// Path in that folder, without its ending.
    pub file: &'a str,
    kind: &'a str,
    accept: &'a [Accept],
    reject: &'a [Reject],
}

/// An example that does not come out as it should.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file, such as `lexicon/agree/accept_proposal`.
    pub place: String,
    /// Whether the sentence is an accepted or a rejected example.
    pub accepted: bool,
    /// The sentence.
    pub text: String,
    /// What was wanted.
    pub wanted: String,
    /// What came out, one event a line.
    pub found: String,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}\n  wants {}\n  found {}", self.place, self.text, self.wanted, self.found)
    }
}

/// All sets of the engine's codebook, types first.
pub fn sets(engine: &Engine) -> Vec<Set<'_>> {
    let pack = &engine.knowledge.pack;
    let types = pack.types.iter().map(|t| Set {
        folder: "types",
        file: &t.code,
        kind: &t.code,
        accept: &t.accept,
        reject: &t.reject,
    });
    let entries = pack.entries.iter().map(|e| Set {
        folder: "lexicon",
        file: &e.id,
        kind: &e.kind,
        accept: &e.accept,
        reject: &e.reject,
    });
    types.chain(entries).collect()
}

impl Set<'_> {
    /// How many sentences the set has.
    pub fn len(&self) -> usize {
        self.accept.len() + self.reject.len()
    }

    /// How many of them the English model is known to misread.
    pub fn misread(&self) -> usize {
        self.accept.iter().filter(|a| a.misread.is_some()).count()
    }

    /// Whether the file has no examples.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The examples of the set that do not come out as they should.
    pub fn check(&self, engine: &Engine) -> Vec<Failure> {
        let accepted = self.accept.iter().filter_map(|wanted| self.accepted(engine, wanted));
        let rejected = self.reject.iter().filter_map(|unwanted| self.rejected(engine, unwanted));
        accepted.chain(rejected).collect()
    }

    fn accepted(&self, engine: &Engine, wanted: &Accept) -> Option<Failure> {
        let found = code(engine, &wanted.text);
        let right = found.iter().any(|e| is(e, self.kind, wanted));
        let about = match &wanted.misread {
            Some(_) => "that `misread` is taken out, for it is read right now".to_string(),
            None => {
                format!("{:?} -> {:?} {:?} {:?}", wanted.actor, wanted.recipient, wanted.status, wanted.mode)
            }
        };
        (right == wanted.misread.is_some()).then(|| self.failure(true, &wanted.text, about, &found))
    }

    fn rejected(&self, engine: &Engine, unwanted: &Reject) -> Option<Failure> {
        let found = code(engine, &unwanted.text);
        let wrong = found
            .iter()
            .any(|e| e.kind == self.kind && !matches!(e.status, Status::Hypothetical | Status::Denied));
        wrong.then(|| {
            self.failure(false, &unwanted.text, format!("no {}: {}", self.kind, unwanted.why), &found)
        })
    }

    fn failure(&self, accepted: bool, text: &str, wanted: String, found: &[EventRecord]) -> Failure {
        let found = found.iter().map(told).collect::<Vec<_>>().join("\n");
        Failure {
            place: format!("{}/{}", self.folder, self.file),
            accepted,
            text: text.to_string(),
            wanted,
            found,
        }
    }
}

/// Codes one sentence as if it had been published on a Friday of June 2018.
fn code(engine: &Engine, text: &str) -> Vec<EventRecord> {
    let published = jiff::civil::Date::new(2018, 6, 15).ok();
    pipeline::process(engine, read::text(text, &read::Hints { published, ..read::Hints::default() })).records
}

fn is(event: &EventRecord, kind: &str, wanted: &Accept) -> bool {
    let all =
        |words: &[String], side: &[ParticipantRecord]| words.iter().all(|w| overlaps(side, w, &wanted.text));
    let both: Vec<ParticipantRecord> = event.actors.iter().chain(&event.recipients).cloned().collect();
    // Who meets whom has no direction: the parties may stand on either side.
    let joint = event.reciprocal && all(&wanted.actor, &both) && all(&wanted.recipient, &both);
    event.kind == kind
        && (joint || all(&wanted.actor, &event.actors) && all(&wanted.recipient, &event.recipients))
        && wanted.status.as_ref().is_none_or(|s| event.status.as_str() == s)
        && wanted.mode.as_ref().is_none_or(|m| event.modes.contains(m))
        && wanted
            .trigger
            .as_ref()
            .is_none_or(|t| touches(event.trigger.start, event.trigger.end, t, &wanted.text))
}

fn overlaps(participants: &[ParticipantRecord], words: &str, text: &str) -> bool {
    participants.iter().any(|p| touches(p.start, p.end, words, text))
}

/// Whether a range of code points touches the words where they first stand in the text.
fn touches(start: usize, end: usize, words: &str, text: &str) -> bool {
    let Some(at) = text.find(words) else { return false };
    let first = text.get(..at).map_or(0, |t| t.chars().count());
    start < first + words.chars().count() && first < end
}

fn told(event: &EventRecord) -> String {
    let one = |p: &ParticipantRecord| format!("{} [{}]", p.text, p.code.as_deref().unwrap_or("?"));
    let names = |ps: &[ParticipantRecord]| ps.iter().map(one).collect::<Vec<_>>().join(" + ");
    let entry = event.reasons.first().map_or("", |r| r.1.as_str());
    let (status, words) = (event.status.as_str(), &event.trigger.text);
    let channel = event.channel.as_ref().map_or(String::new(), |c| format!(" {c}"));
    format!(
        "{} {status} ({}) -> ({}) by \"{words}\" {:?}{channel}, {entry}",
        event.kind,
        names(&event.actors),
        names(&event.recipients),
        event.modes
    )
}
