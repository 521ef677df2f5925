//! Scores for pairs of spans: what a second encoder says of two spans of one sentence.
//!
//! It reads the same pieces as the parser, and reads a sentence once. For each pair three markers look on: the pair's own, one
//! that begins as its first span, one that begins as its second. The first one begins as the word where the ways of the two meet
//! in the tree, the others know how they hang below it. They see the pieces and each other; nothing sees them, so what is said of
//! a pair does not depend on what else is asked. What the labels mean is for the caller to know.
//! `training/judge` makes the file.

use crate::batch::{Batch, WINDOW};
use crate::encoder::{Encoder, Look, Mark, Reading, Scratch, linear};
use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::kernel::{Kernel, Linear, Rows};
use crate::pieces::Cache;
use crate::route::{Tree, Words};
use crate::{English, SCRATCH};
use std::ops::Range;

static MODEL: &[u8] = include_bytes!("../model/pairs.bin");

/// Rows of the table of shapes that are the shapes of pieces; behind them stand the parts of a pair.
const SHAPES: usize = 7;
/// Parts: the pair's own marker, the first span, the second, and a second that is missing.
const PAIR: usize = SHAPES;
const FIRST: usize = SHAPES + 1;
const SECOND: usize = SHAPES + 2;
const NOBODY: usize = SHAPES + 3;
/// Behind them stand the relations.
const RELATIONS: usize = SHAPES + 4;
/// Markers of a pair.
const MARKERS: usize = 3;
/// Pairs whose markers look on at once, so that their vectors stay in the cache.
const TOGETHER: usize = 40;

/// The model of pairs. Share one among threads.
pub struct Pairs {
    kernel: Kernel,
    version: &'static str,
    encoder: Encoder,
    pair: Linear,
    heads: Linear,
    labels: Vec<&'static str>,
    relations: Vec<&'static str>,
}

/// A sentence that the model has read. It takes about 30 kB a piece.
pub struct ReadSentence {
    reading: Reading,
    /// Words that were read.
    words: Range<usize>,
    /// Their pieces, one after the other: where each begins, and the end of the last.
    starts: Vec<usize>,
    tree: Tree,
}

impl ReadSentence {
    /// The words that were read, numbered from 0: of a very long sentence not all.
    pub fn words(&self) -> Range<usize> {
        self.words.clone()
    }

