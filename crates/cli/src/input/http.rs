//! Answers of web servers, as archives keep them: status, headers, body.

use super::peek::{self, Piece};
use super::sniff::{Looks, looks};
use detente::Code;
use flate2::bufread::{MultiGzDecoder, ZlibDecoder};
use std::io::{BufReader, Read};

/// An answer that holds something.
pub struct Answer {
    /// Its `Content-Type`; empty when there is none.
    pub content_type: String,
    /// The body, perhaps packed.
    pub body: Vec<u8>,
    /// Its `Content-Encoding`.
    pub packed: Option<String>,
}

/// The answer in a record; `None` when it is none, or says that there is nothing.
pub fn answer(bytes: Vec<u8>) -> Option<Answer> {
    let (head, body) = parted(&bytes)?;
    let head = String::from_utf8_lossy(&bytes[..head]).into_owned();
    let mut lines = head.lines();
    let status = lines.next()?.strip_prefix("HTTP/")?.split_whitespace().nth(1)?;
    if !status.starts_with('2') {
        return None;
    }
    let headers: Vec<(String, &str)> =
        lines.filter_map(|l| l.split_once(':')).map(|(n, v)| (n.trim().to_lowercase(), v.trim())).collect();
    let header = |name: &str| headers.iter().find(|(n, _)| n == name).map(|(_, value)| value.to_string());
    let chunked = header("transfer-encoding").is_some_and(|how| how.to_lowercase().contains("chunked"));
    let body = bytes[body..].to_vec();
    Some(Answer {
        content_type: header("content-type").unwrap_or_default(),
        packed: header("content-encoding").map(|how| how.to_lowercase()),
        // Many archives keep the header and store the body without its chunks.
        body: if chunked { joined(&body).unwrap_or(body) } else { body },
    })
}

/// Where the head ends and the body begins.
fn parted(bytes: &[u8]) -> Option<(usize, usize)> {
    let find = |end: &[u8]| bytes.windows(end.len()).position(|w| w == end).map(|at| (at, at + end.len()));
    match (find(b"\r\n\r\n"), find(b"\n\n")) {
        (Some(crlf), Some(lf)) => Some(crlf.min(lf)),
        (crlf, lf) => crlf.or(lf),
    }
}

/// The body of chunks with their lengths; `None` when it is written without.
fn joined(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let end = body.iter().take(64).position(|b| *b == b'\n')?;
        let line = std::str::from_utf8(&body[..end]).ok()?;
        let length = usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()?;
        body = &body[end + 1..];
        if length == 0 {
            return Some(out);
        }
        // An archive may have cut the page; what is there is kept.
        let Some(chunk) = body.get(..length) else {
            out.extend_from_slice(body);
            return Some(out);
        };
        out.extend_from_slice(chunk);
        body = &body[length..];
        body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    }
}

/// Whether bytes of no stated type are a page.
pub fn is_page(bytes: &[u8]) -> bool {
    looks("", bytes, true, "text") == Some(Looks::Html)
}

impl Answer {
    /// The type without its parameters.
    pub fn media_type(&self) -> String {
        self.content_type.split(';').next().unwrap_or_default().trim().to_lowercase()
    }

    /// The encoding that the type names.
    pub fn charset(&self) -> Option<String> {
        let lower = self.content_type.to_lowercase();
        let (_, value) = lower.split_once("charset=")?;
        let value = value.trim_start_matches(['"', '\'', ' ']);
        let value = value.split(['"', '\'', ';', ',', ' ']).next().filter(|v| !v.is_empty())?;
        Some(value.to_string())
    }

    /// The body, unpacked.
    ///
    /// # Errors
    /// When it is damaged, unpacks to more than `limit` or is packed in a way that is not known.
    pub fn unpacked(self, limit: usize) -> Result<Vec<u8>, (Code, String)> {
        let gzip = self.body.starts_with(b"\x1f\x8b");
        let unpacked = |reader: &mut dyn Read| {
            let mut bytes = Vec::new();
            match peek::rest(&mut BufReader::new(reader), limit, &mut bytes) {
                Ok(Piece::TooLarge(_)) => {
                    let detail = format!("it unpacks to more than {} MB, which is the limit", limit >> 20);
                    Err((Code::Bomb, detail))
                }
                Ok(_) => Ok(bytes),
                Err(error) => Err((Code::Damaged, error.to_string())),
            }
        };
        match self.packed.as_deref() {
            Some("gzip" | "x-gzip") if gzip => unpacked(&mut MultiGzDecoder::new(self.body.as_slice())),
            Some("deflate") if self.body.first().is_some_and(|b| b & 0x0f == 8) => {
                unpacked(&mut ZlibDecoder::new(self.body.as_slice()))
            }
            Some(how @ ("br" | "zstd")) if std::str::from_utf8(&self.body).is_err() => {
                Err((Code::NotText, format!("the page is packed as {how}, which is not read")))
            }
            // Many archives keep the header and store the body unpacked.
            _ => Ok(self.body),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(bytes: &[u8]) -> Vec<u8> {
        answer(bytes.to_vec()).unwrap().unpacked(100).unwrap()
    }

    #[test]
    fn chunks_are_joined_where_there_are_any() {
        let head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        assert_eq!(body(&[&head[..], b"3\r\nTal\r\n4;x=y\r\nks b\r\n0\r\n\r\n"].concat()), b"Talks b");
        assert_eq!(body(&[&head[..], b"<p>Talks</p>\n"].concat()), b"<p>Talks</p>\n");
        assert_eq!(body(&[&head[..], b"9\r\nTalks"].concat()), b"Talks");
    }

    #[test]
    fn a_page_may_be_packed() {
        use flate2::{Compression, write::GzEncoder};
        use std::io::Write;
        let packed = |text: &[u8]| {
            let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
            encoder.write_all(text).unwrap();
            encoder.finish().unwrap()
        };
        let head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n";
        assert_eq!(body(&[&head[..], &packed(b"Talks")].concat()), b"Talks");
        assert_eq!(body(&[&head[..], b"Talks"].concat()), b"Talks");
        let large = answer([&head[..], &packed(&[b'x'; 200])].concat()).unwrap().unpacked(100);
        assert_eq!(large.unwrap_err().0, Code::Bomb);
    }

    #[test]
    fn the_type_names_the_encoding() {
        let of = |content_type: &str| {
            let (body, packed) = (Vec::new(), None);
            let answer = Answer { content_type: content_type.to_string(), body, packed };
            (answer.media_type(), answer.charset())
        };
        assert_eq!(
            of("Text/HTML; Charset='ISO-8859-1'; x=y"),
            ("text/html".into(), Some("iso-8859-1".into()))
        );
        assert_eq!(of("text/plain"), ("text/plain".into(), None));
    }
}
