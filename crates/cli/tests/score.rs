//! `detente score`: figures and mistakes over rows that are made up.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy takes helpers of tests for code that is shipped"
)]

mod support;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use support::{Folder, folder};

fn side(countries: &[&str]) -> Value {
    countries.iter().map(|c| json!({ "start": 0, "end": 3, "country": c })).collect()
}

fn gold(document: &str, kind: &str, actors: &[&str], recipients: &[&str], at: (usize, usize)) -> Value {
    json!({
        "document": document, "type": kind, "mode": [], "status": "happened", "alleged": false, "optional": false,
        "actors": side(actors), "recipients": side(recipients), "start": at.0, "end": at.1, "more": [],
        "date": "2018-01", "channel": null,
    })
}

fn coded(document: &str, kind: &str, actors: &[&str], recipients: &[&str], at: (usize, usize)) -> Value {
    json!({
        "document_id": document, "type": kind, "mode": [], "status": "happened", "alleged": false,
        "actors": side(actors), "recipients": side(recipients), "start": at.0, "end": at.1,
        "date": "2018-01-01", "date_end": "2018-01-31", "channel": null,
    })
}

fn with(mut row: Value, field: &str, value: Value) -> Value {
    row[field] = value;
    row
}

fn lines(rows: &[Value]) -> String {
    rows.iter().map(|row| format!("{row}\n")).collect()
}

fn scored(folder: &Folder, gold: &[Value], coded: &[Value], options: &[&str]) -> Vec<Value> {
    folder.write("gold.jsonl", lines(gold)).write("events.jsonl", lines(coded));
    let run =
        folder.run(&[&["score", "events", "gold.jsonl", "events.jsonl", "-f", "jsonl"], options].concat());
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn figure<'a>(rows: &'a [Value], measure: &str, field: &str) -> &'a Value {
    &rows.iter().find(|row| row["measure"] == measure).unwrap_or_else(|| panic!("no {measure}"))[field]
}

const KEY: &str = "type, actor, recipient";

#[test]
fn one_to_one_by_overlap() {
    let gold = [
        gold("a", "ASSAULT", &["SYR"], &["ISR"], (0, 40)),
        gold("a", "ASSAULT", &["SYR"], &["ISR"], (100, 140)),
        gold("a", "CONSULT", &["USA", "PRK"], &[], (200, 240)),
        gold("b", "AID", &["NOR"], &["SDN"], (0, 30)),
    ];
    let coded = [
        // The first one in the file overlaps the second of gold.
        with(coded("a", "ASSAULT", &["SYR"], &["ISR"], (110, 130)), "status", json!("denied")),
        coded("a", "ASSAULT", &["SYR"], &["ISR"], (10, 30)),
        // A third one of the same is neither found nor invented.
        coded("a", "ASSAULT", &["SYR"], &["ISR"], (20, 25)),
        // One way of a mutual event.
        coded("a", "CONSULT", &["PRK"], &["USA"], (300, 310)),
        // The wrong way round.
        coded("b", "AID", &["SDN"], &["NOR"], (0, 30)),
    ];
    let rows = scored(&folder(), &gold, &coded, &[]);
    let counts = ["gold", "output", "found"].map(|field| figure(&rows, KEY, field).as_u64().unwrap());
    assert_eq!(counts, [4, 5, 3]);
    assert_eq!(figure(&rows, KEY, "precision"), 60.0);
    assert_eq!(figure(&rows, KEY, "recall"), 75.0);
    assert_eq!(figure(&rows, KEY, "f1"), 66.667);
    let apart = "pairs of countries";
    let counts = ["gold", "output", "found"].map(|field| figure(&rows, apart, field).as_u64().unwrap());
    assert_eq!(counts, [5, 5, 3]);
    assert_eq!(figure(&rows, "type alone", "found"), 4);
    assert_eq!(figure(&rows, "invented", "output"), 1);
    assert_eq!(figure(&rows, "invented", "per_article"), 0.5);
    assert_eq!(figure(&rows, "found again", "output"), 1);
    assert_eq!(figure(&rows, "evidence overlaps", "right"), 2);
    assert_eq!(figure(&rows, "status right", "right"), 2);
    assert_eq!(figure(&rows, "date right", "right"), 3);
    assert_eq!(figure(&rows, "ASSAULT", "precision"), 66.667);
    assert_eq!(figure(&rows, "AID", "f1"), 0.0);
}

