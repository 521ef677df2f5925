//! CoNLL-U: ten columns, one word a line.
//!
//! [`write`] gives the tokens of a document. [`read`] takes sentences that others have cut, and [`Given::fill`] puts
//! the analysis of the English model into them; comments, ids, forms, multiword ranges, empty nodes and the last
//! column stay as they were.

use detente::{Document, Sentence, Token};
use std::fmt::Write as _;

/// The analysis of one word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Analysis<'a> {
    /// Dictionary form.
    pub lemma: &'a str,
    /// Universal part of speech.
    pub upos: &'a str,
    /// Penn Treebank tag.
    pub xpos: &'a str,
    /// Universal features, `_` for none.
    pub feats: &'a str,
    /// Number of the word it depends on, 0 for the root.
    pub head: usize,
    /// Universal relation to the head.
    pub deprel: &'a str,
}

/// A sentence that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Line {
    /// A comment, a multiword range or an empty node.
    Kept(String),
    /// A word: its id, form and last column.
    Word { id: String, form: String, misc: String },
}

const COLUMNS: usize = 10;

/// What is wrong with a sentence that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broken {
    /// The line, counted from 0.
    pub line: usize,
    /// What it is like.
    pub what: String,
}

/// Reads the lines of one sentence.
///
/// # Errors
/// When a line is not of CoNLL-U.
pub fn read(lines: &[&str]) -> Result<Given, Broken> {
    let mut out = Vec::with_capacity(lines.len());
    let mut words = 0;
    for (number, line) in lines.iter().enumerate() {
        let bad = |what: String| Broken { line: number, what };
        if line.starts_with('#') {
            out.push(Line::Kept((*line).to_string()));
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != COLUMNS {
            return Err(bad(format!("{COLUMNS} columns are due, the line has {}", columns.len())));
        }
        if columns[0].contains(['-', '.']) {
            out.push(Line::Kept((*line).to_string()));
            continue;
        }
        words += 1;
        if columns[0] != words.to_string() {
            return Err(bad(format!("the id {words} is due, the line has \"{}\"", columns[0])));
        }
        let [id, form, misc] = [columns[0], columns[1], columns[COLUMNS - 1]].map(str::to_string);
        out.push(Line::Word { id, form, misc });
    }
    Ok(Given { lines: out })
}

impl Given {
    /// Forms of the words, in order, without multiword ranges and empty nodes.
    pub fn forms(&self) -> Vec<&str> {
        fn form(line: &Line) -> Option<&str> {
            match line {
                Line::Word { form, .. } => Some(form),
                Line::Kept(_) => None,
            }
        }
        self.lines.iter().filter_map(form).collect()
    }

    /// Value of a comment such as `sent_id`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.lines
            .iter()
            .find_map(|line| match line {
                Line::Kept(text) => {
                    text.strip_prefix('#')?.trim_start().strip_prefix(key)?.trim_start().strip_prefix('=')
                }
                Line::Word { .. } => None,
            })
            .map(str::trim)
    }

    /// Appends the sentence with the analyses of its words, which come in order.
    pub fn fill<'a>(&self, analyses: impl IntoIterator<Item = Analysis<'a>>, out: &mut String) {
        let mut analyses = analyses.into_iter();
        for line in &self.lines {
            match line {
                Line::Kept(text) => out.push_str(text),
                Line::Word { id, form, misc } => {
                    if let Some(analysis) = analyses.next() {
                        push_word(out, id, form, &analysis, misc);
                    }
                }
            }
            out.push('\n');
        }
        out.push('\n');
    }
}

/// Appends the sentences of a document.
pub fn write(document: &Document, out: &mut String) {
    for (number, sentence) in document.sentences.iter().enumerate() {
        if number == 0 {
            let _ = writeln!(out, "# newdoc id = {}", one_line(&document.article.id));
        }
        let _ = writeln!(out, "# sent_id = {}-{}", one_line(&document.article.id), number + 1);
        let _ = writeln!(out, "# text = {}", text(document, sentence));
        for index in sentence.tokens.clone() {
            push_token(document, sentence, index, out);
        }
        out.push('\n');
    }
}

