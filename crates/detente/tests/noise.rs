//! Texts in which nothing, or almost nothing, is to be coded: how many events are invented there?

#![allow(clippy::expect_used, clippy::disallowed_methods, reason = "a test reads its files and may stop")]

use detente::{Engine, Status, pipeline, read};
use std::fs;
use std::path::{Path, PathBuf};

/// Invented events a text from which on the lexicon is too loose.
const LIMIT: f64 = 0.2;

struct Noise {
    name: String,
    /// Events that are right.
    events: usize,
    text: String,
}

/// `codebook/noise/NAME.txt`: a head with `kind:` and `events:`, an empty line, headline and text.
fn noise() -> Vec<Noise> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../codebook/noise");
    let items = fs::read_dir(&folder).expect("codebook/noise is there").map(|f| f.expect("readable").path());
    let mut files: Vec<PathBuf> = items.filter(|p| p.extension().is_some_and(|e| e == "txt")).collect();
    files.sort();
    files.iter().map(|file| one(file)).collect()
}

fn one(file: &Path) -> Noise {
    let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
    let all = fs::read_to_string(file).expect("readable").replace("\r\n", "\n");
    let (head, text) = all.split_once("\n\n").expect("a head and a text");
    let events = head.lines().find_map(|l| l.strip_prefix("events: ")).expect("a line `events:`");
    assert!(head.lines().any(|l| l.starts_with("kind: ")), "{name} does not say what it is");
    Noise { name, events: events.parse().expect("a number"), text: text.to_string() }
}

/// What the texts' reader would see: events that are said to have happened or to lie ahead.
fn told(engine: &Engine, noise: &Noise) -> Vec<String> {
    let published = jiff::civil::Date::new(2018, 6, 15).ok();
    let hints = read::Hints { published, ..read::Hints::default() };
    let records = pipeline::process(engine, read::text(&noise.text, &hints)).records;
    let seen = [Status::Happened, Status::Ongoing, Status::Planned, Status::Proposed, Status::Threatened];
    let seen = records.into_iter().filter(|e| seen.contains(&e.status));
    seen.map(|e| format!("{}: {} {}: {}", noise.name, e.kind, e.status.as_str(), e.sentence)).collect()
}

#[test]
fn next_to_nothing_is_coded_where_nothing_happens() {
    let engine = Engine::embedded().expect("the embedded parts fit");
    let texts = noise();
    assert!(texts.len() >= 60, "only {} texts", texts.len());
    let (mut invented, mut lines) = (0, Vec::new());
    for noise in &texts {
        let words = noise.text.split_whitespace().count();
        assert!((80..=220).contains(&words), "{} has {words} words", noise.name);
        let found = told(&engine, noise);
        invented += found.len().saturating_sub(noise.events);
        lines.extend(found);
    }
    let mean = invented as f64 / texts.len() as f64;
    println!("{} texts, {invented} invented events, {mean:.2} a text", texts.len());
    assert!(mean < LIMIT, "{mean:.2} invented events a text:\n{}", lines.join("\n"));
}
