//! Noun phrases with the codes of those whom they name.
//!
//! A phrase is a noun with all that depends on it but clauses, so that "an attack by Norland's soldiers" is one, and names
//! NORMIL. A compound is taken apart: "ministers of Norland and Sudania" are two parties.

use super::line::Line;
use crate::{Document, Span};
use detente_english::Upos;
use detente_knowledge::petrarch::Dictionaries;

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// Its head token.
    pub head: usize,
    /// Its words, as indices into [`Line::words`].
    pub words: Vec<usize>,
    /// Whom it names.
    pub parties: Vec<Party>,
    /// Whether it is joined from several phrases.
    pub compound: bool,
    tokens: Vec<usize>,
}

/// Somebody with a code of the dictionaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Party {
    /// The code as the dictionaries give it; `---GOV` for an agent of nobody.
    pub code: String,
    /// The words that name them.
    pub span: Span,
}

impl Phrase {
    /// Whether it names anybody.
    pub fn is_coded(&self) -> bool {
        !self.parties.is_empty()
    }

    /// Whether it names the same as another one.
    pub fn names_same(&self, other: &Phrase) -> bool {
        let codes = |p: &Phrase| p.parties.iter().map(|party| party.code.clone()).collect::<Vec<_>>();
        codes(self) == codes(other)
    }
}

/// Finds the noun phrases of a sentence.
pub(super) fn find(dictionaries: &Dictionaries, line: &mut Line<'_>) {
    let finder = Finder { dictionaries, line };
    let mut phrases: Vec<Phrase> = line
        .tokens()
        .filter(|&t| finder.is_nominal(t) && !finder.is_inner(t) && !finder.is_joined(t))
        .map(|t| finder.phrase(t))
        .collect();
    finder.merge(&mut phrases);
    for (index, phrase) in phrases.iter().enumerate() {
        for &word in &phrase.words {
            line.phrase_of[word].get_or_insert(index);
        }
    }
    line.phrases = phrases;
}

struct Finder<'a, 'b> {
    dictionaries: &'a Dictionaries,
    line: &'a Line<'b>,
}

impl Finder<'_, '_> {
    fn document(&self) -> &Document {
        self.line.document
    }

    /// Whether a token can head a phrase. A name of the dictionaries can, also when its tag is another one.
    fn is_nominal(&self, token: usize) -> bool {
        let t = &self.document().tokens[token];
        let argument = ["nsubj", "obj", "obl", "nmod"].iter().any(|r| t.is(r));
        let named = || {
            let capital = self.document().form(token).starts_with(char::is_uppercase);
            let open = matches!(t.upos, Upos::Adj | Upos::X | Upos::Adv | Upos::Intj | Upos::Verb);
            let word = &self.line.words[self.line.word(token)].text;
            let predicate = t.head.is_none() || t.is("cop") || t.is("aux");
            capital && open && !predicate && self.dictionaries.begins_actor(word)
        };
        t.is_nominal() || t.upos == Upos::Adj && argument || named()
    }

    /// Whether a token belongs to the phrase of the token above it.
    fn is_inner(&self, token: usize) -> bool {
        let t = &self.document().tokens[token];
        let Some(head) = t.head else { return false };
        if !self.is_nominal(head) && !self.is_inner(head) {
            return false;
        }
        const INSIDE: [&str; 10] =
            ["compound", "flat", "fixed", "amod", "nummod", "nmod", "det", "goeswith", "case", "dep"];
        if t.is("advmod") {
            return token < head;
        }
        if t.is("appos") {
            let parted = |t: usize| matches!(self.document().form(t), "," | "(" | "-" | "–" | "—");
            return head < token && !(head..token).any(parted);
        }
        INSIDE.iter().any(|r| t.is(r))
    }

    /// Whether a token is a further part of a compound.
    fn is_joined(&self, token: usize) -> bool {
        let t = &self.document().tokens[token];
        t.is("conj") && t.head.is_some_and(|head| self.is_nominal(head))
    }

    fn phrase(&self, head: usize) -> Phrase {
        let all = self.variants(head, true);
        let mut tokens: Vec<usize> = all.iter().flatten().copied().collect();
        tokens.sort_unstable();
        tokens.dedup();
        let mut parties: Vec<Party> = Vec::new();
        for variant in &all {
            for party in self.parties(variant) {
                if !parties.iter().any(|p| p.code == party.code) {
                    parties.push(party);
                }
            }
        }
        Phrase { head, words: self.words(&tokens), parties, compound: all.len() > 1, tokens }
    }

