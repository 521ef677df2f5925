//! The dictionaries of a coder together: who is meant by words, which verbs report what, what is passed over.

use super::actors::actors;
use super::agents::agents;
use super::discards::{Discard, discards};
use super::phrase::{PhraseWord, matches, phrase};
use super::verbs::{Verbs, verbs};
use super::{ActorEntry, AgentEntry, Remark};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A dictionary as a file: its name for messages, and its text.
pub type File<'a> = (&'a str, &'a str);

/// The dictionaries with which a text is coded.
#[derive(Debug, Clone, Default)]
pub struct Dictionaries {
    /// Verbs with their patterns.
    pub verbs: Verbs,
    /// The file of the verbs, for reasons that cite it.
    pub verbs_file: String,
    /// What is passed over.
    pub discards: Vec<Discard>,
    entries: Vec<ActorEntry>,
    agents: Vec<AgentEntry>,
    actor_words: Index,
    agent_words: Index,
}

/// Phrases by their first word, those with most words first, with the entry that holds them.
type Index = BTreeMap<String, Vec<(Vec<PhraseWord>, usize)>>;

impl Dictionaries {
    /// Reads the dictionaries; what cannot be understood in them is told with its file and line.
    pub fn read(
        verb_file: File<'_>,
        actor_files: &[File<'_>],
        agent_files: &[File<'_>],
        discard_files: &[File<'_>],
    ) -> (Dictionaries, Vec<(String, Remark)>) {
        let mut remarks = Vec::new();
        let mut told = |file: &str, odd: Vec<Remark>| {
            remarks.extend(odd.into_iter().map(|r| (file.to_string(), r)));
        };
        let (found, odd) = verbs(verb_file.1);
        told(verb_file.0, odd);
        let mut out =
            Dictionaries { verbs: found, verbs_file: verb_file.0.to_string(), ..Dictionaries::default() };
        for (file, text) in actor_files {
            let (found, odd) = actors(file, text);
            out.entries.extend(found);
            told(file, odd);
        }
        for (file, text) in agent_files {
            let (found, odd) = agents(text);
            out.agents.extend(found);
            told(file, odd);
        }
        for (file, text) in discard_files {
            let (found, odd) = discards(text);
            out.discards.extend(found);
            told(file, odd);
        }
        out.index();
        (out, remarks)
    }

    fn index(&mut self) {
        for (row, entry) in self.entries.iter().enumerate() {
            entry.written.iter().for_each(|name| add(&mut self.actor_words, phrase(name), row));
        }
        for (row, agent) in self.agents.iter().enumerate() {
            for name in std::iter::once(&agent.phrase).chain(&agent.plural) {
                let words = phrase(name).into_iter().enumerate();
                // The words of an agent stand side by side.
                add(
                    &mut self.agent_words,
                    words.map(|(i, w)| PhraseWord { joined: i > 0, ..w }).collect(),
                    row,
                );
            }
        }
        for index in [&mut self.actor_words, &mut self.agent_words] {
            index.values_mut().for_each(|rows| rows.sort_by_key(|(words, _)| std::cmp::Reverse(words.len())));
        }
    }

    /// The actor that words begin with, by the code of the day and how many words it takes; nobody for `---`.
    pub fn actor(&self, words: &[&str], day: Option<Date>) -> Option<(&str, usize)> {
        let (row, length) = longest(&self.actor_words, words)?;
        let code = code_on(&self.entries[row], day)?;
        (code != "---").then_some((code, length))
    }

    /// The agent that words begin with, and how many words it takes.
    pub fn agent(&self, words: &[&str]) -> Option<(&AgentEntry, usize)> {
        let (row, length) = longest(&self.agent_words, words)?;
        Some((&self.agents[row], length))
    }

    /// Whether a name begins with that word in capitals.
    pub fn begins_actor(&self, word: &str) -> bool {
        self.actor_words.contains_key(word)
    }

    /// The code of a phrase: its first actor, and before or behind it what its agents add; `None` for nobody that is known.
    pub fn code(&self, words: &[&str], day: Option<Date>) -> Option<String> {
        let actor = (0..words.len()).find_map(|at| self.actor(&words[at..], day).map(|found| (at, found)));
        let (mut code, taken) = match actor {
            Some((at, (code, length))) => (code.to_string(), at..at + length),
            None => ("---".to_string(), 0..0),
        };
        let mut at = 0;
        while at < words.len() {
            if taken.contains(&at) {
                at += 1;
                continue;
            }
            let Some((agent, length)) = self.agent(&words[at..]) else {
                at += 1;
                continue;
            };
            // An agent that the code has already ends the search, as it does in PETRARCH.
            if has(&code, &agent.code) {
                break;
            }
            code =
                if agent.before { format!("{}{code}", agent.code) } else { format!("{code}{}", agent.code) };
            at += length;
        }
        (code != "---").then_some(code)
    }
}

fn add(index: &mut Index, words: Vec<PhraseWord>, row: usize) {
    if let Some(first) = words.first().map(|w| w.text.clone()) {
        index.entry(first).or_default().push((words, row));
    }
}

fn longest(index: &Index, words: &[&str]) -> Option<(usize, usize)> {
    let rows = index.get(*words.first()?)?;
    rows.iter().find_map(|(phrase, row)| Some((*row, matches(phrase, words)?)))
}

/// The code of a day: the first dated one that holds, else one without dates. A range holds on its last day too, as it does in
/// PETRARCH.
fn code_on(entry: &ActorEntry, day: Option<Date>) -> Option<&str> {
    let dated = entry.codes.iter().filter(|c| c.from.is_some() || c.until.is_some());
    let last = |c: &super::DatedCode| c.from.is_some() && c.until.is_some() && c.until == day;
    let holds = dated.into_iter().find(|c| c.holds(day) || last(c));
    let always = || entry.codes.iter().find(|c| c.from.is_none() && c.until.is_none());
    holds.or_else(always).map(|c| c.code.as_str())
}

/// Whether a code holds another one as whole groups of three letters.
fn has(code: &str, part: &str) -> bool {
    (0..code.len()).step_by(3).any(|at| code.get(at..).is_some_and(|rest| rest.starts_with(part)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn codes_are_put_together_from_actor_and_agents() {
        let actors = "NORLAND [NOR]\nNORLAND TELEVISION [NORMED]\nJANE_ROE [NOR] [NORGOV 20000101-20050101] [NORELI >20050101]\nGHOST [---]";
        let agents = "MINISTER [~GOV]\nPOLICE {} [~COP]\nRELIEF_BODY [NGO~]\nBORDER_POLICE {} [~COPBOR]";
        let (read, remarks) = Dictionaries::read(("v", ""), &[("a", actors)], &[("g", agents)], &[]);
        assert!(remarks.is_empty(), "{remarks:?}");
        let cases = [
            ("THE NORLAND MINISTERS", Some("NORGOV")),
            ("NORLAND STATE TELEVISION", Some("NORMED")),
            ("A RELIEF BODY OF NORLAND", Some("NGONOR")),
            ("POLICE", Some("---COP")),
            ("BORDER POLICE OF NORLAND", Some("NORCOPBOR")),
            ("MINISTER JANE ROE", Some("NORGOV")),
            ("GHOST", None),
            ("NOBODY", None),
        ];
        for (text, wanted) in cases {
            let words: Vec<&str> = text.split(' ').collect();
            assert_eq!(read.code(&words, Some(date(2004, 1, 1))).as_deref(), wanted, "{text}");
        }
        let roe = |y, m, d| read.code(&["JANE", "ROE"], Some(date(y, m, d)));
        assert_eq!(roe(1999, 12, 31).as_deref(), Some("NOR"));
        assert_eq!(roe(2005, 1, 1).as_deref(), Some("NORGOV"));
        assert_eq!(roe(2005, 1, 2).as_deref(), Some("NORELI"));
    }
}
