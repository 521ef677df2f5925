//! Channel: how it was said or done, by the words of the clause or of the verb of saying above it.

use super::Coder;
use super::conditions::quad_of;
use crate::{Channel, Participant, Span};

impl Coder<'_> {
    /// The channel that the words around a predicate name: its own first, then those of its speakers.
    pub fn channel(&self, trigger: usize, entry: Option<&str>) -> Option<Channel> {
        if let Some(name) = entry {
            let words = self.knowledge.pack.attribution.channel.get(name);
            let mut clause = self.clause(trigger).into_iter();
            let named = clause.find_map(|t| words?.iter().find_map(|word| self.word_at(t, word)));
            let span = named.unwrap_or(self.document.tokens[trigger].span);
            return Some(Channel { name: name.to_string(), span });
        }
        let own = self.channel_below(trigger, trigger);
        own.or_else(|| {
            let mut cues: Vec<usize> = self.reports_of(trigger).filter_map(|q| q.cue_token).collect();
            cues.sort_by_key(|&c| c.abs_diff(trigger));
            cues.into_iter().find_map(|cue| self.channel_below(cue, trigger))
        })
    }

    /// What a delegate thanks for, asks or condemns in a speech that is printed whole is said in that speech, by whoever says "I".
    pub fn spoken(&self, kind: &str, actors: &[Participant]) -> Option<Channel> {
        let delegate = self.grounded.delegate.as_ref()?;
        let words = matches!(quad_of(self.knowledge, kind), 1 | 3) && kind != "CONSULT";
        let own = |p: &&Participant| p.actor.country.as_ref() == Some(delegate);
        let speaker = actors.first().filter(own).filter(|_| words)?;
        Some(Channel { name: "speech".to_string(), span: speaker.span })
    }

    /// A channel word at a verb or among its own nominals, not inside another clause.
    fn channel_below(&self, verb: usize, trigger: usize) -> Option<Channel> {
        let clause = |t: usize| {
            let token = &self.document.tokens[t];
            ["ccomp", "xcomp", "acl", "advcl", "parataxis", "conj", "appos", "nmod:poss"]
                .iter()
                .any(|r| token.is(r))
        };
        let mut tokens = self.document.subtree_without(verb, |t| clause(t) || t == trigger && t != verb);
        tokens.sort_by_key(|&t| (t != verb, t.abs_diff(verb)));
        tokens.retain(|&t| !self.is_matter(t, trigger));
        tokens.into_iter().find_map(|t| self.channel_word(t))
    }

    /// "Condemned the speech": what the deed is done to is not how it is done, unless it is given or made.
    fn is_matter(&self, token: usize, trigger: usize) -> bool {
        let t = &self.document.tokens[token];
        let giving = self.knowledge.pack.attribution.giving.contains(&self.document.tokens[trigger].lemma);
        t.is("obj") && t.head == Some(trigger) && !giving
    }

    fn channel_word(&self, token: usize) -> Option<Channel> {
        let t = &self.document.tokens[token];
        // Who received a letter or proposed a call names no channel of this act; its preposition or verb does.
        let through = t.is("obl")
            || t.is("obj")
            || t.upos == detente_english::Upos::Verb
            || t.is("compound")
            || t.is("nmod");
        if !through {
            return None;
        }
        for (name, words) in &self.knowledge.pack.attribution.channel {
            for word in words {
                if let Some(span) = self.word_at(token, word) {
                    return Some(Channel { name: name.clone(), span });
                }
            }
        }
        None
    }

    fn word_at(&self, token: usize, word: &str) -> Option<Span> {
        let t = &self.document.tokens[token];
        match word.rsplit_once(' ') {
            None => (t.lemma.eq_ignore_ascii_case(word)).then_some(t.span),
            Some((before, last)) => {
                let words = before.split(' ').count();
                let first = token.checked_sub(words).filter(|_| t.lemma.eq_ignore_ascii_case(last))?;
                let forms: Vec<String> =
                    (first..token).map(|t| self.document.form(t).to_lowercase()).collect();
                (forms.join(" ") == before).then(|| self.document.tokens[first].span.cover(t.span))
            }
        }
    }
}
