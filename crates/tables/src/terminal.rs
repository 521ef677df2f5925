//! Tables for people: one block for each article, as wide as the screen.

use crate::Words;
use crate::layout::Flat;
use crate::paint::{Piece, Role, date_range, pieces, roles};
use detente::record::{EventRecord, ParticipantRecord};
use detente::{Article, Paragraph};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The screen.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns.
    pub width: usize,
    /// Whether to use colours.
    pub colour: bool,
    /// Whether the articles' words are shown.
    pub words: Words,
}

/// Words of one cell; line breaks and runs of white space are shown as one space.
type Cell = Vec<(String, Option<Role>)>;

const GAP: usize = 2;
/// No column is made narrower than this to fit the screen.
const NARROWEST: usize = 6;
const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

impl Terminal {
    /// The events of an article: status, type, actors → recipients, date, evidence.
    pub fn events(self, article: &Article, events: &[&EventRecord], out: &mut String) {
        self.heading(article, &counted(events.len(), "event"), out);
        let rows: Vec<Vec<Cell>> = events.iter().map(|e| self.event_cells(article, e)).collect();
        let mut widths = natural(&rows);
        // The evidence takes what the others leave, so that their codes stay readable.
        let evidence = widths.pop().unwrap_or(0);
        let left = self.width.saturating_sub(GAP);
        shrink(&mut widths, (left * 3 / 5).max(4 * (NARROWEST + GAP)));
        let used: usize = widths.iter().map(|w| w + GAP).sum();
        widths.push(evidence.min(left.saturating_sub(used)).max(NARROWEST));
        let room = widths.last().copied().unwrap_or(0);
        for mut row in rows {
            if let Some(evidence) = row.pop() {
                row.push(around_the_predicate(evidence, room));
            }
            self.row(&row, &widths, out);
        }
        out.push('\n');
    }

    /// Any rows of one article, under its id and the names of their columns; a column that is empty in all of them is
    /// not shown, and neither is the id again.
    pub fn rows<R: Flat>(self, title: &str, rows: &[R], out: &mut String) {
        if rows.is_empty() {
            return;
        }
        if !title.is_empty() {
            self.bold(title, out);
        }
        let plain = |text: &str| -> Cell { vec![(one_line(text), None)] };
        let mut table: Vec<Vec<Cell>> = vec![R::COLUMNS.iter().map(|c| plain(c.name)).collect()];
        table.extend(rows.iter().map(|r| r.cells().iter().map(|c| plain(c)).collect()));
        let filled = |i: usize| table[1..].iter().any(|row| !row[i][0].0.is_empty());
        let shown: Vec<usize> =
            (0..R::COLUMNS.len()).filter(|&i| filled(i) && R::COLUMNS[i].name != "document_id").collect();
        let table: Vec<Vec<Cell>> =
            table.into_iter().map(|row| shown.iter().map(|&i| row[i].clone()).collect()).collect();
        let mut widths = natural(&table);
        shrink(&mut widths, self.width.saturating_sub(GAP));
        for (i, row) in table.iter().enumerate() {
            let from = out.len();
            self.row(row, &widths, out);
            if i == 0 && self.colour {
                out.insert_str(from, DIM);
                out.insert_str(out.len() - 1, RESET);
            }
        }
        out.push('\n');
    }

    /// The blocks of an article, each with what it was taken for.
    pub fn article(self, article: &Article, out: &mut String) {
        self.heading(article, &counted(article.paragraphs.len(), "block"), out);
        let row = |p: &Paragraph| -> Vec<Cell> {
            let kept = if p.kept() { "kept" } else { "left out" };
            let words = self.words.of(p.span.of(&article.text)).map(one_line).unwrap_or_default();
            [kept.to_string(), p.kind.as_str().to_string(), p.reason.to_string(), words]
                .map(|c| vec![(c, None)])
                .into()
        };
        let rows: Vec<Vec<Cell>> = article.paragraphs.iter().map(row).collect();
        let mut widths = natural(&rows);
        shrink(&mut widths, self.width.saturating_sub(GAP));
        for row in &rows {
            self.row(row, &widths, out);
        }
        out.push('\n');
    }

    fn heading(self, article: &Article, count: &str, out: &mut String) {
        let mut parts = vec![article.id.clone()];
        parts.extend(article.published.map(|d| d.to_string()));
        parts.extend(article.outlet.clone());
        parts.push(count.to_string());
        self.bold(&parts.join(" · "), out);
    }

    fn bold(self, line: &str, out: &mut String) {
        let line = shortened(line, self.width);
        match self.colour {
            true => out.push_str(&format!("{BOLD}{line}{RESET}\n")),
            false => out.push_str(&format!("{line}\n")),
        }
    }

    fn event_cells(self, article: &Article, event: &EventRecord) -> Vec<Cell> {
        let name = event.cameo.as_ref().filter(|_| event.kind.is_empty()).unwrap_or(&event.kind);
        let mut kind = vec![(name.clone(), Some(Role::Action))];
        kind.extend((!event.modes.is_empty()).then(|| (format!(" {}", event.modes.join(",")), None)));
        let mut who: Cell = vec![(called(&event.actors, self.words), Some(Role::Actor))];
        who.push((if event.reciprocal { " ↔ " } else { " → " }.to_string(), None));
        who.push((called(&event.recipients, self.words), Some(Role::Recipient)));
        let date = event.date.map(|d| d.to_string()).unwrap_or_default();
        let evidence = match self.words {
            Words::Quoted => evidence(article, event),
            Words::LeftOut => Cell::new(),
        };
        vec![
            vec![(event.status.as_str().to_string(), None)],
            kind,
            who,
            vec![(date, Some(Role::Time))],
            evidence,
        ]
    }

