//! Chains: the mentions of one and the same, and what is known of it.

use super::kinds;
use crate::{Actor, Document, Mention, MentionKind, Span, Time};
use detente_english::Upos;
use detente_knowledge::{Gender, Knowledge};
use std::collections::BTreeMap;

/// What something is, as far as pronouns care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Somebody.
    Person,
    /// A state, an organisation, an organ of a state.
    Body,
    /// Several people.
    Group,
    /// One group of people ("the team"), which is "it" or "they".
    Team,
    /// A town, region, country as a place.
    Place,
    /// Anything else.
    Thing,
    /// A name of which nothing is known.
    Open,
}

/// One mention of a chain.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// Head token.
    pub head: usize,
    /// Where it stands, in bytes.
    pub span: Span,
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

/// The mentions of one and the same.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    pub kind: Kind,
    pub gender: Option<Gender>,
    pub plural: bool,
    /// Whether one of its mentions is a name.
    pub named: bool,
    pub actors: Vec<Actor>,
    /// In order of their heads.
    pub links: Vec<Link>,
    /// Words of the names of it, in lower case.
    pub words: Vec<String>,
}

/// All chains of a document.
#[derive(Debug, Default)]
pub(super) struct Chains {
    pub all: Vec<Chain>,
    /// Chain by the head of a mention.
    by_head: BTreeMap<usize, usize>,
    /// Latest chain by what it was called.
    called: BTreeMap<String, usize>,
}

impl Chains {
    pub(super) fn build(
        knowledge: &Knowledge,
        document: &Document,
        times: &[Time],
        mentions: &[Mention],
    ) -> Chains {
        let mut chains = Chains::default();
        for head in 0..document.tokens.len() {
            let mention = mentions.iter().find(|m| m.head == head);
            let time = times.iter().any(|t| t.tokens.contains(&head));
            let kind = kinds::kind(knowledge, document, head, mention).filter(|_| !time);
            if let Some(kind) = kind {
                chains.enter(knowledge, document, head, kind, mention);
            }
        }
        chains.join_lists(document);
        chains
    }

    /// The chain of the mention with that head.
    pub(super) fn of(&self, head: usize) -> Option<usize> {
        self.by_head.get(&head).copied()
    }

    /// Who a chain is; nobody where the tables do not know it.
    pub(super) fn actors(&self, chain: usize) -> Vec<Actor> {
        self.all[chain].actors.clone()
    }

    /// The nearest nominal of a chain before a token, else behind it.
    pub(super) fn antecedent(&self, chain: usize, token: usize) -> Option<Span> {
        let nominals = || self.all[chain].links.iter().filter(|l| !l.pronoun && l.head != token);
        nominals().rev().find(|l| l.head < token).or_else(|| nominals().next()).map(|l| l.span)
    }

    /// A pronoun that was found to point to a chain.
    pub(super) fn add_pronoun(&mut self, chain: usize, head: usize, span: Span, gender: Option<Gender>) {
        let known = &mut self.all[chain];
        known.gender = known.gender.or(gender);
        if known.kind == Kind::Open && gender.is_some() {
            known.kind = Kind::Person;
        }
        self.insert(chain, Link { head, span, pronoun: true });
    }

    /// Lets the whole chain of a description become part of the one that it describes.
    pub(super) fn merge(&mut self, token: usize, chain: usize) {
        let Some(own) = self.of(token).filter(|&own| own != chain) else { return };
        for link in std::mem::take(&mut self.all[own].links) {
            self.insert(chain, link);
        }
        for called in self.called.values_mut().filter(|c| **c == own) {
            *called = chain;
        }
    }

    fn insert(&mut self, chain: usize, link: Link) {
        let links = &mut self.all[chain].links;
        let at = links.partition_point(|l| l.head < link.head);
        links.insert(at, link);
        self.by_head.insert(link.head, chain);
    }

