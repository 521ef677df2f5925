//! Pronouns and phrases that point back: "he", "we" in a quotation, "his country", "both sides".
//!
//! A pronoun takes the nearest fitting mention of its own or the two sentences before it, subjects first. Within a quotation
//! "we" and "I" are the speaker. What finds nobody stays without an actor.

use crate::{Actor, Document, Mention, MentionKind, Span};
use detente_english::Upos;

/// How many sentences back a pronoun may point.
const REACH: usize = 2;

pub(super) fn resolve(document: &Document, mentions: &mut Vec<Mention>) {
    for token in 0..document.tokens.len() {
        // "The two countries" is a description without a country until it is known to which it points.
        let known = mentions.iter().position(|m| m.head == token);
        if known.is_some_and(|k| mentions[k].actors.iter().any(|a| a.country.is_some())) {
            continue;
        }
        let found = match document.tokens[token].upos {
            Upos::Pron => pronoun(document, mentions, token),
            Upos::Noun => phrase(document, mentions, token),
            _ => None,
        };
        if let Some((actors, reason)) = found {
            let mention = Mention {
                span: span(document, token),
                head: token,
                actors,
                reason,
                kind: MentionKind::Anaphor,
            };
            match known {
                Some(known) => mentions[known] = mention,
                None => mentions.insert(mentions.partition_point(|m| m.head < token), mention),
            }
        }
    }
    owned(document, mentions);
}

/// "Its troops": a description takes the country of the pronoun that owns it, unless the word means somebody else's.
fn owned(document: &Document, mentions: &mut [Mention]) {
    let others = [
        "counterpart",
        "colleague",
        "ally",
        "neighbor",
        "neighbour",
        "rival",
        "opponent",
        "partner",
        "enemy",
        "adversary",
    ];
    for index in 0..mentions.len() {
        let (mention, token) = (&mentions[index], &document.tokens[mentions[index].head]);
        let open = mention.kind == MentionKind::Agent && mention.actors.iter().all(|a| a.country.is_none());
        if !open || others.contains(&token.lemma.as_str()) {
            continue;
        }
        let Some(owner) = document.child(mention.head, "nmod:poss") else { continue };
        let owner = mentions
            .iter()
            .find(|m| m.head == owner && m.kind == MentionKind::Anaphor && m.actors.len() == 1);
        let country = owner.and_then(|m| m.actors.first()).and_then(|a| a.country.clone());
        if country.is_some() {
            let reason = format!("; of {}", country.as_deref().unwrap_or_default());
            mentions[index].reason.push_str(&reason);
            mentions[index].actors.iter_mut().for_each(|a| a.country.clone_from(&country));
        }
    }
}

type Found = Option<(Vec<Actor>, String)>;

fn pronoun(document: &Document, mentions: &[Mention], token: usize) -> Found {
    let form = document.form(token).to_lowercase();
    match form.as_str() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" => {
            back(document, mentions, token, |m| is_single_person(document, m))
        }
        "they" | "them" | "their" | "theirs" | "themselves" => {
            back(document, mentions, token, |m| is_plural(document, m))
        }
        "it" | "its" | "itself" if document.tokens[token].deprel != "expl" => {
            back(document, mentions, token, is_body)
        }
        "we" | "us" | "our" | "ours" | "i" | "me" | "my" => speaker(document, mentions, token),
        "both" | "each" => pair(document, mentions, token),
        _ => None,
    }
}

fn is_single_person(document: &Document, mention: &Mention) -> bool {
    let one = matches!(mention.kind, MentionKind::Person | MentionKind::Agent) && mention.actors.len() == 1;
    one && !document.tokens[mention.head].is_plural()
        && mention.actors.iter().any(|a| a.role.is_some() || a.name.is_some())
}

fn is_plural(document: &Document, mention: &Mention) -> bool {
    let joint = document.child(mention.head, "conj").is_some();
    mention.kind != MentionKind::Demonym
        && (document.tokens[mention.head].is_plural() || mention.actors.len() > 1 || joint)
}

fn is_body(mention: &Mention) -> bool {
    matches!(mention.kind, MentionKind::Country | MentionKind::Organisation | MentionKind::Metonym)
}

