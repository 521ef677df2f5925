//! Times of a document on the calendar.
mod baseline;
pub use baseline::baseline;
use crate::{Document, Time};
/// Times.
pub fn times(_document: &Document) -> Vec<Time> {
    Vec::new()
}
