//! `detente relate`: the type of the relation between two given spans.

use super::sheet::{Written, chosen};
use super::{Block, Sheet, engine};
use crate::args::{Format, RelateArgs, When};
use crate::console::Talk;
use crate::input::{Item, Kind, Reading, find, items};
use crate::parallel::ordered;
use crate::run::{guarded, jobs};
use crate::stop::{Exit, Problem, Stop};
use detente::code::{RelateInput, Relation, relate};
use detente::read::{self, Hints};
use detente::{Code, Engine, ParagraphKind, Span, ground, parse};
use detente_tables::{RelationRow, Words};
use serde_json::{Map, Value};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

/// A relation with the id of its record.
type Found = (Option<String>, Relation);

pub(super) fn run(args: &RelateArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let file = args.output.as_deref();
    let written = Written::of(chosen(args.format, file, FORMATS, Format::Jsonl)?, file, when, Words::Quoted)?;
    let engine = engine(&args.own, talk)?;
    let mut sheet = Sheet::open(file, &written.header::<RelationRow>(), false)?;
    let mut exit = Exit::Done;
    // A table is as wide as its widest row, so its rows wait for each other.
    let mut table: Vec<Found> = Vec::new();
    let work = |item: Result<Item, Problem>| {
        let item = item?;
        let place = item.place.clone();
        guarded(&place, || found(&engine, &item))?.map_err(|(code, detail)| Problem::new(code, place, detail))
    };
    ordered(jobs(args.jobs), items(find(&args.inputs), &Reading::lines()), work, |found| match found {
        Ok(found) if matches!(written, Written::Table(_)) => {
            table.push(found);
            Ok(())
        }
        Ok(found) => sheet.write(&block(written, std::slice::from_ref(&found), args.scores)?),
        Err(problem) => {
            exit = exit.max(problem.exit());
            talk.problem(&problem);
            Ok(())
        }
    })?;
    sheet.write(&block(written, &table, args.scores)?)?;
    sheet.finish(exit, talk)
}

fn block(written: Written, found: &[Found], scores: bool) -> Result<Block, Stop> {
    let rows = found.iter().map(|(id, relation)| RelationRow::new(id.as_deref(), relation, scores));
    let rows: Vec<RelationRow> = rows.collect();
    written.block("", &rows)
}

type Bad = (Code, String);

fn found(engine: &Engine, item: &Item) -> Result<Found, Bad> {
    let (Kind::Line(bytes) | Kind::Text(bytes)) = &item.kind else {
        return Err((Code::BadJson, "it is no line of JSONL".to_string()));
    };
    let record = object(bytes)?;
    let text = record.get("text").and_then(Value::as_str);
    let text = text.ok_or_else(|| (Code::NoTextField, "the field \"text\" is not a string".to_string()))?;
    let input =
        RelateInput { source: span(&record, "source", text)?, target: span(&record, "target", text)? };
    let published = record.get("published").and_then(Value::as_str).and_then(read::date);
    let mut article = read::text(text, &Hints { published, ..Hints::default() });
    // Who names two spans of a text wants all of it read: nothing of it is residue of a page.
    article.paragraphs.iter_mut().filter(|p| !p.kept()).for_each(|p| p.kind = ParagraphKind::Body);
    let document = parse::parse(&engine.english, &engine.knowledge, article);
    let grounded = ground::ground(&engine.knowledge, document);
    Ok((id(&record), relate(&engine.knowledge, &grounded, input)))
}

fn object(bytes: &[u8]) -> Result<Map<String, Value>, Bad> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| (Code::BadJson, error.to_string()))?;
    match value {
        Value::Object(record) => Ok(record),
        _ => Err((Code::BadJson, "it is JSON of another kind".to_string())),
    }
}

fn id(record: &Map<String, Value>) -> Option<String> {
    match record.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

/// A range of code points of the record as a range of bytes of its text.
fn span(record: &Map<String, Value>, field: &str, text: &str) -> Result<Span, Bad> {
    let bad = |what: &str| (Code::BadField, format!("\"{field}\" {what}"));
    let ends = record.get(field).and_then(Value::as_array);
    let ends: Vec<usize> =
        ends.into_iter().flatten().filter_map(|end| usize::try_from(end.as_u64()?).ok()).collect();
    let [start, end] = ends[..] else { return Err(bad("is not a pair of offsets such as [0, 6]")) };
    let byte = |point: usize| text.char_indices().map(|(byte, _)| byte).chain([text.len()]).nth(point);
    match (byte(start), byte(end)) {
        (Some(from), Some(to)) if from < to => Ok(Span::new(from, to)),
        (Some(_), Some(_)) => Err(bad("is empty")),
        _ => Err(bad(&format!("lies outside of the text, which has {} code points", text.chars().count()))),
    }
}
