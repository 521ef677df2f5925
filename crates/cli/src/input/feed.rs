//! Entries of feeds: RSS, Atom, JSON Feed, with the text or a summary of it.
//!
//! An entry's HTML goes the way of a page. The text is that of the feed alone: nothing is fetched. A feed that breaks off
//! gives the entries before.

use super::items::{Item, Kind, Page, bytes, numbered};
use super::peek::Peeked;
use super::walk::Place;
use crate::stop::Problem;
use detente::Code;
use detente::read::Record;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use serde_json::Value;

/// The entries of a feed, in its order.
pub fn entries(place: Place, mut reader: Peeked) -> Box<dyn Iterator<Item = Result<Item, Problem>> + Send> {
    let bytes = match bytes(&place, &mut reader) {
        Ok(bytes) => bytes,
        Err(problem) => return Box::new(std::iter::once(Err(problem))),
    };
    let mut feed = Feed::default();
    let whole =
        if bytes.trim_ascii_start().starts_with(b"{") { feed.json(&bytes) } else { feed.xml(&text(&bytes)) };
    let broken = whole.err().map(|what| Err(Problem::new(Code::BadFeed, place.name.clone(), what)));
    let Feed { title, entries } = feed;
    let items = entries.into_iter().zip(1_u64..);
    Box::new(items.map(move |(entry, number)| item(&place, title.as_deref(), number, entry)).chain(broken))
}

/// What is taken from a feed.
#[derive(Debug, Default)]
struct Feed {
    title: Option<String>,
    entries: Vec<Entry>,
}

/// One of its entries, each part as it is written.
#[derive(Debug, Default)]
struct Entry {
    id: Option<String>,
    url: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    title: Option<String>,
    summary: Option<String>,
    content: Option<String>,
}

fn item(place: &Place, outlet: Option<&str>, number: u64, entry: Entry) -> Result<Item, Problem> {
    let (name, id) = numbered(place, number);
    let record = Record {
        id: entry.id.or_else(|| entry.url.clone()),
        text: None,
        published: entry.published.or(entry.updated),
        title: entry.title.as_deref().map(plain),
        outlet: outlet.map(plain),
        url: entry.url,
    };
    let content = entry.content.filter(|content| !content.trim().is_empty());
    let text = content.or(entry.summary).unwrap_or_default();
    if text.trim().is_empty() {
        return Err(Problem::new(Code::Empty, name, "the entry has neither text nor summary"));
    }
    let kind = if text.contains('<') {
        let bytes =
            format!("<!doctype html><html><body><article>{text}</article></body></html>").into_bytes();
        Kind::Page(Page { bytes, charset: Some("utf-8".to_string()), record, archived: false })
    } else {
        Kind::Record(Record { text: Some(plain(&text)), ..record })
    };
    Ok(Item { place: name, path: place.path(), id, notices: Vec::new(), kind })
}

/// The characters of a feed in XML, in the encoding that it names.
fn text(bytes: &[u8]) -> String {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]).into_owned();
    let named = head.split_once("encoding=").and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    let named = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    named.unwrap_or(encoding_rs::UTF_8).decode(bytes).0.into_owned()
}

impl Feed {
    /// Reads RSS and Atom; what is wrong where it breaks off.
    fn xml(&mut self, text: &str) -> Result<(), String> {
        let mut reader = Reader::from_str(text);
        let mut entry: Option<Entry> = None;
        let mut depth = 0_usize;
        loop {
            let at = reader.buffer_position();
            let broken = |error: quick_xml::Error| format!("{error}, at byte {at}");
            match reader.read_event().map_err(broken)? {
                Event::Start(start) => match start.name().as_ref() {
                    "item" | "entry" => {
                        entry = Some(Entry::default());
                        depth += 1;
                    }
                    "rss" | "feed" | "rdf:RDF" | "channel" => depth += 1,
                    name => {
                        let name = name.to_string();
                        let inside = reader.read_text(start.name()).map_err(broken)?;
                        self.part(&mut entry, &name, &start, unpacked(&inside));
                    }
                },
                Event::Empty(start) => {
                    let name = start.name().as_ref().to_string();
                    self.part(&mut entry, &name, &start, String::new());
                }
                Event::End(end) => {
                    depth = depth.saturating_sub(1);
                    if matches!(end.name().as_ref(), "item" | "entry") {
                        self.entries.extend(entry.take());
                    }
                }
                Event::Eof if depth == 0 => return Ok(()),
                Event::Eof => return Err(format!("it ends at byte {at}, before its elements do")),
                _ => {}
            }
        }
    }

