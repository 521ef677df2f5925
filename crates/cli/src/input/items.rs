//! Texts and records of the places, opened one after the other.

use super::sniff::{Looks, looks};
use super::walk::{Place, Source};
use crate::args::InputFormat;
use crate::stop::Problem;
use detente::Code;
use std::fs::File;
use std::io::{self, BufRead, BufReader};

/// One article as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// File, and line for a record, as messages call it.
    pub place: String,
    /// Path of the file; `None` for standard input.
    pub path: Option<String>,
    /// Id of the article, when the record has none of its own.
    pub id: String,
    /// Its bytes.
    pub kind: Kind,
}

/// What the bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A whole text.
    Text(Vec<u8>),
    /// A line of JSONL.
    Record(Vec<u8>),
}

/// So many bytes tell text from JSONL; also the size of a read.
const BUFFER: usize = 64 * 1024;

/// The articles of the places; an unreadable one is a problem in its place.
pub fn items(
    places: impl Iterator<Item = Result<Place, Problem>>,
    format: InputFormat,
) -> impl Iterator<Item = Result<Item, Problem>> {
    places.flat_map(move |place| match place {
        Ok(place) => open(place, format),
        Err(problem) => Opened::Failed(Some(problem)),
    })
}

/// Opens a place for reading.
pub fn reader(place: &Place) -> Result<Box<dyn BufRead + Send>, Problem> {
    match &place.source {
        Source::Stdin => Ok(Box::new(BufReader::with_capacity(BUFFER, io::stdin()))),
        Source::File(path) => {
            let file = File::open(path).map_err(|error| unreadable(place, &error))?;
            Ok(Box::new(BufReader::with_capacity(BUFFER, file)))
        }
    }
}

/// The problem of a place that cannot be read.
pub fn unreadable(place: &Place, error: &io::Error) -> Problem {
    Problem::new(Code::Unreadable, place.name.clone(), error.to_string())
}

fn open(place: Place, format: InputFormat) -> Opened {
    let read = || -> Result<(Box<dyn BufRead + Send>, Looks), Problem> {
        let mut reader = reader(&place)?;
        let looks = match format {
            InputFormat::Text => Looks::Text,
            InputFormat::Jsonl => Looks::Jsonl,
            _ => looks(&place.name, reader.fill_buf().map_err(|error| unreadable(&place, &error))?),
        };
        Ok((reader, looks))
    };
    match read() {
        Ok((reader, Looks::Text)) => Opened::Text(Some((place, reader))),
        Ok((reader, Looks::Jsonl)) => Opened::Lines(Lines { place, reader, number: 0, ended: false }),
        Err(problem) => Opened::Failed(Some(problem)),
    }
}

/// What is left of an open file.
enum Opened {
    Failed(Option<Problem>),
    Text(Option<(Place, Box<dyn BufRead + Send>)>),
    Lines(Lines),
}

struct Lines {
    place: Place,
    reader: Box<dyn BufRead + Send>,
    number: usize,
    ended: bool,
}

impl Iterator for Opened {
    type Item = Result<Item, Problem>;

    fn next(&mut self) -> Option<Result<Item, Problem>> {
        match self {
            Opened::Failed(problem) => problem.take().map(Err),
            Opened::Text(open) => open.take().map(|(place, reader)| whole(place, reader)),
            Opened::Lines(lines) => lines.next(),
        }
    }
}

fn whole(place: Place, mut reader: Box<dyn BufRead + Send>) -> Result<Item, Problem> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(|error| unreadable(&place, &error))?;
    Ok(Item { path: path_of(&place), place: place.name, id: place.id, kind: Kind::Text(bytes) })
}

impl Lines {
    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<Item, Problem>> {
        while !self.ended {
            let mut line = Vec::new();
            match self.reader.read_until(b'\n', &mut line) {
                Ok(0) => self.ended = true,
                Ok(_) => {
                    self.number += 1;
                    let line = trimmed(line, self.number);
                    if !line.is_empty() {
                        return Some(Ok(self.item(line)));
                    }
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(unreadable(&self.place, &error)));
                }
            }
        }
        None
    }

    fn item(&self, line: Vec<u8>) -> Item {
        let place = format!("{}:{}", self.place.name, self.number);
        let id = format!("{}:{}", self.place.id, self.number);
        Item { place, path: path_of(&self.place), id, kind: Kind::Record(line) }
    }
}

/// A line without its end, and the first one without the mark of UTF-8.
fn trimmed(mut line: Vec<u8>, number: usize) -> Vec<u8> {
    line.truncate(line.trim_ascii_end().len());
    if number == 1 && line.starts_with(b"\xEF\xBB\xBF") {
        line.drain(..3);
    }
    line
}

fn path_of(place: &Place) -> Option<String> {
    matches!(place.source, Source::File(_)).then(|| place.name.clone())
}
