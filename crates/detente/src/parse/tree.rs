//! Questions to the trees of a document.

use crate::{Document, Sentence, Span, Token};
use detente_english::Upos;
use detente_knowledge::{Class, Knowledge};

impl Document {
    /// Whether a span stands in what somebody is quoted with.
    pub fn is_spoken(&self, span: Span) -> bool {
        self.quotes.iter().any(|q| q.kind.is_speech() && q.content.contains(span))
    }

    /// Lists every token's children anew from the heads.
    pub(super) fn renew_children(&mut self) {
        for token in &mut self.tokens {
            token.children.clear();
        }
        for index in 0..self.tokens.len() {
            if let Some(head) = self.tokens[index].head {
                self.tokens[head].children.push(index);
            }
        }
    }

    /// The token's words.
    pub fn form(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.span.of(&self.article.text))
    }

    /// The words under a span.
    pub fn words(&self, span: Span) -> &str {
        span.of(&self.article.text)
    }

    /// The sentence of a token.
    pub fn sentence_of(&self, token: usize) -> &Sentence {
        &self.sentences[self.tokens[token].sentence]
    }

    /// Children of a token with that relation; a relation without subtype also finds its subtypes.
    pub fn children<'a>(&'a self, token: usize, relation: &'a str) -> impl Iterator<Item = usize> + 'a {
        self.tokens[token].children.iter().copied().filter(move |&c| self.tokens[c].is(relation))
    }

    /// The first child with that relation.
    pub fn child(&self, token: usize, relation: &str) -> Option<usize> {
        self.children(token, relation).next()
    }

    /// The chain from a token up to the root of its sentence, without the token itself.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        // A tree has no circles; the bound keeps a damaged one from hanging the program.
        std::iter::successors(self.tokens[token].head, |&t| self.tokens[t].head).take(1000)
    }

    /// Whether `below` is `above` or depends on it, directly or through others.
    pub fn is_below(&self, below: usize, above: usize) -> bool {
        below == above || self.ancestors(below).any(|t| t == above)
    }

    /// A token with everything that depends on it, in order.
    pub fn subtree(&self, token: usize) -> Vec<usize> {
        self.subtree_without(token, |_| false)
    }

    /// As [`Self::subtree`], leaving out every child (with its own subtree) that `skip` says.
    pub fn subtree_without(&self, token: usize, skip: impl Fn(usize) -> bool) -> Vec<usize> {
        let (mut out, mut open) = (Vec::new(), vec![token]);
        while let Some(next) = open.pop() {
            out.push(next);
            open.extend(self.tokens[next].children.iter().copied().filter(|&c| !skip(c)));
        }
        out.sort_unstable();
        out
    }

    /// The span from the first to the last of the tokens, without punctuation at either end.
    pub fn cover(&self, tokens: &[usize]) -> Option<Span> {
        let word = |t: &&usize| self.tokens[**t].upos != Upos::Punct;
        let (first, last) = (tokens.iter().find(word)?, tokens.iter().rev().find(word)?);
        Some(self.tokens[*first].span.cover(self.tokens[*last].span))
    }

    /// The preposition of a nominal, in lower case, several words joined by a space ("because of").
    pub fn preposition(&self, token: usize) -> Option<String> {
        // Before an "-ing" form the same word is a marker: "looked forward to working".
        let marker = || self.child(token, "mark").filter(|_| self.tokens[token].xpos == "VBG");
        let case = self.child(token, "case").or_else(marker)?;
        let mut words = self.form(case).to_lowercase();
        // "Out of" may come as two prepositions side by side.
        let second = self.children(token, "case").filter(|&c| c == case + 1);
        for more in self.children(case, "fixed").chain(second) {
            words.push(' ');
            words.push_str(&self.form(more).to_lowercase());
        }
        Some(words)
    }

    /// Whether a nominal is where something happens, not whose or where to.
    pub fn is_where(&self, token: usize) -> bool {
        let here = ["in", "at", "near", "outside", "across", "around", "throughout", "inside"];
        self.preposition(token).is_some_and(|p| here.contains(&p.as_str()))
    }

    /// Whether a place below a predicate is where something else happened: "arrested over the bombing in Kabul".
    pub fn is_of_other(&self, knowledge: &Knowledge, place: usize, predicate: usize) -> bool {
        let between = self.ancestors(place).take_while(|&t| t != predicate);
        let mut other = between.filter(|&t| {
            let event =
                || knowledge.patterns(Class::Noun, &self.tokens[t].lemma.to_lowercase()).next().is_some();
            let topic = ["over", "about", "for", "after", "since", "against", "of"];
            let linked =
                |h: usize| matches!(self.tokens[h].lemma.as_str(), "connection" | "link" | "involvement");
            let of_it = |p: String| {
                topic.contains(&p.as_str()) || p == "with" && self.tokens[t].head.is_some_and(linked)
            };
            self.preposition(t).is_some_and(of_it) && event()
        });
        other.next().is_some()
    }

    /// A token and those that are joined to it by "and", "or" or a comma.
    pub fn joint(&self, token: usize) -> Vec<usize> {
        let mut out = vec![token];
        let mut next = 0;
        while next < out.len() {
            let more: Vec<usize> = self.children(out[next], "conj").collect();
            out.extend(more);
            next += 1;
        }
        out
    }
}

impl Token {
    /// Whether the relation to the head is that one, or a subtype of it.
    pub fn is(&self, relation: &str) -> bool {
        self.deprel.strip_prefix(relation).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
    }

    /// The value of a feature, empty when it is not there.
    pub fn feature(&self, name: &str) -> &'static str {
        self.feats.split('|').find_map(|f| f.strip_prefix(name)?.strip_prefix('=')).unwrap_or("")
    }

    /// Whether it can head a nominal.
    pub fn is_nominal(&self) -> bool {
        matches!(self.upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }

    /// Whether it is in the plural.
    pub fn is_plural(&self) -> bool {
        self.feature("Number") == "Plur"
    }
}
