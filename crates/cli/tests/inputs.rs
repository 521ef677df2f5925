//! Files, folders, patterns and standard input; what becomes of those that cannot be read.

mod support;

use support::{SENTENCE, examples, folder, record};

#[test]
fn an_id_is_of_the_content_wherever_it_lies() {
    let folder = folder();
    let page = format!("<!doctype html><title>Talks</title><p>{SENTENCE}</p>");
    let line = |text: &str| serde_json::json!({ "text": text, "published": "2018-01-05" }).to_string();
    folder.write("a/norway.txt", SENTENCE).write("a/page.html", &page);
    folder.write("a/z.jsonl", [line("Talks began."), line("Talks ended.")].join("\n"));
    folder.write("b/other.txt", SENTENCE).write("b/page2.htm", &page);
    folder.write("b/z.jsonl", [line("Talks ended."), line("Talks began.")].join("\n"));
    let ids = |name: &str| folder.run(&["read", name]).ended(0).column("id");
    let (a, b) = (ids("a"), ids("b"));
    assert_eq!((&a[..2], &a[2..]), (&b[..2], &[b[3].clone(), b[2].clone()][..]));
    assert!(a.iter().all(|id| id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit())), "{a:?}");
    assert_eq!(a.iter().collect::<std::collections::BTreeSet<_>>().len(), 4);
    assert_eq!(folder.run_with(&["read", "-"], SENTENCE).ended(0).column("id"), a[..1]);
}

#[test]
fn an_id_may_be_the_place() {
    let folder = folder();
    folder.write("news/norway.txt", SENTENCE);
    let run = folder.run(&["read", "news/norway.txt", "--ids", "place"]).ended(0);
    assert_eq!(run.column("id"), ["norway.txt"]);
    assert_eq!(run.column("path"), ["news/norway.txt"]);
    assert_eq!(run.column("text"), [SENTENCE]);
}

#[test]
fn a_folder_is_read_in_the_order_of_its_names() {
    let folder = folder();
    folder
        .write("in/b.txt", SENTENCE)
        .write("in/a/z.txt", SENTENCE)
        .write("in/a.jsonl", record("own", SENTENCE));
    folder.write("in/.hidden", SENTENCE);
    let run = folder.run(&["read", "in", "--published", "2018-01-05", "--ids", "place"]).ended(0);
    assert_eq!(run.column("id"), ["a/z.txt", "own", "b.txt"]);
    assert_eq!(run.stderr, "");
}

#[test]
fn a_pattern_that_the_shell_left_is_opened() {
    let folder = folder();
    folder.write("a.txt", SENTENCE).write("b.txt", SENTENCE).write("c.md", SENTENCE);
    assert_eq!(folder.run(&["read", "*.txt"]).ended(0).column("path"), ["a.txt", "b.txt"]);
    let run = folder.run(&["read", "*.html", "c.md"]).ended(1);
    assert_eq!(run.column("path"), ["c.md"]);
    assert!(run.stderr.contains("D0101 *.html:"), "{}", run.stderr);
}

#[test]
fn text_and_records_come_from_stdin() {
    let folder = folder();
    assert_eq!(folder.run_with(&["read", "-"], SENTENCE).ended(0).column("text"), [SENTENCE]);
    let records = format!("{}\n\n{}\n", record("1", SENTENCE), record("2", SENTENCE));
    let run = folder.run_with(&["read", "-"], &records).ended(0);
    assert_eq!(run.column("id"), ["1", "2"]);
    assert_eq!(run.column("path"), ["null", "null"]);
}

