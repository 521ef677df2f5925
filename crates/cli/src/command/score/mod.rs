//! `detente score`: how well the output of a task agrees with gold. Definitions: `docs/scores-events.md`.

mod contexts;
mod errors;
mod figures;
mod files;
mod happening;
mod pairing;

use super::Sheet;
use super::sheet::{Written, chosen};
use crate::args::{Format, ScoreArgs, Task, When};
use crate::console::Talk;
use crate::stop::{Exit, Stop};
use detente_tables::{MistakeRow, ScoreRow, Words};
use happening::Happening;
use pairing::Pairing;
use std::collections::{BTreeMap, BTreeSet};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

/// What is compared.
struct Compared {
    gold: Vec<Happening>,
    output: Vec<Happening>,
    /// Ids of the articles that count.
    documents: BTreeSet<String>,
    /// Texts by ids, where they were given.
    texts: BTreeMap<String, String>,
    /// Events that are the same: type, and a pair of countries.
    same: Pairing,
}

pub(super) fn run(args: &ScoreArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let file = args.output.as_deref();
    let written = Written::of(chosen(args.format, file, FORMATS, Format::Jsonl)?, file, when, Words::Quoted)?;
    if args.task == Task::Contexts {
        return contexts(args, written, talk);
    }
    let compared = Compared::read(args, talk)?;
    let header = if args.errors { written.header::<MistakeRow>() } else { written.header::<ScoreRow>() };
    let mut sheet = Sheet::open(file, &header, false)?;
    if !args.errors || matches!(written, Written::Table(_)) {
        sheet.write(&written.block(&compared.title(), &figures::rows(&compared))?)?;
    }
    if args.errors {
        sheet.write(&written.block("", &errors::rows(&compared))?)?;
    }
    sheet.finish(Exit::Done, talk)
}

fn contexts(args: &ScoreArgs, written: Written, talk: &mut Talk) -> Result<Exit, Stop> {
    if args.errors {
        return Err(Stop::usage("mistakes are listed for events only"));
    }
    let compared = contexts::Compared::read(args, talk)?;
    let mut sheet = Sheet::open(args.output.as_deref(), &written.header::<ScoreRow>(), false)?;
    sheet.write(&written.block(&compared.title(), &compared.rows())?)?;
    sheet.finish(Exit::Done, talk)
}

impl Compared {
    fn read(args: &ScoreArgs, talk: &mut Talk) -> Result<Compared, Stop> {
        let mut gold = files::gold(&args.gold)?;
        let mut output = files::output(&args.coded)?;
        let texts = args.articles.as_deref().map(files::articles).transpose()?;
        let documents: BTreeSet<String> = match &texts {
            Some(texts) => texts.keys().cloned().collect(),
            None => gold.iter().map(|event| event.document.clone()).collect(),
        };
        let before = (gold.len(), output.len());
        gold.retain(|event| documents.contains(&event.document));
        output.retain(|event| documents.contains(&event.document));
        let (gold_left, output_left) = (before.0 - gold.len(), before.1 - output.len());
        if gold_left + output_left > 0 {
            talk.note(&format!(
                "left out, as their articles do not count: {gold_left} events of gold, {output_left} of the output"
            ));
        }
        let same = Pairing::new(&gold, &output, Happening::has_key_of);
        Ok(Compared { gold, output, documents, texts: texts.unwrap_or_default(), same })
    }

    fn title(&self) -> String {
        let optional = self.gold.iter().filter(|event| event.optional).count();
        format!(
            "{} articles · {} events of gold, {optional} of them optional · {} events of the output",
            self.documents.len(),
            self.gold.len(),
            self.output.len()
        )
    }

    /// Events of the output that no event of gold in the article fits, found or not.
    fn invented(&self) -> impl Iterator<Item = usize> + '_ {
        let fits = |given: &Happening| {
            self.gold.iter().any(|wanted| wanted.document == given.document && wanted.has_key_of(given))
        };
        (0..self.output.len()).filter(move |&o| self.same.of_output(o).is_none() && !fits(&self.output[o]))
    }
}
