//! PETRARCH's dictionaries as they are: names and phrases with codes, each code with the dates of its validity.
//!
//! The reader is tolerant, because the dictionaries in use hold what grew over twenty years: what cannot be understood is
//! passed over and told as a [`Remark`] with its line, and the rest of the line counts.
//!
//! - [`lines`]: comments and bytes that are no text
//! - [`dates`]: `[USAGOV 090120-170120]`
//! - [`actors`]: names with dated codes
//! - [`agents`]: phrases with a sector, their plurals and substitution sets
//! - [`codes`]: CAMEO's codes as countries and sectors
//! - [`verbs`]: synonym sets, verbs with their forms, [`patterns`] in both syntaxes, transformations
//! - [`discards`]: phrases for which a sentence or a story is passed over

pub mod actors;
pub mod agents;
pub mod codes;
pub mod dates;
mod dictionaries;
pub mod discards;
mod entry;
pub mod lines;
pub mod patterns;
pub mod phrase;
pub mod transform;
pub mod verbs;

pub use dates::Validity;
pub use dictionaries::{Dictionaries, File};
pub use entry::{ActorEntry, AgentEntry, DatedCode, Remark};
