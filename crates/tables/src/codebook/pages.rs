//! The codebook for people: what stands on which page. [`super::markdown`] and [`super::html`] write it.

use detente_knowledge::schema::{Accept, Border, EventType, Pack, Reject};
use detente_knowledge::{Context, Entry, Label, LabelAccept, LabelReject};

/// A page of the codebook.
#[derive(Debug, Clone, PartialEq)]
pub struct CodebookPage {
    /// Name of its file, without the ending.
    pub name: String,
    /// Its title.
    pub title: String,
    pub(super) blocks: Vec<Block>,
}

/// A part of a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Heading(String),
    Text(Vec<Piece>),
    List(Vec<Vec<Piece>>),
    Table(&'static [&'static str], Vec<Vec<Vec<Piece>>>),
}

/// A run of words.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Plain(String),
    Code(String),
    Marked(Mark, String),
    /// Words that lead to a page.
    Link {
        page: String,
        words: String,
    },
}

/// What words of an example are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Actor,
    Recipient,
    /// The words that report it, or that look like it.
    Words,
}

const QUADS: [&str; 4] =
    ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

/// All pages: the first one leads to the others, then one for each type, then contexts, statuses, channels and sectors.
pub fn codebook_pages(pack: &Pack) -> Vec<CodebookPage> {
    let mut out = vec![index(pack)];
    out.extend(pack.types.iter().map(|kind| of_type(kind, pack)));
    out.push(contexts(&pack.contexts));
    out.push(labels("statuses", "Statuses", STATUSES, &pack.statuses));
    out.push(labels("channels", "Channels", CHANNELS, &pack.channels));
    out.push(labels("sectors", "Sectors", SECTORS, &pack.sectors));
    out
}

const STATUSES: &str = "Whether it took place. Type and status go together: cooperation that lies ahead is AGREE, planned force is \
    THREATEN, refused cooperation is REJECT or SANCTION.";
const CHANNELS: &str = "How something was said or done, where the text says so.";
const SECTORS: &str =
    "In what role somebody acts on the day of the event. The sector stands after the country: PRKGOV.";

fn plain(text: impl Into<String>) -> Vec<Piece> {
    vec![Piece::Plain(text.into())]
}

fn code(text: &str) -> Vec<Piece> {
    vec![Piece::Code(text.to_string())]
}

fn link(page: &str) -> Vec<Piece> {
    vec![Piece::Link { page: page.to_string(), words: page.to_string() }]
}

fn index(pack: &Pack) -> CodebookPage {
    let row = |kind: &EventType| {
        let class = QUADS[usize::from(kind.quad.clamp(1, 4)) - 1];
        vec![link(&kind.code), plain(class), plain(signed(kind.score)), plain(&kind.definition)]
    };
    let other = |page: &str, count: usize| {
        let mut pieces = link(page);
        pieces.push(Piece::Plain(format!(": {count}")));
        pieces
    };
    let examples = vec![
        Piece::Plain("In the examples ".into()),
        Piece::Marked(Mark::Actor, "actors".into()),
        Piece::Plain(", ".into()),
        Piece::Marked(Mark::Recipient, "recipients".into()),
        Piece::Plain(" and the ".into()),
        Piece::Marked(Mark::Words, "words".into()),
        Piece::Plain(
            " that report the event, or that look like it, are marked. Every example is a test of the program. A sentence is \
             read as if it had been published on 15 June 2018."
                .into(),
        ),
    ];
    CodebookPage {
        name: "README".into(),
        title: "The codebook".into(),
        blocks: vec![
            Block::Text(plain(
                "What an event is, and how to decide. Made from the files in `codebook/`; to change it, change those.",
            )),
            Block::Text(examples),
            Block::Heading("Types".into()),
            Block::Table(&["type", "class", "score", "meaning"], pack.types.iter().map(row).collect()),
            Block::Heading("What every event has".into()),
            Block::List(vec![
                other("contexts", pack.contexts.len()),
                other("statuses", pack.statuses.len()),
                other("channels", pack.channels.len()),
                other("sectors", pack.sectors.len()),
            ]),
        ],
    }
}

fn signed(score: f64) -> String {
    if score > 0.0 { format!("+{score}") } else { score.to_string() }
}

