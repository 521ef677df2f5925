//! The command line: help, mistakes, and the commands that need no article.

mod support;

use support::{SENTENCE, folder, record};

#[test]
fn help_is_data_and_begins_with_examples() {
    let folder = folder();
    for command in ["", "code", "read", "look", "relate", "actor", "codebook", "score", "explain"] {
        let arguments: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let run = folder.run(&arguments).ended(0);
        let lines: Vec<&str> = run.stdout.lines().take(4).collect();
        assert_eq!(lines[0], "Examples:");
        assert!(lines[1..].iter().all(|l| l.contains("detente ")), "{lines:?}");
        assert_eq!(run.stderr, "");
    }
    assert_eq!(
        folder.run(&["--version"]).ended(0).stdout,
        format!("detente {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn mistakes_are_usage_and_name_what_was_meant() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    let mistakes: &[(&[&str], &str)] = &[
        (&[], "Usage: detente"),
        (&["cod", "in.jsonl"], "code"),
        (&["code"], "<INPUT>"),
        (&["code", "in.jsonl", "--stauts", "planned"], "--status"),
        (&["code", "in.jsonl", "--status", "planed"], "planned"),
        (&["code", "in.jsonl", "-f", "jsnl"], "jsonl"),
        (&["code", "in.jsonl", "-f", "conllu"], "table, jsonl, csv, tsv"),
        (&["code", "in.jsonl", "-f", "parquet"], "parquet is not there yet"),
        (&["code", "in.jsonl", "-o", "events.parquet"], "parquet is not there yet"),
        (&["code", "in.jsonl", "-o", "events.xls"], "give -f"),
        (&["code", "in.jsonl", "--published", "5 January"], "2018-01-05"),
        (&["code", "in.jsonl", "--jobs", "0"], "--jobs"),
        (&["look", "token", "in.jsonl"], "tokens"),
        (&["look", "times", "in.jsonl", "--input-format", "conllu"], "look tokens"),
        (&["look", "tokens", "in.jsonl", "-f", "conllu", "--no-text"], "--no-text"),
        (&["codebook", "AGRE"], "AGREE"),
        (&["explain", "D9999"], "D0104"),
        (&["explain", "7417bbbfd6a632d5"], "name the articles"),
        (&["explain", "7417bbbfd6a632d5", "in.jsonl"], "no event of these articles"),
        (&["explain", "in.jsonl", "in.jsonl"], "16 hexadecimal digits"),
        (&["explain", "--why-not", "KOR", "in.jsonl"], "two actors"),
    ];
    for (arguments, meant) in mistakes {
        let run = folder.run(arguments).ended(2);
        assert!(run.stderr.contains(meant), "{arguments:?}: {}", run.stderr);
        assert!(run.stderr.starts_with("D02") || arguments.is_empty(), "{arguments:?}: {}", run.stderr);
        assert_eq!(run.stdout, "", "{arguments:?}");
    }
    assert_eq!(folder.names(), ["in.jsonl"]);
}

#[test]
fn a_message_is_explained() {
    let folder = folder();
    let run = folder.run(&["explain", "d0106"]).ended(0);
    assert!(run.stdout.starts_with("D0106: the line is not a JSON object"), "{}", run.stdout);
}

#[test]
fn the_codebook_is_printed() {
    let folder = folder();
    let all = folder.run(&["codebook", "-f", "jsonl"]).ended(0);
    assert_eq!(all.rows().len(), 16);
    assert!(folder.run(&["codebook"]).ended(0).stdout.contains("COOPERATE · "));
    let one = folder.run(&["codebook", "agree"]).ended(0).stdout;
    for part in ["AGREE · ", "Rule: ", "\nBorders\n", "\nAccepted\n", "\nRejected\n", "\nLexicon\n"] {
        assert!(one.contains(part), "{part} in {one}");
    }
    assert!(one.lines().all(|line| line.chars().count() <= 100));
}

#[test]
fn relations_always_have_an_answer() {
    let folder = folder();
    let pairs = [
        r#"{"id": "a", "text": "Ünïon: Norway praised Chile.", "source": [7, 13], "target": [22, 27]}"#,
        r#"{"id": 2, "text": "x y", "source": [0, 1], "target": [2, 3]}"#,
        r#"{"id": "c", "text": "x y", "source": [0, 1], "target": [2, 9]}"#,
        r#"{"id": "d", "text": "x y", "source": [0, 1]}"#,
    ];
    folder.write("pairs.jsonl", pairs.join("\n"));
    let run = folder.run(&["relate", "pairs.jsonl"]).ended(1);
    assert_eq!(run.column("id"), ["a", "2"]);
    let keys = |run: &support::Run| run.rows()[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(&run), ["id", "type", "quad", "status", "confidence"]);
    assert!(
        run.stderr.contains("D0110 pairs.jsonl:3: ") && run.stderr.contains("3 code points"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("D0110 pairs.jsonl:4: "), "{}", run.stderr);
    let run = folder.run_with(&["relate", "-", "--scores"], pairs[0]).ended(0);
    assert_eq!(keys(&run), ["id", "type", "quad", "status", "confidence", "scores"]);
    assert_eq!(run.rows()[0]["scores"].as_object().unwrap().len(), 16);
}
