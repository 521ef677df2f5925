//! Cuts a text into tokens, the way the English treebanks of Universal Dependencies do.

use std::ops::Range;

use super::characters::{is_glue, is_terminal, is_word};
use super::clitics::is_apostrophe;
use super::{abbreviations, clitics, links, words};

/// The tokens of the whole text. A full stop that may belong to an abbreviation stays with its word;
/// `finish` takes it off where the sentence ends there.
pub(super) fn tokenise(text: &str) -> Vec<Range<usize>> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|c: char| !c.is_whitespace()) {
        let start = rest + start;
        let end = text[start..].find(char::is_whitespace).map_or(text.len(), |n| start + n);
        Chunk { text, end, tokens: &mut tokens }.cut(start);
        rest = end;
    }
    tokens
}

/// Takes the full stop off an abbreviation that ends its sentence: "etc|.", but "U.S." stays one token.
pub(super) fn finish(text: &str, tokens: &mut Vec<Range<usize>>) {
    let Some(last) = tokens.last_mut() else { return };
    let word = &text[last.clone()];
    let is_lone_initial = word.len() == 2;
    if word.len() > 1
        && word.ends_with('.')
        && word.starts_with(|c: char| c.is_alphabetic())
        && (is_lone_initial || !word[..word.len() - 1].contains('.'))
    {
        let end = last.end;
        last.end -= 1;
        tokens.push(end - 1..end);
    }
}

/// A stretch without white space.
struct Chunk<'t, 'o> {
    text: &'t str,
    end: usize,
    tokens: &'o mut Vec<Range<usize>>,
}

impl Chunk<'_, '_> {
    fn cut(&mut self, start: usize) {
        let (end, mut at) = (self.end, start);
        while let Some(link) = links::find(&self.text[at..end]) {
            self.end = at + link.start;
            self.plain(at);
            self.tokens.push(at + link.start..at + link.end);
            at += link.end;
            self.end = end;
        }
        self.plain(at);
    }

    fn plain(&mut self, start: usize) {
        let mut at = start;
        while let Some(c) = self.text[at..self.end].chars().next() {
            at = match c {
                _ if is_word(c) => self.word(at, at),
                _ => self.symbol(at, c, start),
            };
        }
    }

    /// A word that begins at `start`, of which the part before `from` is already taken.
    fn word(&mut self, start: usize, from: usize) -> usize {
        let bare = words::end(&self.text[..self.end], from);
        let end = bare + self.tail(start, bare);
        let is_money = self.text[..start].ends_with(['$', '€', '£', '¥']);
        if bare == end
            && let Some(unit) = words::unit(&self.text[start..end], is_money)
        {
            self.tokens.push(start..start + unit);
            self.tokens.push(start + unit..end);
            return end;
        }
        let mut at = start;
        for cut in clitics::cuts(&self.text[start..bare]) {
            self.tokens.push(at..start + cut);
            at = start + cut;
        }
        self.tokens.push(at..end);
        end
    }

    /// How much of what follows the word belongs to it: an abbreviation's stop, a path, "US$", "Yahoo!".
    fn tail(&self, start: usize, end: usize) -> usize {
        let word = &self.text[start..end];
        let rest = &self.text[end..self.end];
        let mut after = rest.chars();
        match after.next() {
            Some('.')
                if rest.starts_with("..") && !rest.starts_with("...") && self.is_stopped(start, end) =>
            {
                1
            }
            Some('.') if !after.next().is_some_and(is_terminal) && self.keeps_stop(start, end) => 1,
            Some('$') if matches!(word, "US" | "U" | "A" | "C" | "NZ" | "HK" | "AU" | "CA" | "R" | "S") => 1,
            Some('!') if word == "Yahoo" => 1,
            Some('/') if word.rsplit_once('.').is_some_and(|(_, last)| links::is_ending(last)) => {
                links::end(&self.text[..self.end], end) - end
            }
            _ => 0,
        }
    }

    /// "D.C..": the abbreviation's stop, then that of the sentence.
    fn is_stopped(&self, start: usize, end: usize) -> bool {
        let word = &self.text[start..end + 1];
        word.len() > 2 && abbreviations::is_dotted(word)
    }

    fn keeps_stop(&self, start: usize, end: usize) -> bool {
        use abbreviations::Abbreviation as A;
        let word = &self.text[start..end + 1];
        let Some(class) = abbreviations::class(word) else { return false };
        let next = self.next_in_line(end + 1);
        let initial = word.chars().count() == 2;
        match class {
            A::Number => next.is_some_and(|c| c.is_ascii_digit()) || self.month_follows(end + 1),
            A::Title => next.is_some_and(|c| c.is_alphanumeric() || is_quote_or_bracket(c)),
            A::Never => next.is_some(),
            A::End if initial => next.is_some_and(|c| c.is_alphabetic() || c == ',' || c == '-'),
            A::End => true,
        }
    }

