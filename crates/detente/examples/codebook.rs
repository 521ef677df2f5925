//! Tries the examples of the codebook's files as they stand, without building anything anew.
//!
//!     cargo run -p detente --example codebook -- modes/ASSAULT lexicon/assault/shoot
//!
//! To be run where `codebook/` stands. Prints each example that does not come out as its file says, for all files or for those whose path begins as given.

#![allow(clippy::print_stdout, reason = "it is a command")]

use detente::Engine;
use detente::code::By;
use detente::examples::{labels, sets, themes};
use detente_knowledge::{Knowledge, compile};
use std::path::Path;
use std::process::ExitCode;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> Result<ExitCode> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let wanted = |place: &str| asked.is_empty() || asked.iter().any(|a| place.starts_with(a.as_str()));
    let pack = compile::compile(Path::new("codebook"), Path::new("knowledge"))?;
    let engine = Engine { knowledge: Knowledge::new(pack), by: By::Lexicon, ..Engine::embedded()? };
    let mut failed = Vec::new();
    for set in sets(&engine).iter().filter(|set| wanted(&format!("{}/{}", set.folder, set.file))) {
        failed.extend(set.check(&engine));
    }
    failed.extend(labels(&engine, &wanted));
    if asked.is_empty() || asked.iter().any(|a| a.starts_with("contexts")) {
        failed.extend(themes(&engine).into_iter().filter(|f| wanted(&f.place)));
    }
    for failure in &failed {
        println!("{failure}\n");
    }
    println!("{} do not come out", failed.len());
    Ok(if failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
