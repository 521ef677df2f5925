//! Transformations: what an event becomes that another one holds, such as an attack of which somebody is accused.

use super::events::{Dyad, Sentence};
use super::verbs::{Verb, subject, verb_at};
use detente_english::Upos;
use detente_knowledge::petrarch::transform::Transformation;

/// The parties of an event inside another one, as far as they are known.
struct Inner<'a> {
    verb: Verb<'a>,
    code: &'a str,
    /// Whether it is the party of the outer event itself.
    own: bool,
    source: Option<usize>,
    target: Option<usize>,
}

impl<'a> Sentence<'a, '_> {
    /// The events of the first transformation that fits a verb with the event inside it.
    pub fn transformed(&self, verb: &Verb<'a>) -> Option<Vec<Dyad>> {
        let all = &self.dictionaries.verbs.transformations;
        let named = |verb: &Verb<'_>, name: &str| verb.found.iter().any(|f| f.verb.is_called(name));
        let mut fitting = all.iter().filter(|t| named(verb, &t.outer)).peekable();
        fitting.peek()?;
        let outer = subject(self.line.document, verb.token).and_then(|t| self.line.phrase(t))?;
        let inner = self.inner(verb, outer)?;
        let rule =
            fitting.find(|t| (is_any(&t.inner) || named(&inner.verb, &t.inner)) && self.fits(t, &inner))?;
        let party = |name: &str| match name {
            _ if name == rule.outer_source => Some(outer),
            _ if name == rule.inner_source => inner.source,
            _ => inner.target,
        };
        let (source, target) = (party(&rule.source)?, party(&rule.target)?);
        let code = if is_any(&rule.inner) && rule.code == rule.inner { inner.code } else { &rule.code };
        let dyads = self.pairs(verb, code, rule.line, source, target);
        (!dyads.is_empty()).then_some(dyads)
    }

    /// The first event behind a verb that stands in a clause of it.
    fn inner(&self, verb: &Verb<'a>, outer: usize) -> Option<Inner<'a>> {
        let document = self.line.document;
        let clauses: Vec<usize> =
            ["ccomp", "xcomp"].iter().flat_map(|r| document.children(verb.token, r)).collect();
        let at = |&w: &usize| {
            let inner = verb_at(&self.dictionaries.verbs, self.line, w)?;
            clauses.contains(&inner.token).then_some(inner)
        };
        let inner = verb.behind.iter().find_map(at)?;
        let rule = self.rule(&inner)?;
        let who = subject(document, inner.token);
        let phrase = who.and_then(|t| self.line.phrase(t));
        let pronoun = who.is_some_and(|t| document.tokens[t].upos == Upos::Pron);
        let own = pronoun || phrase == Some(outer);
        let source = phrase.filter(|&p| self.line.phrases[p].is_coded());
        let target = self.coded_phrases(&inner.behind, &[], false).first().copied();
        Some(Inner {
            own,
            source: if own { Some(outer) } else { source },
            target,
            code: rule.code,
            verb: inner,
        })
    }

    /// Whether the parties of an inner event are those that a transformation wants: the same name is the same party.
    fn fits(&self, rule: &Transformation, inner: &Inner<'_>) -> bool {
        let source = match rule.inner_source.as_str() {
            "_" => inner.own || inner.source.is_none(),
            name if name == rule.outer_source => inner.own,
            _ => !inner.own && inner.source.is_some(),
        };
        let target = matches!(rule.inner_target.as_str(), "." | "_") || inner.target.is_some();
        source && target
    }
}

/// Whether a letter stands for any inner event.
fn is_any(name: &str) -> bool {
    name.chars().count() == 1
}
