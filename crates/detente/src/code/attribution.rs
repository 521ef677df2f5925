//! Attribution: the chain of those who say so, nearest speaker first, the outlet last.

use super::Coder;
use crate::{MentionKind, Participant, Quote, QuoteKind, Speaker, SpeakerKind};

impl Coder<'_> {
    /// Who says what stands at a predicate. A speaker whose own act the predicate is does not count.
    pub fn speakers(&self, trigger: usize) -> Vec<Speaker> {
        let mut quotes: Vec<&Quote> = self.reports_of(trigger).collect();
        quotes.sort_by_key(|q| q.content.len());
        let mut chain: Vec<Speaker> = Vec::new();
        for quote in quotes {
            let speaker = quote.source_token.and_then(|token| self.speaker(quote, token));
            chain.extend(speaker.filter(|s| !chain.iter().any(|c| c.name == s.name)));
        }
        let outlet = self.document.article.outlet.clone();
        if let Some(name) = outlet.filter(|o| !chain.iter().any(|c| &c.name == o)) {
            chain.push(Speaker { name, code: None, cue: None, kind: SpeakerKind::Document, span: None });
        }
        chain
    }

    /// The nearest speaker of a predicate as a party.
    pub fn speaking(&self, trigger: usize) -> Option<Vec<Participant>> {
        let nearest = self.reports_of(trigger).min_by_key(|q| q.content.len())?;
        let mention =
            self.grounded.mention(nearest.source_token?).filter(|m| m.kind != MentionKind::Outlet)?;
        let known = mention.actors.iter().filter(|a| a.country.is_some());
        let party = |a: &crate::Actor| Participant {
            actor: a.clone(),
            code: None,
            span: mention.span,
            reason: mention.reason.clone(),
        };
        let parties: Vec<Participant> = known.map(party).collect();
        (!parties.is_empty()).then_some(parties)
    }

    fn speaker(&self, quote: &Quote, token: usize) -> Option<Speaker> {
        let span = quote.source?;
        let mention = self.grounded.mention(token);
        let actor = mention.and_then(|m| m.actors.first());
        let words = self.document.words(span).to_string();
        // "The White House" says more than the name of the state for which it stands.
        let metonym = mention.is_some_and(|m| m.kind == MentionKind::Metonym);
        let name = actor.and_then(|a| a.name.clone()).filter(|_| !metonym).unwrap_or(words);
        let cue = quote.cue.map(|c| self.document.words(c).to_string());
        // A ministry is no anonymous official, also when its country is not known.
        let body = |a: &crate::Actor| a.role.as_deref().and_then(|r| self.knowledge.agent(r));
        let named = actor.is_some_and(|a| a.name.is_some() || body(a).is_some_and(|b| b.kind == "organ"));
        let kind = self.kind_of(quote, mention.map(|m| m.kind), named);
        Some(Speaker { name, code: actor.and_then(|a| a.code()), cue, kind, span: Some(span) })
    }

    fn kind_of(&self, quote: &Quote, mention: Option<MentionKind>, named: bool) -> SpeakerKind {
        let document = matches!(mention, Some(MentionKind::Outlet)) || mention.is_none();
        match quote.kind {
            QuoteKind::Direct => SpeakerKind::Direct,
            _ if !named && matches!(mention, Some(MentionKind::Agent)) => SpeakerKind::Anonymous,
            _ if document => SpeakerKind::Document,
            _ => SpeakerKind::Indirect,
        }
    }

    /// Whether a cue of the predicate's speakers makes it a mere claim.
    pub fn is_claimed(&self, trigger: usize) -> bool {
        let alleging = |q: &Quote| {
            let cue = q.cue_token.map(|c| self.document.tokens[c].lemma.as_str());
            cue.is_some_and(|c| self.knowledge.pack.attribution.alleging.iter().any(|a| a == c))
        };
        self.reports_of(trigger).any(alleging)
    }

    /// The quotations that tell of a predicate and of which it is not the cue. What somebody denies doing is his own act.
    pub fn reports_of(&self, trigger: usize) -> impl Iterator<Item = &Quote> {
        let at = self.document.tokens[trigger].span;
        let token = &self.document.tokens[trigger];
        let own = token.head.filter(|_| token.is("xcomp"));
        let tells = move |q: &&Quote| q.kind.is_report() && q.content.contains(at);
        self.document
            .quotes
            .iter()
            .filter(tells)
            .filter(move |q| q.cue_token.is_none_or(|c| c != trigger && own != Some(c)))
    }
}
