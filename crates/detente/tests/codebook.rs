//! The examples of the codebook, through the whole pipeline.

use detente::Engine;
use detente::examples::{Failure, sets};

#[test]
fn every_example_comes_out_as_the_codebook_says() {
    let engine = Engine::embedded().expect("the embedded parts fit");
    let sets = sets(&engine);
    let count: usize = sets.iter().map(|s| s.len()).sum();
    let misread: usize = sets.iter().map(|s| s.misread()).sum();
    println!("{count} examples, {misread} of them goals that the English model misreads today");
    assert!(misread * 50 < count, "{misread} of {count} examples are misread: too many to be goals");
    let failed: Vec<Failure> = sets.iter().flat_map(|s| s.check(&engine)).collect();
    let told: Vec<String> = failed
        .iter()
        .map(|f| format!("{}: {}\n  wants {}\n  found {}", f.place, f.text, f.wanted, f.found))
        .collect();
    assert!(count > 1000, "the codebook has lost its examples: {count}");
    assert!(failed.is_empty(), "{} of {count} examples fail\n{}", failed.len(), told.join("\n"));
}
