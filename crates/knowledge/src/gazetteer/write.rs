//! Writes the gazetteer's bytes at build time.
//!
//! All numbers are little-endian `u32` unless said otherwise. Four numbers head the table: sites, names, meanings, bytes of text.
//! Then, one after the other:
//!
//! - sites: id, latitude and longitude (`i32`, ten-thousandths of a degree), inhabitants, parent (a site, or all ones), start and
//!   length of the name in the text, country (three letters) and kind (a byte), 32 bytes in all; ordered by code, so that a
//!   region stands before what lies inside;
//! - names, sorted: start of the key in the text, and one more that ends the last;
//! - names: start of the meanings, and one more that ends the last;
//! - meanings: a site times eight, plus four for a name that is a common word too, plus how it has the name: 0 own, 1 other, 2
//!   abbreviation, 3 abbreviation that stands alone;
//! - text: keys, then names of sites.

use crate::key::place_key;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::path::Path;

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[derive(Deserialize)]
struct CountryRow {
    iso2: String,
    iso3: String,
    geonames_id: u32,
}

#[derive(Deserialize)]
struct RegionRow {
    code: String,
    name: String,
    geonames_id: Option<u32>,
    latitude: f64,
    longitude: f64,
    population: u32,
}

#[derive(Deserialize)]
struct TownRow {
    geonames_id: u32,
    name: String,
    region: String,
    latitude: f64,
    longitude: f64,
    population: u32,
    aliases: String,
}

#[derive(Deserialize)]
struct AbbreviationRow {
    abbreviation: String,
    region: String,
    alone: String,
}

struct SiteRow {
    numbers: [u32; 5],
    name: String,
    country: [u8; 3],
    kind: u8,
}

const OWN: usize = 0;
const OTHER: usize = 1;
const ABBREVIATION: usize = 2;
const ALONE: usize = 3;
const COMMON: usize = 4;

#[derive(Default)]
struct Writer {
    sites: Vec<SiteRow>,
    codes: BTreeMap<String, usize>,
    countries: BTreeMap<String, [u8; 3]>,
    /// Site and how it has the name, by key.
    names: BTreeMap<String, Vec<(usize, usize)>>,
    common: BTreeSet<String>,
}

#[derive(Deserialize)]
struct CommonRow {
    word: String,
}

/// The bytes for the tables of a folder.
///
/// # Errors
/// When a table is missing or broken, or a row lies in a region that is not there; the message names it.
pub fn write(folder: &Path) -> Result<Vec<u8>> {
    let mut writer = Writer::default();
    for row in table::<CountryRow>(&folder.join("countries.csv"))? {
        writer.country(&row)?;
    }
    for row in table::<RegionRow>(&folder.join("regions.csv"))? {
        writer.region(&row)?;
    }
    for row in table::<TownRow>(&folder.join("towns.csv"))? {
        writer.town(&row)?;
    }
    for row in table::<AbbreviationRow>(&folder.join("abbreviations.csv"))? {
        writer.abbreviation(&row)?;
    }
    let common = table::<CommonRow>(&folder.join("common.csv"))?;
    writer.common = common.into_iter().map(|row| row.word).collect();
    Ok(writer.bytes())
}

fn table<T: serde::de::DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| format!("{}: {e}", path.display()))?;
    reader.deserialize().map(|row| row.map_err(|e| format!("{}: {e}", path.display()).into())).collect()
}

impl Writer {
    fn country(&mut self, row: &CountryRow) -> Result<()> {
        let iso3 = row.iso3.as_bytes().try_into().map_err(|_| format!("{}: three letters", row.iso3))?;
        self.countries.insert(row.iso2.clone(), iso3);
        self.codes.insert(row.iso2.clone(), self.sites.len());
        // Countries are found by the names of `countries.csv`; here they only give the id.
        self.sites.push(SiteRow {
            numbers: [row.geonames_id, 0, 0, 0, u32::MAX],
            name: row.iso3.clone(),
            country: iso3,
            kind: 0,
        });
        Ok(())
    }

    fn region(&mut self, row: &RegionRow) -> Result<()> {
        let district = row.code.matches('.').count() > 1;
        let above = row.code.rsplit_once('.').map_or("", |(above, _)| above);
        // A district may lie in a region that has no name of its own.
        let parent = [above, &row.code[..2]]
            .iter()
            .find(|c| self.codes.contains_key(**c))
            .unwrap_or(&above)
            .to_string();
        let own = self.sites.len();
        let at = (row.latitude, row.longitude, row.population);
        self.site(row.geonames_id.unwrap_or(0), &row.name, &parent, at, if district { 2 } else { 1 })?;
        self.codes.insert(row.code.clone(), own);
        for name in bare(&row.name, district, &row.code) {
            self.name(&name, own, OTHER);
        }
        Ok(())
    }

