//! Gold, output and articles, from their files.

use super::contexts::Labels;
use super::happening::Happening;
use crate::stop::{Problem, Stop};
use detente::Code;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

type Record = Map<String, Value>;

/// Events of gold: JSONL as in `gold/events.jsonl`, or one JSON object with the list `events`.
pub(super) fn gold(file: &Path) -> Result<Vec<Happening>, Stop> {
    let text = text(file)?;
    if let Ok(Value::Object(whole)) = serde_json::from_str::<Value>(&text)
        && let Some(entries) = whole.get("events").and_then(Value::as_array)
    {
        return entries_of(file, entries);
    }
    records(file, &text, Happening::of_gold)
}

/// Events as `detente code -f jsonl` writes them.
pub(super) fn output(file: &Path) -> Result<Vec<Happening>, Stop> {
    records(file, &text(file)?, Happening::of_output)
}

/// The texts of articles by their ids.
pub(super) fn articles(file: &Path) -> Result<BTreeMap<String, String>, Stop> {
    let field = |record: &Record, name: &str| {
        let value = record.get(name).and_then(Value::as_str).map(str::to_string);
        value.ok_or_else(|| format!("\"{name}\" is not a string"))
    };
    let read = |record: &Record| Ok((field(record, "id")?, field(record, "text")?));
    Ok(records(file, &text(file)?, read)?.into_iter().collect())
}

/// Labels of contexts: a table with the columns document, paragraph (empty for the article) and contexts, joined by `;`.
pub(super) fn labels(file: &Path) -> Result<Labels, Stop> {
    let text = text(file)?;
    let mut labels = Labels::new();
    for (i, line) in text.lines().enumerate() {
        let bad =
            |what: &str| Problem::new(Code::BadField, format!("{}:{}", name(file), i + 1), what).usage();
        let cells: Vec<&str> = line.split('\t').collect();
        let &[document, paragraph, contexts] = cells.as_slice() else {
            return Err(bad("it has not the columns document, paragraph and contexts"));
        };
        if i == 0 {
            continue;
        }
        let number = (!paragraph.is_empty()).then(|| paragraph.parse()).transpose();
        let number = number.map_err(|_| bad("paragraph is not a number"))?;
        let contexts = contexts.split(';').filter(|c| !c.is_empty()).map(str::to_string);
        labels.insert((document.to_string(), number), contexts.collect());
    }
    Ok(labels)
}

/// Contexts as `detente look contexts -f jsonl` writes them.
pub(super) fn contexts(file: &Path) -> Result<Labels, Stop> {
    let read = |record: &Record| {
        let text = |field: &str| {
            let value = record.get(field).and_then(Value::as_str).map(str::to_string);
            value.ok_or_else(|| format!("\"{field}\" is not a string"))
        };
        let number = record.get("paragraph").and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
        Ok(((text("document_id")?, number), text("context")?))
    };
    let mut labels = Labels::new();
    for (unit, context) in records(file, &text(file)?, read)? {
        labels.entry(unit).or_default().insert(context);
    }
    Ok(labels)
}

fn text(file: &Path) -> Result<String, Stop> {
    let problem =
        |error: std::io::Error| Problem::new(Code::Unreadable, name(file), error.to_string()).usage();
    fs::read_to_string(file).map_err(problem)
}

fn name(file: &Path) -> String {
    file.display().to_string()
}

fn records<T>(file: &Path, text: &str, read: impl Fn(&Record) -> Result<T, String>) -> Result<Vec<T>, Stop> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let record = |(i, line): (usize, &str)| {
        let bad = |code, detail| Problem::new(code, format!("{}:{}", name(file), i + 1), detail).usage();
        let record = serde_json::from_str::<Record>(line);
        let record = record.map_err(|error| bad(Code::BadJson, error.to_string()))?;
        read(&record).map_err(|detail| bad(Code::BadField, detail))
    };
    lines.map(record).collect()
}

/// Entries that name the same happening by `merge_with` are one event with several places of evidence.
fn entries_of(file: &Path, entries: &[Value]) -> Result<Vec<Happening>, Stop> {
    let mut ids: Vec<&str> = Vec::new();
    let mut events: Vec<Happening> = Vec::new();
    for (i, entry) in entries.iter().enumerate() {
        let place = format!("{}, entry {}", name(file), i + 1);
        let bad = |detail: String| Problem::new(Code::BadField, place.clone(), detail).usage();
        let entry = entry.as_object().ok_or_else(|| bad("it is not an object".to_string()))?;
        let event = Happening::of_entry(entry).map_err(bad)?;
        let same = entry.get("merge_with").and_then(Value::as_str);
        match ids.iter().position(|id| same == Some(*id)) {
            Some(first) => events[first].evidence.extend(event.evidence),
            None => {
                ids.push(entry.get("id").and_then(Value::as_str).unwrap_or_default());
                events.push(event);
            }
        }
    }
    Ok(events)
}
