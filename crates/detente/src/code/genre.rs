//! Genres: texts in which verbs mean something else than in news on politics.

use crate::Document;
use detente_knowledge::{Genre, Knowledge};
use std::collections::BTreeSet;

/// The genre whose words a text has enough of, the one that mutes it first, and whether nothing in the text is an event.
pub(super) fn genre<'k>(knowledge: &'k Knowledge, document: &Document) -> Option<(&'k str, bool)> {
    let words: BTreeSet<String> = document.tokens.iter().map(|t| t.lemma.to_lowercase()).collect();
    let found = |row: &'k Genre| {
        let count = row.words.iter().filter(|w| words.contains(*w)).count();
        let mute = row.mute.is_some_and(|mute| count >= mute);
        (count >= row.enough).then_some((row.code.as_str(), mute))
    };
    knowledge.pack.genres.iter().filter_map(found).reduce(|a, b| if b.1 && !a.1 { b } else { a })
}

#[cfg(test)]
mod tests {
    use super::genre;
    use crate::Engine;
    use crate::read::{Hints, text};

    #[test]
    fn the_example_of_a_genre_has_enough_of_its_words() {
        let engine = Engine::embedded().unwrap();
        let of = |words: &str| {
            let document =
                crate::parse::parse(&engine.english, &engine.knowledge, text(words, &Hints::default()));
            genre(&engine.knowledge, &document).map(|(code, _)| code.to_string())
        };
        for row in &engine.knowledge.pack.genres {
            assert_eq!(of(&row.example).as_deref(), Some(row.code.as_str()), "{}", row.example);
        }
        assert_eq!(of("The minister watched the final of the cup before the talks in Geneva."), None);
    }
}
