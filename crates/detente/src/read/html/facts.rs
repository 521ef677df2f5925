//! What a page says about its article: title, authors, outlet, days, language, address, section.
//!
//! JSON-LD first, then `meta` elements, then microdata and `time` elements, then the address; what stands in the visible
//! text is asked last.

use super::json_ld::{self, Linked};
use super::stamp::stamp;
use super::tree::{Id, Tree};
use crate::{Stamp, read::byline};

/// The facts about the article of a page.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub title: Option<String>,
    /// Line under the headline, where the page names one; whether it is shown is another question.
    pub subtitle: Option<String>,
    /// What the page says in one sentence for search engines.
    pub description: Option<String>,
    pub byline: Option<String>,
    pub outlet: Option<String>,
    pub published: Option<Stamp>,
    pub updated: Option<Stamp>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub section: Option<String>,
    /// The text by JSON-LD.
    pub body: Option<String>,
    /// The text of the entries of a live blog by JSON-LD.
    pub entries: Option<String>,
    /// The element of the headline.
    pub heading: Option<Id>,
    /// Types of the things that JSON-LD describes, and the kind of the page by OpenGraph.
    pub types: Vec<String>,
    pub kind: Option<String>,
}

/// All that the head and the mark-up of a page say.
pub(super) fn facts(tree: &Tree, said_url: Option<&str>) -> Facts {
    let linked = json_ld::linked(tree);
    let meta = Meta::new(tree);
    let outlet = outlet(&linked, &meta, tree);
    let heading = heading(tree, &linked, &meta);
    let url = url(tree, &linked, &meta).or_else(|| said_url.map(str::to_string));
    let published = published(tree, &linked, &meta).or_else(|| url.as_deref().and_then(in_address));
    let updated = linked
        .updated
        .as_deref()
        .and_then(stamp)
        .or_else(|| meta.stamp(UPDATED))
        .or_else(|| marked_day(tree, "dateModified"));
    Facts {
        title: title(tree, &linked, &meta, heading, outlet.as_deref()),
        subtitle: linked.subtitle.clone(),
        description: meta.first(&["og:description", "description", "twitter:description"]),
        byline: authors(tree, &linked, &meta, outlet.as_deref()),
        published,
        updated,
        language: language(tree, &linked, &meta),
        section: linked.section.clone().or_else(|| meta.first(SECTION)),
        body: linked.body,
        entries: linked.entries,
        outlet,
        url,
        heading,
        types: linked.types,
        kind: meta.first(&["og:type"]),
    }
}

/// The `meta` elements in the order of the page, with names in lower case.
struct Meta(Vec<(String, String)>);

impl Meta {
    fn new(tree: &Tree) -> Meta {
        let pair = |id| {
            let name = ["property", "name", "itemprop", "http-equiv"]
                .iter()
                .find_map(|key| tree.attribute(id, key))?;
            let content = tree.attribute(id, "content")?.trim();
            (!content.is_empty()).then(|| (name.trim().to_ascii_lowercase(), content.to_string()))
        };
        Meta(tree.named("meta").filter_map(pair).collect())
    }

    /// The value of the first of the names that is there.
    fn first(&self, names: &[&str]) -> Option<String> {
        self.all(names).next().map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A page may give several names to one element: `property="og:title dc:title"`.
    fn all<'a>(&'a self, names: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        let of = move |name: &'a str| {
            self.0
                .iter()
                .filter(move |(own, _)| own.split(' ').any(|o| o == name))
                .map(|(_, value)| value.as_str())
        };
        names.iter().flat_map(move |name| of(name))
    }

    fn stamp(&self, names: &[&str]) -> Option<Stamp> {
        self.all(names).find_map(stamp)
    }
}

#[rustfmt::skip]
const PUBLISHED: &[&str] = &[
    "article:published_time", "og:article:published_time", "og:published_time", "article:published", "datepublished",
    "parsely-pub-date", "sailthru.date", "publish-date", "publishdate", "published_time", "published-date",
    "publication_date", "publication-date", "pub_date", "pubdate", "publish_date", "publish-time", "published",
    "article.published", "article_date_original", "article-publication-date", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "cxenseparse:recs:articlepublishtime", "displaydate", "bt:pubdate",
    "dcterms.created", "dcterms.issued", "dcterms.date", "dc.date.issued", "dc.date.created", "dc.date", "dc:date",
    "dc.created", "citation_publication_date", "citation_date", "citation_online_date", "prism.publicationdate",
    "rnews:datepublished", "analyticsattributes.articledate", "vr:published_time", "date_published", "datecreated",
    "created", "ptime", "release_date", "date", "timestamp", "last-published",
];

#[rustfmt::skip]
const UPDATED: &[&str] = &[
    "article:modified_time", "og:updated_time", "og:modified_time", "article:modified", "article:updated_time",
    "datemodified", "last-modified", "lastmod", "modified_time", "dcterms.modified", "dc.date.modified",
    "dc.modified", "revised", "updated_time", "article.updated", "last_modified",
];

