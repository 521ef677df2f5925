//! Opens files and takes gzip and zstd off them, also where one is inside the other, and stops at what unpacks to too
//! much.
//!
//! Both formats may be several in a row (`cat a.gz b.gz`, one member for each record of a web archive). Whatever goes
//! wrong is an [`io::Error`] that carries its message; see [`problem`].

use super::meter::Meter;
use super::peek::Peeked;
use super::walk::{Place, Source};
use crate::stop::Problem;
use detente::Code;
use flate2::bufread::GzDecoder;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};
use std::fmt;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Bytes of an input, one after the other.
pub type Stream = Box<dyn BufRead + Send>;

/// The size of a read.
pub const BUFFER: usize = 64 * 1024;

/// So often a file may be packed.
const LAYERS: usize = 3;

/// A file may unpack to this many times its size; text reaches ten, gzip itself at most 1,032.
const RATIO: u64 = 500;

/// Up to this many bytes the ratio is nobody's concern.
const FREE: u64 = 64 << 20;

/// Opens a place, unpacked; `stdin` is what standard input held, when it was put on the disk.
///
/// # Errors
/// When it cannot be read or begins with something that is packed wrongly.
pub fn open(place: &Place, meter: &Arc<Meter>, stdin: Option<&Arc<File>>) -> Result<Peeked, Problem> {
    let raw: Box<dyn Read + Send> = match &place.source {
        Source::Stdin => match stdin {
            Some(file) => {
                let mut held: &File = file;
                held.rewind().map_err(|error| problem(&place.name, error))?;
                Box::new(Arc::clone(file))
            }
            None => Box::new(io::stdin()),
        },
        Source::File(path) => Box::new(File::open(path).map_err(|error| problem(&place.name, error))?),
        Source::Address(_) => {
            return Err(Problem::new(
                Code::FetchRefused,
                &*place.name,
                "pages are not fetched without --fetch",
            ));
        }
    };
    unpacked(raw, meter).map_err(|error| problem(&place.name, error))
}

/// Bytes that are there already, unpacked.
///
/// # Errors
/// When they begin with something that is packed wrongly.
pub fn held(place: &Place, bytes: Vec<u8>, meter: &Arc<Meter>) -> Result<Peeked, Problem> {
    unpacked(Box::new(io::Cursor::new(bytes)), meter).map_err(|error| problem(&place.name, error))
}

/// What an error of reading means.
pub fn problem(place: &str, error: io::Error) -> Problem {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<Broken>()) {
        Some(broken) => Problem::new(broken.code, place, broken.detail.clone()),
        None => Problem::new(Code::Unreadable, place, error.to_string()),
    }
}

fn unpacked(raw: Box<dyn Read + Send>, meter: &Arc<Meter>) -> io::Result<Peeked> {
    let taken = Arc::new(AtomicU64::new(0));
    let counted = Counted { raw, taken: Arc::clone(&taken), meter: Arc::clone(meter) };
    let mut peeked = Peeked::new(Box::new(BufReader::with_capacity(BUFFER, counted)));
    for layer in 0.. {
        peeked.at_least(4)?;
        let packing = packing(peeked.head());
        let inner: Stream = match packing {
            None if layer == 0 => return Ok(peeked),
            None => return Ok(Peeked::new(Box::new(Guard { inner: peeked, taken, given: 0 }))),
            Some(_) if layer == LAYERS => return Err(bomb(format!("it is packed more than {LAYERS} times"))),
            Some(Packing::Other(name)) => {
                return Err(broken(Code::NotText, format!("it is packed as {name}; unpack it first")));
            }
            Some(Packing::Gzip) => Box::new(BufReader::with_capacity(BUFFER, Gzip::new(Box::new(peeked)))),
            Some(Packing::Zstd) => Box::new(BufReader::with_capacity(BUFFER, Zstd::new(Box::new(peeked)))),
        };
        peeked = Peeked::new(inner);
    }
    Ok(peeked)
}

/// How bytes can be packed.
#[derive(Debug, PartialEq, Eq)]
enum Packing {
    Gzip,
    Zstd,
    Other(&'static str),
}

fn packing(head: &[u8]) -> Option<Packing> {
    let zstd = head.starts_with(b"\x28\xb5\x2f\xfd")
        || (head.len() >= 4 && head[0] & 0xf0 == 0x50 && head[1..4] == *b"\x2a\x4d\x18");
    match head {
        [0x1f, 0x8b, ..] => Some(Packing::Gzip),
        _ if zstd => Some(Packing::Zstd),
        [b'B', b'Z', b'h', b'1'..=b'9', ..] => Some(Packing::Other("bzip2")),
        [0xfd, b'7', b'z', b'X', ..] => Some(Packing::Other("xz")),
        [b'P', b'K', 3, 4, ..] => Some(Packing::Other("zip (perhaps a workbook: save it as CSV)")),
        _ => None,
    }
}

/// An error of reading with its message.
#[derive(Debug)]
struct Broken {
    code: Code,
    detail: String,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.detail)
    }
}

