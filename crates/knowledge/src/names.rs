//! The indices from names to what they can mean, and from persons and offices to rows of `people`.

use crate::index::{Index, hash};
use crate::key::{key, spelling, surnames, words};
use crate::schema::Pack;
use std::collections::HashMap;

/// One meaning of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// What kind of thing it names, with the row in its table.
    pub kind: NameKind,
    /// How many words the name is written with, see [`words`]; 0 when an apostrophe leaves that open ("Côte d'Ivoire").
    pub words: usize,
    /// Whether the name is written in capitals alone ("US"), so that "us" is not it.
    pub capitals: bool,
    /// Whether the user's own tables say so; their meanings come first.
    pub own: bool,
}

/// Kind of a named thing with the index of its row in [`Pack`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// A state by its name.
    Country(usize),
    /// A state by its adjective ("Syrian").
    Adjective(usize),
    /// The people of a state ("Syrians").
    Inhabitant(usize),
    /// A building or institution that stands for a government ("the Kremlin").
    Metonym(usize),
    /// A city that stands for a government ("Seoul").
    Seat(usize),
    /// A person, by the first row of `people` with that name.
    Person(usize),
    /// An organisation.
    Organisation(usize),
    /// An outlet.
    Outlet(usize),
    /// A short name that depends on the story, or a name for several states.
    Shorthand(usize),
    /// A place.
    Place(usize),
    /// An entry of a PETRARCH dictionary that the user gave.
    Dictionary(usize),
}

/// How many rows of each table are indexed already; new ones stand behind them.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Rows {
    pub(crate) countries: usize,
    pub(crate) people: usize,
    pub(crate) organisations: usize,
    pub(crate) outlets: usize,
    pub(crate) shorthand: usize,
    pub(crate) places: usize,
    pub(crate) dictionary: usize,
}

impl Rows {
    /// The number of rows that a pack has now.
    pub(crate) fn of(pack: &Pack) -> Rows {
        Rows {
            countries: pack.countries.len(),
            people: pack.people.len(),
            organisations: pack.organisations.len(),
            outlets: pack.outlets.len(),
            shorthand: pack.shorthand.len(),
            places: pack.places.len(),
            dictionary: pack.dictionary.len(),
        }
    }
}

/// The indices over a pack.
#[derive(Debug, Clone, Default)]
pub(crate) struct Indices {
    /// Meanings by key.
    pub(crate) names: Index,
    /// Persons by the spelling of their full name.
    pub(crate) spellings: Index,
    /// Rows of `people` by the column `person`.
    pub(crate) people: Index,
    /// Rows of `people` by country and role.
    pub(crate) offices: Index,
    /// Rows of `people` by the spelling of the family name.
    pub(crate) surnames: Index,
}

impl Indices {
    /// Indexes the rows behind those that are indexed already.
    pub(crate) fn new(pack: &Pack, from: Rows) -> Indices {
        let mut all = Building { from, ..Building::default() };
        all.states(pack);
        all.persons(pack);
        all.others(pack);
        Indices {
            names: Index::of(all.names),
            spellings: Index::of(all.spellings),
            people: Index::of(all.people),
            offices: Index::of(all.offices),
            surnames: Index::of(all.surnames),
        }
    }

    /// The indices as one row of bytes, each with its length before it.
    #[allow(dead_code, reason = "the build script writes them, the library reads them")]
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for index in [&self.names, &self.spellings, &self.people, &self.offices, &self.surnames] {
            out.extend((index.bytes().len() as u64).to_le_bytes());
            out.extend(index.bytes());
        }
        out
    }

    /// Indices over such bytes; `None` when they are cut off.
    #[allow(dead_code, reason = "the build script writes them, the library reads them")]
    pub(crate) fn over(bytes: &'static [u8]) -> Option<Indices> {
        let mut rest = bytes;
        let mut next = || {
            let length = u64::from_le_bytes(rest.get(..8)?.try_into().ok()?);
            let end = 8 + usize::try_from(length).ok()?;
            let index = Index::over(rest.get(8..end)?);
            rest = &rest[end..];
            Some(index)
        };
        Some(Indices {
            names: next()?,
            spellings: next()?,
            people: next()?,
            offices: next()?,
            surnames: next()?,
        })
    }

    /// The meanings of a key.
    pub(crate) fn meanings(&self, key: &str, own: bool) -> impl Iterator<Item = Name> + '_ {
        self.names.get(key.as_bytes()).filter_map(move |value| Some(Name { own, ..unpacked(value)? }))
    }
}

/// The key of an office in the index of offices.
pub(crate) fn office_key(country: &str, role: &str) -> String {
    format!("{country}\n{role}")
}

#[derive(Default)]
struct Building {
    from: Rows,
    names: Vec<(u64, u64)>,
    spellings: Vec<(u64, u64)>,
    people: Vec<(u64, u64)>,
    offices: Vec<(u64, u64)>,
    surnames: Vec<(u64, u64)>,
    /// What each key means so far, by its hash.
    known: HashMap<u64, Vec<Name>>,
}