    /// Takes an element of an entry, or of the feed where none is open; the first of a kind counts.
    fn part(&mut self, entry: &mut Option<Entry>, name: &str, start: &BytesStart<'_>, inside: String) {
        let attribute = |name: &str| {
            let attribute = start.try_get_attribute(name).ok().flatten()?;
            Some(unescaped(&attribute.value))
        };
        let Some(entry) = entry else {
            if name == "title" {
                self.title.get_or_insert(inside);
            }
            return;
        };
        let slot = match name {
            "guid" | "id" => &mut entry.id,
            "pubDate" | "published" | "dc:date" | "issued" => &mut entry.published,
            "updated" | "modified" => &mut entry.updated,
            "title" => &mut entry.title,
            "description" | "summary" => &mut entry.summary,
            "content:encoded" | "content" => &mut entry.content,
            "link" => {
                let alternate = attribute("rel").is_none_or(|rel| rel == "alternate");
                let address = attribute("href").unwrap_or(inside);
                if alternate && !address.trim().is_empty() {
                    entry.url.get_or_insert(address.trim().to_string());
                }
                return;
            }
            _ => return,
        };
        if !inside.trim().is_empty() {
            slot.get_or_insert(inside.trim().to_string());
        }
    }

    /// Reads JSON Feed.
    fn json(&mut self, bytes: &[u8]) -> Result<(), String> {
        let feed: Value = serde_json::from_slice(bytes).map_err(|error| error.to_string())?;
        let of = |value: &Value, field: &str| match &value[field] {
            Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        };
        self.title = of(&feed, "title");
        let items = feed["items"].as_array().ok_or("it has no list of items")?;
        self.entries.extend(items.iter().map(|item| Entry {
            id: of(item, "id"),
            url: of(item, "url").or_else(|| of(item, "external_url")),
            published: of(item, "date_published"),
            updated: of(item, "date_modified"),
            title: of(item, "title"),
            summary: of(item, "summary"),
            content: of(item, "content_html").or_else(|| of(item, "content_text")),
        }));
        Ok(())
    }
}

/// What stands in an element: sections of character data as they are, the rest without entities. Elements inside stay.
fn unpacked(inside: &str) -> String {
    let (mut out, mut rest) = (String::new(), inside);
    while let Some((before, section)) = rest.split_once("<![CDATA[") {
        let (data, behind) = section.split_once("]]>").unwrap_or((section, ""));
        out.push_str(&unescaped(before));
        out.push_str(data);
        rest = behind;
    }
    out + &unescaped(rest)
}

/// The text without entities, or as it is when one of them is not known to XML.
fn unescaped(text: &str) -> String {
    unescape(text).map_or_else(|_| text.to_string(), |text| text.into_owned())
}

