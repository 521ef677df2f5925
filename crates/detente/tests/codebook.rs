//! The examples of the codebook, through the whole pipeline.

#![allow(clippy::expect_used, reason = "a test may stop")]

use detente::Engine;
use detente::code::By;
use detente::examples::{Failure, count, count_of_goals, count_of_themes, labels, sets, themes};

/// What is in the codebook is tried without the judge: whoever writes an entry sees what the entry does.
fn engine() -> Engine {
    Engine { by: By::Lexicon, ..Engine::embedded().expect("the embedded parts fit") }
}

#[test]
fn the_judge_seldom_overrules_an_example() {
    let engine = Engine::embedded().expect("the embedded parts fit");
    let sets = sets(&engine);
    let count: usize = sets.iter().map(|s| s.len()).sum();
    let mut failed: Vec<Failure> = sets.iter().flat_map(|s| s.check(&engine)).collect();
    // What the lexicon alone misreads the judge may well find.
    failed.retain(|f| !f.wanted.contains("misread"));
    println!("{} of {count} examples come out otherwise with the judge\n{}", failed.len(), told(&failed));
    assert!(failed.len() * 50 < count, "{} of {count} examples\n{}", failed.len(), told(&failed));
}

#[test]
fn every_example_comes_out_as_the_codebook_says() {
    let engine = engine();
    let sets = sets(&engine);
    let count: usize = sets.iter().map(|s| s.len()).sum();
    let misread: usize = sets.iter().map(|s| s.misread()).sum();
    println!("{count} examples, {misread} of them goals that the English model misreads today");
    assert!(misread * 50 < count, "{misread} of {count} examples are misread: too many to be goals");
    let failed: Vec<Failure> = sets.iter().flat_map(|s| s.check(&engine)).collect();
    assert!(count > 1000, "the codebook has lost its examples: {count}");
    assert!(failed.is_empty(), "{} of {count} examples fail\n{}", failed.len(), told(&failed));
}

fn told(failed: &[Failure]) -> String {
    failed.iter().map(Failure::to_string).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_sector_status_channel_and_mode_has_examples_that_come_out() {
    let engine = engine();
    let failed = labels(&engine, &|_| true);
    let (all, goals) = (count(&engine), count_of_goals(&engine));
    println!("{all} examples of sectors, statuses, channels and modes, {goals} of them goals");
    assert!(goals * 20 < all, "{goals} of {all} examples do not come out: too many to be goals");
    assert!(failed.is_empty(), "{} of {} examples fail\n{}", failed.len(), count(&engine), told(&failed));
}

#[test]
fn every_context_has_examples_that_come_out() {
    let engine = Engine::embedded().expect("the embedded parts fit");
    let failed = themes(&engine);
    let count = count_of_themes(&engine);
    println!("{count} examples of contexts");
    assert!(failed.is_empty(), "{} of {count} examples fail\n{}", failed.len(), told(&failed));
    let pack = &engine.knowledge.pack;
    let known = |code: &str| pack.contexts.iter().any(|c| c.code == code);
    for context in &pack.contexts {
        let others = context.border.iter().map(|b| &b.with);
        let others = others.chain(context.reject.iter().flat_map(|r| &r.instead));
        let strangers: Vec<_> = others.filter(|code| !known(code) || **code == context.code).collect();
        assert!(!context.border.is_empty() && strangers.is_empty(), "{}: {strangers:?}", context.code);
    }
}

#[test]
fn types_have_enough_examples() {
    let engine = engine();
    let pack = &engine.knowledge.pack;
    for kind in &pack.types {
        let (accepted, rejected) = (kind.accept.len(), kind.reject.len());
        assert!(accepted >= 6 && rejected >= 4, "{}: {accepted} accepted, {rejected} rejected", kind.code);
        for accept in &kind.accept {
            assert!(accept.trigger.is_some() && !accept.actor.is_empty(), "{}: {}", kind.code, accept.text);
        }
        for reject in &kind.reject {
            assert!(reject.words.is_some(), "{}: {}", kind.code, reject.text);
        }
    }
    assert_eq!((pack.contexts.len(), pack.statuses.len(), pack.channels.len()), (37, 9, 12));
    let sentences =
        pack.types.iter().flat_map(|t| &t.reject).chain(pack.entries.iter().flat_map(|e| &e.reject));
    for reject in sentences {
        let there = reject.words.as_ref().is_none_or(|words| reject.text.contains(words.as_str()));
        assert!(there, "the words of \"{}\" do not stand in it", reject.text);
    }
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