    fn pieces(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let inside = span.start >= self.words.start && span.end <= self.words.end;
        let at = |word: usize| self.starts[word - self.words.start];
        inside.then(|| at(span.start)..at(span.end))
    }
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
        let relations = file.header.labels.relations.clone();
        if file.header.shapes != RELATIONS + relations.len() {
            return Err(Error::new(ErrorKind::Part, "shapes"));
        }
        let encoder = Encoder::with_words(&file, &english.encoder)?;
        let (width, hidden) = (encoder.width(), file.header.arc);
        let labels = file.header.labels.pairs.clone();
        Ok(Pairs {
            kernel: english.kernel,
            version: file.header.version,
            pair: file.linear("pair", hidden, MARKERS * width)?,
            heads: file.linear("heads", labels.len(), hidden)?,
            encoder,
            labels,
            relations,
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

    /// Reads sentences with their trees, each or as many words `around` some of its words as can be read at once; `around` and what is
    /// read are numbers of words, from 0. None where those alone are too many, none, or outside of the sentence. `english` is the
    /// model that this one was made with. Runs on the calling thread; several at once take less time than one after the other.
    pub fn read(
        &self,
        english: &English,
        sentences: &[(Words<'_>, Range<usize>)],
    ) -> Vec<Option<ReadSentence>> {
        let mut cache = Cache::new(&english.vocabulary);
        let mut out: Vec<Option<ReadSentence>> = Vec::with_capacity(sentences.len());
        let (mut batch, mut open) = (Batch::default(), Vec::new());
        for (sentence, around) in sentences {
            let lengths: Vec<usize> = sentence.forms.iter().map(|form| cache.word(form).0.len()).collect();
            let Some(words) = window(&lengths, around.clone()) else {
                out.push(None);
                continue;
            };
            let starts = add(&mut batch, english, &sentence.forms[words.clone()], &mut cache);
            open.push(out.len());
            let tree = Tree::new(*sentence, &self.relations);
            out.push(Some(ReadSentence { reading: Reading::default(), words, starts, tree }));
            if batch.is_full() {
                self.read_batch(&std::mem::take(&mut batch), &std::mem::take(&mut open), &mut out);
            }
        }
        self.read_batch(&batch, &open, &mut out);
        out
    }

    /// Reads the windows of a batch, each for the sentence of `open` that it belongs to.
    fn read_batch(&self, batch: &Batch, open: &[usize], out: &mut [Option<ReadSentence>]) {
        let readings = SCRATCH.with_borrow_mut(|scratch| self.encoder.read(self.kernel, batch, scratch));
        for (reading, &at) in readings.into_iter().zip(open) {
            if let Some(sentence) = &mut out[at] {
                sentence.reading = reading;
            }
        }
    }

    /// For each pair of spans of a sentence a score for each label: spans are numbers of words, from 0; the second may be empty.
    /// None where the first is empty or one was not read. Pairs of the same sentence best stand side by side.
    pub fn scores(&self, pairs: &[(&ReadSentence, Range<usize>, Range<usize>)]) -> Vec<Option<Vec<f32>>> {
        let mut out: Vec<Option<Vec<f32>>> = Vec::with_capacity(pairs.len());
        for pairs in pairs.chunks(TOGETHER) {
            let marks: Vec<Option<[Mark; MARKERS]>> =
                pairs.iter().map(|(sentence, first, second)| marks(sentence, first, second)).collect();
            let known: Vec<Mark> = marks.iter().flatten().flatten().cloned().collect();
            let seen: Vec<&Reading> =
                pairs.iter().zip(&marks).filter(|(_, m)| m.is_some()).map(|(p, _)| &p.0.reading).collect();
            let found = SCRATCH.with_borrow_mut(|scratch| self.score(&looks(&seen, &known), scratch));
            let mut found = found.into_iter();
            out.extend(marks.iter().map(|m| m.as_ref().and_then(|_| found.next())));
        }
        out
    }

    fn score(&self, looks: &[Look<'_>], scratch: &mut Scratch) -> Vec<Vec<f32>> {
        let vectors = self.encoder.look_on(self.kernel, looks, MARKERS, scratch);
        let count = looks.iter().map(|look| look.marks.len()).sum::<usize>() / MARKERS;
        let mut rows = Rows::default();
        let mut hidden = vec![0.0; count * self.pair.columns()];
        linear(self.kernel, &self.pair, &vectors, &mut rows, &mut hidden);
        let rows_of = hidden.chunks_exact(self.pair.columns());
        let hidden: Vec<f32> = rows_of
            .flat_map(|row| &row[..self.heads.inputs()])
            .map(|&x| if x > 0.0 { x } else { 0.0 })
            .collect();
        let mut out = vec![0.0; count * self.heads.columns()];
        linear(self.kernel, &self.heads, &hidden, &mut rows, &mut out);
        out.chunks_exact(self.heads.columns()).map(|row| row[..self.labels.len()].to_vec()).collect()
    }
}

/// Appends words as a window of a batch; gives the pieces where each begins, and the end of the last.
fn add<'w>(batch: &mut Batch, english: &English, forms: &[&'w str], cache: &mut Cache<'_, 'w>) -> Vec<usize> {
    let first = batch.ids.len();
    let mut starts = Vec::with_capacity(forms.len() + 1);
    batch.push(english.vocabulary.begin, 0);
    for form in forms {
        starts.push(batch.ids.len() - first);
        let (pieces, shape) = cache.word(form);
        pieces.iter().for_each(|&piece| batch.push(piece, shape));
    }
    starts.push(batch.ids.len() - first);
    batch.push(english.vocabulary.end, 0);
    batch.close(first);
    starts
}

/// Markers of pairs, of which each has the reading that it is `seen` in; neighbours in the same one look together.
fn looks<'a>(seen: &[&'a Reading], marks: &'a [Mark]) -> Vec<Look<'a>> {
    let mut marks = marks;
    let mut out = Vec::new();
    for run in seen.chunk_by(|a, b| std::ptr::eq(*a, *b)) {
        let (own, rest) = marks.split_at(run.len() * MARKERS);
        out.push(Look { reading: run[0], marks: own });
        marks = rest;
    }
    out
}

/// The markers of a pair.
fn marks(sentence: &ReadSentence, first: &Range<usize>, second: &Range<usize>) -> Option<[Mark; MARKERS]> {
    let one = sentence.pieces(first).filter(|_| !first.is_empty())?;
    let other = sentence.pieces(second).filter(|_| !second.is_empty());
    if other.is_none() && !second.is_empty() {
        return None;
    }
    let route = sentence.tree.route(first, second);
    // In different sentences, or too far away to be read: the beginning.
    let top = route.top.and_then(|word| sentence.pieces(&(word..word + 1))).unwrap_or(0..1);
    let relation = |number: usize| Some(RELATIONS + number);
    let part = if second.is_empty() { NOBODY } else { SECOND };
    Some([
        Mark { pieces: top, part: PAIR, relation: None },
        Mark { pieces: one, part: FIRST, relation: relation(route.first) },
        Mark { pieces: other.unwrap_or(0..0), part, relation: relation(route.second.unwrap_or(0)) },
    ])
}

/// The words to read: all that fit, and in a longer sentence those round the given ones.
fn window(lengths: &[usize], around: Range<usize>) -> Option<Range<usize>> {
    if around.is_empty() || around.end > lengths.len() {
        return None;
    }
    let Range { mut start, mut end } = around;
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

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "On Monday Norway expelled two diplomats of Chile , which protested at once .";

    fn models(kernel: Kernel) -> (English, Pairs) {
        let english = English::load(crate::MODEL, kernel).unwrap();
        let pairs = Pairs::embedded(&english).unwrap();
        (english, pairs)
    }

    /// The sentence, and the same many times over, with its tree.
    struct Given {
        forms: Vec<&'static str>,
        heads: Vec<Option<usize>>,
        relations: Vec<&'static str>,
    }

    impl Given {
        fn times(count: usize) -> Given {
            let relations = "case obl nsubj root nummod obj case nmod punct nsubj acl:relcl case obl punct";
            let heads = [2, 4, 4, 0, 6, 4, 8, 6, 6, 11, 6, 13, 11, 4];
            let above = |i: usize| heads.map(|h: usize| h.checked_sub(1).map(|h| h + i * heads.len()));
            Given {
                forms: std::iter::repeat_n(SENTENCE.split(' '), count).flatten().collect(),
                heads: (0..count).flat_map(above).collect(),
                relations: std::iter::repeat_n(relations.split(' '), count).flatten().collect(),
            }
        }

        fn words(&self) -> Words<'_> {
            Words { forms: &self.forms, heads: &self.heads, relations: &self.relations }
        }
    }

    fn read(english: &English, pairs: &Pairs, given: &Given, around: Range<usize>) -> Option<ReadSentence> {
        pairs.read(english, &[(given.words(), around)]).remove(0)
    }

    fn scores(
        pairs: &Pairs,
        read: &ReadSentence,
        asked: &[(Range<usize>, Range<usize>)],
    ) -> Vec<Option<Vec<f32>>> {
        pairs.scores(&asked.iter().map(|(a, b)| (read, a.clone(), b.clone())).collect::<Vec<_>>())
    }

    fn bits(scores: &[f32]) -> Vec<u32> {
        scores.iter().map(|x| x.to_bits()).collect()
    }

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let given = Given::times(1);
        let asked = [(2..3, 7..8), (7..8, 2..3), (2..3, 0..0), (4..8, 2..3), (0..1, 2..3), (0..2, 4..8)];
        let run = |kernel| {
            let (english, pairs) = models(kernel);
            let read = read(&english, &pairs, &given, 2..3).unwrap();
            scores(&pairs, &read, &asked).iter().map(|s| bits(s.as_ref().unwrap())).collect::<Vec<_>>()
        };
        let all: Vec<_> = Kernel::all().into_iter().map(run).collect();
        assert!(all.iter().all(|found| *found == all[0]));
        assert_ne!(all[0][0], all[0][1], "the two parts of a pair are not the same");
    }

