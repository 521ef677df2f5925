//! How an input is written, told by its content.

use super::table::{self, Known};

/// What the beginning of an input looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// An article.
    Text,
    /// Records, one a line.
    Jsonl,
    /// Records over several lines.
    Json,
    /// Rows below the names of their columns.
    Table,
    /// A page of the web.
    Html,
    /// A web archive, with pages or their text.
    Warc,
    /// RSS, Atom or JSON Feed.
    Feed,
}

/// More bytes than this are never needed.
pub const HEAD: usize = 64 * 1024;

/// Tells by the first bytes, or `None` when more of them are needed; `whole` says that there are no more.
///
/// Names only help where the first line of JSONL is broken, and where a table could as well be a text.
pub fn looks(name: &str, head: &[u8], whole: bool, text_field: &str) -> Option<Looks> {
    let known = match whole {
        true => Known::All,
        false if head.len() >= HEAD => Known::Enough,
        false => Known::Some,
    };
    let whole = known != Known::Some;
    let lower = name.to_lowercase();
    let lower = lower.strip_suffix(".gz").or(lower.strip_suffix(".zst")).unwrap_or(&lower);
    if [".jsonl", ".ndjson"].iter().any(|ending| lower.ends_with(ending)) {
        return Some(Looks::Jsonl);
    }
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
    let open = |looks: Looks| whole.then_some(looks);
    match head {
        [b'<', ..] => markup(head).or_else(|| open(Looks::Text)),
        [b'{' | b'[', ..] => braces(head, whole),
        _ if b"WARC/".starts_with(&head[..head.len().min(5)]) && !whole && head.len() < 5 => None,
        _ if head.starts_with(b"WARC/") => Some(Looks::Warc),
        _ => {
            let named = [".csv", ".tsv"].iter().any(|ending| lower.ends_with(ending));
            let table = table::separator(head, known, text_field, named).is_some();
            if table { Some(Looks::Table) } else { open(Looks::Text) }
        }
    }
}

/// No article begins with a brace and a quotation mark.
fn braces(head: &[u8], whole: bool) -> Option<Looks> {
    let mut rest = head.iter().filter(|b| !b.is_ascii_whitespace());
    match (rest.next(), rest.next()) {
        (_, None) if !whole => None,
        (Some(b'{'), Some(b'"' | b'}')) => {
            let feed = contains(&head[..head.len().min(1024)], b"jsonfeed.org/version/")
                || contains(&head[..head.len().min(1024)], b"jsonfeed.org\\/version\\/");
            let below = head.iter().skip(1).take_while(|b| b.is_ascii_whitespace()).any(|b| *b == b'\n');
            Some(match (feed, below) {
                (true, _) => Looks::Feed,
                (false, true) => Looks::Json,
                (false, false) => Looks::Jsonl,
            })
        }
        (Some(b'['), Some(b'{')) => Some(Looks::Json),
        _ => whole.then_some(Looks::Text),
    }
}

#[rustfmt::skip]
const PAGES: &[&str] = &[
    "html", "head", "body", "meta", "title", "link", "script", "style", "div", "span", "p", "a", "h1", "h2", "article",
    "section", "main", "header", "nav", "table", "ul", "center", "font", "base", "iframe", "noscript", "img", "b", "br",
];

const FEEDS: &[&str] = &["rss", "feed", "rdf:rdf", "channel"];

/// The first element decides; declarations, comments and the type of the document stand before it.
fn markup(mut head: &[u8]) -> Option<Looks> {
    loop {
        head = head.trim_ascii_start();
        let skipped = if head.starts_with(b"<?") {
            after(head, b"?>")
        } else if head.starts_with(b"<!--") {
            after(head, b"-->")
        } else if head.starts_with(b"<!") {
            if head.get(2..14).is_some_and(|name| name.eq_ignore_ascii_case(b"doctype html")) {
                return Some(Looks::Html);
            }
            after(head, b">")
        } else {
            break;
        };
        head = skipped?;
    }
    let name = head.strip_prefix(b"<")?;
    let end = name.iter().position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'))?;
    let name = String::from_utf8_lossy(&name[..end]).to_lowercase();
    match name.as_str() {
        name if PAGES.contains(&name) => Some(Looks::Html),
        name if FEEDS.contains(&name) => Some(Looks::Feed),
        _ => None,
    }
}

fn after<'a>(head: &'a [u8], end: &[u8]) -> Option<&'a [u8]> {
    head.windows(end.len()).position(|w| w == end).map(|at| &head[at + end.len()..])
}

fn contains(head: &[u8], part: &[u8]) -> bool {
    head.windows(part.len()).any(|w| w == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, head: &[u8]) -> Looks {
        looks(name, head, true, "text").unwrap()
    }

    #[test]
    fn the_content_tells() {
        let table: &[(&[u8], Looks)] = &[
            (b"\n {\"id\": 1}", Looks::Jsonl),
            (b"\xEF\xBB\xBF{\"id\": 1}", Looks::Jsonl),
            (b"[\n{\"id\": 1}]", Looks::Json),
            (b"{\n  \"id\": 1\n}", Looks::Json),
            (b"{ braces } in a text", Looks::Text),
            (b"[Reuters] OSLO", Looks::Text),
            (b"", Looks::Text),
            (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", Looks::Warc),
            (b"Warcraft is a game.", Looks::Text),
            (b"<!-- x --><!DOCTYPE HTML PUBLIC \"\"><html>", Looks::Html),
            (b"<?xml version=\"1.0\"?>\n<html xmlns=\"\">", Looks::Html),
            (b"<div class=x>", Looks::Html),
            (b"<?xml version=\"1.0\"?><!-- made --><rss version=\"2.0\">", Looks::Feed),
            (b"<feed xmlns=\"http://www.w3.org/2005/Atom\">", Looks::Feed),
            (b"<Reuters> OSLO - Talks", Looks::Text),
            (b"{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", Looks::Feed),
            (b"id,text\n1,\"Talks, again\"\n", Looks::Table),
            (b"\xEF\xBB\xBFid;Text\r\n1;Talks\r\n", Looks::Table),
            (b"id\ttext\n1\tTalks\n", Looks::Table),
            (b"key,body,day\n1,Talks,5\n2,More,6\n3,Other,7\n", Looks::Table),
            (b"Oslo, Rome, Paris\n\nIn Oslo, Rome, and Paris they met.\n", Looks::Text),
            (b"They said text, and more text, in\nOslo, on Monday.\n", Looks::Text),
        ];
        for (head, looks) in table {
            assert_eq!(told("a", head), *looks, "{}", String::from_utf8_lossy(head));
        }
        assert_eq!(told("a.JSONL", b"oops"), Looks::Jsonl);
        assert_eq!(told("a.jsonl.gz", b"oops"), Looks::Jsonl);
    }

    #[test]
    fn a_stream_is_not_waited_for_longer_than_needed() {
        let open = |head: &[u8]| looks("stdin", head, false, "text");
        assert_eq!(open(b"{\"id\": 1}\n"), Some(Looks::Jsonl));
        assert_eq!(open(b"WARC/1.0\r\n"), Some(Looks::Warc));
        assert_eq!(open(b"id,text\n"), Some(Looks::Table));
        for undecided in [&b"WAR"[..], b"{", b"<!-- ", b"Talks began."] {
            assert_eq!(open(undecided), None);
        }
    }
}