#[test]
fn optional_events_count_neither_way_and_alternatives_are_as_good() {
    let optional = |row| with(row, "optional", json!(true));
    let gold = [
        optional(gold("a", "ACCUSE", &["USA"], &["IRN"], (0, 40))),
        optional(gold("a", "ACCUSE", &["FRA"], &["IRN"], (50, 60))),
        with(gold("a", "COERCE", &["CHN"], &[], (100, 140)), "type_alternatives", json!(["ASSAULT"])),
    ];
    let coded = [
        coded("a", "ACCUSE", &["USA"], &["IRN"], (0, 40)),
        coded("a", "ASSAULT", &["CHN"], &[], (100, 140)),
        coded("elsewhere", "ASSAULT", &["CHN"], &[], (100, 140)),
    ];
    let rows = scored(&folder(), &gold, &coded, &[]);
    let counts = ["gold", "output", "found"].map(|field| figure(&rows, KEY, field).as_u64().unwrap());
    assert_eq!(counts, [1, 1, 1]);
    assert_eq!(figure(&rows, "invented", "output"), 0);
    // It counts under gold's first choice.
    assert_eq!(figure(&rows, "COERCE", "f1"), 100.0);
}

#[test]
fn mistakes_show_their_words_and_what_they_were_taken_for() {
    let folder = folder();
    let text = "é Oslo attacked Rome. Nothing else.";
    folder.write(
        "articles.jsonl",
        lines(&[json!({ "id": "a", "text": text }), json!({ "id": "b", "text": "" })]),
    );
    let gold = [
        gold("a", "ASSAULT", &["NOR"], &["ITA"], (2, 20)),
        gold("c", "ASSAULT", &["NOR"], &["ITA"], (2, 20)),
    ];
    let coded =
        [coded("a", "ACCUSE", &["NOR"], &["ITA"], (2, 15)), coded("b", "ACCUSE", &["NOR"], &["ITA"], (0, 0))];
    let options = ["--articles", "articles.jsonl"];
    let rows = scored(&folder, &gold, &coded, &[&options[..], &["--errors"]].concat());
    let mistakes: Vec<(&str, &str)> =
        rows.iter().map(|r| (r["mistake"].as_str().unwrap(), r["document_id"].as_str().unwrap())).collect();
    assert_eq!(mistakes, [("invented", "a"), ("missed", "a"), ("invented", "b")]);
    assert_eq!(rows[0]["text"], "Oslo attacked");
    assert_eq!(rows[1]["other"], "ACCUSE NOR → ITA, happened");
    let rows = scored(&folder, &gold, &coded, &options);
    assert_eq!(figure(&rows, "invented", "per_article"), 1.0);
}

#[test]
fn a_whole_gold_file_with_entries_that_merge() {
    let folder = folder();
    let entry = |id: &str, evidence: [usize; 2]| {
        json!({ "id": id, "article": "a.txt", "type": "AGREE", "actor": ["PRK"], "recipient": ["KOR"],
                "reciprocal": true, "status": "planned", "evidence": evidence, "date": "2018-01-09" })
    };
    let entries = [entry("1", [0, 10]), with(entry("2", [50, 60]), "merge_with", json!("1"))];
    folder.write("gold.json", serde_json::to_string_pretty(&json!({ "events": entries })).unwrap());
    let event = with(coded("a.txt", "AGREE", &["KOR", "PRK"], &[], (50, 60)), "status", json!("planned"));
    folder.write("events.jsonl", lines(&[event]));
    let run = folder.run(&["score", "events", "gold.json", "events.jsonl"]);
    let rows: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(figure(&rows, KEY, "f1"), 100.0, "{}", run.stderr);
    assert_eq!(figure(&rows, "evidence overlaps", "percent"), 100.0);
    assert_eq!(figure(&rows, "date right", "percent"), 0.0);
}