    #[test]
    fn a_pair_is_judged_alike_whatever_else_is_asked() {
        let (english, pairs) = models(Kernel::best());
        let given = Given::times(1);
        let read = read(&english, &pairs, &given, 0..1).unwrap();
        let alone = scores(&pairs, &read, &[(2..3, 7..8)]);
        let many: Vec<_> =
            (0..90).map(|i| if i == 63 { (2..3, 7..8) } else { (i % 12..i % 12 + 1, 0..1) }).collect();
        let among = scores(&pairs, &read, &many);
        assert_eq!(bits(among[63].as_ref().unwrap()), bits(alone[0].as_ref().unwrap()));
        assert_eq!(among.len(), 90);
    }

    #[test]
    fn a_sentence_is_read_alike_whatever_else_is_read() {
        let (english, pairs) = models(Kernel::best());
        let (one, other) = (Given::times(1), Given::times(9));
        let alone = read(&english, &pairs, &one, 0..1).unwrap();
        let many =
            [(other.words(), 3..4), (one.words(), 0..1), (one.words(), 0..99), (other.words(), 90..95)];
        let among = pairs.read(&english, &many);
        assert_eq!(among.iter().map(Option::is_some).collect::<Vec<_>>(), [true, true, false, true]);
        let [far, near] = [&among[0], &among[1]].map(|read| read.as_ref().unwrap());
        let found = pairs.scores(&[(far, 2..3, 7..8), (near, 2..3, 7..8), (far, 7..8, 2..3)]);
        let expected = scores(&pairs, &alone, &[(2..3, 7..8)]);
        assert_eq!(bits(found[1].as_ref().unwrap()), bits(expected[0].as_ref().unwrap()));
        assert_ne!(bits(found[0].as_ref().unwrap()), bits(expected[0].as_ref().unwrap()));
    }

