//! Whole pages.

use super::{Hints, text};
use crate::{Article, ParagraphKind};
use proptest::prelude::*;

fn read(page: &str) -> Article {
    text(page, &Hints::default())
}

fn of(article: &Article, kind: ParagraphKind) -> Vec<&str> {
    article.paragraphs.iter().filter(|p| p.kind == kind).map(|p| p.span.of(&article.text)).collect()
}

const PAGE: &str = "Lakeland and Hillland agree on border talks | The Example Courier

Skip to content
Menu
World Politics Sport

Lakeland and Hillland agree on border talks

Envoys from both sides will meet in May

By Jane Doe
Senior Reporter

Published 12 March 2019, 10:05 GMT
Updated 14 March 2019

The border bridge (Getty/JD)
The border bridge (Getty/JD)

LAKE CITY, Lakeland (Example Wire) - Lakeland and Hillland agreed on Monday to open talks about their border.

Sign up for our newsletter
All the news of the lake, every morning

Share prices rose after the announcement. “Good,” said the minister.

READ MORE: Why the bridge was closed

What comes next

By Friday the envoys are to be named, the ministry said.

Jane Doe is an award-winning reporter at The Example Courier, specializing in lakes.

MORE FROM Jane Doe

Related Topics ----------
Lakeland Hillland Borders

© 2019 The Example Courier. Terms Privacy";

#[test]
fn a_page_is_taken_apart() {
    use ParagraphKind::*;
    let article = read(PAGE);
    assert_eq!(article.title.as_deref(), Some("Lakeland and Hillland agree on border talks"));
    assert_eq!(article.subtitle.as_deref(), Some("Envoys from both sides will meet in May"));
    assert_eq!(article.byline.as_deref(), Some("Jane Doe"));
    assert_eq!(article.outlet.as_deref(), Some("The Example Courier"));
    assert_eq!(article.published, Some(jiff::civil::date(2019, 3, 12)));
    assert_eq!(article.dateline.as_deref(), Some("LAKE CITY"));
    assert_eq!(of(&article, Body).len(), 3);
    assert_eq!(of(&article, Headline).len(), 1);
    assert_eq!(of(&article, Subheading), ["What comes next"]);
    assert_eq!(of(&article, Caption).len(), 2);
    assert_eq!(of(&article, Newsletter).len(), 2);
    assert_eq!(of(&article, Biography).len(), 1);
    assert_eq!(of(&article, Related).len(), 4);
    assert!(article.notices.is_empty());
}

#[test]
fn a_line_alone_is_body_or_headline() {
    use ParagraphKind::{Body, Headline};
    assert_eq!(of(&read("By Monday both sides had agreed to meet in Geneva."), Body).len(), 1);
    assert_eq!(of(&read("Lakeland invites Hillland to talks"), Headline).len(), 1);
}

#[test]
fn a_text_without_furniture_is_all_kept() {
    let article = read("Envoys met on Monday in the capital.\nThey agreed to meet again.\nNo date was set.");
    assert!(article.paragraphs.iter().all(|p| p.kind == ParagraphKind::Body));
}

#[test]
fn a_live_blog_keeps_its_entries() {
    let article = read(
        "Truce talks: the day, as it happened\n\nLive with Jane Doe\n\n14:05 — Envoys arrive\nThe envoys have arrived at the hotel.\n\n13:50\nPolice have closed the road to the hotel.",
    );
    assert_eq!(of(&article, ParagraphKind::Subheading), ["14:05 — Envoys arrive"]);
    assert_eq!(of(&article, ParagraphKind::Date), ["13:50"]);
    assert_eq!(of(&article, ParagraphKind::Body).len(), 2);
}

#[test]
fn comments_at_the_end_are_left_out() {
    let article = read(
        "Envoys meet in the capital\n\nEnvoys met on Monday in the capital of Lakeland.\n\n2 Comments\n\nHillland attacked us last year, do not forget it.\n\nNonsense, Lakeland attacked first.",
    );
    assert_eq!(of(&article, ParagraphKind::Body).len(), 1);
    assert_eq!(of(&article, ParagraphKind::Comments).len(), 3);
}

#[test]
fn the_id_is_given_hinted_or_made_of_the_text() {
    let hints = Hints { id: Some("a/b.txt".into()), ..Hints::default() };
    assert_eq!(text("Talks began.", &hints).id, "a/b.txt");
    assert_eq!(read("Talks began.").id, crate::hash_id(["Talks began."]));
}

proptest! {
    #[test]
    fn paragraphs_are_in_order_and_cover_the_text(
        page in "(By |Related|Published |Read more: |© |Menu|\\(Getty\\)|[a-zA-Z .,:\\-—’“]{0,40}|\\PC{0,20}|\r?\n|\n\n){0,40}",
    ) {
        let article = read(&page);
        let mut at = 0;
        for p in &article.paragraphs {
            prop_assert!(p.span.start >= at && p.span.start < p.span.end);
            prop_assert!(page[at..p.span.start].trim().is_empty());
            let words = p.span.of(&page);
            prop_assert_eq!(words, words.trim());
            at = p.span.end;
        }
        prop_assert!(page[at..].trim().is_empty());
        prop_assert_eq!(&article.text, &page);
    }
}
