//! Events of a sentence: which pattern of a verb fits best, and who is its source and its target.

use super::line::Line;
use super::matching::{Fit, fit};
use super::phrases::Party;
use super::verbs::{Verb, is_passive, only_introduces, subject, verb_at};
use detente_knowledge::petrarch::Dictionaries;

/// A source, a target and a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dyad {
    /// The code as the dictionary gives it, such as `064`.
    pub code: String,
    /// Who did it.
    pub source: Party,
    /// To whom.
    pub target: Party,
    /// The verb's token.
    pub trigger: usize,
    /// Tokens of the verb's words.
    pub words: Vec<usize>,
    /// Line of the dictionary that gave the code.
    pub line: usize,
}

impl Dyad {
    fn says_the_same(&self, other: &Dyad) -> bool {
        self.code == other.code
            && self.source.code == other.source.code
            && self.target.code == other.target.code
    }
}

/// The events of a sentence, in the order of their verbs. What belongs to a verb that has a code is not looked at again.
pub(super) fn dyads(dictionaries: &Dictionaries, line: &Line<'_>) -> Vec<Dyad> {
    let coder = Sentence { dictionaries, line };
    let (mut out, mut taken) = (Vec::new(), vec![false; line.words.len()]);
    for word in 0..line.words.len() {
        let verb = Some(word).filter(|&w| !taken[w]).and_then(|w| verb_at(&dictionaries.verbs, line, w));
        let Some(verb) = verb else { continue };
        let passive = coder.is_passive(&verb);
        if passive
            && dictionaries.verbs.newer
            && only_introduces(line.document, verb.token)
            && !coder.has_by(&verb)
        {
            continue;
        }
        let transformed = if passive { None } else { coder.transformed(&verb) };
        let found = match (transformed, coder.rule(&verb)) {
            (Some(dyads), _) => dyads,
            (None, Some(rule)) => coder.coded(&verb, &rule, passive),
            (None, None) => continue,
        };
        verb.behind.iter().for_each(|&w| taken[w] = true);
        for dyad in found {
            if !out.iter().any(|d| dyad.says_the_same(d)) {
                out.push(dyad);
            }
        }
    }
    out
}

/// What a verb with its words reports.
pub(super) struct Rule<'a> {
    pub code: &'a str,
    line: usize,
    fit: Fit,
}

pub(super) struct Sentence<'a, 'b> {
    pub dictionaries: &'a Dictionaries,
    pub line: &'a Line<'b>,
}

