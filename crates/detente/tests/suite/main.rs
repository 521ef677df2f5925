//! The literate suite: texts in `suite/` with what each step gives for them, one folder per step.
//!
//! `cargo xtask suite --update` writes what comes out now into the files; what the difference shows is to be looked at.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "clippy takes helpers of tests for code that is shipped"
)]
#![expect(clippy::disallowed_methods, reason = "the cases are files, and only the core itself does no I/O")]

mod cases;
mod diff;
mod dumps;

use cases::{Case, File};
use detente::Engine;
use detente::pipeline::{self, Processed};
use detente::read::{self, Hints};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

#[test]
fn read() {
    check("read");
}

#[test]
fn parse() {
    check("parse");
}

#[test]
fn ground() {
    check("ground");
}

#[test]
fn code() {
    check("code");
}

#[test]
fn link() {
    check("link");
}

#[test]
fn record() {
    check("record");
}

#[test]
fn articles() {
    check("articles");
}

fn check(folder: &str) {
    let files = files(folder);
    assert!(!files.is_empty(), "suite/{folder} has no cases");
    let told: Vec<String> = files.iter().flat_map(|path| check_file(path)).collect();
    assert!(
        told.is_empty(),
        "{} blocks of suite/{folder} differ (- wanted, + found); `cargo xtask suite --update` takes what is found\n\n{}",
        told.len(),
        told.join("\n")
    );
}

/// What is wrong with a file, after an update: what an update cannot mend.
fn check_file(path: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let mut file = File::parse(&text);
    let mut told =
        file.faults.iter().map(|(line, fault)| format!("{}:{line}: {fault}\n", name(path))).collect();
    for case in &mut file.cases {
        check_case(path, case, &mut told);
    }
    if update() {
        let renewed = file.renewed(&text);
        if renewed != text {
            std::fs::write(path, renewed).expect("a writable file");
        }
    }
    told
}

fn check_case(path: &Path, case: &mut Case, told: &mut Vec<String>) {
    let processed = process(case);
    for block in &mut case.blocks {
        let Some(found) = dumps::dump(&block.kind, engine(), &processed) else {
            told.push(format!("{}:{}: nothing is called {:?}\n", name(path), block.line, block.kind));
            continue;
        };
        if found != block.lines && !update() {
            let place = format!("{}:{}: {} of {:?}", name(path), block.line, block.kind, case.heading);
            told.push(format!("{place}\n{}", diff::diff(&block.lines, &found, block.line)));
        }
        block.lines = found;
    }
}

fn process(case: &Case) -> Processed {
    let hints = Hints { published: case.published, outlet: case.outlet.clone(), ..Hints::default() };
    if case.page {
        let article =
            read::html(case.text.as_bytes(), &hints).unwrap_or_else(|e| panic!("{}: {e:?}", case.heading));
        return pipeline::process(engine(), article);
    }
    let text = case.file.as_ref().map(|file| {
        std::fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
    });
    pipeline::process(engine(), read::text(text.as_deref().unwrap_or(&case.text), &hints))
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::embedded().expect("the embedded parts fit"))
}

fn files(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("suite").join(folder)).expect("the folder of the suite");
    let mut files: Vec<PathBuf> = entries.map(|e| e.expect("a readable folder").path()).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "md"));
    files.sort();
    files
}

fn update() -> bool {
    std::env::var_os("UPDATE_SUITE").is_some_and(|v| v == "1")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}
