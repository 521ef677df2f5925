//! Places that are not named again: "the city", "the country", "the capital".

use crate::{Document, Mention, MentionKind, PlaceMention};
use detente_knowledge::Knowledge;
use std::collections::BTreeSet;

/// Adds the places that descriptions point to.
pub(in super::super) fn places(
    knowledge: &Knowledge,
    document: &Document,
    mentions: &[Mention],
    places: &mut Vec<PlaceMention>,
) {
    let mut more: Vec<PlaceMention> =
        mentions.iter().filter_map(|m| described(document, m, places)).collect();
    more.extend(
        (0..document.tokens.len()).filter_map(|token| capital(knowledge, document, mentions, places, token)),
    );
    more.retain(|m| !places.iter().any(|p| p.head == m.head));
    places.extend(more);
    places.sort_by_key(|p| p.span);
}

/// "The city" is the place to whose name it points.
fn described(document: &Document, mention: &Mention, places: &[PlaceMention]) -> Option<PlaceMention> {
    let [antecedent] = mention.antecedents.as_slice() else { return None };
    let noun = document.tokens[mention.head].lemma.as_str();
    let place = mention.kind == MentionKind::Anaphor
        && matches!(
            noun,
            "city" | "town" | "village" | "island" | "region" | "province" | "country" | "nation"
        );
    let named = places.iter().find(|p| antecedent.contains(p.span) && p.kind != "demonym")?;
    let reason = format!("\"{}\" is {}", document.words(mention.span), named.name);
    place.then(|| PlaceMention { span: mention.span, head: Some(mention.head), reason, ..named.clone() })
}

/// "The Syrian capital", "its capital", "the capital" where the text names places of one country only.
fn capital(
    knowledge: &Knowledge,
    document: &Document,
    mentions: &[Mention],
    places: &[PlaceMention],
    token: usize,
) -> Option<PlaceMention> {
    let word = &document.tokens[token];
    let beside = ["appos", "flat", "amod", "compound", "nmod:poss", "nmod"];
    let belongs =
        |c: usize| document.tokens[c].deprel != "nmod" || document.preposition(c).as_deref() == Some("of");
    let children =
        || word.children.iter().copied().filter(|&c| beside.iter().any(|r| document.tokens[c].is(r)));
    let named = |t: usize| {
        places.iter().any(|p| p.head == Some(t) && !matches!(p.kind.as_str(), "country" | "demonym"))
    };
    if word.lemma != "capital"
        || word.is_plural()
        || word.is("compound")
        || word.is("appos")
        || children().any(named)
    {
        return None;
    }
    let whose = |m: &&Mention| m.kind != MentionKind::Agent;
    let of =
        children().filter(|&c| belongs(c)).find_map(|c| mentions.iter().find(|m| m.head == c).filter(whose));
    let country = match of {
        Some(owner) => owner.actors.first()?.country.clone()?,
        None if children().next().is_none() => only_country(document, places, token)?,
        None => return None,
    };
    let name = &knowledge.country(&country)?.capital;
    let town = knowledge.pack.places.iter().find(|p| &p.name == name && p.country == country)?;
    let skip = |t: usize| !["det", "amod", "nmod:poss"].iter().any(|r| document.tokens[t].is(r));
    super::super::places::of_row(document, &document.subtree_without(token, skip), token, town)
}

/// After "in", "to" and the like, where all places and states before lie in one country.
fn only_country(document: &Document, places: &[PlaceMention], token: usize) -> Option<String> {
    let definite = document.child(token, "det").is_some_and(|d| document.tokens[d].lemma == "the");
    let local = document.preposition(token).is_some_and(|p| {
        matches!(p.as_str(), "in" | "to" | "from" | "near" | "outside" | "around" | "into" | "at")
    });
    let before = places.iter().filter(|p| p.head.is_none_or(|h| h < token));
    let countries: BTreeSet<&str> = before.filter_map(|p| p.country.as_deref()).collect();
    let only = countries.first().filter(|_| definite && local && countries.len() == 1)?;
    Some((*only).to_string())
}
