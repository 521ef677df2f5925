//! Web archives: WARC with pages, WET with their text.
//!
//! Requests, metadata, revisits, and answers that are no page or say that there is none are passed over. Of a record no
//! more than the limit is held; the rest of it is passed over, too. Behind a broken record the next one is looked for.

use super::http::{self, Answer};
use super::items::{Item, Kind, LARGEST, Page, numbered, too_large};
use super::peek::{self, Peeked, Piece};
use super::unpack::problem;
use super::walk::Place;
use crate::stop::Problem;
use detente::Code;
use detente::read::Record;
use std::io::{self, Read};

/// No line of a head is longer.
const LINE: usize = 64 * 1024;

/// No head has more lines.
const LINES: usize = 256;

/// The articles of a web archive.
pub struct Archive {
    place: Place,
    reader: Peeked,
    /// Records so far.
    number: u64,
    ended: bool,
    /// Whether the record before was broken, and the next one is still to be found.
    lost: bool,
}

/// What a record says of itself.
#[derive(Debug, Default)]
struct Head {
    kind: String,
    id: Option<String>,
    url: Option<String>,
    content_type: Option<String>,
    length: Option<u64>,
}

/// A record with as much of its body as may be held.
struct Body {
    bytes: Vec<u8>,
    length: u64,
}

/// Why a record gives nothing.
enum Trouble {
    /// It is broken; another one may follow.
    Broken(String),
    /// Nothing can follow.
    Over(Problem),
}

impl Archive {
    /// An archive whose head was looked at.
    pub fn new(place: Place, reader: Peeked) -> Archive {
        Archive { place, reader, number: 0, ended: false, lost: false }
    }

    /// The next record, when it is an article.
    fn record(&mut self) -> Result<Option<Result<Item, Problem>>, Trouble> {
        let Some(head) = self.head()? else {
            self.ended = true;
            return Ok(None);
        };
        self.number += 1;
        let length = head.length.ok_or_else(|| Trouble::Broken("its head has no length".to_string()))?;
        let wanted = matches!(head.kind.as_str(), "response" | "conversion" | "resource");
        let body = self.body(length, if wanted { LARGEST } else { 0 })?;
        Ok(if wanted { self.item(head, body) } else { None })
    }

    fn head(&mut self) -> Result<Option<Head>, Trouble> {
        let mut line = Vec::new();
        loop {
            match self.line(&mut line)? {
                Piece::End => return Ok(None),
                Piece::Whole if line.trim_ascii().is_empty() => {}
                Piece::Whole if line.starts_with(b"WARC/") => break,
                _ if self.lost => {}
                _ => return Err(Trouble::Broken("no head stands where one should".to_string())),
            }
        }
        self.lost = false;
        let mut head = Head::default();
        for _ in 0..LINES {
            match self.line(&mut line)? {
                Piece::Whole if line.trim_ascii().is_empty() => return Ok(Some(head)),
                Piece::Whole => head.read(&String::from_utf8_lossy(&line)),
                Piece::End => return Err(self.cut("in a head")),
                Piece::TooLarge(_) => {
                    return Err(Trouble::Broken("a line of its head is too long".to_string()));
                }
            }
        }
        Err(Trouble::Broken("its head does not end".to_string()))
    }

    fn line(&mut self, line: &mut Vec<u8>) -> Result<Piece, Trouble> {
        peek::line(&mut self.reader, LINE, line).map_err(|error| self.over(error))
    }

    fn body(&mut self, length: u64, most: usize) -> Result<Body, Trouble> {
        let kept = length.min(most as u64);
        let mut bytes = Vec::new();
        let read = (&mut self.reader).take(kept).read_to_end(&mut bytes);
        read.map_err(|error| self.over(error))?;
        let mut read = bytes.len() as u64;
        if read == kept {
            let rest = io::copy(&mut (&mut self.reader).take(length - kept), &mut io::sink());
            read += rest.map_err(|error| self.over(error))?;
        }
        if read < length {
            return Err(self.cut(&format!("after {read} of {length} bytes of a record")));
        }
        Ok(Body { bytes, length })
    }

    fn item(&self, head: Head, body: Body) -> Option<Result<Item, Problem>> {
        let (place, id) = numbered(&self.place, self.number);
        let mut record = Record { id: head.id, url: head.url, ..Record::default() };
        let answer = match head.kind.as_str() {
            "response" => http::answer(body.bytes)?,
            _ => {
                Answer { content_type: head.content_type.unwrap_or_default(), body: body.bytes, packed: None }
            }
        };
        let kind = match (answer.media_type().as_str(), &*head.kind) {
            (_, "conversion") | ("text/plain", _) => None,
            ("text/html" | "application/xhtml+xml", _) => Some(answer.charset()),
            ("", _) if http::is_page(&answer.body) => Some(None),
            _ => return None,
        };
        if body.length > LARGEST as u64 {
            return Some(Err(too_large(place, "the record", body.length)));
        }
        let bytes = match answer.unpacked(LARGEST) {
            Ok(bytes) if bytes.trim_ascii().is_empty() => return None,
            Ok(bytes) => bytes,
            Err((code, detail)) => return Some(Err(Problem::new(code, place, detail))),
        };
        let mut notices = Vec::new();
        let kind = match kind {
            Some(charset) => Kind::Page(Page { bytes, charset, record, archived: true }),
            None => match detente::read::decode(&bytes) {
                Ok((text, odd)) => {
                    notices = odd;
                    record.text = Some(text);
                    Kind::Archived(record)
                }
                Err(notice) => return Some(Err(Problem::new(notice.code, place, notice.detail))),
            },
        };
        Some(Ok(Item { place, path: self.place.path(), id, notices, kind }))
    }

