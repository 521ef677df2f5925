//! Whether a page is news, or something else that stands on the web: a list of links, a shop, a forum, an error, a log-in, a
//! page about the site.
//!
//! What a page says of its kind counts first, then its address, then what stands in it. A page that calls itself an article and
//! has the text of one is believed. What is not told apart counts as news: it is worse to lose an article than to read a page
//! in which nothing happens.

use crate::{Article, Paragraph};

/// What is known of a page.
#[derive(Debug, Default)]
pub(super) struct Signs<'a> {
    pub url: Option<&'a str>,
    pub title: Option<&'a str>,
    /// Types of the things that its JSON-LD describes.
    pub types: &'a [String],
    /// Its kind by OpenGraph.
    pub kind: Option<&'a str>,
    /// Whether it asks for a password.
    pub password: bool,
    /// Words that are kept, words on the page, and those of them in links.
    pub kept: usize,
    pub all: usize,
    pub linked: usize,
    /// Whether a day and an author are known.
    pub dated: bool,
    pub signed: bool,
}

/// So many words are an article, when the page says that it is one.
const TOLD: usize = 60;

/// With fewer words a page says nothing, and a page of links has hardly more.
const LEAST: usize = 8;
const TEASER: usize = 25;

/// No page that is not news for another reason is as long.
const SHORT: usize = 150;

/// Why a text with an address is no news; `None` where nothing speaks against it.
pub fn not_news(article: &Article) -> Option<&'static str> {
    let kept = kept(&article.text, &article.paragraphs);
    let all = words(article.text.len());
    let (url, title) = (article.url.as_deref(), article.title.as_deref());
    let (dated, signed) = (article.published.is_some(), article.byline.is_some());
    reason(&Signs { url, title, kept, all, dated, signed, ..Signs::default() })
}

/// About how many words a text of so many bytes has: not every language parts them with spaces.
pub(super) fn words(bytes: usize) -> usize {
    bytes / 6
}

/// Words of the kept paragraphs.
pub(super) fn kept(text: &str, paragraphs: &[Paragraph]) -> usize {
    words(paragraphs.iter().filter(|p| p.kept()).map(|p| p.span.of(text).len()).sum())
}

