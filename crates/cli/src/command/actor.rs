//! `detente actor`: who can be meant by a name, on a day.

use super::sheet::{Written, chosen};
use super::{Sheet, own};
use crate::args::{ActorArgs, Format, When};
use crate::console::Talk;
use crate::stop::{Exit, Stop};
use detente::ground::candidates;
use detente_knowledge::Knowledge;
use detente_tables::{CandidateRow, Words};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

pub(super) fn run(args: &ActorArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let file = args.output.as_deref();
    let written = Written::of(chosen(args.format, file, FORMATS, Format::Jsonl)?, file, when, Words::Quoted)?;
    let knowledge = Knowledge::embedded().map_err(Stop::fault)?;
    let knowledge = own::with(knowledge, &args.own, talk)?;
    let found = candidates(&knowledge, &args.name, args.on);
    let rows: Vec<CandidateRow> = found.iter().map(CandidateRow::new).collect();
    let mut sheet = Sheet::open(file, &written.header::<CandidateRow>(), false)?;
    let on = args.on.map(|day| format!(" on {day}")).unwrap_or_default();
    if rows.is_empty() {
        talk.note(&format!("the tables know nobody called {}{on}", args.name));
    } else {
        sheet.write(&written.block(&format!("{}{on}", args.name), &rows)?)?;
        if !found.iter().any(|c| c.preferred) {
            talk.note("ambiguous: nothing prefers one of them");
        }
    }
    talk.hints();
    sheet.finish(Exit::Done, talk)
}
