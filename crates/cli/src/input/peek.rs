//! A stream whose beginning can be looked at before it is read.

use super::unpack::Stream;
use std::io::{self, BufRead, Read};

/// A stream with what was looked at.
pub struct Peeked {
    head: Vec<u8>,
    /// How much of the head was read.
    at: usize,
    inner: Stream,
    ended: bool,
}

impl Peeked {
    /// Nothing was looked at yet.
    pub fn new(inner: Stream) -> Peeked {
        Peeked { head: Vec::new(), at: 0, inner, ended: false }
    }

    /// What was looked at and not yet read.
    pub fn head(&self) -> &[u8] {
        &self.head[self.at..]
    }

    /// Whether nothing follows the head.
    pub fn ended(&self) -> bool {
        self.ended
    }

    /// Looks at what comes next, as much as there is without waiting for more.
    pub fn more(&mut self) -> io::Result<()> {
        let next = self.inner.fill_buf()?;
        let count = next.len();
        self.head.extend_from_slice(next);
        self.inner.consume(count);
        self.ended = count == 0;
        Ok(())
    }

    /// Looks at so many bytes, if there are so many.
    pub fn at_least(&mut self, count: usize) -> io::Result<()> {
        while self.head().len() < count && !self.ended {
            self.more()?;
        }
        Ok(())
    }
}

impl Read for Peeked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

impl BufRead for Peeked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at < self.head.len() {
            return Ok(&self.head[self.at..]);
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        if self.at < self.head.len() {
            self.at += count;
            if self.at == self.head.len() {
                (self.head, self.at) = (Vec::new(), 0);
            }
        } else {
            self.inner.consume(count);
        }
    }
}

/// [`Read::read`] by way of the buffer.
pub fn read_buffered(reader: &mut dyn BufRead, buffer: &mut [u8]) -> io::Result<usize> {
    let head = reader.fill_buf()?;
    let count = head.len().min(buffer.len());
    buffer[..count].copy_from_slice(&head[..count]);
    reader.consume(count);
    Ok(count)
}

/// What became of a piece that was read up to its end or the limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// Nothing was left.
    End,
    /// It is whole.
    Whole,
    /// It had this many bytes, too many, and was passed over.
    TooLarge(u64),
}

/// Reads up to and with the next line feed into `line`, and passes over a line that is longer than `limit`.
pub fn line(reader: &mut dyn BufRead, limit: usize, line: &mut Vec<u8>) -> io::Result<Piece> {
    line.clear();
    let mut length = 0_u64;
    loop {
        let head = reader.fill_buf()?;
        let feed = head.iter().position(|b| *b == b'\n');
        let count = feed.map_or(head.len(), |at| at + 1);
        length += count as u64;
        if length <= limit as u64 {
            line.extend_from_slice(&head[..count]);
        } else if !line.is_empty() {
            *line = Vec::new();
        }
        reader.consume(count);
        if feed.is_some() || count == 0 {
            return Ok(match length {
                0 => Piece::End,
                length if length > limit as u64 => Piece::TooLarge(length),
                _ => Piece::Whole,
            });
        }
    }
}

/// Reads everything into `bytes`, but no more than `limit`.
pub fn rest(reader: &mut dyn BufRead, limit: usize, bytes: &mut Vec<u8>) -> io::Result<Piece> {
    let count = reader.take(limit as u64 + 1).read_to_end(bytes)?;
    Ok(if count > limit { Piece::TooLarge(count as u64) } else { Piece::Whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_the_limit_is_passed_over() {
        let text = b"short\nmuch too long\nlast";
        for capacity in [1, 3, 64] {
            let mut reader = io::BufReader::with_capacity(capacity, &text[..]);
            let mut bytes = Vec::new();
            let mut next = || line(&mut reader, 6, &mut bytes).map(|piece| (piece, bytes.clone())).unwrap();
            assert_eq!(next(), (Piece::Whole, b"short\n".to_vec()));
            assert_eq!(next(), (Piece::TooLarge(14), Vec::new()));
            assert_eq!(next(), (Piece::Whole, b"last".to_vec()));
            assert_eq!(next(), (Piece::End, Vec::new()));
        }
    }

    #[test]
    fn what_was_looked_at_is_read_all_the_same() {
        let mut peeked = Peeked::new(Box::new(io::BufReader::with_capacity(2, &b"abcdef"[..])));
        peeked.at_least(3).unwrap();
        assert_eq!(peeked.head(), b"abcd");
        let mut all = String::new();
        peeked.read_to_string(&mut all).unwrap();
        assert_eq!(all, "abcdef");
    }
}
