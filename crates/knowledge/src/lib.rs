//! What detente knows of the world and of events: the codebook and the tables of actors and places, compiled in.
//!
//! `codebook/` and `knowledge/` hold the sources; the build script turns them into one table, and [`Knowledge`] adds the
//! indices that the steps look things up in. Names are found by [`Knowledge::names`], offices by [`Knowledge::holders`],
//! predicates by [`Knowledge::patterns`]. The gazetteer is a table of its own, see [`gazetteer`].

#[cfg(feature = "compile")]
pub mod compile;
mod contexts;
mod dialects;
pub mod gazetteer;
mod index;
mod key;
mod labels;
mod names;
mod offices;
#[cfg(feature = "own")]
pub mod own;
pub mod petrarch;
pub mod schema;
mod status;

pub use contexts::{Context, ContextAccept, ContextReject, ContextWeight, ContextWord};
pub use dialects::{DialectCode, DialectCountry, DialectSector};
pub use gazetteer::{Gazetteer, NameForm, Site, SiteKind};
pub use key::{key, place_key, spelled_words, spelling, words};
pub use labels::{Label, LabelAccept, LabelReject};
pub use names::{Name, NameKind};
pub use offices::holds;
pub use schema::{
    Agent, CameoEvent, Country, Description, Entry, EventType, Genre, Holiday, Office, Organisation, Pack,
    Pattern, Place,
};
pub use status::{Carry, Dispute, Performative, Shift, StatusCues};

use index::Index;
use names::{Indices, Rows};
use std::collections::{BTreeSet, HashMap};
use std::fmt;

/// The compiled tables with their indices. One load, read-only afterwards.
pub struct Knowledge {
    /// The tables as they were compiled.
    pub pack: Pack,
    /// Regions and towns of the world.
    pub gazetteer: Gazetteer,
    /// Over the rows that are compiled in.
    indices: Indices,
    /// Over the rows that the user added behind them.
    own: Option<Indices>,
    /// How many rows are compiled in.
    built_in: Rows,
    /// Rows of `people` that a row of the user's own replaces.
    replaced: BTreeSet<usize>,
    agents: HashMap<String, usize>,
    predicates: HashMap<(Class, String), Vec<(usize, usize)>>,
    genders: HashMap<(String, String), Gender>,
    context_words: HashMap<String, Vec<ContextWord>>,
}

/// Whether somebody is called "he" or "she".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Gender {
    /// He.
    Masculine,
    /// She.
    Feminine,
}

/// Word class of a predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Verbs.
    Verb,
    /// Nouns.
    Noun,
    /// Adjectives.
    Adjective,
}

/// The compiled tables could not be read: the program was built from mismatching parts.
#[derive(Debug)]
pub struct Error(Option<postcard::Error>);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(error) => write!(f, "the compiled codebook and tables cannot be read: {error}"),
            None => f.write_str("the compiled indices of the tables are cut off"),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.as_ref().map(|e| e as _)
    }
}

const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));
const INDICES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/indices.bin"));

impl Knowledge {
    /// Loads the compiled tables.
    ///
    /// # Errors
    /// When the embedded table does not fit this program.
    pub fn embedded() -> Result<Knowledge, Error> {
        let pack: Pack = postcard::from_bytes(PACK).map_err(|e| Error(Some(e)))?;
        let indices = Indices::over(INDICES).ok_or(Error(None))?;
        Ok(Knowledge::of(pack, indices))
    }

    /// Builds the indices over given tables.
    pub fn new(pack: Pack) -> Knowledge {
        let indices = Indices::new(&pack, Rows::default());
        Knowledge::of(pack, indices)
    }

    /// Bytes of the compiled tables, and of the indices over them.
    pub fn compiled_bytes() -> (usize, usize) {
        (PACK.len(), INDICES.len())
    }

