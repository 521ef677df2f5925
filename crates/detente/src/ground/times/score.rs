//! Value F1 on TimeBank and AQUAINT in TimeML, where they lie beside the workspace; the texts are not ours to ship.

use super::tests::{document, times};
use crate::{Document, Span};
use detente_english::English;
use std::path::{Path, PathBuf};

struct Gold {
    span: Span,
    kind: String,
    value: String,
}

#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    overlap: usize,
    kind: usize,
    value: usize,
    strict: usize,
    strict_value: usize,
}

impl Score {
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.gold + self.found).max(1) as f64
    }
}

#[test]
fn value_f1_on_timebank_and_aquaint() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/time/TBAQ-cleaned");
    let english = English::embedded().ok().filter(|_| root.is_dir());
    let Some(english) = english else {
        println!("skipped: {} is not there", root.display());
        return;
    };
    let mut score = Score::default();
    for path in files(&root) {
        if let Some((text, published, gold)) = timeml(&read(&path)) {
            let mut document = document(&text, jiff::civil::Date::strptime("%Y-%m-%d", &published).ok());
            analyse(&english, &mut document);
            add(&mut score, &document, &gold);
        }
    }
    println!(
        "gold {} found {} overlap F1 {:.2} type F1 {:.2} value F1 {:.2} strict F1 {:.2} strict value F1 {:.2}",
        score.gold,
        score.found,
        score.f1(score.overlap),
        score.f1(score.kind),
        score.f1(score.value),
        score.f1(score.strict),
        score.f1(score.strict_value)
    );
    assert!(score.f1(score.value) > 55.0);
}

fn files(root: &Path) -> Vec<PathBuf> {
    let folders = ["TimeBank", "AQUAINT"].map(|f| root.join(f));
    let entries = folders.iter().filter_map(|f| std::fs::read_dir(f).ok()).flatten().flatten();
    let mut files: Vec<PathBuf> =
        entries.map(|e| e.path()).filter(|p| p.extension().is_some_and(|e| e == "tml")).collect();
    files.sort();
    files
}

#[allow(clippy::disallowed_methods, reason = "a scorer reads its gold")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// Text without tags, day of publication, and the expressions.
fn timeml(xml: &str) -> Option<(String, String, Vec<Gold>)> {
    let dct = attribute(xml.split("<DCT>").nth(1)?, "value")?;
    let body = xml.split("<TEXT>").nth(1)?.split("</TEXT>").next()?;
    let (mut text, mut gold, mut open): (String, Vec<Gold>, Option<(usize, String, String)>) =
        Default::default();
    for part in body.split_inclusive(['<', '>']) {
        let Some(tag) = part.strip_suffix('>') else {
            text.push_str(&plain(part.strip_suffix('<').unwrap_or(part)));
            continue;
        };
        if tag.starts_with("TIMEX3") {
            open = Some((text.len(), attribute(tag, "type")?, attribute(tag, "value")?));
        } else if tag.starts_with("/TIMEX3") {
            gold.extend(open.take().map(|(start, kind, value)| Gold {
                span: Span::new(start, text.len()),
                kind,
                value,
            }));
        }
    }
    Some((text, dct.get(..10)?.to_string(), gold))
}

/// Text without entities; offsets count in it and not in the file.
fn plain(part: &str) -> String {
    part.replace("&amp;", "&")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let rest = tag.split(&format!(" {name}=\"")).nth(1)?;
    Some(rest.split('"').next()?.to_string())
}

fn analyse(english: &English, document: &mut Document) {
    let text = document.article.text.clone();
    let forms =
        |s: &crate::Sentence| document.tokens[s.tokens.clone()].iter().map(|t| t.span.of(&text)).collect();
    let sentences: Vec<Vec<&str>> = document.sentences.iter().map(forms).collect();
    for (sentence, words) in document.sentences.iter().zip(english.parse(&sentences)) {
        let first = sentence.tokens.start;
        for (offset, word) in words.into_iter().enumerate() {
            let token = &mut document.tokens[first + offset];
            (token.lemma, token.upos, token.xpos) = (word.lemma, word.upos, word.xpos);
            (token.head, token.deprel) = (word.head.checked_sub(1).map(|h| h + first), word.deprel);
        }
    }
    for i in 0..document.tokens.len() {
        if let Some(head) = document.tokens[i].head {
            document.tokens[head].children.push(i);
        }
    }
}

fn add(score: &mut Score, document: &Document, gold: &[Gold]) {
    let found = times(document);
    let text = &document.article.text;
    let show = option_env!("DETENTE_SHOW_TIMES").is_some();
    (score.gold, score.found) = (score.gold + gold.len(), score.found + found.len());
    for g in gold {
        let hit = found.iter().find(|t| t.span.overlaps(g.span));
        score.overlap += usize::from(hit.is_some());
        score.kind += usize::from(hit.is_some_and(|t| t.kind.as_str() == g.kind));
        score.value += usize::from(hit.is_some_and(|t| t.value == g.value));
        let strict = hit.filter(|t| t.span == g.span);
        score.strict += usize::from(strict.is_some());
        score.strict_value += usize::from(strict.is_some_and(|t| t.value == g.value));
        if let (true, Some(t), None) = (show, hit, strict) {
            println!("SPAN\t{:?}\t{:?}\t{}", g.span.of(text), t.span.of(text), around(text, g.span));
        }
        if show && hit.is_none_or(|t| t.value != g.value) {
            let ours = hit.map_or("-".into(), |t| format!("{} {}", t.span.of(text), t.value));
            println!(
                "GOLD\t{:?}\t{} {}\tOURS\t{ours}\tDCT {:?}\t{}",
                g.span.of(text),
                g.kind,
                g.value,
                document.article.published,
                around(text, g.span)
            );
        }
    }
    for t in found.iter().filter(|t| show && !gold.iter().any(|g| g.span.overlaps(t.span))) {
        println!("EXTRA\t{:?}\t{} {}\t{}", t.span.of(text), t.kind.as_str(), t.value, around(text, t.span));
    }
}

fn around(text: &str, span: Span) -> String {
    let start = (0..=span.start.saturating_sub(50)).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let end = (span.end + 30..=text.len()).find(|i| text.is_char_boundary(*i)).unwrap_or(text.len());
    text[start..end].replace(['\n', '\t'], " ")
}
