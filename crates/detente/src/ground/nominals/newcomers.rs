//! Names that only the model knows: in a story of just one country, whoever is named without another one belongs to it.

use super::Nominals;
use crate::{Actor, Mention, MentionKind};
use std::ops::Range;

/// The sector of somebody of whom only the name is known.
const UNKNOWN: &str = "UNK";

impl Nominals<'_> {
    /// Gives people and bodies without a country that of the story, and adds those whom neither a table nor a title knows.
    pub(super) fn settle_newcomers(&self, country: &str, mentions: &mut Vec<Mention>) {
        for mention in
            mentions.iter_mut().filter(|m| matches!(m.kind, MentionKind::Person | MentionKind::Agent))
        {
            // Officials and inspectors whom nobody names are often guests.
            let guest = |a: &Actor| a.name.is_none() && matches!(a.sector.as_deref(), Some("GOV" | "ELI"));
            let away = self.is_from_elsewhere(mention.head);
            if away || mention.reason.contains("ambiguous") || mention.actors.iter().any(guest) {
                continue;
            }
            for actor in mention.actors.iter_mut().filter(|a| a.country.is_none() && a.code().is_some()) {
                actor.country = Some(country.to_string());
                mention.reason.push_str(&format!("; of {country}, the only country of the story"));
            }
        }
        let known: Vec<usize> = mentions.iter().map(|m| m.head).collect();
        for (tokens, kind) in self.tagged_names() {
            let head = self.head_of(tokens.clone());
            let listed = tokens.clone().any(|t| self.by_token.contains_key(&t) || known.contains(&t));
            let title =
                self.document.tokens[head].head.is_some_and(|h| known.contains(&h) && self.is_part_of(head));
            if !listed && !title && !self.is_other(head, "adjective") {
                mentions.push(self.newcomer(country, tokens, head, kind));
            }
        }
        mentions.sort_by_key(|m| m.head);
    }

    fn newcomer(&self, country: &str, tokens: Range<usize>, head: usize, kind: MentionKind) -> Mention {
        let span = self.document.tokens[tokens.start].span.cover(self.document.tokens[tokens.end - 1].span);
        let actor = Actor {
            name: Some(self.document.words(span).to_string()),
            country: Some(country.to_string()),
            sector: Some(UNKNOWN.to_string()),
            role: None,
        };
        let reason = format!("a name; of {country}, the only country of the story");
        Mention { span, head, actors: vec![actor], reason, kind, antecedents: Vec::new() }
    }

    /// The names of persons and bodies that the model tags, with their tokens.
    fn tagged_names(&self) -> Vec<(Range<usize>, MentionKind)> {
        let mut out: Vec<(Range<usize>, MentionKind)> = Vec::new();
        for (at, token) in self.document.tokens.iter().enumerate() {
            let Some((begin, tag)) = token.name.split_once('-') else { continue };
            let kind = match tag {
                "PER" => MentionKind::Person,
                "ORG" | "GROUP" => MentionKind::Organisation,
                _ => continue,
            };
            // "Margalit Har-Shefi": what a hyphen joins is one name.
            let hyphened = |end: usize| end + 1 == at && self.is_hyphen(end);
            let goes_on = |end: usize| begin == "I" && end == at || hyphened(end);
            match out.last_mut().filter(|(tokens, k)| goes_on(tokens.end) && *k == kind) {
                Some((tokens, _)) => tokens.end = at + 1,
                None => out.push((at..at + 1, kind)),
            }
        }
        out
    }

    /// Whether a token is a hyphen without spaces.
    fn is_hyphen(&self, token: usize) -> bool {
        let (before, after) = (self.document.tokens[token - 1].span, self.document.tokens[token + 1].span);
        let own = self.document.tokens[token].span;
        self.document.form(token) == "-" && before.end == own.start && own.end == after.start
    }

    fn head_of(&self, tokens: Range<usize>) -> usize {
        let above = |t: &usize| self.document.tokens[*t].head.is_none_or(|h| !tokens.contains(&h));
        tokens.clone().find(above).unwrap_or(tokens.start)
    }

    /// Whether a token is but a part of the name or noun above it.
    fn is_part_of(&self, token: usize) -> bool {
        let parts = ["flat", "compound", "appos", "nmod:desc"];
        parts.iter().any(|r| self.document.tokens[token].is(r))
    }
}
