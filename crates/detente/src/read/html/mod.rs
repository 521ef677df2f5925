//! A page in HTML: which of its text is the article, and what it says about it.
//!
//! Bytes to characters ([`encoding`]), to a [`tree`] ([`build`]), to [`blocks`] of text; the mark-up sets parts of the page
//! aside ([`marks`], [`regions`]), [`content`] finds the element of the article and [`judge`] says what each block in it is.
//! [`facts`] are what the page says about its article, [`days`] where else its day stands. The text of the [`Article`] is
//! what stands in that element: kept paragraphs, and residue that belongs to the article, such as captions, set aside.

mod blocks;
mod build;
mod cards;
mod content;
mod days;
mod encoding;
mod facts;
mod json_ld;
mod judge;
mod marks;
mod regions;
mod stamp;
mod tree;

#[cfg(test)]
mod tests;

use super::news::{self, Signs};
use super::{Hints, byline, dateline, language};
use crate::{Article, Code, Notice, Paragraph, ParagraphKind, Span};
use facts::Facts;
use judge::Part;
use tree::{Id, Tree};

/// The article of a page. A page without one gives an article without text, with a notice.
///
/// # Errors
/// [`Code::Empty`] where there are no characters at all.
pub fn html(bytes: &[u8], hints: &Hints) -> Result<Article, Notice> {
    let (text, notices) = encoding::decode(bytes, hints.charset.as_deref())?;
    let tree = build::tree(&text);
    // The page as it came, not what is kept of it: that changes with the program.
    let id = hints.id.clone().unwrap_or_else(|| crate::hash_id([&*text]));
    Ok(article(&tree, id, hints, notices))
}

fn article(tree: &Tree, id: String, hints: &Hints, mut notices: Vec<Notice>) -> Article {
    let facts = facts::facts(tree, hints.url.as_deref());
    let mut regions = regions::Regions::new(tree);
    let blocks = blocks::blocks(tree, regions.marks());
    regions.believe(tree, &blocks, &sure(tree, &facts));
    let root = content::root(tree, &blocks, &regions, &facts);
    let parts = root.map(|root| judge::judge(tree, &blocks, &regions, root, &facts)).unwrap_or_default();
    let (text, paragraphs) = match told_only(&parts, &facts) {
        Some(told) => from_told(told),
        None => assembled(&parts),
    };
    let (text, paragraphs) = if paragraphs.iter().any(Paragraph::kept) {
        (text, paragraphs)
    } else if let Some(told) = &facts.body {
        from_told(told)
    } else {
        notices.push(Notice::new(Code::NoArticle, "no prose was found in it"));
        assembled(&judge::few_words(&blocks, &regions))
    };
    // A page without a day of its own was changed on one: that is the best that can be known.
    let page = days::Page { tree, facts: &facts, blocks: &blocks, text: &text, paragraphs: &paragraphs };
    let published = facts.published.or_else(|| days::published(&page)).or(facts.updated);
    let published = published.or_else(|| days::changed(&page));
    let day = published.map(|stamp| stamp.date).or(hints.published);
    if day.is_none() {
        notices.push(Notice::new(Code::NoDate, "none is given and the page names none"));
    }
    let language = language::language(&text, &paragraphs, facts.language.as_deref());
    notices.extend(Article::foreign_notice(language.as_deref()));
    let byline = facts.byline.clone().or_else(|| shown_byline(&paragraphs, &text));
    notices.extend(not_news(&page, published.is_some(), byline.is_some()));
    let dateline =
        paragraphs.iter().find(|p| p.kind == ParagraphKind::Body).and_then(|p| dateline(p.span.of(&text)));
    Article {
        id,
        path: hints.path.clone(),
        subtitle: subtitle(&facts, &paragraphs, &text),
        dateline: dateline.map(|d| d.place.to_string()),
        url: facts.url,
        title: facts.title,
        byline,
        outlet: hints.outlet.clone().or(facts.outlet),
        published: day,
        clock: published.and_then(|stamp| stamp.clock),
        updated: facts.updated,
        language,
        section: facts.section,
        paragraphs,
        text,
        notices,
    }
}

/// What the page is, when it is no news.
fn not_news(page: &days::Page<'_>, dated: bool, signed: bool) -> Option<Notice> {
    let days::Page { tree, facts, blocks, text, paragraphs } = page;
    let signs = Signs {
        url: facts.url.as_deref(),
        title: facts.title.as_deref(),
        types: &facts.types,
        kind: facts.kind.as_deref(),
        password: tree.named("input").any(|id| tree.attribute(id, "type") == Some("password")),
        kept: news::kept(text, paragraphs),
        all: news::words(blocks.iter().map(|block| block.text.len()).sum()),
        linked: news::words(blocks.iter().map(|block| block.linked_bytes).sum()),
        dated,
        signed,
    };
    news::reason(&signs).map(|reason| Notice::new(Code::NotNews, reason))
}

/// Elements that are part of the article whatever their classes say.
fn sure(tree: &Tree, facts: &Facts) -> Vec<Id> {
    let body =
        |id: &Id| tree.attribute(*id, "itemprop").is_some_and(|p| p.split(' ').any(|p| p == "articleBody"));
    tree.elements().filter(body).chain(facts.heading).collect()
}

/// The text with its paragraphs.
fn assembled(parts: &[Part<'_>]) -> (String, Vec<Paragraph>) {
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for part in parts {
        let Some((kind, reason)) = part.verdict else { continue };
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&part.block.text);
        paragraphs.push(Paragraph { span: Span::new(start, text.len()), kind, reason });
    }
    (text, paragraphs)
}

/// No article is shorter, in characters.
const LEAST: usize = 200;

/// The text that stands in JSON-LD alone: the page itself shows less than half of it.
fn told_only<'a>(parts: &[Part<'_>], facts: &'a Facts) -> Option<&'a str> {
    let length = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
    let kept = |part: &&Part<'_>| part.verdict.is_some_and(|(kind, _)| kind == ParagraphKind::Body);
    let shown: usize = parts.iter().filter(kept).map(|p| length(p.line.text)).sum();
    let lacks = |told: &&str| length(told) >= LEAST && shown * 2 < length(told);
    // A live blog shows its newest entries and tells all of them: those count where it shows none.
    let entries = facts.entries.as_deref().filter(|_| shown < LEAST);
    facts.body.as_deref().or(entries).filter(lacks)
}

fn from_told(told: &str) -> (String, Vec<Paragraph>) {
    let (mut text, mut paragraphs) = (String::new(), Vec::new());
    for line in told.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(line);
        let reason = "text that the page gives to machines alone";
        paragraphs.push(Paragraph { span: Span::new(start, text.len()), kind: ParagraphKind::Body, reason });
    }
    (text, paragraphs)
}

fn subtitle(facts: &Facts, paragraphs: &[Paragraph], text: &str) -> Option<String> {
    let shown = paragraphs.iter().find(|p| p.kind == ParagraphKind::Subtitle);
    shown.map(|p| p.span.of(text).replace('\n', " ")).or_else(|| facts.subtitle.clone())
}

fn shown_byline(paragraphs: &[Paragraph], text: &str) -> Option<String> {
    paragraphs.iter().filter(|p| p.kind == ParagraphKind::Byline).find_map(|p| byline::name(p.span.of(text)))
}
