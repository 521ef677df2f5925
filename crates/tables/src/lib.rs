//! The rows that detente writes, and the layouts it writes them in.
//!
//! Core types are not serialised: every kind of row has a type of its own here, so that the output contract stays
//! while the inside moves. A row goes out as JSON Lines or as a flat table ([`Layout`]), to a terminal
//! ([`Terminal`]), as CoNLL-U ([`conllu`]) or on a page ([`page`]).
//!
//! - [`EventRow`]: one event, `detente code`
//! - [`Dialect`]: the same in the layout of another data set, `detente code --dialect`
//! - [`ArticleRow`]: one article, `detente read`
//! - [`mention`]: what a step found, `detente look`
//! - [`RelationRow`]: the relation of two spans, `detente relate`
//! - [`CandidateRow`]: who can be meant by a name, `detente actor`
//! - [`ScoreRow`], [`MistakeRow`]: agreement with gold, `detente score`
//! - [`TypeRow`]: an entry of the codebook, `detente codebook`
//!
//! Offsets are Unicode code points everywhere in this crate, except where a core type says bytes.

mod article;
mod candidate;
mod codebook;
pub mod conllu;
mod dialect;
mod event;
mod layout;
pub mod mention;
pub mod page;
mod paint;
mod relation;
mod score;
mod terminal;

pub use article::ArticleRow;
pub use candidate::CandidateRow;
pub use codebook::{CodebookPage, EntryRow, TypeRow, codebook_html, codebook_pages};
pub use dialect::{Dialect, Story, Told};
pub use event::{EventRow, Reprint};
pub use layout::{Column, Flat, Layout};
pub use paint::{Piece, Role, pieces};
pub use relation::RelationRow;
pub use score::{MistakeRow, ScoreRow};
pub use terminal::Terminal;

/// Whether rows quote the articles: their words may be under a licence that does not let them leave the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Quote sentences and phrases.
    Quoted,
    /// Leave out every quoted word. Offsets, codes, headlines, and names of those who have a code stay: they are facts.
    LeftOut,
}

impl Words {
    /// The words, or nothing where they are left out.
    fn of(self, text: &str) -> Option<&str> {
        (self == Words::Quoted).then_some(text)
    }

    /// A reason, whose own quotations go the same way as the rest.
    fn of_reason(self, reason: &str) -> String {
        match self {
            Words::Quoted => reason.to_string(),
            Words::LeftOut => without_quotations(reason),
        }
    }
}

/// Replaces everything between quotation marks by `…`.
fn without_quotations(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut inside = false;
    for c in text.chars() {
        let opens = !inside && matches!(c, '"' | '“');
        let closes = inside && matches!(c, '"' | '”');
        if closes {
            out.push('…');
        }
        inside = opens || inside && !closes;
        if opens || !inside {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_lose_their_quotations() {
        assert_eq!(without_quotations("ambiguous: \"the ministry\" of two"), "ambiguous: \"…\" of two");
        assert_eq!(
            without_quotations("“Moon” is the president, “North” is PRK"),
            "“…” is the president, “…” is PRK"
        );
        assert_eq!(without_quotations("open \"quotation"), "open \"");
    }
}
