//! How large the compiled tables are, how long they take to load, and what larger ones would.
//!
//! ```sh
//! cargo run --release -p detente-knowledge --example load            # as they are
//! cargo run --release -p detente-knowledge --example load -- 20000   # with so many synthetic offices
//! ```

#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "it prints what it measures")]

use detente_knowledge::Knowledge;
use detente_knowledge::schema::Office;
use std::error::Error;
use std::time::{Duration, Instant};

/// The best of several runs.
fn best<T>(mut work: impl FnMut() -> T) -> Duration {
    let mut once = || {
        let begin = Instant::now();
        let made = std::hint::black_box(work());
        let took = begin.elapsed();
        // Taking it down again is not a part of it.
        drop(made);
        took
    };
    (0..9).map(|_| once()).min().unwrap_or_default()
}

fn main() -> Result<(), Box<dyn Error>> {
    let (tables, indices) = Knowledge::compiled_bytes();
    println!("tables {:.2} MB, indices {:.2} MB", tables as f64 / 1e6, indices as f64 / 1e6);
    println!("load {:.2} ms", best(Knowledge::embedded).as_secs_f64() * 1e3);
    let Some(count) = std::env::args().nth(1).and_then(|n| n.parse::<usize>().ok()) else { return Ok(()) };
    let mut pack = Knowledge::embedded()?.pack;
    let rows: Vec<Office> = (0..count).filter_map(|i| synthetic(&pack.people, i)).collect();
    pack.people = rows;
    let bytes = postcard::to_allocvec(&pack)?;
    let read = best(|| postcard::from_bytes::<detente_knowledge::Pack>(&bytes).is_ok());
    let built = Knowledge::new(pack.clone());
    let index = best(|| Knowledge::new(pack.clone()));
    println!(
        "{count} offices: tables {:.2} MB, read in {:.2} ms; {} names; indices at run time instead of compile time {:.0} ms",
        bytes.len() as f64 / 1e6,
        read.as_secs_f64() * 1e3,
        built.pack.people.iter().map(|o| 1 + o.aliases.len()).sum::<usize>(),
        index.as_secs_f64() * 1e3
    );
    Ok(())
}

/// A row like those that are there, of another person.
fn synthetic(rows: &[Office], i: usize) -> Option<Office> {
    let row = rows.get(i % rows.len())?;
    let number = i / rows.len();
    let named = |name: &String| format!("{name} {number}");
    Some(Office {
        person: named(&row.person),
        aliases: row.aliases.iter().map(named).collect(),
        ..row.clone()
    })
}
