//! One page of HTML with articles, their events, and the words each event rests on in colour.
//!
//! The page needs nothing from elsewhere: style and script stand in it, and its policy forbids every request. It
//! reads in the dark, on a phone, on paper, with the keyboard alone and without its script.

mod text;

use crate::paint::Role;
use detente::Article;
use detente::record::{EventRecord, ParticipantRecord};
use std::fmt::Write as _;

/// An article with its events, in order.
#[derive(Debug, Clone, Copy)]
pub struct Coded<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its events.
    pub events: &'a [EventRecord],
}

const STYLE: &str = include_str!("style.css");
const SCRIPT: &str = include_str!("script.js");
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page.
pub fn page(coded: &[Coded]) -> String {
    let mut out = String::new();
    head(&mut out);
    let events: usize = coded.iter().map(|c| c.events.len()).sum();
    let articles = counted(coded.len(), "article");
    out.push_str("<body>\n<a class=\"skip\" href=\"#main\">To the articles</a>\n<header>\n<h1>Who did what to whom</h1>\n");
    let _ =
        writeln!(out, "<p class=\"count\">{articles} · {} · found by detente</p>", counted(events, "event"));
    legend(&mut out);
    contents(coded, &mut out);
    out.push_str("</header>\n<main id=\"main\">\n");
    for (number, one) in coded.iter().enumerate() {
        article(number + 1, *one, &mut out);
    }
    out.push_str("</main>\n");
    footer(coded, &mut out);
    let _ = write!(
        out,
        "<p id=\"live\" class=\"hidden\" aria-live=\"polite\"></p>\n<script>\n{SCRIPT}</script>\n</body>\n</html>\n"
    );
    out
}

fn head(out: &mut String) {
    out.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    let _ = writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
    let _ = write!(out, "<title>detente: who did what to whom</title>\n<style>\n{STYLE}</style>\n</head>\n");
}

fn legend(out: &mut String) {
    out.push_str("<ul class=\"legend\" aria-label=\"Colours\">\n");
    for role in Role::ALL {
        let _ = writeln!(out, "<li><span class=\"{0}\">{0}</span></li>", role.as_str());
    }
    out.push_str("</ul>\n<p class=\"keys meta\"><kbd>j</kbd> next event, <kbd>k</kbd> previous, <kbd>Esc</kbd> all</p>\n");
}

fn contents(coded: &[Coded], out: &mut String) {
    if coded.len() < 2 {
        return;
    }
    out.push_str("<nav aria-label=\"Articles\">\n<ol>\n");
    for (number, one) in coded.iter().enumerate() {
        let (title, events) = (escaped(headline(one.article)), counted(one.events.len(), "event"));
        let _ = writeln!(
            out,
            "<li><a href=\"#article-{}\">{title}</a> <span class=\"meta\">{events}</span></li>",
            number + 1
        );
    }
    out.push_str("</ol>\n</nav>\n");
}

fn article(number: usize, one: Coded, out: &mut String) {
    let Coded { article, events } = one;
    let title = escaped(headline(article));
    let _ = writeln!(
        out,
        "<article id=\"article-{number}\" aria-labelledby=\"title-{number}\">\n<h2 id=\"title-{number}\">{title}</h2>"
    );
    let mut facts: Vec<String> = article.outlet.iter().map(|o| escaped(o)).collect();
    facts.extend(article.published.map(|d| d.to_string()));
    facts.extend(article.url.iter().map(|u| link(u)));
    facts.push(counted(events.len(), "event"));
    let _ = writeln!(
        out,
        "<p class=\"meta\">{}</p>\n<div class=\"pair\">\n<div class=\"text\">",
        facts.join(" · ")
    );
    text::text(article, events, out);
    out.push_str("</div>\n<ol class=\"events\" aria-label=\"Events\">\n");
    for (index, event) in events.iter().enumerate() {
        card(index + 1, event, article, out);
    }
    out.push_str("</ol>\n</div>\n</article>\n");
}

