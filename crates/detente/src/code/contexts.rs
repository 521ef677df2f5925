//! Contexts: the themes for which the words of a sentence speak.

use super::Coder;

impl Coder<'_> {
    /// Codes of the contexts of which a word stands in the sentence of a predicate, in the order of the codebook.
    pub fn contexts(&self, trigger: usize) -> Vec<String> {
        let tokens = self.document.sentence_of(trigger).tokens.clone();
        let lemmas: Vec<String> = tokens.map(|t| self.document.tokens[t].lemma.to_lowercase()).collect();
        let joined = format!(" {} ", lemmas.join(" ").replace(" - ", "-"));
        let speaks = |word: &String| joined.contains(&format!(" {} ", word.replace(" - ", "-")));
        let contexts = self.knowledge.pack.contexts.iter();
        contexts.filter(|c| c.words.iter().any(speaks)).map(|c| c.code.clone()).collect()
    }
}