    fn row(self, cells: &[Cell], widths: &[usize], out: &mut String) {
        let mut line = " ".repeat(GAP);
        for (i, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            let used = self.cell(cell, width, &mut line);
            if i + 1 < cells.len() {
                line.push_str(&" ".repeat(width - used + GAP));
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }

    /// Appends a cell, cut to its width, and gives the columns it took.
    fn cell(self, cell: &Cell, width: usize, line: &mut String) -> usize {
        let mut used = 0;
        let whole: usize = cell.iter().map(|(text, _)| text.width()).sum();
        let room = if whole > width { width.saturating_sub(1) } else { width };
        for (text, role) in cell {
            let part = prefix(text, room - used);
            used += part.width();
            match role.filter(|_| self.colour && !part.is_empty()) {
                Some(role) => line.push_str(&format!("{}{part}{RESET}", role.ansi())),
                None => line.push_str(part),
            }
            if part.len() < text.len() {
                break;
            }
        }
        if whole > width && width > 0 {
            line.push('…');
            used += 1;
        }
        used
    }
}

/// Participants by their codes, or else their names, or else the words of the article.
fn called(participants: &[ParticipantRecord], words: Words) -> String {
    let uncoded = |p: &ParticipantRecord| match words {
        Words::Quoted => p.name.clone().unwrap_or_else(|| one_line(&p.text)),
        Words::LeftOut => "…".to_string(),
    };
    let names: Vec<String> =
        participants.iter().map(|p| p.code.clone().unwrap_or_else(|| uncoded(p))).collect();
    if names.is_empty() { "–".to_string() } else { names.join(", ") }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn evidence(article: &Article, event: &EventRecord) -> Cell {
    let mut roles = roles(event);
    roles.extend(date_range(&article.text, event));
    let all = pieces(&article.text, event.start, event.end, &roles);
    all.iter().map(|Piece { text, role }| (one_line(text), *role)).collect()
}

/// Leaves out the beginning when the predicate would not fit on the screen behind it.
fn around_the_predicate(cell: Cell, width: usize) -> Cell {
    let Some(at) = cell.iter().position(|(_, role)| *role == Some(Role::Action)) else { return cell };
    let before: usize = cell[..at].iter().map(|(text, _)| text.width()).sum();
    if before + cell[at].0.width() < width {
        return cell;
    }
    let mut room = width / 3;
    let mut kept = Cell::new();
    for (text, role) in cell[..at].iter().rev() {
        let part = tail(text, room);
        room -= part.width();
        let whole = part.len() == text.len();
        kept.push((part, *role));
        if !whole {
            break;
        }
    }
    kept.push(("… ".to_string(), None));
    kept.into_iter().rev().chain(cell[at..].iter().cloned()).collect()
}

/// White space as one space each; borders of the text keep theirs, for a cell is made of several.
fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let c = if c.is_whitespace() || c.is_control() { ' ' } else { c };
        if c != ' ' || !out.ends_with(' ') {
            out.push(c);
        }
    }
    out
}

fn natural(rows: &[Vec<Cell>]) -> Vec<usize> {
    let mut widths = vec![0; rows.iter().map(Vec::len).max().unwrap_or(0)];
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.iter().map(|(text, _)| text.width()).sum());
        }
    }
    widths
}

/// Narrows the widest columns until all fit.
fn shrink(widths: &mut [usize], room: usize) {
    let room = room.saturating_sub(GAP * widths.len().saturating_sub(1));
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max() else { return };
        if *widest <= NARROWEST {
            return;
        }
        *widest -= 1;
    }
}

fn shortened(text: &str, width: usize) -> String {
    if text.width() <= width {
        text.to_string()
    } else {
        format!("{}…", prefix(text, width.saturating_sub(1)))
    }
}

/// The longest beginning that fits.
fn prefix(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += c.width().unwrap_or(0);
        if used > width {
            return &text[..at];
        }
    }
    text
}

/// The longest end that fits, from the beginning of a word.
fn tail(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_string();
    }
    let mut used = 0;
    let fits = |(_, c): &(usize, char)| {
        used += c.width().unwrap_or(0);
        used <= width
    };
    let from = text.char_indices().rev().take_while(fits).last().map_or(text.len(), |(at, _)| at);
    let word = text[from..].find(' ').map_or(text.len(), |space| from + space + 1);
    text[word..].to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_cut_to_their_width() {
        let terminal = Terminal { width: 80, colour: false, words: Words::Quoted };
        let mut line = String::new();
        let used = terminal.cell(&vec![("Norway".into(), None), (" and Chile".into(), None)], 9, &mut line);
        assert_eq!((line.as_str(), used), ("Norway a…", 9));
    }

    #[test]
    fn a_late_predicate_is_shown() {
        let cell = vec![
            ("word ".repeat(30), None),
            ("signed".to_string(), Some(Role::Action)),
            (" it".to_string(), None),
        ];
        let shown: String = around_the_predicate(cell, 40).into_iter().map(|(text, _)| text).collect();
        assert_eq!(shown, "… word word signed it");
    }

    #[test]
    fn columns_shrink_from_the_widest() {
        let mut widths = [30, 10, 8];
        shrink(&mut widths, 40);
        assert_eq!(widths, [18, 10, 8]);
    }
}
