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

#[test]
fn the_tables_of_cameo_name_types_and_modes_of_the_codebook() {
    let knowledge = detente_knowledge::Knowledge::embedded().expect("the compiled codebook");
    let rows = knowledge.pack.cameo_events.iter().chain(&knowledge.pack.cameo_of);
    for row in rows {
        let kind = knowledge.event_type(&row.kind).unwrap_or_else(|| panic!("{row:?}"));
        assert!(row.mode.is_empty() || kind.mode.iter().any(|m| m.code == row.mode), "{row:?}");
    }
    for kind in &knowledge.pack.types {
        let code = knowledge.cameo_of(&kind.code, &[]).unwrap_or_else(|| panic!("{} has no code", kind.code));
        assert_eq!(knowledge.cameo(code).map(|row| &row.kind), Some(&kind.code), "{code}");
    }
    assert_eq!(knowledge.cameo_of("CONSULT", &["multilateral".into(), "visit".into()]), Some("042"));
    assert_eq!(knowledge.cameo("1389").map(|row| row.kind.as_str()), Some("THREATEN"));
    assert!(knowledge.cameo("010").is_none());
}
