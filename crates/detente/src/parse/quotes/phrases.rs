//! Sources behind a phrase ("according to"), nouns of saying ("the claim that"), and sources that a report cites.

use super::Finder;
use crate::{Quote, QuoteKind, Span};
use detente_english::Upos;

impl Finder<'_> {
    /// "According to X, …", "in the words of X": the content is the rest of the clause.
    pub(super) fn by_phrase(&self, source: usize) -> Option<Quote> {
        let document = self.document;
        let (cue, hung) = self.plain_phrase(source).or_else(|| self.noun_phrase(source))?;
        if !document.tokens[source].is_nominal() {
            return None;
        }
        let clause = self.clause_above(hung)?;
        let inside = document.subtree_without(clause, |t| t == hung);
        let (cue_token, cue_span) = cue;
        let mut quote = self.quote(Some(source), cue_token, document.cover(&inside)?, QuoteKind::Indirect);
        quote.cue = Some(cue_span);
        Some(quote)
    }

    /// "According to X": the phrase is the preposition of the source.
    fn plain_phrase(&self, source: usize) -> Option<((usize, Span), usize)> {
        let phrase = self.document.preposition(source)?;
        let case = self.document.child(source, "case").filter(|_| self.cues.phrases.contains(&phrase))?;
        if self.is_bare(source, &phrase) {
            return None;
        }
        let fixed = self.document.children(case, "fixed").map(|t| self.document.tokens[t].span);
        Some(((case, fixed.fold(self.document.tokens[case].span, Span::cover)), source))
    }

    /// "In the words of X", "in X's words": the phrase has a noun of its own, on which the source depends.
    fn noun_phrase(&self, source: usize) -> Option<((usize, Span), usize)> {
        let document = self.document;
        let token = &document.tokens[source];
        let noun = token.head.filter(|_| token.is("nmod"))?;
        let case = document.child(noun, "case").filter(|&c| c < noun)?;
        let lower = |t: usize| document.form(t).to_lowercase();
        let owns = token.deprel == "nmod:poss";
        let article = if owns { Some("the".into()) } else { document.child(noun, "det").map(lower) };
        let of = if owns { "of".into() } else { document.preposition(source)? };
        let words = [Some(lower(case)), article, Some(lower(noun)), Some(of)];
        let phrase = words.into_iter().flatten().collect::<Vec<String>>().join(" ");
        let last = document.child(source, "case").filter(|_| !owns).unwrap_or(noun);
        let span = document.tokens[case].span.cover(document.tokens[last].span);
        self.cues.phrases.contains(&phrase).then_some(((noun, span), noun))
    }

    /// "According to plan", "per year": a bare common noun in the singular that names nobody.
    fn is_bare(&self, source: usize, phrase: &str) -> bool {
        let document = self.document;
        let token = &document.tokens[source];
        let alone = !["det", "nmod:poss", "amod", "compound", "nummod"]
            .iter()
            .any(|r| document.child(source, r).is_some());
        // "According to police" has somebody, "per student" has not.
        let agent =
            phrase.contains(' ') && self.knowledge.agent(&document.form(source).to_lowercase()).is_some();
        token.upos == Upos::Noun && !token.is_plural() && alone && !agent
    }

    /// The clause to which a phrase belongs, wherever in it the parser hung the phrase.
    fn clause_above(&self, token: usize) -> Option<usize> {
        let document = self.document;
        let within =
            ["nmod", "obl", "obj", "nsubj", "appos", "conj", "compound", "xcomp", "amod", "advmod", "acl"];
        let head = document.tokens[token].head?;
        let up = |&t: &usize| {
            let verbal = document.tokens[t].upos == Upos::Verb || document.child(t, "cop").is_some();
            let inner = within.contains(&document.tokens[t].deprel);
            document.tokens[t].head.filter(|_| !verbal && inner)
        };
        std::iter::successors(Some(head), up).take(20).last()
    }

    /// "His claim that …", "made a pledge to …".
    pub(super) fn by_noun(&self, cue: usize) -> Option<Quote> {
        let document = self.document;
        if document.tokens[cue].upos != Upos::Noun {
            return None;
        }
        let (content, kind) = self.noun_clause(cue)?;
        let source = self.holder(cue).filter(|&s| !content.overlaps(document.tokens[s].span))?;
        Some(self.quote(Some(source), cue, content, kind))
    }

    fn noun_clause(&self, cue: usize) -> Option<(Span, QuoteKind)> {
        let document = self.document;
        let lemma = &document.tokens[cue].lemma;
        let marked = |clause: usize, with: &str| {
            document.children(clause, "mark").any(|m| document.tokens[m].lemma == with)
        };
        let clause = ["acl", "ccomp", "appos"].iter().flat_map(|r| document.children(cue, r));
        let clause = clause.into_iter().find(|&c| {
            self.cues.nouns.contains(lemma) && marked(c, "that")
                || self.cues.intention_nouns.contains(lemma) && marked(c, "to")
        })?;
        let kind = if marked(clause, "to") { QuoteKind::Intention } else { QuoteKind::Indirect };
        let inside = document
            .subtree_without(clause, |t| document.tokens[t].is("mark") && document.tokens[t].lemma == "that");
        Some((document.cover(&inside)?, kind))
    }

    /// Whose saying it is: the possessor, "by X", or the subject of its verb ("issued a statement that").
    fn holder(&self, noun: usize) -> Option<usize> {
        let document = self.document;
        let possessor = document.child(noun, "nmod:poss");
        let by = || {
            document.children(noun, "nmod").find(|&n| {
                document.preposition(n).is_some_and(|p| matches!(p.as_str(), "by" | "from" | "among"))
            })
        };
        let token = &document.tokens[noun];
        // "The truce follows the announcement that …": only who makes an announcement announces.
        let gives = |v: &usize| self.cues.giving.contains(&document.tokens[*v].lemma);
        let verb = || token.head.filter(|_| token.is("obj")).filter(gives);
        possessor.or_else(by).or_else(|| verb().and_then(|v| self.source_of(v)))
    }

    /// "Yonhap, citing KCNA, said …": what is reported comes from those who are cited.
    pub(super) fn cited(&self, cue: usize) -> Option<Quote> {
        let document = self.document;
        let token = &document.tokens[cue];
        // "Citing a threat" gives a reason, "citing a report" a speaker.
        if token.xpos != "VBG" || !self.cues.quoting.contains(&token.lemma) {
            return None;
        }
        let source = document.child(cue, "obj").filter(|&o| self.is_speaker(o))?;
        let head = token.head.filter(|_| token.is("advcl") || token.is("acl"))?;
        let verb = if document.tokens[head].is("nsubj") { document.tokens[head].head? } else { head };
        let content =
            self.cues.verbs.contains(&document.tokens[verb].lemma).then(|| document.child(verb, "ccomp"));
        let clause = content.flatten().unwrap_or(verb);
        let inside = document.subtree_without(clause, |t| {
            t == cue || document.tokens[t].is("mark") && document.tokens[t].lemma == "that"
        });
        Some(self.quote(Some(source), cue, document.cover(&inside)?, QuoteKind::Indirect))
    }

    /// Somebody or something that can be cited as a speaker: a name, people of the tables, a statement.
    fn is_speaker(&self, nominal: usize) -> bool {
        let token = &self.document.tokens[nominal];
        let form = self.document.form(nominal).to_lowercase();
        token.upos == Upos::Propn
            || self.cues.documents.contains(&token.lemma)
            || self.knowledge.agent(&form).is_some()
            || self.knowledge.agent(&token.lemma).is_some()
    }
}
