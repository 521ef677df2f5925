//! The shape of the tables and the codebook, shared by the build script that compiles them and the library that reads them.

use crate::contexts::Context;
use crate::dialects::{DialectCode, DialectCountry, DialectSector};
use crate::labels::Label;
use crate::status::StatusCues;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Everything that is compiled in.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Pack {
    /// First twelve hexadecimal digits of the hash over the codebook's files.
    pub codebook_version: String,
    /// The same over the tables of actors and places.
    pub knowledge_version: String,
    /// The 16 event types.
    pub types: Vec<EventType>,
    /// Lexicon entries, ordered by path.
    pub entries: Vec<Entry>,
    /// Contexts with their definitions and words.
    pub contexts: Vec<Context>,
    /// Sectors of actors.
    pub sectors: Vec<Label>,
    /// Statuses with their definitions.
    pub statuses: Vec<Label>,
    /// Channels with their definitions.
    pub channels: Vec<Label>,
    /// Genres in which verbs of events mean something else.
    pub genres: Vec<Genre>,
    /// Cues of status and polarity.
    pub status: StatusCues,
    /// How likely an event is right.
    pub confidence: Calibration,
    /// Support verbs.
    pub support: Support,
    /// Cues of speech and channels.
    pub attribution: AttributionCues,
    /// States and territories.
    pub countries: Vec<Country>,
    /// Dated offices of persons.
    pub people: Vec<Office>,
    /// Organisations that are not states.
    pub organisations: Vec<Organisation>,
    /// Words for somebody without a name.
    pub agents: Vec<Agent>,
    /// News agencies, newspapers, broadcasters.
    pub outlets: Vec<Outlet>,
    /// Places.
    pub places: Vec<Place>,
    /// Short names and names for several states.
    pub shorthand: Vec<Shorthand>,
    /// Letters before the names of ships.
    pub ships: Vec<Ship>,
    /// Words that say that somebody is of another state.
    pub others: Vec<OtherWord>,
    /// What CAMEO's codes of three letters are here.
    pub cameo: Vec<CameoCode>,
    /// Types of CAMEO's codes of events, ordered by code.
    pub cameo_events: Vec<CameoEvent>,
    /// The code of CAMEO that stands for a type, and for a type with a mode.
    pub cameo_of: Vec<CameoEvent>,
    /// Codes of CAMEO as the data sets GDELT and ICEWS write them, with their scores.
    pub dialect_codes: Vec<DialectCode>,
    /// Countries and bodies as those data sets write them.
    pub dialect_countries: Vec<DialectCountry>,
    /// Sectors as those data sets write them.
    pub dialect_sectors: Vec<DialectSector>,
    /// Entries of PETRARCH dictionaries; nothing of them is compiled in.
    #[serde(skip)]
    pub dictionary: Vec<crate::petrarch::ActorEntry>,
    /// Nouns that stand for a named organisation or state of that kind.
    pub descriptions: Vec<Description>,
    /// Words that say whether somebody is called "he" or "she".
    pub gender: Vec<Gendered>,
    /// Days with names.
    pub holidays: Vec<Holiday>,
}

/// One of the 16 event types.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    /// Upper-case code, such as `AGREE`.
    pub code: String,
    /// Name for people.
    pub name: String,
    /// 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
    pub quad: u8,
    /// Score on the scale of cooperation and conflict.
    pub score: f64,
    /// `optional` or `required`.
    pub recipient: String,
    /// Whether a recipient that a clause leaves out is the state with which the actor has to do in the story.
    #[serde(default)]
    pub counterpart: bool,
    /// CAMEO roots that map to the type.
    #[serde(default)]
    pub cameo: Vec<String>,
    /// What the type means.
    pub definition: String,
    /// How to decide.
    pub rule: String,
    /// Modes of the type; filled by the compiler from the folder of modes.
    #[serde(default)]
    pub mode: Vec<Label>,
    /// Borders to neighbouring types.
    #[serde(default)]
    pub border: Vec<Border>,
    /// Sentences that are of the type.
    #[serde(default)]
    pub accept: Vec<Accept>,
    /// Sentences that look like it and are not.
    #[serde(default)]
    pub reject: Vec<Reject>,
}

/// A border between two types, contexts or labels.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Border {
    /// The other one.
    pub with: String,
    /// Which is which.
    pub rule: String,
}

/// A sentence that must give an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// The sentence.
    pub text: String,
    /// Words that the actors' spans overlap.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Words that the recipients' spans overlap.
    #[serde(default)]
    pub recipient: Vec<String>,
    /// The status, when it is not to be `happened`.
    #[serde(default)]
    pub status: Option<String>,
    /// A mode that the event must have.
    #[serde(default)]
    pub mode: Option<String>,
    /// The trigger's words.
    #[serde(default)]
    pub trigger: Option<String>,
    /// How the English model misreads the sentence, when no event comes of it for that reason: a goal, and no test yet.
    #[serde(default)]
    pub misread: Option<String>,
}

