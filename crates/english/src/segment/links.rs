//! Where a chunk holds an address: URL, e-mail, bare domain.

use std::ops::Range;

/// The first address in `chunk`, which has no white space.
pub(super) fn find(chunk: &str) -> Option<Range<usize>> {
    let bytes = chunk.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let found = match bytes[i] {
            b':' if chunk[i..].starts_with("://") => scheme(chunk, i),
            b'w' | b'W' if starts_www(&bytes[i..]) && (i == 0 || !bytes[i - 1].is_ascii_alphanumeric()) => {
                Some(i..end(chunk, i))
            }
            b'@' => email(chunk, i),
            _ => None,
        };
        if found.is_some() {
            return found;
        }
        i += 1;
    }
    None
}

/// Where the address that begins at `from` ends: trailing punctuation belongs to the sentence.
pub(super) fn end(chunk: &str, from: usize) -> usize {
    let rest = &chunk[from..];
    let stop = rest.find(['<', '>', '"', '“', '”', '«', '»']).unwrap_or(rest.len());
    let mut address = &rest[..stop];
    let has_bracket = address.contains('(');
    while let Some(last) = address.chars().next_back() {
        let closes_own_bracket = last == ')' && has_bracket;
        if closes_own_bracket
            || !matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '\'' | '’' | '*' | '…')
        {
            break;
        }
        address = &address[..address.len() - last.len_utf8()];
    }
    from + address.len()
}

/// Whether `segment`, after a full stop, makes the whole a domain or a file name.
pub(super) fn is_ending(segment: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ai", "au", "biz", "br", "ca", "ch", "cn", "co", "com", "csv", "de", "doc", "docx", "edu", "eu",
        "exe", "fr", "gif", "gov", "htm", "html", "il", "info", "int", "io", "ir", "jp", "jpg", "jpeg", "js",
        "json", "kp", "kr", "mil", "mp3", "mp4", "net", "news", "nl", "no", "org", "pdf", "php", "png",
        "ppt", "pptx", "py", "rtf", "ru", "se", "tv", "tw", "txt", "ua", "uk", "url", "us", "xls", "xlsx",
        "xml", "za", "zip",
    ];
    let lower = segment.to_ascii_lowercase();
    ENDINGS.contains(&lower.as_str())
}

fn starts_www(bytes: &[u8]) -> bool {
    bytes.len() > 4 && bytes[..4].eq_ignore_ascii_case(b"www.") && bytes[4].is_ascii_alphanumeric()
}

fn scheme(chunk: &str, colon: usize) -> Option<Range<usize>> {
    let name = chunk.as_bytes()[..colon].iter().rev().take_while(|b| b.is_ascii_alphabetic()).count();
    if name < 2 {
        return None;
    }
    let end = end(chunk, colon);
    (end > colon + 3).then_some(colon - name..end)
}

fn email(chunk: &str, at: usize) -> Option<Range<usize>> {
    let bytes = chunk.as_bytes();
    let local = |b: &u8| b.is_ascii_alphanumeric() || b"._%+-:".contains(b);
    let domain = |b: &u8| b.is_ascii_alphanumeric() || b"._-".contains(b);
    let before = bytes[..at].iter().rev().take_while(|b| local(b)).count();
    let after = bytes[at + 1..].iter().take_while(|b| domain(b)).count();
    let leading = bytes[at - before..at].iter().take_while(|b| !b.is_ascii_alphanumeric()).count();
    let trailing = bytes[..at + 1 + after].iter().rev().take_while(|b| !b.is_ascii_alphanumeric()).count();
    (before > leading && after > trailing).then(|| at - before + leading..at + 1 + after - trailing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(chunk: &str, want: &str) {
        assert_eq!(find(chunk).map(|r| &chunk[r]), Some(want));
    }

    #[test]
    fn addresses() {
        check("(http://a.org/b).", "http://a.org/b");
        check("https://en.wikipedia.org/wiki/X_(y),", "https://en.wikipedia.org/wiki/X_(y)");
        check("www.un.org,", "www.un.org");
        check("<kim@enron.com>", "kim@enron.com");
        check("mailto:a.b@c.de.", "mailto:a.b@c.de");
        assert_eq!(find("@user"), None);
        assert_eq!(find("://"), None);
        assert_eq!(find("and/or"), None);
    }
}
