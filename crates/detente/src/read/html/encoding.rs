//! The characters of a page: which encoding its bytes are in.
//!
//! In this order: the mark at the beginning, what the server said, what the page says, and what the bytes look like. What
//! is said is not believed where the bytes are valid UTF-8 with more than ASCII in them: no other encoding gives that by
//! chance.

use crate::{Code, Notice};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A page says its encoding in its first bytes.
const BEGINNING: usize = 4096;

/// The characters, and a word on those that could not be read.
///
/// # Errors
/// [`Code::Empty`] where there are none.
pub(super) fn decode(bytes: &[u8], said: Option<&str>) -> Result<(String, Vec<Notice>), Notice> {
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(Notice::new(Code::Empty, format!("{} bytes of white space", bytes.len())));
    }
    let encoding = encoding(bytes, said);
    let (text, _, broken) = encoding.decode(bytes);
    let mut notices = Vec::new();
    if broken {
        let count = text.matches('\u{fffd}').count();
        notices.push(Notice::new(
            Code::BadUtf8,
            format!("{count} places of the page, read as {}", encoding.name()),
        ));
    }
    Ok((text.into_owned(), notices))
}

fn encoding(bytes: &[u8], said: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let label = |label: &str| Encoding::for_label(label.trim().as_bytes());
    let named =
        said.and_then(charset).or(said).and_then(label).or_else(|| meta(bytes).as_deref().and_then(label));
    let valid = std::str::from_utf8(bytes).is_ok();
    match named {
        _ if valid && !bytes.is_ascii() => UTF_8,
        Some(encoding) if encoding != UTF_8 || valid || mostly_utf8(bytes) => encoding,
        _ => guess(bytes),
    }
}

/// More letters that are valid than bytes that are not: a page in UTF-8 into which something else was pasted.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    valid > broken
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Allow)
}

/// The encoding that the page names in a `meta` element, or in its declaration as XML.
fn meta(bytes: &[u8]) -> Option<String> {
    let beginning: String =
        bytes.iter().take(BEGINNING).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let xml = beginning.trim_start().strip_prefix("<?xml").and_then(|rest| rest.split("?>").next());
    if let Some(name) = xml.and_then(|declaration| value(declaration, "encoding")) {
        return Some(name);
    }
    // In two bytes a letter, a page could not say so in letters of one byte.
    beginning
        .split("<meta")
        .skip(1)
        .filter_map(|rest| charset(rest.split('>').next()?).map(str::to_string))
        .next()
        .map(|name| if name.starts_with("utf-16") { "utf-8".to_string() } else { name })
}

/// The name behind `charset=`.
fn charset(text: &str) -> Option<&str> {
    let at = text.to_ascii_lowercase().find("charset")?;
    let rest = text.get(at + "charset".len()..)?.trim_start().strip_prefix('=')?;
    let rest = rest.trim_start().trim_start_matches(['"', '\'']);
    let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/' | '>'));
    Some(&rest[..end.unwrap_or(rest.len())]).filter(|name| !name.is_empty())
}

fn value(text: &str, name: &str) -> Option<String> {
    let rest = text.split(name).nth(1)?.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Some(rest[1..].split(quote).next()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(bytes: &[u8], said: Option<&str>) -> &'static str {
        encoding(bytes, said).name()
    }

    #[test]
    fn what_is_said_is_heard_in_order() {
        assert_eq!(name(b"\xef\xbb\xbf<meta charset=koi8-r>", Some("windows-1252")), "UTF-8");
        assert_eq!(
            name(b"<meta charset=koi8-r>\xd4", Some("text/html; charset=windows-1252")),
            "windows-1252"
        );
        assert_eq!(name(b"<meta charset='koi8-r'>\xd4", None), "KOI8-R");
        assert_eq!(name(b"<?xml version='1.0' encoding='windows-1251'?>\xd4", None), "windows-1251");
        let old = b"<META http-equiv=Content-Type content=\"text/html; charset=ISO-8859-2\">\xd4";
        assert_eq!(name(old, None), "ISO-8859-2");
    }

    #[test]
    fn valid_utf8_is_believed_before_what_is_said() {
        assert_eq!(name("<meta charset=iso-8859-1>Orbán".as_bytes(), None), "UTF-8");
        assert_eq!(name(b"<meta charset=utf-8>S\xe3o Paulo", None), "windows-1252");
    }

    #[test]
    fn a_few_broken_bytes_are_told() {
        let (text, notices) = decode(b"<meta charset=utf-8>S\xc3\xa3o Jos\xc3\xa9 \xff", None).unwrap();
        assert!(text.ends_with("São José \u{fffd}"));
        assert_eq!(notices[0].code, Code::BadUtf8);
        assert_eq!(decode(b"\0\0 \n", None).unwrap_err().code, Code::Empty);
    }
}
