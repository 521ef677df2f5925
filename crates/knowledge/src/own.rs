//! A user's own tables and PETRARCH dictionaries, added to what is compiled in.
//!
//! Files come as text with their names: reading them from the disk is the caller's. Rows of the user win over compiled ones: a
//! name means first what the user says; an office of the same person, country and role, and a word of the same phrase, replace
//! the compiled row.

use crate::Knowledge;
use crate::names::Rows;
use crate::petrarch::{AgentEntry, Remark, actors::actors, agents::agents, codes::meaning};
use crate::schema::{Agent, CameoCode, Country, Office, Organisation, Outlet, Pack, Place, Shorthand};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::fmt;

/// A file with its name and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The name by which messages call it.
    pub name: String,
    /// The text.
    pub text: String,
}

/// A table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableError {
    /// File, and line where it is known: `people.csv:12`.
    pub place: String,
    /// What is wrong, without a full stop.
    pub what: String,
}

impl fmt::Display for TableError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.what)
    }
}

impl std::error::Error for TableError {}

const COUNTRIES: &str = "iso3,name,other_names,adjectives,inhabitants,capital,seats,metonyms,cow,gw,from,to,latitude,longitude,source";
const PEOPLE: &str = "person,aliases,country,role,sector,from,to,certainty,source";
const ORGANISATIONS: &str = "name,aliases,code,sector,kind,from,to,source";
const AGENTS: &str = "phrase,plural,sector,kind,role,note";
const OUTLETS: &str = "name,aliases,country,kind,source";
const SHORTHAND: &str = "phrase,members,when,source";
const PLACES: &str = "name,aliases,kind,country,admin1,latitude,longitude,geonames_id,source";
const CAMEO: &str = "cameo,country,sector,note";

/// Folders whose files are all tables of the folder's name.
pub const FOLDERS: [&str; 2] = ["organisations", "people"];

/// The tables, by the name of their file without its ending.
pub const TABLES: [&str; 8] =
    ["countries", "people", "organisations", "agents", "outlets", "shorthand", "places", "cameo"];

impl Knowledge {
    /// Adds tables.
    ///
    /// # Errors
    /// When a file is no table that is known, or a row of it is broken: nothing is passed over silently.
    pub fn with_tables(mut self, sources: &[Source]) -> Result<Knowledge, TableError> {
        let (from, agents) = (Rows::of(&self.pack), self.pack.agents.len());
        for source in sources {
            add(&mut self.pack, source)?;
        }
        self.pack.knowledge_version = version(&self.pack.knowledge_version, sources);
        Ok(self.grown(from, agents))
    }

    /// Adds PETRARCH dictionaries; what cannot be understood in them is told for each file.
    pub fn with_dictionaries(
        mut self,
        actor_files: &[Source],
        agent_files: &[Source],
    ) -> (Knowledge, Vec<(String, Remark)>) {
        let (from, first) = (Rows::of(&self.pack), self.pack.agents.len());
        let mut remarks: Vec<(String, Remark)> = Vec::new();
        for file in actor_files {
            let (entries, odd) = actors(&file.name, &file.text);
            self.pack.dictionary.extend(entries);
            remarks.extend(odd.into_iter().map(|r| (file.name.clone(), r)));
        }
        for file in agent_files {
            let (entries, odd) = agents(&file.text);
            let rows: Vec<Agent> = entries.iter().map(|e| self.agent_row(e, &file.name)).collect();
            self.pack.agents.extend(rows);
            remarks.extend(odd.into_iter().map(|r| (file.name.clone(), r)));
        }
        self.pack.knowledge_version = version(&self.pack.knowledge_version, actor_files);
        self.pack.knowledge_version = version(&self.pack.knowledge_version, agent_files);
        (self.grown(from, first), remarks)
    }

    /// A phrase of a dictionary as a row of the table: its sector is the dictionary's; whether it names an office is known from
    /// the row of the same phrase that is compiled in.
    fn agent_row(&self, entry: &AgentEntry, file: &str) -> Agent {
        let known = self.agent(&entry.phrase);
        let told = meaning(&entry.code, &[], &self.pack.cameo);
        // "NGO~" says of which kind a body of a country is.
        let sector = told.sector.or_else(|| {
            let kind = told.country.filter(|_| entry.before)?;
            Some(if kind == "MNC" { "BUS" } else { "SOC" }.to_string())
        });
        Agent {
            phrase: entry.phrase.clone(),
            plural: entry.plural.clone(),
            sector: sector.unwrap_or_default(),
            kind: known.map_or_else(|| "person".to_string(), |a| a.kind.clone()),
            role: known.map(|a| a.role.clone()).unwrap_or_default(),
            note: format!("{file}:{}", entry.line),
            usual: String::new(),
        }
    }
}

