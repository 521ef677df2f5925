//! Who speaks: the words of the tree that are the source of a cue.

use super::Finder;
use crate::{Document, Quote, QuoteKind, Span};
use detente_english::Upos;

/// Control goes up through so many verbs ("was expected to refuse to say").
const HEIGHT: usize = 6;

/// A cue stands at most so far behind the mark before its speaker, in bytes.
const REACH: usize = 120;

impl Finder<'_> {
    /// A nominal without its relative clauses and appositions.
    pub(super) fn nominal_span(&self, head: usize) -> Option<Span> {
        let document = self.document;
        let skip = |t: usize| {
            ["acl", "appos", "conj", "case", "parataxis", "punct", "cop", "nsubj", "advcl", "cc"]
                .iter()
                .any(|r| document.tokens[t].is(r))
        };
        document.cover(&document.subtree_without(head, skip))
    }

    /// The source of a verb or predicative adjective.
    pub(super) fn source_of(&self, cue: usize) -> Option<usize> {
        let document = self.document;
        if let Some(quoted) = self.quoted_as(cue) {
            return ["nsubj:pass", "obj", "iobj"].iter().find_map(|r| document.child(quoted, r));
        }
        if is_passive(document, cue) {
            // "Is convinced": a state, not what somebody else does.
            let state = || document.child(cue, "nsubj").filter(|_| self.is_state(cue));
            return document.child(cue, "obl:agent").or_else(state);
        }
        let finite = matches!(document.tokens[cue].xpos, "VBD" | "VBZ" | "VBP");
        let own = self.own_subject(cue).or_else(|| self.controller(cue, HEIGHT));
        own.or_else(|| finite.then(|| self.just_before(cue)).flatten())
    }

    /// Whether a participle stands in the codebook as an adjective.
    pub(super) fn is_state(&self, cue: usize) -> bool {
        let form = self.document.form(cue).to_lowercase();
        self.document.tokens[cue].xpos == "VBN"
            && (self.cues.belief.contains(&form) || self.cues.intention.contains(&form))
    }

    /// The subject of a verb; of several, the one beside it, since the others are words of what is said. Words in quotation
    /// marks speak of nothing outside them.
    fn own_subject(&self, verb: usize) -> Option<usize> {
        let document = self.document;
        let at = document.tokens[verb].span;
        let quoted = |s: Span| self.marks_in(s).any(|m| m.contains(s) && !m.contains(at));
        let subjects = document
            .children(verb, "nsubj")
            .filter(|&s| document.tokens[s].deprel != "nsubj:outer" && !quoted(document.tokens[s].span));
        subjects.min_by_key(|s| s.abs_diff(verb)).or_else(|| inverted(document, verb))
    }

    /// The nominal right before a finite verb that the tree leaves without a subject.
    fn just_before(&self, verb: usize) -> Option<usize> {
        let document = self.document;
        let sentence = document.sentence_of(verb).tokens.clone();
        let beside = |t: &usize| matches!(document.tokens[*t].upos, Upos::Adv | Upos::Aux);
        let last = (sentence.start..verb).rev().find(|t| !beside(t))?;
        let up = |&t: &usize| {
            document.tokens[t]
                .head
                .filter(|&h| h < verb && document.tokens[h].is_nominal() && !document.tokens[t].is("conj"))
        };
        std::iter::successors(Some(last), up).take(HEIGHT).last().filter(|&t| document.tokens[t].is_nominal())
    }

    /// Quoted words beside their cue: they end at their mark, and who says them is none of them, whatever the tree has.
    pub(super) fn beside(&self, quote: &mut Quote) {
        let Some((cue, at)) = quote.cue_token.zip(quote.cue) else { return };
        let said = quote.kind == QuoteKind::Indirect && !self.is_marked(at);
        let near = Span::new(at.start.saturating_sub(REACH), at.start);
        let beside = |m: &Span| said && m.overlaps(quote.content) && m.end <= at.start;
        let Some(mark) = self.marks_in(near).filter(beside).last() else { return };
        let misread = quote.source_token.is_none_or(|s| self.is_marked(self.document.tokens[s].span));
        if let Some((token, span)) = misread.then(|| self.speaker_beside(mark, cue)).flatten() {
            (quote.source, quote.source_token) = (Some(span), Some(token));
        }
        // The tree may hang speaker or cue below the words before them; none of it is said then.
        let teller = quote.source.filter(|s| s.start >= mark.end).map_or(at, |s| s.cover(at));
        let between = Span::new(mark.end, teller.start);
        let last = !self.marks_in(quote.content).any(|m| m.start >= at.end);
        if last
            && quote.content.overlaps(teller)
            && !self.document.words(between).contains(char::is_alphanumeric)
        {
            quote.content = self.trimmed(Span::new(quote.content.start, mark.end));
        }
    }

    /// "…," she said; "…," said the envoy: the nominal between mark and cue, else the one right behind the cue.
    fn speaker_beside(&self, mark: Span, cue: usize) -> Option<(usize, Span)> {
        let document = self.document;
        let sentence = document.sentence_of(cue).tokens.clone();
        let before: Vec<usize> =
            (sentence.start..cue).filter(|&t| document.tokens[t].span.start >= mark.end).collect();
        let stop = |t: &usize| {
            matches!(document.form(*t), "," | "." | "“" | "\"" | ":" | ";")
                || document.tokens[*t].upos == Upos::Verb
        };
        let behind: Vec<usize> = (cue + 1..sentence.end).take_while(|t| !stop(t)).collect();
        self.head_of(&before).or_else(|| self.head_of(&behind))
    }

    /// The nominal among some tokens that depends on none of them, with the words of it.
    fn head_of(&self, tokens: &[usize]) -> Option<(usize, Span)> {
        let document = self.document;
        let free = |t: &&usize| document.tokens[**t].head.is_none_or(|h| !tokens.contains(&h));
        let head = *tokens.iter().filter(|t| document.tokens[**t].is_nominal()).find(free)?;
        let own: Vec<usize> = tokens.iter().copied().filter(|&t| document.is_below(t, head)).collect();
        Some((head, document.cover(&own)?))
    }

    /// The verb of quoting above "as saying".
    pub(super) fn quoted_as(&self, cue: usize) -> Option<usize> {
        let token = &self.document.tokens[cue];
        let head = token.head.filter(|_| token.is("advcl") || token.is("xcomp") || token.is("obl"))?;
        let as_mark = ["mark", "case"].iter().filter_map(|r| self.document.child(cue, r));
        let marked = as_mark.into_iter().any(|m| self.document.tokens[m].lemma == "as");
        (marked && self.cues.quoting.contains(&self.document.tokens[head].lemma)).then_some(head)
    }
}

