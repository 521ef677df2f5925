//! Who held which office on a day.

use crate::names::office_key;
use crate::schema::Office;
use crate::{Knowledge, NameKind};
use jiff::civil::Date;

impl Office {
    /// Whether the office was held on that day. Dates that are known to the month or year only count in favour.
    pub fn holds(&self, day: Date) -> bool {
        holds(&self.from, &self.to, day)
    }

    /// Whether the office had ended on that day.
    pub fn over(&self, day: Date) -> bool {
        ends(&self.to).is_some_and(|to| to <= day)
    }
}

impl Knowledge {
    /// All offices of a person, by the spelling of the column `person`.
    pub fn offices(&self, person: &str) -> impl Iterator<Item = &Office> {
        self.rows(|i| &i.people, person).filter(move |o| o.person == person)
    }

    /// Who held an office of a country on that day; more than one when the tables leave it open.
    pub fn holders(&self, country: &str, role: &str, day: Date) -> Vec<&Office> {
        let rows = self.rows(|i| &i.offices, &office_key(country, role));
        rows.filter(|o| o.country == country && o.role == role && o.holds(day)).collect()
    }

    /// Offices held on that day by persons of that family name; first names are found too, so look at the person. The name
    /// is given as [`crate::spelled_words`] makes it.
    pub fn by_surname(&self, spelled: &str, day: Date) -> Vec<&Office> {
        self.rows(|i| &i.surnames, spelled).filter(|o| o.holds(day)).collect()
    }

    /// The person that a name means.
    pub fn person(&self, kind: NameKind) -> Option<&str> {
        match kind {
            NameKind::Person(i) => self.pack.people.get(i).map(|o| o.person.as_str()),
            _ => None,
        }
    }

    /// The person whose full name sounds like that one, see [`crate::spelling`]; `None` when there are several.
    pub fn spelled(&self, spelling: &str) -> Option<NameKind> {
        let own = self.own.iter().flat_map(|own| own.spellings.get(spelling.as_bytes()));
        let rows: Vec<usize> =
            own.chain(self.indices.spellings.get(spelling.as_bytes())).map(|v| v as usize).collect();
        let person = |i: usize| self.pack.people.get(i).map(|o| o.person.as_str());
        let first = *rows.first()?;
        rows.iter().all(|&i| person(i) == person(first)).then_some(NameKind::Person(first))
    }
}

/// Whether a range of dates, each as exact as it is known, holds a day.
pub fn holds(from: &str, to: &str, day: Date) -> bool {
    starts(from).is_none_or(|from| from <= day) && ends(to).is_none_or(|to| day < to)
}

/// First day of a partial date.
fn starts(date: &str) -> Option<Date> {
    let (year, month, day) = parts(date)?;
    Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()
}

/// The first day on which an office that ended on a partial date is surely over.
fn ends(date: &str) -> Option<Date> {
    let (year, month, day) = parts(date)?;
    match (month, day) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok(),
        (Some(12), None) | (None, _) => Date::new(year + 1, 1, 1).ok(),
        (Some(month), None) => Date::new(year, month + 1, 1).ok(),
    }
}

fn parts(date: &str) -> Option<(i16, Option<i8>, Option<i8>)> {
    let mut parts = date.split('-');
    let year = parts.next()?.parse().ok()?;
    Some((year, parts.next().and_then(|m| m.parse().ok()), parts.next().and_then(|d| d.parse().ok())))
}