    #[test]
    fn the_likeliest_label_of_a_plain_pair_is_its_type() {
        let (english, pairs) = models(Kernel::best());
        let given = Given::times(1);
        let read = read(&english, &pairs, &given, 0..1).unwrap();
        let scores = scores(&pairs, &read, &[(2..3, 7..8)]).remove(0).unwrap();
        assert_eq!(scores.len(), pairs.labels().len());
        let types = pairs.labels().iter().zip(&scores).filter(|(label, _)| label.starts_with("type:"));
        let best = types.max_by(|a, b| a.1.total_cmp(b.1)).unwrap();
        assert_eq!(*best.0, "type:SANCTION");
    }

    #[test]
    fn spans_outside_or_too_far_apart_have_no_scores() {
        let (english, pairs) = models(Kernel::best());
        let (long, short, none) = (Given::times(40), Given::times(1), Given::times(0));
        assert!(read(&english, &pairs, &long, 0..501).is_none());
        assert!(read(&english, &pairs, &short, 0..15).is_none());
        assert!(read(&english, &pairs, &none, 0..1).is_none());
        let read = read(&english, &pairs, &long, 300..331).unwrap();
        let found = scores(&pairs, &read, &[(300..301, 330..331), (300..300, 301..302), (0..1, 330..331)]);
        assert_eq!(found.iter().map(Option::is_some).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn a_window_holds_the_pair_and_as_much_as_fits() {
        for (count, around) in [(10, 2..8), (900, 380..401), (900, 899..900), (254, 0..254)] {
            let lengths = vec![1; count];
            let read = window(&lengths, around.clone()).unwrap();
            assert!(read.start <= around.start && around.end <= read.end);
            assert_eq!(read.len(), count.min(WINDOW - 2));
        }
    }
}
