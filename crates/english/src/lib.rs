//! The English language model of detente: from text to sentences and words, from words to lemmas, tags, trees and
//! names. The weights are part of the library.
//!
//! ```
//! use detente_english::{English, segment};
//!
//! let text = "Kim met Moon in Panmunjom.";
//! let english = English::embedded()?;
//! let sentence = &segment(text)[0];
//! let forms = sentence.tokens.iter().map(|token| &text[token.clone()]).collect();
//! let words = &english.parse(&[forms])[0];
//! assert_eq!((words[1].head, words[1].deprel), (0, "root"));
//! # Ok::<(), detente_english::Error>(())
//! ```
//!
//! The result for a sentence depends on the sentence alone: not on what it is parsed with, on the number of threads,
//! or on the processor's instruction set.

mod batch;
mod encoder;
mod error;
mod file;
mod hash;
mod heads;
mod kernel;
mod lemma;
mod names;
mod pairs;
mod pieces;
mod projective;
mod route;
mod segment;
mod tree;
mod units;
mod upos;

pub use error::{Error, ErrorKind};
pub use pairs::{Pairs, ReadSentence};
pub use route::Words;
pub use segment::{Sentence, segment};
pub use upos::Upos;

use batch::{Batch, LONGEST, Part};
use encoder::{Encoder, Scratch};
use file::File;
use heads::{Analysis, Heads};
use kernel::Kernel;
use pieces::{Cache, Vocabulary};
use std::cell::RefCell;
use std::ops::Range;

