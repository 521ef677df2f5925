//! Coding by PETRARCH's dictionaries of whatever text there is: no text fails, hangs, or comes out differently the second time.

#![allow(clippy::expect_used, reason = "clippy takes helpers of tests for code that is shipped")]

use detente::code::petrarch::Petrarch;
use detente::pipeline::process;
use detente::read::{Hints, text};
use detente::{Engine, Span};
use detente_knowledge::petrarch::Dictionaries;

const VERBS: &str = "\
&MANY
+GOOD OLD
+VERY_OLD
--- MEET [040:040] ---
MEET {MEETS MET MEETING}
- ^ ^ + * ^ ^ $ [041]
- % * % [042]
- &MANY &MANY * &MANY (WITH ^) {&MANY +} [043]
- SAID_NOT_* [044]
--- SAY [010] ---
SAY {SAYS SAID}
~ a (a b Q) SAY = a b Q
~ a (b . MEET) SAY = a b 112
";

fn engine(verbs: &str) -> Engine {
    let actors = "NORLAND [NOR]\nSUDANIA [SDA/SDB]\nEAST-ISLES [EIS]\nX_Y_Z [XYZ <19000101]";
    let agents = "MINISTER [~GOV]\nOLD_SAILOR [NGO~]";
    let (dictionaries, _) =
        Dictionaries::read(("v", verbs), &[("a", actors)], &[("g", agents)], &[("d", "NEVER EVER")]);
    let petrarch = Some(Petrarch { dictionaries, cameo: true });
    Engine { petrarch, ..Engine::embedded().expect("the embedded parts fit") }
}

/// Source, target, code and evidence of each event.
fn coded(engine: &Engine, words: &str) -> Vec<(String, String, String, Span)> {
    let processed = process(engine, text(words, &Hints::default()));
    let code = |p: &[detente::Participant]| p[0].code().unwrap_or_default();
    let row = |e: &detente::Event| {
        let claim = &e.claim;
        (
            code(&claim.actors),
            code(&claim.recipients),
            claim.cameo.clone().unwrap_or_default(),
            claim.evidence,
        )
    };
    processed.events.iter().map(row).collect()
}

#[test]
fn no_text_fails() {
    let engine = engine(VERBS);
    let long = vec!["the old sailors of Norland"; 120].join(" and ");
    let nested = "Norland said that Sudania said that ".repeat(40);
    let texts = [
        String::new(),
        "- - - -- -".into(),
        "met".into(),
        "Met, met; met. Said not met!".into(),
        "East-Isles-Norland's anti- Sudania-met ‑ said’s".into(),
        "😀 Norland 😀 met 😀 Sudania 😀".into(),
        format!("{long} met {long} with {long}."),
        format!("{nested}it met Norland."),
        "good old ".repeat(150) + "Norland met " + &"very old ".repeat(150) + "Sudania.",
    ];
    for words in &texts {
        let found = coded(&engine, words);
        assert_eq!(found, coded(&engine, words), "{words}");
        assert!(found.iter().all(|(.., s)| words.get(s.start..s.end).is_some()), "{words}");
    }
}

#[test]
fn codes_with_slashes_are_several_parties_in_the_older_dictionaries() {
    let older: Vec<&str> = VERBS.lines().filter(|line| !line.contains('(')).collect();
    let older = older.join("\n");
    let dyads = |verbs: &str| -> Vec<String> {
        let found = coded(&engine(verbs), "Norland met Sudania.");
        found.iter().map(|(a, b, code, _)| format!("{a} {b} {code}")).collect()
    };
    assert_eq!(dyads(&older), ["NOR SDA 040", "SDA NOR 040", "NOR SDB 040", "SDB NOR 040"]);
    assert_eq!(dyads(VERBS), ["NOR SDA/SDB 040", "SDA/SDB NOR 040"]);
}
