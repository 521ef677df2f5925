//! One test for each phenomenon, and the invariants over arbitrary texts.

use proptest::prelude::*;

use super::segment;

/// `want` has a token in each word and a sentence in each line.
#[track_caller]
fn check(text: &str, want: &str) {
    let found: Vec<String> = segment(text)
        .iter()
        .map(|s| s.tokens.iter().map(|t| &text[t.clone()]).collect::<Vec<_>>().join(" "))
        .collect();
    assert_eq!(found.join("\n"), want);
}

/// Sentences only, each a line.
#[track_caller]
fn sentences(text: &str, want: &[&str]) {
    let found: Vec<&str> = segment(text).iter().map(|s| &text[s.span.clone()]).collect();
    assert_eq!(found, want);
}

#[test]
fn plain_sentences() {
    check("Kim met Moon. They talked.", "Kim met Moon .\nThey talked .");
    check("", "");
    check(" \n\n ", "");
    check("Really?! Yes!!! No...", "Really ?!\nYes !!!\nNo ...");
}

#[test]
fn titles_and_initials() {
    check("Gen. Vincent K. Brooks met Mr. Kim.", "Gen. Vincent K. Brooks met Mr. Kim .");
    check("J. K. Rowling left. George W. Bush stayed.", "J. K. Rowling left .\nGeorge W. Bush stayed .");
    check("Lt. Gov. Dan Patrick spoke.", "Lt. Gov. Dan Patrick spoke .");
    check("It was plan B. The rest left.", "It was plan B .\nThe rest left .");
}

#[test]
fn abbreviations_that_may_end() {
    check("He left the U.S. The U.S. Army stayed.", "He left the U.S.\nThe U.S. Army stayed .");
    check("Acme Inc. said so. He owns Acme Inc.", "Acme Inc. said so .\nHe owns Acme Inc .");
    check(
        "At 5 p.m. on Jan. 3 in Washington, D.C., it began.",
        "At 5 p.m. on Jan. 3 in Washington , D.C. , it began .",
    );
    check("Apples, pears, etc. He ate.", "Apples , pears , etc .\nHe ate .");
    check("See No. 5. No. He won't.", "See No. 5 .\nNo .\nHe wo n't .");
}

#[test]
fn figures() {
    check("It rose 3.5% to $1,200.50.", "It rose 3.5 % to $ 1,200.50 .");
    check("£3bn, US$5m, $401.3b, 10km and 5pm", "£ 3 bn , US$ 5 m , $ 401.3 b , 10 km and 5 pm");
    check(
        "On 2018-01-05 at 6:07, 9/11, the 1990s, 21st.",
        "On 2018-01-05 at 6:07 , 9/11 , the 1990s , 21st .",
    );
    check("Call 713-853-3989 in 1990-95.", "Call 713-853-3989 in 1990 - 95 .");
    check("'72 and .5", "'72 and .5");
}

#[test]
fn hyphens_and_slashes() {
    check(
        "a high-level co-founder and/or anti-war e-mail",
        "a high - level co-founder and / or anti-war e-mail",
    );
    check("mid-August -- state-of-the-art", "mid-August -- state - of - the - art");
    check("the F-16", "the F - 16");
}

#[test]
fn clitics() {
    check(
        "Don't! Kim's wife can't; we'll see, I'd've.",
        "Do n't !\nKim 's wife ca n't ; we 'll see , I 'd 've .",
    );
    check("the workers' rights, cannot, gonna", "the workers ' rights , can not , gon na");
    check("Moon’s aide didn’t", "Moon ’s aide did n’t");
    check("Shi'ite O'Brien's", "Shi'ite O'Brien 's");
}

#[test]
fn quotations() {
    sentences("\"We won.\" He left.", &["\"We won.\"", "He left."]);
    sentences("\"We won,\" he said. \"Yes.\"", &["\"We won,\" he said.", "\"Yes.\""]);
    sentences("\"Stop!\" he said.", &["\"Stop!\" he said."]);
    sentences(
        "“Why now?” President Moon Jae-in asked. Nobody knew.",
        &["“Why now?” President Moon Jae-in asked.", "Nobody knew."],
    );
    sentences("‘It is over.’ The talks ended.", &["‘It is over.’", "The talks ended."]);
    sentences("(He left.) She stayed.", &["(He left.)", "She stayed."]);
    sentences("He won.[12] She lost.[3][4] They left.", &["He won.[12]", "She lost.[3][4]", "They left."]);
}

#[test]
fn addresses() {
    check(
        "See http://a.org/b?c=d. Or www.un.org, a@b.com.",
        "See http://a.org/b?c=d .\nOr www.un.org , a@b.com .",
    );
    check("#VPinASIA by @user on nytimes.com/x (CNN.com)", "#VPinASIA by @user on nytimes.com/x ( CNN.com )");
    check("report.pdf of Yahoo! and AT&T :)", "report.pdf of Yahoo! and AT&T :)");
}