thread_local! {
    /// A few megabytes, kept from call to call: to ask the system for them for each article costs a twentieth of the time.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

static MODEL: &[u8] = include_bytes!("../model/english.bin");

/// The language model. Loading takes some tens of milliseconds and about 25 MB; share one among threads.
pub struct English {
    kernel: Kernel,
    version: &'static str,
    vocabulary: Vocabulary,
    encoder: Encoder,
    heads: Heads,
}

/// What the model says of one word.
#[derive(Clone, PartialEq, Debug)]
pub struct Word {
    /// The dictionary form.
    pub lemma: String,
    /// The universal part of speech.
    pub upos: Upos,
    /// The Penn Treebank tag.
    pub xpos: &'static str,
    /// Morphology as CoNLL-U writes it (`Number=Sing|Person=3`), `_` for none.
    pub feats: &'static str,
    /// The word that this one depends on, counted from 1; 0 for the one root of the sentence.
    pub head: usize,
    /// The relation to the head, with its subtype; `root` exactly where the head is 0.
    pub deprel: &'static str,
    /// `B-` and `I-` with `PER`, `ORG`, `LOC`, `GROUP`, `EVENT` or `OTHER` for the first and further words of a name, or `O`.
    pub name: &'static str,
    /// Probability (0 to 1) that the model gives the arc to the head.
    pub confidence: f32,
}

impl English {
    /// The model that is part of the library.
    ///
    /// # Errors
    /// Only where the library was built with a file that is not a model of its format.
    pub fn embedded() -> Result<English, Error> {
        English::load(MODEL, Kernel::best())
    }

    fn load(bytes: &'static [u8], kernel: Kernel) -> Result<English, Error> {
        let file = File::open(bytes)?;
        let vocabulary = Vocabulary::new(&file)?;
        let encoder = Encoder::new(&file, vocabulary.len())?;
        let heads = Heads::new(&file, encoder.width())?;
        Ok(English { kernel, version: file.header.version, vocabulary, encoder, heads })
    }

    /// The version of the weights: the beginning of their SHA-256.
    pub fn version(&self) -> &str {
        self.version
    }

    /// Analyses sentences given as words; the result has the same shape. Runs on the calling thread.
    ///
    /// Any text will do. Of a word, the first 16 pieces are read. Beyond 800 words a sentence is parsed in parts,
    /// and the root of each further part becomes a `parataxis` of the first part's root.
    pub fn parse(&self, sentences: &[Vec<&str>]) -> Vec<Vec<Word>> {
        self.parse_with_names(sentences, &[])
    }

    /// As [`English::parse`], with names that are known to be units: for each sentence ranges of its words, in order and
    /// apart. Each becomes one subtree of depth one. Sentences without an entry have none.
    pub fn parse_with_names(&self, sentences: &[Vec<&str>], names: &[Vec<Range<usize>>]) -> Vec<Vec<Word>> {
        SCRATCH.with_borrow_mut(|scratch| self.parse_in(scratch, sentences, names))
    }

    fn parse_in(
        &self,
        scratch: &mut Scratch,
        sentences: &[Vec<&str>],
        names: &[Vec<Range<usize>>],
    ) -> Vec<Vec<Word>> {
        let (mut cache, mut batch) = (Cache::new(&self.vocabulary), Batch::default());
        let mut out: Vec<Vec<Word>> = sentences.iter().map(|s| Vec::with_capacity(s.len())).collect();
        let marks = (self.vocabulary.begin, self.vocabulary.end);
        for (i, forms) in sentences.iter().enumerate() {
            for start in (0..forms.len()).step_by(LONGEST) {
                batch.add(i, start..forms.len().min(start + LONGEST), forms, marks, &mut cache);
                if batch.is_full() {
                    self.run(&std::mem::take(&mut batch), sentences, names, scratch, &mut out);
                }
            }
        }
        self.run(&batch, sentences, names, scratch, &mut out);
        out
    }

    /// How many pieces the encoder reads for a sentence, two marks included: what the time of parsing grows with.
    pub fn pieces(&self, forms: &[&str]) -> usize {
        let mut cache = Cache::new(&self.vocabulary);
        forms.iter().map(|form| cache.word(form).0.len()).sum::<usize>() + 2
    }

    /// Appends the words of a batch to their sentences; parts of a sentence come in order.
    fn run(
        &self,
        batch: &Batch,
        sentences: &[Vec<&str>],
        names: &[Vec<Range<usize>>],
        scratch: &mut Scratch,
        out: &mut [Vec<Word>],
    ) {
        let vectors = self.encoder.encode(self.kernel, batch, scratch);
        let scores = self.heads.scores(self.kernel, &vectors);
        let trees: Vec<_> =
            batch.parts.iter().map(|part| scores.tree(part, units(part, sentences, names))).collect();
        for (part, analyses) in batch.parts.iter().zip(scores.analyses(&batch.parts, &trees)) {
            let forms = &sentences[part.sentence][part.words.clone()];
            let words = &mut out[part.sentence];
            let first_root = words.iter().position(|word| word.head == 0);
            let offset = words.len();
            words.extend(forms.iter().zip(analyses).map(|(form, analysis)| match first_root {
                Some(root) => word(form, later(analysis, root + 1, offset)),
                None => word(form, analysis),
            }));
        }
    }
}

/// The names in a part. Only sentences of one part have them: in the parts of a longer one they would have to be moved and cut.
fn units<'n>(part: &Part, sentences: &[Vec<&str>], names: &'n [Vec<Range<usize>>]) -> &'n [Range<usize>] {
    let whole = part.words.len() == sentences[part.sentence].len();
    names.get(part.sentence).filter(|_| whole).map_or(&[][..], Vec::as_slice)
}

/// A word of a further part of a sentence, below the root of the first.
fn later(analysis: Analysis, root: usize, offset: usize) -> Analysis {
    match analysis.head {
        0 => Analysis { head: root, relation: "parataxis", ..analysis },
        head => Analysis { head: head + offset, ..analysis },
    }
}

fn word(form: &str, analysis: Analysis) -> Word {
    let Analysis { upos, xpos, feats, name, head, relation, confidence } = analysis;
    Word {
        lemma: lemma::lemma(form, upos, xpos, feats),
        upos,
        xpos,
        feats,
        head,
        deprel: relation,
        name,
        confidence,
    }
}

#[cfg(test)]
mod tests;
