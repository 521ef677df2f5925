//! Patterns of a verb: the words and parties that must stand before it and behind it.
//!
//! ```text
//! - SAID WOULD * ATTACK [173]            the older syntax: words in their order
//! - * {NEW &TIES} (WITH +) [064]         the newer one: {} a noun phrase, () a preposition with its phrase
//! ```
//!
//! `*` is the verb, `&` a synonym set, `$` the source, `+` the target, `^` a noun phrase to be passed over, `%` a compound
//! that is source and target.

/// A part of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// A word in capitals.
    Word(String),
    /// The name of a synonym set, without `&`.
    Set(String),
    /// `$`
    Source,
    /// `+`
    Target,
    /// `^`
    Skip,
    /// `%`
    Compound,
}

/// A part with its place in the pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What must stand there.
    pub part: Part,
    /// Whether it stands directly beside its neighbour on the side of the verb.
    pub joined: bool,
    /// Number of the brackets in which it stands.
    pub group: Option<usize>,
}

/// A pattern with its code.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct VerbPattern {
    /// What must stand before the verb, nearest to the verb first.
    pub before: Vec<Element>,
    /// What must stand behind the verb, nearest to the verb first.
    pub behind: Vec<Element>,
    /// The code, such as `064`, `032:033`, or `---` for nothing.
    pub code: String,
    /// Line, from 1.
    pub line: usize,
}

/// A piece of a pattern as it is written.
enum Piece {
    Part(Part),
    Verb,
    Join,
    Space,
    Open,
    Close,
}

/// Reads what stands between the hyphen and the code; `Err` says what is wrong.
pub fn pattern(written: &str, code: &str, line: usize) -> Result<VerbPattern, String> {
    let pieces = pieces(written)?;
    if pieces.iter().filter(|p| matches!(p, Piece::Verb)).count() != 1 {
        return Err("a pattern needs one * for the verb".into());
    }
    let mut out = VerbPattern { code: code.to_string(), line, ..VerbPattern::default() };
    let (mut seen, mut joined, mut groups, mut open) = (false, false, 0, Vec::new());
    for piece in pieces {
        match piece {
            Piece::Part(part) => {
                let element = Element { part, joined, group: open.last().copied() };
                let side = if seen { &mut out.behind } else { &mut out.before };
                side.push(element);
                joined = false;
            }
            Piece::Verb => {
                turn(&mut out.before, joined);
                (seen, joined) = (true, false);
            }
            Piece::Join => joined = true,
            Piece::Space => joined = false,
            Piece::Open => {
                groups += 1;
                open.push(groups);
            }
            Piece::Close => {
                open.pop().ok_or("a bracket that is not opened")?;
            }
        }
    }
    if open.is_empty() { Ok(out) } else { Err("a bracket that is not closed".into()) }
}

/// Whether a pattern is written in the newer syntax.
pub fn is_newer(written: &str) -> bool {
    written.contains(['(', '{'])
}

/// Turns the words before the verb round; each was joined to the one before it and is now to the one behind it.
fn turn(elements: &mut [Element], to_verb: bool) {
    let mut behind = to_verb;
    for element in elements.iter_mut().rev() {
        std::mem::swap(&mut element.joined, &mut behind);
    }
    elements.reverse();
}

fn pieces(written: &str) -> Result<Vec<Piece>, String> {
    let mut out = Vec::new();
    let mut word = String::new();
    for c in written.chars().chain([' ']) {
        let single = match c {
            '*' => Some(Piece::Verb),
            '$' => Some(Piece::Part(Part::Source)),
            '+' => Some(Piece::Part(Part::Target)),
            '^' => Some(Piece::Part(Part::Skip)),
            '%' => Some(Piece::Part(Part::Compound)),
            '(' | '{' => Some(Piece::Open),
            ')' | '}' => Some(Piece::Close),
            '_' => Some(Piece::Join),
            c if c.is_whitespace() => Some(Piece::Space),
            _ => None,
        };
        let Some(single) = single else {
            word.extend(c.to_uppercase());
            continue;
        };
        if !word.is_empty() {
            let whole = std::mem::take(&mut word);
            out.push(Piece::Part(match whole.strip_prefix('&') {
                Some("") => return Err("a & without the name of a synonym set".into()),
                Some(name) => Part::Set(name.to_string()),
                None => Part::Word(whole),
            }));
        }
        out.push(single);
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(elements: &[Element]) -> Vec<String> {
        let one = |e: &Element| {
            let join = if e.joined { "_" } else { "" };
            let group = e.group.map(|g| g.to_string()).unwrap_or_default();
            match &e.part {
                Part::Word(word) => format!("{join}{word}{group}"),
                Part::Set(name) => format!("{join}&{name}{group}"),
                part => format!("{join}{part:?}{group}"),
            }
        };
        elements.iter().map(one).collect()
    }

    #[test]
    fn both_syntaxes_give_words_outwards_from_the_verb() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("SAID WOULD_* _", &["_WOULD", "SAID"], &[]),
            ("+ HOSTING * FAIR ^ $", &["HOSTING", "Target"], &["FAIR", "Skip", "Source"]),
            ("SO IN_AND_*_OUT AGAIN", &["_AND", "_IN", "SO"], &["_OUT", "AGAIN"]),
            ("IN_ *", &["IN"], &[]),
            ("* {NEW &TIES} (WITH +)", &[], &["NEW1", "&TIES1", "WITH2", "Target2"]),
            ("% HAVE *", &["HAVE", "Compound"], &[]),
        ];
        for (written, before, behind) in cases {
            let pattern = pattern(written, "064", 1).unwrap();
            assert_eq!(
                (shown(&pattern.before), shown(&pattern.behind)),
                (
                    before.iter().map(ToString::to_string).collect(),
                    behind.iter().map(ToString::to_string).collect()
                ),
                "{written}"
            );
        }
        for wrong in ["NO VERB", "* *", "* (OPEN", "* CLOSED)", "* &"] {
            assert!(pattern(wrong, "064", 1).is_err(), "{wrong}");
        }
    }
}