const SECTION: &[&str] =
    &["article:section", "parsely-section", "sailthru.section", "og:article:section", "section"];

const TITLES: &[&str] = &[
    "og:title",
    "twitter:title",
    "parsely-title",
    "sailthru.title",
    "dc.title",
    "dcterms.title",
    "citation_title",
    "title",
    "headline",
];

fn published(tree: &Tree, linked: &Linked, meta: &Meta) -> Option<Stamp> {
    linked
        .published
        .as_deref()
        .and_then(stamp)
        .or_else(|| meta.stamp(PUBLISHED))
        .or_else(|| marked_day(tree, "datePublished"))
        .or_else(|| marked_day(tree, "dateCreated"))
}

/// A day in microdata.
fn marked_day(tree: &Tree, property: &str) -> Option<Stamp> {
    let marked = |id: &Id| {
        tree.attribute(*id, "itemprop")
            .is_some_and(|p| p.split(' ').any(|p| p.eq_ignore_ascii_case(property)))
    };
    tree.elements().filter(marked).find_map(|id| day_of(tree, id))
}

/// The day of an element: in its attributes, or in its text.
pub(super) fn day_of(tree: &Tree, id: Id) -> Option<Stamp> {
    ["datetime", "content", "data-datetime", "data-timestamp", "title"]
        .iter()
        .find_map(|name| tree.attribute(id, name).and_then(stamp))
        .or_else(|| Some(tree.text(id)).filter(|text| text.len() < 80).and_then(|text| stamp(&text)))
}

/// `/2018/02/10/`, `/2018-02-10-`, `/20180210/`, `/2018/feb/10/`.
fn in_address(url: &str) -> Option<Stamp> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split(['/', '-', '_', '.']).filter(|part| !part.is_empty()).collect();
    let day = |window: &[&str]| {
        let year = window[0].len() == 4 && matches!(&window[0][..2], "19" | "20");
        let sized = window[1..].iter().all(|part| matches!(part.len(), 1..=3));
        (year && sized).then(|| {
            stamp(&window.join(" ")).or_else(|| stamp(&[window[2], window[1], window[0]].join(" ")))
        })?
    };
    let compact =
        |part: &&str| part.len() == 8 && part.starts_with("20") && part.bytes().all(|b| b.is_ascii_digit());
    parts.windows(3).find_map(day).or_else(|| parts.iter().find(|p| compact(p)).and_then(|part| stamp(part)))
}

/// Names of an author that are none.
fn is_person(name: &str, outlet: Option<&str>) -> bool {
    let words = name.split_whitespace().count();
    (1..=8).contains(&words)
        && !name.contains(['/', '@', '<', '{'])
        && name.starts_with(char::is_alphabetic)
        && !outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(name))
        && !matches!(
            name.to_lowercase().as_str(),
            "admin" | "administrator" | "editor" | "unknown" | "author" | "null" | "guest"
        )
}

fn authors(tree: &Tree, linked: &Linked, meta: &Meta, outlet: Option<&str>) -> Option<String> {
    let named = |names: Vec<String>| {
        let mut unique: Vec<String> = Vec::new();
        for name in names {
            let name = byline::name(&name).unwrap_or(name);
            let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
            if is_person(&name, outlet) && !unique.contains(&name) {
                unique.push(name);
            }
        }
        (!unique.is_empty()).then(|| unique.join(", "))
    };
    let meta_names: &[&str] = &[
        "author",
        "article:author",
        "byl",
        "parsely-author",
        "sailthru.author",
        "dc.creator",
        "dcterms.creator",
        "citation_author",
        "byline",
    ];
    named(linked.authors.clone())
        .or_else(|| meta_names.iter().find_map(|name| named(meta.all(&[name]).map(str::to_string).collect())))
        .or_else(|| named(marked_authors(tree)))
}

/// Authors in microdata and links.
fn marked_authors(tree: &Tree) -> Vec<String> {
    let author = |id: &Id| {
        let is =
            |key, value: &str| tree.attribute(*id, key).is_some_and(|v| v.split(' ').any(|v| v == value));
        is("itemprop", "author") || is("rel", "author")
    };
    let name = |id: Id| {
        let inner = tree
            .elements()
            .find(|inner| tree.attribute(*inner, "itemprop") == Some("name") && tree.within(*inner, id));
        let id = inner.unwrap_or(id);
        Some(tree.text(id))
            .filter(|text| !text.is_empty())
            .or_else(|| tree.attribute(id, "content").map(str::to_string))
    };
    tree.elements().filter(author).take(8).filter_map(name).collect()
}

fn outlet(linked: &Linked, meta: &Meta, tree: &Tree) -> Option<String> {
    let short = |name: &String| name.split_whitespace().count() <= 8 && !name.starts_with("http");
    linked
        .outlet
        .clone()
        .filter(short)
        .or_else(|| {
            meta.first(&[
                "og:site_name",
                "application-name",
                "dc.publisher",
                "dcterms.publisher",
                "publisher",
                "cre",
            ])
            .filter(short)
        })
        .or_else(|| {
            let title = page_title(tree)?;
            byline::without_outlet(&title).1.map(str::to_string)
        })
}

