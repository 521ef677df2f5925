//! Contexts: what a sentence, a paragraph and an article are about.
//!
//! The codebook has two lists for a context: words of which one is enough, and hints of which a sentence needs three. One
//! loose word decides nothing: "minister" makes no event one of the executive. An article has the contexts that run through
//! it; its paragraphs have them where they give less proof, too.

use super::Coder;
use crate::{Document, Span};
use detente_knowledge::{ContextWeight, Knowledge};
use std::collections::{BTreeMap, BTreeSet};

/// Hints that a sentence needs.
const HINTS: usize = 3;
/// Hints that a paragraph needs for a context of its article.
const HINTS_IN_STORY: usize = 2;
/// An article has the contexts of so many of its paragraphs: 3 of 10, or 1 of 4 when its headline or first paragraph has them.
const SHARE: (usize, usize) = (3, 10);
const SHARE_OF_LEAD: (usize, usize) = (1, 4);
/// Or those of which it has many words: a strong one has 2 points, a hint 1; so many are needed, and 1 more for every five
/// paragraphs. Three of ten paragraphs then need no more than what is enough in a story.
const POINTS: usize = 4;
const PARAGRAPHS_A_POINT: usize = 5;
/// The headline and the first paragraph.
const LEAD: usize = 2;

/// A context with the words that speak for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Its code.
    pub code: String,
    /// Where they stand, in bytes, in order.
    pub words: Vec<Span>,
}

/// What an article and its paragraphs are about, each in the order of the codebook.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Themes {
    /// The whole article.
    pub article: Vec<Theme>,
    /// Each paragraph, in the order of [`crate::Article::paragraphs`]; none for those that are left out.
    pub paragraphs: Vec<Vec<Theme>>,
}

/// What speaks for one context: phrases with their points, and where they stand.
#[derive(Debug, Clone, Default)]
struct Evidence {
    phrases: BTreeMap<usize, usize>,
    spans: Vec<Span>,
}

const STRONG: usize = 2;
const HINT: usize = 1;

/// Evidence by context, as an index into the codebook's list.
type Proof = BTreeMap<usize, Evidence>;

/// A phrase of the lists where it stands.
struct Hit {
    context: usize,
    phrase: usize,
    weight: ContextWeight,
    /// Units of the sentence.
    start: usize,
    end: usize,
}

/// A word, or a part of one between hyphens.
struct Unit {
    form: String,
    lemma: String,
    span: Span,
}

/// The contexts of an article and of its paragraphs.
pub fn contexts(knowledge: &Knowledge, document: &Document) -> Themes {
    let count = document.article.paragraphs.len();
    let mut proofs: Vec<Proof> = vec![Proof::new(); count];
    let mut shown: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); count];
    for sentence in 0..document.sentences.len() {
        let proof = proof(knowledge, document, sentence);
        let Some(paragraph) = document.sentences.get(sentence).map(|s| s.paragraph) else { continue };
        shown[paragraph].extend(proof.iter().filter(|(_, e)| e.is_enough()).map(|(context, _)| *context));
        add(&mut proofs[paragraph], proof);
    }
    let of_article = through(document, &proofs, &shown);
    for (shown, proof) in shown.iter_mut().zip(&proofs) {
        let more = proof.iter().filter(|(c, e)| of_article.contains(*c) && e.is_enough_in_story());
        shown.extend(more.map(|(context, _)| *context));
    }
    let paragraphs = shown.iter().zip(&proofs).map(|(shown, proof)| themes(knowledge, shown, proof));
    let paragraphs = paragraphs.collect();
    let mut whole = Proof::new();
    for proof in proofs {
        add(&mut whole, proof);
    }
    Themes { article: themes(knowledge, &of_article, &whole), paragraphs }
}

impl Coder<'_> {
    /// Codes of the contexts of a predicate's sentence, in the order of the codebook.
    pub fn contexts(&self, trigger: usize) -> Vec<String> {
        let Some(sentence) = self.document.tokens.get(trigger).map(|t| t.sentence) else { return Vec::new() };
        let proof = proof(self.knowledge, self.document, sentence);
        let shown = proof.iter().filter(|(_, e)| e.is_enough()).map(|(context, _)| *context).collect();
        themes(self.knowledge, &shown, &proof).into_iter().map(|theme| theme.code).collect()
    }
}

impl Evidence {
    fn is_strong(&self) -> bool {
        self.phrases.values().any(|points| *points == STRONG)
    }

    /// Whether it is enough for a sentence.
    fn is_enough(&self) -> bool {
        self.is_strong() || self.phrases.len() >= HINTS
    }

    /// Whether it is enough for a paragraph of an article that has the context.
    fn is_enough_in_story(&self) -> bool {
        self.is_strong() || self.phrases.len() >= HINTS_IN_STORY
    }
}