    fn abbreviation(&mut self, row: &AbbreviationRow) -> Result<()> {
        let site = *self.codes.get(&row.region).ok_or_else(|| format!("no region {}", row.region))?;
        self.name(&row.abbreviation, site, if row.alone == "yes" { ALONE } else { ABBREVIATION });
        Ok(())
    }

    fn town(&mut self, row: &TownRow) -> Result<()> {
        let own = self.sites.len();
        self.site(row.geonames_id, &row.name, &row.region, (row.latitude, row.longitude, row.population), 3)?;
        for name in row.aliases.split(';').chain(without_article(&row.name)) {
            self.name(name, own, OTHER);
        }
        Ok(())
    }

    fn site(&mut self, id: u32, name: &str, parent: &str, at: (f64, f64, u32), kind: u8) -> Result<()> {
        let above = self.codes.get(parent).ok_or_else(|| format!("{name}: no region {parent}"))?;
        let country = self.sites[*above].country;
        let fixed = |degrees: f64| ((degrees * 1e4).round() as i32).cast_unsigned();
        let numbers = [id, fixed(at.0), fixed(at.1), at.2, u32::try_from(*above)?];
        self.sites.push(SiteRow { numbers, name: name.to_string(), country, kind });
        self.name(name, self.sites.len() - 1, OWN);
        Ok(())
    }

    fn name(&mut self, name: &str, site: usize, how: usize) {
        let key = place_key(name);
        if key.is_empty() {
            return;
        }
        let meanings = self.names.entry(key).or_default();
        if meanings.iter().all(|(known, _)| *known != site) {
            meanings.push((site, how));
        }
    }

    fn bytes(self) -> Vec<u8> {
        let (mut text, mut meanings) = (Vec::<u8>::new(), Vec::<usize>::new());
        let (mut names, mut starts) = (Vec::new(), Vec::new());
        for (key, of) in &self.names {
            names.push(text.len());
            text.extend(key.as_bytes());
            starts.push(meanings.len());
            let common = if self.common.contains(key) { COMMON } else { 0 };
            meanings.extend(of.iter().map(|(site, how)| 8 * site + common + how));
        }
        names.push(text.len());
        starts.push(meanings.len());
        let mut out = Vec::new();
        let mut sites = Vec::new();
        for site in &self.sites {
            let name = [text.len(), site.name.len()];
            text.extend(site.name.as_bytes());
            sites.extend(site.numbers.iter().flat_map(|n| n.to_le_bytes()));
            sites.extend(name.iter().flat_map(|&n| small(n)));
            sites.extend(site.country);
            sites.push(site.kind);
        }
        for count in [self.sites.len(), self.names.len(), meanings.len(), text.len()] {
            out.extend(small(count));
        }
        out.extend(sites);
        out.extend(names.into_iter().chain(starts).chain(meanings).flat_map(small));
        out.extend(text);
        out
    }
}

fn small(number: usize) -> [u8; 4] {
    (number as u32).to_le_bytes()
}

/// A region's name without the word for what it is: "Helmand Province", "Krasnodar Krai", "State of Rio". A county of the United
/// States keeps it: Orange County is not Orange.
fn bare(name: &str, district: bool, code: &str) -> Vec<String> {
    if district && code.starts_with("US.") {
        return Vec::new();
    }
    let before = [
        "Province of ",
        "State of ",
        "Republic of ",
        "County of ",
        "City of ",
        "Provincia de ",
        "Departamento de ",
    ];
    let after = [
        " Province",
        " Governorate",
        " Oblast",
        " Oblast'",
        " Oblast’",
        " Region",
        " Krai",
        " Kray",
        " District",
        " Department",
        " Prefecture",
        " Municipality",
        " County",
        " State",
        " Republic",
        " Raion",
        " Rayon",
        " Division",
        " Parish",
        " Sheng",
        " Voivodeship",
        " Autonomous Region",
        " Wilaya",
    ];
    let cut = |name: &str| -> Option<String> {
        before
            .iter()
            .find_map(|b| name.strip_prefix(b))
            .or_else(|| after.iter().find_map(|a| name.strip_suffix(a)))
            .map(str::to_string)
    };
    let mut out: Vec<String> = cut(name).into_iter().collect();
    out.extend(out.first().and_then(|once| cut(once)));
    out
}

/// "Ar Raqqah" is "Raqqah" in news, "Al-Hasakah" "Hasakah".
fn without_article(name: &str) -> Option<&str> {
    let (first, rest) = name.split_once([' ', '-'])?;
    let articles = ["Al", "Ar", "As", "Ash", "Ad", "An", "At", "Az", "El"];
    (articles.contains(&first) && rest.len() >= 4).then_some(rest)
}
