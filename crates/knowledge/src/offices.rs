//! Who held which office on a day.

use crate::schema::Office;
use crate::{Knowledge, NameKind};
use jiff::civil::Date;

impl Office {
    /// Whether the office was held on that day. Dates that are known to the month or year only count in favour.
    pub fn holds(&self, day: Date) -> bool {
        starts(&self.from).is_none_or(|from| from <= day) && ends(&self.to).is_none_or(|to| day < to)
    }

    /// Whether the office had ended on that day.
    pub fn over(&self, day: Date) -> bool {
        ends(&self.to).is_some_and(|to| to <= day)
    }
}

impl Knowledge {
    /// All offices of a person, by the spelling of the column `person`.
    pub fn offices(&self, person: &str) -> impl Iterator<Item = &Office> {
        self.people.get(person).into_iter().flatten().filter_map(|&i| self.pack.people.get(i))
    }

    /// Who held an office of a country on that day; more than one when the tables leave it open.
    pub fn holders(&self, country: &str, role: &str, day: Date) -> Vec<&Office> {
        let rows = self.holders.get(&(country.to_string(), role.to_string()));
        let rows = rows.into_iter().flatten().filter_map(|&i| self.pack.people.get(i));
        rows.filter(|o| o.holds(day)).collect()
    }

    /// Offices held on that day by persons of that family name; first names are found too, so look at the person.
    pub fn by_surname(&self, key: &str, day: Date) -> Vec<&Office> {
        let rows = self.surnames.get(key).into_iter().flatten().filter_map(|&i| self.pack.people.get(i));
        rows.filter(|o| o.holds(day)).collect()
    }

    /// The person that a name means.
    pub fn person(&self, kind: NameKind) -> Option<&str> {
        match kind {
            NameKind::Person(i) => self.pack.people.get(i).map(|o| o.person.as_str()),
            _ => None,
        }
    }
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
