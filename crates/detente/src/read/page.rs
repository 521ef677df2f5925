//! A page: which of its blocks are the article, and what its head and tail say about it.
//!
//! Each block is first judged by itself ([`super::lines`]); what is left is judged by its place: before the first full
//! sentence stand the headline and its company, behind the last one what the page hangs on.

use super::lines::{Line, Verdict};
use super::{Hints, blocks, byline, dateline, dates, language};
use crate::{Article, Code, Notice, Paragraph, ParagraphKind};
use jiff::civil::Date;

/// What a record says of itself.
#[derive(Debug, Default)]
pub(super) struct Given {
    pub id: Option<String>,
    pub title: Option<String>,
    pub outlet: Option<String>,
    pub url: Option<String>,
    pub published: Option<Date>,
}

impl Given {
    /// An id from content: the same for the same article, wherever it lies.
    fn hash(&self, text: &str) -> String {
        let day = self.published.map(|day| day.to_string());
        let parts = [&day, &self.title, &self.outlet, &self.url].map(|part| part.as_deref());
        let rest = if parts.iter().all(Option::is_none) { &[][..] } else { &parts };
        crate::hash_id([text].into_iter().chain(rest.iter().map(|part| part.unwrap_or_default())))
    }
}

/// The article in a text.
pub(super) fn article(text: &str, given: Given, hints: &Hints, mut notices: Vec<Notice>) -> Article {
    let blocks = blocks::blocks(text);
    let lines: Vec<Line<'_>> = blocks.iter().map(|b| Line::new(b.span.of(text), b.gap)).collect();
    let verdicts = Page::new(&lines, given.title.as_deref()).verdicts();
    let found = Found::new(&lines, &verdicts);
    let published = given.published.or(found.published).or(hints.published);
    if published.is_none() {
        notices.push(Notice::new(Code::NoDate, "none is given and the text names none"));
    }
    let paragraph = |(b, v): (&blocks::Block, &Verdict)| Paragraph { span: b.span, kind: v.0, reason: v.1 };
    let paragraphs: Vec<Paragraph> = blocks.iter().zip(&verdicts).map(paragraph).collect();
    let id = given.id.clone().or_else(|| hints.id.clone()).unwrap_or_else(|| given.hash(text));
    let language = language::language(text, &paragraphs, None);
    notices.extend(Article::foreign_notice(language.as_deref()));
    Article {
        id,
        path: hints.path.clone(),
        url: given.url,
        title: given.title.or(found.title),
        subtitle: found.subtitle,
        byline: found.byline,
        outlet: given.outlet.or_else(|| hints.outlet.clone()).or(found.outlet),
        published,
        clock: None,
        updated: None,
        language,
        section: None,
        dateline: found.dateline,
        text: text.to_string(),
        paragraphs,
        notices,
    }
}

/// Reason of a line that holds the headline and the outlet.
pub(super) const PAGE_TITLE: &str = "title of the page";

/// The passes over a page's lines.
struct Page<'a> {
    lines: &'a [Line<'a>],
    verdicts: Vec<Option<Verdict>>,
    title: Option<&'a str>,
}

impl<'a> Page<'a> {
    fn new(lines: &'a [Line<'a>], title: Option<&'a str>) -> Page<'a> {
        let verdicts = lines.iter().map(Line::cue).collect();
        Page { lines, verdicts, title }
    }

    fn verdicts(mut self) -> Vec<Verdict> {
        if let [line] = self.lines {
            return vec![alone(line)];
        }
        self.repeated();
        self.author_roles();
        self.newsletters();
        self.comments();
        self.datelines();
        let start = self.first_prose().unwrap_or(self.lines.len());
        self.head(start);
        self.tail();
        self.marks();
        self.rest(start);
        self.verdicts.into_iter().map(|v| v.unwrap_or((ParagraphKind::Body, "text"))).collect()
    }

    fn open(&self, i: usize) -> bool {
        self.verdicts[i].is_none()
    }

    fn set(&mut self, i: usize, kind: ParagraphKind, reason: &'static str) {
        self.verdicts[i] = Some((kind, reason));
    }

