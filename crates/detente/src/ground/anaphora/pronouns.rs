//! "He", "she", "it", "they" and their forms.

use super::binding::{argument_of, forbids, is_reflexive, subject_of};
use super::chains::{Chain, Kind};
use super::{Anaphora, Found, REACH, salience};
use crate::QuoteKind;
use detente_english::Upos;
use detente_knowledge::Gender;

/// By how much the best chain must lead, for persons and for the rest.
const MARGIN: f32 = 0.25;
const MARGIN_THING: f32 = 0.4;
/// What a verb that only somebody can do says of its subject.
const AGENCY: f32 = 0.5;
/// What it says of somebody that the message is from him whose content the pronoun stands in.
const SENDER: f32 = 1.0;

/// Which pronoun it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    He,
    She,
    It,
    They,
}

impl Anaphora<'_> {
    /// Lets a pronoun of the third person join its chain.
    pub(super) fn third_person(&mut self, token: usize) {
        let Some(class) = class_of(self.document.form(token)) else { return };
        let pronoun = matches!(self.document.tokens[token].upos, Upos::Pron | Upos::Det);
        if !pronoun || class == Class::It && self.is_pleonastic(token) {
            return;
        }
        let chosen = match self.cataphor(token, class) {
            Some(chain) => Ok(chain),
            None => self.choose(token, class),
        };
        match chosen {
            Ok(chain) => self.join(token, class, chain),
            Err(Some(reason)) => {
                self.put(token, Found { actors: Vec::new(), reason, antecedents: Vec::new() });
            }
            Err(None) => {}
        }
    }

    fn join(&mut self, token: usize, class: Class, chain: usize) {
        let visible = self.chains.all[chain].kind != Kind::Thing;
        if let Some(found) = self.found(chain, token).filter(|_| visible) {
            self.put(token, found);
        }
        self.chains.add_pronoun(chain, token, self.document.tokens[token].span, gender_of(class));
    }

    /// The chain that a pronoun points to; `Err` with the reason where several fit about equally, without where none does.
    fn choose(&self, token: usize, class: Class) -> Result<usize, Option<String>> {
        let mut scored: Vec<(f32, usize)> = Vec::new();
        for (index, chain) in self.chains.all.iter().enumerate() {
            let Some(agreement) = agreement(class, chain) else { continue };
            if self.is_excluded(chain, token) {
                continue;
            }
            if let Some(salience) = salience::of(self.document, chain, token, REACH) {
                let sender = if self.is_sender(chain, token) { SENDER } else { 0.0 };
                scored.push((salience + agreement + sender + self.agency(token, class, chain.kind), index));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
        let (best, chain) = *scored.first().ok_or(None)?;
        let margin = if matches!(class, Class::He | Class::She) { MARGIN } else { MARGIN_THING };
        let rivals = scored.iter().skip(1).filter(|(s, c)| best - s < margin && !self.is_same(*c, chain));
        let names: Vec<String> = rivals.filter_map(|(_, c)| self.words_of(*c, token)).collect();
        if names.is_empty() {
            return Ok(chain);
        }
        let visible = self.chains.all[chain].kind != Kind::Thing;
        let first = self.words_of(chain, token).filter(|_| visible).ok_or(None)?;
        Err(Some(format!("ambiguous: {first}, {}", names.join(", "))))
    }

    /// Who accuses or signs is no thing; what is only long or falls is rarely a state.
    fn agency(&self, token: usize, class: Class, kind: Kind) -> f32 {
        let word = &self.document.tokens[token];
        let verb = word.head.map(|h| &self.document.tokens[h]).filter(|_| word.deprel == "nsubj");
        let Some(verb) = verb.filter(|_| matches!(class, Class::It | Class::They)) else { return 0.0 };
        let acts = verb.upos == Upos::Verb
            && (self.knowledge.patterns(detente_knowledge::Class::Verb, &verb.lemma).next().is_some()
                || self.knowledge.pack.attribution.verbs.contains(&verb.lemma));
        match (acts, matches!(kind, Kind::Body | Kind::Group | Kind::Team)) {
            (true, true) => AGENCY,
            (true, false) => -AGENCY,
            (false, true) if class == Class::It || kind == Kind::Body => -2.0 * AGENCY,
            (false, _) => 0.0,
        }
    }

    /// "A message from Kim that he is willing to talk": what a message says, its sender says.
    fn is_sender(&self, chain: &Chain, token: usize) -> bool {
        let above = self.document.ancestors(token).find(|&t| self.document.tokens[t].is("acl"));
        let Some(noun) = above.and_then(|t| self.document.tokens[t].head) else { return false };
        let from = |s: &usize| self.document.preposition(*s).is_some_and(|p| p == "from" || p == "by");
        let mut senders = self.document.children(noun, "nmod").filter(from);
        senders.any(|s| s < token && chain.links.iter().any(|l| l.head == s))
    }

    fn words_of(&self, chain: usize, token: usize) -> Option<String> {
        Some(format!("\"{}\"", self.document.words(self.chains.antecedent(chain, token)?)))
    }

    /// Two chains of the same actor ("Paris" and "France") are no rivals.
    fn is_same(&self, a: usize, b: usize) -> bool {
        let (a, b) = (&self.chains.all[a].actors, &self.chains.all[b].actors);
        let country = |actors: &[crate::Actor]| actors.first().and_then(|a| a.country.clone());
        !a.is_empty()
            && (a == b
                || a.len() == 1
                    && b.len() == 1
                    && country(a) == country(b)
                    && a[0].role.is_none()
                    && b[0].role.is_none())
    }

    /// What grammar forbids for any of the mentions in the sentence, and who speaks the words in which the pronoun stands.
    fn is_excluded(&self, chain: &Chain, token: usize) -> bool {
        let sentence = self.document.tokens[token].sentence;
        let mut here = chain.links.iter().filter(|l| self.document.tokens[l.head].sentence == sentence);
        if is_reflexive(self.document, token) {
            let predicate = argument_of(self.document, token);
            let subject = predicate.and_then(|p| subject_of(self.document, p));
            return subject.is_some_and(|s| !chain.links.iter().any(|l| l.head == s));
        }
        here.any(|l| forbids(self.document, l.head, token))
            || self.is_spoken_by(chain, token) && !self.is_sender(chain, token)
    }

    /// Who speaks within quotation marks calls himself "I".
    fn is_spoken_by(&self, chain: &Chain, token: usize) -> bool {
        let at = self.document.tokens[token].span;
        let quotes =
            self.document.quotes.iter().filter(|q| q.kind == QuoteKind::Direct && q.content.contains(at));
        quotes.filter_map(|q| q.source_token).any(|s| chain.links.iter().any(|l| l.head == s))
    }

    /// "In his speech, Macron …": a possessor before the subject of its own sentence.
    fn cataphor(&self, token: usize, class: Class) -> Option<usize> {
        let word = &self.document.tokens[token];
        if word.deprel != "nmod:poss" && !word.is("nsubj") {
            return None;
        }
        let fronted = self.document.ancestors(token).find(|&t| {
            let up = &self.document.tokens[t];
            (up.is("obl") || up.is("advcl")) && up.head.is_some_and(|h| t < h)
        })?;
        let subject = self.document.child(self.document.tokens[fronted].head?, "nsubj")?;
        let chain = self.chains.of(subject).filter(|_| subject > token)?;
        let known = &self.chains.all[chain];
        let fits =
            known.named && known.kind != Kind::Open && agreement(class, known).is_some_and(|a| a > -0.5);
        let before = self.choose(token, class).is_ok();
        (fits && !before).then_some(chain)
    }

    /// "It is clear that", "it rained", "it seems": points to nothing.
    fn is_pleonastic(&self, token: usize) -> bool {
        let word = &self.document.tokens[token];
        let Some(head) = word.head else { return false };
        if word.is("expl") {
            return true;
        }
        let predicate = &self.document.tokens[head];
        let weather = ["rain", "snow", "seem", "appear", "turn out", "happen"];
        let clause = self.document.child(head, "csubj").is_some()
            || self.document.children(head, "ccomp").chain(self.document.children(head, "advcl")).any(|c| {
                let mark = self.document.child(c, "mark").map(|m| self.document.form(m).to_lowercase());
                predicate.upos != Upos::Verb
                    && matches!(mark.as_deref(), Some("that" | "to" | "if" | "whether" | "for"))
            });
        word.is("nsubj") && (weather.contains(&predicate.lemma.as_str()) || clause)
    }
}

fn class_of(form: &str) -> Option<Class> {
    match form.to_lowercase().as_str() {
        "he" | "him" | "his" | "himself" => Some(Class::He),
        "she" | "her" | "hers" | "herself" => Some(Class::She),
        "it" | "its" | "itself" => Some(Class::It),
        "they" | "them" | "their" | "theirs" | "themselves" => Some(Class::They),
        _ => None,
    }
}

fn gender_of(class: Class) -> Option<Gender> {
    match class {
        Class::He => Some(Gender::Masculine),
        Class::She => Some(Gender::Feminine),
        Class::It | Class::They => None,
    }
}

/// How well a chain agrees with a pronoun in number, gender and kind; `None` when it does not.
fn agreement(class: Class, chain: &Chain) -> Option<f32> {
    match class {
        Class::He | Class::She => {
            let person = matches!(chain.kind, Kind::Person | Kind::Open) && !chain.plural;
            match chain.gender {
                None => person.then_some(0.0),
                known => (person && known == gender_of(class)).then_some(0.7),
            }
        }
        Class::It => {
            let one = !chain.plural && !matches!(chain.kind, Kind::Person | Kind::Group);
            one.then_some(0.0)
        }
        Class::They if chain.plural || chain.kind == Kind::Group => {
            Some(if chain.kind == Kind::Thing { -0.3 } else { 0.5 })
        }
        Class::They => matches!(chain.kind, Kind::Body | Kind::Team).then_some(-1.4),
    }
}
