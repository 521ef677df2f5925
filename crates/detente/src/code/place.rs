//! Where: the place that a predicate's own clause gives, its noun, its party or the clause it goes with, or why there is none.

use super::Coder;
use super::frames::Frame;
use crate::{PlaceMention, PlacePrecision, Span};
use detente_english::Upos;

impl Coder<'_> {
    /// The place of a claim; of what lies ahead (`ahead`) it may be the place of what is proposed or promised.
    pub fn place_of(&self, frame: &Frame<'_>, taken: &[Span], ahead: bool) -> Result<usize, String> {
        let content = frame.content.iter().filter(|_| ahead).copied();
        let own = || std::iter::once(frame.trigger).chain(content).find_map(|t| self.place(t, taken).ok());
        own()
            .or_else(|| self.place_of_noun(frame.trigger))
            .or_else(|| self.place_of_party(frame))
            .or_else(|| self.place_beside(frame.trigger, taken))
            .ok_or_else(|| self.why_nowhere(frame.trigger))
    }

    /// A place in a predicate's clause after a preposition of place, or why there is none.
    pub fn place(&self, trigger: usize, taken: &[Span]) -> Result<usize, String> {
        let clause = self.clause(trigger);
        self.nearest(trigger, |p, head| {
            clause.contains(&head)
                && self.in_own_clause(head, trigger)
                && !taken.iter().any(|t| t.overlaps(p.span))
                && self.is_where(head)
                && !self.document.is_of_other(self.knowledge, head, trigger)
        })
        .ok_or_else(|| "not stated".to_string())
    }

    /// The most exact place that fits, and of several the one nearest to the predicate. A demonym is no place.
    fn nearest(&self, trigger: usize, fits: impl Fn(&PlaceMention, usize) -> bool) -> Option<usize> {
        let places = self.grounded.places.iter().enumerate();
        let heads = places.filter_map(|(i, p)| p.head.filter(|_| p.kind != "demonym").map(|h| (i, p, h)));
        let found = heads.filter(|(_, p, head)| fits(p, *head));
        let key = |(_, p, head): &(usize, &PlaceMention, usize)| {
            (p.precision == PlacePrecision::Country, head.abs_diff(trigger))
        };
        found.min_by_key(key).map(|(i, ..)| i)
    }

    /// "The Geneva talks": the place before the noun.
    fn place_of_noun(&self, trigger: usize) -> Option<usize> {
        let noun = self.document.tokens[trigger].upos == Upos::Noun;
        self.nearest(trigger, |p, head| {
            let token = &self.document.tokens[head];
            noun && token.head == Some(trigger)
                && (token.is("compound") || token.is("nmod:desc"))
                && matches!(p.precision, PlacePrecision::City | PlacePrecision::Point)
        })
    }

    /// "Shelled Aleppo", "visited Beirut", "arrived in Singapore": who suffers or receives it is a place, and it happens there.
    /// An attack on a state happens somewhere; a visit to one is in that state.
    fn place_of_party(&self, frame: &Frame<'_>) -> Option<usize> {
        let modes = || frame.modes.iter().chain(&frame.entry.mode).chain(&frame.pattern.mode);
        let (visit, attack) = (modes().any(|m| m == "visit"), frame.entry.kind == "ASSAULT");
        let party = |p: &PlaceMention, head: usize| {
            let at = frame.recipients.iter().any(|r| r.span == p.span);
            let exact = visit || p.precision != PlacePrecision::Country;
            at && exact && p.latitude.is_some() && self.document.tokens[head].upos == Upos::Propn
        };
        self.nearest(frame.trigger, party).filter(|_| visit || attack)
    }

    /// The place of a clause that goes with the predicate's: "Meeting in Geneva, they agreed …", "met in Geneva and agreed …".
    fn place_beside(&self, trigger: usize, taken: &[Span]) -> Option<usize> {
        let token = &self.document.tokens[trigger];
        if token.upos != Upos::Verb {
            return None;
        }
        let subject = |t: usize| self.document.child(t, "nsubj").is_some();
        let beside = self.document.children(trigger, "advcl").filter(|&t| {
            t < trigger
                && self.document.tokens[t].xpos == "VBG"
                && !subject(t)
                && self.document.child(t, "mark").is_none()
        });
        let first = token.head.filter(|&h| {
            token.is("conj") && !subject(trigger) && self.document.tokens[h].upos == Upos::Verb && subject(h)
        });
        beside.chain(first).find_map(|t| self.place(t, taken).ok())
    }

    /// Why an event has no place; where the report was written is said, but is not where it happened.
    fn why_nowhere(&self, trigger: usize) -> String {
        let clause = self.clause(trigger);
        let named =
            self.nearest(trigger, |p, head| p.precision != PlacePrecision::Country && clause.contains(&head));
        let words = |i: usize| self.document.words(self.grounded.places[i].span);
        match (named, &self.document.article.dateline) {
            (Some(i), _) => format!("not stated: \"{}\" is named, not as where it happened", words(i)),
            (None, Some(line)) => format!("not stated: reported from {line}"),
            (None, None) => "not stated".to_string(),
        }
    }

    /// "At the U.S. embassy" is not in the United States.
    fn names_a_building(&self, head: usize) -> bool {
        let token = &self.document.tokens[head];
        let building = |h: usize| self.knowledge.agent(&self.document.tokens[h].lemma.to_lowercase());
        let modifies = token.is("compound") || token.is("amod");
        modifies && token.head.and_then(building).is_some_and(|agent| agent.kind == "organ")
    }

    fn is_where(&self, head: usize) -> bool {
        if self.names_a_building(head) {
            return false;
        }
        let top = std::iter::once(head).chain(self.document.ancestors(head)).find(|&t| {
            self.document.child(t, "case").is_some()
                || !["compound", "flat", "appos", "nmod:desc"].contains(&self.document.tokens[t].deprel)
        });
        let own = top.and_then(|t| self.document.preposition(t));
        // "In the streets of Basra": the preposition of place stands before the word that the place belongs to.
        let inner = own.as_deref().is_some_and(|p| p == "of" || p == "'s" || p == "’s");
        let preposition = if inner {
            top.and_then(|t| self.document.tokens[t].head).and_then(|t| self.document.preposition(t))
        } else {
            own
        };
        preposition.is_some_and(|p| {
            matches!(
                p.as_str(),
                "in" | "at"
                    | "near"
                    | "on"
                    | "outside"
                    | "inside"
                    | "across"
                    | "to"
                    | "into"
                    | "around"
                    | "off"
                    | "over"
                    | "along"
                    | "through"
                    | "within"
            )
        })
    }
}
