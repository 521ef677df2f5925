//! A file of cases: under each heading one input and what is expected of it, as fenced blocks.

use jiff::civil::Date;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// The cases of a file.
pub struct File {
    pub cases: Vec<Case>,
    /// What is wrong with the file itself, with its line.
    pub faults: Vec<(usize, String)>,
}

/// One input with what is expected of it.
pub struct Case {
    pub heading: String,
    pub text: String,
    /// Whether the text is a page in HTML.
    pub page: bool,
    /// The file that holds the text, below the project's folder.
    pub file: Option<PathBuf>,
    pub published: Option<Date>,
    pub outlet: Option<String>,
    pub blocks: Vec<Expected>,
    line: usize,
}

/// What is expected.
pub struct Expected {
    /// What is dumped.
    pub kind: String,
    pub lines: Vec<String>,
    /// Number of the line that opens the block.
    pub line: usize,
    /// How many lines it held when the file was read.
    held: usize,
}

/// A fenced block.
struct Fenced {
    heading: String,
    info: String,
    lines: Vec<String>,
    line: usize,
}

impl File {
    pub fn parse(text: &str) -> File {
        let (blocks, mut faults) = fenced(text);
        let mut cases: Vec<Case> = Vec::new();
        for block in blocks {
            let kind = block.info.split_whitespace().next().unwrap_or("").to_string();
            match (kind.as_str(), cases.last_mut()) {
                ("text" | "page" | "article", _) => match input(block) {
                    Ok(case) => cases.push(case),
                    Err(fault) => faults.push(fault),
                },
                ("", _) => faults.push((block.line, "a block without a name".into())),
                (_, Some(case)) if case.heading == block.heading => case.blocks.push(expected(kind, block)),
                _ => faults.push((block.line, format!("{kind} is expected of no input under this heading"))),
            }
        }
        for case in cases.iter().filter(|c| c.blocks.is_empty()) {
            faults.push((
                case.line,
                format!("the case {:?} expects nothing: add a block such as ```events", case.heading),
            ));
        }
        if cases.is_empty() {
            faults.push((1, "the file has no cases".into()));
        }
        File { cases, faults }
    }

    /// The file's text with the lines that the expected blocks hold now.
    pub fn renewed(&self, text: &str) -> String {
        let blocks: BTreeMap<usize, &Expected> =
            self.cases.iter().flat_map(|c| &c.blocks).map(|b| (b.line, b)).collect();
        let (mut out, mut skipped) = (String::new(), 0);
        for (index, line) in text.lines().enumerate() {
            if skipped > 0 {
                skipped -= 1;
                continue;
            }
            out.push_str(line);
            out.push('\n');
            if let Some(block) = blocks.get(&(index + 1)) {
                skipped = block.held;
                block.lines.iter().for_each(|l| out.extend([l.as_str(), "\n"]));
            }
        }
        out
    }
}

/// The fenced blocks of a text, each with the heading above it.
fn fenced(text: &str) -> (Vec<Fenced>, Vec<(usize, String)>) {
    let (mut out, mut open, mut heading): (Vec<Fenced>, Option<Fenced>, String) =
        (Vec::new(), None, String::new());
    for (index, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), open.as_mut()) {
            (Some(_), Some(_)) => out.extend(open.take()),
            (Some(info), None) => {
                open = Some(Fenced {
                    heading: heading.clone(),
                    info: info.into(),
                    lines: Vec::new(),
                    line: index + 1,
                });
            }
            (None, Some(block)) => block.lines.push(line.to_string()),
            (None, None) if line.starts_with('#') => {
                heading = line.trim_start_matches(['#', ' ']).to_string()
            }
            (None, None) => {}
        }
    }
    let faults = open.iter().map(|block| (block.line, "the block has no end".to_string())).collect();
    (out, faults)
}

fn expected(kind: String, block: Fenced) -> Expected {
    Expected { kind, held: block.lines.len(), lines: block.lines, line: block.line }
}

/// An input with its attributes: `page`, `text published=2018-01-05 outlet="Example Wire"`, `article examples/news/a.txt`.
fn input(block: Fenced) -> Result<Case, (usize, String)> {
    let Fenced { heading, info, lines, line } = block;
    let mut case = Case {
        page: info.starts_with("page"),
        heading,
        text: lines.join("\n"),
        file: None,
        published: None,
        outlet: None,
        blocks: Vec::new(),
        line,
    };
    let wrong = |what: &str| (line, format!("{what} in ```{info}"));
    for word in words(&info).into_iter().skip(1) {
        match word.split_once('=') {
            Some(("published", day)) => case.published = Some(day.parse().map_err(|_| wrong("no day"))?),
            Some(("outlet", outlet)) => case.outlet = Some(outlet.to_string()),
            None if info.starts_with("article") => case.file = Some(PathBuf::from(word)),
            _ => return Err(wrong(&format!("{word} means nothing"))),
        }
    }
    Ok(case)
}

/// Words between spaces; within quotation marks a space belongs to the word.
fn words(info: &str) -> Vec<String> {
    let (mut out, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in info.chars().chain([' ']) {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted && !word.is_empty() => out.push(std::mem::take(&mut word)),
            ' ' if !quoted => {}
            c => word.push(c),
        }
    }
    out
}
