//! Bytes to text: UTF-8 with repairs, or a word on why it is none.

use crate::{Code, Notice};

/// The text of a file. A byte order mark is left out; invalid bytes become U+FFFD, with a notice.
///
/// # Errors
/// [`Code::NotText`] for binary content, [`Code::Empty`] where nothing but white space is left.
pub fn decode(bytes: &[u8]) -> Result<(String, Vec<Notice>), Notice> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if is_binary(bytes) {
        return Err(Notice::new(Code::NotText, "it holds NUL bytes or mostly control characters"));
    }
    let text = String::from_utf8_lossy(bytes);
    if text.trim().is_empty() {
        return Err(Notice::new(Code::Empty, format!("{} bytes of white space", bytes.len())));
    }
    let valid = std::str::from_utf8(bytes).err();
    let notices = valid.map(|e| Notice::new(Code::BadUtf8, format!("first at byte {}", e.valid_up_to())));
    Ok((text.into_owned(), notices.into_iter().collect()))
}

/// NUL never stands in text; other control bytes may slip in, but not as every tenth.
fn is_binary(bytes: &[u8]) -> bool {
    let control =
        bytes.iter().filter(|b| b.is_ascii_control() && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c)).count();
    bytes.contains(&0) || control * 10 > bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_order_mark_is_left_out() {
        assert_eq!(decode(b"\xef\xbb\xbfTalks.").map(|d| d.0), Ok("Talks.".into()));
    }

    #[test]
    fn invalid_bytes_are_replaced_and_told() {
        let (text, notices) = decode(b"S\xe3o Paulo").unwrap();
        assert_eq!(text, "S\u{fffd}o Paulo");
        assert_eq!(notices[0].code, Code::BadUtf8);
        assert_eq!(notices[0].detail, "first at byte 1");
    }

    #[test]
    fn binary_and_empty_input_is_refused() {
        assert_eq!(decode(b"PK\x03\x04\0\0").unwrap_err().code, Code::NotText);
        assert_eq!(decode(b"\x01\x02\x03abc").unwrap_err().code, Code::NotText);
        assert_eq!(decode(b" \n\t ").unwrap_err().code, Code::Empty);
        assert_eq!(decode(b"").unwrap_err().code, Code::Empty);
    }
}
