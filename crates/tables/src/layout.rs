//! JSON Lines and flat tables.
//!
//! CSV is RFC 4180 in UTF-8 with line feeds; TSV is the same with tabs, so that a cell with a tab or a line break is
//! in quotation marks. Cells that hold several values join them by `;` (a `;` inside a value becomes a comma), and
//! columns that speak of the same values keep the same order and number.

use serde::Serialize;
use std::io;

/// A column of a flat table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Its name, the same in every layout.
    pub name: &'static str,
    /// What stands in it.
    pub about: &'static str,
}

/// A row without nesting.
pub trait Flat {
    /// The columns, in order.
    const COLUMNS: &'static [Column];

    /// The cells, one for each column; empty where there is nothing.
    fn cells(&self) -> Vec<String>;
}

/// A layout of rows in a file or a pipe.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One JSON object a line.
    Jsonl,
    /// Comma-separated.
    Csv,
    /// Tab-separated.
    Tsv,
}

impl Layout {
    /// What stands before the first row.
    pub fn header<R: Flat>(self) -> Vec<u8> {
        let names = R::COLUMNS.iter().map(|c| c.name);
        self.separator().map(|separator| line(names, separator)).unwrap_or_default()
    }

    /// Appends a row.
    ///
    /// # Errors
    /// When the row cannot be written as JSON, which no row type of this crate gives cause for.
    pub fn row<R: Flat + Serialize>(self, row: &R, out: &mut Vec<u8>) -> io::Result<()> {
        match self.separator() {
            Some(separator) => out.extend(line(row.cells().iter().map(String::as_str), separator)),
            None => {
                serde_json::to_writer(&mut *out, row)?;
                out.push(b'\n');
            }
        }
        Ok(())
    }

    fn separator(self) -> Option<char> {
        match self {
            Layout::Jsonl => None,
            Layout::Csv => Some(','),
            Layout::Tsv => Some('\t'),
        }
    }
}

/// Macro-free shorthand for a table of columns.
pub(crate) const fn column(name: &'static str, about: &'static str) -> Column {
    Column { name, about }
}

/// Joins the values of one cell, keeping empty ones so that neighbouring columns stay aligned.
pub(crate) fn joined<'a>(values: impl IntoIterator<Item = &'a str>) -> String {
    let values: Vec<String> = values.into_iter().map(|v| v.replace(';', ",")).collect();
    if values.iter().all(String::is_empty) { String::new() } else { values.join(";") }
}

/// A cell of a value that may not be there.
pub(crate) fn cell<T: ToString>(value: &Option<T>) -> String {
    value.as_ref().map(T::to_string).unwrap_or_default()
}

/// A row, quoted where it must be.
pub(crate) fn line<'a>(cells: impl Iterator<Item = &'a str>, separator: char) -> Vec<u8> {
    let mut out = String::new();
    for (i, cell) in cells.enumerate() {
        if i > 0 {
            out.push(separator);
        }
        push_cell(&mut out, cell, separator);
    }
    out.push('\n');
    out.into_bytes()
}

fn push_cell(out: &mut String, cell: &str, separator: char) {
    if !cell.contains([separator, '"', '\n', '\r']) {
        out.push_str(cell);
        return;
    }
    out.push('"');
    out.push_str(&cell.replace('"', "\"\""));
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_come_back_as_they_were() {
        let cells = ["plain", "a,b", "say \"no\"", "two\nlines", "", "tab\there", " space ", "é–“x”"];
        for separator in [',', '\t'] {
            let bytes = line(cells.into_iter(), separator);
            let mut reader = csv::ReaderBuilder::new();
            let mut reader =
                reader.has_headers(false).delimiter(separator as u8).from_reader(bytes.as_slice());
            let back = reader.records().next().unwrap().unwrap();
            assert_eq!(back.iter().collect::<Vec<_>>(), cells);
        }
    }

    #[test]
    fn joined_values_keep_their_places() {
        assert_eq!(joined(["NOR", "", "CHL"]), "NOR;;CHL");
        assert_eq!(joined(["", ""]), "");
        assert_eq!(joined(["a; b", "c"]), "a, b;c");
    }
}
