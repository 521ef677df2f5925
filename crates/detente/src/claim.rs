//! What the code step gives: one report of who did what to whom.

use crate::{Actor, Precision, Span};
use jiff::civil::Date;

/// One report of an event, as one clause of one article makes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Event type, such as `AGREE`.
    pub kind: String,
    /// Modes.
    pub modes: Vec<String>,
    /// CAMEO or WEIS code, where dictionaries of PETRARCH gave it; the type is then empty if no row of the codebook knows it.
    pub cameo: Option<String>,
    /// Contexts of the sentence.
    pub contexts: Vec<String>,
    /// Who did it.
    pub actors: Vec<Participant>,
    /// Why there is no actor.
    pub actor_reason: Option<String>,
    /// To whom.
    pub recipients: Vec<Participant>,
    /// Why there is no recipient.
    pub recipient_reason: Option<String>,
    /// Whether the actors did it with each other.
    pub reciprocal: bool,
    /// Happened, planned, denied, …
    pub status: Status,
    /// Whether only a party claims it, or it is reported with reserve.
    pub alleged: bool,
    /// When, or why that is not known.
    pub when: Result<When, String>,
    /// By when what was promised or demanded is to be done.
    pub due: Option<Date>,
    /// Where, as an index into [`crate::Grounded::places`], or why that is not known.
    pub place: Result<usize, String>,
    /// How it was said or done.
    pub channel: Option<Channel>,
    /// Who says so, nearest speaker first.
    pub attribution: Vec<Speaker>,
    /// "first since 2015-12".
    pub baseline: Option<String>,
    /// The words that report it: the clause.
    pub evidence: Span,
    /// The sentence, as an index into [`crate::Document::sentences`].
    pub sentence: usize,
    /// The predicate, as an index into [`crate::Document::tokens`].
    pub trigger: usize,
    /// The predicate's words.
    pub trigger_span: Span,
    /// Id of the lexicon entry that fired.
    pub entry: String,
    /// Between 0 and 1.
    pub confidence: f64,
    /// What the learned judge says of it, if it was asked.
    pub judge: Option<String>,
    /// Why the status and the type are what they are, in order.
    pub reasons: Vec<String>,
}

/// Ids of entries that stand for the judge begin so.
pub(crate) const JUDGE: &str = "judge/";

impl Claim {
    /// Whether no entry of the lexicon fired.
    pub fn is_by_judge_alone(&self) -> bool {
        self.entry.starts_with(JUDGE)
    }
}

/// An actor in its part.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Who.
    pub actor: Actor,
    /// The code as a dictionary of the user's gives it; else it is that of the actor.
    pub code: Option<String>,
    /// The words that name them, in bytes.
    pub span: Span,
    /// Why these words stand for them.
    pub reason: String,
}

impl Participant {
    /// The code that is written.
    pub fn code(&self) -> Option<String> {
        self.code.clone().or_else(|| self.actor.code())
    }
}

/// Reported as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// It took place.
    Happened,
    /// It is taking place.
    Ongoing,
    /// It is announced or agreed for later.
    Planned,
    /// Somebody suggested it.
    Proposed,
    /// Somebody threatened it.
    Threatened,
    /// It did not take place, or somebody denies it.
    Denied,
    /// Some say so and others deny it.
    Disputed,
    /// If, could, might.
    Hypothetical,
    /// Background older than the story.
    Historical,
}

impl Status {
    /// All of them, in the order of the codebook.
    pub const ALL: &[Status] = &[
        Status::Happened,
        Status::Ongoing,
        Status::Planned,
        Status::Proposed,
        Status::Threatened,
        Status::Denied,
        Status::Disputed,
        Status::Hypothetical,
        Status::Historical,
    ];

    /// The status as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Status::Happened => "happened",
            Status::Ongoing => "ongoing",
            Status::Planned => "planned",
            Status::Proposed => "proposed",
            Status::Threatened => "threatened",
            Status::Denied => "denied",
            Status::Disputed => "disputed",
            Status::Hypothetical => "hypothetical",
            Status::Historical => "historical",
        }
    }

    /// The status of that name.
    pub fn from_name(name: &str) -> Option<Status> {
        Status::ALL.iter().copied().find(|s| s.as_str() == name)
    }
}

/// When something happened or is to happen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct When {
    /// First day.
    pub begin: Date,
    /// Last day.
    pub end: Date,
    /// How exactly it is known.
    pub precision: Precision,
    /// The words that say so, in bytes.
    pub span: Span,
    /// Why these words mean these days.
    pub reason: String,
}

/// How something was said or done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// phone, fax, letter, …
    pub name: String,
    /// The words that say so, in bytes.
    pub span: Span,
}

/// One link of the chain of those who say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// Name.
    pub name: String,
    /// Country and sector.
    pub code: Option<String>,
    /// The word that says that they speak.
    pub cue: Option<String>,
    /// How they are quoted.
    pub kind: SpeakerKind,
    /// The words that name them, in bytes; `None` for the outlet of the article itself.
    pub span: Option<Span>,
}

/// How a source is quoted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SpeakerKind {
    /// In quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// A document, or the outlet itself.
    Document,
    /// Somebody without a name.
    Anonymous,
}

impl SpeakerKind {
    /// The kind as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            SpeakerKind::Direct => "direct",
            SpeakerKind::Indirect => "indirect",
            SpeakerKind::Document => "document",
            SpeakerKind::Anonymous => "anonymous",
        }
    }
}
