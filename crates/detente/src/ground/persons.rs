//! Persons on a day: which office they held, and who held an office.

use crate::Actor;
use detente_knowledge::{Knowledge, Office};
use jiff::civil::Date;

/// A known person as an actor on that day, with the reason.
pub(super) fn on_day(knowledge: &Knowledge, person: &str, day: Option<Date>) -> (Actor, String) {
    let offices: Vec<&Office> = knowledge.offices(person).collect();
    let Some(day) = day else {
        let latest = offices.iter().max_by_key(|o| &o.from);
        let actor = latest.map_or_else(|| named(person), |o| holder(o));
        return (actor, format!("{person} by the tables; the day is not known, so the latest office counts"));
    };
    if let Some(office) = offices.iter().filter(|o| o.holds(day)).max_by_key(|o| (prominence(o), &o.from)) {
        return (holder(office), format!("{person}, {} on {day}", office.role));
    }
    if let Some(last) = offices.iter().filter(|o| o.over(day)).max_by_key(|o| &o.to) {
        let actor =
            Actor { sector: Some("ELI".into()), role: Some(format!("former {}", last.role)), ..holder(last) };
        return (actor, format!("{person}, {} until {}", last.role, last.to));
    }
    let country = offices.first().map(|o| o.country.clone());
    (Actor { country, ..named(person) }, format!("{person} held none of the offices of the tables on {day}"))
}

/// The one who held an office on that day; `Err` says why nobody is named.
pub(super) fn in_office(
    knowledge: &Knowledge,
    country: &str,
    role: &str,
    day: Option<Date>,
) -> Result<(Actor, String), String> {
    let day = day.ok_or_else(|| "the day is not known".to_string())?;
    let holders = knowledge.holders(country, role, day);
    let mut names: Vec<&str> = holders.iter().map(|o| o.person.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    match (names.as_slice(), holders.first()) {
        ([name], Some(office)) => Ok((holder(office), format!("{name}, {role} of {country} on {day}"))),
        ([], _) => Err(format!("the tables name no {role} of {country} on {day}")),
        (many, _) => Err(format!("ambiguous: {}", many.join(", "))),
    }
}

/// A person called by the family name alone who was in a high office on that day, if there is just one.
///
/// The tables know the leaders of small states too, whom the news does not call by the family name unless the story is about
/// that state: `here` says which states it names. Of the others only those count whose government has a byname of its own
/// ("the Kremlin"), a sign that news speaks of it often.
pub(super) fn by_surname(
    knowledge: &Knowledge,
    key: &str,
    day: Date,
    here: impl Fn(&str) -> bool,
) -> Result<String, String> {
    let mut offices = knowledge.by_surname(key, day);
    offices.retain(|o| prominence(o) >= 2 && is_family_name(&o.person, key));
    if offices.iter().any(|o| here(&o.country)) {
        offices.retain(|o| here(&o.country));
    } else {
        offices.retain(|o| knowledge.country(&o.country).is_none_or(|c| !c.metonyms.is_empty()));
    }
    let best = offices.iter().map(|o| prominence(o)).max();
    let mut names: Vec<&str> =
        offices.iter().filter(|o| Some(prominence(o)) == best).map(|o| o.person.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    match names.as_slice() {
        [name] => Ok((*name).to_string()),
        [] => Err("unknown actor".into()),
        many => Err(format!("ambiguous: {}", many.join(", "))),
    }
}

/// News puts the family name last, except for names of the form "Kim Jong Un", whose given name has two parts.
fn is_family_name(person: &str, name: &str) -> bool {
    let words: Vec<&str> = person.split(' ').collect();
    let last = words.last().is_some_and(|w| detente_knowledge::key(w) == name);
    last || words.len() == 3 && words.first().is_some_and(|w| detente_knowledge::key(w) == name)
        || words.len() == 2
            && words.iter().all(|w| w.len() <= 6)
            && words.first().is_some_and(|w| detente_knowledge::key(w) == name)
}

fn named(person: &str) -> Actor {
    Actor { name: Some(person.to_string()), ..Actor::default() }
}

fn holder(office: &Office) -> Actor {
    Actor {
        name: Some(office.person.clone()),
        country: Some(office.country.clone()).filter(|c| !c.is_empty()),
        sector: Some(office.sector.clone()).filter(|s| !s.is_empty()),
        role: Some(office.role.clone()),
    }
}

/// Offices of the first rank win where somebody holds several, and where a family name is shared.
fn prominence(office: &Office) -> u8 {
    match office.role.as_str() {
        "president" | "prime minister" | "supreme leader" | "chancellor" | "king" | "secretary-general"
        | "pope" => 4,
        "vice president" | "foreign minister" | "secretary of state" | "foreign secretary"
        | "crown prince" | "emir" => 3,
        "head of state" | "queen" | "sultan" | "secretary of defense" | "defense minister" => 3,
        "party leader" => 1,
        _ => 2,
    }
}
