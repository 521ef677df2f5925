//! Text or JSONL, told by the content.

/// What the beginning of a file looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// An article.
    Text,
    /// Records.
    Jsonl,
}

/// Tells by the first bytes: no article begins with a brace and a quotation mark. The name only helps where the first
/// line is broken.
pub fn looks(name: &str, beginning: &[u8]) -> Looks {
    let lower = name.to_lowercase();
    if [".jsonl", ".ndjson"].iter().any(|ending| lower.ends_with(ending)) {
        return Looks::Jsonl;
    }
    let beginning = beginning.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(beginning);
    let mut rest = beginning.iter().filter(|b| !b.is_ascii_whitespace());
    match (rest.next(), rest.next()) {
        (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{')) => Looks::Jsonl,
        _ => Looks::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_and_articles() {
        assert_eq!(looks("a.txt", b"\n {\"id\": 1}"), Looks::Jsonl);
        assert_eq!(looks("a", b"\xEF\xBB\xBF{\"id\": 1}"), Looks::Jsonl);
        assert_eq!(looks("a.txt", b"{ braces } in a text"), Looks::Text);
        assert_eq!(looks("a.txt", b"[Reuters] OSLO"), Looks::Text);
        assert_eq!(looks("a.JSONL", b"oops"), Looks::Jsonl);
        assert_eq!(looks("a.txt", b""), Looks::Text);
    }
}