    fn month_follows(&self, at: usize) -> bool {
        const MONTHS: &[&str] =
            &["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let next = self.text[at..].trim_start_matches(' ');
        MONTHS.iter().any(|m| next.starts_with(m))
    }

    /// The first character after `at` that is not white space, unless the line ends before it.
    fn next_in_line(&self, at: usize) -> Option<char> {
        let mut breaks = 0;
        for c in self.text[at..].chars() {
            breaks += usize::from(c == '\n');
            if breaks > 1 {
                return None;
            }
            if !c.is_whitespace() {
                return Some(c);
            }
        }
        None
    }

    /// A token that begins with anything but a letter or a figure.
    fn symbol(&mut self, at: usize, c: char, start: usize) -> usize {
        let rest = &self.text[at..self.end];
        let after = at + c.len_utf8();
        let next = self.text[after..self.end].chars().next();
        let begins_word = |c: char| is_word(c) && !is_glue(c);
        let glued_left = at > start;
        if let Some(len) = emoticon(rest) {
            return self.push(at, at + len);
        }
        match c {
            '[' if rest.starts_with("[...]") => self.push(at, at + 5),
            '.' if next.is_some_and(|d| d.is_ascii_digit()) && !self.follows_word(at, start) => {
                self.word(at, after)
            }
            '+' if next.is_some_and(|d| d.is_ascii_digit()) && !glued_left => self.word(at, after),
            '#' if next.is_some_and(char::is_alphabetic) => self.word(at, after),
            '@' if next.is_some_and(begins_word) && !self.follows_word(at, start) => self.word(at, after),
            _ if is_apostrophe(c) => match elision(&self.text[after..self.end], glued_left) {
                0 => self.push(at, self.run(at, c)),
                len => self.push(at, after + len),
            },
            _ if is_terminal(c) => self.push(at, at + length_while(rest, is_terminal)),
            _ => self.push(at, self.run(at, c)),
        }
    }

    fn push(&mut self, start: usize, end: usize) -> usize {
        let end = end + length_while(&self.text[end..self.end], is_glue);
        self.tokens.push(start..end);
        end
    }

    fn follows_word(&self, at: usize, start: usize) -> bool {
        at > start && self.text[..at].chars().next_back().is_some_and(is_word)
    }

    /// The end of a row of one and the same sign: dashes, stars, doubled quotes; joined emoji too.
    fn run(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..self.end];
        match c {
            '-' | '=' | '*' | '~' | '+' | '#' | '<' | '>' | '|' | '^' | '—' | '–' | '•' | '`' | '\''
            | '’' | '‘' => at + length_while(rest, |d| d == c),
            _ if c.is_ascii() => at + 1,
            _ => {
                let mut joined = false;
                at + length_while(rest, |d| {
                    let taken = d == c || joined || is_glue(d);
                    joined = d == '\u{200d}';
                    taken && (d != c || !is_single(c))
                })
                .max(c.len_utf8())
            }
        }
    }
}

fn is_single(c: char) -> bool {
    matches!(c, '“' | '”' | '«' | '»' | '°' | '€' | '£')
}

fn is_quote_or_bracket(c: char) -> bool {
    super::characters::is_quote(c) || c == '('
}

fn length_while(text: &str, mut test: impl FnMut(char) -> bool) -> usize {
    text.find(|c| !test(c)).unwrap_or(text.len())
}

/// How much of `rest` belongs to the apostrophe before it: "'s" after a quote, "'72", "'90s", "'em".
fn elision(rest: &str, glued_left: bool) -> usize {
    let len = length_while(rest, is_word);
    let word = &rest[..len];
    let figures = word.bytes().take_while(u8::is_ascii_digit).count();
    let taken = match word {
        "s" | "S" | "re" | "ll" | "ve" | "d" | "m" => glued_left || len == rest.len(),
        "em" | "til" | "cause" => !glued_left,
        _ => figures == 2 && matches!(&word[2..], "" | "s"),
    };
    if taken { len } else { 0 }
}

/// The length of the emoticon at the beginning of `rest`, if nothing is written on to it.
fn emoticon(rest: &str) -> Option<usize> {
    const FACES: &[&str] = &[
        ":-)", ":-(", ";-)", ":-D", ":-P", ":'(", ">:(", ":)", ":(", ";)", ":D", ":P", ":O", "=)", "=(",
        "(:", "^_^", "<3",
    ];
    if !rest.starts_with([':', ';', '=', '>', '(', '^', '<']) {
        return None;
    }
    let face = FACES.iter().find(|face| rest.starts_with(**face))?;
    let stands_alone = !rest[face.len()..].starts_with(|c: char| is_word(c) || c == '(');
    stands_alone.then_some(face.len())
}
