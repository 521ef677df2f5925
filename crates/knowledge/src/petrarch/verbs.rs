//! Dictionaries of verbs: synonym sets, blocks of verbs with a code, their patterns, and transformations.
//!
//! ```text
//! &TIES
//! +RELATIONS
//! --- RESTORE [064] ---
//! RESTORE {RESTORES RESTORED}
//! +SET_UP {+SETS_UP}  [070]
//! - * DIPLOMATIC_&TIES [065]
//! ```

use super::Remark;
use super::lines::{Line, lines};
use super::patterns::{VerbPattern, is_newer, pattern};
use super::phrase::{PhraseWord, phrase};
use super::transform::{Transformation, transformation};
use std::collections::BTreeMap;

/// A dictionary of verbs.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verbs {
    /// Synonym sets: phrases, longest first.
    pub sets: BTreeMap<String, Vec<Synonym>>,
    /// Verbs that share a code and patterns.
    pub blocks: Vec<Block>,
    /// Transformations of an event inside another one.
    pub transformations: Vec<Transformation>,
    /// Whether patterns are written with brackets. The newer dictionaries are made for trees, where words stand for all of their
    /// forms and a passive is one without "by"; the older ones for the words as they stand.
    pub newer: bool,
    forms: BTreeMap<String, Vec<(usize, usize, usize)>>,
}

/// A phrase of a synonym set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// Its words.
    pub words: Vec<PhraseWord>,
    /// Whether its plural counts too.
    pub plural: bool,
}

/// Verbs that share a code and patterns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Block {
    /// The name in the head.
    pub name: String,
    /// The code of its verbs.
    pub code: String,
    /// Its verbs.
    pub verbs: Vec<Verb>,
    /// Its patterns.
    pub patterns: Vec<VerbPattern>,
    /// Line of the head, from 1.
    pub line: usize,
}

/// A verb with its forms.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verb {
    /// Its forms, the basic one first.
    pub forms: Vec<Form>,
    /// A code of its own.
    pub code: Option<String>,
    /// Line, from 1.
    pub line: usize,
}

/// A form of a verb: words side by side.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// The words in capitals.
    pub words: Vec<String>,
    /// Which of them is the verb.
    pub main: usize,
}

/// A form that stands in a text.
#[derive(Debug, Clone, Copy)]
pub struct Found<'a> {
    /// Its block.
    pub block: &'a Block,
    /// Its verb.
    pub verb: &'a Verb,
    /// The form.
    pub form: &'a Form,
}

impl Verb {
    /// Whether the words of its basic form, joined by underscores, are those.
    pub fn is_called(&self, name: &str) -> bool {
        self.forms.first().is_some_and(|form| form.words.join("_") == name)
    }
}

impl Verbs {
    /// The forms whose verb is that word, longest first.
    pub fn forms<'a>(&'a self, word: &str) -> impl Iterator<Item = Found<'a>> + 'a {
        self.forms.get(word).into_iter().flatten().map(|&(b, v, f)| {
            let block = &self.blocks[b];
            Found { block, verb: &block.verbs[v], form: &block.verbs[v].forms[f] }
        })
    }

    fn index(&mut self) {
        for (b, block) in self.blocks.iter().enumerate() {
            for (v, verb) in block.verbs.iter().enumerate() {
                for (f, form) in verb.forms.iter().enumerate() {
                    self.forms.entry(form.words[form.main].clone()).or_default().push((b, v, f));
                }
            }
        }
        let length = |&(b, v, f): &(usize, usize, usize)| self.blocks[b].verbs[v].forms[f].words.len();
        for found in self.forms.values_mut() {
            found.sort_by_key(|at| std::cmp::Reverse(length(at)));
        }
    }
}

/// Reads a dictionary.
pub fn verbs(text: &str) -> (Verbs, Vec<Remark>) {
    let (lines, remarks) = lines(text);
    let mut reader = Reader { remarks, ..Reader::default() };
    for line in &lines {
        if let Err(why) = reader.line(line) {
            reader.remarks.push(Remark { line: line.number, why });
        }
    }
    reader.finish()
}

#[derive(Default)]
struct Reader {
    out: Verbs,
    /// Members of the sets as they are written, with their lines.
    members: BTreeMap<String, Vec<(String, usize)>>,
    /// Sets without plurals: their names end with an underscore.
    singular: Vec<String>,
    /// The set whose members follow.
    set: Option<String>,
    remarks: Vec<Remark>,
}

