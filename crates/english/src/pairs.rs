//! Scores for pairs of spans: what a second, smaller encoder says of two marked spans of one sentence.
//!
//! It reads the same pieces as the parser, each with a vector for its part in the pair (neither, first, second), and gives
//! one score for each label of its file. What the labels mean is for the caller to know. `training/judge` makes the file.

use crate::English;
use crate::batch::{Batch, WINDOW};
use crate::encoder::{Encoder, Scratch, linear};
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Kernel, Linear, Rows};
use crate::pieces::Cache;
use std::cell::RefCell;
use std::ops::Range;

static MODEL: &[u8] = include_bytes!("../model/pairs.bin");

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Shapes of a piece that the parser tells apart; a piece's part in the pair is counted in these steps.
const SHAPES: u8 = 7;

/// The model of pairs. Share one among threads.
pub struct Pairs {
    kernel: Kernel,
    version: &'static str,
    encoder: Encoder,
    pair: Linear,
    heads: Linear,
    labels: Vec<&'static str>,
}

/// A pair that is asked for: word numbers in the sentence, from 0. `second` may be empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Asked {
    /// Words of the first span.
    pub first: Range<usize>,
    /// Words of the second span.
    pub second: Range<usize>,
}

impl Pairs {
    /// The model that is part of the library; it shares the vocabulary and the word vectors of `english`.
    ///
    /// # Errors
    /// Only where the library was built with a file that is not a model of its format, or made for other word vectors.
    pub fn embedded(english: &English) -> Result<Pairs, Error> {
        let file = File::open(MODEL)?;
        if file.header.words != Some(english.version) {
            return Err(Error::new(ErrorKind::Part, "words"));
        }
        let encoder = Encoder::with_words(&file, &english.encoder)?;
        let (width, hidden) = (encoder.width(), file.header.arc);
        let labels = file.header.labels.pairs.clone();
        Ok(Pairs {
            kernel: english.kernel,
            version: file.header.version,
            pair: file.linear("pair", hidden, 3 * width)?,
            heads: file.linear("heads", labels.len(), hidden)?,
            encoder,
            labels,
        })
    }

    /// The version of the weights: the beginning of their SHA-256.
    pub fn version(&self) -> &str {
        self.version
    }

    /// The labels, in the order of the scores.
    pub fn labels(&self) -> &[&'static str] {
        &self.labels
    }

    /// A score for each label, for each pair; none for a pair whose spans stand too far apart to be read at once or outside
    /// of the sentence. `english` is the model that this one was made with. Runs on the calling thread.
    pub fn scores(&self, english: &English, forms: &[&str], asked: &[Asked]) -> Vec<Option<Vec<f32>>> {
        let mut cache = Cache::new(&english.vocabulary);
        let lengths: Vec<usize> = forms.iter().map(|form| cache.word(form).0.len()).collect();
        asked
            .iter()
            .map(|pair| {
                let read = window(&lengths, pair)?;
                let batch = batch(english, forms, read, pair, &mut cache);
                Some(SCRATCH.with_borrow_mut(|scratch| self.score(&batch, scratch)))
            })
            .collect()
    }

    fn score(&self, marked: &Marked, scratch: &mut Scratch) -> Vec<f32> {
        let vectors = self.encoder.encode(self.kernel, &marked.batch, scratch);
        let width = self.encoder.width();
        let read: Vec<f32> =
            [BEGIN, FIRST, SECOND].iter().flat_map(|&p| mean(&vectors, width, &marked.parts, p)).collect();
        let (mut rows, mut hidden) = (Rows::default(), vec![0.0; self.pair.columns()]);
        linear(self.kernel, &self.pair, &read, &mut rows, &mut hidden);
        hidden.truncate(self.heads.inputs());
        hidden.iter_mut().for_each(|x| *x = if *x > 0.0 { *x } else { 0.0 });
        let mut out = vec![0.0; self.heads.columns()];
        linear(self.kernel, &self.heads, &hidden, &mut rows, &mut out);
        out.truncate(self.labels.len());
        out
    }
}

/// Parts of a pair.
const BEGIN: u8 = 3;
const NEITHER: u8 = 0;
const FIRST: u8 = 1;
const SECOND: u8 = 2;

/// A sentence with a pair marked, encoded, and the part of each piece whose vector is taken.
struct Marked {
    batch: Batch,
    parts: Vec<u8>,
}

/// The words to read: all that fit, and in a longer sentence those round the pair.
fn window(lengths: &[usize], pair: &Asked) -> Option<Range<usize>> {
    let outside = pair.first.is_empty() || pair.first.end > lengths.len() || pair.second.end > lengths.len();
    if outside {
        return None;
    }
    let spans = [&pair.first, &pair.second];
    let given = || spans.into_iter().filter(|s| !s.is_empty());
    let mut start = given().map(|s| s.start).min()?;
    let mut end = given().map(|s| s.end).max()?;
    let mut room = (WINDOW - 2).checked_sub(lengths[start..end].iter().sum())?;
    loop {
        let before = start.checked_sub(1).filter(|&w| lengths[w] <= room);
        let after =
            Some(end).filter(|&w| w < lengths.len() && lengths[w] <= room - before.map_or(0, |w| lengths[w]));
        if let Some(word) = before {
            (start, room) = (word, room - lengths[word]);
        }
        if let Some(word) = after {
            (end, room) = (word + 1, room - lengths[word]);
        }
        if before.or(after).is_none() {
            return Some(start..end);
        }
    }
}

fn batch<'w>(
    english: &English,
    forms: &[&'w str],
    read: Range<usize>,
    pair: &Asked,
    cache: &mut Cache<'_, 'w>,
) -> Marked {
    let mut batch = Batch::default();
    let (mut taken, mut parts) = (vec![0], vec![BEGIN]);
    batch.push(english.vocabulary.begin, 0);
    for word in read {
        let (pieces, shape) = cache.word(forms[word]);
        let part = if pair.first.contains(&word) {
            FIRST
        } else if pair.second.contains(&word) {
            SECOND
        } else {
            NEITHER
        };
        for &piece in pieces {
            if part != NEITHER {
                taken.push(batch.ids.len());
                parts.push(part);
            }
            batch.push(piece, shape + part * SHAPES);
        }
    }
    batch.push(english.vocabulary.end, 0);
    batch.vectors = taken.len();
    batch.close(taken);
    Marked { batch, parts }
}

/// The mean of the vectors of a part; zeros where it has none.
fn mean(vectors: &[f32], width: usize, parts: &[u8], part: u8) -> Vec<f32> {
    let mut out = vec![0.0; width];
    let mut count = 0.0_f32;
    for (vector, _) in vectors.chunks_exact(width).zip(parts).filter(|(_, p)| **p == part) {
        out.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
        count += 1.0;
    }
    out.iter_mut().for_each(|x| *x /= count.max(1.0));
    out
}
