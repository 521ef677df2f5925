//! The gazetteer: regions and towns of the world, read in place from the bytes that the build script wrote.
//!
//! Nothing is unpacked when the program starts: the table is part of its data, and a look-up is a binary search over sorted
//! names. `write.rs` says how the bytes are laid out.

mod read;

pub use read::{Gazetteer, Site};

/// Kind of a [`Site`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SiteKind {
    /// A state or territory; its coordinates stand in `countries.csv`.
    Country,
    /// A first-level region: a province, a state of a federation.
    Region,
    /// A second-level region: a county, a district.
    District,
    /// A town or village.
    Town,
}

/// How a [`Site`] has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameForm {
    /// It is listed under it.
    Own,
    /// Another name or spelling.
    Other,
    /// Short for it behind the name of a town ("Springfield, Ill.").
    Abbreviation,
    /// Short for it anywhere ("N.J.").
    AloneToo,
}
