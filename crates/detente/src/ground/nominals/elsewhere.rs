//! Descriptions that say their country elsewhere in the text: "23 pirates" in the lead, "the 23 pirates (12 Somali and 11
//! Yemeni)" further down.

use super::Nominals;
use super::story::is_open;
use crate::{Actor, Mention};
use detente_knowledge::Agent;

impl Nominals<'_> {
    /// Gives an open description the countries of another one by the same word, if all that have any agree and
    /// are of the same number.
    pub(super) fn settle_elsewhere(&self, mentions: &mut [Mention]) {
        let told: Vec<(String, Option<String>, Vec<Actor>)> =
            mentions.iter().filter_map(|m| self.told(m)).collect();
        for mention in mentions.iter_mut().filter(|m| is_open(m)) {
            let Some((agent, _)) = self.agent(mention.head) else { continue };
            let number = self.number_of(mention.head);
            if number.is_none() && !self.is_bare_body(mention.head, agent) {
                continue;
            }
            let same = |t: &&(String, Option<String>, Vec<Actor>)| {
                t.0 == agent.phrase && (number.is_none() || t.1 == number)
            };
            let mut others = told.iter().filter(same).map(|t| &t.2);
            if let Some(actors) = others.next().filter(|first| others.all(|o| o == *first)) {
                mention.actors = actors.clone();
                mention.reason = format!("\"{}\", whose country is stated elsewhere", agent.phrase);
            }
        }
    }

    /// "Inspectors" after "the U.N. inspectors": those who serve somebody are the same ones without more words.
    fn is_bare_body(&self, head: usize, agent: &Agent) -> bool {
        let served = matches!(agent.sector.as_str(), "GOV" | "MIL" | "COP" | "REB" | "JUD");
        let words = ["det", "amod", "nummod", "nmod", "compound", "acl", "nmod:poss"];
        let bare = |c: &usize| words.iter().all(|w| !self.document.tokens[*c].is(w));
        let token = &self.document.tokens[head];
        served && agent.kind == "person" && token.is_plural() && token.children.iter().all(bare)
    }

    /// The word, the number and the actors of a description that has a country and no name.
    fn told(&self, mention: &Mention) -> Option<(String, Option<String>, Vec<Actor>)> {
        let (agent, _) = self.agent(mention.head)?;
        let all = mention.actors.iter().all(|a| a.country.is_some() && a.name.is_none());
        let some = all && !mention.actors.is_empty();
        some.then(|| (agent.phrase.clone(), self.number_of(mention.head), mention.actors.clone()))
    }

    fn number_of(&self, head: usize) -> Option<String> {
        self.document.child(head, "nummod").map(|n| self.document.form(n).to_lowercase())
    }
}