#[test]
fn the_content_tells_records_from_text_and_an_option_overrules_it() {
    let folder = folder();
    folder.write("records.txt", record("1", SENTENCE)).write("text.txt", SENTENCE);
    assert_eq!(folder.run(&["read", "records.txt"]).ended(0).column("id"), ["1"]);
    let as_text = folder.run(&["read", "records.txt", "--input-format", "text"]).ended(0);
    assert_eq!(as_text.column("text"), [record("1", SENTENCE)]);
    let as_records = folder.run(&["read", "text.txt", "--input-format", "jsonl"]).ended(1);
    assert!(as_records.stderr.contains("D0106 text.txt:1:"), "{}", as_records.stderr);
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_read() {
    let folder = folder();
    let lines =
        [record("1", SENTENCE), "{\"id\": \"2\", \"text\":".into(), "[1]".into(), "{\"id\": \"4\"}".into()];
    folder.write("in.jsonl", format!("{}\n{}\n", lines.join("\n"), record("5", SENTENCE)));
    let run = folder.run(&["code", "in.jsonl"]).ended(1);
    let ids = run.column("document_id");
    assert!(ids.contains(&"1".to_string()) && ids.contains(&"5".to_string()), "{ids:?}");
    for place in ["D0106 in.jsonl:2: ", "D0106 in.jsonl:3: ", "D0107 in.jsonl:4: "] {
        assert!(run.stderr.contains(place), "{place} in {}", run.stderr);
    }
    let advice = run.stderr.matches("Each line of JSONL is one object").count();
    assert_eq!(advice, 1, "advice is given once: {}", run.stderr);
}

#[test]
fn an_empty_file_is_no_failure() {
    let folder = folder();
    folder.write("empty.txt", "").write("blank.txt", " \n\n").write("norway.txt", SENTENCE);
    let run =
        folder.run(&["code", "empty.txt", "blank.txt", "norway.txt", "--published", "2018-01-05"]).ended(0);
    assert!(
        run.stderr.contains("D0102 empty.txt: ") && run.stderr.contains("D0102 blank.txt: "),
        "{}",
        run.stderr
    );
    assert!(!run.stdout.is_empty());
}

#[test]
fn a_binary_file_is_no_text() {
    let folder = folder();
    folder.write("image.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").write("norway.txt", SENTENCE);
    let run = folder.run(&["read", "."]).ended(1);
    assert_eq!(run.column("path"), ["./norway.txt"]);
    assert!(run.stderr.contains("D0103") && run.stderr.contains("image.png"), "{}", run.stderr);
}

#[test]
fn letters_that_are_not_utf_8_are_replaced_and_named() {
    let folder = folder();
    folder.write("latin.txt", b"Espa\xF1a and Chile signed a treaty.");
    let run = folder.run(&["read", "latin.txt"]).ended(1);
    assert_eq!(run.column("text"), ["Espa\u{FFFD}a and Chile signed a treaty."]);
    assert!(run.stderr.contains("D0108 latin.txt"), "{}", run.stderr);
}

#[test]
fn what_is_not_there_is_named() {
    let folder = folder();
    folder.write("norway.txt", SENTENCE);
    let run = folder.run(&["read", "nowhere.txt", "norway.txt"]).ended(1);
    assert_eq!(run.column("path"), ["norway.txt"]);
    assert!(run.stderr.starts_with("D0101 nowhere.txt: the input cannot be read: "), "{}", run.stderr);
}

#[test]
fn an_empty_folder_is_no_input() {
    let folder = folder();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    let run = folder.run(&["code", "in"]).ended(2);
    assert!(run.stderr.starts_with("D0202 "), "{}", run.stderr);
    assert_eq!(run.stdout, "");
}

#[test]
fn missing_dates_are_counted_and_can_be_given() {
    let folder = folder();
    folder.write("a.txt", SENTENCE).write("b.txt", SENTENCE.replace("Chile", "Peru"));
    let run = folder.run(&["code", "a.txt", "b.txt"]).ended(0);
    assert!(run.stderr.contains("D0104 2 articles have no date; give --published"), "{}", run.stderr);
    let run = folder.run(&["code", "a.txt", "b.txt", "--published", "2018-01-05"]).ended(0);
    assert_eq!(run.stderr, "");
    assert!(run.column("published").iter().all(|d| d == "2018-01-05"));
}

#[test]
fn fields_can_have_other_names() {
    let folder = folder();
    let record = r#"{"key": "k1", "body": "Norway and Chile signed a treaty.", "date": "2018-01-05", "head": "H", "paper": "P"}"#;
    folder.write("in.jsonl", record);
    let fields = "--id-field key --text-field body --date-field date --title-field head --outlet-field paper";
    let arguments: Vec<&str> = ["read", "in.jsonl"].into_iter().chain(fields.split(' ')).collect();
    let run = folder.run(&arguments).ended(0);
    let row = &run.rows()[0];
    let found = ["id", "published", "title", "outlet"].map(|key| row[key].as_str().unwrap().to_string());
    assert_eq!(found, ["k1", "2018-01-05", "H", "P"]);
    assert!(folder.run(&["read", "in.jsonl"]).ended(1).stderr.contains("D0107 in.jsonl:1:"));
}

#[test]
fn the_same_id_twice_is_named() {
    let folder = folder();
    folder.write("in.jsonl", format!("{}\n{}\n", record("1", SENTENCE), record("1", SENTENCE)));
    let run = folder.run(&["read", "in.jsonl"]).ended(0);
    assert_eq!(run.rows().len(), 2);
    assert!(run.stderr.contains("D0109 in.jsonl:2: "), "{}", run.stderr);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = folder();
    let examples = examples();
    let run = |jobs: &str| {
        folder.run(&["code", examples.to_str().unwrap(), "--status", "all", "--jobs", jobs]).ended(0)
    };
    let (one, four) = (run("1"), run("4"));
    assert!(one.stdout.len() > 10_000);
    assert_eq!(one.stdout, four.stdout);
    assert_eq!(one.stderr, four.stderr);
}