/// A sentence that must not give an event of the type.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reject {
    /// The sentence.
    pub text: String,
    /// The type that it is instead, empty for none.
    #[serde(default)]
    pub instead: Option<String>,
    /// Why it is not of the type.
    pub why: String,
    /// The words of the sentence that look like the type.
    #[serde(default)]
    pub words: Option<String>,
}

/// A lexicon entry: predicates of one meaning.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Path below `codebook/lexicon` without its ending; filled by the compiler.
    #[serde(default)]
    pub id: String,
    /// Type of the events it reports.
    #[serde(rename = "type")]
    pub kind: String,
    /// The meaning.
    pub about: String,
    /// Modes.
    #[serde(default)]
    pub mode: Vec<String>,
    /// Status when the predicate itself is asserted.
    #[serde(default)]
    pub status: Option<String>,
    /// Channel.
    #[serde(default)]
    pub channel: Option<String>,
    /// A joint subject makes all of its members actors.
    #[serde(default)]
    pub reciprocal: bool,
    /// The predicate answers somebody: without a recipient it is whoever turned to the actor before.
    #[serde(default)]
    pub reply: bool,
    /// Patterns.
    #[serde(default)]
    pub pattern: Vec<Pattern>,
    /// Sentences that must give an event.
    #[serde(default)]
    pub accept: Vec<Accept>,
    /// Sentences that must not.
    #[serde(default)]
    pub reject: Vec<Reject>,
}

/// Predicates with one frame.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pattern {
    /// Verb lemmas.
    #[serde(default)]
    pub verb: Vec<String>,
    /// Noun lemmas.
    #[serde(default)]
    pub noun: Vec<String>,
    /// Adjective lemmas.
    #[serde(default)]
    pub adj: Vec<String>,
    /// Positions and what must stand there.
    #[serde(default)]
    pub need: BTreeMap<String, Vec<String>>,
    /// Positions and what must not stand there.
    #[serde(default)]
    pub not: BTreeMap<String, Vec<String>>,
    /// Where the actor stands.
    #[serde(default)]
    pub actor: Vec<String>,
    /// Where the recipient stands.
    #[serde(default)]
    pub recipient: Vec<String>,
    /// What is promised, asked, refused, threatened.
    #[serde(default)]
    pub content: Vec<String>,
    /// Overrides the entry's modes.
    #[serde(default)]
    pub mode: Vec<String>,
    /// Overrides the entry's status.
    #[serde(default)]
    pub status: Option<String>,
    /// Overrides the entry's channel.
    #[serde(default)]
    pub channel: Option<String>,
    /// Adds to the entry's `reciprocal`.
    #[serde(default)]
    pub reciprocal: bool,
    /// Nobody but those at the positions is the recipient: the judge adds none.
    #[serde(default)]
    pub closed: bool,
    /// The recipient makes it an event even where nobody says who did it ("the bombing of the embassy").
    #[serde(default)]
    pub unknown: bool,
    /// Sector of those who can only have done it where a passive names nobody ("46 people were arrested": COP).
    #[serde(default)]
    pub implied: Option<String>,
}

/// A code of CAMEO with the type that it stands for, or the other way round.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CameoEvent {
    /// Three or four digits.
    pub code: String,
    /// Event type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Mode, empty for none.
    pub mode: String,
}

/// A genre in which verbs of events mean something else.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Genre {
    /// One word.
    pub code: String,
    /// So many different words of it in a text make the genre.
    pub enough: usize,
    /// With so many nothing in it is an event.
    #[serde(default)]
    pub mute: Option<usize>,
    /// Its words, as lemmas.
    pub words: Vec<String>,
    /// A sentence that has enough of them.
    pub example: String,
}

/// Weights of a logistic curve; see `codebook/confidence.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// The sum's constant.
    pub constant: f64,
    /// Weight of the confidence of the lexicon's entry.
    pub entry: f64,
    /// Weight of the judge's probability.
    pub judge: f64,
    /// What is added where the judge stands alone.
    pub alone: f64,
}

/// Support verbs.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Verbs whose object is an event noun.
    #[serde(default)]
    pub support: Vec<SupportVerb>,
    /// Verbs whose subject is an event noun.
    #[serde(default)]
    pub happen: Vec<SupportVerb>,
    /// Lemmas of what is used or thrown: no party, whoever's it is.
    #[serde(default)]
    pub instruments: Vec<String>,
}

/// A support verb.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SupportVerb {
    /// Lemma, with its particle or object if it has one ("take place").
    pub verb: String,
    /// Position of the noun's subject; `subj` mostly.
    #[serde(default)]
    pub role: String,
    /// none begin stop cancel plan propose continue resume.
    #[serde(default)]
    pub effect: String,
    /// Nouns on which it has no such effect ("announced the arrests").
    #[serde(default)]
    pub done: Vec<String>,
}

