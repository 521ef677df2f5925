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

pub mod actors;
pub mod agents;
pub mod codes;
pub mod dates;
mod entry;
pub mod lines;

pub use dates::Validity;
pub use entry::{ActorEntry, AgentEntry, DatedCode, Remark};