/// The contexts that run through an article.
fn through(document: &Document, proofs: &[Proof], shown: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let kept: BTreeSet<usize> = document.sentences.iter().map(|s| s.paragraph).collect();
    let is_share = |count: usize, (part, whole): (usize, usize)| count * whole >= kept.len() * part;
    let lead: BTreeSet<usize> = kept.iter().take(LEAD).flat_map(|p| shown[*p].iter().copied()).collect();
    let mut all = Proof::new();
    for proof in proofs {
        add(&mut all, proof.clone());
    }
    let runs = |context: &usize, evidence: &Evidence| {
        let there = shown.iter().filter(|shown| shown.contains(context)).count();
        let touched = proofs.iter().filter_map(|p| p.get(context)).filter(|e| e.is_enough_in_story()).count();
        let points: usize = evidence.phrases.values().sum();
        let often = is_share(there, SHARE) || lead.contains(context) && is_share(there, SHARE_OF_LEAD);
        let much = points >= POINTS + kept.len() / PARAGRAPHS_A_POINT && is_share(touched, SHARE);
        evidence.is_strong() && often || much
    };
    all.iter().filter(|&(context, evidence)| runs(context, evidence)).map(|(context, _)| *context).collect()
}

fn add(to: &mut Proof, proof: Proof) {
    for (context, evidence) in proof {
        let known = to.entry(context).or_default();
        known.phrases.extend(evidence.phrases);
        known.spans.extend(evidence.spans);
    }
}

fn themes(knowledge: &Knowledge, shown: &BTreeSet<usize>, proof: &Proof) -> Vec<Theme> {
    let theme = |context: &usize| {
        let code = knowledge.pack.contexts.get(*context)?.code.clone();
        Some(Theme { code, words: proof.get(context).map(|e| e.spans.clone()).unwrap_or_default() })
    };
    shown.iter().filter_map(theme).collect()
}

/// What speaks for contexts in a sentence.
fn proof(knowledge: &Knowledge, document: &Document, sentence: usize) -> Proof {
    let units = units(document, sentence);
    let mut hits = hits(knowledge, &units);
    // Of two phrases that share a word the longer one counts: "drug trafficker" is no trafficker of people.
    hits.sort_by_key(|h| (h.context, std::cmp::Reverse(h.end - h.start), h.start, h.phrase));
    let mut out = Proof::new();
    let mut taken: Vec<(usize, usize, usize)> = Vec::new();
    for hit in hits {
        if taken.iter().any(|&(c, start, end)| c == hit.context && hit.start < end && start < hit.end) {
            continue;
        }
        taken.push((hit.context, hit.start, hit.end));
        let points = match hit.weight {
            ContextWeight::None => continue,
            ContextWeight::Hint => HINT,
            ContextWeight::Strong => STRONG,
        };
        let evidence = out.entry(hit.context).or_default();
        evidence.phrases.insert(hit.phrase, points);
        let words = units[hit.start..hit.end].iter().map(|u| u.span).reduce(Span::cover);
        evidence.spans.extend(words);
    }
    for evidence in out.values_mut() {
        evidence.spans.sort_by_key(|s| (s.start, s.end));
    }
    out
}

fn units(document: &Document, sentence: usize) -> Vec<Unit> {
    let Some(sentence) = document.sentences.get(sentence) else { return Vec::new() };
    let mut out = Vec::new();
    for token in sentence.tokens.clone() {
        let span = document.tokens[token].span;
        let plain = |word: &str| word.to_lowercase().replace('’', "'");
        let (form, lemma) = (plain(document.form(token)), plain(&document.tokens[token].lemma));
        let parts = |word: &str| word.split('-').filter(|p| !p.is_empty()).map(str::to_string).collect();
        let (forms, mut lemmas): (Vec<String>, Vec<String>) = (parts(&form), parts(&lemma));
        if lemmas.len() != forms.len() {
            lemmas.clone_from(&forms);
        }
        out.extend(forms.into_iter().zip(lemmas).map(|(form, lemma)| Unit { form, lemma, span }));
    }
    out
}

fn hits(knowledge: &Knowledge, units: &[Unit]) -> Vec<Hit> {
    let mut out = Vec::new();
    for (start, unit) in units.iter().enumerate() {
        let by_lemma = (unit.lemma != unit.form).then_some(unit.lemma.as_str());
        for first in std::iter::once(unit.form.as_str()).chain(by_lemma) {
            for word in knowledge.context_words(first) {
                let Some(there) = units.get(start..start + word.units.len()) else { continue };
                let same = |(u, wanted): (&Unit, &String)| u.form == *wanted || u.lemma == *wanted;
                if there.iter().zip(&word.units).all(same) {
                    let end = start + word.units.len();
                    out.push(Hit {
                        context: word.context,
                        phrase: word.phrase,
                        weight: word.weight,
                        start,
                        end,
                    });
                }
            }
        }
    }
    out
}
