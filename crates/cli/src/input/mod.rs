//! From what was named to texts and records, one after the other.
//!
//! [`walk`] finds the files, [`items`] opens them and cuts them into articles' texts and lines of JSONL, [`sniff`] tells
//! the two apart, [`conllu`] gives sentences that others have cut. Nothing here holds more than one text at a time.

mod conllu;
mod items;
mod sniff;
mod walk;

pub use conllu::{Sentences, sentences};
pub use items::{Item, Kind, items};
pub use walk::find;
