//! Coreference as far as events need it: which earlier mention a pronoun or a description points to.
//!
//! Nominals become chains first: the same name, a family name after the full one, the same description again. Then each
//! pronoun joins the most salient chain that agrees with it, and descriptions such as "the bloc" or "both sides" find theirs.
//! What two chains fit about equally well stays open and says so.

mod binding;
mod chains;
mod described;
mod groups;
mod kinds;
mod links;
mod owned;
mod places;
mod pronouns;
mod salience;
mod speakers;
mod story;

use crate::{Actor, Document, Mention, MentionKind, Span, Time};
use chains::Chains;
use detente_knowledge::Knowledge;

pub(super) use places::places;

/// How many sentences back a pronoun may point.
const REACH: usize = 3;

/// What the mechanisms share.
struct Anaphora<'a> {
    knowledge: &'a Knowledge,
    document: &'a Document,
    mentions: &'a mut Vec<Mention>,
    chains: Chains,
    /// The country whose delegate speaks in the whole text.
    delegate: Option<&'a str>,
}

/// What a mention points to.
struct Found {
    actors: Vec<Actor>,
    reason: String,
    antecedents: Vec<Span>,
}

/// Ties pronouns and descriptions to the mentions before them.
pub(super) fn resolve(
    knowledge: &Knowledge,
    document: &Document,
    times: &[Time],
    delegate: Option<&str>,
    mentions: &mut Vec<Mention>,
) {
    let chains = Chains::build(knowledge, document, times, mentions);
    let mut anaphora = Anaphora { knowledge, document, mentions, chains, delegate };
    anaphora.link_names();
    for token in 0..document.tokens.len() {
        anaphora.third_person(token);
        anaphora.description(token);
    }
    for token in 0..document.tokens.len() {
        anaphora.speaker(token);
    }
    for token in 0..document.tokens.len() {
        anaphora.group(token);
        anaphora.possessed(token);
    }
    anaphora.owned();
    anaphora.of_the_story();
}

impl Anaphora<'_> {
    /// The mention that a token heads.
    fn mention(&self, head: usize) -> Option<&Mention> {
        let at = self.mentions.partition_point(|m| m.head < head);
        self.mentions.get(at).filter(|m| m.head == head)
    }

    /// Puts in a mention, in the place of the one with the same head.
    fn put(&mut self, head: usize, found: Found) {
        let Found { actors, reason, antecedents } = found;
        let mention = Mention {
            span: span(self.document, head),
            head,
            actors,
            reason,
            kind: MentionKind::Anaphor,
            antecedents,
        };
        let at = self.mentions.partition_point(|m| m.head < head);
        match self.mentions.get_mut(at).filter(|m| m.head == head) {
            Some(known) => *known = mention,
            None => self.mentions.insert(at, mention),
        }
    }

    /// Whether a description already belongs to a country, so that nothing has to be found for it.
    fn has_country(&self, token: usize) -> bool {
        self.mention(token).is_some_and(|m| m.actors.iter().any(|a| a.country.is_some()))
    }

    /// Whether a nominal is introduced by one of these words ("the", "this").
    fn has_determiner(&self, token: usize, words: &[&str]) -> bool {
        self.document
            .children(token, "det")
            .any(|d| words.contains(&self.document.form(d).to_lowercase().as_str()))
    }

    /// A chain as what a mention points to, with the words of its nearest nominal before the token.
    fn found(&self, chain: usize, token: usize) -> Option<Found> {
        let near = self.chains.antecedent(chain, token)?;
        let reason = format!("\"{}\" points to \"{}\"", self.document.form(token), self.document.words(near));
        Some(Found { actors: self.chains.actors(chain), reason, antecedents: vec![near] })
    }
}

fn span(document: &Document, token: usize) -> Span {
    let skip = |t: usize| {
        !["det", "nummod", "nmod:poss", "amod", "compound"].iter().any(|r| document.tokens[t].is(r))
    };
    document.cover(&document.subtree_without(token, skip)).unwrap_or(document.tokens[token].span)
}
