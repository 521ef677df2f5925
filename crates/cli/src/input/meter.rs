//! How far the reading is: bytes taken from the inputs, of how many.

use super::walk::{Place, Source};
use crate::stop::Problem;
use std::sync::atomic::{AtomicU64, Ordering};

/// Shared by whoever reads and whoever tells how long it will take.
#[derive(Debug, Default)]
pub struct Meter {
    taken: AtomicU64,
    /// 0 while it is not known.
    total: AtomicU64,
}

impl Meter {
    /// Bytes were taken from an input.
    pub fn took(&self, bytes: u64) {
        self.taken.fetch_add(bytes, Ordering::Relaxed);
    }

    /// Begins again from the first input.
    pub fn rewind(&self) {
        self.taken.store(0, Ordering::Relaxed);
    }

    /// Adds up the sizes of all inputs; standard input and pages of the web have none.
    pub fn measure(&self, places: impl Iterator<Item = Result<Place, Problem>>) {
        let mut total = 0;
        for place in places.flatten() {
            match place.source {
                Source::Stdin | Source::Address(_) => return,
                Source::File(path) => total += std::fs::metadata(path).map_or(0, |found| found.len()),
            }
        }
        self.total.store(total, Ordering::Relaxed);
    }

    /// Which part of the inputs was taken, from 0 to 1; `None` while their size is not known.
    pub fn part(&self) -> Option<f64> {
        let (taken, total) = (self.taken.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        (total > 0).then(|| (taken as f64 / total as f64).min(1.0))
    }
}
