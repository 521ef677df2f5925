//! A hash map for short strings that come from texts: fast, and the same in every run.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

/// A map with [`Fold`] as its hash. It is never iterated over.
pub(crate) type Map<K, V> = HashMap<K, V, BuildHasherDefault<Fold>>;

/// Rotates, mixes in and multiplies, eight bytes at a time.
#[derive(Default)]
pub(crate) struct Fold(u64);

impl Fold {
    fn mix(&mut self, value: u64) {
        self.0 = (self.0.rotate_left(5) ^ value).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

impl Hasher for Fold {
    fn write(&mut self, bytes: &[u8]) {
        let (chunks, rest) = bytes.as_chunks();
        for &chunk in chunks {
            self.mix(u64::from_le_bytes(chunk));
        }
        self.mix(rest.iter().fold(rest.len() as u64, |all, &b| all << 8 | u64::from(b)));
    }

    fn write_u8(&mut self, value: u8) {
        self.mix(u64::from(value));
    }

    fn finish(&self) -> u64 {
        // The map takes its buckets from the low bits, which the product mixes least.
        self.0 ^ self.0 >> 32
    }
}
