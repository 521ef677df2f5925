//! Read: what was published, by whom, when, and what of the text is page residue?
//!
//! - [`text`]: a text file, perhaps copied from a browser with its menus and newsletters
//! - [`jsonl`]: one record of JSON Lines
