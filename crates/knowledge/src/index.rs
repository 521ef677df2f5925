//! Sorted records of a hash and a value: an index that is built once, at compile time, and needs no loading.
//!
//! A record is sixteen bytes, little-endian: the hash of a key, then a value. Keys themselves are not kept. With a million
//! records, a key that is not in the index meets the hash of another one once in about 10^13 questions.

use std::borrow::Cow;

/// Bytes of a record.
const RECORD: usize = 16;

/// Records in order of their hashes, those of one hash in the order of their adding.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    bytes: Cow<'static, [u8]>,
}

impl Index {
    /// An index over records that were sorted before.
    pub(crate) fn over(bytes: &'static [u8]) -> Index {
        Index { bytes: Cow::Borrowed(bytes) }
    }

    /// Sorts records and makes them an index.
    pub(crate) fn of(mut records: Vec<(u64, u64)>) -> Index {
        records.sort_by_key(|r| r.0);
        let mut bytes = Vec::with_capacity(records.len() * RECORD);
        for (hash, value) in records {
            bytes.extend(hash.to_le_bytes());
            bytes.extend(value.to_le_bytes());
        }
        Index { bytes: Cow::Owned(bytes) }
    }

    /// The values of a key, in the order of their adding.
    pub(crate) fn get(&self, key: &[u8]) -> impl Iterator<Item = u64> + '_ {
        let wanted = hash(key);
        let (mut low, mut high) = (0, self.bytes.len() / RECORD);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.word(middle, 0) < wanted { low = middle + 1 } else { high = middle }
        }
        (low..self.bytes.len() / RECORD)
            .take_while(move |&at| self.word(at, 0) == wanted)
            .map(|at| self.word(at, 8))
    }

    /// The records as they are stored.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    fn word(&self, record: usize, offset: usize) -> u64 {
        let at = record * RECORD + offset;
        let bytes = self.bytes.get(at..at + 8).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u64::from_le_bytes)
    }
}

/// FNV-1a with a final mixing, so that short keys differ in all bits.
pub(crate) fn hash(key: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in key {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 33)
}
