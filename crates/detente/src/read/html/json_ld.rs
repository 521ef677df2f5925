//! What a page says of itself in JSON-LD: the article among the things that it describes.

use super::tree::Tree;
use serde_json::{Map, Value};

/// What JSON-LD says of the article.
#[derive(Debug, Default)]
pub(super) struct Linked {
    pub title: Option<String>,
    pub subtitle: Option<String>,
    pub authors: Vec<String>,
    pub outlet: Option<String>,
    pub published: Option<String>,
    pub updated: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    pub section: Option<String>,
    /// The text, where it is given.
    pub body: Option<String>,
    /// The text of the entries of a live blog.
    pub entries: Option<String>,
    /// Types of all things that are described.
    pub types: Vec<String>,
}

type Object = Map<String, Value>;

/// No page describes more things than this in earnest.
const MOST: usize = 2000;

/// Reads all scripts of JSON-LD.
pub(super) fn linked(tree: &Tree) -> Linked {
    let values: Vec<Value> = tree
        .named("script")
        .filter(|id| tree.attribute(*id, "type").is_some_and(|t| t.to_ascii_lowercase().contains("ld+json")))
        .filter_map(|id| parsed(tree.raw(id)))
        .collect();
    let mut objects = Vec::new();
    values.iter().for_each(|value| collect(value, &mut objects));
    let best = objects.iter().copied().filter(|o| rank(o) > 0).max_by_key(|o| (rank(o), weight(o)));
    let mut linked = best.map(read).unwrap_or_default();
    fill(&mut linked, &objects);
    linked.types = objects.iter().flat_map(|object| types(object)).map(str::to_string).collect();
    linked
}

/// JSON as pages write it: in comments, with line breaks in strings, with commas too many.
fn parsed(raw: &str) -> Option<Value> {
    let bare = raw.trim().trim_start_matches("<!--").trim_end_matches("-->");
    let bare = bare.trim().trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let bare = bare.trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        let plain: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&without_surplus_commas(&plain)).ok()
    })
}

/// A comma right before a closing bracket, outside of strings.
fn without_surplus_commas(text: &str) -> String {
    let (mut out, mut quoted, mut escaped) = (String::with_capacity(text.len()), false, false);
    for c in text.chars() {
        if !quoted && matches!(c, ']' | '}') && out.trim_end().ends_with(',') {
            out.truncate(out.trim_end().len() - 1);
        }
        quoted ^= c == '"' && !escaped;
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// All objects in a value, in their order; `serde_json` bounds the depth.
fn collect<'a>(value: &'a Value, objects: &mut Vec<&'a Object>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, objects)),
        Value::Object(object) if objects.len() < MOST => {
            objects.push(object);
            // What is nested elsewhere is somebody else's: an article in a list, a comment.
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "item"] {
                if let Some(inner) = object.get(key) {
                    collect(inner, objects);
                }
            }
        }
        _ => {}
    }
}