#[test]
fn a_bad_line_is_named() {
    let folder = folder();
    folder.write("gold.jsonl", lines(&[json!({ "document": "a", "type": "AID" })])).write("events.jsonl", "");
    let run = folder.run(&["score", "events", "gold.jsonl", "events.jsonl"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("gold.jsonl:1") && run.stderr.contains("\"start\""), "{}", run.stderr);
}

#[test]
fn contexts_are_counted_by_article_and_by_paragraph() {
    let folder = folder();
    let gold = "document\tparagraph\tcontexts\na\t\tlegal;crime\na\t1\tcrime\na\t2\t\nb\t\t\n";
    let row = |document: &str, paragraph: Option<u64>, context: &str| json!({ "document_id": document, "paragraph": paragraph, "context": context });
    let output = [
        row("a", None, "crime"),
        row("a", Some(1), "crime"),
        row("a", Some(2), "legal"),
        // A paragraph without labels does not count, nor does an article that gold does not know.
        row("a", Some(3), "legal"),
        row("b", None, "cyber"),
        row("c", None, "cyber"),
    ];
    folder.write("gold.tsv", gold).write("contexts.jsonl", lines(&output));
    let run = folder.run(&["score", "contexts", "gold.tsv", "contexts.jsonl", "-f", "jsonl"]).ended(0);
    let rows = run.rows();
    let counts =
        |measure: &str| ["gold", "output", "found"].map(|f| figure(&rows, measure, f).as_u64().unwrap());
    assert_eq!(counts("articles"), [2, 2, 1]);
    assert_eq!(counts("paragraphs"), [1, 2, 1]);
    assert_eq!(counts("legal"), [1, 0, 0]);
    assert_eq!(counts("legal, paragraphs"), [0, 1, 0]);
    assert_eq!(figure(&rows, "articles", "precision"), 50.0);
    // Two contexts are in gold: crime is right, legal is not there.
    assert_eq!(figure(&rows, "articles, mean over contexts", "f1"), 50.0);
    folder.write("articles.jsonl", lines(&[json!({ "id": "b", "text": "-" })]));
    let arguments =
        ["score", "contexts", "gold.tsv", "contexts.jsonl", "--articles", "articles.jsonl", "-f", "jsonl"];
    let rows = folder.run(&arguments).ended(0).rows();
    assert_eq!(figure(&rows, "articles", "output"), 1);
}

#[test]
fn labels_that_cannot_be_read_are_named() {
    let folder = folder();
    folder.write("gold.tsv", "document\tparagraph\tcontexts\na\tone\tcrime\n").write("contexts.jsonl", "");
    let run = folder.run(&["score", "contexts", "gold.tsv", "contexts.jsonl"]).ended(2);
    assert!(run.stderr.contains("gold.tsv:2"), "{}", run.stderr);
}

#[test]
fn the_labels_of_contexts_are_whole() {
    let gold = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../gold");
    let rows = |name: &str| -> Vec<Vec<String>> {
        let text = std::fs::read_to_string(gold.join(name)).unwrap();
        text.lines().skip(1).map(|line| line.split('\t').map(str::to_string).collect()).collect()
    };
    let (documents, labels) = (rows("contexts-documents.tsv"), rows("contexts.tsv"));
    let pack = detente_knowledge::Knowledge::embedded().unwrap().pack;
    for label in &labels {
        let codes = label[2].split(';').filter(|code| !code.is_empty());
        let strange: Vec<&str> =
            codes.filter(|code| !pack.contexts.iter().any(|c| c.code == *code)).collect();
        assert!(strange.is_empty() && documents.iter().any(|d| d[0] == label[0]), "{label:?}");
    }
    for document in &documents {
        let articles = labels.iter().filter(|l| l[0] == document[0] && l[1].is_empty()).count();
        assert_eq!(articles, 1, "{document:?}");
        // A topic of ECB+ is one story. A number and the sum of its bytes have the same remainder by three.
        let story = document[0].split('_').next().unwrap();
        let sum: u32 = Sha256::digest(story.as_bytes()).iter().map(|byte| u32::from(*byte)).sum();
        assert_eq!(document[3], if sum.is_multiple_of(3) { "held" } else { "open" }, "{document:?}");
    }
    let parted: std::collections::BTreeSet<&str> =
        labels.iter().filter(|l| !l[1].is_empty()).map(|l| l[0].as_str()).collect();
    assert!(documents.len() >= 80 && parted.len() >= 25, "{} {}", documents.len(), parted.len());
}