/// Why a page is no news.
pub(super) fn reason(signs: &Signs<'_>) -> Option<&'static str> {
    let title = signs.title.unwrap_or_default().to_lowercase();
    if signs.kept < SHORT && ERRORS.iter().any(|error| title.contains(error)) {
        return Some("error page");
    }
    let article = signs.types.iter().any(|name| is_article(name));
    if article && signs.kept >= TOLD {
        return None;
    }
    if signs.password && signs.kept < SHORT {
        return Some("log-in");
    }
    let by_type = signs.types.iter().find_map(|name| of_table(KINDS, bare(name)));
    let by_kind = signs.kind.and_then(|kind| of_table(GRAPH, &kind.to_lowercase()));
    let told = signs.kind.is_some_and(|kind| kind.eq_ignore_ascii_case("article"));
    let by_address = signs.url.and_then(by_address);
    // Many systems call every page an article in OpenGraph; what the address says is more.
    by_type
        .filter(|_| !article)
        .or(by_kind)
        .or(by_address.filter(|_| !(signs.dated && signs.signed && signs.kept >= SHORT)))
        .or_else(|| by_words(signs, told))
}

/// What the amount of text and links says.
fn by_words(signs: &Signs<'_>, told: bool) -> Option<&'static str> {
    let links = signs.linked * 10 > signs.all * 6;
    if signs.kept < TEASER && links {
        return Some("index page");
    }
    if signs.kept < LEAST {
        return Some("too little text");
    }
    // The beginning of a site is mostly links and teasers, but a small site may have one article there.
    let scattered = signs.linked * 10 > signs.all * 3 || signs.kept * 2 < signs.all;
    if signs.url.is_some_and(is_beginning) && scattered {
        return Some("index page");
    }
    let bare = !told && !signs.dated && !signs.signed;
    (bare && links && signs.kept * 4 < signs.all).then_some("index page")
}

fn bare(name: &str) -> &str {
    name.rsplit(['/', ':', '#']).next().unwrap_or(name)
}

fn is_article(name: &str) -> bool {
    let name = bare(name);
    name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report")
}

fn of_table(table: &[(&str, &'static str)], wanted: &str) -> Option<&'static str> {
    table.iter().find(|(names, _)| names.split(' ').any(|name| name == wanted)).map(|(_, reason)| *reason)
}

/// Types of schema.org for pages that are something else.
#[rustfmt::skip]
const KINDS: &[(&str, &str)] = &[
    ("Product ProductGroup Offer AggregateOffer OnlineStore Store SoftwareApplication MobileApplication", "shop"),
    ("DiscussionForumPosting QAPage Question", "forum"),
    ("CollectionPage SearchResultsPage ItemList", "index page"),
    ("AboutPage ContactPage FAQPage", "page about the site"),
    ("ProfilePage", "profile"),
    ("Recipe", "recipe"),
    ("JobPosting", "advertisement of a job"),
    ("Hotel Restaurant LodgingBusiness LocalBusiness", "page of a business"),
];

/// Kinds of OpenGraph.
#[rustfmt::skip]
const GRAPH: &[(&str, &str)] = &[
    ("product product.item product.group og:product", "shop"),
    ("profile", "profile"),
    ("book music.song music.album", "shop"),
];

/// Words in titles of pages that are not there.
#[rustfmt::skip]
const ERRORS: &[&str] = &[
    "404", "page not found", "not found", "page unavailable", "access denied", "403 forbidden", "forbidden", "just a moment",
    "are you a robot", "attention required", "service unavailable", "internal server error", "bad gateway", "gateway time-out",
    "gateway timeout", "error page", "page cannot be found", "page can't be found", "page doesn't exist", "site maintenance",
    "security check", "session expired",
];

/// Parts of a path that say what stands there; one of them is a whole part.
#[rustfmt::skip]
const PATHS: &[(&str, &str)] = &[
    ("tag tags category categories topic topics author authors search archive archives page sitemap label labels", "index page"),
    ("login log-in signin sign-in logout register registration signup sign-up account accounts my-account wp-login.php subscribe subscription", "log-in"),
    ("shop store cart basket checkout product products dp buy", "shop"),
    ("forum forums thread threads viewtopic.php showthread.php board boards memberlist.php", "forum"),
    ("about about-us aboutus contact contact-us contacts imprint impressum privacy privacy-policy terms terms-of-use terms-of-service terms-and-conditions cookie-policy cookies faq faqs help advertise advertise-with-us careers jobs", "page about the site"),
];

/// The parts of an address's path, and what is asked for there.
fn parts(url: &str) -> (Vec<String>, &str) {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    (path.split('/').skip(1).filter(|part| !part.is_empty()).map(str::to_lowercase).collect(), query)
}

/// Whether an address is that of a whole site.
fn is_beginning(url: &str) -> bool {
    let (parts, query) = parts(url);
    let first = |part: &String| matches!(part.as_str(), "index.html" | "index.htm" | "index.php" | "home");
    query.is_empty() && parts.iter().all(first)
}

/// What an address says: a section of lists, a page about the site.
fn by_address(url: &str) -> Option<&'static str> {
    let (parts, _) = parts(url);
    // A headline has hyphens: an article may lie below a section of any name.
    let headline =
        |part: &String| part.split('-').count() >= 4 || part.bytes().filter(u8::is_ascii_digit).count() >= 5;
    let last = parts.last()?;
    if headline(last) {
        return None;
    }
    parts.iter().take(3).find_map(|part| of_table(PATHS, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(url: &str, kept: usize) -> Option<&'static str> {
        reason(&Signs { url: Some(url), kept, all: kept * 2, linked: kept, ..Signs::default() })
    }

    #[test]
    fn an_address_tells_what_stands_there() {
        for (url, expected) in [
            ("https://example.org/", Some("index page")),
            ("https://example.org/index.html", Some("index page")),
            ("https://example.org/tag/trade", Some("index page")),
            ("https://example.org/about-us/", Some("page about the site")),
            ("https://example.org/forum/viewtopic.php?t=1", Some("forum")),
            ("https://example.org/shop/lamp", Some("shop")),
            ("https://example.org/account/login", Some("log-in")),
            ("https://example.org/topics/norway-and-chile-agree-on-trade", None),
            ("https://example.org/archive/20180105", None),
            ("https://example.org/world/talks", None),
            ("https://example.org/?p=123", None),
        ] {
            assert_eq!(of(url, 300), expected, "{url}");
        }
    }

    #[test]
    fn a_page_that_calls_itself_an_article_is_believed() {
        let types = ["NewsArticle".to_string(), "ItemList".to_string()];
        let url = Some("https://example.org/");
        let signs = Signs { url, types: &types, kept: 200, all: 900, linked: 600, ..Signs::default() };
        assert_eq!(reason(&signs), None);
        assert_eq!(reason(&Signs { kept: 10, ..signs }), Some("index page"));
    }

    #[test]
    fn what_stands_in_a_page_tells_what_it_is() {
        let page = Signs { kept: 40, all: 100, ..Signs::default() };
        assert_eq!(reason(&Signs { title: Some("404: Page not found"), ..page }), Some("error page"));
        let page = Signs { kept: 40, all: 100, ..Signs::default() };
        assert_eq!(reason(&page), None, "a short text is a text");
        assert_eq!(reason(&Signs { password: true, ..page }), Some("log-in"));
        let page = Signs { kept: 5, all: 300, linked: 280, ..Signs::default() };
        assert_eq!(reason(&page), Some("index page"));
        assert_eq!(reason(&Signs { linked: 0, ..page }), Some("too little text"));
        assert_eq!(reason(&Signs { kept: 250, linked: 20, ..Signs::default() }), None);
    }
}
