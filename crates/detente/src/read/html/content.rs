//! Which element holds the article.
//!
//! Every block has a value: prose adds its words, menus and teasers take away. The element with the highest sum holds the
//! article; names that pages give to it, and the text by JSON-LD, decide where several are nearly as good.

use super::blocks::Block;
use super::facts::{Facts, letters};
use super::marks;
use super::regions::{Regions, is_prose};
use super::tree::{Id, Tree};

/// So many blocks are looked for in the told text, so that the time stays bounded.
const SEARCHED: usize = 3000;

/// A named element is taken when it holds this share of the best value.
const NAMED: f32 = 0.35;

/// Several named elements are taken when they hold this share of it together, and this each.
const NAMED_PARTS: f32 = 0.6;
const PART: f32 = 0.1;

/// The inner element is taken when it holds this share of the outer's value.
const NESTED: f32 = 0.95;

/// The element of the article, if the page has prose at all.
pub(super) fn root(tree: &Tree, blocks: &[Block], regions: &Regions, facts: &Facts) -> Option<Id> {
    let (body, heading) = (facts.body.as_deref(), facts.heading);
    let told = body.map(letters).filter(|body| body.len() >= 200);
    let covered = |(i, block)| i < SEARCHED && told.as_deref().is_some_and(|told| covers(told, block));
    let covered: Vec<bool> = blocks.iter().enumerate().map(covered).collect();
    let sums = sums(tree, blocks, regions, &covered);
    let best = (0..tree.len()).rev().max_by(|a, b| sums[*a].total_cmp(&sums[*b]))?;
    if sums[best] <= 0.0 {
        return None;
    }
    let told = told.and_then(|told| around_told(tree, blocks, regions, &covered, told.len()));
    let told = told.filter(|id| sums[*id] >= sums[best] * NAMED_PARTS);
    let named = named(tree, &sums, best);
    // The page's own name for the text is wider where the told text leaves out lists or tables.
    let wider = named.filter(|named| told.is_none_or(|told| tree.within(told, *named)));
    let root = wider.or(told).unwrap_or_else(|| inner(tree, &sums, best));
    Some(first_article(tree, &sums, root, heading).unwrap_or(root))
}

/// An article that pays for its place: so many words of prose.
const WHOLE: f32 = 100.0;

/// The article with the headline, where the element holds several with headlines of their own: a page that goes on with
/// the next article when its end is reached.
fn first_article(tree: &Tree, sums: &[f32], root: Id, heading: Option<Id>) -> Option<Id> {
    let heading = heading.filter(|heading| tree.within(*heading, root))?;
    let mut holders: Vec<Id> = Vec::new();
    for headline in tree.named("h1").filter(|id| tree.within(*id, root)) {
        let holder = tree.ancestors(headline).find(|id| tree.name(*id) == "article");
        holders.extend(holder.filter(|id| *id != root && tree.within(*id, root) && !holders.contains(id)));
    }
    let own = *holders.iter().find(|id| tree.within(heading, **id))?;
    (holders.len() > 1 && sums[own] >= WHOLE).then_some(own)
}

/// The innermost element that holds nearly all of the told text, if most of that is shown.
fn around_told(
    tree: &Tree,
    blocks: &[Block],
    regions: &Regions,
    covered: &[bool],
    told: usize,
) -> Option<Id> {
    let mut below = vec![0; tree.len()];
    for (block, _) in
        blocks.iter().zip(covered).filter(|(b, covered)| **covered && regions.of(b.owner).is_none())
    {
        below[block.owner] += letters(&block.text).len();
    }
    (1..tree.len()).rev().for_each(|id| below[tree.parent(id)] += below[id]);
    let enough = |id: &Id| below[*id] * 100 >= below[0] * 97 && tree.name(*id) != "p";
    (below[0] * 2 >= told).then(|| (0..tree.len()).rev().find(enough)).flatten()
}

/// Whether the told text holds the block.
pub(super) fn covers(told: &str, block: &Block) -> bool {
    let own = letters(&block.text);
    own.len() >= 25 && told.contains(&own)
}

fn sums(tree: &Tree, blocks: &[Block], regions: &Regions, covered: &[bool]) -> Vec<f32> {
    let mut sums = vec![0.0; tree.len()];
    for (block, covered) in blocks.iter().zip(covered) {
        if regions.of(block.owner).is_none() {
            sums[block.owner] += value(block) * if *covered { 2.0 } else { 1.0 };
        }
    }
    (1..tree.len()).rev().for_each(|id| sums[tree.parent(id)] += sums[id]);
    sums
}

/// What a block says for its element.
fn value(block: &Block) -> f32 {
    let own = (block.words - block.linked) as f32;
    if is_prose(block) {
        return own.max(block.text.chars().count() as f32 / 12.0).min(200.0);
    }
    if block.density() > 0.6 { -4.0 - block.linked.min(12) as f32 } else { -1.0 }
}

/// The element that the page names as the article's, or that around several, if it holds most of the best value.
fn named(tree: &Tree, sums: &[f32], best: Id) -> Option<Id> {
    let large = |id: &Id| sums[*id] >= sums[best] * PART && is_named(tree, *id);
    let all: Vec<Id> = tree.elements().filter(large).collect();
    let outer = |id: &&Id| !tree.ancestors(**id).any(|a| all.contains(&a) && sums[a] > sums[**id]);
    let inner = |id: &&Id| {
        !all.iter().any(|other| other != *id && tree.within(*other, **id) && sums[*other] >= sums[**id])
    };
    let all: Vec<Id> = all.iter().filter(inner).filter(outer).copied().collect();
    let first = *all.first()?;
    let common = std::iter::once(first)
        .chain(tree.ancestors(first))
        .find(|a| all.iter().all(|id| tree.within(*id, *a)))?;
    let sum: f32 = if all.len() == 1 { sums[first] } else { all.iter().map(|id| sums[*id]).sum() };
    (sum >= sums[best] * if all.len() == 1 { NAMED } else { NAMED_PARTS }).then_some(common)
}

fn is_named(tree: &Tree, id: Id) -> bool {
    if tree.attribute(id, "itemprop").is_some_and(|p| p.split(' ').any(|p| p == "articleBody")) {
        return true;
    }
    let words = marks::words(tree, id);
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    NAMES.iter().any(|all| all.split(' ').all(has))
}

/// Words of classes that name the text of an article.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "article body", "articlebody", "article content", "articlecontent", "article text", "articletext", "body copy",
    "body text", "bodytext", "entry content", "entrycontent", "news content", "newscontent", "post body", "postbody",
    "post content", "postcontent", "story body", "storybody", "story content", "storycontent", "story text",
    "storytext", "td post", "article copy", "body content", "single content", "content body", "news text", "rich text",
];

/// The innermost element with nearly the whole value.
fn inner(tree: &Tree, sums: &[f32], best: Id) -> Id {
    let mut at = best;
    while let Some(child) = tree.children(at).find(|child| sums[*child] >= sums[at] * NESTED) {
        if super::build::BLOCKS.contains(&tree.name(child)) && tree.name(child) != "p" {
            at = child;
        } else {
            break;
        }
    }
    at
}
