//! What the steps see, and CoNLL-U.

mod support;

use support::{SENTENCE, folder, record};

#[test]
fn every_stage_has_its_keys() {
    let folder = folder();
    let text =
        "“We will sign,” President Moon Jae-in said on Monday in Seoul. Norway and Chile signed a treaty.";
    folder.write("in.jsonl", record("1", text));
    let stages = [
        ("sentences", "sentence heading"),
        ("tokens", "sentence id lemma upos xpos feats head deprel"),
        ("names", "kind"),
        ("actors", "code country sector name role"),
        ("places", "geonames_id latitude longitude country kind"),
        ("times", "type value"),
        ("quotes", "source_start source_end cue_start cue_end content_start content_end kind"),
        ("claims", "type mode status actors recipients"),
    ];
    for (stage, keys) in stages {
        let run = folder.run(&["look", stage, "in.jsonl"]).ended(0);
        let rows = run.rows();
        assert!(!rows.is_empty(), "{stage}");
        let found: Vec<&String> = rows[0].as_object().unwrap().keys().collect();
        let due: Vec<&str> = "document_id start end text".split(' ').chain(keys.split(' ')).collect();
        assert_eq!(found[..due.len()], due, "{stage}");
        for row in &rows {
            let ends = ["start", "end"].map(|key| usize::try_from(row[key].as_u64().unwrap()).unwrap());
            let words: String = text.chars().skip(ends[0]).take(ends[1] - ends[0]).collect();
            assert_eq!(row["text"].as_str(), Some(words.as_str()), "{stage}");
        }
        for format in ["csv", "tsv", "table"] {
            assert!(
                folder.run(&["look", stage, "in.jsonl", "-f", format]).ended(0).stdout.lines().count() > 1
            );
        }
    }
}

#[test]
fn tokens_as_conllu_give_the_text_back() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    let run = folder.run(&["look", "tokens", "in.jsonl", "-f", "conllu"]).ended(0);
    let lines: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(&lines[..2], ["# newdoc id = 1", "# sent_id = 1-1"]);
    assert_eq!(lines[2], format!("# text = {SENTENCE}"));
    let mut text = String::new();
    for line in &lines[3..lines.len() - 1] {
        let columns: Vec<&str> = line.split('\t').collect();
        assert_eq!(columns.len(), 10, "{line}");
        text.push_str(columns[1]);
        text.push_str(if columns[9] == "SpaceAfter=No" { "" } else { " " });
    }
    assert_eq!(text.trim_end(), SENTENCE);
    assert_eq!(lines.iter().filter(|l| l.split('\t').nth(6) == Some("0")).count(), 1, "one root");
    assert!(run.stdout.ends_with("\n\n"));
}

const GIVEN: &str = "# newdoc id = w01\n# sent_id = w01-1\n# text = I don't know\n1\tI\t_\t_\t_\t_\t_\t_\t_\t_\n\
    2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
    3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_\n4\tknow\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n\n";

#[test]
fn given_sentences_are_filled_and_kept() {
    let folder = folder();
    let many = GIVEN.repeat(200);
    let look = |extra: &[&str], input: &str| {
        folder.run_with(&[&["look", "tokens", "-", "--input-format", "conllu"], extra].concat(), input)
    };
    let run = look(&["-f", "conllu"], &many).ended(0);
    let first: Vec<&str> = run.stdout.lines().take(9).collect();
    for (got, given) in first.iter().zip(GIVEN.lines()) {
        if given.starts_with('#') || given.contains("2-3") || given.contains("3.1") {
            assert_eq!(*got, given);
        } else {
            let (got, given): (Vec<&str>, Vec<&str>) =
                (got.split('\t').collect(), given.split('\t').collect());
            assert_eq!((got[0], got[1], got[9]), (given[0], given[1], given[9]));
            assert!(got[2..8].iter().filter(|c| **c != "_").count() >= 4, "{got:?}");
        }
    }
    assert_eq!(run.stdout.lines().count(), many.lines().count());
    assert_eq!(look(&[], &many).ended(0).stdout, run.stdout, "CoNLL-U is what comes of CoNLL-U");
    assert_eq!(look(&["--jobs", "1"], &many).ended(0).stdout, run.stdout);
    let rows = look(&["-f", "jsonl"], GIVEN).ended(0);
    assert_eq!(rows.column("text"), ["I", "do", "n't", "know"]);
    assert_eq!(rows.column("document_id"), ["w01"; 4]);
}

#[test]
fn a_broken_sentence_is_named_and_the_rest_is_filled() {
    let folder = folder();
    folder.write("in.conllu", format!("{GIVEN}# text = x\n1\tx\t_\n\n{GIVEN}"));
    let run = folder.run(&["look", "tokens", "in.conllu", "--input-format", "conllu"]).ended(1);
    assert_eq!(run.stdout.matches("# sent_id").count(), 2);
    assert!(run.stderr.starts_with("D0111 in.conllu:12: "), "{}", run.stderr);
}

#[test]
fn contexts_are_those_of_the_article_and_of_its_paragraphs() {
    let folder = folder();
    let text = "Inspectors reach reactor\n\nInspectors of the IAEA reached Natanz on Monday and counted centrifuges.\n\n\
        The minister of Norway drank tea.\n\nThe nuclear inspectors saw uranium.";
    folder.write("in.jsonl", record("1", text));
    let rows = folder.run(&["look", "contexts", "in.jsonl"]).ended(0).rows();
    let seen: Vec<(&str, Option<u64>, &str)> = rows
        .iter()
        .map(|r| (r["scope"].as_str().unwrap(), r["paragraph"].as_u64(), r["context"].as_str().unwrap()))
        .collect();
    let wanted = [
        ("article", None, "cbrn"),
        // Two hints are enough for a context of the article.
        ("paragraph", Some(1), "cbrn"),
        ("paragraph", Some(2), "cbrn"),
        ("paragraph", Some(4), "cbrn"),
    ];
    assert_eq!(seen, wanted);
    assert_eq!(rows[2]["words"], serde_json::json!(["Inspectors", "IAEA", "centrifuges"]));
    let bare = folder.run(&["look", "contexts", "in.jsonl", "--no-text"]).ended(0).rows();
    assert!(bare.iter().all(|row| row["words"].is_null()), "{bare:?}");
}
