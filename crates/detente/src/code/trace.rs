//! Trace: what was tried at each predicate, and what became of it.
//!
//! The decisions themselves write it, at the place where they are made, and only when somebody asked for it. So the reasons
//! cannot differ from what was done.

use super::{Coder, Judge};
use crate::{Grounded, Status};
use detente_knowledge::{Entry, Knowledge};
use std::cell::RefCell;

/// An entry of the lexicon at a predicate.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The predicate, as an index into [`crate::Document::tokens`].
    pub trigger: usize,
    /// Id of the entry.
    pub entry: String,
    /// Type of the entry.
    pub kind: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of an entry at a predicate.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Outcome {
    /// The first word of a phrase stands there, but not the rest of it.
    Incomplete,
    /// A condition of the pattern does not hold.
    Unmet(Condition),
    /// Nobody who can act stands at any of the positions.
    NoActor(Vec<String>),
    /// The type needs a recipient, and nobody stands at any of the positions.
    NoRecipient(Vec<String>),
    /// Parties were found, and none of them has a country or an international code.
    NoCountry,
    /// Another pattern of the predicate says more.
    Outranked {
        /// Id of the entry that won.
        by: String,
    },
    /// It only says what another predicate promises, asks, refuses or threatens.
    Content {
        /// The other predicate, as an index into [`crate::Document::tokens`].
        of: usize,
        /// Its entry.
        entry: String,
    },
    /// The status makes it a request, but nobody is said to ask.
    NobodyAsks,
    /// A noun that reports nothing by itself.
    WeakNoun,
    /// It became a claim, and these are its type and status.
    Coded {
        /// Type.
        kind: String,
        /// Status.
        status: Status,
        /// The pattern that fired, as an index into those of the entry.
        pattern: usize,
    },
    /// Of a claim: what type and status would be without the cues around the predicate.
    WithoutCues {
        /// Type.
        kind: String,
        /// Status.
        status: Status,
    },
    /// The judge, asked where no entry fires, is not sure enough.
    Unsure {
        /// How likely the type is.
        share: f64,
        /// How likely it would have to be.
        enough: f64,
        /// How likely it is that the recipient acts on the actor.
        reversed: f64,
    },
    /// Of a claim: something that had to be inferred, and by what it multiplies the confidence.
    Inferred {
        /// Below 1.
        factor: f64,
        /// What.
        what: String,
    },
    /// Of a claim: what the judge says of it, and the confidence that this and the entry's give together.
    Judged {
        /// Its probabilities, and the confidence of the entry.
        says: String,
        /// Between 0 and 1.
        confidence: f64,
    },
}

/// What must or must not stand at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// The position, as the codebook writes it.
    pub position: String,
    /// Any of these, as the codebook writes them.
    pub words: Vec<String>,
    /// Whether one of them must stand there, or none.
    pub needed: bool,
}

/// Everything that the code step tried, in its order.
pub fn trials(knowledge: &Knowledge, judge: Judge<'_>, grounded: &Grounded) -> Vec<Trial> {
    let trace = RefCell::new(Vec::new());
    let coder = Coder { trace: Some(&trace), ..Coder::new(knowledge, grounded) };
    coder.claims(judge);
    trace.into_inner()
}

impl Coder<'_> {
    /// Notes what became of an entry, if somebody wants to know.
    pub fn tried(&self, trigger: usize, entry: &Entry, outcome: impl FnOnce() -> Outcome) {
        if let Some(trace) = self.trace {
            let (entry, kind) = (entry.id.clone(), entry.kind.clone());
            trace.borrow_mut().push(Trial { trigger, entry, kind, outcome: outcome() });
        }
    }
}
