//! What the parse and ground steps give: sentences, trees, quotations, and mentions tied to the world.

use crate::{Article, Span};
use detente_english::Upos;
use detente_knowledge::NameKind;
use jiff::civil::Date;
use std::ops::Range;

/// An article with its sentences and trees. Tokens are numbered through the whole document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The article.
    pub article: Article,
    /// Sentences of the kept paragraphs, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// Names of the tables, in order; each is one unit of its tree.
    pub names: Vec<KnownName>,
    /// Quotations, in order.
    pub quotes: Vec<Quote>,
}

/// A name of the tables that stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownName {
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// The token among them on which the others depend.
    pub head: usize,
    /// What it can mean, most telling first.
    pub kinds: Vec<NameKind>,
}

/// A sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// Its paragraph, as an index into [`Article::paragraphs`].
    pub paragraph: usize,
    /// Whether it is a headline or a heading, which news writes in a grammar of its own.
    pub heading: bool,
}

/// A syntactic word.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Dictionary form.
    pub lemma: String,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag.
    pub xpos: &'static str,
    /// Universal features, `Key=Value` joined by `|`, or `_`.
    pub feats: &'static str,
    /// The token it depends on, as an index into [`Document::tokens`]; `None` for the root.
    pub head: Option<usize>,
    /// Universal relation to the head, with its subtype.
    pub deprel: &'static str,
    /// Tokens that depend on it, in order.
    pub children: Vec<usize>,
    /// Its sentence, as an index into [`Document::sentences`].
    pub sentence: usize,
    /// Name tag of the model: `B-` or `I-` with `PER`, `ORG`, `LOC`, `GROUP`, `EVENT`, `OTHER`; or `O`. A hint and no more.
    pub name: &'static str,
}

/// A quotation: what somebody says, thinks, knows or wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Who speaks.
    pub source: Option<Span>,
    /// Head token of the source.
    pub source_token: Option<usize>,
    /// The word that says that somebody speaks.
    pub cue: Option<Span>,
    /// Token of the cue.
    pub cue_token: Option<usize>,
    /// What is said, in bytes, without quotation marks.
    pub content: Span,
    /// How it is given.
    pub kind: QuoteKind,
}

/// How a quotation is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum QuoteKind {
    /// In quotation marks.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// In the reporter's words with quoted parts.
    Mixed,
    /// What somebody thinks, hopes or fears.
    Belief,
    /// What somebody finds, sees or learns, or what a document shows.
    Knowledge,
    /// What somebody means to do or wants others to do, as an infinitive.
    Intention,
    /// What somebody speaks of or takes a stand on, without what is said of it.
    Topic,
}

impl QuoteKind {
    /// The kind as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            QuoteKind::Direct => "direct",
            QuoteKind::Indirect => "indirect",
            QuoteKind::Mixed => "mixed",
            QuoteKind::Belief => "belief",
            QuoteKind::Knowledge => "knowledge",
            QuoteKind::Intention => "intention",
            QuoteKind::Topic => "topic",
        }
    }

    /// Whether it is said or written.
    pub fn is_speech(self) -> bool {
        matches!(self, QuoteKind::Direct | QuoteKind::Indirect | QuoteKind::Mixed)
    }

    /// Whether the content is so by the word of its source. For what is known or shown the text itself answers, an
    /// intention is the source's own act, and of a topic nothing is told.
    pub fn is_report(self) -> bool {
        self.is_speech() || self == QuoteKind::Belief
    }
}

/// A document whose mentions are tied to the world.
#[derive(Debug, Clone)]
pub struct Grounded {
    /// The document.
    pub document: Document,
    /// Mentions that can be actors, in order of their heads.
    pub mentions: Vec<Mention>,
    /// Expressions of time, in order.
    pub times: Vec<Time>,
    /// Mentions of places, in order.
    pub places: Vec<PlaceMention>,
    /// The country that the story takes place in, where it is just one (ISO 3166 alpha-3).
    pub home: Option<String>,
    /// Whether the text names hardly any other country.
    pub home_alone: bool,
    /// The state for which a speech that is printed whole is held.
    pub delegate: Option<String>,
}

/// A mention of somebody who can act.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Head token.
    pub head: usize,
    /// Who it is; several for "both Koreas", none when it is not known.
    pub actors: Vec<Actor>,
    /// Why it stands for these, or for nobody.
    pub reason: String,
    /// How it names them.
    pub kind: MentionKind,
    /// The earlier mentions to which it points back, in bytes; several for "both sides", none where it is the first one.
    pub antecedents: Vec<Span>,
}

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MentionKind {
    /// A state's name.
    Country,
    /// A state's adjective or the name of its people.
    Demonym,
    /// A city or building that stands for a government.
    Metonym,
    /// A person's name.
    Person,
    /// An organisation's name.
    Organisation,
    /// A news outlet.
    Outlet,
    /// A description ("the South Korean president", "protesters").
    Agent,
    /// A pronoun or a phrase such as "both sides".
    Anaphor,
}

