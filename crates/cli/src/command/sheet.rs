//! Where rows go and in which layout.

use crate::args::{Format, OutputArgs, When};
use crate::console::{self, Output, Talk};
use crate::stop::{Exit, Stop};
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

/// An open output that counts its rows.
pub struct Sheet {
    output: Output,
    rows: usize,
    fail_if_empty: bool,
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

fn by_name(file: &Path) -> Result<Format, Stop> {
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

fn unknown(format: Format, known: &[Format]) -> Stop {
    let name = |f: &Format| format!("{f:?}").to_lowercase();
    let names: Vec<String> = known.iter().map(name).collect();
    Stop::usage(format!(
        "the layout {} is not for this command; it writes {}",
        name(&format),
        names.join(", ")
    ))
}

impl Sheet {
    /// Opens the output and writes what stands before the rows.
    pub fn open(file: Option<&Path>, header: &[u8], fail_if_empty: bool) -> Result<Sheet, Stop> {
        let mut output = Output::open(file)?;
        output.write(header)?;
        Ok(Sheet { output, rows: 0, fail_if_empty })
    }

    /// Writes a block.
    pub fn write(&mut self, block: &Block) -> Result<(), Stop> {
        self.rows += block.rows;
        self.output.write(&block.bytes)
    }

    /// The run is over: gives the file its name, and the exit its code.
    pub fn finish(self, exit: Exit, talk: &mut Talk) -> Result<Exit, Stop> {
        self.output.finish()?;
        if self.rows == 0 && self.fail_if_empty {
            talk.note("no rows were written, and --fail-if-empty was given");
            return Ok(exit.max(Exit::Partial));
        }
        Ok(exit)
    }
}