/// Cues of speech and channels.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttributionCues {
    /// Verbs of saying.
    pub verbs: Vec<String>,
    /// Verbs and adjectives whose clause is what somebody thinks ("fear", "convinced").
    pub belief: Vec<String>,
    /// Verbs and adjectives whose clause is what somebody learns or a document shows.
    pub knowledge: Vec<String>,
    /// Verbs and adjectives whose infinitive is what somebody means to do or asks others to do.
    pub intention: Vec<String>,
    /// Words whose object is what somebody speaks of or takes a stand on; with particle and preposition ("call for").
    pub topic: Vec<String>,
    /// Nouns of saying that take a clause ("statement").
    pub nouns: Vec<String>,
    /// Verbs whose subject says what their object names ("issued a statement that").
    pub giving: Vec<String>,
    /// Lemmas of what a delegate who speaks for a state calls "mine".
    pub delegate: Vec<String>,
    /// Nouns with an infinitive ("pledge to").
    pub intention_nouns: Vec<String>,
    /// Verbs of saying whose "-ing" form is what is said ("denied having met").
    pub gerund: Vec<String>,
    /// Nouns of what can be cited as a speaker ("poll", "memo").
    pub documents: Vec<String>,
    /// Verbs that name another speaker ("citing officials", "quoted him as saying").
    pub quoting: Vec<String>,
    /// Prepositions and phrases before a source ("according to").
    pub phrases: Vec<String>,
    /// Cues that make a claim alleged.
    pub alleging: Vec<String>,
    /// Words of a channel, by channel.
    pub channel: BTreeMap<String, Vec<String>>,
}

/// A state or territory.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Country {
    pub iso3: String,
    pub name: String,
    #[serde(with = "list")]
    pub other_names: Vec<String>,
    #[serde(with = "list")]
    pub adjectives: Vec<String>,
    #[serde(with = "list")]
    pub inhabitants: Vec<String>,
    pub capital: String,
    #[serde(with = "list")]
    pub seats: Vec<String>,
    #[serde(with = "list")]
    pub metonyms: Vec<String>,
    pub cow: String,
    pub gw: String,
    pub from: String,
    pub to: String,
    pub latitude: String,
    pub longitude: String,
    pub source: String,
}

/// One office of one person.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Office {
    pub person: String,
    #[serde(with = "list")]
    pub aliases: Vec<String>,
    pub country: String,
    pub role: String,
    pub sector: String,
    pub from: String,
    pub to: String,
    pub certainty: String,
    pub source: String,
}

/// An organisation that is not a state.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Organisation {
    pub name: String,
    #[serde(with = "list")]
    pub aliases: Vec<String>,
    pub code: String,
    pub sector: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    pub source: String,
}

/// A word for somebody without a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Agent {
    pub phrase: String,
    #[serde(with = "list")]
    pub plural: Vec<String>,
    pub sector: String,
    pub kind: String,
    pub role: String,
    pub note: String,
    #[serde(default)]
    pub usual: String,
}

/// A news agency, newspaper or broadcaster.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Outlet {
    pub name: String,
    #[serde(with = "list")]
    pub aliases: Vec<String>,
    pub country: String,
    pub kind: String,
    pub source: String,
}

/// A place.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Place {
    pub name: String,
    #[serde(with = "list")]
    pub aliases: Vec<String>,
    pub kind: String,
    pub country: String,
    pub admin1: String,
    pub latitude: String,
    pub longitude: String,
    pub geonames_id: String,
    pub source: String,
}

/// A short name that depends on the story, or a name for several states.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Shorthand {
    pub phrase: String,
    #[serde(with = "list")]
    pub members: Vec<String>,
    #[serde(with = "list")]
    pub when: Vec<String>,
    pub source: String,
}

/// A noun or adjective that says that somebody is of another state than the one beside it: "ally", "foreign".
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct OtherWord {
    pub word: String,
    pub class: String,
    pub note: String,
}

/// Letters before the names of a navy's ships.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Ship {
    pub prefix: String,
    pub country: String,
    pub sector: String,
    pub source: String,
}

/// A code of three letters as PETRARCH's dictionaries use it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct CameoCode {
    pub cameo: String,
    pub country: String,
    pub sector: String,
    pub note: String,
}

/// A noun by which news calls an organisation or state that was named before: "the bloc", "the militants".
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Description {
    pub noun: String,
    pub plural: String,
    /// Kinds of organisations, or `country`.
    #[serde(with = "list")]
    pub of: Vec<String>,
    pub note: String,
}

/// A title, a noun or a given name with its grammatical gender.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Gendered {
    pub word: String,
    /// `masculine` or `feminine`.
    pub gender: String,
    /// `title`, `noun` or `given name`.
    pub kind: String,
    pub source: String,
}

/// A day, or some days, with a name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the columns are documented in knowledge/README.md")]
pub struct Holiday {
    pub name: String,
    #[serde(with = "list")]
    pub aliases: Vec<String>,
    pub country: String,
    pub rule: String,
    pub days: u8,
    pub source: String,
}

/// Cells with several values: `;` in the tables, a sequence in the compiled pack.
mod list {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub fn serialize<S: Serializer>(values: &[String], to: S) -> Result<S::Ok, S::Error> {
        if to.is_human_readable() { values.join(";").serialize(to) } else { values.serialize(to) }
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
        if !from.is_human_readable() {
            return Vec::deserialize(from);
        }
        let cell = String::deserialize(from)?;
        Ok(cell.split(';').map(|v| v.trim().to_string()).filter(|v| !v.is_empty()).collect())
    }
}
