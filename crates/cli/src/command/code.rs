//! `detente code`: the events of articles.

use super::dialect::Foreign;
use super::sheet::Written;
use super::{Block, Sheet, engine, own, versions};
use crate::args::{CodeArgs, Duplicates, Format, When};
use crate::console::Talk;
use crate::run::{self, Job};
use crate::stop::{Exit, Stop};
use detente::pipeline::{Processed, process};
use detente::record::EventRecord;
use detente::{Article, Engine, Status};
use detente_tables::{EventRow, Reprint, Words};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

pub(super) fn run(args: &CodeArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let written = Layout::new(args, when)?;
    let words = if args.output.no_text { Words::LeftOut } else { Words::Quoted };
    let engine = own::petrarch(engine(&args.own, talk)?, args, talk)?;
    let engine = Engine { by: args.by.into(), ..engine };
    let statuses = match &engine.petrarch {
        Some(_) if args.status.is_empty() => Status::ALL.to_vec(),
        _ => statuses(&args.status),
    };
    let header = written.header();
    let (input, dictionaries) = (args.input.settings(), own::petrarch_version(args)?);
    let (how, part) = (args.near_duplicates, args.by);
    let wanted = format!("{statuses:?} {how:?} {:?} {:?} {part:?}", args.petrarch_codes, args.dialect);
    let settings = ["code", &input, &wanted, &versions(&engine), &dictionaries];
    let sheet = Sheet::of(&args.output, &header, &settings)?;
    let job = Job {
        input: &args.input,
        output: &args.output,
        rows: "events",
        link: args.near_duplicates == Duplicates::Link,
    };
    run::articles(&job, sheet, talk, |article: Article, copies: &[Reprint]| {
        let processed = process(&engine, article);
        let events: Vec<&EventRecord> =
            processed.records.iter().filter(|e| statuses.contains(&e.status)).collect();
        match written {
            Layout::Own(written) => block(written, words, &processed, &events, copies),
            Layout::Foreign(foreign) => foreign.block(&engine, &processed, &events, copies, words),
        }
    })
}

/// Our own layout, or that of another data set.
#[derive(Clone, Copy)]
enum Layout {
    Own(Written),
    Foreign(Foreign),
}

impl Layout {
    fn new(args: &CodeArgs, when: When) -> Result<Layout, Stop> {
        if let Some(foreign) = Foreign::new(args)? {
            return Ok(Layout::Foreign(foreign));
        }
        Ok(Layout::Own(Written::new(&args.output, when, FORMATS, Format::Jsonl)?))
    }

    fn header(self) -> Vec<u8> {
        match self {
            Layout::Own(written) => written.header::<EventRow>(),
            Layout::Foreign(foreign) => foreign.header(),
        }
    }
}

fn block(
    written: Written,
    words: Words,
    processed: &Processed,
    events: &[&EventRecord],
    copies: &[Reprint],
) -> Result<Block, Stop> {
    if let Written::Table(terminal) = written {
        let mut text = String::new();
        terminal.events(&processed.grounded.document.article, events, &mut text);
        return Ok(Block { bytes: text.into_bytes(), rows: events.len() });
    }
    let rows: Vec<EventRow> = events.iter().map(|e| EventRow::new(e, words).with_copies(copies)).collect();
    written.block("", &rows)
}

/// Statuses that are written: those that were asked for, else all that say something of the world.
pub(super) fn statuses(asked: &[String]) -> Vec<Status> {
    if asked.iter().any(|s| s == "all") {
        return Status::ALL.to_vec();
    }
    if asked.is_empty() {
        let usual = |s: &Status| !matches!(s, Status::Denied | Status::Hypothetical);
        return Status::ALL.iter().copied().filter(usual).collect();
    }
    asked.iter().filter_map(|s| Status::from_name(s)).collect()
}