impl Reader {
    fn line(&mut self, line: &Line) -> Result<(), String> {
        let text = line.text.trim();
        let number = line.number;
        if let Some(name) = text.strip_prefix('&') {
            let name = name.split_whitespace().next().ok_or("a synonym set without a name")?.to_uppercase();
            let bare = name.trim_end_matches('_').to_string();
            if bare != name {
                self.singular.push(bare.clone());
            }
            self.members.entry(bare.clone()).or_default();
            self.set = Some(bare);
            return Ok(());
        }
        if let (Some(set), Some(member)) = (&self.set, text.strip_prefix('+')) {
            self.members.entry(set.clone()).or_default().push((member.trim().to_string(), number));
            return Ok(());
        }
        self.set = None;
        if let Some(head) = text.strip_prefix("---") {
            return self.head(head, number);
        }
        if let Some(written) = text.strip_prefix('~') {
            self.out.transformations.push(transformation(written, number)?);
            return Ok(());
        }
        if let Some(written) = text.strip_prefix('-') {
            return self.pattern(written, number);
        }
        if text.starts_with('*') {
            self.pattern(text, number)?;
            return Err("a pattern without the hyphen before it, which was read all the same".into());
        }
        let verb = verb(text, number)?;
        let block = self.out.blocks.last_mut().ok_or("a verb before the first block")?;
        block.verbs.push(verb);
        Ok(())
    }

    /// Opens a block; without a code that can be read it is one that has none, so that its verbs do not join the block before.
    fn head(&mut self, head: &str, line: usize) -> Result<(), String> {
        let (name, code) = match head.split_once('[') {
            Some((name, rest)) => {
                let code = rest.split_once(']').ok_or_else(|| "a bracket that is not closed".to_string());
                (name, code.and_then(|(code, _)| code_of(code)))
            }
            None => (head, Err("the head of a block without a code".to_string())),
        };
        let name = name.trim().to_uppercase();
        let known = code.clone().unwrap_or_else(|_| "---".into());
        self.out.blocks.push(Block { name, code: known, line, ..Block::default() });
        code.map(drop)
    }

    fn pattern(&mut self, written: &str, line: usize) -> Result<(), String> {
        let (written, rest) = written.rsplit_once('[').ok_or("a pattern without a code")?;
        let (code, _) = rest.split_once(']').ok_or("a bracket that is not closed")?;
        let pattern = pattern(written, &code_of(code)?, line)?;
        let block = self.out.blocks.last_mut().ok_or("a pattern before the first block")?;
        self.out.newer |= is_newer(written);
        block.patterns.push(pattern);
        Ok(())
    }

    fn finish(mut self) -> (Verbs, Vec<Remark>) {
        for name in self.members.keys() {
            let mut found = Vec::new();
            self.expand(name, &mut Vec::new(), &mut found);
            found.sort_by_key(|s: &Synonym| std::cmp::Reverse(s.words.len()));
            self.out.sets.insert(name.clone(), found);
        }
        self.unknown_sets();
        for block in self.out.blocks.iter().filter(|b| b.verbs.is_empty()) {
            let why = format!("the block {} has no verb", block.name);
            self.remarks.push(Remark { line: block.line, why });
        }
        self.out.index();
        self.remarks.sort_by_key(|r| r.line);
        (self.out, self.remarks)
    }

    /// The phrases of a set, with those of the sets that are its members.
    fn expand(&self, name: &str, inside: &mut Vec<String>, out: &mut Vec<Synonym>) {
        if inside.iter().any(|n| n == name) {
            return;
        }
        inside.push(name.to_string());
        for (member, _) in self.members.get(name).into_iter().flatten() {
            if let Some(inner) = member.strip_prefix('&') {
                self.expand(inner.trim_end_matches('_').to_uppercase().as_str(), inside, out);
                continue;
            }
            let bare: String = member.chars().filter(|c| !matches!(c, '(' | ')' | '{' | '}')).collect();
            let words = phrase(&bare);
            if !words.is_empty() {
                out.push(Synonym {
                    words,
                    plural: !self.singular.iter().any(|n| n == name) && !bare.trim_end().ends_with('_'),
                });
            }
        }
        inside.pop();
    }

    /// Patterns with a set that is not defined can never fit.
    fn unknown_sets(&mut self) {
        use super::patterns::Part;
        for block in &mut self.out.blocks {
            block.patterns.retain(|pattern| {
                let sets = pattern.before.iter().chain(&pattern.behind).filter_map(|e| match &e.part {
                    Part::Set(name) => Some(name),
                    _ => None,
                });
                let unknown: Vec<&String> = sets.filter(|name| !self.out.sets.contains_key(*name)).collect();
                if let Some(name) = unknown.first() {
                    let why = format!("the synonym set &{name} is not defined");
                    self.remarks.push(Remark { line: pattern.line, why });
                }
                unknown.is_empty()
            });
        }
    }
}

/// A code as it is written: digits and letters, `---`, or two of them with a colon between.
fn code_of(written: &str) -> Result<String, String> {
    let code = written.trim();
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, ':' | '?');
    if code != "---" && (code.is_empty() || code == ":" || !code.chars().all(known)) {
        return Err(format!("{code:?} is no code"));
    }
    Ok(code.to_string())
}

/// A verb with its forms in braces, if it has odd ones, and its code, if it has one of its own.
fn verb(text: &str, line: usize) -> Result<Verb, String> {
    let (rest, code) = taken(text, '[', ']')?;
    let (name, forms) = taken(&rest, '{', '}')?;
    let code = code.map(|c| code_of(&c)).transpose()?;
    let basic = form(&name).ok_or("a verb without a word")?;
    let forms = match forms {
        Some(forms) => forms.split_whitespace().filter_map(form).collect(),
        None => regular(&basic),
    };
    Ok(Verb { forms: std::iter::once(basic).chain(forms).collect(), code, line })
}

