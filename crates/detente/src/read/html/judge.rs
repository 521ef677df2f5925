//! Which blocks of the article's element are the article, and what the others are.

use super::super::lines::{Line, Verdict};
use super::blocks::Block;
use super::facts::{Facts, letters};
use super::regions::{Regions, is_prose};
use super::tree::{Id, Tree};
use crate::ParagraphKind;
use std::collections::BTreeSet;

/// A block of the article's element with what it is.
pub(super) struct Part<'a> {
    pub block: &'a Block,
    pub line: Line<'a>,
    /// Nothing where the block is not even shown as set aside.
    pub verdict: Option<Verdict>,
    /// Below the headline of the page, not in its menus.
    tag: Tag,
}

/// What the mark-up says of a block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tag {
    Heading,
    Item,
    Row,
    Other,
}

/// The parts in the element, judged.
pub(super) fn judge<'a>(
    tree: &Tree,
    blocks: &'a [Block],
    regions: &Regions,
    root: Id,
    facts: &Facts,
) -> Vec<Part<'a>> {
    let first = blocks.iter().position(|block| tree.within(block.owner, root)).unwrap_or(0);
    let inside = blocks.iter().filter(|block| tree.within(block.owner, root));
    let mut parts: Vec<Part<'a>> = inside.map(|block| part(tree, block, regions, facts)).collect();
    if let Some(block) = standfirst(tree, &blocks[..first], regions, facts) {
        let line = Line::new(&block.text, 1);
        parts.insert(0, Part { block, line, verdict: Some(STANDFIRST), tag: Tag::Other });
    }
    captions(tree, root, blocks, &mut parts);
    link_lists(tree, &mut parts);
    head(&mut parts, facts);
    tail(&mut parts, facts.byline.as_deref());
    headings(&mut parts);
    repeated(tree, &mut parts);
    parts
}

const STANDFIRST: Verdict = (ParagraphKind::Subtitle, "line under the headline");

/// The line under the headline that stands above the element of the text.
fn standfirst<'a>(tree: &Tree, before: &'a [Block], regions: &Regions, facts: &Facts) -> Option<&'a Block> {
    let heading = facts.heading?;
    let from = before.iter().rposition(|block| tree.within(block.owner, heading))? + 1;
    before[from..].iter().take(12).find(|block| {
        let sized = (5..=70).contains(&block.words) && block.density() < 0.5;
        sized
            && regions.of(block.owner).is_none()
            && (is_told(facts, &block.text) || is_named_standfirst(tree, block.owner))
            && Line::new(&block.text, 1).cue().is_none()
    })
}

/// Whether the page says the same in its head.
fn is_told(facts: &Facts, text: &str) -> bool {
    let own = letters(text);
    let told = [&facts.subtitle, &facts.description];
    told.into_iter().flatten().map(|t| letters(t)).any(|told| {
        told == own || own.len() > 60 && told.len() > 60 && (told.starts_with(&own) || own.starts_with(&told))
    })
}

fn is_named_standfirst(tree: &Tree, owner: Id) -> bool {
    const NAMES: &[&str] = &[
        "standfirst",
        "subtitle",
        "subheadline",
        "subhead",
        "subheading",
        "dek",
        "deck",
        "strapline",
        "sub headline",
        "sub title",
        "sub heading",
        "lead",
        "lede",
        "leadin",
        "summary",
        "description",
        "excerpt",
        "intro",
        "teaser",
        "abstract",
    ];
    std::iter::once(owner).chain(tree.ancestors(owner)).take(2).any(|id| {
        let words = super::marks::words(tree, id);
        NAMES.iter().any(|all| all.split(' ').all(|w| words.iter().any(|word| word == w)))
    })
}

fn part<'a>(tree: &Tree, block: &'a Block, regions: &Regions, facts: &Facts) -> Part<'a> {
    let tag = tag(tree, block.owner);
    let line = Line::new(&block.text, 1);
    let verdict = match regions.of(block.owner) {
        Some(mark) if mark.shown => Some((mark.kind, mark.reason)),
        Some(_) => None,
        None if is_headline(tree, block, facts) => None,
        None => Some(own(&line, block, tag)),
    };
    Part { block, line, verdict, tag }
}

fn tag(tree: &Tree, owner: Id) -> Tag {
    let near = std::iter::once(owner).chain(tree.ancestors(owner)).take(3);
    for id in near {
        match tree.name(id) {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return Tag::Heading,
            "li" | "dd" | "dt" => return Tag::Item,
            "tr" | "td" | "th" => return Tag::Row,
            _ => {}
        }
    }
    Tag::Other
}

fn is_headline(tree: &Tree, block: &Block, facts: &Facts) -> bool {
    facts.heading.is_some_and(|heading| tree.within(block.owner, heading))
        || facts.title.as_deref().is_some_and(|title| letters(title) == letters(&block.text))
}

