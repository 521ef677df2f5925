//! Codes, countries and sectors as other data sets write them: the tables of `codebook/dialects`.

use serde::{Deserialize, Serialize};

/// A code of CAMEO as other data sets write it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialectCode {
    /// Three or four digits.
    pub code: String,
    /// What ICEWS writes as the text of the event.
    pub name: String,
    /// Goldstein's score, as GDELT gives it to the code.
    pub goldstein: f64,
    /// The intensity that ICEWS gives to it.
    pub icews: f64,
}

/// A country, or a body that is none, as other data sets write it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialectCountry {
    /// As it is written here: ISO 3166 alpha-3, or `IGO` and the like.
    pub code: String,
    /// FIPS 10-4, by which GDELT names countries of places; empty where there is none.
    pub fips: String,
    /// CAMEO's code of the country, or of a region.
    pub cameo: String,
    /// CAMEO's code of a known group.
    pub group: String,
    /// CAMEO's code of the type of a body that is no country.
    #[serde(rename = "type")]
    pub kind: String,
    /// Name in ICEWS, where it is another than here.
    pub icews: String,
}

/// A sector as other data sets write it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DialectSector {
    /// As it is written here.
    pub sector: String,
    /// CAMEO's code of the type of an actor, empty where it has none.
    #[serde(rename = "type")]
    pub kind: String,
    /// Sectors of ICEWS, joined by a comma.
    pub icews: String,
    /// What ICEWS calls somebody of the sector who has no name: the label with the country in brackets.
    pub label: String,
}
