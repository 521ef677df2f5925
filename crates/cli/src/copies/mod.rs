//! Which articles are copies of another one: the same agency text in many papers, perhaps cut or touched up.
//!
//! A first pass over the inputs makes a [`Sketch`] of each article and finds, among the texts before it, one with which it
//! shares most of its runs of words. Of two such texts the fuller one stands for both. The second pass codes that one
//! alone and hands it the others' outlets. What is remembered is bounded: the last [`TEXTS`] different texts and
//! [`COPIES`] copies; with more of them, those between which too much lies are not found.

mod sketch;

#[cfg(test)]
mod tests;

pub use sketch::Sketch;

use detente::Article;
use detente_tables::Reprint;
use sketch::BANDS;
use std::collections::{BTreeMap, HashMap, VecDeque};

/// So many different texts are remembered; about 1.6 KB each.
const TEXTS: usize = 1 << 16;

/// So many copies are linked; what follows is coded on its own.
const COPIES: usize = 1 << 19;

/// Texts with fewer words are no agency copies, and a sentence may well be written twice.
const WORDS: usize = 40;

/// This part of the shorter text stands in the longer one.
const OVERLAP: f64 = 0.8;

/// A longer text that is more than so many times as long is another article, which quotes the shorter one.
const LONGER: f64 = 2.0;

/// So much longer a text must be to stand for one that came before it.
const FULLER: f64 = 1.1;

/// Days between the publication of a text and that of its copies.
const DAYS: i32 = 7;

/// What is known about an article for comparing it.
#[derive(Debug, Clone)]
pub struct Known {
    /// Its text.
    pub sketch: Sketch,
    /// Which article it is.
    pub copy: Reprint,
}

impl Known {
    /// What is to be known about an article.
    pub fn of(article: &Article) -> Known {
        let Article { id, outlet, url, published, .. } = article;
        let copy = Reprint {
            document_id: id.clone(),
            outlet: outlet.clone(),
            url: url.clone(),
            published: *published,
        };
        Known { sketch: Sketch::of(article), copy }
    }

    fn same_days(&self, other: &Known) -> bool {
        match (self.copy.published, other.copy.published) {
            (Some(a), Some(b)) => (a - b).get_days().abs() <= DAYS,
            _ => true,
        }
    }
}

/// Which article each copy belongs to, by the numbers of the articles in the inputs.
#[derive(Debug, Default)]
pub struct Links {
    /// The text that stands for a copy.
    originals: BTreeMap<u64, u64>,
    /// The copies of a text.
    copies: BTreeMap<u64, Vec<(u64, Reprint)>>,
}

impl Links {
    /// Whether the article is a copy of another one.
    pub fn is_copy(&self, number: u64) -> bool {
        self.originals.contains_key(&number)
    }

    /// The copies of an article, in the order of the inputs.
    pub fn copies(&self, number: u64) -> Vec<Reprint> {
        let copies = self.copies.get(&number).map(Vec::as_slice).unwrap_or_default();
        copies.iter().map(|(_, copy)| copy.clone()).collect()
    }

    /// How many copies of how many texts there are.
    pub fn counts(&self) -> (usize, usize) {
        (self.originals.len(), self.copies.len())
    }

    /// `copy` and its own copies are those of `original` from here on.
    fn link(&mut self, copy: u64, known: Reprint, original: u64) {
        let mut moved = self.copies.remove(&copy).unwrap_or_default();
        moved.push((copy, known));
        for (number, _) in &moved {
            self.originals.insert(*number, original);
        }
        let copies = self.copies.entry(original).or_default();
        copies.extend(moved);
        copies.sort_by_key(|(number, _)| *number);
    }
}

/// Finds copies among the articles that are given to it, one after the other.
#[derive(Default)]
pub struct Finder {
    links: Links,
    /// The remembered texts; the first one has the number `gone`.
    texts: VecDeque<(u64, Option<Known>)>,
    gone: usize,
    /// Remembered texts by the keys of their bands, the last one that had the key.
    bands: [HashMap<u32, usize>; BANDS],
    exact: HashMap<u64, usize>,
}

impl Finder {
    /// Takes the next article; `number` counts those of the inputs.
    pub fn add(&mut self, number: u64, known: Known) {
        if known.sketch.words < WORDS || self.links.originals.len() >= COPIES {
            return;
        }
        match self.alike(&known) {
            Some(slot) => self.join(slot, number, known),
            None => self.remember(number, known),
        }
    }

    /// What was found.
    pub fn links(self) -> Links {
        self.links
    }

    /// The remembered text that is most alike; of several the earliest.
    fn alike(&self, known: &Known) -> Option<usize> {
        let banded = self.bands.iter().zip(known.sketch.bands).filter_map(|(band, key)| band.get(&key));
        let mut slots: Vec<usize> = banded.chain(self.exact.get(&known.sketch.exact)).copied().collect();
        slots.sort_unstable();
        slots.dedup();
        let mut best: Option<(usize, f64)> = None;
        for slot in slots {
            let Some((_, Some(other))) = slot.checked_sub(self.gone).and_then(|at| self.texts.get(at)) else {
                continue;
            };
            let (a, b) = (known.sketch.words as f64, other.sketch.words as f64);
            if a.max(b) > LONGER * a.min(b) || !known.same_days(other) {
                continue;
            }
            let overlap = known.sketch.overlap(&other.sketch);
            if overlap >= OVERLAP && best.is_none_or(|(_, most)| overlap > most) {
                best = Some((slot, overlap));
            }
        }
        best.map(|(slot, _)| slot)
    }

    /// The article and the one in the slot are the same text.
    fn join(&mut self, slot: usize, number: u64, known: Known) {
        let Some((original, Some(other))) = self.texts.get(slot - self.gone) else { return };
        if known.sketch.words as f64 <= other.sketch.words as f64 * FULLER {
            return self.links.link(number, known.copy, *original);
        }
        let (original, copy) = (*original, other.copy.clone());
        self.links.link(original, copy, number);
        // Nothing is found by the shorter text that the fuller one would not find, too.
        let shorter = self.texts[slot - self.gone].1.take();
        self.unlist(slot, shorter);
        self.remember(number, known);
    }

    fn remember(&mut self, number: u64, known: Known) {
        let slot = self.gone + self.texts.len();
        for (band, key) in self.bands.iter_mut().zip(known.sketch.bands) {
            band.insert(key, slot);
        }
        self.exact.insert(known.sketch.exact, slot);
        self.texts.push_back((number, Some(known)));
        if self.texts.len() > TEXTS {
            self.forget();
        }
    }

    /// Forgets the text that was remembered first.
    fn forget(&mut self) {
        let slot = self.gone;
        self.gone += 1;
        if let Some((_, known)) = self.texts.pop_front() {
            self.unlist(slot, known);
        }
    }

    /// Nothing leads to the slot any more.
    fn unlist(&mut self, slot: usize, known: Option<Known>) {
        let Some(Known { sketch, .. }) = known else { return };
        for (band, key) in self.bands.iter_mut().zip(sketch.bands) {
            if band.get(&key) == Some(&slot) {
                band.remove(&key);
            }
        }
        if self.exact.get(&sketch.exact) == Some(&slot) {
            self.exact.remove(&sketch.exact);
        }
    }
}