impl std::error::Error for Broken {}

/// An error of reading that carries a message.
pub fn broken(code: Code, detail: impl Into<String>) -> io::Error {
    io::Error::other(Broken { code, detail: detail.into() })
}

fn bomb(detail: impl Into<String>) -> io::Error {
    broken(Code::Bomb, detail)
}

/// Errors of the file itself stay what they are; those of the unpacking say so.
fn damaged(error: io::Error) -> io::Error {
    let inner = error.get_ref().is_some_and(|inner| inner.is::<Broken>());
    if inner || error.raw_os_error().is_some() {
        return error;
    }
    match error.kind() {
        io::ErrorKind::UnexpectedEof => broken(Code::Damaged, "it ends too early"),
        _ => broken(Code::Damaged, error.to_string()),
    }
}

/// Counts what is taken from the file.
struct Counted {
    raw: Box<dyn Read + Send>,
    taken: Arc<AtomicU64>,
    meter: Arc<Meter>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.raw.read(buffer)?;
        self.taken.fetch_add(count as u64, Ordering::Relaxed);
        self.meter.took(count as u64);
        Ok(count)
    }
}

/// Ends a stream that gives too much for what it takes.
struct Guard {
    inner: Peeked,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl Read for Guard {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        super::peek::read_buffered(self, buffer)
    }
}

impl BufRead for Guard {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.given > FREE && self.given / RATIO > self.taken.load(Ordering::Relaxed) {
            let megabytes = self.given >> 20;
            return Err(bomb(format!(
                "after {megabytes} MB it had unpacked to more than {RATIO} times its size, which is the limit"
            )));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.given += count as u64;
        self.inner.consume(count);
    }
}

/// Members of gzip in a row.
struct Gzip {
    member: Option<GzDecoder<Stream>>,
}

impl Gzip {
    fn new(inner: Stream) -> Gzip {
        Gzip { member: Some(GzDecoder::new(inner)) }
    }
}

impl Read for Gzip {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(mut member) = self.member.take() {
            let count = member.read(buffer).map_err(damaged)?;
            if count > 0 || buffer.is_empty() {
                self.member = Some(member);
                return Ok(count);
            }
            self.member = next_member(member.into_inner())?.map(GzDecoder::new);
        }
        Ok(0)
    }
}

/// The stream at the beginning of its next member; tapes and some tools fill the end with zeros.
fn next_member(mut inner: Stream) -> io::Result<Option<Stream>> {
    loop {
        let head = inner.fill_buf()?;
        let zeros = head.iter().take_while(|b| **b == 0).count();
        match head.get(zeros) {
            Some(0x1f) => {
                inner.consume(zeros);
                return Ok(Some(inner));
            }
            Some(_) => return Err(broken(Code::Damaged, "bytes that are no gzip follow")),
            None if zeros == 0 => return Ok(None),
            None => inner.consume(zeros),
        }
    }
}

/// Frames of zstd in a row.
struct Zstd {
    inner: Stream,
    decoder: FrameDecoder,
    open: bool,
}

impl Zstd {
    fn new(inner: Stream) -> Zstd {
        Zstd { inner, decoder: FrameDecoder::new(), open: false }
    }

    /// Opens the next frame; whether there is one.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.inner.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.inner) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let length = u64::from(length);
                    let skipped = io::copy(&mut (&mut self.inner).take(length), &mut io::sink())?;
                    if skipped < length {
                        return Err(broken(Code::Damaged, "it ends too early"));
                    }
                }
                Err(error) => return Err(broken(Code::Damaged, error.to_string())),
            }
        }
        Ok(false)
    }

    fn checked(&self) -> io::Result<()> {
        match (self.decoder.get_checksum_from_data(), self.decoder.get_calculated_checksum()) {
            (Some(stated), Some(found)) if stated != found => {
                Err(broken(Code::Damaged, "a checksum does not fit"))
            }
            _ => Ok(()),
        }
    }
}

impl Read for Zstd {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.open && !self.next_frame()? {
                return Ok(0);
            }
            self.open = true;
            while self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                self.decoder
                    .decode_blocks(&mut self.inner, BlockDecodingStrategy::UptoBlocks(1))
                    .map_err(|error| broken(Code::Damaged, error.to_string()))?;
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            self.checked()?;
            self.open = false;
        }
    }
}
