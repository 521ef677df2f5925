//! Scores for pairs of spans: what a second, smaller encoder says of two marked spans of one sentence.
//!
//! It reads the same pieces as the parser, each with a vector for its part in the pair (neither, first, second), and gives
//! one score for each label of its file. What the labels mean is for the caller to know. `training/judge` makes the file.

use crate::batch::{Batch, WINDOW};
use crate::encoder::{Encoder, Scratch, linear};
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Kernel, Linear, Rows};
use crate::pieces::Cache;
use crate::{English, SCRATCH};
use std::ops::Range;

static MODEL: &[u8] = include_bytes!("../model/pairs.bin");

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

    /// A score for each label, for two spans of a sentence: numbers of its words, from 0; the `second` may be empty. None where
    /// they stand too far apart to be read at once, or outside of the sentence. `english` is the model that this one was made
    /// with. Runs on the calling thread.
    pub fn scores(
        &self,
        english: &English,
        forms: &[&str],
        first: Range<usize>,
        second: Range<usize>,
    ) -> Option<Vec<f32>> {
        let mut cache = Cache::new(&english.vocabulary);
        let lengths: Vec<usize> = forms.iter().map(|form| cache.word(form).0.len()).collect();
        let read = window(&lengths, [&first, &second])?;
        let marked = marked(english, forms, read, [&first, &second], &mut cache);
        Some(SCRATCH.with_borrow_mut(|scratch| self.score(&marked, scratch)))
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
fn window(lengths: &[usize], spans: [&Range<usize>; 2]) -> Option<Range<usize>> {
    if spans[0].is_empty() || spans.iter().any(|s| s.end > lengths.len()) {
        return None;
    }
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

fn marked<'w>(
    english: &English,
    forms: &[&'w str],
    read: Range<usize>,
    spans: [&Range<usize>; 2],
    cache: &mut Cache<'_, 'w>,
) -> Marked {
    let mut batch = Batch::default();
    let (mut taken, mut parts) = (vec![0], vec![BEGIN]);
    batch.push(english.vocabulary.begin, 0);
    for word in read {
        let (pieces, shape) = cache.word(forms[word]);
        let part = if spans[0].contains(&word) {
            FIRST
        } else if spans[1].contains(&word) {
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

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "On Monday Norway expelled two diplomats of Chile , which protested at once .";

    fn models(kernel: Kernel) -> (English, Pairs) {
        let english = English::load(crate::MODEL, kernel).unwrap();
        let pairs = Pairs::embedded(&english).unwrap();
        (english, pairs)
    }

    fn bits(scores: &[f32]) -> Vec<u32> {
        scores.iter().map(|x| x.to_bits()).collect()
    }

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let forms: Vec<&str> = SENTENCE.split(' ').collect();
        let run = |kernel| {
            let (english, pairs) = models(kernel);
            [(2..3, 7..8), (7..8, 2..3), (2..3, 0..0), (4..8, 2..3)]
                .map(|(first, second)| bits(&pairs.scores(&english, &forms, first, second).unwrap()))
        };
        let all: Vec<_> = Kernel::all().into_iter().map(run).collect();
        assert!(all.iter().all(|found| *found == all[0]));
        assert_ne!(all[0][0], all[0][1], "the two parts of a pair are not the same");
    }

    #[test]
    fn the_likeliest_label_of_a_plain_pair_is_its_type() {
        let (english, pairs) = models(Kernel::best());
        let forms: Vec<&str> = SENTENCE.split(' ').collect();
        let scores = pairs.scores(&english, &forms, 2..3, 7..8).unwrap();
        assert_eq!(scores.len(), pairs.labels().len());
        let types = pairs.labels().iter().zip(&scores).filter(|(label, _)| label.starts_with("type:"));
        let best = types.max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        assert_eq!(*best.0, "type:SANCTION");
    }

    #[test]
    fn spans_outside_or_too_far_apart_have_no_scores() {
        let (english, pairs) = models(Kernel::best());
        let long: Vec<&str> = std::iter::repeat_n(SENTENCE.split(' '), 40).flatten().collect();
        assert_eq!(pairs.scores(&english, &long, 0..1, 500..501), None);
        assert_eq!(pairs.scores(&english, &long[..4], 0..1, 3..9), None);
        assert_eq!(pairs.scores(&english, &long, 1..1, 2..3), None);
        assert_eq!(pairs.scores(&english, &[], 0..1, 0..0), None);
        assert!(pairs.scores(&english, &long, 300..301, 330..331).is_some());
    }

    #[test]
    fn a_window_holds_the_pair_and_as_much_as_fits() {
        for (count, first, second) in
            [(10, 2..3, 7..8), (900, 400..401, 380..385), (900, 899..900, 0..0), (254, 0..1, 253..254)]
        {
            let lengths = vec![1; count];
            let read = window(&lengths, [&first, &second]).unwrap();
            assert!(read.contains(&first.start) && (second.is_empty() || read.contains(&second.start)));
            assert_eq!(read.len(), count.min(WINDOW - 2));
        }
    }
}
