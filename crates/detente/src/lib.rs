//! detente reads news and writes down who did what to whom, when, where, and according to whom.
//!
//! # The way of a document
//!
//! ```text
//! read → parse → ground → code → link → record
//! ```
//!
//! - [`read`]: bytes to an [`Article`]: what was published, and what of it is page residue?
//! - [`parse`]: an article to a [`Document`]: what do the sentences say?
//! - [`ground`]: a document to a [`Grounded`] one: who, where, when exactly?
//! - [`code`]: to [`Claim`]s: who did what to whom, according to whom?
//! - [`link`]: to [`Event`]s: what is the same?
//! - [`record`]: to [`record::EventRecord`]s with ids, quotes and versions: how do others use it?
//!
//! [`pipeline::process`] calls them in that order:
//!
//! ```no_run
//! let engine = detente::Engine::embedded()?;
//! let article = detente::read::text("Norway and Chile signed a treaty on Monday.", &detente::read::Hints::default());
//! let processed = detente::pipeline::process(&engine, article);
//! for event in &processed.records { println!("{} {}", event.kind, event.sentence) }
//! # Ok::<(), detente::Error>(())
//! ```
//!
//! No step does I/O, reads a clock or fails on a text: it gives a value and [`Notice`]s. Spans are bytes here and code
//! points in records.

pub mod examples;
pub mod explain;
pub mod pipeline;

pub mod read;

pub mod parse;

pub mod ground;

pub mod code;

pub mod link;

pub mod record;

mod article;
mod claim;
mod document;
mod error;
mod event;
mod id;
mod notice;
mod span;

pub use article::{Article, Paragraph, ParagraphKind};
pub use claim::{Channel, Claim, Participant, Speaker, SpeakerKind, Status, When};
pub use document::{
    Actor, Document, Grounded, KnownName, Mention, MentionKind, PlaceMention, PlacePrecision, Precision,
    Quote, QuoteKind, Sentence, Time, TimeKind, Token,
};
pub use error::{Error, ErrorKind};
pub use event::Event;
pub use id::hash_id;
pub use notice::{Code, Notice};
pub use pipeline::Engine;
pub use span::{CodePoints, Span};
