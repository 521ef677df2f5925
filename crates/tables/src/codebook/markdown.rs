//! A page of the codebook as Markdown.

use super::pages::{Block, CodebookPage, Mark, Piece};

impl CodebookPage {
    /// The page as Markdown, links to other pages by the names of their files.
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", escaped(&self.title));
        for block in &self.blocks {
            out.push('\n');
            match block {
                Block::Heading(title) => out.push_str(&format!("## {}\n", escaped(title))),
                Block::Text(pieces) => out.push_str(&format!("{}\n", line(pieces))),
                Block::List(items) => {
                    items.iter().for_each(|item| out.push_str(&format!("- {}\n", line(item))));
                }
                Block::Table(head, rows) => table(head, rows, &mut out),
            }
        }
        out
    }
}

fn table(head: &[&str], rows: &[Vec<Vec<Piece>>], out: &mut String) {
    out.push_str(&format!("| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len())));
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| line(cell)).collect();
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
}

fn line(pieces: &[Piece]) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Plain(text) => escaped(text),
        Piece::Code(text) | Piece::Marked(Mark::Words, text) => format!("`{text}`"),
        Piece::Marked(Mark::Actor, text) => format!("**{}**", escaped(text)),
        Piece::Marked(Mark::Recipient, text) => format!("*{}*", escaped(text)),
        Piece::Link { page, words } => format!("[{}]({page}.md)", escaped(words)),
    }
}

/// Backticks stay: the few that stand in the codebook are meant.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '*' | '_' | '|' | '<' | '>' | '[' | ']' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
