//! The table of offices against REIGN's list of leaders, month by month from 2000 to 2020. REIGN's file is not part of the
//! project: where it does not lie beside it the test says so and checks nothing.
//!
//! A month counts when REIGN names one leader of a country through all of it and the country is in our table under REIGN's
//! number. It is right when somebody of that family name holds one of the first offices on its 15th.
//!
//! ```sh
//! cargo test -p detente-knowledge --test reign -- --nocapture
//! ```

#![allow(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads its files and may stop"
)]

use detente_knowledge::{Country, Knowledge, Office, holds, spelled_words};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Share of the months that must be right.
const FLOOR: f64 = 0.995;

/// Roles of those who can be the leader that REIGN means.
const FIRST: [&str; 19] = [
    "president",
    "prime minister",
    "supreme leader",
    "king",
    "emir",
    "sultan",
    "chancellor",
    "head of state",
    "chairman",
    "captain regent",
    "queen",
    "leader",
    "grand duke",
    "prince",
    "general secretary",
    "chief executive",
    "head of government",
    "acting president",
    "party leader",
];

struct Leader {
    number: String,
    name: String,
    from: Date,
    /// Year and month of the last day.
    until: (i16, i8),
}

fn leaders() -> Option<Vec<Leader>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/actors/reign-leaders-2021-03.csv");
    let bytes = std::fs::read(path).ok()?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let number = |record: &csv::StringRecord, at: usize| record[at].trim().parse::<i16>().ok();
    let leader = |record: csv::StringRecord| {
        let from =
            Date::new(number(&record, 6)?, number(&record, 5)? as i8, number(&record, 4)? as i8).ok()?;
        let until = (number(&record, 8)?, number(&record, 7)? as i8);
        Some(Leader { number: record[1].to_string(), name: record[3].to_string(), from, until })
    };
    Some(reader.records().filter_map(|record| leader(record.unwrap())).collect())
}

fn country<'k>(knowledge: &'k Knowledge, number: &str, day: Date) -> Option<&'k Country> {
    knowledge.pack.countries.iter().find(|c| c.cow == number && holds(&c.from, &c.to, day))
}

/// The one leader of a country through all of a month.
fn sole<'r>(leaders: &[&'r Leader], year: i16, month: i8) -> Option<&'r Leader> {
    let first = Date::new(year, month, 1).unwrap();
    let touches = |l: &&&Leader| l.until >= (year, month) && l.from <= first.last_of_month();
    let here: Vec<&&Leader> = leaders.iter().filter(touches).collect();
    match here.as_slice() {
        [one] if one.from <= first && one.until > (year, month) => Some(one),
        _ => None,
    }
}

fn same_name(reign: &str, office: &Office) -> bool {
    let plain = reign.split('(').next().unwrap_or(reign).replace('.', " ");
    let theirs: Vec<String> = spelled_words(&plain).into_iter().filter(|w| w.len() > 2).collect();
    let names = std::iter::once(&office.person).chain(&office.aliases);
    let ours: Vec<String> = names.flat_map(|n| spelled_words(n)).collect();
    theirs
        .iter()
        .any(|a| ours.iter().any(|b| a == b || a.len() >= 5 && b.len() >= 5 && one_letter_apart(a, b)))
}

/// Whether one letter is another, missing or too much.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let tail = a[same..].iter().rev().zip(b[same..].iter().rev()).take_while(|(x, y)| x == y).count();
    (a.len() - same - tail).max(b.len() - same - tail) <= 1
}

#[test]
fn first_offices_agree_with_reign_month_by_month() {
    let Some(leaders) = leaders() else {
        println!("skipped: first_offices_agree_with_reign_month_by_month: REIGN's file is not there");
        return;
    };
    let knowledge = Knowledge::embedded().unwrap();
    let mut by_country: BTreeMap<&str, Vec<&Leader>> = BTreeMap::new();
    for leader in &leaders {
        by_country.entry(&leader.number).or_default().push(leader);
    }
    let (mut right, mut all) = (0_usize, 0_usize);
    let mut wrong: BTreeMap<(String, String, String), Vec<String>> = BTreeMap::new();
    for (number, leaders) in &by_country {
        for (year, month) in (2000..=2020).flat_map(|y| (1..=12).map(move |m| (y, m))) {
            let day = Date::new(year, month, 15).unwrap();
            let Some(leader) = sole(leaders, year, month) else { continue };
            let Some(country) = country(&knowledge, number, day) else { continue };
            all += 1;
            let held: Vec<&Office> =
                FIRST.iter().flat_map(|r| knowledge.holders(&country.iso3, r, day)).collect();
            if held.iter().any(|o| same_name(&leader.name, o)) {
                right += 1;
            } else {
                let mut ours: Vec<&str> = held.iter().map(|o| o.person.as_str()).collect();
                ours.dedup();
                let key = (country.iso3.clone(), leader.name.clone(), ours.join(", "));
                wrong.entry(key).or_default().push(format!("{year}-{month:02}"));
            }
        }
    }
    for ((country, theirs, ours), months) in &wrong {
        let (first, last) = (&months[0], &months[months.len() - 1]);
        println!("{country} {first}..{last} ({} months): REIGN {theirs}; here {ours}", months.len());
    }
    let share = right as f64 / all as f64;
    println!("{right} of {all} months agree: {share:.4}");
    assert!(all > 33_000, "REIGN has more than 33,000 months of countries that are in the table, not {all}");
    assert!(share >= FLOOR, "{share:.4} of the months agree, which is less than {FLOOR}");
}
