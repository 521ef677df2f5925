//! JSON objects over several lines: the elements of a list, or printed one below the other.

use super::items::{Item, Kind, LARGEST, numbered, too_large};
use super::peek::Peeked;
use super::unpack::problem;
use super::walk::Place;
use crate::stop::Problem;
use std::io::{self, BufRead};

/// The outermost objects of a file; their messages have the number of the object.
pub struct Values {
    place: Place,
    reader: Peeked,
    number: u64,
    ended: bool,
}

/// Where in an object the next byte stands.
#[derive(Default)]
struct Scan {
    depth: usize,
    in_string: bool,
    escaped: bool,
    length: u64,
    bytes: Vec<u8>,
}

impl Values {
    /// A file whose head was looked at.
    pub fn new(place: Place, reader: Peeked) -> Values {
        Values { place, reader, number: 0, ended: false }
    }

    /// The next object, or as much of it as there is; `None` at the end.
    fn object(&mut self) -> io::Result<Option<Scan>> {
        let mut scan = Scan::default();
        loop {
            let head = self.reader.fill_buf()?;
            if head.is_empty() {
                return Ok(Some(scan).filter(|scan| scan.length > 0));
            }
            let end = head.iter().position(|byte| scan.ends_with(*byte));
            let count = end.map_or(head.len(), |at| at + 1);
            self.reader.consume(count);
            if end.is_some() {
                return Ok(Some(scan));
            }
        }
    }
}

impl Scan {
    /// Takes a byte, and says whether it is the last one of the object.
    fn ends_with(&mut self, byte: u8) -> bool {
        if self.depth == 0 && byte != b'{' {
            return false;
        }
        self.length += 1;
        if self.length <= LARGEST as u64 {
            self.bytes.push(byte);
        }
        match byte {
            _ if self.escaped => self.escaped = false,
            b'\\' if self.in_string => self.escaped = true,
            b'"' => self.in_string = !self.in_string,
            b'{' if !self.in_string => self.depth += 1,
            b'}' if !self.in_string => self.depth -= 1,
            _ => {}
        }
        self.depth == 0
    }
}

impl Iterator for Values {
    type Item = Result<Item, Problem>;

    fn next(&mut self) -> Option<Result<Item, Problem>> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let (place, id) = numbered(&self.place, self.number);
        match self.object() {
            Ok(None) => {
                self.ended = true;
                None
            }
            Ok(Some(scan)) if scan.length > LARGEST as u64 => {
                Some(Err(too_large(place, "the object", scan.length)))
            }
            Ok(Some(scan)) => {
                let (path, kind) = (self.place.path(), Kind::Line(scan.bytes));
                Some(Ok(Item { place, path, id, notices: Vec::new(), kind }))
            }
            Err(error) => {
                self.ended = true;
                Some(Err(problem(&place, error)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_are_cut_out_of_lists() {
        let text = "[{\"a\": \"x}\\\"{\"},\n {\n\"b\": {\"c\": 1}}]\n{\"cut\": ";
        let reader = Peeked::new(Box::new(io::BufReader::with_capacity(3, io::Cursor::new(text))));
        let found: Vec<String> = Values::new(Place::stdin(), reader)
            .map(|item| match item.unwrap().kind {
                Kind::Line(line) => String::from_utf8(line).unwrap(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, ["{\"a\": \"x}\\\"{\"}", "{\n\"b\": {\"c\": 1}}", "{\"cut\": "]);
    }
}