fn of_type(kind: &EventType, pack: &Pack) -> CodebookPage {
    let entries: Vec<&Entry> = pack.entries.iter().filter(|e| e.kind == kind.code).collect();
    let cameo = if kind.cameo.is_empty() { "none".to_string() } else { kind.cameo.join(", ") };
    let class = QUADS[usize::from(kind.quad.clamp(1, 4)) - 1];
    let facts = format!(
        "Class {} ({class}), score {}, recipient {}, CAMEO {cameo}.",
        kind.quad,
        signed(kind.score),
        kind.recipient
    );
    let mut blocks = vec![
        Block::Text(plain(facts)),
        Block::Text(plain(&kind.definition)),
        Block::Heading("Rule".into()),
        Block::Text(plain(&kind.rule)),
        Block::Heading("Borders".into()),
        Block::List(
            kind.border.iter().map(|b| [link(&b.with), plain(format!(": {}", b.rule))].concat()).collect(),
        ),
    ];
    blocks.extend(modes(kind));
    blocks.push(Block::Heading("Accepted".into()));
    blocks.push(Block::List(kind.accept.iter().map(accepted).collect()));
    blocks.push(Block::Heading("Rejected".into()));
    blocks.push(Block::List(kind.reject.iter().map(rejected).collect()));
    blocks.push(Block::Heading("Words".into()));
    blocks.push(Block::Table(&["meaning", "words"], entries.iter().map(|e| words(e)).collect()));
    CodebookPage { name: kind.code.clone(), title: format!("{} · {}", kind.code, kind.name), blocks }
}

/// Each mode with its score and its sentences.
fn modes(kind: &EventType) -> Vec<Block> {
    let heading = (!kind.mode.is_empty()).then(|| Block::Heading("Modes".into()));
    let about = |mode: &Label| {
        let score = signed(mode.score.unwrap_or(kind.score));
        [code(&mode.code), plain(format!(" ({score}): {}", mode.definition))].concat()
    };
    let each = kind.mode.iter().flat_map(|mode| label(mode, about(mode)));
    heading.into_iter().chain(each).collect()
}

fn accepted(accept: &Accept) -> Vec<Piece> {
    let trigger: Vec<String> = accept.trigger.iter().cloned().collect();
    let mut out = marked(
        &accept.text,
        &[(Mark::Actor, &accept.actor), (Mark::Recipient, &accept.recipient), (Mark::Words, &trigger)],
    );
    let notes: Vec<&str> = [&accept.status, &accept.mode].into_iter().flatten().map(String::as_str).collect();
    if !notes.is_empty() {
        out.push(Piece::Plain(format!(" [{}]", notes.join(", "))));
    }
    out
}

fn rejected(reject: &Reject) -> Vec<Piece> {
    let words: Vec<String> = reject.words.iter().cloned().collect();
    let mut out = marked(&reject.text, &[(Mark::Words, &words)]);
    match reject.instead.as_deref().filter(|kind| !kind.is_empty()) {
        Some(kind) => {
            out.extend(plain(" "));
            out.extend(link(kind));
        }
        None => out.extend(plain(" No event")),
    }
    out.extend(plain(format!(": {}", reject.why)));
    out
}

/// A sentence with the words marked where they first stand; what is marked already stays as it is.
fn marked(text: &str, marks: &[(Mark, &[String])]) -> Vec<Piece> {
    let mut spans: Vec<(usize, usize, Mark)> = Vec::new();
    for (mark, words) in marks {
        for words in *words {
            let Some(start) = text.find(words.as_str()) else { continue };
            let end = start + words.len();
            if !spans.iter().any(|(from, to, _)| *from < end && start < *to) {
                spans.push((start, end, *mark));
            }
        }
    }
    spans.sort_unstable();
    let mut out = Vec::new();
    let mut done = 0;
    for (start, end, mark) in spans {
        if start > done {
            out.extend(plain(&text[done..start]));
        }
        out.push(Piece::Marked(mark, text[start..end].to_string()));
        done = end;
    }
    if done < text.len() {
        out.extend(plain(&text[done..]));
    }
    out
}

fn words(entry: &Entry) -> Vec<Vec<Piece>> {
    let mut all: Vec<&str> = Vec::new();
    for pattern in &entry.pattern {
        let lemmas = [&pattern.verb, &pattern.noun, &pattern.adj].into_iter().flatten();
        all.extend(lemmas.map(String::as_str));
    }
    all.sort_unstable();
    all.dedup();
    vec![plain(&entry.about), plain(all.join(", "))]
}

