//! Where rows go and in which layout.

use crate::args::{Format, OutputArgs, When};
use crate::console::{self, Earlier, Kept, Output, Part, Talk, beside};
use crate::journal;
use crate::stop::{Exit, Problem, Stop};
use detente_tables::{Flat, Layout, Terminal, Words};
use serde::Serialize;
use std::path::Path;

/// A layout, ready to use.
#[derive(Debug, Clone, Copy)]
pub enum Written {
    /// For people.
    Table(Terminal),
    /// For programs.
    Rows(Layout),
    /// Ten columns, one word a line.
    Conllu,
}

/// Rows of one article, as bytes of the layout.
#[derive(Debug, Default, Clone)]
pub struct Block {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// How many rows they are.
    pub rows: usize,
}

/// An open output that counts its rows, with the file of failures where there is one.
pub struct Sheet {
    to: To,
    rows: usize,
    failed: usize,
    fail_if_empty: bool,
    /// Whether the file of failures was asked for, and is written even without any.
    keep_empty: bool,
}

/// Where rows and failures go.
enum To {
    Once { output: Output, failures: Option<Part> },
    Kept(Box<Kept>),
}

impl Written {
    /// The layout that the arguments ask for, which must be one of `known`; `piped` is the one of a pipe.
    pub fn new(args: &OutputArgs, when: When, known: &[Format], piped: Format) -> Result<Written, Stop> {
        let words = if args.no_text { Words::LeftOut } else { Words::Quoted };
        Written::of(
            chosen(args.format, args.output.as_deref(), known, piped)?,
            args.output.as_deref(),
            when,
            words,
        )
    }

    /// The layout of a format.
    pub fn of(format: Format, file: Option<&Path>, when: When, words: Words) -> Result<Written, Stop> {
        let screen = file.is_none() && console::is_screen();
        Ok(match format {
            Format::Table => Written::Table(Terminal {
                width: console::width(),
                colour: console::colours(when, screen),
                words,
            }),
            Format::Jsonl => Written::Rows(Layout::Jsonl),
            Format::Csv => Written::Rows(Layout::Csv),
            Format::Tsv => Written::Rows(Layout::Tsv),
            Format::Conllu => Written::Conllu,
            Format::Parquet => return Err(not_yet()),
        })
    }

    /// What stands before the rows.
    pub fn header<R: Flat>(self) -> Vec<u8> {
        match self {
            Written::Rows(layout) => layout.header::<R>(),
            Written::Table(_) | Written::Conllu => Vec::new(),
        }
    }

    /// Rows in the layout; as a table they stand under `title`.
    pub fn block<R: Flat + Serialize>(self, title: &str, rows: &[R]) -> Result<Block, Stop> {
        let mut bytes = Vec::new();
        match self {
            Written::Rows(layout) => {
                for row in rows {
                    layout.row(row, &mut bytes).map_err(Stop::fault)?;
                }
            }
            Written::Table(terminal) => {
                let mut text = String::new();
                terminal.rows(title, rows, &mut text);
                bytes = text.into_bytes();
            }
            Written::Conllu => return Err(Stop::fault("rows of this kind have no CoNLL-U")),
        }
        Ok(Block { bytes, rows: rows.len() })
    }
}

/// The format that was asked for, by `-f` or by the name of the file, or the usual one.
pub fn chosen(
    asked: Option<Format>,
    file: Option<&Path>,
    known: &[Format],
    piped: Format,
) -> Result<Format, Stop> {
    let format = match (asked, file) {
        (Some(format), _) => format,
        (None, Some(file)) => by_name(file)?,
        (None, None) if console::is_screen() && known.contains(&Format::Table) => Format::Table,
        (None, None) => piped,
    };
    match format {
        Format::Parquet => Err(not_yet()),
        format if known.contains(&format) => Ok(format),
        format => Err(unknown(format, known)),
    }
}

/// The format that the ending of a name tells.
pub fn by_name(file: &Path) -> Result<Format, Stop> {
    let ending = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    Ok(match ending.as_str() {
        "jsonl" | "ndjson" => Format::Jsonl,
        "csv" => Format::Csv,
        "tsv" | "tab" => Format::Tsv,
        "conllu" => Format::Conllu,
        "txt" => Format::Table,
        "parquet" => Format::Parquet,
        _ => {
            let name = file.display();
            return Err(Stop::usage(format!(
                "the name {name} does not tell the layout; end it with .jsonl, .csv or .tsv, or give -f"
            )));
        }
    })
}

fn not_yet() -> Stop {
    Stop::usage("parquet is not there yet; write jsonl, csv or tsv")
}

/// Why a format is refused.
pub fn unknown(format: Format, known: &[Format]) -> Stop {
    let name = |f: &Format| format!("{f:?}").to_lowercase();
    let names: Vec<String> = known.iter().map(name).collect();
    Stop::usage(format!(
        "the layout {} is not for this command; it writes {}",
        name(&format),
        names.join(", ")
    ))
}

impl Sheet {
    /// Opens an output that is written in one go, and writes what stands before the rows.
    pub fn open(file: Option<&Path>, header: &[u8], fail_if_empty: bool) -> Result<Sheet, Stop> {
        let mut output = Output::open(file)?;
        output.write(header)?;
        let to = To::Once { output, failures: None };
        Ok(Sheet { to, rows: 0, failed: 0, fail_if_empty, keep_empty: false })
    }