fn push_token(document: &Document, sentence: &Sentence, index: usize, out: &mut String) {
    let Some(token) = document.tokens.get(index) else { return };
    let first = sentence.tokens.start;
    let analysis = Analysis {
        lemma: &token.lemma,
        upos: token.upos.as_str(),
        xpos: token.xpos,
        feats: token.feats,
        head: token.head.map_or(0, |head| head - first + 1),
        deprel: token.deprel,
    };
    let misc = if glued(document, index) { "SpaceAfter=No" } else { "_" };
    push_word(out, &(index - first + 1).to_string(), token.span.of(&document.article.text), &analysis, misc);
    out.push('\n');
}

fn push_word(out: &mut String, id: &str, form: &str, a: &Analysis, misc: &str) {
    let (lemma, xpos) = (filled(a.lemma), filled(a.xpos));
    let (upos, feats, head, deprel) = (a.upos, filled(a.feats), a.head, a.deprel);
    let _ = write!(out, "{id}\t{form}\t{lemma}\t{upos}\t{xpos}\t{feats}\t{head}\t{deprel}\t_\t{misc}");
}

/// An empty column is an underscore.
fn filled(column: &str) -> &str {
    if column.is_empty() { "_" } else { column }
}

/// Whether the next token follows without white space.
fn glued(document: &Document, index: usize) -> bool {
    let follows = |next: &Token| document.tokens[index].span.end == next.span.start;
    document.tokens.get(index + 1).is_some_and(follows)
}

/// The sentence on one line, just as forms and `SpaceAfter` give it.
fn text(document: &Document, sentence: &Sentence) -> String {
    let mut out = String::new();
    for index in sentence.tokens.clone() {
        out.push_str(document.tokens[index].span.of(&document.article.text));
        if index + 1 < sentence.tokens.end && !glued(document, index) {
            out.push(' ');
        }
    }
    out
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SENTENCE: &str = "# sent_id = a-1\n# text = don't go\n1-2\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        1\tdo\t_\t_\t_\t_\t_\t_\t_\t_\n2\tn't\tx\tX\tX\t_\t1\tdep\t_\t_\n2.1\tghost\t_\t_\t_\t_\t_\t_\t0:root\t_\n\
        3\tgo\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No";

    fn analysis(head: usize) -> Analysis<'static> {
        Analysis { lemma: "l", upos: "VERB", xpos: "VB", feats: "_", head, deprel: "dep" }
    }

    #[test]
    fn what_was_given_stays() {
        let lines: Vec<&str> = SENTENCE.lines().collect();
        let given = read(&lines).unwrap();
        assert_eq!(given.forms(), ["do", "n't", "go"]);
        assert_eq!(given.comment("sent_id"), Some("a-1"));
        let mut out = String::new();
        given.fill([analysis(3), analysis(3), analysis(0)], &mut out);
        let back: Vec<&str> = out.lines().collect();
        assert_eq!(back.len(), lines.len() + 1);
        assert_eq!(back[2], lines[2]);
        assert_eq!(back[3], "1\tdo\tl\tVERB\tVB\t_\t3\tdep\t_\t_");
        assert_eq!(back[5], lines[5]);
        assert_eq!(back[6], "3\tgo\tl\tVERB\tVB\t_\t0\tdep\t_\tSpaceAfter=No");
    }

    #[test]
    fn broken_lines_are_named() {
        let what = |lines: &[&str]| read(lines).unwrap_err().what;
        assert_eq!(what(&["1\tdo"]), "10 columns are due, the line has 2");
        assert_eq!(what(&["2\tdo\t_\t_\t_\t_\t_\t_\t_\t_"]), "the id 1 is due, the line has \"2\"");
    }
}