/// A text without what stands in its first brackets, and that.
fn taken(text: &str, open: char, close: char) -> Result<(String, Option<String>), String> {
    let Some((before, rest)) = text.split_once(open) else { return Ok((text.to_string(), None)) };
    let (inside, behind) = rest.split_once(close).ok_or("a bracket that is not closed")?;
    Ok((format!("{before} {behind}"), Some(inside.to_string())))
}

/// A form; of several words the one with `+` is the verb, else the first.
fn form(written: &str) -> Option<Form> {
    let parts: Vec<&str> =
        written.split(|c: char| c == '_' || c.is_whitespace()).filter(|p| !p.is_empty()).collect();
    let main = parts.iter().position(|p| p.starts_with('+')).unwrap_or(0);
    let words: Vec<String> = parts.iter().map(|p| p.trim_start_matches('+').to_uppercase()).collect();
    (!words.is_empty() && words.iter().all(|w| !w.is_empty())).then_some(Form { words, main })
}

/// The regular forms of a verb: -s, -ed, -ing.
fn regular(basic: &Form) -> Vec<Form> {
    let word = &basic.words[basic.main];
    let endings: [String; 3] = match (word.strip_suffix('E'), word.strip_suffix('Y')) {
        (Some(stem), _) => [format!("{word}S"), format!("{word}D"), format!("{stem}ING")],
        (None, Some(stem)) if !stem.ends_with(['A', 'E', 'I', 'O', 'U']) => {
            [format!("{stem}IES"), format!("{stem}IED"), format!("{word}ING")]
        }
        _ if word.ends_with(['S', 'X']) || word.ends_with("CH") || word.ends_with("SH") => {
            [format!("{word}ES"), format!("{word}ED"), format!("{word}ING")]
        }
        _ => [format!("{word}S"), format!("{word}ED"), format!("{word}ING")],
    };
    let with = |ending: String| {
        let mut form = basic.clone();
        form.words[form.main] = ending;
        form
    };
    endings.into_iter().map(with).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SMALL: &str = "\
# made for this test
&FISH_
+HERRING
+SALT_COD
&CATCH
+&FISH_
+NET

--- TRADE [061] ---
TRADE
+SWAP_OUT {+SWAPS_OUT}  [070]
BACK_+SELL
- * &CATCH [062:063]  # why
- % HAVE * [---]
* (FOR &FISH_) [064]
- * &BIRDS [065]
- NO VERB HERE [066]
-- ODD
--- EMPTY [010] ---
--- WEIGH [+++] ---
WEIGH
~ a (b . TRADE) SAY = a b 112
~ nonsense
";

    #[test]
    fn a_dictionary_is_read_and_what_is_odd_is_told() {
        let (read, remarks) = verbs(SMALL);
        let words = |set: &str| -> Vec<String> {
            let text = |s: &Synonym| s.words.iter().map(|w| w.text.clone()).collect::<Vec<_>>().join(" ");
            read.sets[set].iter().map(text).collect()
        };
        assert_eq!(words("CATCH"), ["SALT COD", "HERRING", "NET"]);
        assert!(read.newer && !read.sets["FISH"][0].plural && read.sets["CATCH"][2].plural);
        let block = &read.blocks[0];
        let forms = |v: &Verb| v.forms.iter().map(|f| f.words.join(" ")).collect::<Vec<_>>();
        assert_eq!(forms(&block.verbs[0]), ["TRADE", "TRADES", "TRADED", "TRADING"]);
        assert_eq!(forms(&block.verbs[1]), ["SWAP OUT", "SWAPS OUT"]);
        assert_eq!((block.verbs[2].forms[0].main, block.verbs[1].code.as_deref()), (1, Some("070")));
        assert_eq!((read.blocks[2].code.as_str(), read.blocks[2].verbs.len()), ("---", 1));
        let codes: Vec<&str> = block.patterns.iter().map(|p| p.code.as_str()).collect();
        assert_eq!(codes, ["062:063", "---", "064"]);
        assert_eq!(read.transformations.len(), 1);
        assert_eq!(
            remarks.iter().map(|r| r.line).collect::<Vec<_>>(),
            [15, 16, 17, 18, 19, 20, 23],
            "{remarks:?}"
        );
    }

    #[test]
    fn no_text_is_too_damaged() {
        for at in 0..SMALL.len() {
            verbs(&SMALL[..at]);
            verbs(&SMALL[at..]);
            verbs(&format!("{}{}", &SMALL[..at], &SMALL[at + 1..]));
        }
    }

    #[test]
    fn a_form_is_found_by_its_verb() {
        let (read, _) = verbs(SMALL);
        let found: Vec<usize> = read.forms("SELLING").map(|f| f.form.words.len()).collect();
        assert_eq!(found, [2]);
        assert_eq!(read.forms("TRADES").next().map(|f| f.block.code.as_str()), Some("061"));
        assert_eq!(read.forms("TRADER").count(), 0);
    }
}
