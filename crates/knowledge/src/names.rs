//! The index from names to what they can mean.

use crate::key::{key, words};
use crate::schema::Pack;
use std::collections::HashMap;

/// One meaning of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What kind of thing it names, with the row in its table.
    pub kind: NameKind,
    /// How many words the name is written with, see [`words`]; 0 when an apostrophe leaves that open ("Côte d'Ivoire").
    pub words: usize,
    /// Whether the name is written in capitals alone ("US"), so that "us" is not it.
    pub capitals: bool,
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
}

pub(crate) fn index(pack: &Pack) -> HashMap<String, Vec<Name>> {
    let mut index = Index::default();
    for (i, c) in pack.countries.iter().enumerate() {
        index.add(NameKind::Country(i), std::iter::once(&c.name).chain(&c.other_names));
        index.add(NameKind::Adjective(i), &c.adjectives);
        index.add(NameKind::Inhabitant(i), &c.inhabitants);
        index.add(NameKind::Metonym(i), &c.metonyms);
        index.add(NameKind::Seat(i), std::iter::once(&c.capital).chain(&c.seats));
    }
    let mut persons: HashMap<&str, usize> = HashMap::new();
    for (i, p) in pack.people.iter().enumerate() {
        let first = *persons.entry(&p.person).or_insert(i);
        index.add(NameKind::Person(first), std::iter::once(&p.person).chain(&p.aliases));
    }
    for (i, o) in pack.organisations.iter().enumerate() {
        index.add(NameKind::Organisation(i), std::iter::once(&o.name).chain(&o.aliases));
    }
    for (i, o) in pack.outlets.iter().enumerate() {
        index.add(NameKind::Outlet(i), std::iter::once(&o.name).chain(&o.aliases));
    }
    for (i, s) in pack.shorthand.iter().enumerate() {
        index.add(NameKind::Shorthand(i), std::iter::once(&s.phrase));
    }
    for (i, p) in pack.places.iter().enumerate() {
        index.add(NameKind::Place(i), std::iter::once(&p.name).chain(&p.aliases));
    }
    index.names
}

#[derive(Default)]
struct Index {
    names: HashMap<String, Vec<Name>>,
}

impl Index {
    fn add<'a>(&mut self, kind: NameKind, names: impl IntoIterator<Item = &'a String>) {
        for name in names {
            let key = key(name);
            if key.is_empty() {
                continue;
            }
            let letters = name.chars().filter(|c| c.is_alphabetic());
            let capitals = letters.clone().count() > 1 && letters.clone().all(char::is_uppercase);
            let cut = name.contains(['\'', '’']);
            let meaning = Name { kind, words: if cut { 0 } else { words(name) }, capitals };
            let all = self.names.entry(key).or_default();
            if !all.iter().any(|n| n.kind == kind && (n.capitals || !capitals)) {
                all.push(meaning);
            }
        }
    }
}
