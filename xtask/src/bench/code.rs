//! How many sentences a second does the whole of `detente code` take on one core, and how much memory?

use super::{Spent, median, pinned};
use crate::{cargo, say};
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, Instant};

/// How often each text has its turn.
const TURNS: usize = 3;
/// How many times over the example articles are coded, in one run.
const ROUNDS: [usize; 2] = [1, 20];
/// How often the system is asked what a run has used: the error of the seconds.
const TICK: Duration = Duration::from_millis(10);

/// A run of the command.
struct Used {
    /// Of the processor where the system tells (Linux), else of the clock.
    seconds: f64,
    /// Most memory that was resident, in kB.
    memory: Option<u64>,
}

/// Codes the example articles once and many times over with the release build. Everything it writes is in `target/bench`.
pub fn code(root: &Path) -> Result<bool> {
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let build = ["build", "--quiet", "--release", "--package", "detente-cli"];
    ensure!(cargo(root).args(build).status()?.success(), "the command does not build");
    let program = root.join("target/release/detente");
    let articles = std::fs::read_to_string(root.join("examples/news.jsonl"))?;
    let sentences = sentences(&program, root)?;
    for rounds in ROUNDS {
        let file = folder.join(format!("news-{rounds}.jsonl"));
        std::fs::write(&file, articles.repeat(rounds))?;
        let runs = (0..TURNS).map(|_| used(&program, &file)).collect::<Result<Vec<_>>>()?;
        report(rounds * articles.lines().count(), rounds * sentences, &runs);
    }
    say("Whole runs with --jobs 1: the start, reading, all steps, and writing JSONL to a file.");
    Ok(true)
}

fn report(articles: usize, sentences: usize, runs: &[Used]) {
    let mut seconds: Vec<f64> = runs.iter().map(|run| run.seconds).collect();
    let each = seconds.iter().map(|s| format!("{s:.2}")).collect::<Vec<_>>().join(", ");
    let middle = median(&mut seconds);
    let memory = runs.iter().filter_map(|run| run.memory).max();
    let memory = memory.map_or_else(|| "?".to_string(), |kilobytes| (kilobytes / 1024).to_string());
    let rate = sentences as f64 / middle;
    say(&format!(
        "{articles:>5} articles, {sentences:>6} sentences  {rate:>6.0} sentences/s  ({each} s)  at most {memory} MiB in memory"
    ));
}

/// Sentences of the example articles, as the program cuts them.
fn sentences(program: &Path, root: &Path) -> Result<usize> {
    let mut command = pinned(program);
    command.args(["look", "sentences", "-f", "jsonl"]).arg(root.join("examples/news.jsonl"));
    let out = command.stderr(Stdio::inherit()).output()?;
    ensure!(out.status.success(), "detente look sentences failed");
    Ok(out.stdout.iter().filter(|byte| **byte == b'\n').count())
}

fn used(program: &Path, file: &Path) -> Result<Used> {
    let events: PathBuf = file.with_extension("events.jsonl");
    let mut command = pinned(program);
    // The repeated articles are copies, which would be coded once.
    command.arg("code").arg(file).args(["--jobs", "1", "--near-duplicates", "keep", "-o"]).arg(&events);
    let start = Instant::now();
    // The repeated articles have the same ids, of which the program tells.
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let mut spent = Spent::default();
    let status = loop {
        spent.look(&child);
        if let Some(status) = child.try_wait()? {
            break status;
        }
        std::thread::sleep(TICK);
    };
    ensure!(status.success(), "detente code ended with {status}");
    let seconds = spent.seconds.unwrap_or_else(|| start.elapsed().as_secs_f64());
    Ok(Used { seconds, memory: spent.memory })
}
