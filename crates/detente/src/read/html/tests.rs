//! Pages that are broken, empty, endless or made to do harm: each gives an article or a coded refusal, in bounded time.

use super::html;
use crate::read::Hints;
use crate::{Article, Code};
use proptest::prelude::*;

fn read(page: &[u8]) -> Article {
    html(page, &Hints::default()).expect("the page has characters")
}

fn kept(article: &Article) -> String {
    let kept = article.paragraphs.iter().filter(|p| p.kept());
    kept.map(|p| p.span.of(&article.text)).collect::<Vec<_>>().join("|")
}

fn codes(article: &Article) -> Vec<Code> {
    article.notices.iter().map(|n| n.code).collect()
}

const PROSE: &str =
    "<p>The envoys of both countries met in the capital on Monday and agreed to meet again in May.</p>";

#[test]
fn an_empty_page_is_refused() {
    for page in [&b""[..], b" \n\t", b"\0\0\0"] {
        assert_eq!(html(page, &Hints::default()).unwrap_err().code, Code::Empty);
    }
}

#[test]
fn a_page_without_prose_is_told() {
    for page in ["<html></html>", "<p>", "<<<>>>", "<ul><li><a href=x>One</a><li><a href=y>Two</a></ul>"] {
        let article = read(page.as_bytes());
        assert!(codes(&article).contains(&Code::NoArticle), "{page}");
        assert_eq!(kept(&article), "", "{page}");
    }
}

/// A page with that in its head and around its text.
fn day_of(html: &str, head: &str, line: &str) -> Option<String> {
    let page = format!(
        "<html {html}><head><title>Envoys meet in the capital</title>{head}</head><body><h1>Envoys meet in the capital</h1>{line}{PROSE}{PROSE}</body></html>"
    );
    read(page.as_bytes()).published.map(|day| day.to_string())
}

#[test]
fn the_day_is_found_where_pages_show_it() {
    for line in [
        "<p>Posted by Jane, John and Joe on 2018-01-05, all posts</p>",
        "<div>Jane Doe Friday, January 5, 2018 @ 11:10 PM UTC</div>",
        "<dl><dt>Published:</dt><dd class=published>2018-01-05</dd></dl>",
        "<div class=meta>05.01.2018 | 14:30</div>",
        "<p>TNW 2018年1月5日07:17</p>",
        "<p>5 de enero de 2018</p>",
        "<p>Jan. 5, 2018 -- The envoys of both countries met in the capital once more.</p>",
        "<script>window.state = {\"article\": {\"publishedAt\": \"2018-01-05T10:00:00Z\"}}</script>",
        "<script>x = '{\\\"publish_date\\\":\\\"2018-01-05\\\"}'</script>",
    ] {
        assert_eq!(day_of("", "", line).as_deref(), Some("2018-01-05"), "{line}");
    }
    assert_eq!(
        day_of("", "", "<p>The talks of May 5, 2017 had failed before they began in earnest.</p>"),
        None
    );
    let days = |n| format!("{{\"publishedAt\": \"2018-01-0{n}\"}}");
    let many = format!("<script>x = [{}, {}, {}]</script>", days(1), days(2), days(3));
    assert_eq!(day_of("", "", &many), None, "data of many articles");
}

#[test]
fn the_order_of_strokes_is_that_of_the_page() {
    let line = "<span class=date>03/09/2018 8:00am</span>";
    assert_eq!(day_of("lang=en-GB", "", line).as_deref(), Some("2018-09-03"));
    assert_eq!(day_of("lang=en-US", "", line).as_deref(), Some("2018-03-09"));
    assert_eq!(day_of("lang=en", "", line), None);
    let address = "<link rel=canonical href=https://example.co.uk/a>";
    assert_eq!(day_of("lang=en", address, line).as_deref(), Some("2018-09-03"));
}

#[test]
fn the_few_words_of_a_small_page_are_given() {
    let article =
        read(b"<html><body><ol><li><p>Nothing has changed in the talks so far</p></li></ol></body></html>");
    assert_eq!(kept(&article), "Nothing has changed in the talks so far");
    assert!(codes(&article).contains(&Code::NoArticle));
}

#[test]
fn an_id_that_repeats_its_heading_is_no_class() {
    let long = PROSE.repeat(4);
    let page = format!(
        "<article><h1>On sharing</h1>{long}<div id=sharing-with-others><h2>Sharing with others</h2><p>The minister said that others would share in the costs of the bridge.</p></div></article>"
    );
    assert!(kept(&read(page.as_bytes())).contains("share in the costs"));
}

#[test]
fn what_is_no_news_says_what_it_is() {
    let page =
        |head: &str| read(format!("<html><head>{head}</head><body>{PROSE}{PROSE}</body></html>").as_bytes());
    let types = |name: &str| format!("<script type='application/ld+json'>{{\"@type\": \"{name}\"}}</script>");
    assert_eq!(page(&types("Product")).not_news(), Some("shop"));
    assert_eq!(page(&types("NewsArticle")).not_news(), None);
    assert_eq!(
        page("<link rel=canonical href=https://example.org/about-us>").not_news(),
        Some("page about the site")
    );
    assert_eq!(page("<title>404 Not Found</title>").not_news(), Some("error page"));
    assert_eq!(page("").not_news(), None);
}

