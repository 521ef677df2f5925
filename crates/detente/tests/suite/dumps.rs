//! What each step gave, as lines for people.

use detente::pipeline::Processed;
use detente::record::{EventRecord, ParticipantRecord, PlaceRecord, Quoted, SpeakerRecord};
use detente::{Actor, Document, Engine, Mention, ParagraphKind, PlaceMention, Quote, Span, Stamp, Time};

/// The dump of that name; `None` when there is none.
pub fn dump(name: &str, engine: &Engine, processed: &Processed) -> Option<Vec<String>> {
    let grounded = &processed.grounded;
    let document = &grounded.document;
    let text = &document.article.text;
    let lines: Vec<String> = match name {
        "about" => about(document),
        "paragraphs" => paragraphs(document),
        "residue" => residue(document),
        "sentences" => sentences(document),
        "tree" => tree(document),
        "names" => names(engine, document),
        "quotes" => document.quotes.iter().map(|q| quote(document, q)).collect(),
        "actors" => grounded.mentions.iter().map(|m| mention(document, m)).collect(),
        "places" => grounded.places.iter().map(|p| place(document, p)).collect(),
        "times" => grounded.times.iter().map(|t| time(document, t)).collect(),
        "events" => processed.records.iter().map(|e| event(text, e)).collect(),
        "record" => processed.records.iter().flat_map(|e| record(text, e)).collect(),
        _ => return None,
    };
    Some(if lines.is_empty() { vec!["none".into()] } else { lines })
}

fn about(document: &Document) -> Vec<String> {
    let article = &document.article;
    let published = article.published.map(|date| Stamp { date, clock: article.clock }.to_string());
    let updated = article.updated.map(|stamp| stamp.to_string());
    let language = article.language.clone().filter(|language| language != "en");
    let fields = [
        ("title", &article.title),
        ("subtitle", &article.subtitle),
        ("byline", &article.byline),
        ("outlet", &article.outlet),
        ("published", &published),
        ("updated", &updated),
        ("language", &language),
        ("section", &article.section),
        ("url", &article.url),
        ("dateline", &article.dateline),
    ];
    fields.iter().filter_map(|(name, value)| Some(format!("{name}: {}", value.as_ref()?))).collect()
}

fn paragraphs(document: &Document) -> Vec<String> {
    let article = &document.article;
    let line =
        |p: &detente::Paragraph| format!("{} | {} | {}", p.kind.as_str(), p.reason, words(document, p.span));
    article.paragraphs.iter().map(line).collect()
}

/// What was not taken for the article's own prose.
fn residue(document: &Document) -> Vec<String> {
    let all = paragraphs(document).into_iter().zip(&document.article.paragraphs);
    all.filter(|(_, p)| p.kind != ParagraphKind::Body).map(|(line, _)| line).collect()
}

fn sentences(document: &Document) -> Vec<String> {
    let mark = |heading: bool| if heading { "# " } else { "" };
    document.sentences.iter().map(|s| format!("{}{}", mark(s.heading), words(document, s.span))).collect()
}

fn tree(document: &Document) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for (number, sentence) in document.sentences.iter().enumerate() {
        if number > 0 {
            out.push(String::new());
        }
        out.extend(sentence.tokens.clone().map(|token| node(document, token)));
    }
    out
}

fn node(document: &Document, index: usize) -> String {
    let token = &document.tokens[index];
    let head = token.head.map_or("-", |h| document.form(h));
    format!(
        "{} | {} | {} | {head} | {}",
        document.form(index),
        token.lemma,
        token.upos.as_str(),
        token.deprel
    )
}

/// Names of the tables with what they mean first.
fn names(engine: &Engine, document: &Document) -> Vec<String> {
    let line = |name: &detente::KnownName| {
        let span =
            name.tokens.clone().map(|t| document.tokens[t].span).reduce(Span::cover).unwrap_or_default();
        let kind = format!("{:?}", name.kinds.first());
        let kind = kind.trim_start_matches("Some(").split('(').next().unwrap_or("").to_lowercase();
        let head = document.form(name.head);
        let person = name.kinds.first().and_then(|k| engine.knowledge.person(*k)).map(|p| format!(" | {p}"));
        format!("{} | {kind} | {head}{}", words(document, span), person.unwrap_or_default())
    };
    document.names.iter().map(line).collect()
}

fn quote(document: &Document, quote: &Quote) -> String {
    let part = |span: Option<Span>| span.map_or("-".to_string(), |s| words(document, s));
    format!(
        "{} | {} | {} | {}",
        quote.kind.as_str(),
        part(quote.source),
        part(quote.cue),
        words(document, quote.content)
    )
}

fn mention(document: &Document, mention: &Mention) -> String {
    let actors: Vec<String> = mention.actors.iter().map(actor).collect();
    let actors = if actors.is_empty() { "?".to_string() } else { actors.join(" + ") };
    format!("{} → {actors} | {} | {}", words(document, mention.span), mention.kind.as_str(), mention.reason)
}

/// "PRKGOV Kim Jong Un, head of state".
fn actor(actor: &Actor) -> String {
    let mut out = actor.code().unwrap_or_else(|| "?".into());
    if let Some(name) = &actor.name {
        out.extend([" ", name]);
    }
    if let Some(role) = &actor.role {
        out.extend([", ", role]);
    }
    out
}

