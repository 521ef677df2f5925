//! Why nothing was coded between two actors.

use super::{Line, Outline, headline, quoted, told};
use crate::code::{Outcome, Trial, trials};
use crate::ground::candidates;
use crate::pipeline::Processed;
use crate::{Actor, Claim, Engine, Grounded, Mention, Participant, Status};
use detente_english::Upos;
use detente_knowledge::Class;

/// So many mentions, sentences and entries of a predicate are shown.
const SHOWN: usize = 5;

/// Why an article has no event between two actors, who are given as codes or names; or that it has one. `written` are the
/// statuses that are not left out.
pub fn why_not(engine: &Engine, processed: &Processed, asked: [&str; 2], written: &[Status]) -> Vec<Line> {
    let trials = trials(&engine.knowledge, &processed.grounded);
    let grounded = &processed.grounded;
    let sides = asked.map(|asked| Side::new(engine, grounded, asked));
    let question = Question { engine, processed, written, trials, sides };
    let mut out = Outline::default();
    question.coded(&mut out);
    question.sides.iter().for_each(|side| side.tell(grounded, &mut out));
    if question.sides.iter().all(|side| !side.mentions.is_empty()) {
        question.sentences(&mut out);
    }
    out.0
}

/// One of the two actors.
struct Side<'a> {
    asked: &'a str,
    /// Codes that the words mean, where they are no code themselves.
    codes: Vec<String>,
    /// Mentions of the actor, as indices into [`Grounded::mentions`].
    mentions: Vec<usize>,
}

struct Question<'a> {
    engine: &'a Engine,
    processed: &'a Processed,
    written: &'a [Status],
    trials: Vec<Trial>,
    sides: [Side<'a>; 2],
}

impl<'a> Side<'a> {
    fn new(engine: &Engine, grounded: &Grounded, asked: &'a str) -> Side<'a> {
        let asked = asked.trim();
        let is_code = asked.len() >= 3 && asked.chars().all(|c| c.is_ascii_uppercase() || c == '-');
        let day = grounded.document.article.published;
        let known = candidates(&engine.knowledge, asked, day).into_iter().filter(|c| c.preferred);
        let codes = match is_code {
            true => vec![asked.to_string()],
            false => known
                .filter(|c| c.actor.name.is_none() || is_state(&c.actor))
                .filter_map(|c| c.actor.code())
                .collect(),
        };
        let mut side = Side { asked, codes, mentions: Vec::new() };
        let mentions = grounded.mentions.iter().enumerate();
        side.mentions =
            mentions.filter(|(_, m)| m.actors.iter().any(|a| side.is(a))).map(|(i, _)| i).collect();
        side
    }

    fn is(&self, actor: &Actor) -> bool {
        let code = actor.code().unwrap_or_default();
        let named = actor.name.as_deref().is_some_and(|name| contains(name, self.asked));
        named || self.codes.iter().any(|c| code.starts_with(c.as_str()))
    }

    fn among(&self, side: &[Participant]) -> bool {
        side.iter().any(|p| self.is(&p.actor))
    }

    /// Where the actor is named, or where the words stand without being understood.
    fn tell(&self, grounded: &Grounded, out: &mut Outline) {
        let document = &grounded.document;
        let words = |m: &Mention| format!("{}: {}", quoted(document, m.span), m.reason);
        if !self.mentions.is_empty() {
            out.line(0, format!("{}: {} mentions", self.asked, self.mentions.len()));
            self.mentions.iter().take(SHOWN).for_each(|&i| out.line(1, words(&grounded.mentions[i])));
            return;
        }
        out.line(0, format!("{}: nobody in the text is understood to be that", self.asked));
        let here = |m: &&Mention| contains(document.words(m.span), self.asked);
        for mention in grounded.mentions.iter().filter(here).take(SHOWN) {
            let codes: Vec<String> = mention.actors.iter().filter_map(Actor::code).collect();
            let codes = if codes.is_empty() { "nobody".to_string() } else { codes.join(", ") };
            out.line(1, format!("{} stands for {codes}: {}", quoted(document, mention.span), mention.reason));
        }
        for paragraph in document.article.paragraphs.iter().filter(|p| !p.kept()) {
            if contains(document.words(paragraph.span), self.asked) {
                let what = format!("{} ({})", paragraph.kind.as_str(), paragraph.reason);
                out.line(1, format!("the words stand in a part of the page that is not read: {what}"));
            }
        }
    }
}

fn is_state(actor: &Actor) -> bool {
    actor.role.is_none() && actor.sector.is_none()
}

fn contains(text: &str, words: &str) -> bool {
    !words.is_empty() && text.to_lowercase().contains(&words.to_lowercase())
}

impl Question<'_> {
    fn claims(&self) -> impl Iterator<Item = (&str, &Claim)> {
        let events = self.processed.events.iter();
        events.flat_map(|e| std::iter::once(&e.claim).chain(&e.others).map(|c| (e.id.as_str(), c)))
    }

