//! What detente knows of the world and of events: the codebook and the tables of actors and places, compiled in.
//!
//! `codebook/` and `knowledge/` hold the sources; the build script turns them into one table, and [`Knowledge`] adds the
//! indices that the steps look things up in. Names are found by [`Knowledge::names`], offices by [`Knowledge::holders`],
//! predicates by [`Knowledge::patterns`].

#[cfg(feature = "compile")]
pub mod compile;
mod key;
mod names;
mod offices;
pub mod schema;

pub use key::{key, words};
pub use names::{Name, NameKind};
pub use schema::{Agent, Country, Entry, EventType, Holiday, Office, Organisation, Pack, Pattern, Place};

use std::collections::HashMap;
use std::fmt;

/// The compiled tables with their indices. One load, read-only afterwards.
pub struct Knowledge {
    /// The tables as they were compiled.
    pub pack: Pack,
    names: HashMap<String, Vec<Name>>,
    agents: HashMap<String, usize>,
    people: HashMap<String, Vec<usize>>,
    holders: HashMap<(String, String), Vec<usize>>,
    surnames: HashMap<String, Vec<usize>>,
    predicates: HashMap<(Class, String), Vec<(usize, usize)>>,
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
pub struct Error(postcard::Error);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the compiled codebook and tables cannot be read: {}", self.0)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Knowledge {
    /// Loads the compiled tables.
    ///
    /// # Errors
    /// When the embedded table does not fit this program.
    pub fn embedded() -> Result<Knowledge, Error> {
        let bytes = include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"));
        Ok(Knowledge::new(postcard::from_bytes(bytes).map_err(Error)?))
    }

    /// Builds the indices over given tables.
    pub fn new(pack: Pack) -> Knowledge {
        let (mut agents, mut people, mut holders) = (HashMap::new(), HashMap::new(), HashMap::new());
        let (mut surnames, mut predicates) = (HashMap::new(), HashMap::new());
        for (i, agent) in pack.agents.iter().enumerate() {
            for phrase in std::iter::once(&agent.phrase).chain(&agent.plural) {
                agents.entry(phrase.to_lowercase()).or_insert(i);
            }
        }
        for (i, office) in pack.people.iter().enumerate() {
            people.entry(office.person.clone()).or_insert_with(Vec::new).push(i);
            holders.entry((office.country.clone(), office.role.clone())).or_insert_with(Vec::new).push(i);
            for surname in surnames_of(&office.person) {
                surnames.entry(surname).or_insert_with(Vec::new).push(i);
            }
        }
        for (e, entry) in pack.entries.iter().enumerate() {
            for (p, pattern) in entry.pattern.iter().enumerate() {
                for (class, lemma) in predicates_of(pattern) {
                    predicates.entry((class, lemma)).or_insert_with(Vec::new).push((e, p));
                }
            }
        }
        let names = names::index(&pack);
        Knowledge { pack, names, agents, people, holders, surnames, predicates }
    }

    /// What a name can mean; `key` is made by [`key()`].
    pub fn names(&self, key: &str) -> &[Name] {
        self.names.get(key).map_or(&[], Vec::as_slice)
    }

    /// The agent of that phrase, in lower case, singular or plural.
    pub fn agent(&self, phrase: &str) -> Option<&Agent> {
        self.agents.get(phrase).and_then(|&i| self.pack.agents.get(i))
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

    /// The event type of that code.
    pub fn event_type(&self, code: &str) -> Option<&EventType> {
        self.pack.types.iter().find(|t| t.code == code)
    }

    /// The state or territory of that ISO 3166 alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<&Country> {
        self.pack.countries.iter().find(|c| c.iso3 == iso3)
    }
}

/// Keys of the words by which news calls a person after the first mention: the last one, or the family name put first.
fn surnames_of(person: &str) -> Vec<String> {
    let words: Vec<&str> = person.split(' ').collect();
    let mut out: Vec<String> = words.iter().last().into_iter().chain(words.first()).map(|w| key(w)).collect();
    out.dedup();
    out
}

fn predicates_of(pattern: &Pattern) -> impl Iterator<Item = (Class, String)> {
    let of = |class, lemmas: &[String]| -> Vec<(Class, String)> {
        // A predicate of several words is found by its first one, "test-fire" by its second half; the frame checks the rest.
        let first =
            |l: &String| l.split(' ').next().and_then(|w| w.rsplit('-').next()).unwrap_or(l).to_string();
        lemmas.iter().map(|l| (class, first(l))).collect()
    };
    let mut all = of(Class::Verb, &pattern.verb);
    all.extend(of(Class::Noun, &pattern.noun));
    all.extend(of(Class::Adjective, &pattern.adj));
    all.sort();
    all.dedup();
    all.into_iter()
}
