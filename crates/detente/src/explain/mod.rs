//! Explain: why has an event its code, and why have two actors none?
//!
//! Everything said here was noted by the code step where it decided ([`crate::code::trials`]), or stands in the values that the
//! steps gave. Nothing is worked out a second time.

mod event;
mod why_not;

pub use event::event;
pub use why_not::why_not;

use crate::code::{Condition, Outcome, Trial};
use crate::{Claim, Document, Participant, Span};

/// A line of an explanation; deeper lines belong to the one above.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// 0 for a heading.
    pub depth: usize,
    /// Without a full stop.
    pub text: String,
}

/// Lines in the making.
#[derive(Default)]
struct Outline(Vec<Line>);

impl Outline {
    fn line(&mut self, depth: usize, text: impl Into<String>) {
        self.0.push(Line { depth, text: text.into() });
    }

    /// A heading with what belongs to it, if anything does.
    fn section(&mut self, depth: usize, heading: &str, lines: impl IntoIterator<Item = String>) {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            self.line(depth, heading);
            lines.for_each(|text| self.line(depth + 1, text));
        }
    }
}

/// What became of an entry, in words.
fn told(document: &Document, trial: &Trial) -> String {
    let Trial { entry, kind, outcome, .. } = trial;
    let what = match outcome {
        Outcome::Incomplete => "the rest of the phrase does not follow".to_string(),
        Outcome::Unmet(condition) => unmet(condition),
        Outcome::NoActor(positions) => format!("nobody who can act stands at {}", any_of(positions)),
        Outcome::NoRecipient(positions) if positions.is_empty() => {
            "the type needs a recipient, and the pattern has no position for one".to_string()
        }
        Outcome::NoRecipient(positions) => {
            format!("the type needs a recipient, and nobody stands at {}", any_of(positions))
        }
        Outcome::NoCountry => "no party has a country or an international code".to_string(),
        Outcome::Outranked { by } if by == entry => "another pattern of the entry says more".to_string(),
        Outcome::Outranked { by } => format!("it fits, but {by} says more"),
        Outcome::Content { of, entry } => {
            format!("it is only the content of \"{}\" ({entry})", document.form(*of))
        }
        Outcome::NobodyAsks => "its status makes it a request, and nobody is said to ask".to_string(),
        Outcome::WeakNoun => "a noun without a verb that says that it took place".to_string(),
        Outcome::Coded { kind, status, .. } => format!("coded as {kind}, {}", status.as_str()),
        Outcome::WithoutCues { kind, status } => {
            format!("{kind}, {} without the words around it", status.as_str())
        }
        Outcome::Unsure { share, enough, .. } if share < enough => {
            format!("the judge says {share:.2}; {enough} would be enough")
        }
        Outcome::Unsure { share, reversed, .. } => {
            format!("the judge says {share:.2}, and {reversed:.2} that it goes the other way round")
        }
        Outcome::Inferred { factor, what } => format!("× {factor}: {what}"),
        Outcome::Judged { says, confidence } => format!("{confidence:.3}: the judge says {says}"),
    };
    format!("{entry} ({kind}): {what}")
}

fn unmet(condition: &Condition) -> String {
    let Condition { position, words, needed } = condition;
    let what = match words.iter().any(|w| w == "*") {
        true => "anything".to_string(),
        false => any_of(words),
    };
    match needed {
        true => format!("it needs {what} at {position}"),
        false => format!("it must not have {what} at {position}"),
    }
}

/// So many words of a list are shown.
const SHOWN: usize = 8;

fn any_of(words: &[String]) -> String {
    let shown = words.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(" or ");
    match words.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} or {more} others"),
    }
}

/// `AGREE KOR + PRK, planned`.
fn headline(claim: &Claim) -> String {
    let codes = |side: &[Participant]| {
        let codes: Vec<String> = side.iter().map(|p| p.code().unwrap_or_else(|| "?".to_string())).collect();
        codes.join(" + ")
    };
    let (actors, recipients) = (codes(&claim.actors), codes(&claim.recipients));
    let arrow = if recipients.is_empty() { "" } else { " → " };
    format!("{} {actors}{arrow}{recipients}, {}", claim.kind, claim.status.as_str())
}

/// Words in quotation marks, on one line.
fn quoted(document: &Document, span: Span) -> String {
    format!("\"{}\"", document.words(span).split_whitespace().collect::<Vec<_>>().join(" "))
}
