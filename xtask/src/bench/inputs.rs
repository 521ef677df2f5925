//! How much memory do inputs take that are large in one way or another? They are made here, and read from standard input, so
//! that nothing of them lies on the disk.

use super::{Spent, pinned};
use crate::{cargo, say};
use anyhow::{Context, Result, ensure};
use std::io::{self, Write};
use std::path::Path;
use std::process::{ChildStdin, Stdio};
use std::time::Duration;

/// How often the system is asked what a run has used.
const TICK: Duration = Duration::from_millis(10);

const MEGABYTE: usize = 1 << 20;

/// What is written to the program.
type Writer = fn(&mut ChildStdin) -> io::Result<()>;

/// An input with what is to come of it.
struct Case {
    name: &'static str,
    write: Writer,
    /// Articles that are read, and things that cannot be.
    articles: usize,
    failures: usize,
}

const CASES: &[Case] = &[
    Case { name: "10,000 articles", write: |to| articles(to, 10_000), articles: 10_000, failures: 0 },
    Case { name: "400,000 articles", write: |to| articles(to, 400_000), articles: 400_000, failures: 0 },
    Case { name: "a line of 2 GB between two articles", write: long_line, articles: 2, failures: 1 },
    Case { name: "an archive of 20,000 pages, plain", write: archive, articles: 20_000, failures: 0 },
];

/// Reads each of the inputs with the release build.
pub fn inputs(root: &Path) -> Result<bool> {
    let build = ["build", "--quiet", "--release", "--package", "detente-cli"];
    ensure!(cargo(root).args(build).status()?.success(), "the command does not build");
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    for case in CASES {
        read(&root.join("target/release/detente"), &folder, case)?;
    }
    say("Whole runs of detente read --jobs 2, from standard input to a file.");
    Ok(true)
}

fn read(program: &Path, folder: &Path, case: &Case) -> Result<()> {
    let (out, failures) = (folder.join("inputs.jsonl"), folder.join("inputs.failures.jsonl"));
    let mut command = pinned(program);
    command.args(["read", "-", "--jobs", "2", "--no-text", "--restart", "-o"]).arg(&out);
    command.arg("--failures").arg(&failures);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn()?;
    let mut to = child.stdin.take().context("the program takes no input")?;
    let write = case.write;
    let writer = std::thread::spawn(move || write(&mut to));
    let mut spent = Spent::default();
    let status = loop {
        spent.look(&child);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(TICK);
    };
    let written = writer.join().ok().context("the writer ended early")?;
    written.context("the program did not read its input")?;
    ensure!(status.code() == Some(i32::from(case.failures > 0)), "detente read ended with {status}");
    let lines = |file: &Path| -> Result<usize> { Ok(std::fs::read_to_string(file)?.lines().count()) };
    let found = (lines(&out)?, lines(&failures)?);
    ensure!(found == (case.articles, case.failures), "{}: {found:?} articles and failures", case.name);
    let memory = spent.memory.map_or_else(|| "?".to_string(), |kilobytes| (kilobytes / 1024).to_string());
    let seconds = spent.seconds.unwrap_or(f64::NAN);
    let rate = case.articles as f64 / seconds;
    say(&format!(
        "{:<38} {memory:>4} MiB in memory at most, {seconds:>6.1} s, {rate:>7.0} articles/s",
        case.name
    ));
    std::fs::remove_file(out)?;
    Ok(())
}

/// A text of 2 kB that is another for every number.
fn text(number: usize) -> String {
    let sentence = format!(
        "The envoys of country {number} met those of country {} in the capital and signed a treaty. ",
        number * 7 + 1
    );
    sentence.repeat(2048 / sentence.len() + 1)
}

fn record(number: usize) -> String {
    format!("{{\"id\": \"{number}\", \"text\": \"{}\", \"published\": \"2018-01-05\"}}\n", text(number))
}

fn articles(to: &mut ChildStdin, count: usize) -> io::Result<()> {
    (0..count).try_for_each(|number| to.write_all(record(number).as_bytes()))
}

fn long_line(to: &mut ChildStdin) -> io::Result<()> {
    to.write_all(record(1).as_bytes())?;
    to.write_all(b"{\"id\": \"2\", \"text\": \"")?;
    let piece = vec![b'x'; MEGABYTE];
    (0..2048).try_for_each(|_| to.write_all(&piece))?;
    to.write_all(b"\"}\n")?;
    to.write_all(record(3).as_bytes())
}

fn archive(to: &mut ChildStdin) -> io::Result<()> {
    (0..20_000).try_for_each(|number| {
        let page = format!("<html><title>Envoys meet</title><article><h1>Envoys meet</h1><p>{}</p></article></html>", text(number));
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
        let head = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:{number}>\r\nWARC-Target-URI: https://example.org/world/{number}\r\nContent-Length: {}\r\n\r\n",
            answer.len()
        );
        to.write_all(format!("{head}{answer}\r\n\r\n").as_bytes())
    })
}
