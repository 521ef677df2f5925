//! `detente code --dialect`: the layouts of other data sets, read back as their users read them.

mod support;

use std::path::Path;
use std::process::Command;
use support::{SENTENCE, examples, folder, record};

#[test]
fn each_data_set_has_its_own_file_format() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE));
    let run = |arguments: &[&str]| folder.run(&[&["code", "in.jsonl"], arguments].concat());
    let gdelt = run(&["--dialect", "gdelt"]).ended(0).stdout;
    assert!(gdelt.lines().count() >= 2, "{gdelt}");
    assert!(gdelt.lines().all(|line| line.split('\t').count() == 61), "{gdelt}");
    assert!(gdelt.contains("\tNORWAY\tNOR\t") && gdelt.contains("\t050\t050\t05\t1\t3.5\t"), "{gdelt}");
    let icews = run(&["--dialect", "icews"]).ended(0).stdout;
    assert!(icews.starts_with("Event ID\tEvent Date\tSource Name\t"), "{icews}");
    assert!(icews.contains("\tEngage in diplomatic cooperation\t050\t3.5\t"), "{icews}");
    let polecat = run(&["--dialect", "polecat", "-f", "csv"]).ended(0).stdout;
    assert!(polecat.starts_with("Event ID,Event Date,Event Type,"), "{polecat}");
    let plover = run(&["--dialect", "plover"]).ended(0).rows();
    assert_eq!(plover[0]["event"][0], "SUPPORT");
    assert_eq!(plover[0]["cite_info"]["citation"], "1");
    run(&["--dialect", "polecat", "-o", "out.txt"]).ended(0);
    assert!(folder.read("out.txt").starts_with("Event ID\tEvent Date\tEvent Type\t"));
}

#[test]
fn what_a_data_set_has_no_place_for_is_refused() {
    let folder = folder();
    folder.write("in.jsonl", record("1", SENTENCE)).write("verbs.txt", "--- SIGN [064] ---\nSIGN\n");
    let table = folder.run(&["code", "in.jsonl", "--dialect", "plover", "-f", "csv"]).ended(2);
    assert!(table.stderr.contains("it writes jsonl"), "{}", table.stderr);
    let weis = ["code", "in.jsonl", "--dialect", "icews", "--petrarch-verbs", "verbs.txt"];
    let weis = folder.run(&[&weis[..], &["--petrarch-codes", "weis"]].concat()).ended(2);
    assert!(weis.stderr.contains("WEIS"), "{}", weis.stderr);
}

#[test]
fn pandas_reads_every_dialect() {
    let python = std::env::var("DETENTE_PYTHON").unwrap_or_else(|_| "python3".to_string());
    if !Command::new(&python).args(["-c", "import pandas"]).output().is_ok_and(|run| run.status.success()) {
        println!(
            "skipped pandas_reads_every_dialect: {python} with pandas is not there (DETENTE_PYTHON names another)"
        );
        return;
    }
    let folder = folder();
    let news = examples();
    for (dialect, name) in [
        ("plover", "plover.jsonl"),
        ("polecat", "polecat.txt"),
        ("icews", "icews.tab"),
        ("gdelt", "gdelt.tsv"),
    ] {
        let file = format!("events.{name}");
        let run = ["code", news.to_str().unwrap(), "--dialect", dialect, "-o", &file];
        folder.run(&[&run[..], &["--published", "2018-06-15"]].concat()).ended(0);
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/dialects.py");
    let run = Command::new(&python).arg(script).arg(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    println!("{}", String::from_utf8_lossy(&run.stdout));
}