    fn over(&self, error: io::Error) -> Trouble {
        Trouble::Over(problem(&numbered(&self.place, self.number + 1).0, error))
    }

    fn cut(&self, what: &str) -> Trouble {
        let place = numbered(&self.place, self.number.max(1)).0;
        Trouble::Over(Problem::new(Code::BadWarc, place, format!("the archive ends {what}")))
    }
}

impl Iterator for Archive {
    type Item = Result<Item, Problem>;

    fn next(&mut self) -> Option<Result<Item, Problem>> {
        while !self.ended {
            match self.record() {
                Ok(Some(item)) => return Some(item),
                Ok(None) => {}
                Err(Trouble::Broken(what)) => {
                    self.lost = true;
                    let place = numbered(&self.place, self.number.max(1)).0;
                    return Some(Err(Problem::new(Code::BadWarc, place, what)));
                }
                Err(Trouble::Over(problem)) => {
                    self.ended = true;
                    return Some(Err(problem));
                }
            }
        }
        None
    }
}

impl Head {
    fn read(&mut self, line: &str) {
        let Some((name, value)) = line.split_once(':') else { return };
        let value = value.trim().to_string();
        let bare = || Some(value.trim_matches(['<', '>']).to_string());
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => self.kind = value.to_ascii_lowercase(),
            "warc-record-id" => self.id = bare(),
            "warc-target-uri" => self.url = bare(),
            "content-type" => self.content_type = Some(value),
            "content-length" => self.length = value.parse().ok(),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: &str, more: &str, body: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{kind}>\r\n{more}Content-Length: {}\r\n\r\n{body}\r\n\r\n",
            body.len()
        )
    }

    fn read(bytes: &str) -> Vec<Result<Item, Problem>> {
        let reader =
            Peeked::new(Box::new(io::BufReader::with_capacity(5, io::Cursor::new(bytes.to_string()))));
        Archive::new(Place::stdin(), reader).collect()
    }

    const URL: &str = "WARC-Target-URI: <https://example.org/a>\r\n";

    #[test]
    fn texts_and_pages_are_read_and_the_rest_is_passed_over() {
        let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>Talks.</p>";
        let gone = "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>Gone.</p>";
        let image = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\u{1}\u{2}";
        let all = [
            record("warcinfo", "", "software: x"),
            record("request", URL, "GET / HTTP/1.1\r\n\r\n"),
            record("response", URL, page),
            record("response", URL, gone),
            record("response", URL, image),
            record("metadata", URL, "x: y"),
            record("conversion", &format!("{URL}Content-Type: text/plain\r\n"), "Talks."),
        ];
        let items: Vec<Item> = read(&all.concat()).into_iter().map(Result::unwrap).collect();
        assert_eq!(items.len(), 2, "{items:?}");
        let Kind::Page(page) = &items[0].kind else { panic!("{items:?}") };
        assert_eq!((page.bytes.as_slice(), page.charset.as_deref()), (&b"<p>Talks.</p>"[..], Some("utf-8")));
        assert_eq!(page.record.url.as_deref(), Some("https://example.org/a"));
        let Kind::Archived(text) = &items[1].kind else { panic!("{items:?}") };
        assert_eq!(text.text.as_deref(), Some("Talks."));
        assert_eq!(text.id.as_deref(), Some("urn:uuid:conversion"));
        assert_eq!(items[1].place, "stdin:7");
    }

    #[test]
    fn a_broken_record_is_named_and_the_next_one_found() {
        let broken =
            "WARC/1.0\r\nWARC-Type: conversion\r\nContent-Length: many\r\n\r\nWords\r\nmore words\r\n\r\n";
        let good = record("conversion", URL, "Talks.");
        let found = read(&format!("{good}{broken}{good}"));
        assert_eq!(found.len(), 3, "{found:?}");
        let problem = found[1].as_ref().unwrap_err();
        assert_eq!((problem.code, problem.place.as_str()), (Code::BadWarc, "stdin:2"));
        assert!(found[0].is_ok() && found[2].is_ok());
    }

    #[test]
    fn an_archive_that_is_cut_off_is_read_up_to_there() {
        let good = record("conversion", URL, "Talks began in Oslo.");
        for cut in [good.len() - 12, good.len() - 60, 10] {
            let found = read(&format!("{good}{}", &good[..cut]));
            assert_eq!(found.len(), 2, "{cut}: {found:?}");
            assert_eq!(found[1].as_ref().unwrap_err().code, Code::BadWarc);
        }
    }
}
