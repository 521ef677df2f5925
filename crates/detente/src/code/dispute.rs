//! Disputed: one side says that it took place, the one who is to have done it says that it did not.
//!
//! Either the denial stands above what is claimed ("denied Ukraine's claims that it had shelled Kharkiv"), or beside it: in the
//! same sentence ("… , which Moscow denied") or in the next one ("Iran has denied involvement").

use super::Coder;
use super::status::Reading;
use crate::{Participant, Status};
use detente_knowledge::Dispute;

impl Coder<'_> {
    /// Why a report with that reading and status is disputed, if it is.
    pub(super) fn dispute(
        &self,
        trigger: usize,
        reading: &Reading,
        status: Status,
        actors: &[Participant],
    ) -> Option<String> {
        match status {
            Status::Denied => self.denied_claim(trigger, reading),
            Status::Happened | Status::Ongoing | Status::Historical => self.denied_beside(trigger, actors),
            _ => None,
        }
    }

    fn dispute_words(&self) -> &Dispute {
        &self.knowledge.pack.status.dispute
    }

    /// "Denied claims that …", "denied having …, as others claim".
    fn denied_claim(&self, trigger: usize, reading: &Reading) -> Option<String> {
        let lemma = |t: usize| self.document.tokens[t].lemma.to_lowercase();
        let denial =
            self.document.ancestors(trigger).find(|&t| self.dispute_words().deny.contains(&lemma(t)))?;
        let claims = &self.knowledge.pack.status.embed.get("alleged")?;
        let as_others_say = |t: usize| {
            let marked = self.document.children(t, "mark").any(|m| lemma(m) == "as");
            marked
                && (claims.contains(&lemma(t)) || self.knowledge.pack.attribution.verbs.contains(&lemma(t)))
        };
        let beside = [trigger, denial].into_iter().flat_map(|t| self.document.children(t, "advcl"));
        let claimed = reading.alleged || beside.into_iter().any(as_others_say);
        claimed.then(|| format!("\"{}\" stands against a claim: disputed", self.document.form(denial)))
    }

    /// A denial of the actors in the sentence of the predicate, or at the head of the next one.
    fn denied_beside(&self, trigger: usize, actors: &[Participant]) -> Option<String> {
        let here = self.document.tokens[trigger].sentence;
        let sentence = |s: usize| self.document.sentences.get(s).map_or(0..0, |s| s.tokens.clone());
        let next = sentence(here + 1).filter(|&t| self.document.tokens[t].head.is_none());
        let denies = |t: &usize| self.dispute_words().deny.contains(&self.document.tokens[*t].lemma);
        let denial = sentence(here).chain(next).filter(|t| *t != trigger && denies(t)).find(|&t| {
            !self.document.is_below(trigger, t) && self.is_by(t, actors) && self.is_of_charge(t)
        })?;
        Some(format!("\"{}\" by the one who is to have done it: disputed", self.document.form(denial)))
    }

    /// Whether the actors, or their state, are the subject of a verb that is not itself denied.
    fn is_by(&self, verb: usize, actors: &[Participant]) -> bool {
        let subjects = self.at(verb, "subj");
        let mut children = self.document.tokens[verb].children.iter();
        let negated = children.any(|&c| self.document.tokens[c].feature("Polarity") == "Neg");
        let states = subjects.into_iter().filter_map(|t| self.grounded.mention(t)).flat_map(|m| &m.actors);
        !negated
            && states
                .filter(|a| a.country.is_some())
                .any(|s| actors.iter().any(|p| p.actor.country == s.country))
    }

    /// Whether what is denied is the charge: "which", "it", "the accusation", "involvement".
    fn is_of_charge(&self, verb: usize) -> bool {
        let charge =
            |t: usize| self.dispute_words().charge.contains(&self.document.tokens[t].lemma.to_lowercase());
        // "A charge that Moscow rejects".
        let above = self.document.tokens[verb].head.filter(|_| self.document.tokens[verb].is("acl:relcl"));
        self.document.children(verb, "obj").any(charge) || above.is_some_and(charge)
    }
}
