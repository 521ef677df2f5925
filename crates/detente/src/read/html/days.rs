//! The day that a page shows, or keeps in its scripts, where neither its head nor its mark-up names one.
//!
//! From what says that it is the day of publication to what only stands where such days stand: near the headline, in a small
//! line of its own.

use super::blocks::Block;
use super::facts::{Facts, day_of};
use super::marks;
use super::stamp::stamp;
use super::tree::{Id, Tree};
use crate::read::dates::{self, Order};
use crate::{Paragraph, ParagraphKind, Stamp};

/// Days before the web are what a text speaks of.
const YEARS: std::ops::Range<i16> = 1993..2100;

/// A page as far as it is read.
pub(super) struct Page<'a> {
    pub tree: &'a Tree,
    pub facts: &'a Facts,
    pub blocks: &'a [Block],
    pub text: &'a str,
    pub paragraphs: &'a [Paragraph],
}

/// The day of publication that the page shows.
pub(super) fn published(page: &Page<'_>) -> Option<Stamp> {
    in_time(page)
        .or_else(|| classed(page))
        .or_else(|| dated_line(page))
        .or_else(|| in_scripts(page.tree))
        .or_else(|| near_the_heading(page))
        .or_else(|| opening(page))
        .or_else(|| in_the_title(page))
}

/// The day of a change that the page shows at its end.
pub(super) fn changed(page: &Page<'_>) -> Option<Stamp> {
    let said = |block: &&Block| block.words <= 20 && dates::opens_date_line(&block.text);
    page.blocks.iter().rev().take(40).filter(said).find_map(|block| in_line(page, &block.text))
}

/// In a `time` element, first those that say so.
fn in_time(page: &Page<'_>) -> Option<Stamp> {
    let Page { tree, facts, .. } = page;
    let says = |id: &Id| {
        let words = marks::words(tree, *id);
        tree.attribute(*id, "pubdate").is_some()
            || words.iter().any(|w| matches!(&**w, "published" | "pubdate" | "publish" | "date" | "entry"))
    };
    let near = |id: &Id| facts.heading.is_none_or(|heading| *id > heading);
    let times: Vec<Id> = tree.named("time").collect();
    let of =
        |wanted: &dyn Fn(&Id) -> bool| times.iter().filter(|id| wanted(id)).find_map(|id| day_of(tree, *id));
    of(&|id| says(id) && near(id)).or_else(|| of(&near)).or_else(|| of(&|_| true))
}

/// In a line of the article that is nothing but a date.
fn dated_line(page: &Page<'_>) -> Option<Stamp> {
    let lines = page.paragraphs.iter().filter(|p| p.kind == ParagraphKind::Date);
    lines.map(|p| p.span.of(page.text)).find_map(|line| stamp(line).or_else(|| in_line(page, line)))
}

/// Words of classes that speak of a day.
#[rustfmt::skip]
const CLASSES: &[&str] = &[
    "date", "published", "pubdate", "publish", "posted", "timestamp", "dateline", "datetime", "time", "meta", "byline",
    "info", "created",
];

/// Elements that hold a day by itself.
#[rustfmt::skip]
const SMALL: &[&str] = &[
    "span", "div", "p", "abbr", "li", "b", "em", "i", "font", "small", "strong", "h4", "h5", "h6", "a", "td", "dd",
];

/// In a small element whose classes speak of a day, the first behind the headline before the others.
fn classed(page: &Page<'_>) -> Option<Stamp> {
    let tree = page.tree;
    let speaks = |id: &Id| {
        SMALL.contains(&tree.name(*id))
            && marks::words(tree, *id).iter().any(|word| CLASSES.contains(&word.as_str()))
    };
    let day =
        |id: Id| Some(tree.text(id)).filter(|text| text.len() < 160).and_then(|text| in_line(page, &text));
    let heading = page.facts.heading.unwrap_or(0);
    let behind = tree.elements().filter(|id| *id > heading).filter(speaks).take(60).find_map(day);
    behind.or_else(|| tree.elements().filter(|id| *id < heading).filter(speaks).filter_map(day).last())
}

/// A day in a line that says more: "By Jane Doe | Feb. 10, 2018 | World".
fn in_line(page: &Page<'_>, text: &str) -> Option<Stamp> {
    let bare = |date| Some(Stamp { date, clock: None }).filter(|stamp| YEARS.contains(&stamp.date.year()));
    let mut parts = text.split(['|', '•', '·', '–', '—', '(', ')']);
    stamp(text)
        .or_else(|| parts.find_map(stamp))
        .or_else(|| dates::within(text).and_then(bare))
        .or_else(|| dates::stroked(text, order(page)?).and_then(bare))
}

