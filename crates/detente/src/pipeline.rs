//! The steps in their order.

use crate::code::petrarch::Petrarch;
use crate::code::{By, Judge};
use crate::error::ErrorKind;
use crate::record::EventRecord;
use crate::{Article, Document, Error, Event, Grounded, code, ground, link, parse, record};
use detente_english::{English, Pairs};
use detente_knowledge::Knowledge;

/// What the steps need to know; one load, shared by all threads.
pub struct Engine {
    /// The English model.
    pub english: English,
    /// The model that judges pairs of actors.
    pub pairs: Pairs,
    /// Whether lexicon, judge or both code.
    pub by: By,
    /// The codebook and the tables of actors and places.
    pub knowledge: Knowledge,
    /// Dictionaries of PETRARCH by which events are coded, in the place of the lexicon.
    pub petrarch: Option<Petrarch>,
}

/// An article with everything that was found in it.
pub struct Processed {
    /// The article's sentences and mentions.
    pub grounded: Grounded,
    /// Its events.
    pub events: Vec<Event>,
    /// The events as others use them, in the same order.
    pub records: Vec<EventRecord>,
}

impl Engine {
    /// Loads what is embedded in the program.
    ///
    /// # Errors
    /// When the embedded parts do not fit the program.
    pub fn embedded() -> Result<Engine, Error> {
        let english = English::embedded().map_err(|e| Error::new(ErrorKind::Model, e))?;
        Ok(Engine {
            pairs: Pairs::embedded(&english).map_err(|e| Error::new(ErrorKind::Model, e))?,
            english,
            by: By::Both,
            knowledge: Knowledge::embedded().map_err(|e| Error::new(ErrorKind::Knowledge, e))?,
            petrarch: None,
        })
    }
}

impl Engine {
    /// The versions of all weights, of which the rows depend on each: the English model's and the judge's.
    pub fn model(&self) -> String {
        format!("{}-{}", self.english.version(), self.pairs.version())
    }

    /// The judge of pairs.
    pub fn judge(&self) -> Judge<'_> {
        Judge { by: self.by, english: &self.english, pairs: &self.pairs }
    }
}

/// The whole way of a document.
pub fn process(engine: &Engine, article: Article) -> Processed {
    let document: Document = parse::parse(&engine.english, &engine.knowledge, article);
    let grounded: Grounded = ground::ground(&engine.knowledge, document);
    let events = match &engine.petrarch {
        None => link::link(&grounded, code::code(&engine.knowledge, engine.judge(), &grounded)),
        Some(own) => link::apart(&grounded, code::petrarch::code(&engine.knowledge, own, &grounded)),
    };
    let records = record::record(engine, &grounded, &events);
    Processed { grounded, events, records }
}
