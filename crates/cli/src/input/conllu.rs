//! Sentences that others have cut, one after the other.

use super::peek::Peeked;
use super::unpack::{open, problem};
use super::walk::Place;
use crate::stop::Problem;
use detente::Code;
use detente_tables::conllu::{Given, read};
use std::io::BufRead;
use std::sync::Arc;

/// A batch of sentences with what could not be read between them.
#[derive(Debug, Default)]
pub struct Sentences {
    /// Id of the file, and of its documents where the input names none.
    pub id: String,
    /// Sentences with the numbers that they have in their file, from 1.
    pub given: Vec<(usize, Given)>,
    /// Broken sentences, and files that cannot be read.
    pub problems: Vec<Problem>,
}

/// Sentences that are analysed together; large enough for the model, small enough for all cores to have work.
const BATCH: usize = 64;

/// The sentences of the places, in batches that keep to one file.
pub fn sentences(places: impl Iterator<Item = Result<Place, Problem>>) -> impl Iterator<Item = Sentences> {
    places.flat_map(|place| {
        let opened =
            place.and_then(|place| open(&place, &Arc::default(), None).map(|reader| (place, reader)));
        match opened {
            Ok((place, reader)) => {
                Batches { open: Some((place, reader)), line: 0, sentence: 0, failed: None }
            }
            Err(problem) => Batches { open: None, line: 0, sentence: 0, failed: Some(problem) },
        }
    })
}

struct Batches {
    open: Option<(Place, Peeked)>,
    /// Lines and sentences so far.
    line: usize,
    sentence: usize,
    failed: Option<Problem>,
}

impl Iterator for Batches {
    type Item = Sentences;

    fn next(&mut self) -> Option<Sentences> {
        if let Some(problem) = self.failed.take() {
            return Some(Sentences { problems: vec![problem], ..Sentences::default() });
        }
        let mut batch = Sentences::default();
        while batch.given.len() < BATCH && self.open.is_some() {
            self.block(&mut batch);
        }
        (!batch.given.is_empty() || !batch.problems.is_empty()).then_some(batch)
    }
}

impl Batches {
    /// Reads lines up to a blank one, and adds them as a sentence.
    fn block(&mut self, batch: &mut Sentences) {
        let Some((place, reader)) = &mut self.open else { return };
        batch.id.clone_from(&place.id);
        let (mut lines, first) = (Vec::new(), self.line + 1);
        let ended = loop {
            let mut line = Vec::new();
            match reader.read_until(b'\n', &mut line) {
                Ok(0) => break true,
                Ok(_) => self.line += 1,
                Err(error) => {
                    batch.problems.push(problem(&place.name, error));
                    break true;
                }
            }
            let line = String::from_utf8_lossy(&line).trim_end_matches(['\n', '\r']).to_string();
            if line.trim().is_empty() {
                break false;
            }
            lines.push(line);
        };
        if !lines.is_empty() {
            self.sentence += 1;
            match read(&lines.iter().map(String::as_str).collect::<Vec<_>>()) {
                Ok(given) => batch.given.push((self.sentence, given)),
                Err(broken) => {
                    let place = format!("{}:{}", place.name, first + broken.line);
                    batch.problems.push(Problem::new(Code::BadConllu, place, broken.what));
                }
            }
        }
        if ended {
            self.open = None;
        }
    }
}