/// One event: what, who, the words, and behind a click why.
fn card(number: usize, event: &EventRecord, article: &Article, out: &mut String) {
    let modes = event.modes.iter().fold(String::new(), |all, mode| format!("{all} · {mode}"));
    let (kind, status) = (escaped(&format!("{}{modes}", event.kind)), event.status.as_str());
    let _ = writeln!(
        out,
        "<li><button type=\"button\" aria-pressed=\"false\" data-event=\"{number}\">{number}. {kind}</button> <span class=\"status\">{status}{}</span>",
        if event.alleged { ", alleged" } else { "" }
    );
    let arrow = if event.reciprocal { "↔" } else { "→" };
    let (actors, recipients) = (called(&event.actors, "actor"), called(&event.recipients, "recipient"));
    let _ = writeln!(out, "<p class=\"who\">{actors} {arrow} {recipients}</p>");
    out.push_str("<blockquote>");
    text::evidence(article, event, out);
    out.push_str("</blockquote>\n<details><summary>when, where, who says so, why</summary>\n<dl>\n");
    for (name, value) in facts(event) {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(&name), escaped(&value));
    }
    out.push_str("</dl>\n</details></li>\n");
}

fn facts(event: &EventRecord) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    let mut add = |name: &str, value: Option<String>| out.extend(value.map(|v| (name.to_string(), v)));
    add("date", event.date.map(|from| period(from, event.date_end)));
    add("due", event.due.map(|d| d.to_string()));
    add("place", event.place.as_ref().map(|p| with_code(&p.name, p.country.as_deref())));
    add("channel", event.channel.clone());
    let speakers: Vec<String> =
        event.attribution.iter().map(|s| with_code(&s.name, s.code.as_deref())).collect();
    add("says who", (!speakers.is_empty()).then(|| speakers.join(" ← ")));
    add("since", event.baseline.clone());
    add("about", (!event.contexts.is_empty()).then(|| event.contexts.join(", ")));
    for participant in event.actors.iter().chain(&event.recipients) {
        add(&participant.text, Some(participant.reason.clone()).filter(|r| !r.is_empty()));
    }
    for (field, reason) in &event.reasons {
        add(field, Some(reason.clone()));
    }
    add("confidence", Some(format!("{:.2}", event.confidence)));
    add("id", Some(event.event_id.clone()));
    out
}

fn period(from: jiff::civil::Date, to: Option<jiff::civil::Date>) -> String {
    match to.filter(|to| *to != from) {
        Some(to) => format!("{from} to {to}"),
        None => from.to_string(),
    }
}

fn with_code(name: &str, code: Option<&str>) -> String {
    code.map_or_else(|| name.to_string(), |code| format!("{name} ({code})"))
}

fn called(participants: &[ParticipantRecord], class: &str) -> String {
    let name = |p: &ParticipantRecord| {
        let name = escaped(p.name.as_deref().unwrap_or(&p.text));
        let code = p.code.as_ref().map(|c| format!(" <small>{}</small>", escaped(c))).unwrap_or_default();
        format!("<span class=\"{class}\">{name}</span>{code}")
    };
    let names: Vec<String> = participants.iter().map(name).collect();
    if names.is_empty() { "<span class=\"meta\">not known</span>".to_string() } else { names.join(", ") }
}

fn footer(coded: &[Coded], out: &mut String) {
    let Some(event) = coded.iter().find_map(|c| c.events.first()) else { return };
    let v = &event.versions;
    let versions = [v.detente, &v.codebook, &v.knowledge, &v.model].map(escaped);
    let [detente, codebook, knowledge, model] = versions;
    let _ = writeln!(
        out,
        "<footer>detente {detente} · codebook {codebook} · knowledge {knowledge} · model {model}. \
         Machine-coded: read the sentence before you cite an event.</footer>"
    );
}

fn headline(article: &Article) -> &str {
    article.title.as_deref().unwrap_or(&article.id)
}

/// A link only to what a browser fetches as a page, so that no address can run a script.
fn link(url: &str) -> String {
    let shown = escaped(url);
    let fetched = url.starts_with("https://") || url.starts_with("http://");
    if fetched { format!("<a href=\"{shown}\" rel=\"noreferrer\">{shown}</a>") } else { shown }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// Text as it may stand in an element or between double quotation marks.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_can_leave_its_place() {
        assert_eq!(escaped("<script>\"&'"), "&lt;script&gt;&quot;&amp;&#39;");
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
    }
}
