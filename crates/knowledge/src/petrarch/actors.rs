//! Dictionaries of actors: a name with its codes, `+` before synonyms, further codes on lines of their own.
//!
//! ```text
//! FRANK_EXAMPLE_ [FRAGOV 900101-950101] [FRAELI >950101]
//! +F._EXAMPLE
//!     [FRAOPP <900101]
//! ```

use super::lines::{Line, lines};
use super::{ActorEntry, DatedCode, Remark, dates};

/// Reads a dictionary; `file` is its name for the reasons that cite it.
pub fn actors(file: &str, text: &str) -> (Vec<ActorEntry>, Vec<Remark>) {
    let (lines, mut remarks) = lines(text);
    let mut entries: Vec<ActorEntry> = Vec::new();
    for line in lines {
        let codes = codes(&line, &mut remarks);
        let name = name(&line);
        match (name.strip_prefix('+'), entries.last_mut()) {
            (Some(synonym), Some(entry)) => {
                let name = Some(written(synonym)).filter(|n| !n.is_empty());
                entry.written.extend(name.is_some().then(|| synonym.trim().to_string()));
                entry.names.extend(name);
                entry.codes.extend(codes);
            }
            (None, Some(entry)) if name.is_empty() => entry.codes.extend(codes),
            (Some(_), None) => {
                remarks.push(Remark { line: line.number, why: "a synonym before the first name".into() });
            }
            (None, None) if name.is_empty() => {
                remarks.push(Remark { line: line.number, why: "a code before the first name".into() });
            }
            (None, _) => entries.push(ActorEntry {
                names: vec![written(name)],
                written: vec![name.to_string()],
                codes,
                line: line.number,
                file: file.to_string(),
            }),
        }
    }
    for entry in entries.iter().filter(|e| e.codes.is_empty()) {
        let why = format!("{} has no code", entry.names.join(", "));
        remarks.push(Remark { line: entry.line, why });
    }
    entries.retain(|e| !e.codes.is_empty());
    remarks.sort_by_key(|r| r.line);
    (entries, remarks)
}

/// What stands before the first bracket.
fn name(line: &Line) -> &str {
    line.text.split('[').next().unwrap_or_default().trim()
}

/// Underscores are spaces, and the last one only marks the end of the word.
fn written(name: &str) -> String {
    name.replace('_', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The codes in brackets. What is wrong in one is told, and the others count.
fn codes(line: &Line, remarks: &mut Vec<Remark>) -> Vec<DatedCode> {
    let mut out = Vec::new();
    for part in line.text.split('[').skip(1) {
        let found = match part.split_once(']') {
            Some((inside, _)) => code(inside),
            None => Err("a bracket that is not closed".into()),
        };
        match found {
            Ok(found) => out.push(found),
            Err(why) => remarks.push(Remark { line: line.number, why }),
        }
    }
    out
}

fn code(inside: &str) -> Result<DatedCode, String> {
    let inside = inside.trim();
    let (code, dates) = inside.split_once(char::is_whitespace).unwrap_or((inside, ""));
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/');
    if code.is_empty() || !code.chars().all(known) {
        return Err(format!("{code:?} is no code"));
    }
    let (from, until) = dates::validity(dates).map_err(|why| format!("{code}: {why}"))?;
    Ok(DatedCode { code: code.to_uppercase(), from, until })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_code_that_is_valid_counts() {
        let text = "# comment\nFRANK_EXAMPLE_ [FRAGOV 900101-950101] [FRAELI >950101] # why\n\
                    +F._EXAMPLE\n\t[FRAOPP]\nNOBODY_IN_PARTICULAR\nODD [FRA 2004017-20061201] [DEU";
        let (entries, remarks) = actors("x.txt", text);
        assert_eq!(entries.len(), 1);
        let entry = &entries[0];
        assert_eq!(entry.names, ["FRANK EXAMPLE", "F. EXAMPLE"]);
        let code = |day| entry.code(day).map(|c| c.code.as_str());
        assert_eq!(code(Some(date(1994, 12, 31))), Some("FRAGOV"));
        assert_eq!(code(Some(date(1995, 1, 1))), Some("FRAELI"));
        assert_eq!(code(Some(date(1989, 12, 31))), Some("FRAOPP"));
        assert_eq!(code(None), Some("FRAOPP"));
        let lines: Vec<usize> = remarks.iter().map(|r| r.line).collect();
        assert_eq!(lines, [5, 6, 6, 6], "{remarks:?}");
    }

    #[test]
    fn odd_bytes_are_told_and_left_out() {
        let (entries, remarks) =
            actors("x.txt", "+EARLY\n [FRA]\nA\0_B [FRA]\n<!-- C [DEU]\n D [DEU] --> E [ITA]");
        let names: Vec<&str> = entries.iter().flat_map(|e| e.names.iter().map(String::as_str)).collect();
        assert_eq!(names, ["A B", "E"]);
        assert_eq!(remarks.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 2, 3]);
    }
}
