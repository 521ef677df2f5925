//! `detente demo`: the first minute. The bundled articles as a table on stdout and as a page.

use super::sheet::Written;
use super::{code, engine};
use crate::args::{DemoArgs, Format, OwnArgs, When};
use crate::console::{self, Output, Talk};
use crate::parallel::ordered;
use crate::run::jobs;
use crate::stop::{Exit, Stop};
use detente::pipeline::{Processed, process};
use detente::read::{Fields, Hints, jsonl};
use detente::record::EventRecord;
use detente_tables::Words;
use detente_tables::page::{Coded, page};

const ARTICLES: &str = include_str!("../../../../examples/news.jsonl");

pub(super) fn run(args: &DemoArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let engine = engine(&OwnArgs::default(), talk)?;
    let coded = coded(|line| {
        let article =
            jsonl(line, &Fields::default(), &Hints::default()).map_err(|n| Stop::fault(n.detail))?;
        let mut processed = process(&engine, article);
        let statuses = code::statuses(&[]);
        processed.records.retain(|event| statuses.contains(&event.status));
        Ok(processed)
    })?;
    let mut text = String::new();
    if let Written::Table(terminal) = Written::of(Format::Table, None, when, Words::Quoted)? {
        for one in &coded {
            let events: Vec<&EventRecord> = one.records.iter().collect();
            terminal.events(&one.grounded.document.article, &events, &mut text);
        }
    }
    let articles: Vec<Coded> = coded.iter().map(as_coded).collect();
    console::save(&args.output, &page(&articles))?;
    let mut output = Output::open(None)?;
    output.write(text.as_bytes())?;
    output.finish()?;
    talk.note(&format!("The same with the texts, for a browser: {}", args.output.display()));
    talk.note("Your own: detente code FILE -f table");
    Ok(Exit::Done)
}

fn coded(work: impl Fn(&str) -> Result<Processed, Stop> + Sync) -> Result<Vec<Processed>, Stop> {
    let mut out = Vec::new();
    ordered(jobs(None), ARTICLES.lines(), work, |processed| {
        out.push(processed?);
        Ok(())
    })?;
    Ok(out)
}

fn as_coded(processed: &Processed) -> Coded<'_> {
    Coded { article: &processed.grounded.document.article, events: &processed.records }
}
