//! CAMEO's actor codes as countries and sectors: `PRKGOV`, `IGOUNO`, `USAGOVMIL`.

use crate::schema::{CameoCode, Country};

/// A code as this project writes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meaning {
    /// Country or international code.
    pub country: Option<String>,
    /// Sector.
    pub sector: Option<String>,
}

/// The first group of three letters that names a country, and the first that names a sector. A body that has a name of its own
/// beneath an international one (`IGOUNO`) is called by it. What neither table knows (`KKL`, religions) says nothing.
pub fn meaning(code: &str, countries: &[Country], cameo: &[CameoCode]) -> Meaning {
    let mut out = Meaning::default();
    let groups = code.as_bytes().chunks(3).filter_map(|g| std::str::from_utf8(g).ok());
    for group in groups {
        let row = cameo.iter().find(|c| c.cameo == group);
        let country = match row {
            Some(row) => Some(row.country.clone()).filter(|c| !c.is_empty()),
            None => countries.iter().any(|c| c.iso3 == group).then(|| group.to_string()),
        };
        let finer =
            out.country.as_deref() == Some("IGO") && matches!(country.as_deref(), Some("UNO" | "EUR"));
        if out.country.is_none() || finer {
            out.country = country.or(out.country);
        }
        let sector = row.map(|r| r.sector.clone()).filter(|s| !s.is_empty());
        out.sector = out.sector.or(sector);
    }
    out
}
