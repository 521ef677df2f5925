//! PETRARCH: the events that a user's own dictionaries of verbs, actors and agents find, over our trees.
//!
//! [`line`] gives a sentence as words and [`phrases`], with the codes of those whom they name; [`verbs`] finds the verbs,
//! [`matching`] fits their patterns, [`events`] chooses source, target and code, [`transforms`] looks at events inside others. What the dictionaries do not know (status,
//! time, place, channel, speakers) comes from the same parts as for the project's own lexicon.

mod events;
mod line;
mod matching;
mod phrases;
mod transforms;
mod verbs;

use super::Coder;
use super::frames::Frame;
use crate::{Actor, Claim, Document, Grounded, Participant, Span};
use detente_knowledge::petrarch::phrase::matches;
use detente_knowledge::petrarch::{Dictionaries, codes};
use detente_knowledge::{Entry, Knowledge, Pattern};
use events::{Dyad, dyads};
use line::Line;
use phrases::Party;

/// The user's dictionaries and how their codes are to be understood.
#[derive(Debug, Clone, Default)]
pub struct Petrarch {
    /// The dictionaries.
    pub dictionaries: Dictionaries,
    /// Whether the codes are CAMEO's, which the codebook's table turns into types. WEIS has the same numbers for other things.
    pub cameo: bool,
}

/// The claims of a document by dictionaries, one for each source, target and code.
pub fn code(knowledge: &Knowledge, petrarch: &Petrarch, grounded: &Grounded) -> Vec<Claim> {
    let document = &grounded.document;
    let dictionaries = &petrarch.dictionaries;
    let mut lines: Vec<Line<'_>> =
        document.sentences.iter().map(|s| Line::new(document, s.tokens.clone())).collect();
    if lines.iter().any(|line| is_discarded(dictionaries, line, true)) {
        return Vec::new();
    }
    let coder = Coder::new(knowledge, grounded);
    let mut out = Vec::new();
    for line in lines.iter_mut().filter(|line| !is_discarded(dictionaries, line, false)) {
        phrases::find(dictionaries, line);
        out.extend(dyads(dictionaries, line).iter().map(|dyad| coder.claim_of(petrarch, dyad)));
    }
    out
}

/// Whether a phrase of the discards stands in a sentence.
fn is_discarded(dictionaries: &Dictionaries, line: &Line<'_>, story: bool) -> bool {
    let words: Vec<&str> = line.words.iter().map(|w| w.text.as_str()).collect();
    let stands = |at: usize, d: &[_]| matches(d, &words[at..]).is_some();
    let discards = dictionaries.discards.iter().filter(|d| d.story == story);
    discards.into_iter().any(|d| (0..words.len()).any(|at| stands(at, &d.words)))
}

impl Coder<'_> {
    fn claim_of(&self, petrarch: &Petrarch, dyad: &Dyad) -> Claim {
        let known = petrarch.cameo.then(|| self.knowledge.cameo(&dyad.code)).flatten();
        let kind = known.map(|row| row.kind.clone()).unwrap_or_default();
        let modes: Vec<String> =
            known.map(|row| row.mode.clone()).filter(|m| !m.is_empty()).into_iter().collect();
        let (actor, recipient) = (self.party(&dyad.source), self.party(&dyad.target));
        let spans = [actor.span, recipient.span];
        let (entry, pattern) = (Entry { kind: kind.clone(), ..Entry::default() }, Pattern::default());
        let frame = Frame {
            trigger: dyad.trigger,
            entry: &entry,
            pattern: &pattern,
            actors: vec![actor.clone()],
            recipients: vec![recipient.clone()],
            content: Vec::new(),
            modes: Vec::new(),
        };
        let reading = self.reading(dyad.trigger);
        let trigger_span = span_of(self.document, dyad);
        Claim {
            kind,
            modes,
            cameo: Some(dyad.code.clone()),
            contexts: self.contexts(dyad.trigger),
            actor_reason: None,
            recipient_reason: None,
            reciprocal: false,
            status: reading.status(),
            alleged: reading.alleged || self.is_claimed(dyad.trigger),
            when: self.when(&frame, true),
            due: self.due(&frame),
            place: self.place_of(&frame, &spans, true),
            channel: self.channel(dyad.trigger, None),
            attribution: self.speakers(dyad.trigger),
            baseline: None,
            evidence: self.evidence(dyad.trigger, spans.into_iter().chain([trigger_span])),
            sentence: self.document.tokens[dyad.trigger].sentence,
            trigger: dyad.trigger,
            trigger_span,
            entry: format!("{}:{}", petrarch.dictionaries.verbs_file, dyad.line),
            confidence: CONFIDENCE,
            judge: None,
            reasons: reading.reasons,
            actors: vec![actor],
            recipients: vec![recipient],
        }
    }

    /// A party with what its code says in the terms of the project.
    fn party(&self, party: &Party) -> Participant {
        let pack = &self.knowledge.pack;
        let meaning = codes::meaning(&party.code, &pack.countries, &pack.cameo);
        Participant {
            actor: Actor { country: meaning.country, sector: meaning.sector, ..Actor::default() },
            code: Some(party.code.clone()),
            span: party.span,
            reason: format!("{} in the dictionaries", party.code),
        }
    }
}

/// A dictionary gives no measure of how sure it is.
const CONFIDENCE: f64 = 0.5;

fn span_of(document: &Document, dyad: &Dyad) -> Span {
    let spans = dyad.words.iter().map(|&t| document.tokens[t].span);
    spans.reduce(Span::cover).unwrap_or(document.tokens[dyad.trigger].span)
}