    fn of(pack: Pack, indices: Indices) -> Knowledge {
        let (mut agents, mut predicates) = (HashMap::new(), HashMap::new());
        for (i, agent) in pack.agents.iter().enumerate() {
            for phrase in std::iter::once(&agent.phrase).chain(&agent.plural) {
                agents.entry(phrase.to_lowercase()).or_insert(i);
            }
        }
        for (e, entry) in pack.entries.iter().enumerate() {
            for (p, pattern) in entry.pattern.iter().enumerate() {
                for (class, lemma) in predicates_of(pattern) {
                    predicates.entry((class, lemma)).or_insert_with(Vec::new).push((e, p));
                }
            }
        }
        let gender = |of: &str| if of == "feminine" { Gender::Feminine } else { Gender::Masculine };
        let genders = pack
            .gender
            .iter()
            .map(|g| ((g.kind.clone(), g.word.to_lowercase()), gender(&g.gender)))
            .collect();
        let (built_in, context_words) = (Rows::of(&pack), contexts::index(&pack.contexts));
        Knowledge {
            pack,
            gazetteer: Gazetteer::embedded(),
            indices,
            own: None,
            built_in,
            replaced: BTreeSet::new(),
            agents,
            predicates,
            genders,
            context_words,
        }
    }

    /// Indexes what stands behind the rows that were there before; the user's rows win.
    #[cfg_attr(not(feature = "own"), allow(dead_code, reason = "rows are added by readers of files only"))]
    fn grown(mut self, from: Rows, agents: usize) -> Knowledge {
        let places: Vec<usize> = (agents..self.pack.agents.len()).collect();
        for i in places {
            let agent = &self.pack.agents[i];
            for phrase in std::iter::once(&agent.phrase).chain(&agent.plural) {
                self.agents.insert(phrase.to_lowercase(), i);
            }
        }
        for own in from.people..self.pack.people.len() {
            let row = &self.pack.people[own];
            let same = self.indices.people.get(row.person.as_bytes()).map(|v| v as usize);
            let office =
                |o: &Office| o.person == row.person && o.country == row.country && o.role == row.role;
            let replaced = same.filter(|&i| self.pack.people.get(i).is_some_and(office)).collect::<Vec<_>>();
            self.replaced.extend(replaced);
        }
        self.own = Some(Indices::new(&self.pack, self.built_in));
        self
    }

    /// What a name can mean, the user's own meanings first; `key` is made by [`key()`].
    pub fn names(&self, key: &str) -> Vec<Name> {
        let own = self.own.iter().flat_map(|own| own.meanings(key, true));
        own.chain(self.indices.meanings(key, false)).collect()
    }

