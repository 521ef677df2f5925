//! Ground: who, where, when exactly?
//!
//! Names are looked up in the tables, nominals are tied to actors on the day the text speaks of, pronouns and phrases such as
//! "both sides" to those mentioned before, times to the calendar, places to the gazetteer. What stays open says why.

mod anaphora;
mod candidates;
mod nominals;
mod persons;
mod places;
mod times;

pub use candidates::{Candidate, candidates};
pub use times::baseline;

use crate::{Document, Grounded, Mention, MentionKind};
use detente_knowledge::Knowledge;

/// Ties the mentions of a document to the world. Cannot fail: what is not known has no actors and a reason.
pub fn ground(knowledge: &Knowledge, document: Document) -> Grounded {
    let mut places = places::places(knowledge, &document);
    let times = times::times(knowledge, &places, &document);
    places::drop_times(&document, &mut places, &times);
    let (mut mentions, home, delegate) = nominals::mentions(knowledge, &document, &places);
    // The month of May is not Theresa May.
    mentions.retain(|m| m.kind != MentionKind::Person || !times.iter().any(|t| t.span.contains(m.span)));
    anaphora::resolve(knowledge, &document, &times, delegate.as_deref(), &mut mentions);
    mentions.sort_by_key(|m| m.head);
    anaphora::places(knowledge, &document, &mentions, &mut places);
    let (home, home_alone) = home.map_or((None, false), |h| (Some(h.country), h.alone));
    Grounded { document, mentions, times, places, home, home_alone, delegate }
}

impl Grounded {
    /// The mention that a token heads.
    pub fn mention(&self, head: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|m| m.head < head);
        self.mentions.get(at).filter(|m| m.head == head)
    }
}
