//! Half-open ranges into an article's text, in bytes inside and in code points at the boundaries.

/// A half-open range of bytes in an article's text; both ends lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte behind the range.
    pub end: usize,
}

impl Span {
    /// The range from `start` up to `end`, in bytes.
    pub fn new(start: usize, end: usize) -> Span {
        Span { start, end }
    }

    /// The words under the span; empty when the span lies outside `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or("")
    }

    /// Whether the ranges share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether there is nothing under it.
    pub fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// Turns byte offsets of one text into offsets in Unicode code points.
#[derive(Debug)]
pub struct CodePoints {
    /// Code points before every 64th byte; `None` when the text is ASCII and both offsets agree.
    marks: Option<Vec<usize>>,
}

const STEP: usize = 64;

impl CodePoints {
    /// Prepares the text; linear time, one number for every 64 bytes.
    pub fn new(text: &str) -> CodePoints {
        if text.is_ascii() {
            return CodePoints { marks: None };
        }
        let mut marks = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for (i, byte) in text.bytes().enumerate() {
            if i % STEP == 0 {
                marks.push(count);
            }
            count += usize::from(is_first(byte));
        }
        CodePoints { marks: Some(marks) }
    }

    /// Code points before that byte offset of `text`, which must be the text given to [`CodePoints::new`].
    pub fn at(&self, text: &str, byte: usize) -> usize {
        let Some(marks) = &self.marks else { return byte };
        let Some(&before) = marks.get(byte / STEP) else { return text.chars().count() };
        let rest = text.as_bytes().get(byte / STEP * STEP..byte).unwrap_or(&[]);
        before + rest.iter().filter(|b| is_first(**b)).count()
    }
}

fn is_first(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_agree_with_a_count(text in "\\PC{0,300}") {
            let points = CodePoints::new(&text);
            for (count, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(&text, byte), count);
            }
            prop_assert_eq!(points.at(&text, text.len()), text.chars().count());
        }
    }

    #[test]
    fn a_span_outside_the_text_is_empty() {
        assert_eq!(Span::new(3, 9).of("abc"), "");
    }
}