/// A title or summary without the few entities that feeds write twice.
fn plain(text: &str) -> String {
    let twice = [("&#8217;", "’"), ("&#8216;", "‘"), ("&#8220;", "“"), ("&#8221;", "”"), ("&#8211;", "–")];
    let named =
        [("&#39;", "'"), ("&quot;", "\""), ("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
    let replaced =
        twice.iter().chain(&named).fold(text.to_string(), |text, (from, to)| text.replace(from, to));
    replaced.trim().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    fn read(feed: &str) -> Vec<Item> {
        let reader = Peeked::new(Box::new(BufReader::new(std::io::Cursor::new(feed.to_string()))));
        entries(Place::stdin(), reader).map(Result::unwrap).collect()
    }

    fn record(item: &Item) -> &Record {
        match &item.kind {
            Kind::Record(record) => record,
            Kind::Page(page) => &page.record,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn three_kinds_of_feeds() {
        let rss = r#"<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title><item><title>Talks &amp; trade</title>
            <link>https://example.org/a</link><guid>a1</guid><pubDate>Fri, 05 Jan 2018 23:30:00 -0500</pubDate>
            <description>Norway and Chile met.</description></item></channel></rss>"#;
        let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Wire</title><id>f</id><updated>2018-01-05T23:30:00-05:00</updated>
            <entry><id>a1</id><title>Talks &amp; trade</title><link rel="self" href="https://example.org/s"/><link href="https://example.org/a"/>
            <published>2018-01-05T23:30:00-05:00</published><updated>2018-01-06T23:30:00-05:00</updated><summary>Norway and Chile met.</summary></entry></feed>"#;
        let json = r#"{"version": "https://jsonfeed.org/version/1", "title": "Example Wire", "items": [{"id": "a1",
            "title": "Talks & trade", "url": "https://example.org/a", "date_published": "2018-01-05T23:30:00-05:00", "content_text": "Norway and Chile met."}]}"#;
        for feed in [rss, atom, json] {
            let items = read(feed);
            let expected = Record {
                id: Some("a1".into()),
                text: Some("Norway and Chile met.".into()),
                published: record(&items[0]).published.clone(),
                title: Some("Talks & trade".into()),
                outlet: Some("Example Wire".into()),
                url: Some("https://example.org/a".into()),
            };
            assert_eq!(items.len(), 1);
            assert_eq!(*record(&items[0]), expected, "{feed}");
            let day = detente::read::date(expected.published.as_deref().unwrap());
            assert_eq!(day, Some(jiff::civil::date(2018, 1, 5)), "the day as it is written");
        }
    }

    #[test]
    fn a_feed_that_breaks_off_gives_the_entries_before() {
        let rss = "<rss><channel><title>W</title><item><title>A</title><description>One.</description></item><item><title>B";
        let reader = Peeked::new(Box::new(BufReader::new(std::io::Cursor::new(rss))));
        let found: Vec<_> = entries(Place::stdin(), reader).collect();
        assert_eq!(found.len(), 2, "{found:?}");
        assert_eq!(found[1].as_ref().unwrap_err().code, Code::BadFeed);
    }

    #[test]
    fn markup_is_kept_however_it_is_written() {
        let atom = "<feed><entry><content type=\"xhtml\"><div><p>Long &amp; wide.</p></div></content></entry><entry><content type=\"html\">&lt;p&gt;Long &amp;amp; wide.&lt;/p&gt;</content></entry></feed>";
        let pages = read(atom);
        for (item, expected) in
            pages.iter().zip(["<div><p>Long & wide.</p></div>", "<p>Long &amp; wide.</p>"])
        {
            let Kind::Page(page) = &item.kind else { panic!("{item:?}") };
            assert!(String::from_utf8_lossy(&page.bytes).contains(expected), "{item:?}");
        }
    }

    #[test]
    fn the_text_comes_before_the_summary_and_ids_are_never_random() {
        let rss = r#"<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>W</title><item>
            <title>T</title><description>Short.</description><content:encoded><![CDATA[<p>Long.</p>]]></content:encoded></item></channel></rss>"#;
        let items = read(rss);
        let Kind::Page(page) = &items[0].kind else { panic!("{items:?}") };
        assert!(String::from_utf8_lossy(&page.bytes).contains("<article><p>Long.</p></article>"));
        assert_eq!((page.record.id.as_deref(), items[0].id.as_str()), (None, "-:1"));
    }
}
