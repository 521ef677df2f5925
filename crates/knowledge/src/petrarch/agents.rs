//! Dictionaries of agents: a phrase with its sector, `{}` for no plural, `{PLURAL}` for an odd one.
//!
//! ```text
//! !PERSON! = MAN, MEN, WOMAN, WOMEN, PERSON
//! POLICE {} [~COP]
//! CONGRESS!PERSON! [~LEG]
//! RELIEF_GROUP [NGO~]
//! ```

use super::lines::{Line, lines};
use super::{AgentEntry, Remark};
use std::collections::BTreeMap;

/// Reads a dictionary. A phrase with a substitution set gives one entry for each of the set's words.
pub fn agents(text: &str) -> (Vec<AgentEntry>, Vec<Remark>) {
    let (lines, mut remarks) = lines(text);
    let mut sets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut entries = Vec::new();
    for line in &lines {
        if let Some((name, words)) = line.text.split_once('=').filter(|(name, _)| is_set(name)) {
            let words = words.split(',').map(written).filter(|w| !w.is_empty()).collect();
            sets.insert(name.trim().to_string(), words);
            continue;
        }
        match entry(line, &sets) {
            Ok(found) => entries.extend(found),
            Err(why) => remarks.push(Remark { line: line.number, why }),
        }
    }
    remarks.sort_by_key(|r| r.line);
    (entries, remarks)
}

fn is_set(name: &str) -> bool {
    let name = name.trim();
    name.len() > 2 && name.starts_with('!') && name.ends_with('!')
}

fn entry(line: &Line, sets: &BTreeMap<String, Vec<String>>) -> Result<Vec<AgentEntry>, String> {
    let (head, rest) = line.text.split_once('[').ok_or("a phrase without a code")?;
    let (code, _) = rest.split_once(']').ok_or("a bracket that is not closed")?;
    let (code, before) = match (code.trim().strip_prefix('~'), code.trim().strip_suffix('~')) {
        (Some(code), None) => (code.trim(), false),
        (None, Some(code)) => (code.trim(), true),
        _ => return Err(format!("{:?} is no code of an agent: ~ stands for the country", code.trim())),
    };
    if code.is_empty() || !code.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(format!("{code:?} is no code"));
    }
    let (phrase, plural) = match head.split_once('{') {
        Some((phrase, plural)) => {
            let (plural, _) = plural.split_once('}').ok_or("a brace that is not closed")?;
            (phrase, Some(plural))
        }
        None => (head, None),
    };
    let phrases = expanded(phrase.trim(), sets)?;
    let entry = |phrase: &String| AgentEntry {
        plural: plurals(phrase, plural),
        phrase: phrase.clone(),
        code: code.to_uppercase(),
        before,
        line: line.number,
    };
    Ok(phrases.iter().filter(|p| !p.is_empty()).map(entry).collect())
}

/// The phrases for which one with a substitution set stands.
fn expanded(phrase: &str, sets: &BTreeMap<String, Vec<String>>) -> Result<Vec<String>, String> {
    let Some(open) = phrase.find('!') else { return Ok(vec![written(phrase)]) };
    let close = phrase[open + 1..].find('!').ok_or("a substitution set that is not closed")? + open + 2;
    let name = &phrase[open..close];
    let words = sets.get(name).ok_or_else(|| format!("the substitution set {name} is not defined"))?;
    let one = |word: &String| written(&format!("{}{word}{}", &phrase[..open], &phrase[close..]));
    Ok(words.iter().map(one).collect())
}

fn written(text: &str) -> String {
    text.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The plural that is given, else the regular one.
fn plurals(phrase: &str, given: Option<&str>) -> Vec<String> {
    match given {
        Some(given) => Some(written(given)).filter(|p| !p.is_empty()).into_iter().collect(),
        None => {
            let stem = phrase.strip_suffix('y').filter(|s| !s.ends_with(['a', 'e', 'i', 'o', 'u']));
            vec![match stem {
                Some(stem) => format!("{stem}ies"),
                None if phrase.ends_with(['s', 'x']) || phrase.ends_with("ch") || phrase.ends_with("sh") => {
                    format!("{phrase}es")
                }
                None => format!("{phrase}s"),
            }]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_plurals_and_sets() {
        let text = "!PERSON! = MAN, WOMEN\nPOLICE {} [~COP]\nATTORNEY_GENERAL {ATTORNEYS_GENERAL} [~GOV]\n\
                    CONGRESS!PERSON! {} [~LEG]\nRELIEF_AGENCY [  NGO~ ]\nODD [COP]\nWORSE\n!NOBODY!_X [~GOV]";
        let (entries, remarks) = agents(text);
        let all: Vec<(&str, Vec<String>, &str, bool)> = entries
            .iter()
            .map(|e| (e.phrase.as_str(), e.plural.clone(), e.code.as_str(), e.before))
            .collect();
        let none = Vec::<String>::new;
        assert_eq!(
            all,
            [
                ("police", none(), "COP", false),
                ("attorney general", vec!["attorneys general".to_string()], "GOV", false),
                ("congressman", none(), "LEG", false),
                ("congresswomen", none(), "LEG", false),
                ("relief agency", vec!["relief agencies".to_string()], "NGO", true),
            ]
        );
        assert_eq!(remarks.iter().map(|r| r.line).collect::<Vec<_>>(), [6, 7, 8]);
    }
}