    fn enter(
        &mut self,
        knowledge: &Knowledge,
        document: &Document,
        head: usize,
        kind: Kind,
        mention: Option<&Mention>,
    ) {
        let token = &document.tokens[head];
        let named = is_name(document, head, mention);
        let span = mention.map_or_else(|| nominal_span(document, head), |m| m.span);
        let link = Link { head, span, pronoun: false };
        let gender = if kind == Kind::Person { kinds::gender(knowledge, document, head) } else { None };
        let gender = gender.or_else(|| known_gender(knowledge, mention).filter(|_| kind == Kind::Person));
        let keys = keys(knowledge, document, head, kind, named, mention);
        let fits = |c: &Chain| compatible(c, kind, gender, token.is_plural() && !named);
        let earlier =
            keys.ask.iter().find_map(|k| self.called.get(k).copied()).filter(|&c| fits(&self.all[c]));
        let apposed = token.head.filter(|_| token.is("appos")).and_then(|h| self.of(h));
        let apposed = apposed.filter(|&c| compatible(&self.all[c], kind, gender, token.is_plural()));
        let chain = earlier.or(apposed).unwrap_or_else(|| {
            self.all.push(Chain {
                kind,
                gender,
                plural: token.is_plural() && !(named && kind != Kind::Group),
                named: false,
                actors: Vec::new(),
                links: Vec::new(),
                words: Vec::new(),
            });
            self.all.len() - 1
        });
        self.learn(chain, kind, gender, named, mention);
        if named {
            let words = document.words(span).to_lowercase();
            self.all[chain].words.extend(words.split([' ', '-']).map(str::to_string));
        }
        for key in keys.found {
            self.called.insert(key, chain);
        }
        self.insert(chain, link);
    }

    fn learn(
        &mut self,
        chain: usize,
        kind: Kind,
        gender: Option<Gender>,
        named: bool,
        mention: Option<&Mention>,
    ) {
        let known = &mut self.all[chain];
        known.named |= named;
        known.gender = known.gender.or(gender);
        if known.kind == Kind::Open {
            known.kind = kind;
        }
        let telling = |a: &[Actor]| {
            a.iter().map(|a| usize::from(a.name.is_some()) + 2 * usize::from(a.country.is_some())).max()
        };
        if let Some(mention) = mention.filter(|m| telling(&m.actors) > telling(&known.actors)) {
            known.actors.clone_from(&mention.actors);
        }
    }

    /// "Norway and Chile": those who are joined are a chain of their own.
    fn join_lists(&mut self, document: &Document) {
        for head in 0..document.tokens.len() {
            let joint = document.joint(head);
            if joint.len() < 2 || document.tokens[head].is("conj") {
                continue;
            }
            let or = joint
                .iter()
                .any(|&t| document.child(t, "cc").is_some_and(|c| document.tokens[c].lemma == "or"));
            let parts: Option<Vec<usize>> = joint.iter().map(|&t| self.of(t)).collect();
            let Some(parts) = parts.filter(|_| !or) else { continue };
            let Some(last) = joint.last().map(|&t| self.span_of(t)) else { continue };
            let span = self.span_of(head).cover(last);
            let kinds: Vec<Kind> = parts.iter().map(|&p| self.all[p].kind).collect();
            let people =
                kinds.iter().all(|k| matches!(k, Kind::Person | Kind::Group | Kind::Body | Kind::Team));
            let mut actors: Vec<Actor> = Vec::new();
            for actor in parts.iter().flat_map(|&p| &self.all[p].actors) {
                if !actors.contains(actor) {
                    actors.push(actor.clone());
                }
            }
            self.all.push(Chain {
                kind: if people { Kind::Group } else { Kind::Thing },
                gender: None,
                plural: true,
                named: parts.iter().any(|&p| self.all[p].named),
                actors,
                links: vec![Link { head, span, pronoun: false }],
                words: Vec::new(),
            });
        }
    }

    fn span_of(&self, head: usize) -> Span {
        let links = self.of(head).map(|c| &self.all[c].links);
        links.and_then(|l| l.iter().find(|l| l.head == head)).map_or(Span::new(0, 0), |l| l.span)
    }
}

fn is_name(document: &Document, head: usize, mention: Option<&Mention>) -> bool {
    match mention.map(|m| m.kind) {
        Some(MentionKind::Agent | MentionKind::Anaphor) => false,
        Some(_) => true,
        None => document.tokens[head].upos == Upos::Propn || document.names.iter().any(|n| n.head == head),
    }
}

