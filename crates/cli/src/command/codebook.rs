//! `detente codebook`: the event types, with their rules, examples and words.

use super::Sheet;
use super::sheet::{Written, chosen};
use super::wrap::paragraph;
use crate::args::{CodebookArgs, Format, When};
use crate::console::{self, Talk};
use crate::stop::{Exit, Problem, Stop};
use detente::Code;
use detente_knowledge::Knowledge;
use detente_knowledge::schema::Pack;
use detente_tables::{TypeRow, Words, codebook_html, codebook_pages};
use std::fmt::Write as _;
use std::path::Path;

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

pub(super) fn run(args: &CodebookArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let file = args.output.as_deref();
    let format = chosen(args.format, file, FORMATS, Format::Table)?;
    let written = Written::of(format, file, when, Words::Quoted)?;
    let knowledge = Knowledge::embedded().map_err(Stop::fault)?;
    if let Some(folder) = &args.pages {
        return pages(&knowledge.pack, folder);
    }
    let mut types = TypeRow::all(&knowledge.pack);
    if let Some(asked) = &args.kind {
        types = vec![one(types, asked)?];
    }
    let mut sheet = Sheet::open(file, &written.header::<TypeRow>(), false)?;
    let mut block = written.block("", &types)?;
    if let Written::Table(_) = written {
        block.bytes = match (&args.kind, types.first()) {
            (Some(_), Some(kind)) => page(kind),
            _ => list(&types),
        }
        .into_bytes();
    }
    sheet.write(&block)?;
    sheet.finish(Exit::Done, talk)
}

fn pages(pack: &Pack, folder: &Path) -> Result<Exit, Stop> {
    let unwritable = |error: std::io::Error| {
        Problem::new(Code::CannotWrite, folder.display().to_string(), error.to_string()).usage()
    };
    std::fs::create_dir_all(folder).map_err(unwritable)?;
    let pages = codebook_pages(pack);
    for page in &pages {
        console::save(&folder.join(format!("{}.md", page.name)), &page.markdown())?;
    }
    console::save(&folder.join("codebook.html"), &codebook_html(&pages))?;
    Ok(Exit::Done)
}

fn one<'a>(types: Vec<TypeRow<'a>>, asked: &str) -> Result<TypeRow<'a>, Stop> {
    let codes: Vec<&str> = types.iter().map(|t| t.kind).collect();
    let unknown = unknown(asked, &codes);
    types.into_iter().find(|t| t.kind.eq_ignore_ascii_case(asked)).ok_or(unknown)
}

/// Names that are less alike than this are no misspellings of each other.
const ALIKE: f64 = 0.7;

fn unknown(asked: &str, codes: &[&str]) -> Stop {
    let likeness = |code: &&&str| strsim::jaro_winkler(&asked.to_uppercase(), code);
    let nearest = codes.iter().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let guess = nearest.filter(|code| likeness(code) >= ALIKE);
    let guess = guess.map_or_else(String::new, |code| format!("; did you mean {code}?"));
    Stop::usage(format!("there is no type {asked}{guess}; there are {}", codes.join(", ")))
}

fn list(types: &[TypeRow]) -> String {
    let mut out = String::new();
    for kind in types {
        let _ = writeln!(out, "{} · {} · quad {} · score {}", kind.kind, kind.name, kind.quad, kind.score);
        paragraph(&mut out, 4, kind.definition);
    }
    out.push_str("\nOne type with its rule, borders, examples and words: detente codebook TYPE\n");
    out
}

fn page(kind: &TypeRow) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{} · {}", kind.kind, kind.name);
    let _ = write!(out, "quad {} · score {} · recipient {}", kind.quad, kind.score, kind.recipient);
    let _ = writeln!(
        out,
        " · CAMEO {}\n",
        if kind.cameo.is_empty() { "–".to_string() } else { kind.cameo.join(" ") }
    );
    paragraph(&mut out, 0, kind.definition);
    out.push('\n');
    paragraph(&mut out, 0, &format!("Rule: {}", kind.rule));
    section(
        &mut out,
        "Modes",
        kind.mode.iter().map(|m| format!("{} ({}): {}", m.code, m.score.unwrap_or(kind.score), m.definition)),
    );
    section(&mut out, "Borders", kind.border.iter().map(|b| format!("{}: {}", b.with, b.rule)));
    section(&mut out, "Accepted", kind.accept.iter().map(|a| a.text.clone()));
    section(
        &mut out,
        "Rejected",
        kind.reject.iter().map(|r| format!("{} [{}] {}", r.text, instead(r.instead.as_deref()), r.why)),
    );
    section(
        &mut out,
        "Lexicon",
        kind.lexicon.iter().map(|e| {
            let words: Vec<&str> = [&e.verb, &e.noun, &e.adj].into_iter().flatten().copied().collect();
            format!("{}: {} {}", e.id, e.about, words.join(", "))
        }),
    );
    out
}

fn instead(kind: Option<&str>) -> &str {
    kind.filter(|k| !k.is_empty()).unwrap_or("no event")
}

fn section(out: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_none() {
        return;
    }
    let _ = writeln!(out, "\n{title}");
    for line in lines {
        paragraph(out, 2, &format!("- {line}"));
    }
}
