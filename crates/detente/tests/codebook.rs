//! The examples of the codebook: each accepted sentence gives its event, each rejected one gives none of the type.
//!
//! A failing example is printed with what came out instead. `CODEBOOK=agree cargo test --test codebook` runs the files whose
//! name holds that word.

use detente::pipeline::Processed;
use detente::record::{EventRecord, ParticipantRecord};
use detente::{Engine, pipeline, read};
use detente_knowledge::schema::{Accept, Reject};
use std::sync::OnceLock;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::embedded().expect("the embedded parts fit"))
}

fn process(text: &str) -> Processed {
    let published = jiff::civil::Date::new(2018, 6, 15).ok();
    pipeline::process(engine(), read::text(text, &read::Hints { published, ..read::Hints::default() }))
}

/// A set of examples: where it stands, the type, the sentences.
struct Set<'a> {
    place: String,
    kind: &'a str,
    accept: &'a [Accept],
    reject: &'a [Reject],
}

fn sets() -> Vec<Set<'static>> {
    let pack = &engine().knowledge.pack;
    let types = pack.types.iter().map(|t| Set { place: format!("types/{}", t.code), kind: &t.code, accept: &t.accept, reject: &t.reject });
    let entries =
        pack.entries.iter().map(|e| Set { place: format!("lexicon/{}", e.id), kind: &e.kind, accept: &e.accept, reject: &e.reject });
    let only = std::env::var("CODEBOOK").unwrap_or_default();
    types.chain(entries).filter(|s| s.place.to_lowercase().contains(&only.to_lowercase())).collect()
}

fn overlaps(participants: &[ParticipantRecord], words: &str, text: &str) -> bool {
    let Some(at) = text.find(words) else { return false };
    let start = text[..at].chars().count();
    let end = start + words.chars().count();
    participants.iter().any(|p| p.start < end && start < p.end)
}

fn is(event: &EventRecord, kind: &str, wanted: &Accept) -> bool {
    let all = |words: &[String], side: &[ParticipantRecord]| words.iter().all(|w| overlaps(side, w, &wanted.text));
    let joint = event.reciprocal && all(&wanted.recipient, &event.actors);
    event.kind == kind
        && all(&wanted.actor, &event.actors)
        && (all(&wanted.recipient, &event.recipients) || joint)
        && wanted.status.as_ref().is_none_or(|s| event.status.as_str() == s)
        && wanted.mode.as_ref().is_none_or(|m| event.modes.contains(m))
}

fn told(processed: &Processed) -> String {
    let one = |e: &EventRecord| {
        let names = |ps: &[ParticipantRecord]| ps.iter().map(|p| format!("{} [{}]", p.text, p.code.as_deref().unwrap_or("?"))).collect::<Vec<_>>().join(" + ");
        format!("      {} {} ({}) -> ({}) by {:?} {:?} {}", e.kind, e.status.as_str(), names(&e.actors), names(&e.recipients), e.trigger.text, e.modes, e.reasons[0].1)
    };
    processed.records.iter().map(one).collect::<Vec<_>>().join("\n")
}

fn asserted(event: &EventRecord) -> bool {
    !matches!(event.status, detente::Status::Hypothetical | detente::Status::Denied)
}

#[test]
fn accepted_examples_give_their_event() {
    let (mut failed, mut count) = (Vec::new(), 0);
    for set in sets() {
        for wanted in set.accept {
            count += 1;
            let processed = process(&wanted.text);
            if !processed.records.iter().any(|e| is(e, set.kind, wanted)) {
                failed.push(format!("{}: {:?}\n      wants {:?} -> {:?} {:?} {:?}\n{}", set.place, wanted.text, wanted.actor, wanted.recipient, wanted.status, wanted.mode, told(&processed)));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} accepted examples fail:\n{}", failed.len(), failed.join("\n"));
}

#[test]
fn rejected_examples_give_no_event_of_the_type() {
    let (mut failed, mut count) = (Vec::new(), 0);
    for set in sets() {
        for unwanted in set.reject {
            count += 1;
            let processed = process(&unwanted.text);
            if processed.records.iter().any(|e| e.kind == set.kind && asserted(e)) {
                failed.push(format!("{}: {:?}\n      {}\n{}", set.place, unwanted.text, unwanted.why, told(&processed)));
            }
        }
    }
    assert!(failed.is_empty(), "{} of {count} rejected examples fail:\n{}", failed.len(), failed.join("\n"));
}
