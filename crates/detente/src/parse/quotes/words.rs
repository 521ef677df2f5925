//! Words of the codebook that take a content: a clause, an infinitive, or a topic.

use super::Finder;
use crate::{Document, Quote, QuoteKind, Span};
use detente_english::Upos;

impl Finder<'_> {
    /// "X said that …", "X believes …", "X vowed to …", "X condemned …".
    pub(super) fn by_word(&self, cue: usize) -> Option<Quote> {
        if !is_predicate(self.document, cue) {
            return None;
        }
        let (content, kind) = self
            .clause(cue)
            .or_else(|| self.infinitive(cue))
            .or_else(|| self.as_reported(cue))
            .or_else(|| self.topic(cue))?;
        let source = self.source_of(cue);
        let stands = if kind == QuoteKind::Indirect {
            source.is_some() || self.leaves_open(cue)
        } else {
            self.holds(cue, source?)
        };
        if !stands {
            return None;
        }
        let mut quote = self.quote(source, cue, content, kind);
        if let Some(quoted) = self.quoted_as(cue).filter(|&q| cue - q.min(cue) == 2) {
            quote.cue = quote.cue.map(|c| c.cover(self.document.tokens[quoted].span));
        }
        Some(quote)
    }

    /// Whether a verb of saying may do without a source: "it was reported that", or quoted words before it.
    fn leaves_open(&self, cue: usize) -> bool {
        let document = self.document;
        let finite = matches!(document.tokens[cue].xpos, "VBD" | "VBZ" | "VBP");
        finite || document.child(cue, "aux:pass").is_some()
    }

    /// Whether an attitude is one that somebody is told to have: not what he might think or ought to plan, and not what the
    /// author or the reader does.
    fn holds(&self, cue: usize, source: usize) -> bool {
        let document = self.document;
        let token = &document.tokens[cue];
        let aspect = ["continue", "begin", "start", "go", "keep"];
        let goes_on = token.is("xcomp")
            && token.head.is_some_and(|h| aspect.contains(&document.tokens[h].lemma.as_str()));
        let bare = token.xpos == "VB" && !goes_on && !self.document.sentence_of(cue).heading;
        let author = matches!(document.form(source).to_lowercase().as_str(), "i" | "we" | "you" | "there");
        !bare && !author
    }

    /// The kind of a clause below that word; `None` when the codebook does not know it.
    pub(super) fn clause_kind(&self, cue: usize) -> Option<QuoteKind> {
        let state = self.is_state(cue).then(|| self.document.form(cue).to_lowercase());
        let lemma = state.unwrap_or_else(|| self.key(cue, None));
        if self.cues.belief.contains(&lemma) {
            Some(QuoteKind::Belief)
        } else if self.cues.knowledge.contains(&lemma) {
            Some(QuoteKind::Knowledge)
        } else {
            let said = self.cues.verbs.contains(&lemma)
                || self.cues.verbs.contains(&self.document.tokens[cue].lemma);
            said.then_some(QuoteKind::Indirect)
        }
    }

    fn clause(&self, cue: usize) -> Option<(Span, QuoteKind)> {
        let kind = self.clause_kind(cue)?;
        let document = self.document;
        let takes = self.cues.gerund.contains(&document.tokens[cue].lemma);
        let gerund = || document.children(cue, "xcomp").find(|&x| takes && document.tokens[x].xpos == "VBG");
        let clause = document.child(cue, "ccomp").or_else(gerund).or_else(|| self.said_around(cue))?;
        Some((self.clause_span(cue, clause)?, kind))
    }

    /// The clause in which a verb of saying is put in: "The talks went well, he said".
    fn said_around(&self, cue: usize) -> Option<usize> {
        let verb = &self.document.tokens[cue];
        let clause = verb.head.filter(|_| verb.is("parataxis"))?;
        self.document.child(cue, "nsubj").map(|_| clause)
    }

    fn clause_span(&self, cue: usize, clause: usize) -> Option<Span> {
        let document = self.document;
        // A clause set around its cue contains the cue in the tree; the words of the cue's own clause are not said.
        let mut inside = document.subtree_without(clause, |t| {
            t == cue || document.tokens[t].is("mark") && document.tokens[t].lemma == "that"
        });
        // "The talks, he said, may fail": the parser may give both subjects to the verb of saying.
        let source = self.source_of(cue);
        let others = document.children(cue, "nsubj").filter(|&s| source.is_some_and(|own| s < own));
        inside.extend(others.flat_map(|s| document.subtree(s)));
        inside.sort_unstable();
        // "What he called a mistake": the question word before the cue is no part of the words behind it.
        let question = |t: &usize| document.tokens[*t].xpos.starts_with('W');
        if clause > cue && inside.iter().take_while(|t| **t < cue).all(question) {
            inside.retain(|&t| t > cue);
        }
        document.cover(&inside)
    }

    /// "Vowed to leave", "urged both sides to stop".
    fn infinitive(&self, cue: usize) -> Option<(Span, QuoteKind)> {
        let document = self.document;
        let called_on = document.children(cue, "obl").find(|&o| {
            let preposition = document.preposition(o);
            preposition.is_some_and(|p| self.cues.intention.contains(&self.key(cue, Some(&p))))
        });
        let known = self.is_state(cue) || self.cues.intention.contains(&document.tokens[cue].lemma);
        if called_on.is_none() && !known {
            return None;
        }
        let to = |&x: &usize| {
            document.children(x, "mark").any(|m| document.tokens[m].lemma == "to")
                || document.tokens[x].xpos == "VBG"
        };
        let below = ["xcomp", "ccomp", "advcl"].iter().flat_map(|r| document.children(cue, r)).find(to)?;
        let mut inside = document.subtree(below);
        inside.extend(document.children(cue, "obj").chain(called_on).flat_map(|o| document.subtree(o)));
        inside.retain(|&t| t > cue);
        inside.sort_unstable();
        Some((document.cover(&inside)?, QuoteKind::Intention))
    }

    /// "As the minister put it, …", "…, as he noted": the content is the clause around it.
    fn as_reported(&self, cue: usize) -> Option<(Span, QuoteKind)> {
        let document = self.document;
        let token = &document.tokens[cue];
        let head = token.head.filter(|_| token.is("advcl"))?;
        let marked = document.children(cue, "mark").any(|m| document.tokens[m].lemma == "as");
        let object = document.child(cue, "obj");
        let put_it = token.lemma == "put" && object.is_some_and(|o| document.tokens[o].lemma == "it");
        let said = self.cues.verbs.contains(&token.lemma) && object.is_none();
        if !marked || !(put_it || said) {
            return None;
        }
        let inside = document.subtree_without(head, |t| t == cue);
        Some((document.cover(&inside)?, QuoteKind::Indirect)).filter(|_| own_clause(document, cue))
    }

    /// "Condemned the attack", "called for a vote", "called the deal a mistake".
    fn topic(&self, cue: usize) -> Option<(Span, QuoteKind)> {
        let document = self.document;
        if let Some(done) = self.agentive(cue).filter(|_| self.cues.topic.contains(&self.key(cue, None))) {
            return Some((document.cover(&document.subtree_without(done, |t| t == cue))?, QuoteKind::Topic));
        }
        let named = self.cues.topic.contains(&self.key(cue, None));
        let object = document.child(cue, "obj").or_else(|| document.child(cue, "iobj")).filter(|_| named);
        let oblique = ["obl", "advcl"].iter().flat_map(|r| document.children(cue, r));
        let oblique = oblique.into_iter().find(|&o| {
            document
                .preposition(o)
                .is_some_and(|p| self.cues.topic.contains(&self.key(cue, p.split(' ').next())))
        });
        let first = object.or(oblique)?;
        let mut inside = document.subtree(first);
        for more in
            ["xcomp", "obl", "advcl"].iter().flat_map(|r| document.children(cue, r)).filter(|&m| m > first)
        {
            let preposition = document.preposition(more).unwrap_or_default();
            if document.tokens[more].is("xcomp") || matches!(preposition.as_str(), "as" | "of" | "for") {
                inside.extend(document.subtree(more));
            }
        }
        inside.sort_unstable();
        if first > cue {
            inside.retain(|&t| t > cue);
        }
        Some((document.cover(&inside)?, QuoteKind::Topic))
    }

    /// What a passive with "by" is about: its subject, or the noun that it modifies.
    fn agentive(&self, cue: usize) -> Option<usize> {
        let document = self.document;
        let token = &document.tokens[cue];
        document.child(cue, "obl:agent")?;
        document.child(cue, "nsubj:pass").or(token.head.filter(|_| token.deprel == "acl"))
    }

    /// A word as the codebook writes it: its lemma with its particle and that preposition.
    fn key(&self, cue: usize, preposition: Option<&str>) -> String {
        let document = self.document;
        let mut key = document.tokens[cue].lemma.clone();
        let particle = document.child(cue, "compound:prt").map(|p| document.form(p).to_lowercase());
        for word in particle.as_deref().into_iter().chain(preposition) {
            key.push(' ');
            key.push_str(word);
        }
        key
    }
}

/// A verb, or an adjective or noun with "be".
pub(super) fn is_predicate(document: &Document, token: usize) -> bool {
    match document.tokens[token].upos {
        Upos::Verb => true,
        Upos::Adj => document.child(token, "cop").is_some(),
        _ => false,
    }
}

/// Whether a verb has a subject of its own.
fn own_clause(document: &Document, verb: usize) -> bool {
    document.child(verb, "nsubj").is_some()
}
