//! Persons on a day: which office they held, and who held an office.

use crate::Actor;
use detente_knowledge::{Knowledge, Office, spelled_words};
use jiff::civil::Date;
use std::collections::BTreeSet;

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

/// The one of several persons with the same name who is meant: of those in office on the day the highest, else one of a state
/// that the story names; `Err` says who else it could be.
pub(super) fn one_of(
    knowledge: &Knowledge,
    persons: &[&str],
    day: Option<Date>,
    states: &BTreeSet<String>,
) -> Result<(Actor, String), String> {
    let mut names: Vec<&str> = persons.to_vec();
    names.sort_unstable();
    names.dedup();
    if let [one] = names.as_slice() {
        return Ok(on_day(knowledge, one, day));
    }
    let rank = |person: &&&str| {
        let held = knowledge.offices(person).filter(|o| day.is_some_and(|day| o.holds(day)));
        held.map(prominence).max().unwrap_or(0)
    };
    let best = names.iter().map(|n| rank(&n)).max().unwrap_or(0);
    let leading: Vec<&str> = names.iter().filter(|n| rank(n) == best).copied().collect();
    let in_story = |person: &&&str| knowledge.offices(person).any(|o| states.contains(&o.country));
    let near: Vec<&str> = leading.iter().filter(in_story).copied().collect();
    match (leading.as_slice(), near.as_slice()) {
        ([one], _) if best > 0 => Ok(also(on_day(knowledge, one, day), &names, one)),
        (_, [one]) => Ok(also(on_day(knowledge, one, day), &names, one)),
        _ => Err(format!("ambiguous: {}", names.join(", "))),
    }
}

fn also((actor, reason): (Actor, String), names: &[&str], one: &str) -> (Actor, String) {
    let others: Vec<&str> = names.iter().filter(|n| **n != one).copied().collect();
    (actor, format!("{reason}; not {}", others.join(", ")))
}

/// A person called by the family name alone who was in a high office on that day, if there is just one; where several are, one
/// of a state that the story names. The name is written as `spelled_words` makes it.
///
/// The tables know the leaders of small states too, whom the news does not call by the family name unless the story is about
/// that state. Of states that the story does not name only those count whose government has a byname of its own ("the
/// Kremlin"), a sign that news speaks of it often.
pub(super) fn by_surname(
    knowledge: &Knowledge,
    word: &str,
    day: Date,
    states: &BTreeSet<String>,
) -> Result<String, String> {
    let mut offices = knowledge.by_surname(word, day);
    offices.retain(|o| prominence(o) >= 2 && is_family_name(&o.person, word));
    if offices.iter().any(|o| states.contains(&o.country)) {
        offices.retain(|o| states.contains(&o.country));
    } else {
        let often = |o: &&Office| match knowledge.country(&o.country) {
            Some(state) => !state.metonyms.is_empty(),
            None => heads_a_body_in_the_news(o),
        };
        offices.retain(often);
    }
    let best = offices.iter().map(|o| prominence(o)).max();
    let mut all: Vec<&Office> = offices.into_iter().filter(|o| Some(prominence(o)) == best).collect();
    all.sort_by(|a, b| a.person.cmp(&b.person));
    all.dedup_by(|a, b| a.person == b.person);
    let near: Vec<&Office> = all.iter().filter(|o| states.contains(&o.country)).copied().collect();
    match (all.as_slice(), near.as_slice()) {
        ([one], _) | (_, [one]) => Ok(one.person.clone()),
        ([], _) => Err("unknown actor".into()),
        (many, _) => {
            let names: Vec<&str> = many.iter().map(|o| o.person.as_str()).collect();
            Err(format!("ambiguous: {}", names.join(", ")))
        }
    }
}

/// The one holder of an office in any country who has that family name.
pub(super) fn in_office_by_surname(
    knowledge: &Knowledge,
    word: &str,
    role: &str,
    day: Date,
) -> Option<(Actor, String)> {
    let mut offices = knowledge.by_surname(word, day);
    offices.retain(|o| o.role == role && is_family_name(&o.person, word));
    offices.sort_by(|a, b| a.person.cmp(&b.person));
    offices.dedup_by(|a, b| a.person == b.person);
    if offices.len() > 1 {
        let often = |o: &&Office| knowledge.country(&o.country).is_some_and(|c| !c.metonyms.is_empty());
        offices.retain(often);
    }
    match offices.as_slice() {
        [office] => {
            let reason = format!(
                "{}, {role} of {} on {day}, the best known of that name",
                office.person, office.country
            );
            Some((holder(office), reason))
        }
        _ => None,
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
pub(super) fn is_family_name(person: &str, word: &str) -> bool {
    let words = spelled_words(person);
    let is = |w: Option<&String>| w.is_some_and(|w| w == word);
    let written: Vec<&str> = person.split(' ').collect();
    let short = written.len() == 2 && written.iter().all(|w| w.len() <= 6);
    is(words.last()) || is(words.first()) && (written.len() == 3 || short)
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
    match (office.role.as_str(), office.sector.as_str()) {
        ("", "GOV") => "official",
        ("", _) => "public figure",
        (role, _) => role,
    }
}

/// Whether the tables know no more of somebody than an office in one of the lower ranks. Such a name is common enough to be
/// somebody else's, so it counts only where the story names the state.
pub(super) fn is_minor(knowledge: &Knowledge, person: &str) -> bool {
    knowledge.offices(person).all(|o| prominence(o) <= 1 && o.role != "party leader")
}

/// Offices of the first rank win where somebody holds several, and where a family name is shared.
pub(super) fn prominence(office: &Office) -> u8 {
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
