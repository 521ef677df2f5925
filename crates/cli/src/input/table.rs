//! Rows of a table: CSV, also as spreadsheets write it, and TSV.
//!
//! The first row names the columns. Commas, semicolons, tabs and bars are told apart by it. Bytes are UTF-8 as long as
//! they can be; a table whose first letters beyond ASCII are no UTF-8 is one of Windows (CP1252).

use super::items::{Item, Kind, LARGEST, numbered, too_large};
use super::peek::Peeked;
use super::unpack::problem;
use super::walk::Place;
use crate::stop::Problem;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use detente::read::{Fields, Record};
use detente::{Code, Notice};
use std::io::{self, BufRead};

const SEPARATORS: &[u8] = b",;\t|";

/// How much of an input is known when it is to be told what it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// More can be had.
    Some,
    /// As much as is worth looking at.
    Enough,
    /// Everything.
    All,
}

/// What parts the cells of a table; `None` when it does not look like one, or not yet.
///
/// A table has a column with the name of the text's field, or its rows have as many cells as its head, which are at
/// least three and look like names. `named` says that the file calls itself a table.
pub fn separator(head: &[u8], known: Known, text_field: &str, named: bool) -> Option<u8> {
    if let Some(stated) = stated(head) {
        return Some(stated);
    }
    let whole = known == Known::All;
    let names = |separator: &u8| rows(head, *separator, whole, 1).into_iter().next().unwrap_or_default();
    let has_text = |separator: &&u8| {
        let names = names(separator);
        names.len() >= 2 && names.iter().any(|name| same(name, text_field))
    };
    if let Some(found) = SEPARATORS.iter().find(has_text) {
        return Some(*found);
    }
    if known == Known::Some {
        return None;
    }
    if named {
        return SEPARATORS.iter().rev().max_by_key(|separator| names(separator).len()).copied();
    }
    SEPARATORS.iter().copied().find(|separator| is_regular(&rows(head, *separator, whole, usize::MAX)))
}

/// Spreadsheets may say `sep=;` in a first line of its own.
fn stated(head: &[u8]) -> Option<u8> {
    let rest = head.strip_prefix(b"sep=").or(head.strip_prefix(b"SEP="))?;
    match rest {
        [separator, b'\r' | b'\n', ..] => Some(*separator),
        _ => None,
    }
}

fn is_regular(rows: &[Vec<String>]) -> bool {
    let Some((names, rest)) = rows.split_first() else { return false };
    let looks_like_a_name = |name: &String| {
        let letters = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.' | '/');
        !name.is_empty() && name.len() <= 40 && name.trim() == name && name.chars().all(letters)
    };
    names.len() >= 3
        && rest.len() >= 2
        && names.iter().all(looks_like_a_name)
        && rest.iter().all(|row| row.len() == names.len())
}

