//! Choices among a few words that options offer.

use clap::ValueEnum;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum By {
    /// The lexicon with the judge beside it
    Both,
    /// The lexicon alone
    Lexicon,
    /// The judge alone
    Judge,
}

impl From<By> for detente::code::By {
    fn from(by: By) -> detente::code::By {
        match by {
            By::Both => detente::code::By::Both,
            By::Lexicon => detente::code::By::Lexicon,
            By::Judge => detente::code::By::Judge,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Progressed {
    /// On a screen that does not show the data
    Auto,
    /// Everywhere
    Always,
    /// Nowhere
    Never,
    /// One JSON object a second
    Json,
}
