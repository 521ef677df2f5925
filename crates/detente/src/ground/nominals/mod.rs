//! Nominals as actors: names, titles with names, offices, organs, and words such as "protesters".
//!
//! - [`named`]: names of the tables
//! - [`unknown`]: names that are not in the tables, by title, apposition or an earlier mention
//! - [`described`]: "the South Korean president", "the foreign ministry"
//! - [`phrases`]: phrases of the table of agents in the text
//! - [`belonging`]: the country and the body that a nominal belongs to
//! - [`delegate`]: for which state a speech that is printed whole is held
//! - [`elsewhere`]: descriptions that say their country elsewhere in the text
//! - [`newcomers`]: names that only the model knows, in a story of one country
//! - [`story`]: where a story takes place, for descriptions that leave it open

mod belonging;
mod delegate;
mod described;
mod elsewhere;
mod named;
mod newcomers;
mod phrases;
mod story;
mod unknown;
mod usual;

use crate::{Actor, Document, KnownName, Mention, MentionKind, PlaceMention, Span};
use detente_english::Upos;
use detente_knowledge::{Knowledge, NameKind, spelled_words};
use std::collections::{BTreeMap, BTreeSet};

/// What the questions about one document share.
pub(super) struct Nominals<'a> {
    knowledge: &'a Knowledge,
    document: &'a Document,
    places: &'a [PlaceMention],
    hits: &'a [KnownName],
    /// Hit by each of its tokens.
    by_token: BTreeMap<usize, usize>,
    /// States that the text names without doubt.
    states: BTreeSet<String>,
    /// Persons named so far, by the spelling of the words of their names, the one who is called by it first.
    called: BTreeMap<String, Vec<Actor>>,
    /// Who was last described by a word, by its lemma: "the ministry" after "South Korea's Ministry of Unification".
    described: BTreeMap<String, Actor>,
}

pub(super) use story::Home;

/// An actor with the way it was named and the reason.
struct Found {
    actors: Vec<Actor>,
    kind: MentionKind,
    reason: String,
}

/// The mentions of nominals, the country of the story, and that of the delegate who speaks in the whole text.
pub(super) fn mentions(
    knowledge: &Knowledge,
    document: &Document,
    places: &[PlaceMention],
) -> (Vec<Mention>, Option<Home>, Option<String>) {
    let hits = document.names.as_slice();
    let by_token = hits.iter().enumerate().flat_map(|(i, h)| h.tokens.clone().map(move |t| (t, i))).collect();
    let mut nominals = Nominals {
        knowledge,
        document,
        places,
        hits,
        by_token,
        states: BTreeSet::new(),
        called: BTreeMap::new(),
        described: BTreeMap::new(),
    };
    nominals.states = nominals.states_of_the_story();
    let mut out = Vec::new();
    for head in 0..document.tokens.len() {
        if let Some(found) = nominals.resolve(head) {
            nominals.remember(head, &found);
            let span = nominals.span(head, found.kind);
            out.push(Mention {
                span,
                head,
                actors: found.actors,
                reason: found.reason,
                kind: found.kind,
                antecedents: Vec::new(),
            });
        }
    }
    nominals.settle_elsewhere(&mut out);
    let delegate = nominals.delegate(&out);
    if let Some(country) = &delegate {
        nominals.settle_mine(country, &mut out);
    }
    let home = nominals.settle_in_story(&mut out);
    if let Some(home) = home.as_ref().filter(|h| h.alone) {
        nominals.settle_newcomers(&home.country, &mut out);
    }
    nominals.settle_usual(home.as_ref(), &mut out);
    (out, home, delegate)
}

