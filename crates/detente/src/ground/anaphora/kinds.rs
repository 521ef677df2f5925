//! What a nominal is: somebody, a body, several, a place or a thing; he or she; one or many.

use super::chains::Kind;
use crate::{Document, Mention, MentionKind};
use detente_english::Upos;
use detente_knowledge::{Gender, Knowledge, NameKind};

/// Tokens that are parts of a name or of another nominal and are not pointed to by themselves.
const PARTS: &[&str] =
    &["flat", "nmod:desc", "nmod:unmarked", "obl:unmarked", "fixed", "goeswith", "amod", "dep"];

/// The kind of a nominal; `None` for what nothing can point to.
pub(super) fn kind(
    knowledge: &Knowledge,
    document: &Document,
    head: usize,
    mention: Option<&Mention>,
) -> Option<Kind> {
    let token = &document.tokens[head];
    if PARTS.contains(&token.deprel) || token.is("flat") || document.child(head, "cop").is_some() {
        return None;
    }
    if let Some(name) = document.names.iter().find(|n| n.tokens.contains(&head)) {
        return if name.head == head { known(name.kinds.first()?, token.is_plural(), mention) } else { None };
    }
    if token.deprel == "compound" && mention.is_none() {
        return None;
    }
    match token.upos {
        Upos::Propn => Some(proper(knowledge, document, head, mention)),
        Upos::Noun => Some(common(knowledge, document, head)),
        _ => None,
    }
}

fn known(name: &NameKind, plural: bool, mention: Option<&Mention>) -> Option<Kind> {
    match name {
        NameKind::Country(_) | NameKind::Metonym(_) | NameKind::Organisation(_) => Some(Kind::Body),
        NameKind::Outlet(_) | NameKind::Shorthand(_) => Some(Kind::Body),
        NameKind::Seat(_) if mention.is_some() => Some(Kind::Body),
        NameKind::Seat(_) | NameKind::Place(_) => Some(Kind::Place),
        NameKind::Person(_) => Some(Kind::Person),
        NameKind::Inhabitant(_) if plural => Some(Kind::Group),
        NameKind::Inhabitant(_) => Some(Kind::Person),
        // A dictionary tells a code, and not whether it is somebody's.
        NameKind::Dictionary(_) => Some(if mention.is_some_and(|m| m.kind == MentionKind::Person) {
            Kind::Person
        } else {
            Kind::Body
        }),
        NameKind::Adjective(_) => None,
    }
}

/// A name that the tables do not have: by its title, by the model's tag, by a given name in it.
fn proper(knowledge: &Knowledge, document: &Document, head: usize, mention: Option<&Mention>) -> Kind {
    let person =
        mention.is_some_and(|m| m.kind == MentionKind::Person) || gender(knowledge, document, head).is_some();
    if person {
        return Kind::Person;
    }
    if mention.is_some_and(|m| m.kind == MentionKind::Agent) {
        return common(knowledge, document, head);
    }
    let tag = document.tokens[head].name;
    match tag.split_once('-').map_or(tag, |(_, kind)| kind) {
        "PER" => Kind::Person,
        "ORG" => Kind::Body,
        "LOC" => Kind::Place,
        "EVENT" | "OTHER" => Kind::Thing,
        _ => Kind::Open,
    }
}

/// A common noun, by the table of agents and by its gender.
fn common(knowledge: &Knowledge, document: &Document, head: usize) -> Kind {
    let token = &document.tokens[head];
    let lemma = token.lemma.to_lowercase();
    let kind = match knowledge.agent(&lemma).or_else(|| knowledge.agent(&document.form(head).to_lowercase()))
    {
        Some(agent) => match agent.kind.as_str() {
            "person" => Kind::Person,
            "organ" => Kind::Body,
            _ if token.is_plural() => Kind::Group,
            "force" => Kind::Body,
            _ => Kind::Team,
        },
        None if knowledge.gender("noun", &lemma).is_some() => Kind::Person,
        None if knowledge.description(&lemma).is_some() => Kind::Body,
        None => Kind::Thing,
    };
    if kind == Kind::Person && token.is_plural() { Kind::Group } else { kind }
}

/// The gender of a person: from a title, a describing noun, or the given name.
pub(super) fn gender(knowledge: &Knowledge, document: &Document, head: usize) -> Option<Gender> {
    let lemma = |t: usize| document.tokens[t].lemma.trim_end_matches('.').to_lowercase();
    if document.tokens[head].upos == Upos::Noun {
        return knowledge.gender("noun", &lemma(head));
    }
    let beside = ["nmod:desc", "compound", "flat", "appos", "amod"];
    let near = |t: usize| beside.iter().any(|r| document.tokens[t].is(r));
    let mut words: Vec<usize> = document.tokens[head].children.iter().copied().filter(|&t| near(t)).collect();
    words.extend(document.tokens[head].head.filter(|_| document.tokens[head].is("appos")));
    words.push(head);
    words.sort_unstable();
    let title = |t: usize| {
        let form = document.form(t).trim_end_matches('.').to_lowercase();
        knowledge.gender("title", &form).or_else(|| knowledge.gender("noun", &lemma(t)))
    };
    let titled = words.iter().filter(|&&t| t != head).find_map(|&t| title(t));
    titled.or_else(|| {
        let named = words
            .iter()
            .filter(|&&t| document.tokens[t].upos == Upos::Propn && !document.tokens[t].is("appos"));
        let name: Vec<usize> = named.copied().collect();
        // A family name alone is no given name.
        let given = name.iter().take(name.len().saturating_sub(1));
        given.clone().find_map(|&t| knowledge.gender("given name", document.form(t)))
    })
}