    /// Events between the two, one way or the other.
    fn coded(&self, out: &mut Outline) {
        let [actor, recipient] = &self.sides;
        for event in &self.processed.events {
            let claim = &event.claim;
            let there = actor.among(&claim.actors) && recipient.among(&claim.recipients);
            let mutual = claim.reciprocal && actor.among(&claim.actors) && recipient.among(&claim.actors);
            let back = recipient.among(&claim.actors) && actor.among(&claim.recipients);
            let how = match (there || mutual, back) {
                (true, _) => "coded between them",
                (false, true) => "coded the other way round",
                _ => continue,
            };
            out.line(0, format!("{how}: {} {}", event.id, headline(claim)));
            if !self.written.contains(&claim.status) {
                out.line(
                    1,
                    format!("not written: {} is left out unless --status asks for it", claim.status.as_str()),
                );
            }
        }
    }

    /// What was tried in the sentences that have both.
    fn sentences(&self, out: &mut Outline) {
        let grounded = &self.processed.grounded;
        let sentence_of = |i: &usize| grounded.document.tokens[grounded.mentions[*i].head].sentence;
        let [mut actor, recipient] =
            [0, 1].map(|side| self.sides[side].mentions.iter().map(sentence_of).collect::<Vec<_>>());
        actor.dedup();
        let both: Vec<usize> = actor.iter().copied().filter(|s| recipient.contains(s)).collect();
        if both.is_empty() {
            out.line(0, "they are never named, or meant by a pronoun, in one sentence");
            let near =
                actor.iter().flat_map(|a| recipient.iter().map(move |r| (a.abs_diff(*r), *a, *r))).min();
            for sentence in near.map(|(_, a, r)| [a, r]).into_iter().flatten() {
                out.line(
                    1,
                    format!(
                        "nearest: {}",
                        quoted(&grounded.document, grounded.document.sentences[sentence].span)
                    ),
                );
            }
        }
        for &sentence in both.iter().take(SHOWN) {
            self.sentence(sentence, out);
        }
        if both.len() > SHOWN {
            out.line(0, format!("{} more sentences have both", both.len() - SHOWN));
        }
    }

    fn sentence(&self, sentence: usize, out: &mut Outline) {
        let document = &self.processed.grounded.document;
        out.line(0, quoted(document, document.sentences[sentence].span));
        let mut any = false;
        for (id, claim) in self.claims().filter(|(_, c)| c.sentence == sentence) {
            out.line(1, format!("{} became {id} {}", quoted(document, claim.trigger_span), headline(claim)));
            any = true;
        }
        for token in document.sentences[sentence].tokens.clone() {
            any |= self.predicate(token, out);
        }
        if !any {
            out.line(1, "no word of it opens an entry of the lexicon");
        }
    }

    /// What was tried at a token; whether the lexicon has its word at all.
    fn predicate(&self, token: usize, out: &mut Outline) -> bool {
        let document = &self.processed.grounded.document;
        let own = || self.trials.iter().filter(|t| t.trigger == token);
        if own().any(|t| matches!(t.outcome, Outcome::Coded { .. })) {
            return true;
        }
        let mut tried: Vec<&Trial> = own().collect();
        tried.sort_by_key(|t| std::cmp::Reverse(progress(&t.outcome)));
        tried.dedup();
        let word = quoted(document, document.tokens[token].span);
        let lines = tried.iter().take(SHOWN).map(|t| told(document, t));
        let more = tried.len().saturating_sub(SHOWN);
        let more = (more > 0).then(|| format!("{more} more entries got less far"));
        out.section(1, &format!("{word} was tried"), lines.chain(more));
        let other = other_class(self.engine, document, token).filter(|_| tried.is_empty());
        if let Some((read, known)) = other {
            out.line(1, format!("{word} is read as {read}; the lexicon has it as {known}"));
        }
        !tried.is_empty() || other.is_some()
    }
}

/// How far an entry got.
fn progress(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Incomplete => 0,
        Outcome::Unmet(_) => 1,
        Outcome::NoActor(_) => 2,
        Outcome::NoRecipient(_) => 3,
        Outcome::NoCountry => 4,
        Outcome::Outranked { .. } => 5,
        _ => 6,
    }
}

/// The class under which the lexicon has a word that the tree reads as another.
fn other_class(
    engine: &Engine,
    document: &crate::Document,
    token: usize,
) -> Option<(&'static str, &'static str)> {
    let token = &document.tokens[token];
    let classes = [(Class::Verb, "a verb"), (Class::Noun, "a noun"), (Class::Adjective, "an adjective")];
    let own = match token.upos {
        Upos::Verb => "a verb",
        Upos::Noun => "a noun",
        Upos::Adj => "an adjective",
        Upos::Propn => "a name",
        _ => return None,
    };
    let lemma = token.lemma.to_lowercase();
    let known = |class: Class| engine.knowledge.patterns(class, &lemma).next().is_some();
    classes.into_iter().find(|(class, name)| *name != own && known(*class)).map(|(_, name)| (own, name))
}