impl<'a> Sentence<'a, '_> {
    /// The code of a verb: that of the pattern with most words, else its own. Of several blocks with one verb the first counts
    /// that gives a code.
    pub fn rule(&self, verb: &Verb<'a>) -> Option<Rule<'a>> {
        verb.found.iter().find_map(|found| {
            let mut best: Option<(Rule<'a>, (usize, usize))> = None;
            for pattern in &found.block.patterns {
                let verbs = &self.dictionaries.verbs;
                let Some(fit) = fit(verbs, self.line, pattern, &verb.before, &verb.behind) else { continue };
                let rank = (fit.words, pattern.before.len() + pattern.behind.len());
                if best.as_ref().is_none_or(|(_, before)| rank > *before) {
                    best = Some((Rule { code: &pattern.code, line: pattern.line, fit }, rank));
                }
            }
            let own = || {
                let code = found.verb.code.as_deref().unwrap_or(&found.block.code);
                Rule { code, line: found.verb.line, fit: Fit::default() }
            };
            let rule = best.map_or_else(own, |(rule, _)| rule);
            (rule.code != "---").then_some(rule)
        })
    }

    /// The older dictionaries know a passive by its "by" alone.
    fn is_passive(&self, verb: &Verb<'_>) -> bool {
        let newer = self.dictionaries.verbs.newer;
        is_passive(self.line.document, verb.token) && (newer || self.has_by(verb))
    }

    fn has_by(&self, verb: &Verb<'_>) -> bool {
        verb.behind.iter().any(|&w| self.line.words[w].text == "BY")
    }

    fn coded(&self, verb: &Verb<'_>, rule: &Rule<'_>, passive: bool) -> Vec<Dyad> {
        let Some((source, target)) = self.parties(verb, rule.fit, passive) else { return Vec::new() };
        self.pairs(verb, rule.code, rule.line, source, target)
    }

    /// Each source with each target, but nobody with themselves.
    pub fn pairs(&self, verb: &Verb<'_>, code: &str, line: usize, source: usize, target: usize) -> Vec<Dyad> {
        let phrases = &self.line.phrases;
        let mut out = Vec::new();
        for one in &phrases[source].parties {
            for other in phrases[target].parties.iter().filter(|p| p.code != one.code) {
                out.extend(self.directed(verb, code, line, one, other));
            }
        }
        out
    }

    /// The event of a code, and of one such as `042:043` the one in the other direction too.
    fn directed(&self, verb: &Verb<'_>, code: &str, line: usize, one: &Party, other: &Party) -> Vec<Dyad> {
        let (there, back) = code.split_once(':').unwrap_or((code, ""));
        let words: Vec<usize> = verb.words.clone().flat_map(|w| self.line.words[w].tokens.clone()).collect();
        let both = [(there, one, other), (back, other, one)];
        let known = both.into_iter().filter(|(code, ..)| !code.is_empty());
        known
            .map(|(code, source, target)| Dyad {
                code: code.to_string(),
                source: source.clone(),
                target: target.clone(),
                trigger: verb.token,
                words: words.clone(),
                line,
            })
            .collect()
    }

    /// Phrases of source and target: those that the pattern names, else by voice and order.
    fn parties(&self, verb: &Verb<'_>, fit: Fit, passive: bool) -> Option<(usize, usize)> {
        let behind = self.coded_phrases(&verb.behind, &[], false);
        let before = self.candidates_before(verb, &behind);
        let given = fit.source.is_some() || fit.target.is_some();
        if passive && !given {
            let target = *before.first()?;
            let mut agents: Vec<usize> = behind.clone();
            agents.sort_by_key(|&p| !self.is_agent(p));
            return Some((self.other(&agents, target)?, target));
        }
        let target = match (fit.target, fit.source) {
            (Some(target), _) => target,
            (None, Some(source)) => self.other(&behind, source)?,
            (None, None) => *behind.first()?,
        };
        let all = if given { [before, behind].concat() } else { before };
        let source = fit.source.or_else(|| self.other(&all, target))?;
        Some((source, target))
    }

    /// The subject, then the phrases before the verb up to a comma, nearest first.
    fn candidates_before(&self, verb: &Verb<'_>, behind: &[usize]) -> Vec<usize> {
        let subject = subject(self.line.document, verb.token).and_then(|t| self.line.phrase(t));
        let mut out = self.coded_phrases(&verb.before, behind, true);
        if let Some(subject) = subject {
            out.retain(|&p| p != subject);
            if self.line.phrases[subject].is_coded() {
                out.insert(0, subject);
            }
        }
        out
    }

    /// The phrases of words that name somebody, in the order of the words.
    pub fn coded_phrases(&self, words: &[usize], without: &[usize], to_comma: bool) -> Vec<usize> {
        let mut out: Vec<usize> = Vec::new();
        for &word in words {
            let new =
                |p: &usize| !out.contains(p) && !without.contains(p) && self.line.phrases[*p].is_coded();
            match self.line.phrase_of[word] {
                None if to_comma && self.line.words[word].text == "," => break,
                Some(phrase) if new(&phrase) => out.push(phrase),
                _ => {}
            }
        }
        out
    }

    /// The first phrase that names others than the given one.
    fn other(&self, phrases: &[usize], than: usize) -> Option<usize> {
        let all = &self.line.phrases;
        phrases.iter().copied().find(|&p| p != than && !all[p].names_same(&all[than]))
    }

    /// Whether a phrase stands behind "by".
    fn is_agent(&self, phrase: usize) -> bool {
        let document = self.line.document;
        document.preposition(self.line.phrases[phrase].head).as_deref() == Some("by")
    }
}
