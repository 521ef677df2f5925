//! "I" and "we" within a quotation are its source; in a speech that is printed whole they are the state it is held for.

use super::{Anaphora, Found};
use crate::{Actor, MentionKind};

impl Anaphora<'_> {
    pub(super) fn speaker(&mut self, token: usize) {
        let form = self.document.form(token).to_lowercase();
        let one = matches!(form.as_str(), "i" | "me" | "my" | "mine" | "myself");
        let many = matches!(form.as_str(), "we" | "us" | "our" | "ours" | "ourselves");
        // "US" is a state.
        let pronoun = self.document.tokens[token].upos == detente_english::Upos::Pron;
        if pronoun && (one || many) {
            let found = self.source_around(token, many).or_else(|| self.delegated(token));
            if let Some(found) = found {
                self.put(token, found);
            }
        }
    }

    /// Outside of quotations, "I" and "we" of a delegate are the state.
    fn delegated(&self, token: usize) -> Option<Found> {
        let country = self.delegate?;
        if self.document.is_spoken(self.document.tokens[token].span) {
            return None;
        }
        let reason = format!("\"{}\" speaks for {country}", self.document.form(token));
        let actor =
            Actor { country: Some(country.to_string()), sector: Some("GOV".to_string()), ..Actor::default() };
        Some(Found { actors: vec![actor], reason, antecedents: Vec::new() })
    }

    /// The source of the smallest quotation around a token. "We" of a person is a side that is not named by the same words, so
    /// it takes the actor and points to nothing.
    fn source_around(&self, token: usize, many: bool) -> Option<Found> {
        let at = self.document.tokens[token].span;
        let around = self.document.quotes.iter().filter(|q| q.kind.is_speech() && q.content.contains(at));
        let source = around.min_by_key(|q| q.content.len())?.source_token?;
        let mention = self.mention(source);
        let span = mention.map_or_else(|| super::span(self.document, source), |m| m.span);
        let actors = mention.map(|m| m.actors.clone()).unwrap_or_default();
        if many && actors.is_empty() {
            return None;
        }
        let person = mention
            .is_none_or(|m| m.kind == MentionKind::Person || m.actors.iter().all(|a| a.role.is_some()));
        let reason =
            format!("\"{}\" is the speaker, \"{}\"", self.document.form(token), self.document.words(span));
        Some(Found { actors, reason, antecedents: if many && person { Vec::new() } else { vec![span] } })
    }
}
