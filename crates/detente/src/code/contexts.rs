//! Contexts: the themes for which the words of a sentence speak.

use super::Coder;

impl Coder<'_> {
    /// Codes of the contexts of which a word stands in the sentence of a predicate, in the order of the codebook.
    pub fn contexts(&self, trigger: usize) -> Vec<String> {
        let tokens = self.document.sentence_of(trigger).tokens.clone();
        let lemmas = tokens.clone().map(|t| self.document.tokens[t].lemma.to_lowercase());
        // Some phrases have one form only: "war crimes", "women's rights".
        let forms = tokens.map(|t| self.document.form(t).to_lowercase());
        let joined = |words: Vec<String>| {
            let words = words.join(" ").replace(" - ", "-").replace(" 's", "'s").replace(" ’s", "'s");
            format!(" {words} ")
        };
        let written = [joined(lemmas.collect()), joined(forms.collect())];
        let speaks = |word: &String| {
            let word = format!(" {word} ");
            written.iter().any(|text| text.contains(&word))
        };
        let contexts = self.knowledge.pack.contexts.iter();
        contexts.filter(|c| c.words.iter().any(speaks)).map(|c| c.code.clone()).collect()
    }
}
