//! Streams, files, pipes and exit codes.

mod support;

use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;
use support::{SENTENCE, detente, examples, folder, keys_of, record, run};

#[test]
fn an_event_has_all_keys_in_their_order() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    let run = folder.run(&["code", "in.jsonl"]).ended(0);
    let keys = "event_id document_id type mode cameo contexts contexts_paragraph contexts_article quad score status alleged reciprocal actors recipients date date_end \
        date_precision date_text due place channel channel_text attribution baseline sentence start end more trigger confidence \
        reasons outlet url title published copies versions";
    let row = &run.rows()[0];
    assert_eq!(keys_of(row).join(" "), keys.split_whitespace().collect::<Vec<_>>().join(" "));
    assert_eq!(keys_of(&row["trigger"]), ["text", "start", "end"]);
    assert_eq!(keys_of(&row["versions"]), ["detente", "codebook", "knowledge", "model"]);
    let participant = ["name", "text", "code", "country", "sector", "role", "start", "end", "reason"];
    assert_eq!(keys_of(&row["actors"][0]), participant);
    assert_eq!(row["sentence"], SENTENCE);
}

#[test]
fn offsets_are_code_points_of_the_text() {
    let folder = folder();
    let text = "“Ünïcode” first. Norway and Chile signed a trade agreement in Oslo on Monday.";
    folder.write("in.jsonl", record("1", text));
    let run = folder.run(&["code", "in.jsonl"]).ended(0);
    let letters: Vec<char> = text.chars().collect();
    let quoted = |of: &Value| -> String {
        let end = |key: &str| usize::try_from(of[key].as_u64().unwrap()).unwrap();
        letters[end("start")..end("end")].iter().collect()
    };
    let row = &run.rows()[0];
    assert_eq!(Value::from(quoted(&row["trigger"])), row["trigger"]["text"]);
    for actor in row["actors"].as_array().unwrap() {
        assert_eq!(Value::from(quoted(actor)), actor["text"]);
    }
    assert!(text.contains(&quoted(row)) && !quoted(row).is_empty());
}

#[test]
fn no_text_leaves_no_words() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    for format in ["jsonl", "csv", "tsv", "table"] {
        let run = folder.run(&["code", "in.jsonl", "--no-text", "-f", format]).ended(0);
        for words in ["signed", "agreement", "Monday"] {
            assert!(!run.stdout.contains(words), "{words} in {format}: {}", run.stdout);
        }
        assert!(run.stdout.contains("NOR"), "{}", run.stdout);
    }
}

#[test]
fn statuses_are_chosen() {
    let folder = folder();
    let examples = examples();
    let statuses = |list: &[&str]| {
        let arguments = ["code", examples.to_str().unwrap()];
        let run = folder.run(&[&arguments, list].concat()).ended(0);
        let mut found = run.column("status");
        found.sort();
        found.dedup();
        found
    };
    assert_eq!(statuses(&["--status", "happened"]), ["happened"]);
    let usual = statuses(&[]);
    assert!(usual.contains(&"planned".to_string()));
    assert!(
        !usual.contains(&"denied".to_string()) && !usual.contains(&"hypothetical".to_string()),
        "{usual:?}"
    );
    assert_eq!(statuses(&["--status", "planned,happened"]), ["happened", "planned"]);
}

#[test]
fn the_name_of_a_file_tells_the_layout_and_nothing_else_is_left() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    for name in ["events.jsonl", "events.csv", "events.tsv"] {
        let run = folder.run(&["code", "in.jsonl", "-o", name]).ended(0);
        assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
    }
    assert_eq!(folder.names(), ["events.csv", "events.jsonl", "events.tsv", "in.jsonl"]);
    assert!(folder.read("events.csv").starts_with("event_id,document_id,type,mode,"));
    assert!(folder.read("events.tsv").starts_with("event_id\tdocument_id\ttype\tmode\t"));
    assert_eq!(folder.read("events.jsonl"), folder.run(&["code", "in.jsonl"]).ended(0).stdout);
}

#[test]
fn a_table_of_no_events_has_its_header() {
    let folder = folder();
    folder.write("in.jsonl", record("1", "The sky is blue."));
    let run = folder.run(&["code", "in.jsonl", "-f", "csv"]).ended(0);
    assert_eq!(run.stdout.lines().count(), 1);
    assert_eq!(folder.run(&["code", "in.jsonl"]).ended(0).stdout, "");
    let run = folder.run(&["code", "in.jsonl", "--fail-if-empty"]).ended(1);
    assert!(run.stderr.contains("--fail-if-empty"), "{}", run.stderr);
    folder.write("in.jsonl", record("1", SENTENCE)).run(&["code", "in.jsonl", "--fail-if-empty"]).ended(0);
}

#[test]
fn an_older_file_stays_when_the_new_one_fails() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE)).write("events.csv", "old");
    folder.run(&["code", "empty-folder-that-is-not-there*", "in.jsonl", "-o", "events.csv"]).ended(1);
    assert!(folder.read("events.csv").starts_with("event_id"), "the rest is written");
    std::fs::create_dir(folder.path().join("none")).unwrap();
    folder.write("events.csv", "old").run(&["code", "none", "-o", "events.csv"]).ended(2);
    assert_eq!(folder.read("events.csv"), "old");
    assert_eq!(folder.names(), ["events.csv", "events.csv.failures.jsonl", "in.jsonl", "none"]);
    let run = folder.run(&["code", "in.jsonl", "-o", "nowhere/events.csv"]).ended(2);
    assert!(run.stderr.starts_with("D0203 nowhere/events.csv: "), "{}", run.stderr);
}

#[test]
fn a_reader_that_leaves_is_no_failure() {
    let folder = folder();
    let lines: String = (0..4000).map(|i| record(&i.to_string(), SENTENCE) + "\n").collect();
    folder.write("in.jsonl", lines);
    let command = &mut detente();
    let command = command.args(["look", "tokens", "in.jsonl"]).current_dir(folder.path());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with("{\"document_id\":\"0\""), "{first}");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    let table = ["code", "in.jsonl", "-f", "table"];
    let coloured = |extra: &[&str], no_color: Option<&str>| {
        let mut command = detente();
        command.args([&table, extra].concat()).current_dir(folder.path());
        no_color.map(|value| command.env("NO_COLOR", value));
        run(&mut command, "").ended(0).stdout.contains('\x1b')
    };
    assert!(!coloured(&[], None), "a pipe is no screen");
    assert!(coloured(&["--color", "always"], None));
    assert!(coloured(&["--color", "always"], Some("1")), "an option is nearer than the environment");
    assert!(!coloured(&["--color", "never"], None));
    assert!(!coloured(&[], Some("1")));
}

#[test]
fn the_demo_writes_a_page_that_needs_nothing() {
    let folder = folder();
    let run = folder.run(&["demo"]).ended(0);
    assert!(run.stdout.contains("01-geneva-interim-deal") && run.stdout.contains('→'), "{}", run.stdout);
    assert!(run.stderr.contains("detente-demo.html"));
    let page = folder.read("detente-demo.html");
    for needed in [
        "<!doctype html>",
        "prefers-color-scheme: dark",
        "@media print",
        "default-src 'none'",
        "class=\"actor\"",
    ] {
        assert!(page.contains(needed), "{needed}");
    }
    for outside in ["<link", "<img", "src=", "url(", "@import", "fetch("] {
        assert!(!page.contains(outside), "{outside}");
    }
    folder.run(&["demo", "-o", "other.html"]).ended(0);
    assert_eq!(folder.names(), ["detente-demo.html", "other.html"]);
}