/// What comes first in the dates of a page: told by its region, else by the country of its address, else by its language.
fn order(page: &Page<'_>) -> Option<Order> {
    let of_root = page.tree.named("html").find_map(|id| page.tree.attribute(id, "lang"));
    let locale = page.tree.named("meta").find_map(|id| {
        let named = ["property", "name", "http-equiv"].iter().any(|key| {
            let name = page.tree.attribute(id, key).unwrap_or("");
            ["og:locale", "content-language"].iter().any(|wanted| name.eq_ignore_ascii_case(wanted))
        });
        page.tree.attribute(id, "content").filter(|_| named)
    });
    let region = |said: &str| {
        let region = said.split_once(['-', '_'])?.1;
        (region.len() == 2).then(|| if region.eq_ignore_ascii_case("us") { Order::Month } else { Order::Day })
    };
    let by_region = of_root.into_iter().chain(locale).find_map(region);
    by_region.or_else(|| by_host(page.facts.url.as_deref()?)).or_else(|| {
        let language = page.facts.language.as_deref()?;
        (language != "en").then_some(Order::Day)
    })
}

/// By the country at the end of a host's name; some countries' endings are sold to everybody.
fn by_host(url: &str) -> Option<Order> {
    const SOLD: &[&str] = &["ai", "cc", "co", "fm", "gg", "io", "is", "la", "ly", "me", "sh", "tv", "ws"];
    let host = url.split_once("://")?.1.split(['/', ':', '?']).next()?;
    let ending = host.rsplit('.').next()?;
    match ending {
        "us" | "gov" | "mil" => Some(Order::Month),
        _ if ending.len() == 2 && !SOLD.contains(&ending) => Some(Order::Day),
        _ => None,
    }
}

/// Names of the day of publication in the data that scripts of a page work on.
#[rustfmt::skip]
const KEYS: &[&str] = &[
    "datepublished", "publishedat", "published_at", "publishdate", "publish_date", "pubdate", "pub_date", "publicationdate",
    "publication_date", "published_time", "publishedtime", "publisheddate", "published_date", "firstpublished",
    "firstpublisheddate", "first_published_at", "datefirstpublished", "articledate", "article_date", "postdate", "post_date",
];

/// Data of many articles says nothing of this one.
const MOST_DAYS: usize = 2;

/// In the data of scripts, where they name hardly more than one day.
fn in_scripts(tree: &Tree) -> Option<Stamp> {
    let mut found: Vec<Stamp> = Vec::new();
    for id in tree.named("script") {
        let raw = tree.raw(id);
        for (at, _) in raw.match_indices(':') {
            let Some(stamp) = value_of_key(raw, at) else { continue };
            if found.iter().all(|other| other.date != stamp.date) {
                found.push(stamp);
            }
            if found.len() > MOST_DAYS {
                return None;
            }
        }
    }
    found.into_iter().min_by_key(|stamp| stamp.date)
}

/// The day behind a colon, when one of the keys stands before it.
fn value_of_key(raw: &str, colon: usize) -> Option<Stamp> {
    const MARKS: [char; 5] = ['"', '\'', '\\', ' ', '\t'];
    let before = raw[..colon].trim_end_matches(MARKS);
    let key = before.bytes().rev().take(24).take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let key = before[before.len() - key..].to_ascii_lowercase();
    if !KEYS.contains(&key.as_str()) {
        return None;
    }
    let value = raw[colon + 1..].trim_start_matches(MARKS);
    let end = value.find(['"', '\'', '\\', '}', '<', '\n']).unwrap_or(value.len()).min(48);
    let value = value.get(..end)?.trim_end_matches([',', ' ']);
    stamp(value).filter(|stamp| YEARS.contains(&stamp.date.year()))
}

/// Lines behind the headline in which a day is looked for, and before it.
const BEHIND: usize = 15;
const BEFORE: usize = 6;

/// In a small line near the headline.
fn near_the_heading(page: &Page<'_>) -> Option<Stamp> {
    let Page { tree, facts, blocks, .. } = page;
    let heading = facts.heading.and_then(|h| blocks.iter().rposition(|b| tree.within(b.owner, h)));
    let (before, behind) = blocks.split_at(heading.map_or(0, |at| at + 1));
    let day = |block: &Block| {
        let said = dates::opens_date_line(&block.text) || block.text.starts_with("By ");
        let ended = block.text.trim_end().ends_with(['.', '!', '?']);
        let small = block.words <= 12 && !ended || said && block.words <= 30;
        (small && block.density() < 0.5).then(|| in_line(page, &block.text)).flatten()
    };
    behind.iter().take(BEHIND).find_map(day).or_else(|| before.iter().rev().take(BEFORE).find_map(day))
}

/// At the beginning of the text: "Feb. 23, 2015 -- An outbreak …".
fn opening(page: &Page<'_>) -> Option<Stamp> {
    let kept = page.paragraphs.iter().filter(|p| p.kept()).take(4).map(|p| p.span.of(page.text));
    let before = |text: &str| {
        let dash = ["--", "—", "–", " - "].iter().filter_map(|dash| text.find(dash)).min()?;
        dates::date(text.get(..dash).filter(|opening| opening.len() <= 60)?)
    };
    kept.filter_map(before).map(|date| Stamp { date, clock: None }).find(|s| YEARS.contains(&s.date.year()))
}

/// In the title of the page: "Envoys meet - 05.01.2018 - Example Wire".
fn in_the_title(page: &Page<'_>) -> Option<Stamp> {
    let title = page.tree.named("title").next().map(|id| page.tree.text(id))?;
    let parts = title.split(['|', '–', '—']).flat_map(|part| part.split(" - "));
    parts.filter_map(stamp).find(|stamp| YEARS.contains(&stamp.date.year()))
}
