//! Who can be meant by a name, without a text around it: `detente actor`.

use super::persons;
use crate::{Actor, MentionKind};
use detente_knowledge::{
    Country, Knowledge, Name, NameKind, Office, holds, key, spelled_words, spelling, words,
};
use jiff::civil::Date;

/// Somebody whom a name can mean, with one office.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The actor on that day.
    pub actor: Actor,
    /// How the name names it.
    pub kind: MentionKind,
    /// First day of the office, as exact as it is known; may be empty.
    pub from: String,
    /// First day on which the office is no longer held; may be empty.
    pub to: String,
    /// `sure`, `likely`, or empty where the table does not say.
    pub certainty: String,
    /// Where the row can be checked.
    pub source: String,
    /// Why it can be meant, and why it is preferred.
    pub reason: String,
    /// Whether the name alone means this one.
    pub preferred: bool,
    /// How much speaks for it.
    weight: (u8, u8),
}

/// All that a name can mean, what is preferred first. Without a day every office counts, the latest most.
pub fn candidates(knowledge: &Knowledge, name: &str, day: Option<Date>) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let capitals = !name.chars().any(char::is_lowercase);
    for meaning in knowledge.names(&key(name)) {
        let person = matches!(meaning.kind, NameKind::Person(_));
        let fits = meaning.words == words(name) || meaning.words == 0 || person;
        if fits && (!meaning.capitals || capitals) {
            out.extend(of_name(knowledge, meaning, day));
        }
    }
    if out.is_empty()
        && let Some(NameKind::Person(row)) = spelling(name).and_then(|s| knowledge.spelled(&s))
        && let Some(person) = knowledge.person(NameKind::Person(row))
    {
        out.extend(of_person(knowledge, person, day, 2, "another spelling of the full name"));
    }
    out.extend(of_office(knowledge, name, day));
    if out.is_empty() {
        out.extend(of_surname(knowledge, name, day));
    }
    preferred(out)
}

/// The heaviest first; it is preferred unless somebody else weighs the same.
fn preferred(mut all: Vec<Candidate>) -> Vec<Candidate> {
    all.sort_by(|a, b| {
        b.weight.cmp(&a.weight).then_with(|| b.from.cmp(&a.from)).then_with(|| a.actor.cmp(&b.actor))
    });
    all.dedup_by(|a, b| a.actor == b.actor && a.from == b.from);
    let Some(best) = all.first().map(|c| (c.weight, c.actor.name.clone())) else { return all };
    let equal = all.iter().filter(|c| c.weight == best.0);
    if equal.map(|c| &c.actor.name).all(|name| *name == best.1) {
        let others = all.len() > 1;
        if let Some(first) = all.first_mut() {
            first.preferred = true;
            if others {
                first.reason.push_str("; preferred: more speaks for it than for the others");
            }
        }
    }
    all
}

fn of_name(knowledge: &Knowledge, meaning: Name, day: Option<Date>) -> Vec<Candidate> {
    let pack = &knowledge.pack;
    let own = if meaning.own { 9 } else { 0 };
    let state = |row: usize, kind: MentionKind, weight: u8, reason: &str| {
        pack.countries.get(row).map(|c| of_state(c, kind, (weight + own, on(c, day)), reason))
    };
    let one = match meaning.kind {
        NameKind::Country(i) => state(i, MentionKind::Country, 6, "name of the state"),
        NameKind::Adjective(i) => state(i, MentionKind::Demonym, 5, "adjective of the state"),
        NameKind::Inhabitant(i) => state(i, MentionKind::Demonym, 4, "people of the state"),
        NameKind::Metonym(i) => state(i, MentionKind::Metonym, 3, "stands for the government"),
        NameKind::Seat(i) => state(i, MentionKind::Metonym, 2, "seat of the government"),
        NameKind::Person(_) => {
            let person = knowledge.person(meaning.kind).unwrap_or_default();
            return of_person(knowledge, person, day, 5 + own, "full name");
        }
        NameKind::Organisation(i) => pack.organisations.get(i).map(|o| {
            let actor = actor(&o.name, &o.code, &o.sector, "");
            plain(actor, MentionKind::Organisation, (3 + own, 1), &o.source, &o.kind)
        }),
        NameKind::Outlet(i) => pack.outlets.get(i).map(|o| {
            let actor = actor(&o.name, &o.country, "JRN", "");
            plain(actor, MentionKind::Outlet, (1 + own, 1), &o.source, &o.kind)
        }),
        NameKind::Dictionary(i) => return of_dictionary(knowledge, i, day).into_iter().collect(),
        NameKind::Shorthand(i) => {
            let row = pack.shorthand.get(i);
            let members = row.into_iter().flat_map(|row| {
                let reason = match row.when.as_slice() {
                    [] => "one of several for which it is short".to_string(),
                    when => format!("in stories that name {}", when.join(" or ")),
                };
                row.members.iter().filter_map(move |iso| {
                    Some(of_state(knowledge.country(iso)?, MentionKind::Country, (1, 1), &reason))
                })
            });
            return members.collect();
        }
        NameKind::Place(_) => None,
    };
    one.into_iter().collect()
}