/// What a block is by itself.
fn own(line: &Line<'_>, block: &Block, tag: Tag) -> Verdict {
    if block.density() > 0.9 && !(line.terminal && block.words >= 12) && tag == Tag::Other {
        return (ParagraphKind::Related, "nothing but a link");
    }
    if block.density() > 0.5 && !line.terminal && block.words <= 25 && tag == Tag::Other {
        return (ParagraphKind::Related, "mostly a link");
    }
    // A heading with a stroke is no trail of sections.
    let trail = |verdict: &Verdict| tag == Tag::Heading && verdict.1 == "breadcrumbs";
    if let Some(verdict) = line.cue().filter(|verdict| !trail(verdict)) {
        return verdict;
    }
    if is_signature(line) {
        return (ParagraphKind::Byline, "signature of a message");
    }
    if is_time_stamp(line) {
        return (ParagraphKind::Date, "time stamp");
    }
    match tag {
        Tag::Other if line.words <= 2 && !line.terminal && line.plain.chars().count() < 30 => {
            (ParagraphKind::Navigation, "label")
        }
        Tag::Heading => (ParagraphKind::Subheading, "heading between paragraphs"),
        Tag::Item => (ParagraphKind::Body, "item of a list"),
        Tag::Row => (ParagraphKind::Body, "row of a table"),
        Tag::Other => (ParagraphKind::Body, "text"),
    }
}

/// A page with more words has a list or a form, not a text.
const FEW: usize = 150;

/// All that a page without prose says, if that is little and hardly linked.
pub(super) fn few_words<'a>(blocks: &'a [Block], regions: &Regions) -> Vec<Part<'a>> {
    let open = || blocks.iter().filter(|block| regions.of(block.owner).is_none());
    let words: usize = open().map(|block| block.words).sum();
    let linked: usize = open().map(|block| block.linked).sum();
    if words > FEW || linked * 2 > words {
        return Vec::new();
    }
    let part = |block: &'a Block| {
        let line = Line::new(&block.text, 1);
        let verdict = line.cue().unwrap_or((ParagraphKind::Body, "all that the page says"));
        Part { block, line, verdict: Some(verdict), tag: Tag::Other }
    };
    open().filter(|block| block.density() < 0.5).map(part).collect()
}

/// The longest words under a picture that are not marked as such.
const CAPTION: usize = 45;

/// Short texts that share a small element with a picture. Where that is most of the text, the page is made of such elements.
fn captions(tree: &Tree, root: Id, blocks: &[Block], parts: &mut [Part<'_>]) {
    let mut words = vec![0; tree.len()];
    let mut pictures = vec![false; tree.len()];
    blocks.iter().for_each(|block| words[block.owner] += block.words);
    for id in (1..tree.len()).rev() {
        let parent = tree.parent(id);
        pictures[id] |= matches!(tree.name(id), "img" | "picture" | "video" | "amp-img");
        pictures[parent] |= pictures[id];
        words[parent] += words[id];
    }
    let under = |part: &Part<'_>| {
        let owner = part.block.owner;
        let own = tree.name(owner) == "p" && pictures[owner];
        let mut around =
            std::iter::once(owner).chain(tree.ancestors(owner)).take_while(|id| *id != root).take(4);
        let small = around.any(|id| pictures[id] && words[id] <= CAPTION);
        is_body(part) && part.tag == Tag::Other && small && !(own && part.line.terminal)
    };
    let found: Vec<usize> = (0..parts.len()).filter(|i| under(&parts[*i])).collect();
    let all: usize = parts.iter().filter(|p| is_body(p)).map(|p| p.line.words).sum();
    if found.iter().map(|i| parts[*i].line.words).sum::<usize>() * 4 < all {
        found.iter().for_each(|i| parts[*i].verdict = Some((ParagraphKind::Caption, "beside a picture")));
    }
}

/// "— Jane Doe (@example) May 6, 2025" under a message that the page embeds.
fn is_signature(line: &Line<'_>) -> bool {
    line.text.starts_with(['—', '–', '-']) && line.text.contains("(@") && line.words <= 16
}

/// "14:05 Jane Doe", "3 hours ago": the head of an entry.
fn is_time_stamp(line: &Line<'_>) -> bool {
    let plain = line.plain.as_str();
    let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &plain[digits..];
    let minutes = rest.strip_prefix([':', '.']).map(|m| m.bytes().take_while(u8::is_ascii_digit).count());
    let clock = matches!(digits, 1 | 2) && minutes == Some(2) && line.words <= 5;
    let ago = line.words <= 8 && (plain.ends_with(" ago") || digits > 0 && plain.contains(" ago"));
    (clock || ago) && !line.terminal
}

