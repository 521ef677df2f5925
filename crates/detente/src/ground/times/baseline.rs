//! Baselines.
use crate::{Document, Span, Time};
/// Baseline.
pub fn baseline(_document: &Document, _times: &[Time], _clause: Span) -> Option<String> {
    None
}