    fn words(&self, tokens: &[usize]) -> Vec<usize> {
        let mut words: Vec<usize> = tokens.iter().map(|&t| self.line.word(t)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whom words name. The older dictionaries write several codes of one name with slashes.
    fn parties(&self, tokens: &[usize]) -> Vec<Party> {
        let words = self.words(tokens);
        let texts: Vec<&str> = words.iter().map(|&w| self.line.words[w].text.as_str()).collect();
        let Some(code) = self.dictionaries.code(&texts, self.document().article.published) else {
            return Vec::new();
        };
        let span = self.document().cover(tokens).unwrap_or_default();
        let one = |code: &str| Party { code: code.to_string(), span };
        if self.dictionaries.verbs.newer { vec![one(&code)] } else { code.split('/').map(one).collect() }
    }

    /// The tokens of a phrase, once for each of those whom a compound in it joins.
    fn variants(&self, token: usize, top: bool) -> Vec<Vec<usize>> {
        let own = self.own_variants(token, top);
        let joined: Vec<usize> =
            self.document().children(token, "conj").filter(|&c| self.can_join(token, c)).collect();
        if self.document().tokens[token].upos == Upos::Adj && !top {
            // Adjectives that are joined describe one and the same.
            let mut all: Vec<usize> = own.into_iter().next().unwrap_or_default();
            all.extend(joined.iter().flat_map(|&c| self.variants(c, false)).flatten());
            return vec![sorted(all)];
        }
        let mut out = match joined.last() {
            Some(&last) if !self.is_name(token) => product(own, &self.borrowed_behind(token, last)),
            _ => own,
        };
        for &part in &joined {
            let shared = self.shared_before(token, part);
            let behind = self.shared_behind(token, part);
            for variant in product(self.variants(part, false), &behind) {
                out.push(sorted([variant, shared.clone()].concat()));
            }
        }
        out.truncate(MOST);
        out
    }

    fn own_variants(&self, token: usize, top: bool) -> Vec<Vec<usize>> {
        let mut out = vec![vec![token]];
        for &child in &self.document().tokens[token].children {
            let t = &self.document().tokens[child];
            // The preposition of the whole phrase stands before it.
            let own_case = t.is("case") && top && child < token;
            if !t.is("conj") && !own_case && self.is_inner(child) {
                out = product(out, &self.variants(child, false));
            }
        }
        out
    }

    fn can_join(&self, token: usize, part: usize) -> bool {
        self.is_nominal(part) || self.document().tokens[part].upos == Upos::Adj && self.is_nominal(token)
    }

    fn is_name(&self, token: usize) -> bool {
        self.document().tokens[token].upos == Upos::Propn
    }

    fn phrases_behind(&self, token: usize, from: usize) -> Vec<usize> {
        self.document().children(token, "nmod").filter(|&c| c > from && self.is_inner(c)).collect()
    }

    /// What stands before the first part of a compound counts for a further one without an article: "Danish media and police".
    fn shared_before(&self, token: usize, part: usize) -> Vec<usize> {
        let article = self.document().children(part, "det").any(|d| d < part);
        if self.is_name(part) || article {
            return Vec::new();
        }
        // "Norland's sheep and goats of Sudania" have two owners.
        let owned = [part, token].iter().any(|&t| !self.phrases_behind(t, part).is_empty());
        let before = |c: &&usize| {
            let t = &self.document().tokens[**c];
            let shared = t.is("amod") || t.is("compound") || t.is("nmod") && !owned;
            **c < token && shared && self.is_inner(**c)
        };
        let children = self.document().tokens[token].children.iter().filter(before);
        children.flat_map(|&c| self.variants(c, false).into_iter().next().unwrap_or_default()).collect()
    }

    /// What hangs on the first part and stands behind a further one counts for both: "lawmakers and officials in Norland".
    fn shared_behind(&self, token: usize, part: usize) -> Vec<Vec<usize>> {
        let own = !self.phrases_behind(part, part).is_empty();
        if own || self.is_name(token) || self.is_name(part) {
            return Vec::new();
        }
        self.of(&self.phrases_behind(token, part))
    }

    /// The same where it hangs on the last part.
    fn borrowed_behind(&self, token: usize, last: usize) -> Vec<Vec<usize>> {
        if self.phrases_behind(token, token).is_empty() {
            self.of(&self.phrases_behind(last, last))
        } else {
            Vec::new()
        }
    }

    fn of(&self, heads: &[usize]) -> Vec<Vec<usize>> {
        let mut out: Vec<Vec<usize>> = Vec::new();
        for &head in heads {
            let variants = self.variants(head, false);
            out = if out.is_empty() { variants } else { product(out, &variants) };
        }
        out
    }

    /// "Minister Roe" may come as two subjects side by side.
    fn merge(&self, phrases: &mut Vec<Phrase>) {
        let mut at = 0;
        while at + 1 < phrases.len() {
            let (one, other) = (&phrases[at], &phrases[at + 1]);
            let (a, b) = (&self.document().tokens[one.head], &self.document().tokens[other.head]);
            let beside = one.words.last().map(|w| w + 1) == other.words.first().copied();
            if a.head != b.head || a.deprel != b.deprel || !a.is("nsubj") || !beside {
                at += 1;
                continue;
            }
            let tokens = sorted([one.tokens.clone(), other.tokens.clone()].concat());
            let compound = one.compound || other.compound;
            let parties = if compound {
                one.parties.iter().chain(&other.parties).cloned().collect()
            } else {
                self.parties(&tokens)
            };
            let merged = Phrase { head: other.head, words: self.words(&tokens), parties, compound, tokens };
            phrases.splice(at..at + 2, [merged]);
        }
    }
}

/// More parties than a compound has.
const MOST: usize = 64;

/// Each of one with each of the other; all of the first when there is no other.
fn product(one: Vec<Vec<usize>>, other: &[Vec<usize>]) -> Vec<Vec<usize>> {
    if other.is_empty() {
        return one;
    }
    let both = one.iter().flat_map(|a| other.iter().map(|b| sorted([a.clone(), b.clone()].concat())));
    both.take(MOST).collect()
}

fn sorted(mut tokens: Vec<usize>) -> Vec<usize> {
    tokens.sort_unstable();
    tokens.dedup();
    tokens
}