fn version(before: &str, sources: &[Source]) -> String {
    if sources.is_empty() {
        return before.to_string();
    }
    let mut hasher = Sha256::new();
    for source in sources {
        hasher.update(&source.name);
        hasher.update(source.text.replace("\r\n", "\n"));
    }
    let own: String = hasher.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect();
    format!("{before}+{own}")
}

fn add(pack: &mut Pack, source: &Source) -> Result<(), TableError> {
    let name = source.name.replace('\\', "/");
    let stem = name.strip_suffix(".csv").unwrap_or(&name);
    let file = stem.rsplit('/').next().unwrap_or(stem);
    let folder = stem.rsplit('/').nth(1);
    let of_folder = folder.filter(|f| FOLDERS.contains(f));
    match of_folder.unwrap_or(file) {
        "countries" => pack.countries.extend(rows::<Country>(source, COUNTRIES)?),
        "people" => pack.people.extend(people(source)?),
        "organisations" => pack.organisations.extend(rows::<Organisation>(source, ORGANISATIONS)?),
        "agents" => pack.agents.extend(rows::<Agent>(source, AGENTS)?),
        "outlets" => pack.outlets.extend(rows::<Outlet>(source, OUTLETS)?),
        "shorthand" => pack.shorthand.extend(rows::<Shorthand>(source, SHORTHAND)?),
        "places" => pack.places.extend(rows::<Place>(source, PLACES)?),
        "cameo" => pack.cameo.splice(0..0, rows::<CameoCode>(source, CAMEO)?).for_each(drop),
        _ => {
            let what = format!(
                "no table has this name; there are {}",
                TABLES.map(|t| format!("{t}.csv")).join(", ")
            );
            return Err(TableError { place: source.name.clone(), what });
        }
    }
    Ok(())
}

fn rows<T: DeserializeOwned>(source: &Source, columns: &str) -> Result<Vec<T>, TableError> {
    Ok(numbered(source, columns)?.into_iter().map(|(_, row)| row).collect())
}

/// The rows of a table with their lines.
fn numbered<T: DeserializeOwned>(source: &Source, columns: &str) -> Result<Vec<(u64, T)>, TableError> {
    let text = source.text.strip_prefix('\u{feff}').unwrap_or(&source.text);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| wrong(source, &e))?.clone();
    let mut given: Vec<&str> = header.iter().collect();
    let mut wanted: Vec<&str> = columns.split(',').collect();
    given.sort_unstable();
    wanted.sort_unstable();
    if given != wanted {
        let what =
            format!("the columns are {}, and not {columns}", header.iter().collect::<Vec<_>>().join(","));
        return Err(TableError { place: format!("{}:1", source.name), what });
    }
    let mut out = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| wrong(source, &e))?;
        let line = record.position().map_or(0, csv::Position::line);
        out.push((line, record.deserialize(Some(&header)).map_err(|e| wrong(source, &e))?));
    }
    Ok(out)
}

/// Offices with dates that are dates; a wrong one would hold for ever.
fn people(source: &Source) -> Result<Vec<Office>, TableError> {
    let rows: Vec<(u64, Office)> = numbered(source, PEOPLE)?;
    for (line, office) in &rows {
        let wrong = |what: String| TableError { place: format!("{}:{line}", source.name), what };
        if office.person.is_empty() || office.role.is_empty() {
            return Err(wrong("person and role must not be empty".into()));
        }
        let odd = [&office.from, &office.to].into_iter().find(|d| !d.is_empty() && !is_date(d));
        if let Some(date) = odd {
            return Err(wrong(format!("{date} is no date; dates are written 2017-05-10, 2017-05 or 2017")));
        }
    }
    Ok(rows.into_iter().map(|(_, office)| office).collect())
}

fn is_date(text: &str) -> bool {
    let parts: Vec<Option<i16>> = text.split('-').map(|p| p.parse().ok()).collect();
    match parts.as_slice() {
        [Some(year)] => (1000..=2999).contains(year),
        [Some(year), Some(month)] => (1000..=2999).contains(year) && (1..=12).contains(month),
        [Some(year), Some(month), Some(day)] => {
            jiff::civil::Date::new(*year, *month as i8, (*day).clamp(0, 99) as i8).is_ok()
        }
        _ => false,
    }
}

fn wrong(source: &Source, error: &csv::Error) -> TableError {
    let line = error.position().map(|p| format!(":{}", p.line())).unwrap_or_default();
    TableError { place: format!("{}{line}", source.name), what: error.to_string() }
}
