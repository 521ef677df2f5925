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
        return (holder(office), format!("{person}, {} on {day}", role_of(office)));
    }
    if let Some(last) = offices.iter().filter(|o| o.over(day)).max_by_key(|o| &o.to) {
        let former = format!("former {}", role_of(last));
        let actor = Actor { sector: Some("ELI".into()), role: Some(former), ..holder(last) };
        return (actor, format!("{person}, {} until {}", role_of(last), last.to));
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
        let often = |o: &&Office| match knowledge.country(&o.country) {
            Some(state) => !state.metonyms.is_empty(),
            None => heads_a_body_in_the_news(o),
        };
        offices.retain(often);
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

/// Of the many who head or serve an international body news calls a few by the family name alone.
fn heads_a_body_in_the_news(office: &Office) -> bool {
    let bodies = ["of nato", "european commission", "european council", "iaea", "who", "imf", "world bank"];
    office.role == "secretary-general"
        || office.role == "high representative"
        || bodies.iter().any(|body| office.role.ends_with(body))
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
        role: Some(office.role.clone()).filter(|r| !r.is_empty()),
    }
}

fn role_of(office: &Office) -> &str {
    if office.role.is_empty() { "official" } else { &office.role }
}

/// Whether the tables know no more of somebody than an office in one of the lower ranks. Such a name is common enough to be
/// somebody else's, so it counts only where the story names the state.
pub(super) fn is_minor(knowledge: &Knowledge, person: &str) -> bool {
    knowledge.offices(person).all(|o| prominence(o) <= 1 && o.role != "party leader")
}

/// Offices of the first rank win where somebody holds several, and where a family name is shared.
fn prominence(office: &Office) -> u8 {
    match office.role.as_str() {
        "president" | "prime minister" | "supreme leader" | "chancellor" | "king" | "secretary-general"
        | "pope" => 4,
        "vice president" | "foreign minister" | "secretary of state" | "foreign secretary"
        | "crown prince" | "emir" => 3,
        "head of state" | "queen" | "sultan" | "secretary of defense" | "defense minister" => 3,
        "party leader"
        | "education minister"
        | "health minister"
        | "agriculture minister"
        | "environment minister"
        | "labor minister" => 1,
        // An office of which the tables know the branch of government alone.
        "" => 0,
        _ => 2,
    }
}