/// A name of the tables carries the given name from which the gender follows.
fn known_gender(knowledge: &Knowledge, mention: Option<&Mention>) -> Option<Gender> {
    let name = mention?.actors.first()?.name.as_deref()?;
    let (given, _) = name.split_once(' ')?;
    knowledge.gender("given name", given)
}

/// Whether a mention can belong to a chain.
fn compatible(chain: &Chain, kind: Kind, gender: Option<Gender>, plural: bool) -> bool {
    let same = chain.kind == kind || kind == Kind::Open || chain.kind == Kind::Open;
    let towns = |k| matches!(k, Kind::Place | Kind::Body);
    (same || towns(chain.kind) && towns(kind))
        && chain.plural == plural
        && (gender.is_none() || chain.gender.is_none() || gender == chain.gender)
}

/// Under what a nominal asks for an earlier one, the most telling first, and under what it is found again.
struct Keys {
    ask: Vec<String>,
    found: Vec<String>,
}

fn keys(
    knowledge: &Knowledge,
    document: &Document,
    head: usize,
    kind: Kind,
    named: bool,
    mention: Option<&Mention>,
) -> Keys {
    let mut both: Vec<String> =
        mention.and_then(|m| actor_key(knowledge, document, head, m)).into_iter().collect();
    if named {
        both.extend(name_keys(document, head, kind));
        return Keys { ask: both.clone(), found: both };
    }
    let noun =
        format!("noun {} {}", document.tokens[head].lemma.to_lowercase(), document.tokens[head].is_plural());
    let mut found = both.clone();
    if document.child(head, "nmod:poss").is_none() {
        found.push(noun.clone());
    }
    if is_definite(document, head) {
        both.push(noun);
    }
    Keys { ask: both, found }
}

/// The same actor: by name, or as the only holder of an office or the only body of its kind in a country.
fn actor_key(knowledge: &Knowledge, document: &Document, head: usize, mention: &Mention) -> Option<String> {
    let [actor] = mention.actors.as_slice() else { return None };
    match (&actor.name, &actor.country, &actor.role) {
        (Some(name), _, _) => Some(format!("actor {name} {}", actor.sector.as_deref().unwrap_or(""))),
        (None, Some(country), Some(role)) => {
            let agent = knowledge.agent(role)?;
            let only = agent.kind == "organ" || !agent.role.is_empty();
            let new = document.child(head, "det").is_some_and(|d| document.tokens[d].lemma == "a");
            (only && !new && !document.tokens[head].is_plural()).then(|| format!("agent {country} {role}"))
        }
        _ => None,
    }
}

/// A name is found again in full and, for persons and unknown bodies, by its last word; a body by its initials too.
fn name_keys(document: &Document, head: usize, kind: Kind) -> Vec<String> {
    let mut words: Vec<String> = document
        .subtree_without(head, |t| {
            let token = &document.tokens[t];
            !(token.is("flat") || token.deprel == "compound") || token.upos != Upos::Propn
        })
        .into_iter()
        .map(|t| document.form(t).to_lowercase())
        .collect();
    let full = words.join(" ");
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let mut out = vec![format!("name {full}")];
    if matches!(kind, Kind::Person | Kind::Open) {
        out.extend(words.pop().filter(|_| !words.is_empty()).map(|last| format!("name {last}")));
    } else if words.len() > 1 {
        out.push(format!("name {initials}"));
    }
    out
}

/// "The", "this", "that": known already.
fn is_definite(document: &Document, head: usize) -> bool {
    let restricted = ["acl:relcl", "nmod", "nmod:poss", "amod", "compound", "acl"];
    document
        .child(head, "det")
        .is_some_and(|d| matches!(document.tokens[d].lemma.as_str(), "the" | "this" | "that"))
        && !document.tokens[head].children.iter().any(|&c| restricted.contains(&document.tokens[c].deprel))
}

/// A nominal with what stands before it.
fn nominal_span(document: &Document, head: usize) -> Span {
    let keep = ["det", "amod", "compound", "flat", "nummod", "nmod:poss", "nmod:desc"];
    let tokens = document.subtree_without(head, |t| !keep.iter().any(|r| document.tokens[t].is(r)));
    document.cover(&tokens).unwrap_or(document.tokens[head].span)
}