#[test]
fn missing_space() {
    check("He left.She stayed.", "He left .\nShe stayed .");
}

#[test]
fn ellipses_and_dashes() {
    sentences(
        "He said ... nothing. But... She left… and came back.",
        &["He said ... nothing.", "But...", "She left… and came back."],
    );
    sentences(
        "The North — which denies it — agreed – at last—to talk.",
        &["The North — which denies it — agreed – at last—to talk."],
    );
}

#[test]
fn datelines_and_headlines() {
    sentences(
        "Koreas agree to talks\nSEOUL, March 17 (Reuters) - The Koreas agreed. They said so.",
        &["Koreas agree to talks", "SEOUL, March 17 (Reuters) - The Koreas agreed.", "They said so."],
    );
    sentences("At 5 p.m. EST. The SEC. The end.", &["At 5 p.m. EST.", "The SEC.", "The end."]);
    sentences("By Jane Doe\n\nSEOUL — It rained.", &["By Jane Doe", "SEOUL — It rained."]);
    sentences(
        "TROOPS LEFT THE U.S. IN MAY. GEN. BROOKS SAID SO.",
        &["TROOPS LEFT THE U.S. IN MAY.", "GEN. BROOKS SAID SO."],
    );
}

#[test]
fn wrapped_lines() {
    let text = "The government of South Korea said on Monday that it\nwould send a letter to Kim.\n\nHe had\nAsked for it.";
    assert_eq!(segment("The talks,\nheld in secret, failed.").len(), 1);
    assert_eq!(segment("a\n\nb").len(), 2);
    assert_eq!(segment("One\r\nTwo\r\n").len(), 2);
    assert_eq!(segment(text).len(), 3, "lines that do not go on are lines of their own");
    let wrapped = "The government of South Korea said on Monday that it\nwould send a letter to its neighbour and President\nKim Jong-un, who had asked for it. The answer is\nawaited.";
    assert_eq!(segment(wrapped).len(), 2);
}

#[test]
fn lists() {
    sentences("1. Talks begin\n2. Talks end", &["1. Talks begin", "2. Talks end"]);
    sentences("• first\n• second\n- third", &["• first", "• second", "- third"]);
}

#[test]
fn characters_without_a_place() {
    check("\u{feff}Co\u{ad}operation be\u{200b}gan.", "\u{feff}Co\u{ad}operation be\u{200b}gan .");
    check("cafe\u{301} 👍🏽 👩\u{200d}👩", "cafe\u{301} 👍🏽 👩\u{200d}👩");
}

#[test]
fn awkward_texts_take_linear_time() {
    for unit in [
        "a.", "1:", "://", "ab://", "@a", "a-", "1-", "'", ".", "\"", "[1]", "(", "\n", "a\n", "A. ", "x:)",
        "w", "www.",
    ] {
        assert!(!segment(&unit.repeat(40_000)).is_empty() || unit == "\n");
    }
}

proptest! {
    #[test]
    fn invariants_of_any_text(text in "\\PC*") {
        invariants(&text);
    }

    #[test]
    fn invariants_of_what_looks_like_text(
        parts in prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..40)
    ) {
        invariants(&parts.concat());
    }
}

const PARTS: &[&str] = &[
    " ", " ", "\n", "\n\n", "\r\n", "a", "The", "U.S.", "Mr.", "No.", "5", "1,200", ".", "..", "!", "?", "…",
    "\"", "”", "“", "'", "’s", "n't", "(", ")", "[", "]", "-", "—", "/", ":", ";", "@", "#", "$", "%",
    "http://", "www.", ".com", "\u{ad}", "\u{200d}", "👍", "é", "İ", "\u{301}", "日本", ":)", "*", "_",
    "can't", "cannot", "\u{2028}", "\u{a0}", "etc.", "J.", "said", "km", "&", "+", "<", ">", "İ's",
];

fn invariants(text: &str) {
    let mut at = 0;
    for sentence in segment(text) {
        assert!(!sentence.tokens.is_empty());
        assert_eq!(sentence.span.start, sentence.tokens[0].start);
        assert_eq!(sentence.span.end, sentence.tokens[sentence.tokens.len() - 1].end);
        for token in sentence.tokens {
            assert!(token.start >= at && token.end > token.start);
            assert!(text[at..token.start].chars().all(char::is_whitespace));
            assert!(!text[token.clone()].contains(char::is_whitespace));
            at = token.end;
        }
    }
    assert!(text[at..].chars().all(char::is_whitespace));
}