    fn kind(&self, i: usize) -> Option<ParagraphKind> {
        self.verdicts.get(i).copied().flatten().map(|v| v.0)
    }

    /// A short line that stands there twice in a row is the text of a picture.
    fn repeated(&mut self) {
        for i in 1..self.lines.len() {
            let (above, line) = (&self.lines[i - 1], &self.lines[i]);
            if above.plain == line.plain && !line.terminal && line.words <= 30 {
                self.set(i, ParagraphKind::Caption, "the line stands there twice");
                self.set(i - 1, ParagraphKind::Caption, "the line stands there twice");
            }
        }
    }

    /// "Senior Writer" beside a byline.
    fn author_roles(&mut self) {
        for i in 1..self.lines.len() {
            if self.open(i)
                && self.kind(i - 1) == Some(ParagraphKind::Byline)
                && self.lines[i].is_author_role()
            {
                self.set(i, ParagraphKind::Byline, "role of the author");
            }
        }
    }

    /// Lines in the words of advertising that follow an invitation.
    fn newsletters(&mut self) {
        for i in 1..self.lines.len() {
            let line = &self.lines[i];
            let sells = line.promotion() >= if line.words <= 12 { 1 } else { 3 };
            if self.open(i)
                && self.kind(i - 1) == Some(ParagraphKind::Newsletter)
                && line.words <= 40
                && sells
            {
                self.set(i, ParagraphKind::Newsletter, "goes on with an invitation");
            }
        }
    }

    /// From the heading of the comments, everything is theirs, if most of the page stands above it.
    fn comments(&mut self) {
        let words: usize = self.lines.iter().map(|l| l.words).sum();
        let mut above = 0;
        for i in 0..self.lines.len() {
            // Without a number the word may head anything: a column, a section.
            let share = if self.lines[i].words > 1 { 3 } else { 6 };
            if self.kind(i) == Some(ParagraphKind::Comments) && above * 10 > words * share {
                return (i..self.lines.len())
                    .for_each(|i| self.set(i, ParagraphKind::Comments, "below the heading of the comments"));
            }
            above += self.lines[i].words;
        }
    }

    /// A dateline with a line of its own, as wires write it.
    fn datelines(&mut self) {
        for i in 0..self.lines.len() {
            let text = self.lines[i].text;
            if self.open(i) && dateline(text).is_some_and(|d| d.length == text.len()) {
                self.set(i, ParagraphKind::Body, "dateline");
            }
        }
    }

    fn first_prose(&self) -> Option<usize> {
        let begins = |line: &Line<'_>| line.is_prose() || line.is_item() || line.is_entry();
        (0..self.lines.len()).find(|&i| self.open(i) && begins(&self.lines[i]))
    }

    /// Headline, subtitle and leftovers of the menu before the first full sentence.
    fn head(&mut self, start: usize) {
        let open: Vec<usize> = (0..start).filter(|&i| self.open(i)).collect();
        let Some(headline) = self.headline(&open, start) else { return };
        for &i in &open {
            match i.cmp(&headline) {
                std::cmp::Ordering::Less => self.before_headline(i, headline),
                std::cmp::Ordering::Equal => self.set(i, ParagraphKind::Headline, "first line of its kind"),
                std::cmp::Ordering::Greater => self.after_headline(i, headline),
            }
        }
        self.sentence_as_subtitle(headline, start);
    }

    /// The given title, or a page title's twin, or the first line of four words, or of two.
    fn headline(&self, open: &[usize], start: usize) -> Option<usize> {
        let named = self.title.map(|t| Line::new(t, 0).plain);
        let is_title = |i: &&usize| named.as_ref().is_some_and(|t| *t == self.lines[**i].plain);
        let twin = |i: &&usize| {
            self.lines[**i].words >= 4 && open.iter().any(|j| j < *i && self.is_page_title(*j, **i))
        };
        let long =
            |least: usize| open.iter().find(|&&i| self.lines[i].words >= least && self.lines[i].words <= 40);
        // Of several twins (menus repeat themselves, too) the headline is the longest.
        let twins = open.iter().filter(twin).rev().max_by_key(|i| self.lines[**i].words);
        let last = open.iter().rfind(is_title).or(twins).or_else(|| long(4)).or_else(|| long(2));
        let question = || (start > 0 || self.lines.len() > 1).then(|| self.question(start)).flatten();
        last.copied().or_else(question)
    }