impl MentionKind {
    /// The kind as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            MentionKind::Country => "country",
            MentionKind::Demonym => "demonym",
            MentionKind::Metonym => "metonym",
            MentionKind::Person => "person",
            MentionKind::Organisation => "organisation",
            MentionKind::Outlet => "outlet",
            MentionKind::Agent => "agent",
            MentionKind::Anaphor => "anaphor",
        }
    }
}

/// Somebody who can act, on the day the text speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Actor {
    /// Name as the tables write it, or as the text does for somebody they do not know.
    pub name: Option<String>,
    /// Country or international code.
    pub country: Option<String>,
    /// Sector.
    pub sector: Option<String>,
    /// Office on that day.
    pub role: Option<String>,
}

impl Actor {
    /// Country then sector ("PRKGOV"); the sector alone as `---GOV` when the country is not known.
    pub fn code(&self) -> Option<String> {
        let sector = self.sector.as_deref().unwrap_or("");
        match &self.country {
            Some(country) => Some(format!("{country}{sector}")),
            None if sector.is_empty() => None,
            None => Some(format!("---{sector}")),
        }
    }
}

/// An expression of time with its place on the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Its tokens, as indices into [`Document::tokens`].
    pub tokens: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimeKind,
    /// TIMEX3 value, such as `2018-01-09`, `2018-W02`, `P2Y`, `PAST_REF`.
    pub value: String,
    /// First day.
    pub begin: Option<Date>,
    /// Last day, the same as the first for a single day.
    pub end: Option<Date>,
    /// How exactly it is known.
    pub precision: Precision,
    /// The day that it counts from: publication, or what the text last spoke of; `None` when it counts from none.
    pub anchor: Option<Date>,
    /// Why it has this value.
    pub reason: String,
}

/// TIMEX3 type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TimeKind {
    /// A day, week, month, year.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

impl TimeKind {
    /// The type as TIMEX3 writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            TimeKind::Date => "DATE",
            TimeKind::Time => "TIME",
            TimeKind::Duration => "DURATION",
            TimeKind::Set => "SET",
        }
    }
}

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Precision {
    /// A day.
    Day,
    /// A week or a weekend.
    Week,
    /// A month or a part of it.
    Month,
    /// A quarter, a season or a half-year.
    Season,
    /// A year.
    Year,
    /// Longer, or vague.
    Vague,
}

impl Precision {
    /// The precision as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Precision::Day => "day",
            Precision::Week => "week",
            Precision::Month => "month",
            Precision::Season => "season",
            Precision::Year => "year",
            Precision::Vague => "vague",
        }
    }
}

/// A mention of a place with its entry in the gazetteer.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMention {
    /// Where it stands, in bytes.
    pub span: Span,
    /// Head token; none in a dateline, which is no part of a sentence.
    pub head: Option<usize>,
    /// Name in the gazetteer.
    pub name: String,
    /// ISO 3166 alpha-3 code, when it lies in one country.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// GeoNames' id.
    pub geonames_id: Option<u64>,
    /// Degrees north; of a country or region its middle, see `precision`.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// How exactly the coordinates are those of what is meant.
    pub precision: PlacePrecision,
    /// Kind: town, district, region, country, demonym, sea, venue, …
    pub kind: String,
    /// Why it is this place and none of the others of that name.
    pub reason: String,
}

/// How exactly a place is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PlacePrecision {
    /// A building, a base, a crossing.
    Point,
    /// A town.
    City,
    /// A district, region, island, river, mountain range.
    Region,
    /// A state.
    Country,
    /// A sea or a strait.
    Sea,
}

impl PlacePrecision {
    /// The precision of a place of that kind.
    pub fn of_kind(kind: &str) -> PlacePrecision {
        match kind {
            "country" | "demonym" => PlacePrecision::Country,
            "town" => PlacePrecision::City,
            "region" | "district" | "border-zone" | "island" | "mountain" | "river" => PlacePrecision::Region,
            "sea" | "strait" => PlacePrecision::Sea,
            _ => PlacePrecision::Point,
        }
    }

    /// The precision as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            PlacePrecision::Point => "point",
            PlacePrecision::City => "city",
            PlacePrecision::Region => "region",
            PlacePrecision::Country => "country",
            PlacePrecision::Sea => "sea",
        }
    }
}
