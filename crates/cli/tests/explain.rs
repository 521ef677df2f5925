//! `detente explain`: why an event has its code, and why two actors have none.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

mod support;

use serde_json::Value;
use support::{Folder, folder, record};

fn ids(folder: &Folder) -> Vec<String> {
    let run = folder.run(&["code", "in.jsonl", "--status", "all"]).ended(0);
    let rows = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    rows.map(|row| row["event_id"].as_str().unwrap().to_string()).collect()
}

#[test]
fn an_event_is_explained_by_what_was_done() {
    let folder = folder();
    let text = "Angela Merkel praised Chile. She will meet the president of Ghana in Accra next week.";
    folder.write("in.jsonl", record("1", text));
    let ids = ids(&folder);
    assert_eq!(ids.len(), 2);
    let run = folder.run(&["explain", &ids[1], "in.jsonl"]).ended(0);
    for wanted in [
        "AGREE DEUGOV → GHAGOV, planned",
        "\"meet\" opens consult/meet",
        "actor at subj",
        "\"will\": planned",
        "CONSULT planned is AGREE",
        "× 0.85: who is meant by \"She\"",
        "without the words that give the status: CONSULT, happened",
        "border to CONSULT",
    ] {
        assert!(run.stdout.contains(wanted), "{wanted}: {}", run.stdout);
    }
}

#[test]
fn nothing_between_two_actors_has_its_reasons() {
    let folder = folder();
    let text = "Kenya praised Qatar. Peru might attack Denmark. Peru, Denmark: blue lamps. \
                Norway attacked a hill near Malta.";
    folder.write("in.jsonl", record("1", text));
    let why = |asked: &str| folder.run(&["explain", "--why-not", asked, "in.jsonl"]).ended(0).stdout;
    for (asked, wanted) in [
        ("KEN,QAT", "coded between them"),
        ("QAT,KEN", "coded the other way round"),
        ("KEN,DNK", "they are never named, or meant by a pronoun, in one sentence"),
        ("Kenya,FRA", "FRA: nobody in the text is understood to be that"),
        ("PER,Denmark", "not written: hypothetical"),
        ("PER,Denmark", "no word of it opens an entry of the lexicon"),
        ("NOR,MLT", "\"attacked\" was tried"),
    ] {
        let said = why(asked);
        assert!(said.contains(wanted), "{asked}: {said}");
    }
}