    /// A headline that is a question counts as the first full sentence.
    fn question(&self, start: usize) -> Option<usize> {
        let line = self.lines.get(start)?;
        let asks = line.text.ends_with(['?', '!']) && line.words <= 20 && start + 1 < self.lines.len();
        (asks && self.lines.get(start + 1).is_some_and(|next| next.gap > 0)).then_some(start)
    }

    /// "Headline | Outlet" above the headline itself.
    fn is_page_title(&self, i: usize, headline: usize) -> bool {
        let (above, line) = (&self.lines[i].plain, &self.lines[headline].plain);
        above == line
            || above
                .strip_prefix(line.as_str())
                .is_some_and(|rest| rest.trim_start().starts_with(['|', '-', '–', '—', '·']))
    }

    fn before_headline(&mut self, i: usize, headline: usize) {
        let reason = if self.is_page_title(i, headline) { PAGE_TITLE } else { "stands above the headline" };
        self.set(i, ParagraphKind::Navigation, reason);
    }

    fn after_headline(&mut self, i: usize, headline: usize) {
        let words = self.lines[i].words;
        if self.is_page_title(i, headline) {
            return self.set(i, ParagraphKind::Navigation, "repeats the headline");
        }
        let first = !self.verdicts.iter().flatten().any(|v| v.0 == ParagraphKind::Subtitle);
        match (words, first) {
            (0..=3, _) => self.set(i, ParagraphKind::Navigation, "short line above the text"),
            (_, true) => self.set(i, ParagraphKind::Subtitle, "line under the headline"),
            _ => self.set(i, ParagraphKind::Subheading, "line above the text"),
        }
    }

    /// A sentence right under the headline, parted from the text by a byline, a date or a wider gap.
    fn sentence_as_subtitle(&mut self, headline: usize, start: usize) {
        let Some(next) = self.lines.get(start + 1).filter(|_| start == headline + 1) else { return };
        let parted = matches!(
            self.kind(start + 1),
            Some(ParagraphKind::Byline | ParagraphKind::Date | ParagraphKind::Caption)
        );
        let wider = next.gap > self.lines[start].gap
            && self.lines[start + 1..].iter().filter(|l| l.gap >= next.gap).count() <= 3;
        if self.open(start) && self.lines[start].words <= 40 && (parted || wider) {
            self.set(start, ParagraphKind::Subtitle, "sentence under the headline, parted from the text");
        }
    }

    /// Biographies at the end, and everything without full sentences behind the last paragraph.
    fn tail(&mut self) {
        let author = self.author();
        for i in (0..self.lines.len()).rev() {
            if !self.open(i) {
                continue;
            }
            let below_heading = i > 0 && self.kind(i - 1) == Some(ParagraphKind::Biography);
            if self.lines[i].is_biography(author.as_deref()) || below_heading {
                self.set(i, ParagraphKind::Biography, "speaks of the author");
            } else if self.lines[i].is_prose() {
                break;
            }
        }
    }

    fn author(&self) -> Option<String> {
        let first = (0..self.lines.len()).find(|&i| self.kind(i) == Some(ParagraphKind::Byline))?;
        byline::name(self.lines[first].text)
    }

    /// Lines that are no sentences behind a heading such as "Related".
    fn marks(&mut self) {
        let last = (0..self.lines.len()).rfind(|&i| self.open(i) && self.lines[i].is_prose());
        let mut under: Option<ParagraphKind> = None;
        for i in 0..self.lines.len() {
            let behind = last.is_none_or(|last| i > last);
            match self.verdicts[i].map(|v| v.0) {
                Some(kind) if is_mark(kind) => {
                    under = (behind || self.lines[i].words <= 4).then_some(kind).or(under)
                }
                Some(_) => {}
                None if self.lines[i].terminal && !(behind && self.lines[i].words < 4) => under = None,
                None => {
                    if let Some(kind) = under {
                        self.set(i, swallowed(kind), "under a heading of page residue");
                    }
                }
            }
        }
    }

