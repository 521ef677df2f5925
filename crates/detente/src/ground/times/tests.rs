//! Expressions and their values, over texts without a model: tense comes from the words nearby.

use super::baseline;
use crate::read::{Hints, text};
use crate::{Document, Sentence, Span, Time, Token};
use detente_english::{Upos, segment};
use detente_knowledge::Knowledge;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::sync::LazyLock;

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(|| Knowledge::embedded().unwrap());

/// The times of a document without places.
pub(super) fn times(document: &Document) -> Vec<Time> {
    super::times(&KNOWLEDGE, &[], document)
}

/// A document of sentences and bare tokens; every line is a paragraph.
pub(super) fn document(body: &str, published: Option<Date>) -> Document {
    let article = text(body, &Hints { published, ..Hints::default() });
    let (mut sentences, mut tokens) = (Vec::new(), Vec::new());
    for (paragraph, p) in article.paragraphs.iter().enumerate() {
        for part in segment(p.span.of(&article.text)) {
            let first = tokens.len();
            let shift = |r: std::ops::Range<usize>| Span::new(r.start + p.span.start, r.end + p.span.start);
            tokens.extend(part.tokens.into_iter().map(|r| bare(shift(r), sentences.len())));
            sentences.push(Sentence {
                span: shift(part.span),
                tokens: first..tokens.len(),
                paragraph,
                heading: false,
            });
        }
    }
    Document { article, sentences, tokens, quotes: Vec::new(), names: Vec::new() }
}

fn bare(span: Span, sentence: usize) -> Token {
    let (upos, xpos, feats, deprel) = (Upos::X, "", "_", "root");
    Token {
        span,
        lemma: String::new(),
        upos,
        xpos,
        feats,
        head: None,
        deprel,
        children: Vec::new(),
        sentence,
        name: "O",
    }
}

/// Friday, 5 January 2018.
const PUBLISHED: Date = date(2018, 1, 5);

fn found(body: &str) -> Vec<(String, String)> {
    let document = document(body, Some(PUBLISHED));
    times(&document).iter().map(|t| (t.span.of(body).to_string(), t.value.clone())).collect()
}

fn one(body: &str) -> Time {
    let document = document(body, Some(PUBLISHED));
    let mut times = times(&document);
    assert_eq!(times.len(), 1, "{body}: {times:?}");
    times.remove(0)
}

/// Each line: the sentence, the words of its one expression, the value.
fn check(lines: &[(&str, &str, &str)]) {
    for (body, words, value) in lines {
        assert_eq!(found(body), [(words.to_string(), value.to_string())], "{body}");
    }
}

#[test]
fn dates_are_read() {
    check(&[
        ("They met on Jan. 4, 2018 in Oslo.", "Jan. 4, 2018", "2018-01-04"),
        ("They met on January 4 in Oslo.", "January 4", "2018-01-04"),
        ("They met on 4 January in Oslo.", "4 January", "2018-01-04"),
        ("They met on the 4th of January in Oslo.", "the 4th of January", "2018-01-04"),
        ("They met on 2017-12-30 in Oslo.", "2017-12-30", "2017-12-30"),
        ("They met on December 28 in Oslo.", "December 28", "2017-12-28"),
        ("They will meet on January 9 in Oslo.", "January 9", "2018-01-09"),
        ("They met on Thursday, Jan. 4, in Oslo.", "Thursday, Jan. 4", "2018-01-04"),
        ("The war of December 2015 is over.", "December 2015", "2015-12"),
        ("It ended in 2016 after a vote.", "2016", "2016"),
        ("Prices rose in the 1990s in Oslo.", "the 1990s", "199"),
        ("They met in mid-March in Oslo.", "mid-March", "2017-03"),
        ("They met late last year in Oslo.", "late last year", "2017"),
        ("They met in the third quarter of 2016 in Oslo.", "the third quarter of 2016", "2016-Q3"),
        ("They met in the summer of 2016 in Oslo.", "the summer of 2016", "2016-SU"),
        ("He spoke on New Year's Day in Oslo.", "New Year's Day", "2018-01-01"),
        ("He spoke on Christmas Eve in Oslo.", "Christmas Eve", "2017-12-24"),
        ("He spoke at Easter 2015 in Oslo.", "Easter 2015", "2015-04-05"),
    ]);
}

#[test]
fn days_count_from_publication() {
    check(&[
        ("They met on Friday in Oslo.", "Friday", "2018-01-05"),
        ("They met on Monday in Oslo.", "Monday", "2018-01-01"),
        ("They will meet on Monday in Oslo.", "Monday", "2018-01-08"),
        ("They met last Friday in Oslo.", "last Friday", "2017-12-29"),
        ("They are to meet next Tuesday in Oslo.", "next Tuesday", "2018-01-09"),
        ("They will meet on Friday of next week in Oslo.", "Friday of next week", "2018-01-12"),
        ("They met yesterday in Oslo.", "yesterday", "2018-01-04"),
        ("They will meet tomorrow in Oslo.", "tomorrow", "2018-01-06"),
        ("They will meet next week in Oslo.", "next week", "2018-W02"),
        ("They met last month in Oslo.", "last month", "2017-12"),
        ("They met last year in Oslo.", "last year", "2017"),
        ("They met earlier this month in Oslo.", "earlier this month", "2018-01"),
        ("They met two days ago in Oslo.", "two days ago", "2018-01-03"),
        ("They met five years ago in Oslo.", "five years ago", "2013"),
        ("They met three weeks ago in Oslo.", "three weeks ago", "2017-W50"),
        ("They met several years ago in Oslo.", "several years ago", "PAST_REF"),
        ("They met on Thursday morning in Oslo.", "Thursday morning", "2018-01-04TMO"),
        ("They met last night in Oslo.", "last night", "2018-01-04TNI"),
    ]);
}

