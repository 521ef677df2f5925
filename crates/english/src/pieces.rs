//! Word pieces: what the encoder reads. A word is normalised, split at punctuation, and each part is cut into the
//! longest pieces that the vocabulary knows, as uncased BERT models do.

use crate::error::{Error, ErrorKind};
use crate::file::File;
use crate::hash::Map;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

/// Pieces of a word; what comes behind is not read.
pub(crate) const MOST: usize = 16;
/// Longer parts of words are unknown.
const LONGEST_PART: usize = 100;

/// The pieces that the model knows.
pub(crate) struct Vocabulary {
    starts: Map<&'static str, u16>,
    continues: Map<&'static str, u16>,
    /// Bytes of the longest piece.
    longest: usize,
    pub(crate) unknown: u16,
    pub(crate) begin: u16,
    pub(crate) end: u16,
}

impl Vocabulary {
    pub(crate) fn new(file: &File) -> Result<Vocabulary, Error> {
        let part = |name: &str| Error::new(ErrorKind::Part, name);
        let text = str::from_utf8(file.bytes("vocabulary", 1)?).map_err(|_| part("vocabulary"))?;
        let (mut starts, mut continues, mut longest) = (Map::default(), Map::default(), 0);
        for (id, piece) in text.split('\n').enumerate() {
            let id = u16::try_from(id).map_err(|_| part("vocabulary"))?;
            longest = longest.max(piece.len());
            match piece.strip_prefix("##").filter(|rest| !rest.is_empty()) {
                Some(rest) => continues.insert(rest, id),
                None => starts.insert(piece, id),
            };
        }
        let special = |name: &str| starts.get(name).copied().ok_or_else(|| part(name));
        let (unknown, begin, end) = (special("[UNK]")?, special("[CLS]")?, special("[SEP]")?);
        Ok(Vocabulary { starts, continues, longest, unknown, begin, end })
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len() + self.continues.len()
    }

    /// Appends the pieces of a word, at least one.
    fn cut(&self, form: &str, out: &mut Vec<u16>) {
        let start = out.len();
        if form.len() <= self.longest && form.bytes().all(|b| b.is_ascii_lowercase()) {
            self.cut_part(form, out);
        } else {
            for part in normal(form).split(' ') {
                split_at_punctuation(part, |part| self.cut_part(part, out));
            }
        }
        out.truncate(start + MOST);
        if out.len() == start {
            out.push(self.unknown);
        }
    }

    /// The longest known pieces from left to right, or "unknown" for the whole part when one is not found.
    fn cut_part(&self, part: &str, out: &mut Vec<u16>) {
        let start = out.len();
        let (mut rest, mut known) = (part, &self.starts);
        if part.chars().nth(LONGEST_PART).is_some() {
            return out.push(self.unknown);
        }
        while !rest.is_empty() {
            let mut ends = (1..=rest.len().min(self.longest)).rev().filter(|&end| rest.is_char_boundary(end));
            let Some((end, id)) = ends.find_map(|end| Some((end, *known.get(&rest[..end])?))) else {
                out.truncate(start);
                return out.push(self.unknown);
            };
            out.push(id);
            (rest, known) = (&rest[end..], &self.continues);
        }
    }
}

/// Pieces and shapes of the words met so far.
pub(crate) struct Cache<'v, 'w> {
    vocabulary: &'v Vocabulary,
    words: Map<&'w str, (Range<usize>, u8)>,
    pieces: Vec<u16>,
}

impl<'v, 'w> Cache<'v, 'w> {
    pub(crate) fn new(vocabulary: &'v Vocabulary) -> Self {
        Cache { vocabulary, words: Map::default(), pieces: Vec::new() }
    }

    /// Pieces and shape of a word.
    pub(crate) fn word(&mut self, form: &'w str) -> (&[u16], u8) {
        let (range, shape) = self.words.entry(form).or_insert_with(|| {
            let start = self.pieces.len();
            self.vocabulary.cut(form, &mut self.pieces);
            (start..self.pieces.len(), shape(form))
        });
        (&self.pieces[range.clone()], *shape)
    }
}