impl Building {
    fn states(&mut self, pack: &Pack) {
        for (i, c) in pack.countries.iter().enumerate().skip(self.from.countries) {
            self.add(NameKind::Country(i), std::iter::once(&c.name).chain(&c.other_names));
            self.add(NameKind::Adjective(i), &c.adjectives);
            self.add(NameKind::Inhabitant(i), &c.inhabitants);
            self.add(NameKind::Metonym(i), &c.metonyms);
            self.add(NameKind::Seat(i), std::iter::once(&c.capital).chain(&c.seats));
        }
    }

    fn persons(&mut self, pack: &Pack) {
        let mut first_rows: HashMap<&str, usize> = HashMap::new();
        for (i, p) in pack.people.iter().enumerate().skip(self.from.people) {
            let first = *first_rows.entry(&p.person).or_insert(i);
            self.add(NameKind::Person(first), std::iter::once(&p.person).chain(&p.aliases));
            let mut spelled: Vec<String> =
                std::iter::once(&p.person).chain(&p.aliases).filter_map(|n| spelling(n)).collect();
            spelled.sort();
            spelled.dedup();
            if first == i {
                self.spellings.extend(spelled.iter().map(|s| (hash(s.as_bytes()), i as u64)));
            }
            self.people.push((hash(p.person.as_bytes()), i as u64));
            self.offices.push((hash(office_key(&p.country, &p.role).as_bytes()), i as u64));
            self.surnames.extend(surnames(&p.person).iter().map(|s| (hash(s.as_bytes()), i as u64)));
        }
    }

    fn others(&mut self, pack: &Pack) {
        for (i, o) in pack.organisations.iter().enumerate().skip(self.from.organisations) {
            self.add(NameKind::Organisation(i), std::iter::once(&o.name).chain(&o.aliases));
        }
        for (i, o) in pack.outlets.iter().enumerate().skip(self.from.outlets) {
            self.add(NameKind::Outlet(i), std::iter::once(&o.name).chain(&o.aliases));
        }
        for (i, s) in pack.shorthand.iter().enumerate().skip(self.from.shorthand) {
            self.add(NameKind::Shorthand(i), std::iter::once(&s.phrase));
        }
        for (i, p) in pack.places.iter().enumerate().skip(self.from.places) {
            self.add(NameKind::Place(i), std::iter::once(&p.name).chain(&p.aliases));
        }
        for (i, e) in pack.dictionary.iter().enumerate().skip(self.from.dictionary) {
            self.add(NameKind::Dictionary(i), &e.names);
        }
    }

    fn add<'a>(&mut self, kind: NameKind, names: impl IntoIterator<Item = &'a String>) {
        for name in names {
            let key = key(name);
            if key.is_empty() {
                continue;
            }
            let capitals = match kind {
                // Dictionaries are written in capitals throughout: only what is short is an abbreviation.
                NameKind::Dictionary(_) => key.len() <= 3,
                _ => is_abbreviation(name),
            };
            let cut = name.contains(['\'', '’']);
            let meaning = Name { kind, words: if cut { 0 } else { words(name) }, capitals, own: false };
            let hash = hash(key.as_bytes());
            let all = self.known.entry(hash).or_default();
            // "Co-operation" and "Cooperation" have one key and another number of words, which only persons do not keep.
            let person = matches!(kind, NameKind::Person(_));
            let counted = |n: &&Name| person || n.words == 0 || n.words == meaning.words;
            if !all.iter().filter(counted).any(|n| n.kind == kind && (n.capitals || !capitals)) {
                all.push(meaning);
                self.names.push((hash, packed(meaning)));
            }
        }
    }
}

fn is_abbreviation(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() > 1 && letters.clone().all(char::is_uppercase)
}

/// Row in the lower half; above it words (8 bits), kind (8 bits) and whether it is an abbreviation.
fn packed(name: Name) -> u64 {
    let (kind, row) = match name.kind {
        NameKind::Country(i) => (0, i),
        NameKind::Adjective(i) => (1, i),
        NameKind::Inhabitant(i) => (2, i),
        NameKind::Metonym(i) => (3, i),
        NameKind::Seat(i) => (4, i),
        NameKind::Person(i) => (5, i),
        NameKind::Organisation(i) => (6, i),
        NameKind::Outlet(i) => (7, i),
        NameKind::Shorthand(i) => (8, i),
        NameKind::Place(i) => (9, i),
        NameKind::Dictionary(i) => (10, i),
    };
    (row as u64 & 0xffff_ffff)
        | (name.words.min(255) as u64) << 32
        | kind << 40
        | u64::from(name.capitals) << 48
}

fn unpacked(value: u64) -> Option<Name> {
    let row = (value & 0xffff_ffff) as usize;
    let kind = match value >> 40 & 0xff {
        0 => NameKind::Country(row),
        1 => NameKind::Adjective(row),
        2 => NameKind::Inhabitant(row),
        3 => NameKind::Metonym(row),
        4 => NameKind::Seat(row),
        5 => NameKind::Person(row),
        6 => NameKind::Organisation(row),
        7 => NameKind::Outlet(row),
        8 => NameKind::Shorthand(row),
        9 => NameKind::Place(row),
        10 => NameKind::Dictionary(row),
        _ => return None,
    };
    Some(Name { kind, words: (value >> 32 & 0xff) as usize, capitals: value >> 48 & 1 == 1, own: false })
}