/// 1 for a state of that day, and of today where no day is given.
fn on(country: &Country, day: Option<Date>) -> u8 {
    let there = day.map_or(country.to.is_empty(), |day| holds(&country.from, &country.to, day));
    u8::from(there)
}

fn of_state(country: &Country, kind: MentionKind, weight: (u8, u8), reason: &str) -> Candidate {
    let sector = if kind == MentionKind::Metonym { "GOV" } else { "" };
    let actor = actor(&country.name, &country.iso3, sector, "");
    let found = plain(actor, kind, weight, &country.source, reason);
    Candidate { from: country.from.clone(), to: country.to.clone(), ..found }
}

fn of_dictionary(knowledge: &Knowledge, row: usize, day: Option<Date>) -> Option<Candidate> {
    let entry = knowledge.pack.dictionary.get(row)?;
    let (meaning, code) = knowledge.dictionary_code(row, day)?;
    let name = entry.names.first().cloned().unwrap_or_default();
    let actor = Actor { name: Some(name), country: meaning.country, sector: meaning.sector, role: None };
    let source = format!("{}:{}", entry.file, entry.line);
    Some(plain(actor, MentionKind::Organisation, (20, 1), &source, &format!("{code} in the dictionary")))
}

/// A person with each office of the day; with the last one before when none is held.
fn of_person(
    knowledge: &Knowledge,
    person: &str,
    day: Option<Date>,
    weight: u8,
    why: &str,
) -> Vec<Candidate> {
    let offices: Vec<&Office> = knowledge.offices(person).collect();
    let held: Vec<&Office> = offices.iter().filter(|o| day.is_none_or(|day| o.holds(day))).copied().collect();
    if !held.is_empty() {
        let row = |o: &Office| {
            let on = day.map(|day| format!(" on {day}")).unwrap_or_default();
            let reason = format!("{why}; {}{on}", o.role);
            office(
                o,
                actor(&o.person, &o.country, &o.sector, &o.role),
                (weight, persons::prominence(o)),
                reason,
            )
        };
        return held.into_iter().map(row).collect();
    }
    let (actor, reason) = persons::on_day(knowledge, person, day);
    let last = offices.iter().filter(|o| day.is_some_and(|day| o.over(day))).max_by_key(|o| &o.to);
    match last.or(offices.first()) {
        Some(o) => vec![office(o, actor, (weight, 0), format!("{why}; {reason}"))],
        None => Vec::new(),
    }
}

/// "South Korean president": a state and an office.
fn of_office(knowledge: &Knowledge, name: &str, day: Option<Date>) -> Vec<Candidate> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut out = Vec::new();
    for cut in 1..words.len() {
        let (state, phrase) = (words[..cut].join(" "), words[cut..].join(" ").to_lowercase());
        let state = state.trim_start_matches("the ").trim_end_matches("'s").trim_end_matches("’s");
        let Some(agent) = knowledge.agent(&phrase).filter(|a| !a.role.is_empty()) else { continue };
        let countries = knowledge.names(&key(state)).into_iter().filter_map(|n| match n.kind {
            NameKind::Country(i) | NameKind::Adjective(i) => knowledge.pack.countries.get(i),
            _ => None,
        });
        for country in countries.filter(|c| on(c, day) == 1) {
            let rows =
                knowledge.pack.people.iter().filter(|o| o.country == country.iso3 && o.role == agent.role);
            for row in rows.filter(|o| day.is_none_or(|day| o.holds(day))) {
                let reason = format!("{} of {}", row.role, row.country);
                let actor = actor(&row.person, &row.country, &row.sector, &row.role);
                out.push(office(row, actor, (5, 5), reason));
            }
        }
    }
    out
}

fn of_surname(knowledge: &Knowledge, name: &str, day: Option<Date>) -> Vec<Candidate> {
    let spelled = spelled_words(name);
    let [word] = spelled.as_slice() else { return Vec::new() };
    let rows: Vec<&Office> = match day {
        Some(day) => knowledge.by_surname(word, day),
        None => knowledge.pack.people.iter().collect(),
    };
    let rows = rows.into_iter().filter(|o| persons::is_family_name(&o.person, word));
    rows.map(|o| {
        let actor = actor(&o.person, &o.country, &o.sector, &o.role);
        office(o, actor, (1, persons::prominence(o)), format!("family name; {}", o.role))
    })
    .collect()
}

fn actor(name: &str, country: &str, sector: &str, role: &str) -> Actor {
    let text = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty());
    Actor { name: text(name), country: text(country), sector: text(sector), role: text(role) }
}

fn office(office: &Office, actor: Actor, weight: (u8, u8), reason: String) -> Candidate {
    let found = plain(actor, MentionKind::Person, weight, &office.source, &reason);
    Candidate {
        from: office.from.clone(),
        to: office.to.clone(),
        certainty: office.certainty.clone(),
        ..found
    }
}

fn plain(actor: Actor, kind: MentionKind, weight: (u8, u8), source: &str, reason: &str) -> Candidate {
    Candidate {
        actor,
        kind,
        from: String::new(),
        to: String::new(),
        certainty: String::new(),
        source: source.to_string(),
        reason: reason.to_string(),
        preferred: false,
        weight,
    }
}
