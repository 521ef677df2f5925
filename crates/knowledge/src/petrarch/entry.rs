//! What the dictionaries hold, line by line.

use jiff::civil::Date;

/// A name with its synonyms and its codes, in the order of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActorEntry {
    /// The name and its synonyms, with spaces.
    pub names: Vec<String>,
    /// The same as they are written, where `_` joins words and a space leaves room between them.
    pub written: Vec<String>,
    /// Codes; the first one that is valid on a day counts.
    pub codes: Vec<DatedCode>,
    /// Line of the name, from 1.
    pub line: usize,
    /// The file, as it was given.
    pub file: String,
}

/// A code with the days on which it is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DatedCode {
    /// The code as it is written, such as `USAGOV`; `---` for a name that is nobody.
    pub code: String,
    /// First day, included.
    pub from: Option<Date>,
    /// First day on which it is no longer valid.
    pub until: Option<Date>,
}

/// A phrase for somebody without a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgentEntry {
    /// The phrase in lower case, with spaces.
    pub phrase: String,
    /// Its plurals.
    pub plural: Vec<String>,
    /// The code without `~`.
    pub code: String,
    /// Whether the code stands before the country's (`NGO~`).
    pub before: bool,
    /// Line, from 1.
    pub line: usize,
}

/// Something in a dictionary that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Line, from 1.
    pub line: usize,
    /// What is wrong with it, without a full stop.
    pub why: String,
}

impl DatedCode {
    /// Whether the code is valid on a day; without a day only a code without dates is.
    pub fn holds(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
            }
            None => self.from.is_none() && self.until.is_none(),
        }
    }
}

impl ActorEntry {
    /// The first code that is valid on a day.
    pub fn code(&self, day: Option<Date>) -> Option<&DatedCode> {
        self.codes.iter().find(|c| c.holds(day))
    }
}
