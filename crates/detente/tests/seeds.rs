//! The first real articles, which are somebody's and not part of the project: run where they lie beside it, skipped elsewhere.
//!
//! An event is right when type (or a listed alternative), the actors' and the recipients' countries agree with an entry of
//! `expected.json` and the evidence overlaps. Several right events on one entry, or on entries that report one happening,
//! count once. An asserted event that is right on no entry is invented.

#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test reads its files and may stop")]

use detente::record::{EventRecord, ParticipantRecord};
use detente::{Engine, Status, pipeline, read};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::PathBuf;

struct Score {
    found: BTreeSet<String>,
    core: BTreeSet<String>,
    invented: Vec<String>,
}

fn folder() -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    path.join("expected.json").exists().then_some(path)
}

fn strings(value: &Value) -> BTreeSet<String> {
    value.as_array().into_iter().flatten().filter_map(|v| v.as_str()).map(str::to_string).collect()
}

fn countries(side: &[ParticipantRecord]) -> BTreeSet<String> {
    side.iter().filter_map(|p| p.country.clone()).collect()
}

fn is_right(event: &EventRecord, entry: &Value) -> bool {
    let mut types = strings(&entry["type_alternatives"]);
    types.extend(entry["type"].as_str().map(str::to_string));
    let span =
        (entry["evidence"][0].as_u64().unwrap() as usize, entry["evidence"][1].as_u64().unwrap() as usize);
    let (actors, recipients) = (strings(&entry["actor"]), strings(&entry["recipient"]));
    let (who, whom) = (countries(&event.actors), countries(&event.recipients));
    let union = |a: &BTreeSet<String>, b: &BTreeSet<String>| a.union(b).cloned().collect::<BTreeSet<_>>();
    let joint =
        entry["reciprocal"].as_bool() == Some(true) && union(&who, &whom) == union(&actors, &recipients);
    let optional = entry["recipient_optional"].as_bool() == Some(true) || recipients.is_empty();
    types.contains(&event.kind)
        && (joint || who == actors && (whom == recipients || optional))
        && event.start < span.1
        && span.0 < event.end
}

/// The first entry of those that report one happening.
fn happening(entry: &Value) -> String {
    entry["merge_with"].as_str().or(entry["id"].as_str()).unwrap().to_string()
}

fn score(engine: &Engine, folder: &std::path::Path, expected: &Value) -> Score {
    let entries: Vec<&Value> = expected["events"].as_array().unwrap().iter().collect();
    let is_core = |e: &&&Value| e["merge_with"].is_null() && e["status"] != "historical";
    let core = entries.iter().filter(is_core).map(|e| happening(e)).collect();
    let mut score = Score { found: BTreeSet::new(), core, invented: Vec::new() };
    for article in expected["articles"].as_array().unwrap() {
        let file = article["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let hints = read::Hints {
            published: article["published"].as_str().and_then(|d| d.parse().ok()),
            outlet: article["outlet"].as_str().map(str::to_string),
            ..read::Hints::default()
        };
        let processed = pipeline::process(engine, read::text(&text, &hints));
        let own: Vec<&&Value> = entries.iter().filter(|e| e["article"] == file).collect();
        for event in
            processed.records.iter().filter(|e| !matches!(e.status, Status::Hypothetical | Status::Denied))
        {
            let right: Vec<String> =
                own.iter().filter(|e| is_right(event, e)).map(|e| happening(e)).collect();
            if right.is_empty() {
                let sides = format!("{:?} -> {:?}", countries(&event.actors), countries(&event.recipients));
                score.invented.push(format!(
                    "{} {} {sides} {:?} in {:?}",
                    event.kind,
                    event.status.as_str(),
                    event.trigger.text,
                    event.sentence
                ));
            }
            score.found.extend(right);
        }
    }
    score
}

#[test]
fn the_first_real_articles() {
    let Some(folder) = folder() else {
        println!("skipped: the_first_real_articles needs the seed articles beside the project");
        return;
    };
    let engine = Engine::embedded().unwrap();
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    let score = score(&engine, &folder, &expected);
    let found: Vec<&String> = score.found.intersection(&score.core).collect();
    let missed: Vec<&String> = score.core.difference(&score.found).collect();
    println!(
        "{} of {} core events, {} invented; missed {missed:?}",
        found.len(),
        score.core.len(),
        score.invented.len()
    );
    println!("{}", score.invented.join("\n"));
    assert!(found.len() >= 8, "{found:?}");
    assert!(score.invented.len() <= 6, "{:#?}", score.invented);
}