impl Nominals<'_> {
    fn resolve(&self, head: usize) -> Option<Found> {
        let token = &self.document.tokens[head];
        if !matches!(token.upos, Upos::Propn | Upos::Noun | Upos::Adj) && !self.by_token.contains_key(&head) {
            return None;
        }
        if self.is_part_of_title(head) || self.is_name_of_title(head) {
            return None;
        }
        if let Some(&hit) = self.by_token.get(&head) {
            // Only the head of a name stands for it.
            let hit = &self.hits[hit];
            return (hit.head == head).then(|| self.named(head, hit))?;
        }
        match token.upos {
            Upos::Propn => self.unknown_name(head),
            Upos::Noun | Upos::Adj => self.described(head),
            _ => None,
        }
    }

    /// Persons are called by one word of their name from then on.
    fn remember(&mut self, head: usize, found: &Found) {
        // An apposition describes somebody who was named just before, and who is remembered under the same word.
        let apposition = self.document.tokens[head].is("appos") && found.kind == MentionKind::Agent;
        if let ([actor], MentionKind::Agent | MentionKind::Person, false) =
            (found.actors.as_slice(), found.kind, apposition)
        {
            let role = actor.role.as_deref().and_then(|r| r.split(' ').next_back()).map(str::to_lowercase);
            let word = Some(self.document.tokens[head].lemma.to_lowercase())
                .filter(|_| found.kind == MentionKind::Agent);
            for word in role.into_iter().chain(word).filter(|_| actor.country.is_some()) {
                self.described.insert(word, actor.clone());
            }
        }
        if let ([actor], MentionKind::Organisation) = (found.actors.as_slice(), found.kind) {
            self.remember_body(head, actor);
        }
        let (MentionKind::Person, [actor]) = (found.kind, found.actors.as_slice()) else { return };
        let Some(name) = &actor.name else { return };
        let written = self.name_of(head);
        let mut words = spelled_words(name);
        words.extend(spelled_words(&written));
        for word in words.into_iter().filter(|w| w.len() > 1) {
            let called = self.called.entry(word).or_default();
            // Whoever was named first under a word keeps it, unless the other one is named in full again.
            if called.is_empty()
                || name.split(' ').count() > 1
                    && called.iter().all(|a| a.name != actor.name)
                    && written.contains(' ')
            {
                called.insert(0, actor.clone());
            }
        }
    }

    /// "The navy" after "the Indian Navy".
    fn remember_body(&mut self, head: usize, actor: &Actor) {
        let word = self.document.form(head).to_lowercase();
        if self.knowledge.agent(&word).is_some_and(|a| a.kind != "person") && actor.country.is_some() {
            self.described.insert(word, actor.clone());
        }
    }

    fn span(&self, head: usize, kind: MentionKind) -> Span {
        let tokens = match (kind, self.by_token.get(&head)) {
            (MentionKind::Person | MentionKind::Agent, _) | (_, None) => {
                let name = self.name_below(head).map(|(at, _)| at);
                let mut tokens = self.document.subtree_without(head, |t| self.is_beside(head, name, t));
                // Whatever the tree makes of its parts ("Jae-in"), a known name is whole.
                tokens.extend(self.by_token.get(&head).map_or(0..0, |&hit| self.hits[hit].tokens.clone()));
                tokens.sort_unstable();
                tokens
            }
            (_, Some(&hit)) => self.hits[hit].tokens.clone().collect(),
        };
        self.document.cover(&tokens).unwrap_or(self.document.tokens[head].span)
    }

    /// Whether a token below the head of a mention says something else than who it is; `name` is the name below a title.
    fn is_beside(&self, head: usize, name: Option<usize>, token: usize) -> bool {
        let never = ["acl", "appos", "parataxis", "advcl"];
        let beside = [
            "conj",
            "case",
            "cc",
            "punct",
            "cop",
            "nsubj",
            "advmod",
            "mark",
            "aux",
            "obl",
            "det:predet",
            "orphan",
        ];
        let this = &self.document.tokens[token];
        // "The French and German leaders" are joined before the noun; what is joined behind is somebody else.
        let joined = token > head && (this.is("conj") || this.is("cc"));
        let belongs_to_name = name.is_some() && this.head == name;
        let argument = || {
            let by = |p: String| matches!(p.as_str(), "by" | "to" | "against");
            this.is("nmod") && self.document.preposition(token).is_some_and(by)
        };
        // The name beside its title is a part of the mention.
        if name == Some(token) && self.is_name_of_title(token) {
            return false;
        }
        never.iter().any(|r| this.is(r))
            || joined && belongs_to_name
            || this.head == Some(head) && (beside.iter().any(|r| this.is(r)) || argument())
    }

    /// The person of the tables that a hit means first.
    fn is_person(&self, token: usize) -> bool {
        let hit = self.by_token.get(&token).map(|&hit| &self.hits[hit]);
        hit.is_some_and(|h| matches!(h.kinds.first(), Some(NameKind::Person(_))))
    }
}