fn is_passive(document: &Document, verb: usize) -> bool {
    let token = &document.tokens[verb];
    let participle = token.xpos == "VBN" && token.deprel == "acl";
    participle
        || document.child(verb, "nsubj:pass").is_some()
        || document.child(verb, "aux:pass").is_some()
        || document.child(verb, "obl:agent").is_some()
}

/// "…, said the envoy": what stands right behind the verb of what has been said before is its subject, whatever the relation.
fn inverted(document: &Document, verb: usize) -> Option<usize> {
    let said = document.child(verb, "ccomp").filter(|&c| c < verb)?;
    let object = document.child(verb, "obj").or_else(|| document.child(verb, "iobj"))?;
    let first = *document.subtree(object).first()?;
    (first == verb + 1 && said < object && document.tokens[object].is_nominal()).then_some(object)
}

impl Finder<'_> {
    /// The subject that a verb without one shares.
    fn controller(&self, verb: usize, height: usize) -> Option<usize> {
        let document = self.document;
        let token = &document.tokens[verb];
        let head = token.head.filter(|_| height > 0)?;
        let above = || self.subject_above(head, height - 1);
        let infinitive = matches!(token.xpos, "VB" | "VBN");
        match token.deprel {
            "conj" => above(),
            // "Urged both sides to say": who is urged says; but who promises somebody says it himself.
            "xcomp" if infinitive && document.tokens[head].lemma != "promise" => {
                document.child(head, "obj").filter(|&o| o < verb).or_else(above)
            }
            "xcomp" => above(),
            "advcl" if matches!(token.xpos, "VBG" | "VB") => above(),
            "acl" if token.xpos == "VBG" && self.is_set_off(verb) => self.above_noun(head, height - 1),
            "acl" if token.xpos == "VBG" => Some(head),
            "acl" => document.child(head, "nmod:poss").or_else(|| self.above_noun(head, height - 1)),
            "acl:relcl" => Some(head),
            "ccomp" | "obl" | "nmod" | "amod" | "dep" | "parataxis" if token.xpos == "VBG" => above(),
            _ => None,
        }
    }

    /// Whether a comma stands before a word.
    fn is_set_off(&self, token: usize) -> bool {
        token.checked_sub(1).is_some_and(|t| self.document.form(t) == ",")
    }

    /// The subject of the verb of which a noun is a part: "made a decision to"; the noun itself when it is the subject.
    fn above_noun(&self, noun: usize, height: usize) -> Option<usize> {
        let document = self.document;
        let token = &document.tokens[noun];
        let verb = token.head?;
        match token.deprel {
            "nsubj" | "nsubj:pass" | "appos" | "conj" => Some(noun),
            "obj" | "obl" | "xcomp" => self.subject_above(verb, height),
            _ if self.is_set_off(noun) => None,
            "nmod" => self.above_noun(verb, height.checked_sub(1)?),
            _ => None,
        }
    }

    fn subject_above(&self, head: usize, height: usize) -> Option<usize> {
        let document = self.document;
        let own = document.child(head, "nsubj").or_else(|| inverted(document, head));
        let noun = || document.tokens[head].is_nominal().then(|| document.child(head, "nmod:poss")).flatten();
        own.or_else(noun).or_else(|| self.controller(head, height))
    }
}
