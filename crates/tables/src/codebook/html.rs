//! All pages of the codebook as one page of HTML that needs nothing from elsewhere.

use super::pages::{Block, CodebookPage, Mark, Piece};
use crate::page::escaped;
use std::fmt::Write as _;

const STYLE: &str = include_str!("style.css");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// One page; a line for each item, so that differences between versions are small.
pub fn codebook_html(pages: &[CodebookPage]) -> String {
    let mut out = String::from("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let _ = write!(
        out,
        "<title>detente: the codebook</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<nav>\n<ul>\n"
    );
    for page in pages {
        let _ = writeln!(out, "<li><a href=\"#{}\">{}</a></li>", page.name, escaped(&page.title));
    }
    out.push_str("</ul>\n</nav>\n<main>\n");
    for page in pages {
        let _ = writeln!(out, "<section id=\"{}\">\n<h1>{}</h1>", page.name, escaped(&page.title));
        page.blocks.iter().for_each(|block| write_block(block, &mut out));
        out.push_str("</section>\n");
    }
    out.push_str("</main>\n</body>\n</html>\n");
    out
}

fn write_block(block: &Block, out: &mut String) {
    match block {
        Block::Heading(title) => out.push_str(&format!("<h2>{}</h2>\n", escaped(title))),
        Block::Text(pieces) => out.push_str(&format!("<p>{}</p>\n", line(pieces))),
        Block::List(items) => {
            out.push_str("<ul>\n");
            items.iter().for_each(|item| out.push_str(&format!("<li>{}</li>\n", line(item))));
            out.push_str("</ul>\n");
        }
        Block::Table(head, rows) => {
            let head: String = head.iter().map(|cell| format!("<th scope=\"col\">{cell}</th>")).collect();
            out.push_str(&format!("<table>\n<tr>{head}</tr>\n"));
            for row in rows {
                let cells: String = row.iter().map(|cell| format!("<td>{}</td>", line(cell))).collect();
                out.push_str(&format!("<tr>{cells}</tr>\n"));
            }
            out.push_str("</table>\n");
        }
    }
}

fn line(pieces: &[Piece]) -> String {
    pieces.iter().map(piece).collect()
}

fn piece(piece: &Piece) -> String {
    match piece {
        Piece::Plain(text) => escaped(text),
        Piece::Code(text) => format!("<code>{}</code>", escaped(text)),
        Piece::Marked(mark, text) => {
            let class = match mark {
                Mark::Actor => "actor",
                Mark::Recipient => "recipient",
                Mark::Words => "words",
            };
            format!("<mark class=\"{class}\">{}</mark>", escaped(text))
        }
        Piece::Link { page, words } => format!("<a href=\"#{page}\">{}</a>", escaped(words)),
    }
}