/// Without control characters and accents, in lower case, Chinese characters on their own, spaces all alike.
fn normal(form: &str) -> String {
    let mut clean = String::with_capacity(form.len());
    for c in form.chars() {
        match c {
            '\0' | '\u{fffd}' => {}
            _ if c.is_whitespace() => clean.push(' '),
            _ if is_control(c) => {}
            _ if is_chinese(c) => clean.extend([' ', c, ' ']),
            _ => clean.push(c),
        }
    }
    let bare = clean.nfd().filter(|c| c.general_category() != GeneralCategory::NonspacingMark);
    bare.flat_map(char::to_lowercase).collect()
}

fn is_control(c: char) -> bool {
    use GeneralCategory::{Control, Format, PrivateUse, Surrogate};
    !c.is_ascii_graphic() && matches!(c.general_category(), Control | Format | PrivateUse | Surrogate)
}

fn is_chinese(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}' | '\u{2b740}'..='\u{2b81f}' | '\u{2b920}'..='\u{2ceaf}'
        | '\u{f900}'..='\u{faff}' | '\u{2f800}'..='\u{2fa1f}')
}

fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation()
        || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Punctuation
}

fn split_at_punctuation(text: &str, mut take: impl FnMut(&str)) {
    let mut start = 0;
    for (i, c) in text.char_indices().filter(|&(_, c)| is_punctuation(c)) {
        if start < i {
            take(&text[start..i]);
        }
        start = i + c.len_utf8();
        take(&text[i..start]);
    }
    if start < text.len() {
        take(&text[start..]);
    }
}

/// The case that an uncased vocabulary loses: 1 lower, 2 title, 3 upper, 4 mixed, 5 with digits, 6 no letters.
fn shape(form: &str) -> u8 {
    if form.chars().any(is_digit) {
        return 5;
    }
    let mut letters = form.chars().filter(|&c| is_letter(c));
    let Some(first) = letters.next() else { return 6 };
    let (mut upper, mut others) = (0, 0);
    for c in letters {
        upper += usize::from(c.is_uppercase());
        others += 1;
    }
    match (first.is_uppercase(), upper) {
        (false, 0) => 1,
        (true, 0) => 2,
        (true, n) if n == others => 3,
        _ => 4,
    }
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || !c.is_ascii() && c.general_category_group() == GeneralCategoryGroup::Letter
}

/// Decimal digits of any script, raised, lowered and circled ones.
fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
        || !c.is_ascii()
            && (c.general_category() == GeneralCategory::DecimalNumber
                || matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨' | '⑴'..='⑼' | '⒈'..='⒐'
                    | '⓪' | '⓵'..='⓽' | '⓿' | '❶'..='❾' | '➀'..='➈' | '➊'..='➒'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(form: &str) -> Vec<String> {
        let bytes = crate::MODEL;
        let file = File::open(bytes).unwrap();
        let vocabulary = Vocabulary::new(&file).unwrap();
        let text = str::from_utf8(file.bytes("vocabulary", 1).unwrap()).unwrap();
        let all: Vec<&str> = text.split('\n').collect();
        Cache::new(&vocabulary).word(form).0.iter().map(|&id| all[usize::from(id)].to_owned()).collect()
    }

    #[test]
    fn words_are_cut_as_by_uncased_bert() {
        assert_eq!(pieces("Détente"), ["det", "##ente"]);
        assert_eq!(pieces("Pyongyang's"), ["p", "##yon", "##gy", "##ang", "'", "s"]);
        assert_eq!(pieces("U.S."), ["u", ".", "s", "."]);
        assert_eq!(pieces("denuclearization"), ["den", "##uc", "##lea", "##rization"]);
        assert_eq!(pieces(""), ["[UNK]"]);
        assert_eq!(pieces("\u{200b}"), ["[UNK]"]);
        assert_eq!(pieces("日本"), ["[UNK]", "[UNK]"]);
        assert_eq!(pieces(&"x".repeat(101)), ["[UNK]"]);
        assert_eq!(pieces(&"-".repeat(40)).len(), MOST);
    }

    #[test]
    fn shapes() {
        let of = |forms: &[&str]| forms.iter().map(|f| shape(f)).collect::<Vec<_>>();
        assert_eq!(
            of(&["talks", "Kim", "K", "UN", "McCain", "eBay", "G20", "--", ""]),
            [1, 2, 2, 3, 4, 4, 5, 6, 6]
        );
    }
}
