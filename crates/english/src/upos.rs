//! Universal parts of speech.

use crate::error::{Error, ErrorKind};
use std::{fmt, str::FromStr};

macro_rules! upos {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A part of speech of Universal Dependencies.
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub enum Upos {$($(#[$doc])* $name,)*}

        impl Upos {
            /// The tag as treebanks write it, such as `PROPN`.
            pub fn as_str(self) -> &'static str {
                match self {$(Upos::$name => $text,)*}
            }
        }

        impl FromStr for Upos {
            type Err = Error;

            fn from_str(text: &str) -> Result<Upos, Error> {
                match text {
                    $($text => Ok(Upos::$name),)*
                    _ => Err(Error::new(ErrorKind::Label, text)),
                }
            }
        }
    };
}

upos! {
    /// Adjective.
    Adj = "ADJ",
    /// Adposition.
    Adp = "ADP",
    /// Adverb.
    Adv = "ADV",
    /// Auxiliary.
    Aux = "AUX",
    /// Coordinating conjunction.
    Cconj = "CCONJ",
    /// Determiner.
    Det = "DET",
    /// Interjection.
    Intj = "INTJ",
    /// Noun.
    Noun = "NOUN",
    /// Numeral.
    Num = "NUM",
    /// Particle.
    Part = "PART",
    /// Pronoun.
    Pron = "PRON",
    /// Proper noun.
    Propn = "PROPN",
    /// Punctuation.
    Punct = "PUNCT",
    /// Subordinating conjunction.
    Sconj = "SCONJ",
    /// Symbol.
    Sym = "SYM",
    /// Verb.
    Verb = "VERB",
    /// Anything else.
    X = "X",
}

impl fmt::Display for Upos {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
