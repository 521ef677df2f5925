//! Sentences as the encoder reads them: pieces laid end to end, without filling.
//!
//! Two lengths are bounded, so that no text costs unbounded time or memory. The encoder reads at most
//! [`WINDOW`] pieces at once: a longer sentence is read in windows that overlap by about a quarter, and each word's
//! vector is taken from the window where it is farther from the edge. Trees are sought over at most [`LONGEST`]
//! words: a longer "sentence" (a table, a list) is cut into parts, each with a tree of its own.

use crate::pieces::Cache;
use std::ops::Range;

/// Pieces that the encoder reads at once, with the marks of beginning and end.
pub(crate) const WINDOW: usize = 256;
/// Pieces that neighbouring windows share, at most.
const OVERLAP: usize = 64;
/// Words of a tree.
pub(crate) const LONGEST: usize = 800;
/// Pieces after which a batch is closed: few enough that what lies between two products stays in the second cache.
const FULL: usize = 192;

/// Words of a sentence that get one tree.
pub(crate) struct Part {
    pub(crate) sentence: usize,
    pub(crate) words: Range<usize>,
    /// Where the part's vectors begin in its batch: the root's, then the words'.
    pub(crate) first: usize,
}

/// A run of pieces that the encoder reads at once.
pub(crate) struct Window {
    pub(crate) pieces: Range<usize>,
    /// Pieces, counted within the window, whose vectors stand for the root or a word. All windows' together are the
    /// batch's vectors in their order.
    pub(crate) taken: Vec<usize>,
}

/// Some sentences, encoded.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) ids: Vec<u16>,
    pub(crate) shapes: Vec<u8>,
    pub(crate) windows: Vec<Window>,
    pub(crate) parts: Vec<Part>,
    /// Vectors of roots and words.
    pub(crate) vectors: usize,
}

impl Batch {
    pub(crate) fn is_full(&self) -> bool {
        self.ids.len() >= FULL
    }

    /// Appends a sentence's words `words`, at most [`LONGEST`].
    pub(crate) fn add<'w>(
        &mut self,
        sentence: usize,
        words: Range<usize>,
        forms: &[&'w str],
        marks: (u16, u16),
        cache: &mut Cache<'_, 'w>,
    ) {
        let forms = &forms[words.clone()];
        let lengths: Vec<usize> = forms.iter().map(|form| cache.word(form).0.len()).collect();
        for (read, taken) in windows(&lengths) {
            let start = self.ids.len();
            let mut places = Vec::with_capacity(taken.len() + 1);
            if read.start == 0 {
                places.push(0);
            }
            self.push(marks.0, 0);
            for word in read {
                if taken.contains(&word) {
                    places.push(self.ids.len() - start);
                }
                let (pieces, shape) = cache.word(forms[word]);
                self.ids.extend_from_slice(pieces);
                self.shapes.resize(self.ids.len(), shape);
            }
            self.push(marks.1, 0);
            self.windows.push(Window { pieces: start..self.ids.len(), taken: places });
        }
        self.parts.push(Part { sentence, words, first: self.vectors });
        self.vectors += 1 + lengths.len();
    }

    /// Ends a window that was filled piece by piece from `first` on, of which no vectors are taken.
    pub(crate) fn close(&mut self, first: usize) {
        self.windows.push(Window { pieces: first..self.ids.len(), taken: Vec::new() });
    }

    pub(crate) fn push(&mut self, id: u16, shape: u8) {
        self.ids.push(id);
        self.shapes.push(shape);
    }
}

/// Words to read in each window and those of them to take from it, for words of so many pieces (at most 16).
fn windows(lengths: &[usize]) -> Vec<(Range<usize>, Range<usize>)> {
    let (mut out, mut start, mut taken) = (Vec::new(), 0, 0);
    loop {
        let end = start + fitting(lengths[start..].iter(), WINDOW - 2);
        if end == lengths.len() {
            out.push((start..end, taken..end));
            return out;
        }
        // A window has at least 15 words and the overlap at most 64, but at least 4: each window goes on.
        let back = fitting(lengths[start + 1..end].iter().rev(), OVERLAP);
        let middle = end - back / 2;
        out.push((start..end, taken..middle));
        (start, taken) = (end - back, middle);
    }
}

/// How many of the lengths add up to no more than `room`.
fn fitting<'a>(lengths: impl Iterator<Item = &'a usize>, room: usize) -> usize {
    let mut sum = 0;
    lengths
        .take_while(|&&length| {
            sum += length;
            sum <= room
        })
        .count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_take_every_word_once() {
        for (count, length) in [(0, 1), (1, 16), (254, 1), (255, 1), (900, 1), (300, 16), (77, 7)] {
            let lengths = vec![length; count];
            let mut next = 0;
            for (read, taken) in windows(&lengths) {
                assert!(read.len() * length <= WINDOW - 2);
                assert!(read.start <= taken.start && taken.end <= read.end);
                assert_eq!(taken.start, next);
                next = taken.end;
            }
            assert_eq!(next, count);
        }
    }
}
