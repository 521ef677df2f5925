//! Runs that are interrupted, and go on.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

mod support;

use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};
use support::{Folder, Run, detente, examples, folder};

const ARTICLES: usize = 60;

/// Bundled articles under many ids, with a line here and there that cannot be read.
fn prepared() -> Folder {
    let folder = folder();
    let bundled = std::fs::read_to_string(examples().with_extension("jsonl")).unwrap();
    let bundled: Vec<serde_json::Value> = bundled.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut lines = String::new();
    for (number, article) in bundled.iter().cycle().take(ARTICLES).enumerate() {
        let mut article = article.clone();
        article["id"] = number.to_string().into();
        lines += &format!("{article}\n");
        if number % 13 == 5 {
            lines += "{\"id\": \n";
        }
    }
    folder.write("in.jsonl", lines);
    folder
}

const CODE: &[&str] = &["code", "in.jsonl", "--near-duplicates", "keep", "--jobs", "2", "-o", "out.jsonl"];

fn started(folder: &Folder, more: &[&str]) -> Child {
    let mut command = detente();
    command.args(CODE).args(more).current_dir(folder.path());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

fn ended(child: Child) -> Run {
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Articles that the journal has.
fn stand(folder: &Folder) -> usize {
    let journal = std::fs::read_to_string(folder.path().join("out.jsonl.journal")).unwrap_or_default();
    journal.lines().count().saturating_sub(1)
}

fn outputs(folder: &Folder) -> (String, String) {
    (folder.read("out.jsonl"), folder.read("out.jsonl.failures.jsonl"))
}

/// The journal as soon as it has some articles.
fn wait_for(folder: &Folder, articles: usize) {
    let began = Instant::now();
    while stand(folder) < articles && began.elapsed() < Duration::from_secs(300) {
        sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_run_that_was_killed_at_any_moment_goes_on_to_the_same_bytes() {
    let reference = prepared();
    let began = Instant::now();
    assert_eq!(ended(started(&reference, &[])).code, 1);
    let whole = began.elapsed();
    assert_eq!(reference.names(), ["in.jsonl", "out.jsonl", "out.jsonl.failures.jsonl"]);
    let expected = outputs(&reference);
    assert!(expected.0.len() > 10_000 && expected.1.lines().count() == 5);
    let mut stood = Vec::new();
    for eighths in [1, 4, 6, 7] {
        let folder = prepared();
        // Twice, so that what goes on is interrupted, too.
        for _ in 0..2 {
            let mut child = started(&folder, &["--resume"]);
            sleep(whole * eighths / 8);
            child.kill().unwrap();
            ended(child);
            stood.push(stand(&folder));
        }
        let finished = folder.names().contains(&"out.jsonl".to_string());
        let run = ended(started(&folder, &["--resume"]));
        assert_eq!(run.code, 1, "{}", run.stderr);
        assert_eq!(outputs(&folder), expected, "after {eighths} eighths, finished before: {finished}");
        assert_eq!(folder.names(), reference.names());
    }
    assert!(stood.iter().any(|&articles| articles > 0), "no run was killed in its midst: {stood:?}");
    println!("articles that stood at each kill: {stood:?}");
}

#[cfg(unix)]
#[test]
fn control_c_ends_with_130_and_the_run_goes_on() {
    let folder = prepared();
    let child = started(&folder, &[]);
    wait_for(&folder, 1);
    let killed = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let run = ended(child);
    assert_eq!(run.code, 130, "{}", run.stderr);
    assert!(run.stderr.contains("go on with --resume"), "{}", run.stderr);
    let stood = stand(&folder);
    assert!(stood > 0 && stood < ARTICLES, "{stood}");

    let refused = ended(started(&folder, &[]));
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.starts_with("D0210 out.jsonl.journal"), "{}", refused.stderr);
    let other = ended(started(&folder, &["--resume", "--status", "happened"]));
    assert_eq!(other.code, 2);
    assert!(other.stderr.starts_with("D0211 out.jsonl.journal"), "{}", other.stderr);
    assert_eq!(stand(&folder), stood, "who is refused changes nothing");

    let input = folder.read("in.jsonl");
    folder.write("in.jsonl", input.replacen("\"id\":\"0\"", "\"id\":\"zero\"", 1));
    let changed = ended(started(&folder, &["--resume"]));
    assert_eq!(changed.code, 2, "{}", changed.stderr);
    assert!(changed.stderr.contains("its article 1 was not the one at in.jsonl:1"), "{}", changed.stderr);
    folder.write("in.jsonl", input);

    assert_eq!(ended(started(&folder, &["--resume"])).code, 1);
    let resumed = outputs(&folder);
    assert_eq!(ended(started(&folder, &["--restart"])).code, 1);
    assert_eq!(outputs(&folder), resumed);
}

#[test]
fn two_runs_do_not_write_the_same_file() {
    let folder = prepared();
    let mut first = started(&folder, &[]);
    wait_for(&folder, 1);
    let second = ended(started(&folder, &["--resume"]));
    assert_eq!(second.code, 2);
    assert!(second.stderr.starts_with("D0212 out.jsonl: "), "{}", second.stderr);
    first.kill().unwrap();
    ended(first);
}

#[test]
fn only_a_file_can_be_gone_on_with() {
    let folder = prepared();
    let run = folder.run(&["code", "in.jsonl", "--resume"]).ended(2);
    assert!(run.stderr.contains("-o"), "{}", run.stderr);
    folder.run(&["read", "in.jsonl", "-o", "out.jsonl", "--resume"]).ended(1);
}

#[test]
fn progress_is_told_on_stderr() {
    let folder = prepared();
    let run = folder.run(&["read", "in.jsonl", "-o", "out.jsonl", "--progress=json"]).ended(1);
    let last =
        run.stderr.lines().rfind(|line| line.starts_with('{')).unwrap_or_else(|| panic!("{}", run.stderr));
    let last: serde_json::Value = serde_json::from_str(last).unwrap();
    assert_eq!((last["articles"].as_u64(), last["failures"].as_u64()), (Some(65), Some(5)));
    let run = folder.run(&["read", "in.jsonl", "--progress"]).ended(1);
    assert!(run.stderr.contains("65 articles · 60 rows · 5 failures · "), "{}", run.stderr);
    assert!(!folder.run(&["read", "in.jsonl"]).ended(1).stderr.contains(" articles · "));
}
