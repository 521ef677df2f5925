//! Words that mean one state's or one body's office where nothing else is said: "Rep.", "the Security Council".

use super::Nominals;
use super::phrases::TITLE;
use super::story::Home;
use crate::{Mention, MentionKind};
use detente_knowledge::Agent;
use std::collections::BTreeMap;

impl Nominals<'_> {
    /// Gives those who are still of no country that of their word, and whoever has the same name the same.
    pub(super) fn settle_usual(&self, home: Option<&Home>, mentions: &mut [Mention]) {
        let mut named: BTreeMap<String, String> = BTreeMap::new();
        for mention in mentions.iter_mut().filter(|m| is_of_nowhere(m)) {
            let Some(agent) = self.words_of(mention).find(|a| !a.usual.is_empty()) else { continue };
            if !self.is_usual(agent, mention, home) {
                continue;
            }
            if let Some(name) = mention.actors.iter().find_map(|a| a.name.clone()) {
                named.insert(name, agent.usual.clone());
            }
            set(mention, &agent.usual, &agent.phrase);
            if self.knowledge.country(&agent.usual).is_none() {
                // A body has no sector of a state.
                mention.actors.iter_mut().for_each(|a| a.sector = None);
            }
        }
        for mention in mentions.iter_mut().filter(|m| is_of_nowhere(m)) {
            let name = mention.actors.iter().find_map(|a| a.name.clone());
            if let Some((name, code)) = name.and_then(|n| Some((n.clone(), named.get(&n)?))) {
                set(mention, code, &name);
            }
        }
    }

    /// A state must be one of the story, a body must be written as a name.
    fn is_usual(&self, agent: &Agent, mention: &Mention, home: Option<&Home>) -> bool {
        if self.knowledge.country(&agent.usual).is_some() {
            return self.states.contains(&agent.usual) || home.is_some_and(|h| h.country == agent.usual);
        }
        !agent.usual.is_empty() && self.document.form(mention.head).starts_with(char::is_uppercase)
    }

    /// The words that a mention is described or titled by.
    pub(super) fn words_of(&self, mention: &Mention) -> impl Iterator<Item = &Agent> {
        let token = &self.document.tokens[mention.head];
        let beside =
            token.children.iter().copied().filter(|&c| TITLE.contains(&self.document.tokens[c].deprel));
        let titles = beside.chain(token.head.filter(|_| token.is("appos")));
        std::iter::once(mention.head).chain(titles).filter_map(|t| self.agent(t)).map(|(agent, _)| agent)
    }
}

pub(super) fn is_of_nowhere(mention: &Mention) -> bool {
    let kind = matches!(mention.kind, MentionKind::Agent | MentionKind::Person);
    kind && mention.actors.len() == 1 && mention.actors.iter().all(|a| a.country.is_none())
}

fn set(mention: &mut Mention, code: &str, word: &str) {
    for actor in &mut mention.actors {
        actor.country = Some(code.to_string());
    }
    mention.reason = format!("\"{word}\" is mostly of {code}");
}