fn types(object: &Object) -> Vec<&str> {
    match object.get("@type") {
        Some(Value::String(name)) => vec![name],
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// How much a thing is the article of the page.
fn rank(object: &Object) -> u8 {
    let rank = |name: &&str| match name.rsplit(['/', ':']).next().unwrap_or(name) {
        "WebPage" | "ItemPage" | "VideoObject" | "CreativeWork" | "AboutPage" => 1,
        "SocialMediaPosting" | "DiscussionForumPosting" | "Recipe" | "HowTo" | "QAPage" => 2,
        name if name.ends_with("Article") || name.ends_with("Posting") || name == "Report" => 3,
        _ if name.ends_with("NewsArticle") => 3,
        _ => 0,
    };
    types(object).iter().map(rank).max().unwrap_or(0)
}

/// Of several articles, the one of which most is said.
fn weight(object: &Object) -> usize {
    let keys = [
        "headline",
        "datePublished",
        "dateModified",
        "author",
        "articleBody",
        "publisher",
        "mainEntityOfPage",
    ];
    keys.iter().filter(|key| object.contains_key(**key)).count()
}

fn read(object: &Object) -> Linked {
    let string = |key| object.get(key).and_then(text);
    Linked {
        title: string("headline").or_else(|| string("name")),
        subtitle: string("alternativeHeadline"),
        authors: authors(object.get("author").or_else(|| object.get("creator"))),
        outlet: object.get("publisher").and_then(name),
        published: string("datePublished").or_else(|| string("dateCreated")).or_else(|| string("uploadDate")),
        updated: string("dateModified"),
        language: string("inLanguage"),
        url: string("url").or_else(|| object.get("mainEntityOfPage").and_then(address)),
        section: string("articleSection"),
        body: string("articleBody"),
        entries: entries(object),
        types: Vec::new(),
    }
}

/// What the best object leaves open, from the others: the page's date, the outlet among the organisations.
fn fill(linked: &mut Linked, objects: &[&Object]) {
    let pages = || objects.iter().filter(|o| rank(o) > 0);
    let first = |key: &str| pages().find_map(|o| o.get(key).and_then(text));
    if linked.published.is_none() {
        linked.published = first("datePublished");
    }
    if linked.updated.is_none() {
        linked.updated = first("dateModified");
    }
    if linked.language.is_none() {
        linked.language = first("inLanguage");
    }
    if linked.outlet.is_none() {
        let organisation =
            |o: &&&Object| types(o).iter().any(|t| t.ends_with("Organization") || *t == "WebSite");
        linked.outlet = objects.iter().find(organisation).and_then(|o| o.get("name").and_then(text));
    }
}

/// The text of a live blog's entries.
fn entries(object: &Object) -> Option<String> {
    let Value::Array(updates) = object.get("liveBlogUpdate")? else { return None };
    let entry = |update: &Value| {
        let update = update.as_object()?;
        let parts = [update.get("headline").and_then(text), update.get("articleBody").and_then(text)];
        Some(parts.into_iter().flatten().collect::<Vec<_>>().join("\n"))
    };
    let text = updates.iter().filter_map(entry).collect::<Vec<_>>().join("\n");
    (!text.is_empty()).then_some(text)
}

/// A string, or the first of a list, or what stands under `@value` or `name`.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)).filter(|t| !t.is_empty()),
        Value::Array(values) => values.iter().find_map(text),
        Value::Object(object) => object.get("@value").or_else(|| object.get("name")).and_then(text),
        _ => None,
    }
}

/// Without mark-up and references, which some pages leave in; lines stay lines.
fn plain(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.trim().to_string();
    }
    let once = super::blocks::plain(&super::build::tree(text));
    if once.contains("&#") || once.contains("&quot;") || once.contains("&amp;") {
        return super::blocks::plain(&super::build::tree(&once));
    }
    once
}

fn name(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("name").and_then(text),
        Value::Array(values) => values.iter().find_map(name),
        other => text(other),
    }
}

fn authors(value: Option<&Value>) -> Vec<String> {
    match value {
        Some(Value::Array(values)) => values.iter().flat_map(|value| authors(Some(value))).collect(),
        Some(Value::Object(object)) => match object.get("name") {
            Some(Value::Array(names)) => names.iter().filter_map(text).collect(),
            other => other.and_then(text).into_iter().collect(),
        },
        Some(other) => text(other).into_iter().collect(),
        None => Vec::new(),
    }
}

fn address(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => object.get("@id").or_else(|| object.get("url")).and_then(text),
        other => text(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(json: &str) -> Linked {
        linked(&super::super::build::tree(&format!("<script type='application/ld+json'>{json}</script>")))
    }

    #[test]
    fn the_article_is_found_among_other_things() {
        let found = of(r#"{"@graph": [{"@type": "WebSite", "name": "Example Wire"},
            {"@type": ["NewsArticle", "ReportageNewsArticle"], "headline": "Envoys &amp; talks", "datePublished": "2018-02-10T10:00:00Z",
             "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}], "articleBody": "One.\nTwo."}]}"#);
        assert_eq!(found.title.as_deref(), Some("Envoys & talks"));
        assert_eq!(found.authors, ["Jane Doe", "John Roe"]);
        assert_eq!(found.outlet.as_deref(), Some("Example Wire"));
        assert_eq!(found.published.as_deref(), Some("2018-02-10T10:00:00Z"));
        assert_eq!(found.body.as_deref(), Some("One.\nTwo."));
    }

    #[test]
    fn broken_json_is_mended() {
        assert_eq!(
            of("<!-- {\"@type\": \"Article\", \"headline\": \"A\nB\",} -->").title.as_deref(),
            Some("A B")
        );
        assert_eq!(of("{\"@type\": \"Article\", \"headline\": ").title, None);
    }

    #[test]
    fn a_live_blog_has_its_entries_as_text() {
        let found = of(
            r#"{"@type": "LiveBlogPosting", "liveBlogUpdate": [{"headline": "A", "articleBody": "One."}, {"articleBody": "Two."}]}"#,
        );
        assert_eq!(found.entries.as_deref(), Some("A\nOne.\nTwo."));
    }
}