fn page_title(tree: &Tree) -> Option<String> {
    // A drawing may have a title, too.
    let id = tree.named("title").find(|id| !tree.ancestors(*id).any(|a| tree.name(a) == "svg"))?;
    Some(tree.text(id)).filter(|title| !title.is_empty())
}

/// The first heading that says what a title of the page says, else the only first-level heading.
fn heading(tree: &Tree, linked: &Linked, meta: &Meta) -> Option<Id> {
    let titles: Vec<String> = linked
        .title
        .iter()
        .cloned()
        .chain(meta.first(TITLES))
        .chain(page_title(tree))
        .map(|title| letters(&title))
        .collect();
    let known = |id: &Id| {
        let text = letters(&tree.text(*id));
        text.len() >= 8
            && titles.iter().any(|title| *title == text || text.len() > 15 && title.starts_with(&text))
    };
    let level = |name: &'static str| tree.named(name).find(|id| known(id));
    let first: Vec<Id> = tree.named("h1").filter(|id| letters(&tree.text(*id)).len() >= 12).collect();
    let alike = || {
        first.iter().copied().find(|id| {
            let text = tree.text(*id);
            linked
                .title
                .iter()
                .cloned()
                .chain(meta.first(TITLES))
                .chain(page_title(tree))
                .any(|t| share(&text, &t) > 0.6)
        })
    };
    level("h1")
        .or_else(alike)
        .or_else(|| level("h2"))
        .or_else(|| level("h3"))
        .or_else(|| if let [only] = first[..] { Some(only) } else { None })
}

/// Share of the words of the shorter text that the other has.
fn share(a: &str, b: &str) -> f32 {
    let words = |text: &str| {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 2)
            .map(str::to_string)
            .collect::<Vec<_>>()
    };
    let (a, b) = (words(a), words(b));
    let both = a.iter().filter(|word| b.contains(word)).count();
    both as f32 / a.len().min(b.len()).max(1) as f32
}

/// Letters and digits only, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn title(
    tree: &Tree,
    linked: &Linked,
    meta: &Meta,
    heading: Option<Id>,
    outlet: Option<&str>,
) -> Option<String> {
    let shown = heading.map(|id| tree.text(id)).filter(|text| text.split_whitespace().count() <= 40);
    let title =
        shown.or_else(|| linked.title.clone()).or_else(|| meta.first(TITLES)).or_else(|| page_title(tree))?;
    Some(without_outlet(&title, outlet).to_string()).filter(|title| !title.is_empty())
}

/// A title without the outlet behind or before it.
fn without_outlet<'a>(title: &'a str, outlet: Option<&str>) -> &'a str {
    for mark in [" | ", " - ", " – ", " — ", " :: ", " · ", " » "] {
        if let Some((headline, rest)) = title.rsplit_once(mark)
            && (mark == " | "
                && rest.split_whitespace().count() <= 5
                && headline.split_whitespace().count() >= 3
                || outlet.is_some_and(|outlet| {
                    letters(rest).starts_with(&letters(outlet)) || share(rest, outlet) > 0.9
                }))
        {
            return headline.trim();
        }
        if let Some((first, headline)) = title.split_once(mark)
            && outlet.is_some_and(|outlet| letters(first) == letters(outlet))
        {
            return headline.trim();
        }
    }
    title.trim()
}

fn url(tree: &Tree, linked: &Linked, meta: &Meta) -> Option<String> {
    let canonical = tree
        .named("link")
        .find(|id| tree.attribute(*id, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")))
        .and_then(|id| tree.attribute(id, "href"));
    let whole = |url: &String| url.starts_with("http");
    canonical
        .map(str::to_string)
        .into_iter()
        .chain(meta.first(&["og:url"]))
        .chain(linked.url.clone())
        .chain(meta.first(&["twitter:url", "parsely-link"]))
        .find(whole)
}

/// ISO 639-1 of what the page says.
fn language(tree: &Tree, linked: &Linked, meta: &Meta) -> Option<String> {
    let of_root = tree
        .named("html")
        .find_map(|id| tree.attribute(id, "lang").or_else(|| tree.attribute(id, "xml:lang")));
    let said = of_root.map(str::to_string).into_iter().chain(linked.language.clone()).chain(meta.first(&[
        "og:locale",
        "content-language",
        "language",
        "dc.language",
    ]));
    said.map(|said| said.trim().to_ascii_lowercase()).find_map(|said| {
        let code = said.split(['-', '_', ',', ' ']).next()?;
        let code = if code == "english" { "en" } else { code };
        (code.len() == 2 && code.bytes().all(|b| b.is_ascii_lowercase())).then(|| code.to_string())
    })
}