/// The nearest fitting mention before a token: subjects of this and the earlier sentences first, then any.
fn back(document: &Document, mentions: &[Mention], token: usize, fits: impl Fn(&Mention) -> bool) -> Found {
    let here = document.tokens[token].sentence;
    let before = || {
        mentions.iter().rev().filter(|m| m.head < token && here - document.tokens[m.head].sentence <= REACH)
    };
    let fitting = || before().filter(|m| !m.actors.is_empty() && m.kind != MentionKind::Outlet && fits(m));
    // One of the same sentence first, then the subjects before, then anybody; who has a country before who has none.
    let near =
        |m: &&Mention| document.tokens[m.head].sentence == here && !same_clause(document, m.head, token);
    let placed = |m: &&Mention| m.actors.iter().any(|a| a.country.is_some());
    let subject = |m: &&Mention| is_subject(document, m.head);
    let found = fitting()
        .find(|m| near(m) && placed(m))
        .or_else(|| fitting().find(|m| subject(m) && placed(m)))
        .or_else(|| fitting().find(placed))
        .or_else(|| fitting().next())?;
    let mut actors = found.actors.clone();
    if document.tokens[found.head].is("nsubj")
        && actors.len() == 1
        && document.child(found.head, "conj").is_some()
    {
        let members = document.joint(found.head);
        let more = mentions.iter().filter(|m| m.head != found.head && members.contains(&m.head));
        if matches!(document.form(token).to_lowercase().as_str(), "they" | "them" | "their") {
            actors.extend(more.flat_map(|m| m.actors.clone()));
        }
    }
    Some((actors, format!("\"{}\" points to \"{}\"", document.form(token), document.words(found.span))))
}

/// Whether two nominals depend on one predicate, so that a pronoun among them must mean somebody else.
fn same_clause(document: &Document, a: usize, b: usize) -> bool {
    let possessor = document.tokens[b].deprel == "nmod:poss";
    !possessor && document.tokens[a].head.is_some() && document.tokens[a].head == document.tokens[b].head
}

fn is_subject(document: &Document, head: usize) -> bool {
    document.tokens[head].is("nsubj")
}

/// The speaker of the quotation around a token.
fn speaker(document: &Document, mentions: &[Mention], token: usize) -> Found {
    let at = document.tokens[token].span;
    let around = document.quotes.iter().filter(|q| q.kind.is_speech() && q.content.contains(at));
    let quote = around.min_by_key(|q| q.content.len())?;
    let source = quote.source_token?;
    let found = mentions.iter().find(|m| m.head == source)?;
    if found.actors.is_empty() {
        return None;
    }
    Some((
        found.actors.clone(),
        format!("\"{}\" is the speaker, \"{}\"", document.form(token), document.words(found.span)),
    ))
}

/// "Both countries", "the two sides", "his country", "the country".
fn phrase(document: &Document, mentions: &[Mention], token: usize) -> Found {
    let lemma = document.tokens[token].lemma.as_str();
    let kinds = [
        "country",
        "nation",
        "side",
        "state",
        "government",
        "neighbor",
        "neighbour",
        "leader",
        "party",
        "rival",
        "delegation",
    ];
    if !kinds.contains(&lemma) {
        return None;
    }
    let is_pair = document.tokens[token]
        .children
        .iter()
        .any(|&c| matches!(document.tokens[c].lemma.as_str(), "both" | "two"));
    if is_pair && document.tokens[token].is_plural() {
        return pair(document, mentions, token);
    }
    if lemma != "country" && lemma != "nation" && lemma != "government" {
        return None;
    }
    let owner = document.child(token, "nmod:poss")?;
    let owner = mentions.iter().find(|m| m.head == owner)?;
    let country = owner.actors.first()?.country.clone()?;
    let sector = (lemma == "government").then(|| "GOV".to_string());
    let actor = Actor { name: None, country: Some(country), sector, role: None };
    Some((vec![actor], format!("the {lemma} of \"{}\"", document.words(owner.span))))
}

/// The two countries named last before a token, in the order of their naming.
fn pair(document: &Document, mentions: &[Mention], token: usize) -> Found {
    let mut countries: Vec<Actor> = Vec::new();
    let own: Vec<&Option<String>> = mentions
        .iter()
        .filter(|m| is_subject_above(document, m.head, token))
        .flat_map(|m| m.actors.iter().map(|a| &a.country))
        .collect();
    for mention in mentions.iter().rev().filter(|m| m.head < token) {
        for actor in &mention.actors {
            // Whoever encourages both sides is neither of them.
            let known = countries.iter().any(|c| c.country == actor.country) || own.contains(&&actor.country);
            if actor.country.is_some() && !known && mention.kind != MentionKind::Outlet {
                countries.push(Actor { country: actor.country.clone(), ..Actor::default() });
            }
        }
        if countries.len() >= 2 {
            break;
        }
    }
    countries.truncate(2);
    countries.reverse();
    let names: Vec<&str> = countries.iter().filter_map(|c| c.country.as_deref()).collect();
    let reason = format!("\"{}\" points to {}, named last", document.form(token), names.join(" and "));
    (countries.len() == 2).then_some((countries, reason))
}

/// Whether a mention is the subject of the verb of which a token is the object.
fn is_subject_above(document: &Document, head: usize, token: usize) -> bool {
    let verb = document.tokens[token]
        .head
        .filter(|_| document.tokens[token].is("obj") || document.tokens[token].is("obl"));
    verb.is_some() && document.tokens[head].head == verb && is_subject(document, head)
}

fn span(document: &Document, token: usize) -> Span {
    let skip = |t: usize| !["det", "nummod", "nmod:poss", "amod"].iter().any(|r| document.tokens[t].is(r));
    document.cover(&document.subtree_without(token, skip)).unwrap_or(document.tokens[token].span)
}
