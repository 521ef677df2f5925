//! Code: who did what to whom, in which status, through which channel, according to whom?
//!
//! A predicate of the lexicon opens a frame ([`frames`]); positions in the tree fill it ([`positions`], [`conditions`],
//! [`participants`]); words around it say whether it happened ([`status`], [`dispute`]); quotations say who says so ([`attribution`]);
//! [`claims`] puts the parts together, [`confidence`] says how likely each one is right, [`again`]
//! adds what later sentences say of the same event, [`counterparts`] the other party that only the rest of the article names. [`relate`] types the relation between two given spans with the same parts.
//! [`judge`] is a learned model beside the lexicon, [`unlisted`] lets it speak where the lexicon has no entry, [`between`] of any two
//! parties of a sentence.
//! [`petrarch`] codes by a user's own dictionaries instead of the lexicon.
//! [`trace`] keeps what was tried, for `detente explain`.

mod again;
mod attribution;
mod between;
mod channel;
mod claims;
mod conditions;
mod confidence;
mod contexts;
mod counterparts;
mod dispute;
mod due;
mod frames;
mod genre;
mod judge;
mod participants;
pub mod petrarch;
mod place;
mod positions;
mod relate;
mod status;
mod trace;
mod unlisted;
mod when;

pub use contexts::{Theme, Themes, contexts};
pub use judge::{By, Judge, Opinion, SpanPair};
pub use relate::{RelateInput, Relation, relate};
pub use trace::{Condition, Outcome, Trial, trials};

use crate::{Claim, Document, Grounded, Span};
use detente_knowledge::Knowledge;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

/// The claims of a document, in the order of their predicates: by the lexicon, and by the judge where it has no entry.
pub fn code(knowledge: &Knowledge, judge: Judge<'_>, grounded: &Grounded) -> Vec<Claim> {
    Coder::new(knowledge, grounded).claims(judge)
}

/// What the questions of this step share.
pub(crate) struct Coder<'a> {
    pub knowledge: &'a Knowledge,
    pub grounded: &'a Grounded,
    pub document: &'a Document,
    /// Where to note what was tried, if somebody wants to know.
    pub trace: Option<&'a RefCell<Vec<Trial>>>,
    /// What the judge has said of pairs so far.
    pub opinions: Opinions,
    /// The sentences that the judge read last.
    pub desk: RefCell<judge::Desk>,
}

/// Opinions by the spans of the two parties.
pub(crate) type Opinions = RefCell<HashMap<SpanPair, Option<Opinion>>>;

impl Coder<'_> {
    /// A coder that notes nothing.
    pub fn new<'a>(knowledge: &'a Knowledge, grounded: &'a Grounded) -> Coder<'a> {
        Coder {
            knowledge,
            grounded,
            document: &grounded.document,
            trace: None,
            opinions: Opinions::default(),
            desk: RefCell::default(),
        }
    }

    /// What the judge says of two spans; it is asked once.
    fn opinion(&self, judge: Judge<'_>, first: Span, second: Option<Span>) -> Option<Opinion> {
        self.ask(judge, &[(first, second)]);
        self.opinions.borrow().get(&(first, second)).cloned().flatten()
    }

    /// Asks the judge of pairs of spans, but for those that it was asked before.
    fn ask(&self, judge: Judge<'_>, pairs: &[SpanPair]) {
        let mut open: Vec<SpanPair> = pairs.to_vec();
        open.retain(|pair| !self.opinions.borrow().contains_key(pair));
        let mut met = HashSet::new();
        open.retain(|pair| met.insert(*pair));
        if !open.is_empty() {
            let said = judge.opinions(self.document, &mut self.desk.borrow_mut(), &open);
            self.opinions.borrow_mut().extend(open.into_iter().zip(said));
        }
    }

    fn claims(&self, judge: Judge<'_>) -> Vec<Claim> {
        let unlisted = unlisted::Unlisted::new(self.knowledge);
        let genre = genre::genre(self.knowledge, self.document);
        if genre.is_some_and(|(_, mute)| mute) {
            return Vec::new();
        }
        let mut frames = if judge.by == By::Judge { Vec::new() } else { frames::frames(self) };
        if judge.by != By::Lexicon && genre.is_none() {
            let more = unlisted.frames(self, judge, &frames);
            unlisted::complete(self, judge, &mut frames);
            frames.extend(more);
        }
        frames::protested_at_home(self, &mut frames);
        frames.sort_by_key(|f| f.trigger);
        claims::claims(self, judge, &frames)
    }

    /// The words of a clause: a predicate with its arguments, without joined or inserted clauses.
    pub fn clause(&self, trigger: usize) -> Vec<usize> {
        let skip = |t: usize| {
            let token = &self.document.tokens[t];
            token.is("parataxis")
                || token.is("discourse")
                || token.is("conj") && token.upos == detente_english::Upos::Verb
        };
        // An event noun stands in the clause of the verb that carries it.
        let noun = self.document.tokens[trigger].upos == detente_english::Upos::Noun;
        let carrier = self.support_verb(trigger).map(|(verb, _)| verb);
        let happens = self.takes_place(trigger).then_some(self.document.tokens[trigger].head).flatten();
        let top = carrier.or(happens).filter(|_| noun).unwrap_or(trigger);
        self.document.subtree_without(top, skip)
    }

    /// The span of a clause with further spans that belong to it.
    pub fn evidence(&self, trigger: usize, more: impl IntoIterator<Item = Span>) -> Span {
        let sentence = self.document.sentence_of(trigger).span;
        let clause = self.document.cover(&self.clause(trigger)).unwrap_or(sentence);
        more.into_iter().filter(|s| sentence.contains(*s)).fold(clause, Span::cover)
    }
}