/// The first whole rows of a table; a row that goes on beyond the head is left out, unless nothing follows.
fn rows(head: &[u8], separator: u8, whole: bool, most: usize) -> Vec<Vec<String>> {
    let mut cells = Cells::new(separator);
    let (mut rest, mut rows) = (head, Vec::new());
    while rows.len() < most {
        let (state, used) = cells.feed(rest);
        rest = &rest[used..];
        match state {
            State::Row => {
                rows.push(cells.row().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
            }
            // With an empty input the reader takes the last row for ended.
            State::More if rest.is_empty() && !whole => break,
            State::More => {}
            State::End => break,
        }
    }
    rows
}

fn same(name: &str, field: &str) -> bool {
    name.trim().to_lowercase() == field.trim().to_lowercase()
}

/// Cuts bytes into cells.
struct Cells {
    reader: Reader,
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// How many of the bytes and ends are the row's.
    used: (usize, usize),
    /// Whether the row is whole, and the next byte begins another one.
    whole: bool,
    /// Bytes of the row so far, also those that were not kept.
    length: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    More,
    Row,
    End,
}

impl Cells {
    fn new(separator: u8) -> Cells {
        Cells {
            reader: ReaderBuilder::new().delimiter(separator).build(),
            bytes: vec![0; 4096],
            ends: vec![0; 64],
            used: (0, 0),
            whole: false,
            length: 0,
        }
    }

    /// Takes some bytes, and says how many; a row stays until the next call. No bytes mean the end.
    fn feed(&mut self, mut input: &[u8]) -> (State, usize) {
        if self.whole {
            (self.used, self.length, self.whole) = ((0, 0), 0, false);
        }
        let given = input.len();
        loop {
            let (bytes, ends) = (&mut self.bytes[self.used.0..], &mut self.ends[self.used.1..]);
            let (result, taken, written, ended) = self.reader.read_record(input, bytes, ends);
            input = &input[taken..];
            self.used = (self.used.0 + written, self.used.1 + ended);
            self.length += taken as u64;
            match result {
                ReadRecordResult::InputEmpty => return (State::More, given - input.len()),
                ReadRecordResult::Record => {
                    self.whole = true;
                    return (State::Row, given - input.len());
                }
                ReadRecordResult::End => return (State::End, given - input.len()),
                // A row that is too large is read to its end, but not kept.
                ReadRecordResult::OutputFull if self.used.0 >= LARGEST => self.used.0 = 0,
                ReadRecordResult::OutputFull => self.bytes.resize(self.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull if self.ends.len() >= COLUMNS => {
                    (self.used.1, self.length) = (0, self.length.max(LARGEST as u64 + 1));
                }
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            }
        }
    }

    /// The cells of the row that is whole.
    fn row(&self) -> impl Iterator<Item = &[u8]> {
        let ends = &self.ends[..self.used.1];
        let starts = [0].into_iter().chain(ends.iter().copied());
        starts.zip(ends).map(|(start, end)| self.bytes.get(start..*end).unwrap_or_default())
    }
}

/// More columns than any table of articles has.
const COLUMNS: usize = 1 << 14;

/// The line where a row begins, and its cells, or how many bytes it has when they are too many.
type Row = (u64, Result<Vec<Vec<u8>>, u64>);

/// The articles of a table.
pub struct Table {
    place: Place,
    reader: Peeked,
    cells: Cells,
    letters: Letters,
    fields: Fields,
    /// Names of the columns, when they were read.
    names: Option<Vec<String>>,
    /// Column of each part of a record.
    columns: [Option<usize>; 6],
    ended: bool,
}

impl Table {
    /// A table whose head was looked at.
    pub fn new(place: Place, mut reader: Peeked, fields: &Fields) -> Table {
        let head = reader.head();
        let bare = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
        let separator = separator(bare, Known::Enough, &fields.text, true).unwrap_or(b',');
        let mut cells = Cells::new(separator);
        if stated(bare).is_some() {
            let line = head.iter().position(|b| *b == b'\n').map_or(head.len(), |at| at + 1);
            reader.consume(line);
            cells.reader.set_line(2);
        }
        Table {
            place,
            reader,
            cells,
            letters: Letters::Ascii,
            fields: fields.clone(),
            names: None,
            columns: [None; 6],
            ended: false,
        }
    }

    /// The next row.
    fn row(&mut self) -> io::Result<Option<Row>> {
        let line = self.cells.reader.line();
        loop {
            let input = self.reader.fill_buf()?;
            let (state, used) = self.cells.feed(input);
            self.reader.consume(used);
            match state {
                State::More => {}
                State::End => return Ok(None),
                State::Row if self.cells.length > LARGEST as u64 => {
                    return Ok(Some((line, Err(self.cells.length))));
                }
                State::Row => return Ok(Some((line, Ok(self.cells.row().map(<[u8]>::to_vec).collect())))),
            }
        }
    }

    /// Reads the names of the columns.
    fn head(&mut self) -> Result<(), Problem> {
        let row = self.row().map_err(|error| problem(&self.place.name, error))?;
        let Some((_, Ok(cells))) = row else {
            return Err(Problem::new(Code::Empty, self.place.name.clone(), "a table without rows"));
        };
        let names: Vec<String> =
            cells.into_iter().map(|cell| self.letters.read(cell).0.trim().to_string()).collect();
        let Fields { id, text, date, title, outlet, url } = &self.fields;
        let column = |field: &String| {
            let exact = names.iter().position(|name| name == field);
            exact.or_else(|| names.iter().position(|name| same(name, field)))
        };
        self.columns = [id, text, date, title, outlet, url].map(column);
        if self.columns[1].is_none() {
            let detail = format!(
                "it has no column \"{text}\"; its columns are {}; name the one with the text by --text-field",
                names.join(", ")
            );
            return Err(Problem::new(Code::BadTableInput, self.place.name.clone(), detail));
        }
        self.names = Some(names);
        Ok(())
    }

    fn item(&mut self, line: u64, cells: Vec<Vec<u8>>) -> Result<Item, Problem> {
        let (place, id) = numbered(&self.place, line);
        let width = self.names.as_ref().map_or(0, Vec::len);
        if cells.len() > width && cells[width..].iter().any(|cell| !cell.is_empty()) {
            let detail = format!("the row has {} cells, the first row {width}", cells.len());
            return Err(Problem::new(Code::BadTableInput, place, detail));
        }
        let mut notices = Vec::new();
        let [id_cell, text, published, title, outlet, url] = self.columns.map(|column| {
            let cell = cells.get(column?)?;
            let (text, replaced) = self.letters.read(cell.clone());
            if let Some(at) = replaced {
                notices.push(Notice::new(Code::BadUtf8, format!("byte {} of a cell", at + 1)));
            }
            Some(text).filter(|text| !text.trim().is_empty())
        });
        let record = Record { id: id_cell, text, published, title, outlet, url };
        Ok(Item { place, path: self.place.path(), id, notices, kind: Kind::Record(record) })
    }
}

impl Iterator for Table {
    type Item = Result<Item, Problem>;

    fn next(&mut self) -> Option<Result<Item, Problem>> {
        if self.ended {
            return None;
        }
        if self.names.is_none()
            && let Err(problem) = self.head()
        {
            self.ended = true;
            return Some(Err(problem));
        }
        loop {
            match self.row() {
                Ok(None) => {
                    self.ended = true;
                    return None;
                }
                Ok(Some((_, Ok(cells)))) if cells.iter().all(|cell| cell.trim_ascii().is_empty()) => {}
                Ok(Some((line, Ok(cells)))) => return Some(self.item(line, cells)),
                Ok(Some((line, Err(length)))) => {
                    return Some(Err(too_large(numbered(&self.place, line).0, "the row", length)));
                }
                Err(error) => {
                    self.ended = true;
                    return Some(Err(problem(&self.place.name, error)));
                }
            }
        }
    }
}

/// How a table writes letters beyond ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letters {
    /// None has come yet.
    Ascii,
    Utf8,
    Windows,
}

impl Letters {
    /// The text of a cell, and where its first byte stands that could not be read.
    fn read(&mut self, cell: Vec<u8>) -> (String, Option<usize>) {
        if *self == Letters::Ascii && !cell.is_ascii() {
            *self = Letters::of(&cell);
        }
        if *self == Letters::Windows {
            return (encoding_rs::WINDOWS_1252.decode_without_bom_handling(&cell).0.into_owned(), None);
        }
        match String::from_utf8(cell) {
            Ok(text) => (text, None),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                (String::from_utf8_lossy(error.as_bytes()).into_owned(), Some(at))
            }
        }
    }

    /// UTF-8, unless more of the letters are none.
    fn of(cell: &[u8]) -> Letters {
        let (mut good, mut bad) = (0, 0);
        for chunk in cell.utf8_chunks() {
            good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            bad += usize::from(!chunk.invalid().is_empty());
        }
        if bad > good { Letters::Windows } else { Letters::Utf8 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(bytes: &[u8]) -> Vec<Result<Record, String>> {
        let mut reader =
            Peeked::new(Box::new(io::BufReader::with_capacity(7, io::Cursor::new(bytes.to_vec()))));
        reader.at_least(bytes.len()).unwrap();
        let table = Table::new(Place::stdin(), reader, &Fields::default());
        table
            .map(|item| match item {
                Ok(Item { kind: Kind::Record(record), .. }) => Ok(record),
                Ok(_) => Err("no record".to_string()),
                Err(problem) => Err(format!("{} {}: {}", problem.code.id(), problem.place, problem.detail)),
            })
            .collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        table(bytes)
            .into_iter()
            .map(|record| record.map_or_else(|e| e, |r| r.text.unwrap_or_default()))
            .collect()
    }

    #[test]
    fn cells_with_quotation_marks_and_breaks() {
        let found = texts(b"id,text\n1,\"He said \"\"no\"\".\n\nThen, nothing.\"\n\n2,Short\n");
        assert_eq!(found, ["He said \"no\".\n\nThen, nothing.", "Short"]);
    }

    #[test]
    fn tables_of_spreadsheets() {
        for bytes in [
            &b"\xEF\xBB\xBFID;Text;Title\r\n1;S\xC3\xA3o Paulo, Brazil;T\r\n"[..],
            b"sep=;\r\nid;text\r\n1;S\xE3o Paulo, Brazil\r\n",
            b"id\ttext\r\n1\tS\xE3o Paulo, Brazil\r\n",
            b"\xEF\xBB\xBFsep=;\r\nid;text\r\n1;S\xC3\xA3o Paulo, Brazil\r\n",
        ] {
            assert_eq!(texts(bytes), ["São Paulo, Brazil"], "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn one_broken_letter_does_not_make_a_table_one_of_windows() {
        let found = texts(b"id,text\n1,S\xC3\xA3o \xE3 caf\xC3\xA9\n2,\x93x\x94\n");
        assert_eq!(found, ["São \u{FFFD} café", "\u{FFFD}x\u{FFFD}"]);
        assert_eq!(texts(b"id,text\n1,\x93x\x94 caf\xE9\n"), ["\u{201C}x\u{201D} café"]);
    }

    #[test]
    fn rows_that_do_not_fit_are_named() {
        let found = texts(b"id,text\n1,one\n2,two,too many\n3\n4,four,,\n");
        assert_eq!(found[0], "one");
        assert!(found[1].starts_with("D0123 stdin:3: the row has 3 cells"), "{found:?}");
        assert_eq!(found[2..], ["", "four"]);
        let found = texts(b"id,body\n1,one\n");
        assert!(found[0].starts_with("D0123 stdin: it has no column \"text\"; its columns are id, body"));
    }

    #[test]
    fn a_row_over_the_limit_is_passed_over() {
        let mut bytes = b"id,text\n1,\"".to_vec();
        bytes.resize(LARGEST + 100, b'x');
        bytes.extend_from_slice(b"\"\n2,two\n");
        let found = texts(&bytes);
        assert!(found[0].starts_with("D0122 stdin:2: the row has 16 MB"), "{}", &found[0]);
        assert_eq!(found[1..], ["two"]);
    }
}