fn contexts(contexts: &[Context]) -> CodebookPage {
    let mut blocks = vec![Block::Text(plain(
        "What an article, a paragraph or the sentence of an event is about; several, or none. One strong word of a sentence is \
         enough, or three different hints; an article has the contexts that run through it, and in its paragraphs two hints \
         are enough for them. In the examples the words that speak for the context, or look like it, are marked.",
    ))];
    for context in contexts {
        blocks.push(Block::Heading(context.name.clone()));
        blocks.push(Block::Text([code(&context.code), plain(format!(": {}", context.definition))].concat()));
        blocks.push(Block::Text(plain(&context.rule)));
        let border = |b: &Border| [code(&b.with), plain(format!(": {}", b.rule))].concat();
        blocks.push(Block::List(context.border.iter().map(border).collect()));
        blocks.extend(examples_of(context));
        for (list, words) in [("Strong", &context.strong), ("Hints", &context.hint), ("Not", &context.not)] {
            if !words.is_empty() {
                blocks.push(Block::Text(plain(format!("{list}: {}.", words.join(", ")))));
            }
        }
    }
    CodebookPage { name: "contexts".into(), title: "Contexts".into(), blocks }
}

/// The sentences of a context.
fn examples_of(context: &Context) -> [Block; 4] {
    let accepted = context.accept.iter().map(|a| shown(&a.text, &a.words)).collect();
    let rejected = context.reject.iter().map(|r| not_shown(&r.text, &r.words, &r.why, &r.instead)).collect();
    sentences(accepted, rejected)
}

/// Accepted and rejected sentences, each under a line that says so.
fn sentences(accepted: Vec<Vec<Piece>>, rejected: Vec<Vec<Piece>>) -> [Block; 4] {
    [
        Block::Text(plain("Accepted:")),
        Block::List(accepted),
        Block::Text(plain("Rejected:")),
        Block::List(rejected),
    ]
}

/// A sentence with the words that speak for what it shows, or look like it.
fn shown(text: &str, words: &str) -> Vec<Piece> {
    marked(text, &[(Mark::Words, &[words.to_string()])])
}

/// A rejected sentence with the reason, and what it shows instead.
fn not_shown(text: &str, words: &str, why: &str, instead: &[String]) -> Vec<Piece> {
    let mut out = shown(text, words);
    let instead = if instead.is_empty() { String::new() } else { format!(" {}.", instead.join(", ")) };
    out.push(Piece::Plain(format!(" [{why}{instead}]")));
    out
}

fn labels(page: &str, title: &str, about: &str, labels: &[Label]) -> CodebookPage {
    let mut blocks = vec![Block::Text(plain(about))];
    for one in labels {
        blocks.push(Block::Heading(one.name.clone()));
        blocks.extend(label(one, [code(&one.code), plain(format!(": {}", one.definition))].concat()));
    }
    CodebookPage { name: page.into(), title: title.into(), blocks }
}

/// A label below a line about it: rule, borders, accepted and rejected sentences.
fn label(label: &Label, about: Vec<Piece>) -> Vec<Block> {
    let accepted = |a: &LabelAccept| {
        let goal = a.open.iter().flat_map(|open| plain(format!(" [not found yet: {open}]")));
        shown(&a.text, &a.words).into_iter().chain(goal).collect()
    };
    let rejected = |r: &LabelReject| {
        let instead: Vec<String> = r.instead.iter().filter(|code| !code.is_empty()).cloned().collect();
        not_shown(&r.text, &r.words, &r.why, &instead)
    };
    let border = |b: &Border| [code(&b.with), plain(format!(": {}", b.rule))].concat();
    let mut out = vec![
        Block::Text(about),
        Block::Text(plain(&label.rule)),
        Block::List(label.border.iter().map(border).collect()),
    ];
    let (accept, reject) = (label.accept.iter().map(accepted), label.reject.iter().map(rejected));
    out.extend(sentences(accept.collect(), reject.collect()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_marked_once_and_in_order() {
        let (actor, recipient) = (vec!["Kenya".to_string()], vec!["Qatar".to_string(), "Qat".to_string()]);
        let pieces = marked("Qatar met Kenya.", &[(Mark::Actor, &actor), (Mark::Recipient, &recipient)]);
        let wanted = [
            Piece::Marked(Mark::Recipient, "Qatar".into()),
            Piece::Plain(" met ".into()),
            Piece::Marked(Mark::Actor, "Kenya".into()),
            Piece::Plain(".".into()),
        ];
        assert_eq!(pieces, wanted);
    }
}