    /// Opens the output that the arguments name. A file keeps a journal, so that the run can go on after an
    /// interruption, if it is asked for the same again: `settings` are what the rows depend on beside the program.
    pub fn of(args: &OutputArgs, header: &[u8], settings: &[&str]) -> Result<Sheet, Stop> {
        let file = args.output.as_deref();
        let Some(file) = file.filter(|file| !console::is_device(file)) else {
            if args.resume || args.restart {
                return Err(Stop::usage("only a file can be gone on with; name it with -o"));
            }
            let failures = args.failures.as_deref().map(|name| Part::open(name, 0)).transpose()?;
            let mut sheet = Sheet::open(file, header, args.fail_if_empty)?;
            sheet.keep_empty = failures.is_some();
            if let To::Once { failures: to, .. } = &mut sheet.to {
                *to = failures;
            }
            return Ok(sheet);
        };
        let earlier = match (args.resume, args.restart) {
            (true, _) => Earlier::Resume,
            (_, true) => Earlier::Restart,
            _ => Earlier::Refuse,
        };
        let failures = args.failures.clone().unwrap_or_else(|| beside(file, ".failures.jsonl"));
        let version = env!("CARGO_PKG_VERSION");
        let table = chosen(args.format, Some(file), &[Format::Table], Format::Table).is_ok();
        // Only the rows of a table depend on the screen.
        let width = if table { console::width() } else { 0 };
        let output = format!("{:?} {:?} {width}", args.format, args.no_text);
        let configuration = journal::configuration(&[&[version, &output], settings].concat());
        let kept = Kept::open(file, &failures, header, &configuration, earlier)?;
        let (rows, failed) = kept.standing().map_or((0, 0), |s| (s.last.rows, s.last.failed));
        let (to, fail_if_empty) = (To::Kept(Box::new(kept)), args.fail_if_empty);
        Ok(Sheet { to, rows, failed, fail_if_empty, keep_empty: args.failures.is_some() })
    }

    /// How many articles stand from an earlier run, and what it would have ended with.
    pub fn standing(&self) -> (u64, Exit) {
        match &self.to {
            To::Kept(kept) => kept.standing().map_or((0, Exit::Done), |s| (s.articles, s.last.exit)),
            To::Once { .. } => (0, Exit::Done),
        }
    }

    /// Rows and failures so far.
    pub fn counts(&self) -> (usize, usize) {
        (self.rows, self.failed)
    }

    /// Writes a block.
    pub fn write(&mut self, block: &Block) -> Result<(), Stop> {
        self.rows += block.rows;
        match &mut self.to {
            To::Once { output, .. } => output.write(&block.bytes),
            To::Kept(kept) => kept.write(&block.bytes),
        }
    }

    /// Names an input that could not be read, or not wholly.
    pub fn fail(&mut self, problem: &Problem) -> Result<(), Stop> {
        self.failed += 1;
        let Problem { code, place, detail } = problem;
        let row = serde_json::json!({
            "code": code.id(), "place": place, "reason": code.title(), "detail": detail,
        });
        let line = format!("{row}\n");
        match &mut self.to {
            To::Once { failures, .. } => failures.as_mut().map_or(Ok(()), |to| to.write(line.as_bytes())),
            To::Kept(kept) => kept.fail(line.as_bytes()),
        }
    }

    /// The next article stands from an earlier run.
    pub fn skip(&mut self, hash: u64, place: &str) -> Result<(), Stop> {
        match &mut self.to {
            To::Kept(kept) => kept.skip(hash, place),
            To::Once { .. } => Ok(()),
        }
    }

    /// An article is done.
    pub fn done(&mut self, hash: u64, exit: Exit) -> Result<(), Stop> {
        match &mut self.to {
            To::Kept(kept) => kept.done(hash, self.rows, self.failed, exit),
            To::Once { .. } => Ok(()),
        }
    }

    /// The run ends before its end: everything that is done goes where it can be found. Whether it can be gone on with.
    pub fn interrupted(self) -> Result<bool, Stop> {
        match self.to {
            To::Once { output, failures } => {
                output.finish()?;
                failures.map_or(Ok(()), Part::finish)?;
                Ok(false)
            }
            To::Kept(mut kept) => kept.save().map(|()| true),
        }
    }

    /// There was nothing to do.
    pub fn discard(self) {
        if let To::Kept(kept) = self.to {
            kept.discard();
        }
    }

    /// The run is over: gives the files their names, and the exit its code.
    pub fn finish(self, exit: Exit, talk: &mut Talk) -> Result<Exit, Stop> {
        match self.to {
            To::Once { output, failures } => {
                output.finish()?;
                failures.map_or(Ok(()), |part| console::finish_failures(part, self.keep_empty))?;
            }
            To::Kept(kept) => kept.finish(self.keep_empty)?,
        }
        if self.rows == 0 && self.fail_if_empty {
            talk.note("no rows were written, and --fail-if-empty was given");
            return Ok(exit.max(Exit::Partial));
        }
        Ok(exit)
    }
}