#[test]
fn lengths_and_sets_are_read() {
    check(&[
        ("They spoke for about 20 minutes in Oslo.", "20 minutes", "PT20M"),
        ("It is the first visit in more than two years.", "more than two years", "P2Y"),
        ("They waited twenty-four hours in Oslo.", "twenty-four hours", "PT24H"),
        ("They signed a two-year deal in Oslo.", "two-year", "P2Y"),
        ("They fought over the past two months in Oslo.", "the past two months", "P2M"),
        ("They waited two and a half years in Oslo.", "two and a half years", "P2Y6M"),
        ("They fought for decades in Oslo.", "decades", "PXDE"),
        ("The yearly drills were delayed in Oslo.", "yearly", "P1Y"),
        ("They meet every week in Oslo.", "every week", "P1W"),
        ("They meet every Friday in Oslo.", "every Friday", "XXXX-WXX-5"),
        ("They met recently in Oslo.", "recently", "PAST_REF"),
        ("They will soon meet in Oslo.", "soon", "FUTURE_REF"),
        ("The army now holds the town.", "now", "PRESENT_REF"),
    ]);
}

#[test]
fn what_is_no_time_is_left_alone() {
    for body in [
        "They may meet in Oslo.",
        "The march through Oslo was banned.",
        "He is 34 years old and lives in Oslo.",
        "More than 2000 people marched in Oslo.",
        "A 27-year-old was held in Oslo.",
        "They came second in Oslo.",
        "They fall on the ice in Oslo.",
        "About 9 marched in Oslo.",
        "It cost $1999 in Oslo.",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn a_story_goes_on_from_the_day_it_last_spoke_of() {
    let body = "The king spoke on New Year's Day in Oslo.\nJust a day later, aides named January 9 for a second round.\nThen, on January 3, the clerks tested the cable for 20 minutes, which nobody had done since February 2016. The last message came around 6:07 pm.\nThe following day, the date stood.";
    let values: Vec<String> = found(body).into_iter().map(|(_, value)| value).collect();
    assert_eq!(
        values,
        [
            "2018-01-01",
            "2018-01-02",
            "2018-01-09",
            "2018-01-03",
            "PT20M",
            "2016-02",
            "2018-01-03T18:07",
            "2018-01-04"
        ]
    );
}

#[test]
fn days_of_ranges_and_parts() {
    let time = one("They met on Jan. 2-4 in Oslo.");
    assert_eq!((time.begin, time.end), (Some(date(2018, 1, 2)), Some(date(2018, 1, 4))));
    let time = one("They met late last year in Oslo.");
    assert_eq!((time.begin, time.end), (Some(date(2017, 8, 31)), Some(date(2017, 12, 31))));
    let time = one("They met earlier this month in Oslo.");
    assert_eq!((time.begin, time.end), (Some(date(2018, 1, 1)), Some(PUBLISHED)));
    let time = one("They met at 10 a.m. on Tuesday in Oslo.");
    assert_eq!(
        (time.value.as_str(), time.begin, time.end),
        ("2018-01-02T10:00", Some(date(2018, 1, 2)), Some(date(2018, 1, 2)))
    );
}

#[test]
fn without_a_day_of_publication_values_stay_open() {
    let document = document(
        "They met on Friday, two days after the fall. On May 5, 2015 they left; a day later it rained.",
        None,
    );
    let times = times(&document);
    let values: Vec<&str> = times.iter().map(|t| t.value.as_str()).collect();
    assert_eq!(values, ["XXXX-WXX-5", "P2D", "2015-05-05", "2015-05-06"]);
    assert_eq!(times[0].begin, None);
}

#[test]
fn baselines_are_read() {
    for (body, expected) in [
        ("They spoke for the first time since March 2015.", Some("first since 2015-03")),
        ("It is the first time in more than two years that they spoke.", Some("first in >P2Y")),
        (
            "The first time a minister from Lima will come to Quito in more than two years.",
            Some("first in >P2Y"),
        ),
        ("It was the deadliest attack in ten years.", Some("deadliest in P10Y")),
        ("They spoke in March 2015.", None),
    ] {
        let document = document(body, Some(PUBLISHED));
        let times = times(&document);
        assert_eq!(baseline(&document, &times, Span::new(0, body.len())).as_deref(), expected, "{body}");
    }
}

proptest! {
    #[test]
    fn any_words_give_times_in_order(
        words in prop::collection::vec(
            "(last|next|the|of|May|Friday|year|weeks?|9999|2016|31|Jan\\.|-|ago|later|a|half|and|third|quarter|century|10:30|pm|early|Easter|every|’90s|\\PC{1,4})",
            0..30,
        ),
        day in prop::option::of(0i64..3_000_000),
    ) {
        let published = day.and_then(|n| Date::MIN.checked_add(jiff::ToSpan::days(n)).ok());
        let document = document(&words.join(" "), published);
        let mut at = 0;
        for time in times(&document) {
            prop_assert!(time.span.start >= at && time.span.end > time.span.start);
            prop_assert!(time.begin <= time.end);
            prop_assert!(!time.value.is_empty());
            at = time.span.end;
        }
    }
}
