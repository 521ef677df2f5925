//! Ids from content, so that runs and machines agree.

use sha2::{Digest, Sha256};

/// Sixteen hexadecimal digits over the parts; their borders count, so `["ab", "c"]` and `["a", "bc"]` differ.
pub fn hash_id<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    hasher.finalize().iter().take(8).map(|b| format!("{b:02x}")).collect()
}
