//! Events in the layouts of other data sets: PLOVER, POLECAT, ICEWS, GDELT.
//!
//! Columns, their order and the form of their values are those of the data set; what the data set has and detente does
//! not know stays empty. docs/dialects.md says where each value comes from and what is lost.

mod dyad;
mod gdelt;
mod icews;
mod plover;
mod polecat;

use crate::layout::line;
use crate::{Layout, Reprint, Words};
use detente::record::{EventRecord, ParticipantRecord};
use detente::{Grounded, MentionKind};
use detente_knowledge::{Knowledge, holds};
use jiff::civil::Date;
use serde::ser::{Serialize, Serializer};
use std::io;

/// The layout of a data set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// One JSON object an event, as PLOVER's manual names the fields.
    Plover,
    /// 40 columns, tab-separated, with a header.
    Polecat,
    /// 20 columns, tab-separated, with a header; a row for each pair of actor and recipient.
    Icews,
    /// The 61 columns of the event table of GDELT 2.0, tab-separated, without a header; a row for each pair.
    Gdelt,
}

/// Names that stand in a story, each once, in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Story {
    people: Vec<String>,
    organisations: Vec<String>,
    locations: Vec<String>,
}

/// What the rows of an event are made from.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The event.
    pub event: &'a EventRecord,
    /// Names in its article.
    pub story: &'a Story,
    /// Other articles with the same text.
    pub copies: &'a [Reprint],
    /// Whether words of the article may be written.
    pub words: Words,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq)]
enum Cell {
    Empty,
    Text(String),
    Whole(u64),
    Number(f64),
}

impl Dialect {
    /// The names of the columns, in order; of PLOVER the keys.
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Dialect::Plover => plover::KEYS,
            Dialect::Polecat => polecat::COLUMNS,
            Dialect::Icews => icews::COLUMNS,
            Dialect::Gdelt => gdelt::COLUMNS,
        }
    }

    /// The layout that the data set is published in.
    pub fn customary(self) -> Layout {
        if self == Dialect::Plover { Layout::Jsonl } else { Layout::Tsv }
    }

    /// What stands before the first row. GDELT's own files have no header.
    pub fn header(self, layout: Layout) -> Vec<u8> {
        match layout {
            Layout::Jsonl => Vec::new(),
            Layout::Tsv if self == Dialect::Gdelt => Vec::new(),
            Layout::Tsv => unquoted(self.columns().iter().map(ToString::to_string)),
            Layout::Csv => line(self.columns().iter().copied(), ','),
        }
    }

    /// Appends the rows of an event, and says how many they are.
    ///
    /// # Errors
    /// When a row cannot be written as JSON, which no value here gives cause for.
    pub fn rows(
        self,
        knowledge: &Knowledge,
        told: Told<'_>,
        layout: Layout,
        out: &mut Vec<u8>,
    ) -> io::Result<usize> {
        let rows = match self {
            Dialect::Plover => {
                serde_json::to_writer(&mut *out, &plover::Record::new(told))?;
                out.push(b'\n');
                return Ok(1);
            }
            Dialect::Polecat => vec![polecat::row(knowledge, told)],
            Dialect::Icews => icews::rows(knowledge, told),
            Dialect::Gdelt => gdelt::rows(knowledge, told),
        };
        for row in &rows {
            match layout {
                Layout::Jsonl => {
                    serde_json::to_writer(&mut *out, &Object(self.columns(), row))?;
                    out.push(b'\n');
                }
                Layout::Tsv => out.extend(unquoted(row.iter().map(Cell::text))),
                Layout::Csv => {
                    let cells: Vec<String> = row.iter().map(Cell::text).collect();
                    out.extend(line(cells.iter().map(String::as_str), ','));
                }
            }
        }
        Ok(rows.len())
    }
}

impl Story {
    /// The names of a grounded article; of persons whom the tables do not know, only where words may be written.
    pub fn of(grounded: &Grounded, words: Words) -> Story {
        let mut story = Story::default();
        for mention in &grounded.mentions {
            let list = match mention.kind {
                MentionKind::Person => &mut story.people,
                MentionKind::Organisation => &mut story.organisations,
                _ => continue,
            };
            for actor in &mention.actors {
                let name = actor.name.as_ref().filter(|_| actor.code().is_some() || words == Words::Quoted);
                once(list, name);
            }
        }
        for place in &grounded.places {
            once(&mut story.locations, (place.kind != "demonym").then_some(&place.name));
        }
        story
    }
}

fn once(list: &mut Vec<String>, name: Option<&String>) {
    if let Some(name) = name.filter(|name| !list.contains(name)) {
        list.push(name.clone());
    }
}

impl Cell {
    fn of(text: Option<impl Into<String>>) -> Cell {
        text.map(Into::into).filter(|t: &String| !t.is_empty()).map_or(Cell::Empty, Cell::Text)
    }

    fn number(value: Option<f64>) -> Cell {
        value.map_or(Cell::Empty, Cell::Number)
    }

    fn text(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) => text.clone(),
            Cell::Whole(number) => number.to_string(),
            Cell::Number(number) => number.to_string(),
        }
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty => to.serialize_none(),
            Cell::Text(text) => to.serialize_str(text),
            Cell::Whole(number) => to.serialize_u64(*number),
            Cell::Number(number) => to.serialize_f64(*number),
        }
    }
}

struct Object<'a>(&'static [&'static str], &'a [Cell]);

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().zip(self.1))
    }
}

/// Cells of a file without quotation: these data sets quote nothing, and their readers are told so or not. What would
/// break a row gives way to what reads alike: a space, a single quotation mark.
fn unquoted(cells: impl Iterator<Item = String>) -> Vec<u8> {
    let plain = |cell: String| cell.replace(['\t', '\n', '\r'], " ").replace('"', "'");
    let mut row = cells.map(plain).collect::<Vec<_>>().join("\t").into_bytes();
    row.push(b'\n');
    row
}

/// The day of the event; where the text says none, the day of publication stands for it, as in all these data sets.
fn day_of(event: &EventRecord) -> Option<Date> {
    event.date.or(event.published)
}

/// A number for those who want one in the place of an id: 52 bits of a hash, so that it stays whole in a double.
fn number_of(parts: &[&str]) -> Cell {
    let id = detente::hash_id(parts.iter().copied());
    u64::from_str_radix(id.get(..13).unwrap_or(&id), 16).map_or(Cell::Empty, Cell::Whole)
}

/// The name of a participant: that of the tables, or the article's where it may be written.
fn name_of(participant: &ParticipantRecord, words: Words) -> Option<&str> {
    participant.name.as_deref().filter(|_| participant.code.is_some() || words == Words::Quoted)
}

/// Number in the list of Correlates of War on that day.
fn cow_of<'k>(knowledge: &'k Knowledge, country: &str, day: Option<Date>) -> Option<&'k str> {
    let rows = knowledge.pack.countries.iter().filter(|c| c.iso3 == country);
    let mut valid = rows.filter(|c| day.is_none_or(|day| holds(&c.from, &c.to, day)));
    valid.next().map(|c| c.cow.as_str()).filter(|cow| !cow.is_empty())
}