#[test]
fn nested_and_unclosed_tags_are_read_in_time() {
    for tag in [
        "<div>",
        "<b>",
        "<a href=x>",
        "<table><tr><td>",
        "<ul><li>",
        "<p><i>",
        "<blockquote>",
        "<svg>",
        "<x-y>",
    ] {
        let page = format!("{}{PROSE}", tag.repeat(50_000));
        let article = read(page.as_bytes());
        assert!(article.text.len() < 500, "{tag}");
    }
    let page = format!("{PROSE}{}", "</div></p></b>".repeat(50_000));
    assert!(kept(&read(page.as_bytes())).starts_with("The envoys"));
    let page = format!("{}{PROSE}", "<p class='teaser related'>word".repeat(30_000));
    read(page.as_bytes());
}

#[test]
fn many_equal_paragraphs_are_read_in_time() {
    let page = format!("<article>{}</article>", PROSE.repeat(3000));
    assert!(kept(&read(page.as_bytes())).len() > 100_000);
}

#[test]
fn nul_bytes_and_broken_characters_are_passed_over() {
    let page = b"<p>The envoys of both\0 countries met in S\xe3o Paulo on Monday and agreed to meet again in May.</p>";
    let text = kept(&read(page));
    assert!(text.contains("São Paulo") && !text.contains('\0'), "{text}");
    let page = "<meta charset=utf-8><p>Señor Pérez met the envoys of both countries in the capital \u{1F600} on Monday.</p>";
    let mut bytes = page.as_bytes().to_vec();
    bytes.extend(b"\xff");
    assert!(codes(&read(&bytes)).contains(&Code::BadUtf8));
}

#[test]
fn impossible_days_are_none() {
    for day in [
        "0000-00-00",
        "0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "99999999999999999999",
        "2018-02-30",
        "-1",
    ] {
        let page = format!("<meta property='article:published_time' content='{day}'>{PROSE}");
        let article = read(page.as_bytes());
        assert_eq!(article.published, None, "{day}");
        assert!(codes(&article).contains(&Code::NoDate), "{day}");
    }
}

#[test]
fn the_day_of_publication_is_found_wherever_it_stands() {
    for head in [
        "<meta name=date content='2018-02-10T16:41:00-05:00'>",
        "<meta itemprop=datePublished content='2018-02-10T16:41:00-05:00'>",
        "<script type='application/ld+json'>[{\"@type\":\"BlogPosting\",\"datePublished\":\"2018-02-10T16:41:00-05:00\"}]</script>",
        "<h1>Envoys meet in the capital</h1><time datetime='2018-02-10T16:41:00-05:00'>Saturday</time>",
        "<h1>Envoys meet in the capital</h1><span class=post-date>By Jane Doe | February 10, 2018 4:41 PM EST</span>",
    ] {
        let article = read(format!("<html><body>{head}{PROSE}</body></html>").as_bytes());
        let stamp = article.published.map(|date| crate::Stamp { date, clock: article.clock }.to_string());
        assert_eq!(stamp.as_deref(), Some("2018-02-10T16:41:00-05:00"), "{head}");
    }
    for address in [
        "https://e.example/2018/02/10/envoys",
        "https://e.example/news/2018/feb/10/envoys",
        "https://e.example/20180210-envoys",
    ] {
        let hints = Hints { url: Some(address.into()), ..Hints::default() };
        let article = html(PROSE.as_bytes(), &hints).expect("the page has characters");
        assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2018-02-10"), "{address}");
    }
}

#[test]
fn the_last_change_stands_in_for_the_day_of_publication() {
    let article =
        read(format!("<meta property='article:modified_time' content='2018-02-11'>{PROSE}").as_bytes());
    assert_eq!(article.published.map(|d| d.to_string()).as_deref(), Some("2018-02-11"));
}

proptest! {
    #[test]
    fn any_bytes_give_an_article_or_a_refusal(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(article) = html(&bytes, &Hints::default()) {
            for paragraph in &article.paragraphs {
                prop_assert!(!paragraph.span.of(&article.text).trim().is_empty());
            }
        }
    }

    #[test]
    fn any_soup_of_tags_gives_the_same_twice(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "<div>", "</div>", "<p>", "</p>", "<a href=x>", "</a>", "<li>", "<ul>", "</ul>", "<table>", "<tr>", "<td>",
            "</table>", "<b>", "</b>", "<br>", "<h2>", "</h2>", "<script>", "</script>", "<aside>", "</aside>", "&amp", "é ",
            "The envoys met in the capital on Monday and left it on Tuesday. ", "Menu ", "2018-02-10 ", "<time>", "<figure><img>",
        ]), 0..60)
    ) {
        let page = parts.concat();
        let first = html(page.as_bytes(), &Hints::default());
        prop_assert_eq!(&first, &html(page.as_bytes(), &Hints::default()));
        if let Ok(article) = first {
            for pair in article.paragraphs.windows(2) {
                prop_assert!(pair[0].span.end <= pair[1].span.start);
            }
        }
    }
}
