//! UTF-16, as spreadsheets save "Unicode text", to UTF-8.

use super::peek::{Peeked, read_buffered};
use encoding_rs::{Decoder, Encoding};
use std::io::{self, BufRead, Read};

/// The stream in UTF-8, when its mark says that it is UTF-16.
pub fn decoded(reader: Peeked) -> Peeked {
    match Encoding::for_bom(reader.head()) {
        Some((encoding, _)) if encoding != encoding_rs::UTF_8 => {
            let decoder = encoding.new_decoder_with_bom_removal();
            Peeked::new(Box::new(Utf16 { inner: reader, decoder, text: Vec::new(), at: 0, ended: false }))
        }
        _ => reader,
    }
}

struct Utf16 {
    inner: Peeked,
    decoder: Decoder,
    text: Vec<u8>,
    at: usize,
    ended: bool,
}

impl Read for Utf16 {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        read_buffered(self, buffer)
    }
}

impl BufRead for Utf16 {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.at == self.text.len() && !self.ended {
            let input = self.inner.fill_buf()?;
            self.ended = input.is_empty();
            let room = self.decoder.max_utf8_buffer_length(input.len()).unwrap_or(input.len() * 3 + 16);
            self.text.resize(room, 0);
            let (_, taken, written, _) = self.decoder.decode_to_utf8(input, &mut self.text, self.ended);
            self.text.truncate(written);
            self.at = 0;
            self.inner.consume(taken);
        }
        Ok(&self.text[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at += count;
    }
}