/// Lists of which most is links.
fn link_lists(tree: &Tree, parts: &mut [Part<'_>]) {
    let list = |part: &Part<'_>| {
        let mut around = std::iter::once(part.block.owner).chain(tree.ancestors(part.block.owner)).take(5);
        around.find(|id| matches!(tree.name(*id), "ul" | "ol" | "dl" | "table"))
    };
    let lists: Vec<Option<Id>> = parts.iter().map(list).collect();
    let mut from = 0;
    while from < parts.len() {
        let to = (from..parts.len()).find(|i| lists[*i] != lists[from]).unwrap_or(parts.len());
        let (words, linked) =
            parts[from..to].iter().fold((0, 0), |(w, l), p| (w + p.block.words, l + p.block.linked));
        let lines = to - from;
        if lists[from].is_some() && lines >= 2 && linked as f32 > 0.7 * words as f32 {
            parts[from..to].iter_mut().for_each(|part| part.verdict = None);
        }
        from = to;
    }
}

/// What stands before the first prose: the line under the headline, labels.
fn head(parts: &mut [Part<'_>], facts: &Facts) {
    let first = parts.iter().position(|p| is_body(p) && is_prose(p.block)).unwrap_or(0);
    for part in &mut parts[..first] {
        if is_body(part) && part.line.words <= 4 && !part.line.terminal {
            part.verdict = None;
        }
    }
    let had = parts.iter().any(|p| p.verdict == Some(STANDFIRST));
    let early = parts.iter_mut().filter(|p| is_body(p)).take(if had { 0 } else { 2 });
    for part in early {
        if part.line.words <= 70 && is_told(facts, part.line.text) && !is_own_prose(part) {
            part.verdict = Some(STANDFIRST);
        }
    }
}

/// A paragraph of the body that the page repeats in its head is still a paragraph.
fn is_own_prose(part: &Part<'_>) -> bool {
    part.tag == Tag::Other && part.line.words > 45
}

/// What stands behind the last prose: biographies, labels.
fn tail(parts: &mut [Part<'_>], author: Option<&str>) {
    for part in parts.iter_mut().rev() {
        if !is_body(part) {
            continue;
        }
        if part.line.is_biography(author) {
            part.verdict = Some((ParagraphKind::Biography, "speaks of the author"));
        } else if is_prose(part.block) || part.tag == Tag::Item || part.line.terminal {
            break;
        } else {
            part.verdict = Some((ParagraphKind::Navigation, "label behind the text"));
        }
    }
}

/// A heading of what is set aside is set aside with it.
fn headings(parts: &mut [Part<'_>]) {
    // From below: whether prose stands under the heading, and whether nothing stands between it and the next one.
    let (mut below, mut adjacent) = (false, false);
    for part in parts.iter_mut().rev() {
        match part.verdict {
            Some((ParagraphKind::Subheading, _)) if below || adjacent => (below, adjacent) = (false, true),
            Some((ParagraphKind::Subheading, _)) => {
                part.verdict = Some((ParagraphKind::Related, "heading of what is set aside"))
            }
            Some((ParagraphKind::Body, _)) => below = true,
            _ => adjacent = false,
        }
    }
}

/// Longer pages are not searched for pull quotes, so that the time stays bounded.
const SEARCHED: usize = 2000;

/// A text that stands there again word by word: a second copy for small screens, a pull quote.
fn repeated(tree: &Tree, parts: &mut [Part<'_>]) {
    let body: Vec<usize> = (0..parts.len()).filter(|i| is_body(&parts[*i])).collect();
    let texts: Vec<String> = body.iter().map(|i| letters(parts[*i].line.text)).collect();
    let mut seen = BTreeSet::new();
    let mut again: Vec<usize> = Vec::new();
    for (at, own) in texts.iter().enumerate().filter(|(_, own)| own.len() >= 40) {
        let quoted = || texts.iter().any(|t| t.len() > own.len() && t.contains(own.as_str()));
        let set_off = texts.len() <= SEARCHED && is_set_off(tree, parts[body[at]].block.owner);
        if !seen.insert(own.as_str()) || set_off && quoted() {
            again.push(body[at]);
        }
    }
    let words: usize = body.iter().map(|i| parts[*i].line.words).sum();
    // A text that says everything several times wants to.
    if again.iter().map(|i| parts[*i].line.words).sum::<usize>() * 3 < words {
        again
            .iter()
            .for_each(|i| parts[*i].verdict = Some((ParagraphKind::Caption, "stands in the text once more")));
    }
}

/// Whether a text stands apart from the paragraphs, as pull quotes do.
fn is_set_off(tree: &Tree, owner: Id) -> bool {
    std::iter::once(owner).chain(tree.ancestors(owner)).take(4).any(|id| {
        matches!(tree.name(id), "blockquote" | "aside" | "figure" | "h2" | "h3" | "h4" | "h5" | "h6")
            || super::marks::words(tree, id)
                .iter()
                .any(|word| word.contains("quote") || word == "pull" || word == "callout")
    })
}

fn is_body(part: &Part<'_>) -> bool {
    matches!(
        part.verdict,
        Some((ParagraphKind::Body | ParagraphKind::Subheading | ParagraphKind::Subtitle, _))
    )
}
