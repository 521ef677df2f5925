//! The examples of the contexts: whole texts, not events.

use super::Failure;
use crate::code::{Theme, contexts};
use crate::{Engine, parse, read};
use detente_knowledge::Context;

/// Sentences of contexts that do not come out as the codebook says, and contexts that have too few.
pub fn themes(engine: &Engine) -> Vec<Failure> {
    engine.knowledge.pack.contexts.iter().flat_map(|context| check(engine, context)).collect()
}

/// How many examples the contexts have.
pub fn count(engine: &Engine) -> usize {
    engine.knowledge.pack.contexts.iter().map(|c| c.accept.len() + c.reject.len()).sum()
}

fn check(engine: &Engine, context: &Context) -> Vec<Failure> {
    let mut out = Vec::new();
    let failure = |accepted: bool, text: &str, wanted: String, found: String| Failure {
        place: format!("contexts/{}", context.code),
        accepted,
        text: text.to_string(),
        wanted,
        found,
    };
    let (accepted, rejected) = (context.accept.len(), context.reject.len());
    if accepted < 6 || rejected < 4 {
        let found = format!("{accepted} accepted, {rejected} rejected");
        out.push(failure(true, "", "six accepted examples and four rejected".to_string(), found));
    }
    for accept in &context.accept {
        let found = found(engine, &accept.text);
        let theme = found.iter().find(|theme| theme.code == context.code);
        let words = |theme: &Theme| {
            let at = accept.text.find(&accept.words).map(|at| (at, at + accept.words.len()));
            at.is_some_and(|(start, end)| theme.words.iter().any(|w| w.start < end && start < w.end))
        };
        if !theme.is_some_and(words) {
            let wanted = format!("{} by \"{}\"", context.code, accept.words);
            out.push(failure(true, &accept.text, wanted, told(&found, &accept.text)));
        }
    }
    for reject in &context.reject {
        let found = found(engine, &reject.text);
        let has = |code: &str| found.iter().any(|theme| theme.code == code);
        let there = reject.text.contains(&reject.words);
        if has(&context.code) || !there || !reject.instead.iter().all(|code| has(code)) {
            let wanted = format!("not {}, but {:?}", context.code, reject.instead);
            out.push(failure(false, &reject.text, wanted, told(&found, &reject.text)));
        }
    }
    out
}

/// Contexts of a sentence that stands alone.
fn found(engine: &Engine, text: &str) -> Vec<Theme> {
    let document =
        parse::parse(&engine.english, &engine.knowledge, read::text(text, &read::Hints::default()));
    contexts(&engine.knowledge, &document).paragraphs.into_iter().flatten().collect()
}

fn told(found: &[Theme], text: &str) -> String {
    let words = |theme: &Theme| theme.words.iter().map(|w| w.of(text)).collect::<Vec<_>>().join(", ");
    found.iter().map(|theme| format!("{} by {}", theme.code, words(theme))).collect::<Vec<_>>().join("\n")
}
