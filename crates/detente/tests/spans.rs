//! What must hold for any text: it comes back unchanged, and every place that is given lies in it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "clippy takes helpers of tests for code that is shipped"
)]

use detente::pipeline::{self, Processed};
use detente::read::{self, Hints};
use detente::record::EventRecord;
use detente::{Claim, Document, Engine, Span};
use proptest::prelude::*;
use std::sync::OnceLock;

/// Sentences of news, so that every step has something to find.
const NEWS: &[&str] = &[
    "Norway expelled three Russian diplomats on Monday.",
    "“We will sign the treaty,” Iranian Foreign Minister Mohammad Javad Zarif said in Geneva.",
    "North Korea called South Korea on Jan. 9 and proposed talks by phone, the first since December 2015.",
    "Turkish President Recep Tayyip Erdoğan’s spokesman denied that troops had attacked São Tomé.",
    "MINSK, Aug. 14 (Example Wire) — Thousands marched; police used tear gas.",
    "It accused the U.S. of lying and threatened to close its embassy by next Friday.",
    "Both countries will hold talks in Oslo in two weeks, according to Reuters.",
    "If the South refuses, the North could attack its ships.",
];

/// What lies between sentences and in the middle of words on real pages, and what never should.
const ODD: &[&str] = &[
    " ",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{200b}",
    "\u{feff}",
    "\u{202e}",
    "\0",
    "e\u{301}",
    "\u{301}",
    "🚨",
    "👩‍👩‍👧",
    "“",
    "”",
    "\"",
    "’",
    "'",
    "…",
    "—",
    "-",
    ".",
    "...",
    "$7.2",
    "1,500",
    "№",
    "ﬁ",
    "İ",
    "ẞ",
    "北京",
    "مرحبا",
    "@a",
    "#b",
    "http://example.org/a?b=c",
];

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::embedded().expect("the embedded parts fit"))
}

fn process(text: &str) -> Processed {
    let hints = Hints {
        published: "2018-06-15".parse().ok(),
        outlet: Some("Example Wire".into()),
        ..Hints::default()
    };
    pipeline::process(engine(), read::text(text, &hints))
}

/// Sentences whole and cut, with odd characters between them and within.
fn news() -> impl Strategy<Value = String> {
    let whole = prop::sample::select(NEWS).prop_map(str::to_string);
    let odd = prop::sample::select(ODD).prop_map(str::to_string);
    let split = (prop::sample::select(NEWS), any::<prop::sample::Index>(), prop::sample::select(ODD))
        .prop_map(|(text, at, odd)| {
            let at = at.index(text.chars().count());
            text.chars().take(at).chain(odd.chars()).chain(text.chars().skip(at)).collect()
        });
    prop::collection::vec(prop_oneof![3 => whole, 4 => odd, 2 => split, 1 => "\\PC{0,12}"], 1..12)
        .prop_map(|parts| parts.concat())
}

/// Every span of a document and of its events.
fn spans(processed: &Processed) -> Vec<Span> {
    let (grounded, document) = (&processed.grounded, &processed.grounded.document);
    let mut out: Vec<Span> = document.article.paragraphs.iter().map(|p| p.span).collect();
    out.extend(document.article.notices.iter().filter_map(|n| n.span));
    out.extend(document.sentences.iter().map(|s| s.span));
    out.extend(document.tokens.iter().map(|t| t.span));
    out.extend(document.quotes.iter().flat_map(|q| [q.source, q.cue, Some(q.content)]).flatten());
    out.extend(grounded.mentions.iter().map(|m| m.span));
    out.extend(grounded.times.iter().map(|t| t.span));
    out.extend(grounded.places.iter().map(|p| p.span));
    out.extend(
        processed
            .events
            .iter()
            .flat_map(|e| std::iter::once(&e.claim).chain(&e.others))
            .flat_map(claim_spans),
    );
    out
}

fn claim_spans(claim: &Claim) -> Vec<Span> {
    let mut out = vec![claim.evidence, claim.trigger_span];
    out.extend(claim.actors.iter().chain(&claim.recipients).map(|p| p.span));
    out.extend(claim.when.as_ref().ok().map(|w| w.span));
    out.extend(claim.channel.as_ref().map(|c| c.span));
    out.extend(claim.attribution.iter().filter_map(|s| s.span));
    out
}

/// The words that a record quotes, each with the code points that it gives for them.
fn quotations(record: &EventRecord) -> Vec<(&str, usize, usize)> {
    let mut out = vec![(record.trigger.text.as_str(), record.trigger.start, record.trigger.end)];
    out.extend(record.actors.iter().chain(&record.recipients).map(|p| (p.text.as_str(), p.start, p.end)));
    out.extend(record.place.iter().map(|p| (p.text.as_str(), p.start, p.end)));
    out
}

fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// The paragraph's text, put together from its tokens and what lies between them.
fn joined(document: &Document, number: usize) -> String {
    let (text, paragraph) = (&document.article.text, document.article.paragraphs[number].span);
    let sentences = document.sentences.iter().filter(|s| s.paragraph == number);
    let tokens = sentences.flat_map(|s| &document.tokens[s.tokens.clone()]);
    let (mut out, mut at) = (String::new(), paragraph.start);
    for token in tokens {
        out.push_str(text.get(at..token.span.start).expect("tokens in order"));
        out.push_str(text.get(token.span.start..token.span.end).expect("a token in the text"));
        at = token.span.end;
    }
    out + text.get(at..paragraph.end).expect("no token behind the paragraph")
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let processed = process(text);
    let document = &processed.grounded.document;
    prop_assert_eq!(&document.article.text, text);
    for span in spans(&processed) {
        prop_assert!(span.start <= span.end && text.get(span.start..span.end).is_some(), "{:?}", span);
    }
    for (number, paragraph) in document.article.paragraphs.iter().enumerate().filter(|(_, p)| p.kept()) {
        prop_assert_eq!(joined(document, number), paragraph.span.of(text));
    }
    for token in &document.tokens {
        prop_assert!(document.sentences[token.sentence].span.contains(token.span));
        prop_assert!(!token.span.is_empty());
    }
    quotes_are_slices(text, &processed.records)?;
    prop_assert_eq!(&process(text).records, &processed.records);
    Ok(())
}

fn quotes_are_slices(text: &str, records: &[EventRecord]) -> Result<(), TestCaseError> {
    for record in records {
        prop_assert!(record.start < record.end && record.end <= text.chars().count());
        prop_assert!(text.contains(&record.sentence));
        for (words, start, end) in quotations(record) {
            prop_assert_eq!(words, slice(text, start, end));
        }
        for words in [&record.date_text, &record.channel_text].into_iter().flatten() {
            prop_assert!(text.contains(words.as_str()));
        }
        for said in &record.attribution {
            prop_assert!(said.start.zip(said.end).is_none_or(|(a, b)| a < b && b <= text.chars().count()));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_places(text in "(?s).{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn news_with_odd_characters_keeps_its_places(text in news()) {
        holds(&text)?;
    }
}

#[test]
fn plain_news_has_something_to_check() {
    let processed = process(&NEWS.join("\n\n"));
    assert!(processed.records.len() >= 4, "{}", processed.records.len());
    assert!(!processed.grounded.times.is_empty() && !processed.grounded.places.is_empty());
    holds(&NEWS.join(" ")).unwrap();
}

#[test]
fn texts_without_words_are_read_too() {
    for text in ["", " ", "\n", "\r\n\r\n", "\u{feff}", ".", "“", "\0", "\u{301}"] {
        holds(text).unwrap();
    }
}