fn place(document: &Document, place: &PlaceMention) -> String {
    let within: Vec<&str> =
        [&place.admin1, &place.country].into_iter().filter_map(|p| p.as_deref()).collect();
    let id = place.geonames_id.map(|id| id.to_string()).unwrap_or_default();
    let about = [place.name.clone(), place.kind.clone(), within.join(", "), id];
    let about: Vec<&str> = about.iter().map(String::as_str).filter(|a| !a.is_empty()).collect();
    format!("{} → {}", words(document, place.span), about.join(" | "))
}

fn time(document: &Document, time: &Time) -> String {
    let days = match (time.begin, time.end) {
        (Some(begin), Some(end)) => format!(" {begin}..{end}"),
        _ => String::new(),
    };
    format!("{} → {} {}{days}", words(document, time.span), time.kind.as_str(), time.value)
}

/// One line: `type status modes: actors -> recipients`, then what else is known, then the evidence.
fn event(text: &str, event: &EventRecord) -> String {
    let mut out = head(event);
    for part in rest(text, event).into_iter().flatten() {
        out.extend([" | ", &part]);
    }
    out
}

fn head(event: &EventRecord) -> String {
    let mut out = format!("{} {}", event.kind, event.status.as_str());
    for word in event.modes.iter().map(String::as_str).chain(event.alleged.then_some("(alleged)")) {
        out.extend([" ", word]);
    }
    let arrow = if event.reciprocal { "<->" } else { "->" };
    out + &format!(": {} {arrow} {}", side(&event.actors), side(&event.recipients))
}

fn side(participants: &[ParticipantRecord]) -> String {
    let one = |p: &ParticipantRecord| format!("{} [{}]", p.text, p.code.as_deref().unwrap_or("?"));
    let all: Vec<String> = participants.iter().map(one).collect();
    if all.is_empty() { "nobody".into() } else { all.join(" + ") }
}

fn rest(text: &str, event: &EventRecord) -> [Option<String>; 7] {
    let by: Vec<String> = event.attribution.iter().map(speaker).collect();
    let day = |begin: Option<jiff::civil::Date>, end| match (begin, end) {
        (Some(begin), Some(end)) if begin != end => Some(format!("date {begin}..{end}")),
        (begin, _) => begin.map(|d| format!("date {d}")),
    };
    [
        day(event.date, event.date_end),
        event.place.as_ref().map(|p| format!("place {}", p.name)),
        event.channel.as_ref().map(|c| format!("channel {c}")),
        (!by.is_empty()).then(|| format!("by {}", by.join(", "))),
        event.due.map(|d| format!("due {d}")),
        event.baseline.as_ref().map(|b| format!("baseline {b}")),
        Some(format!("\"{}\"", one_line(&slice(text, event.start, event.end)))),
    ]
}

fn speaker(speaker: &SpeakerRecord) -> String {
    format!("{} ({})", speaker.name, speaker.kind.as_str())
}

/// What a record says with its code points: the words, their place, and why the rest is empty.
fn record(text: &str, event: &EventRecord) -> Vec<String> {
    let evidence = Quoted { text: slice(text, event.start, event.end), start: event.start, end: event.end };
    let mut out = vec![
        format!("{} {}, quad {}, score {}", event.kind, event.status.as_str(), event.quad, event.score),
        format!("evidence {}", quoted(&evidence)),
        format!("trigger {}", quoted(&event.trigger)),
    ];
    out.extend(event.actors.iter().map(|p| format!("actor {}", participant(p))));
    out.extend(event.recipients.iter().map(|p| format!("recipient {}", participant(p))));
    out.extend(event.place.iter().map(|p| format!("place {}", located(p))));
    out.extend(event.attribution.iter().map(|s| format!("attribution {}", said(text, s))));
    out.extend(event.reasons.iter().map(|(field, reason)| format!("reason {field}: {reason}")));
    out
}

fn quoted(quoted: &Quoted) -> String {
    format!("{}..{} \"{}\"", quoted.start, quoted.end, one_line(&quoted.text))
}

fn participant(p: &ParticipantRecord) -> String {
    let words = quoted(&Quoted { text: p.text.clone(), start: p.start, end: p.end });
    let fields = [&p.code, &p.country, &p.sector, &p.role, &p.name];
    let fields: Vec<&str> = fields.iter().map(|f| f.as_deref().unwrap_or("null")).collect();
    format!("{words} {}: {}", fields.join(" "), p.reason)
}

fn located(p: &PlaceRecord) -> String {
    let words = quoted(&Quoted { text: p.text.clone(), start: p.start, end: p.end });
    let point =
        p.latitude.zip(p.longitude).map(|(lat, lon)| format!(" {lat:.2} {lon:.2}")).unwrap_or_default();
    format!("{words} {} {}{point}", p.name, p.precision)
}

fn said(text: &str, s: &SpeakerRecord) -> String {
    let words =
        s.start.zip(s.end).map(|(start, end)| quoted(&Quoted { text: slice(text, start, end), start, end }));
    let (code, cue) = (s.code.as_deref().unwrap_or("null"), s.cue.as_deref().unwrap_or("null"));
    format!("{} {} {code} {} by {cue}", words.unwrap_or_else(|| "null".into()), s.name, s.kind.as_str())
}

/// The words between two code points.
fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

fn words(document: &Document, span: Span) -> String {
    one_line(document.words(span))
}

fn one_line(text: &str) -> String {
    text.replace('\r', "␍").replace('\n', "⏎")
}