    /// What is left: text, headings between paragraphs, lists.
    fn rest(&mut self, start: usize) {
        self.runs_of_labels();
        for i in start..self.lines.len() {
            let line = &self.lines[i];
            if !self.open(i) {
                continue;
            }
            if line.is_item() {
                self.set(i, ParagraphKind::Body, "item of a list");
            } else if !line.terminal && line.words <= 14 && i + 1 < self.lines.len() {
                self.set(i, ParagraphKind::Subheading, "short line between paragraphs");
            }
        }
    }

    /// Three and more labels below each other are a menu or tags.
    fn runs_of_labels(&mut self) {
        let label = |i: usize| {
            self.open(i) && !self.lines[i].terminal && self.lines[i].words <= 3 && !self.lines[i].is_item()
        };
        let labels: Vec<bool> = (0..self.lines.len()).map(label).collect();
        for (from, run) in runs(&labels) {
            if run >= 3 {
                (from..from + run)
                    .for_each(|i| self.set(i, ParagraphKind::Navigation, "one of several labels"));
            }
        }
    }
}

/// Where runs of `true` begin, and how long they are.
fn runs(flags: &[bool]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (i, _) in flags.iter().enumerate().filter(|(_, flag)| **flag) {
        match runs.last_mut() {
            Some((from, run)) if *from + *run == i => *run += 1,
            _ => runs.push((i, 1)),
        }
    }
    runs
}

fn is_mark(kind: ParagraphKind) -> bool {
    use ParagraphKind::{Biography, Legal, Newsletter, Related, Sharing};
    matches!(kind, Related | Biography | Newsletter | Legal | Sharing)
}

/// What lines under a heading of that kind are.
fn swallowed(kind: ParagraphKind) -> ParagraphKind {
    match kind {
        ParagraphKind::Biography | ParagraphKind::Related => ParagraphKind::Related,
        _ => ParagraphKind::Navigation,
    }
}

/// A text of one line: there is nothing that it could be the residue of, unless it says nothing else.
fn alone(line: &Line<'_>) -> Verdict {
    match line.cue() {
        Some(verdict) if !line.is_prose() => verdict,
        _ if line.terminal || line.words > 20 => (ParagraphKind::Body, "the only line"),
        _ => (ParagraphKind::Headline, "the only line, without an end"),
    }
}

/// What the page says about the article.
#[derive(Default)]
struct Found {
    title: Option<String>,
    subtitle: Option<String>,
    byline: Option<String>,
    outlet: Option<String>,
    published: Option<Date>,
    dateline: Option<String>,
}

impl Found {
    fn new(lines: &[Line<'_>], verdicts: &[Verdict]) -> Found {
        let of = |kind| lines.iter().zip(verdicts).filter(move |(_, v)| v.0 == kind).map(|(l, _)| l.text);
        let first = |kind| of(kind).next().map(joined);
        let dateline = of(ParagraphKind::Body).next().and_then(dateline);
        let title = first(ParagraphKind::Headline);
        Found {
            byline: of(ParagraphKind::Byline).find_map(byline::name),
            outlet: byline::outlet(lines, verdicts, dateline.as_ref().and_then(|d| d.agency)),
            published: published(of(ParagraphKind::Date), of(ParagraphKind::Subheading)),
            dateline: dateline.map(|d| d.place.to_string()),
            title: title.map(|t| byline::without_outlet(&t).0.to_string()),
            subtitle: first(ParagraphKind::Subtitle),
        }
    }
}

/// The day of publication before the day of a change.
fn published<'a>(
    dates: impl Iterator<Item = &'a str>,
    headings: impl Iterator<Item = &'a str>,
) -> Option<Date> {
    let found: Vec<(bool, Date)> = dates
        .chain(headings)
        .filter_map(|line| Some((is_update(line), dates::date_in_line(line)?)))
        .collect();
    found.iter().find(|(update, _)| !update).or_else(|| found.first()).map(|(_, date)| *date)
}

fn is_update(line: &str) -> bool {
    let lower = line.trim_start().to_lowercase();
    ["updated", "modified", "last"].iter().any(|word| lower.starts_with(word))
}

/// A block's lines as one.
fn joined(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
