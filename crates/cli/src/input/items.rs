//! Texts and records of the places, opened one after the other.

use super::feed;
use super::fetch::Fetcher;
use super::filter::Filter;
use super::meter::Meter;
use super::peek::{self, Peeked, Piece};
use super::sniff::{HEAD, Looks, looks};
use super::table::Table;
use super::unpack::{self, problem};
use super::utf16;
use super::values::Values;
use super::walk::{Place, Source};
use super::warc::Archive;
use crate::args::InputFormat;
use crate::stop::Problem;
use detente::read::{Fields, Record};
use detente::{Code, Notice};
use std::fs::File;
use std::io;
use std::sync::Arc;

/// One article as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// File, and line for a record, as messages call it.
    pub place: String,
    /// Path of the file; `None` for standard input.
    pub path: Option<String>,
    /// Id of the article by its place, for a record without one of its own.
    pub id: String,
    /// What was odd about its bytes.
    pub notices: Vec<Notice>,
    /// Its bytes.
    pub kind: Kind,
}

/// What an article is given as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A whole text.
    Text(Vec<u8>),
    /// A line of JSONL.
    Line(Vec<u8>),
    /// A row of a table, an entry of a feed.
    Record(Record),
    /// The text of a page in an archive of the web.
    Archived(Record),
    /// A page of the web.
    Page(Page),
}

/// A page of the web with what is known about it from outside.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The page as the server sent it.
    pub bytes: Vec<u8>,
    /// Encoding that the server named.
    pub charset: Option<String>,
    /// What an archive or feed says about it; its text is not used.
    pub record: Record,
    /// Whether it comes from an archive of the web, of which much is no news.
    pub archived: bool,
}

/// A text, record or page of more bytes is passed over.
pub const LARGEST: usize = 16 << 20;

/// An article whose text has more bytes is passed over: what later steps need grows with it.
pub const LARGEST_TEXT: usize = 4 << 20;

/// How inputs are to be read.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The format that was asked for.
    pub format: InputFormat,
    /// Names of the fields and columns.
    pub fields: Fields,
    /// Which articles are wanted.
    pub filter: Option<Filter>,
    /// At most so many of them.
    pub limit: Option<u64>,
    /// Told what was taken.
    pub meter: Arc<Meter>,
    /// What standard input held, when it is read more than once.
    pub stdin: Option<Arc<File>>,
    /// Who fetches pages by their address, when that is asked for.
    pub fetcher: Option<Arc<Fetcher>>,
}

impl Reading {
    /// Lines of JSONL, whatever they look like.
    pub fn lines() -> Reading {
        Reading {
            format: InputFormat::Jsonl,
            fields: Fields::default(),
            filter: None,
            limit: None,
            meter: Arc::default(),
            stdin: None,
            fetcher: None,
        }
    }
}

/// Puts standard input on the disk, so that it can be read more than once; gone with the program.
pub fn spooled() -> io::Result<Arc<File>> {
    let mut file = tempfile::tempfile()?;
    io::copy(&mut io::stdin(), &mut file)?;
    Ok(Arc::new(file))
}

type Items = Box<dyn Iterator<Item = Result<Item, Problem>> + Send>;

/// The articles of the places; an unreadable one is a problem in its place.
pub fn items(
    places: impl Iterator<Item = Result<Place, Problem>> + Send + 'static,
    reading: &Reading,
) -> Items {
    let opened = reading.clone();
    let items = places.flat_map(move |place| -> Items {
        match place.and_then(|place| open(place, &opened)) {
            Ok(items) => items,
            Err(problem) => Box::new(std::iter::once(Err(problem))),
        }
    });
    let (filter, fields) = (reading.filter.clone(), reading.fields.clone());
    let wanted = move |item: &Result<Item, Problem>| match (&filter, item) {
        (Some(filter), Ok(item)) => filter.wants(item, &fields),
        _ => true,
    };
    let (mut items, mut left) = (items.filter(wanted), reading.limit.unwrap_or(u64::MAX));
    Box::new(std::iter::from_fn(move || {
        // Nothing is looked for behind the last one that is wanted.
        let item = if left == 0 { None } else { items.next() }?;
        left -= u64::from(item.is_ok());
        Some(item)
    }))
}

