//! Compiles `codebook/` and `knowledge/` from their folders: at build time, and for those who work on the files.

use crate::contexts::Context;
use crate::labels::Label;
use crate::schema::{Entry, EventType, Genre, Pack};
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};

type Result<T> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

#[derive(serde::Deserialize)]
struct Genres {
    genre: Vec<Genre>,
}

/// Reads both folders.
///
/// # Errors
/// When a file is missing or broken; the message names the file and what is wrong with it.
pub fn compile(codebook: &Path, tables: &Path) -> Result<Pack> {
    let genres: Genres = toml_file(&codebook.join("genres.toml"))?;
    Ok(Pack {
        codebook_version: hash(codebook)?,
        knowledge_version: hash(tables)?,
        types: types(codebook)?,
        entries: entries(&codebook.join("lexicon"))?,
        contexts: contexts(codebook)?,
        sectors: labels(&codebook.join("sectors"))?,
        statuses: labels(&codebook.join("statuses"))?,
        channels: labels(&codebook.join("channels"))?,
        genres: genres.genre,
        status: toml_file(&codebook.join("status.toml"))?,
        confidence: toml_file(&codebook.join("confidence.toml"))?,
        support: toml_file(&codebook.join("support.toml"))?,
        attribution: toml_file(&codebook.join("attribution.toml"))?,
        countries: table(&tables.join("countries.csv"))?,
        people: tables_of(&tables.join("people"))?,
        organisations: tables_of(&tables.join("organisations"))?,
        agents: table(&tables.join("agents.csv"))?,
        outlets: table(&tables.join("outlets.csv"))?,
        places: table(&tables.join("places.csv"))?,
        shorthand: table(&tables.join("shorthand.csv"))?,
        ships: table(&tables.join("ships.csv"))?,
        others: table(&tables.join("others.csv"))?,
        cameo: table(&tables.join("cameo.csv"))?,
        cameo_events: table(&codebook.join("cameo.csv"))?,
        cameo_of: table(&codebook.join("cameo-of.csv"))?,
        dialect_codes: table(&codebook.join("dialects/cameo.csv"))?,
        dialect_countries: table(&codebook.join("dialects/countries.csv"))?,
        dialect_sectors: table(&codebook.join("dialects/sectors.csv"))?,
        dictionary: Vec::new(),
        descriptions: table(&tables.join("descriptions.csv"))?,
        gender: table(&tables.join("gender.csv"))?,
        holidays: table(&tables.join("holidays.csv"))?,
    })
}

fn types(codebook: &Path) -> Result<Vec<EventType>> {
    let mut types: Vec<EventType> =
        files(&codebook.join("types"), "toml")?.iter().map(|f| toml_file(f)).collect::<Result<_>>()?;
    for kind in &mut types {
        let modes = codebook.join("modes").join(&kind.code);
        // A type without modes has no folder.
        kind.mode = if modes.is_dir() { labels(&modes)? } else { Vec::new() };
    }
    Ok(types)
}

/// The labels of a folder, one file each, ordered by code.
fn labels(folder: &Path) -> Result<Vec<Label>> {
    files(folder, "toml")?.iter().map(|f| toml_file(f)).collect()
}

fn contexts(codebook: &Path) -> Result<Vec<Context>> {
    files(&codebook.join("contexts"), "toml")?.iter().map(|f| toml_file(f)).collect()
}

fn entries(lexicon: &Path) -> Result<Vec<Entry>> {
    let mut out = Vec::new();
    for file in files(lexicon, "toml")? {
        let mut entry: Entry = toml_file(&file)?;
        entry.id = file.strip_prefix(lexicon)?.with_extension("").to_string_lossy().replace('\\', "/");
        out.push(entry);
    }
    Ok(out)
}

fn toml_file<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let text = fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
    toml::from_str(&text).map_err(|e| format!("{}: {e}", path.display()).into())
}

fn table<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>> {
    let mut reader = csv::Reader::from_path(path).map_err(|e| format!("{}: {e}", path.display()))?;
    reader.deserialize().map(|row| row.map_err(|e| format!("{}: {e}", path.display()).into())).collect()
}

/// The rows of all tables of a folder, file after file in order of their paths.
fn tables_of<T: DeserializeOwned>(folder: &Path) -> Result<Vec<T>> {
    let mut rows = Vec::new();
    for file in files(folder, "csv")? {
        rows.extend(table(&file)?);
    }
    Ok(rows)
}

/// Files with that ending below a folder, in order of their paths.
fn files(folder: &Path, ending: &str) -> Result<Vec<PathBuf>> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for item in fs::read_dir(&next).map_err(|e| format!("{}: {e}", next.display()))? {
            let path = item?.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == ending) {
                out.push(path);
            }
        }
    }
    out.sort();
    Ok(out)
}

fn hash(folder: &Path) -> Result<String> {
    let mut hasher = Sha256::new();
    for file in files(folder, "toml")?.into_iter().chain(files(folder, "csv")?) {
        hasher.update(file.strip_prefix(folder)?.to_string_lossy().replace('\\', "/"));
        hasher.update(fs::read_to_string(&file)?.replace("\r\n", "\n"));
    }
    Ok(hasher.finalize().iter().take(6).map(|b| format!("{b:02x}")).collect())
}
