//! What the user knows: tables of `--knowledge` and dictionaries of PETRARCH, read from the disk.

use crate::args::{CodeArgs, Codes, OwnArgs};
use crate::console::Talk;
use crate::stop::{Problem, Stop};
use detente::code::petrarch::Petrarch;
use detente::{Code, Engine, Notice};
use detente_knowledge::Knowledge;
use detente_knowledge::own::{FOLDERS, Source, TABLES};
use detente_knowledge::petrarch::{Dictionaries, File};
use std::fs;
use std::path::{Path, PathBuf};

/// The tables that are compiled in with the user's own before them.
pub(super) fn with(knowledge: Knowledge, own: &OwnArgs, talk: &mut Talk) -> Result<Knowledge, Stop> {
    let mut knowledge = knowledge;
    if let Some(folder) = &own.knowledge {
        let tables = tables(folder)?;
        knowledge = knowledge
            .with_tables(&tables)
            .map_err(|e| Problem::new(Code::BadTable, in_folder(folder, &e.place), e.what).usage())?;
    }
    if own.petrarch_actors.is_empty() && own.petrarch_agents.is_empty() {
        return Ok(knowledge);
    }
    let (actors, agents) = (dictionaries(&own.petrarch_actors)?, dictionaries(&own.petrarch_agents)?);
    let (knowledge, remarks) = knowledge.with_dictionaries(&actors, &agents);
    for (file, remark) in remarks {
        let place = format!("{file}:{}", remark.line);
        talk.notice(&place, &Notice::new(Code::BadDictionaryLine, remark.why));
    }
    Ok(knowledge)
}

/// The engine with the dictionaries by which events are coded, if there are any.
pub(super) fn petrarch(engine: Engine, args: &CodeArgs, talk: &mut Talk) -> Result<Engine, Stop> {
    let Some(file) = &args.petrarch_verbs else { return Ok(engine) };
    let verbs = dictionaries(std::slice::from_ref(file))?;
    let actors = dictionaries(&args.own.petrarch_actors)?;
    let agents = dictionaries(&args.own.petrarch_agents)?;
    let discards = dictionaries(&args.petrarch_discards)?;
    let Some(&verbs) = files(&verbs).first() else { return Ok(engine) };
    let (dictionaries, remarks) =
        Dictionaries::read(verbs, &files(&actors), &files(&agents), &files(&discards));
    // What is odd in the dictionaries of actors and agents was told when the tables were read.
    let told = |file: &str| actors.iter().chain(&agents).any(|source| source.name == file);
    for (file, remark) in remarks.into_iter().filter(|(file, _)| !told(file)) {
        talk.notice(&format!("{file}:{}", remark.line), &Notice::new(Code::BadDictionaryLine, remark.why));
    }
    let cameo = args.petrarch_codes == Codes::Cameo;
    Ok(Engine { petrarch: Some(Petrarch { dictionaries, cameo }), ..engine })
}

/// Hash over the dictionaries by which events are coded, for those who want to know whether two runs were the same.
pub(super) fn petrarch_version(args: &CodeArgs) -> Result<String, Stop> {
    let verbs: Vec<PathBuf> = args.petrarch_verbs.iter().cloned().collect();
    let (mut all, discards) = (dictionaries(&verbs)?, dictionaries(&args.petrarch_discards)?);
    all.extend(discards);
    Ok(detente::hash_id(all.iter().map(|source| source.text.as_str())))
}

fn files(sources: &[Source]) -> Vec<File<'_>> {
    sources.iter().map(|s| (s.name.as_str(), s.text.as_str())).collect()
}

fn in_folder(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}

/// The tables of a folder in the order of their names, with those of its folders `organisations` and `people`.
fn tables(folder: &Path) -> Result<Vec<Source>, Stop> {
    let mut files = listed(folder)?;
    for inner in FOLDERS.map(|name| folder.join(name)).iter().filter(|f| f.is_dir()) {
        files.extend(listed(inner)?);
    }
    if files.is_empty() {
        let what = format!("it holds no table; there are {}", TABLES.map(|t| format!("{t}.csv")).join(", "));
        return Err(Problem::new(Code::BadTable, folder.display().to_string(), what).usage());
    }
    files.iter().map(|file| table(folder, file)).collect()
}

fn listed(folder: &Path) -> Result<Vec<PathBuf>, Stop> {
    let bad =
        |e: std::io::Error| Problem::new(Code::BadTable, folder.display().to_string(), e.to_string()).usage();
    let mut out = Vec::new();
    for entry in fs::read_dir(folder).map_err(bad)? {
        let path = entry.map_err(bad)?.path();
        if path.is_file() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("csv")) {
            out.push(path);
        }
    }
    out.sort();
    Ok(out)
}

fn table(folder: &Path, file: &Path) -> Result<Source, Stop> {
    let bad = |place: String, what: String| Problem::new(Code::BadTable, place, what).usage();
    let shown = file.display().to_string();
    let bytes = fs::read(file).map_err(|e| bad(shown.clone(), e.to_string()))?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let good = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        let line = good.iter().filter(|b| **b == b'\n').count() + 1;
        bad(format!("{shown}:{line}"), "it is not UTF-8".to_string())
    })?;
    let name = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned();
    Ok(Source { name, text })
}

/// Dictionaries are older than UTF-8: bytes that are none become U+FFFD, which the reader tells with its line.
fn dictionaries(files: &[PathBuf]) -> Result<Vec<Source>, Stop> {
    let one = |file: &PathBuf| {
        let name = file.display().to_string();
        let bytes = fs::read(file)
            .map_err(|e| Problem::new(Code::NoDictionary, name.clone(), e.to_string()).usage())?;
        Ok(Source { name, text: String::from_utf8_lossy(&bytes).into_owned() })
    };
    files.iter().map(one).collect()
}