fn open(place: Place, reading: &Reading) -> Result<Items, Problem> {
    let (reader, page) = opened(&place, reading)?;
    let mut reader = utf16::decoded(reader);
    let looks = match reading.format {
        InputFormat::Text => Looks::Text,
        InputFormat::Html => Looks::Html,
        InputFormat::Jsonl => Looks::Jsonl,
        InputFormat::Json => Looks::Json,
        InputFormat::Csv => Looks::Table,
        InputFormat::Warc => Looks::Warc,
        InputFormat::Feed => Looks::Feed,
        InputFormat::Auto | InputFormat::Conllu => told(&place, &mut reader, &reading.fields)?,
    };
    if looks == Looks::Table {
        // Its separator is told by as much as is there, whoever named the format.
        reader.at_least(HEAD).map_err(|error| problem(&place.name, error))?;
    }
    Ok(match looks {
        Looks::Jsonl => Box::new(Lines { place, reader, number: 0, ended: false }),
        Looks::Json => Box::new(Values::new(place, reader)),
        Looks::Table => Box::new(Table::new(place, reader, &reading.fields)),
        Looks::Warc => Box::new(Archive::new(place, reader)),
        Looks::Text => Box::new(std::iter::once(whole(place, reader, Kind::Text))),
        Looks::Html => {
            let page = |bytes| Kind::Page(Page { bytes, ..page.clone() });
            Box::new(std::iter::once(whole(place, reader, page)))
        }
        Looks::Feed => feed::entries(place, reader),
    })
}

/// The bytes of a place, and what is known of it when it is a page.
fn opened(place: &Place, reading: &Reading) -> Result<(Peeked, Page), Problem> {
    match (&place.source, &reading.fetcher) {
        (Source::Address(address), Some(fetcher)) => {
            let fetched = fetcher.page(address)?;
            let record = Record { url: Some(fetched.url), ..Record::default() };
            let reader = unpack::held(place, fetched.bytes, &reading.meter)?;
            Ok((reader, Page { charset: fetched.charset, record, ..Page::default() }))
        }
        _ => Ok((unpack::open(place, &reading.meter, reading.stdin.as_ref())?, Page::default())),
    }
}

fn told(place: &Place, reader: &mut Peeked, fields: &Fields) -> Result<Looks, Problem> {
    loop {
        if let Some(looks) = looks(&place.name, reader.head(), reader.ended(), &fields.text) {
            return Ok(looks);
        }
        reader.more().map_err(|error| problem(&place.name, error))?;
    }
}

fn whole(place: Place, mut reader: Peeked, kind: impl Fn(Vec<u8>) -> Kind) -> Result<Item, Problem> {
    let bytes = bytes(&place, &mut reader)?;
    Ok(Item { path: place.path(), place: place.name, id: place.id, notices: Vec::new(), kind: kind(bytes) })
}

/// All bytes of a place.
pub fn bytes(place: &Place, reader: &mut Peeked) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    match peek::rest(reader, LARGEST, &mut bytes) {
        Ok(Piece::TooLarge(_)) => {
            let detail = format!("it has more than {} MB, the limit for one text", LARGEST >> 20);
            Err(Problem::new(Code::TooLarge, place.name.clone(), detail))
        }
        Ok(_) => Ok(bytes),
        Err(error) => Err(problem(&place.name, error)),
    }
}

/// The place and id of a record by the number of its line.
pub fn numbered(place: &Place, line: impl std::fmt::Display) -> (String, String) {
    (format!("{}:{line}", place.name), format!("{}:{line}", place.id))
}

/// A part of an input that is no article.
pub fn too_large(place: String, what: &str, length: u64) -> Problem {
    let (length, limit) = (length >> 20, LARGEST >> 20);
    Problem::new(Code::TooLarge, place, format!("{what} has {length} MB, and the limit is {limit} MB"))
}

struct Lines {
    place: Place,
    reader: Peeked,
    number: usize,
    ended: bool,
}

impl Iterator for Lines {
    type Item = Result<Item, Problem>;

    /// The next line that is not blank.
    fn next(&mut self) -> Option<Result<Item, Problem>> {
        while !self.ended {
            let mut line = Vec::new();
            let piece = peek::line(&mut self.reader, LARGEST, &mut line);
            self.number += 1;
            match piece {
                Ok(Piece::End) => self.ended = true,
                Ok(Piece::Whole) => {
                    let line = trimmed(line, self.number);
                    if !line.is_empty() {
                        return Some(Ok(self.item(line)));
                    }
                }
                Ok(Piece::TooLarge(length)) => {
                    let place = numbered(&self.place, self.number).0;
                    return Some(Err(too_large(place, "the line", length)));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(problem(&numbered(&self.place, self.number).0, error)));
                }
            }
        }
        None
    }
}

impl Lines {
    fn item(&self, line: Vec<u8>) -> Item {
        let (place, id) = numbered(&self.place, self.number);
        Item { place, path: self.place.path(), id, notices: Vec::new(), kind: Kind::Line(line) }
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