    /// Rows of `people` by an index, the user's first, without those that the user replaced.
    fn rows<'k>(
        &'k self,
        of: fn(&Indices) -> &Index,
        key: &str,
    ) -> impl Iterator<Item = &'k Office> + use<'k> {
        let own: Vec<u64> = self.own.iter().flat_map(|own| of(own).get(key.as_bytes())).collect();
        let given: Vec<u64> = of(&self.indices).get(key.as_bytes()).collect();
        let given = given.into_iter().map(|v| v as usize).filter(|i| !self.replaced.contains(i));
        own.into_iter().map(|v| v as usize).chain(given).filter_map(|i| self.pack.people.get(i))
    }

    /// The agent of that phrase, in lower case, singular or plural.
    pub fn agent(&self, phrase: &str) -> Option<&Agent> {
        self.agents.get(phrase).and_then(|&i| self.pack.agents.get(i))
    }

    /// The gender of a word used as a `title`, a `noun` or a `given name`, whatever its case.
    pub fn gender(&self, kind: &str, word: &str) -> Option<Gender> {
        self.genders.get(&(kind.to_string(), word.to_lowercase())).copied()
    }

    /// What a noun stands for when it points to an organisation or state named before; singular or plural, in lower case.
    pub fn description(&self, noun: &str) -> Option<&Description> {
        self.pack.descriptions.iter().find(|d| d.noun == noun || d.plural == noun)
    }

    /// Patterns that a predicate can open, as entry and pattern.
    pub fn patterns<'k>(
        &'k self,
        class: Class,
        lemma: &str,
    ) -> impl Iterator<Item = (&'k Entry, &'k Pattern)> + use<'k> {
        // A tuple of borrowed parts cannot look up an owned key; predicates are few enough for the allocation.
        let found = self.predicates.get(&(class, lemma.to_string()));
        found.into_iter().flatten().filter_map(|&(e, p)| {
            let entry = self.pack.entries.get(e)?;
            Some((entry, entry.pattern.get(p)?))
        })
    }

    /// The type of a CAMEO code, or of the code above it: `1385` is a `138`.
    pub fn cameo(&self, code: &str) -> Option<&CameoEvent> {
        let of = |code: &str| self.pack.cameo_events.iter().find(|row| row.code == code);
        of(code).or_else(|| of(code.get(..3)?))
    }

    /// The CAMEO code of a type with its modes: that of the first mode that has one, else that of the type.
    pub fn cameo_of(&self, kind: &str, modes: &[String]) -> Option<&str> {
        let of = |mode: &str| self.pack.cameo_of.iter().find(|row| row.kind == kind && row.mode == mode);
        modes.iter().find_map(|mode| of(mode)).or_else(|| of("")).map(|row| row.code.as_str())
    }

    /// Phrases of the contexts' lists that begin with that word, in lower case.
    pub fn context_words(&self, first: &str) -> &[ContextWord] {
        self.context_words.get(first).map_or(&[], Vec::as_slice)
    }

    /// A code of CAMEO as other data sets write it.
    pub fn dialect_code(&self, code: &str) -> Option<&DialectCode> {
        self.pack.dialect_codes.iter().find(|row| row.code == code)
    }

    /// A country or body as other data sets write it.
    pub fn dialect_country(&self, code: &str) -> Option<&DialectCountry> {
        self.pack.dialect_countries.iter().find(|row| row.code == code)
    }

    /// A sector as other data sets write it.
    pub fn dialect_sector(&self, sector: &str) -> Option<&DialectSector> {
        self.pack.dialect_sectors.iter().find(|row| row.sector == sector)
    }

    /// The event type of that code.
    pub fn event_type(&self, code: &str) -> Option<&EventType> {
        self.pack.types.iter().find(|t| t.code == code)
    }

    /// The sector of that code.
    pub fn sector(&self, code: &str) -> Option<&Label> {
        self.pack.sectors.iter().find(|s| s.code == code)
    }

    /// What an entry of a dictionary says on a day, with the code as it is written there; `None` when no line is valid then.
    pub fn dictionary_code(
        &self,
        row: usize,
        day: Option<jiff::civil::Date>,
    ) -> Option<(petrarch::codes::Meaning, &str)> {
        let code = self.pack.dictionary.get(row)?.code(day)?;
        Some((petrarch::codes::meaning(&code.code, &self.pack.countries, &self.pack.cameo), &code.code))
    }

    /// The state or territory of that ISO 3166 alpha-3 code; the user's row before the one that is compiled in.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.pack.countries.iter().rev().find(|c| c.iso3 == iso3)
    }
}

fn predicates_of(pattern: &Pattern) -> impl Iterator<Item = (Class, String)> {
    let of = |class, lemmas: &[String]| -> Vec<(Class, String)> {
        // A predicate of several words is found by its first one, "test-fire" by its second half and, since some words
        // with a hyphen are one token ("co-host"), also whole; the frame checks the rest.
        let first = |l: &String| l.split(' ').next().unwrap_or(l).to_string();
        let last = |w: &String| w.rsplit('-').next().unwrap_or(w).to_string();
        lemmas.iter().map(first).flat_map(|w| [(class, last(&w)), (class, w)]).collect()
    };
    let mut all = of(Class::Verb, &pattern.verb);
    all.extend(of(Class::Noun, &pattern.noun));
    all.extend(of(Class::Adjective, &pattern.adj));
    all.sort();
    all.dedup();
    all.into_iter()
}
