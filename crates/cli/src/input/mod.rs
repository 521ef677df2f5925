//! From what was named to texts, records and pages, one after the other.
//!
//! [`walk`] finds the files, [`unpack`] takes gzip and zstd off, [`sniff`] tells by the content how they are written, and
//! [`items`] cuts them into articles: lines of JSONL there, objects over several lines in [`values`], rows in [`table`],
//! archives in [`warc`], feeds in [`feed`]. [`fetch`] takes pages and feeds from the web, where that is asked for.
//! [`conllu`] gives sentences that others have cut. Nothing here holds more than one article at a time, and none that is
//! larger than the limit.

mod conllu;
mod feed;
mod fetch;
mod filter;
mod http;
mod items;
mod meter;
mod peek;
mod sniff;
mod table;
mod unpack;
mod utf16;
mod values;
mod walk;
mod warc;

pub use conllu::{Sentences, sentences};
pub use fetch::{Fetcher, Settings as FetchSettings};
pub use filter::Filter;
pub use items::{Item, Kind, LARGEST_TEXT, Page, Reading, items, spooled};
pub use meter::Meter;
pub use walk::{Place, find};
