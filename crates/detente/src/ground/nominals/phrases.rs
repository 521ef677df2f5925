//! Phrases of the table of agents in the text, and which of their words stand for them.

use super::Nominals;
use detente_english::Upos;
use detente_knowledge::Agent;
use std::ops::Range;

/// Relations by which a title hangs on a name.
pub(super) const TITLE: [&str; 5] = ["nmod:desc", "compound", "flat", "nmod:unmarked", "amod"];

impl Nominals<'_> {
    /// The longest phrase of the table that ends (or, with "of", begins) at a token, with its tokens.
    pub(super) fn agent(&self, head: usize) -> Option<(&Agent, Range<usize>)> {
        let sentence = self.document.sentence_of(head).tokens.clone();
        // Some stand in the table as they are written ("special forces"), most by their lemma.
        let ends = [self.document.form(head).to_lowercase(), self.document.tokens[head].lemma.to_lowercase()];
        if let Some(chamber) = self.body_of_chamber(head) {
            return Some((chamber, head..head + 1));
        }
        for first in sentence.start.max(head.saturating_sub(4))..=head {
            // "European Union leaders" are no union leaders.
            if (first..head).any(|t| self.by_token.contains_key(&t)) {
                continue;
            }
            let found = ends.iter().find_map(|last| self.agent_from(first, head, last, sentence.end));
            if let Some((agent, end)) = found {
                return Some((agent, first..end));
            }
        }
        None
    }

    /// "House China Committee": what stands between the chamber and its body is what the body is about.
    pub(super) fn body_of_chamber(&self, head: usize) -> Option<&Agent> {
        let token = &self.document.tokens[head];
        let chamber = token.children.iter().find(|&&c| {
            self.document.tokens[c].is("compound") && matches!(self.document.form(c), "House" | "Senate")
        })?;
        let phrase = format!("{} {}", self.document.form(*chamber), token.lemma).to_lowercase();
        self.knowledge.agent(&phrase)
    }

    fn agent_from(&self, first: usize, head: usize, last: &str, end: usize) -> Option<(&Agent, usize)> {
        let words = |range: Range<usize>| range.map(|t| self.document.form(t).to_lowercase());
        let before: Vec<String> = words(first..head).chain([last.to_string()]).collect();
        let phrase = before.join(" ").replace(" - ", "-").replace(" '", "'");
        let longer = (head + 1..end.min(head + 5)).rev().find_map(|stop| {
            let more = words(head + 1..stop + 1).collect::<Vec<_>>().join(" ");
            Some((self.knowledge.agent(&format!("{phrase} {more}"))?, stop + 1))
        });
        // "At 8:12 PM" is a time of day.
        let hour = || {
            phrase == "pm" && head > 0 && self.document.form(head - 1).ends_with(|c: char| c.is_ascii_digit())
        };
        longer.or_else(|| Some((self.knowledge.agent(&phrase).filter(|_| !hour())?, head + 1)))
    }

    /// Whether a token is only a part of a longer phrase or of a title before a name: "State" in "Secretary of State",
    /// "Chancellor" in "German Chancellor Angela Merkel". The whole is mentioned by its own head.
    pub(super) fn is_part_of_title(&self, head: usize) -> bool {
        let token = &self.document.tokens[head];
        let Some(above) = token.head.filter(|_| !self.by_token.contains_key(&head)) else { return false };
        let Some((agent, phrase)) = self.agent(head) else { return false };
        if phrase.contains(&above) {
            return true;
        }
        let title = TITLE.contains(&token.deprel) && agent.kind == "person";
        let unknown = || {
            self.document.tokens[above].upos == Upos::Propn
                && !self.by_token.contains_key(&above)
                && self.agent(above).is_none()
        };
        title && phrase.end <= above && (self.is_person(above) || unknown())
    }

    /// Whether a person's name hangs on a title that stands right before it and is the mention: "Turkish Foreign Minister
    /// Mevlüt Çavuşoğlu" with the minister on top.
    pub(super) fn is_name_of_title(&self, head: usize) -> bool {
        let Some(above) = self.document.tokens[head].head else { return false };
        if above >= head || self.by_token.contains_key(&above) {
            return false;
        }
        let start = self.by_token.get(&head).map_or(head, |&hit| self.hits[hit].tokens.start);
        let Some((agent, phrase)) = self.agent(above) else { return false };
        let beside = phrase.end <= start && start <= phrase.end + 1 && self.document.form(start - 1) != ",";
        agent.kind == "person" && beside && self.name_below(above).is_some_and(|(at, _)| at == head)
    }
}
