//! Keys under which names are found: letters and digits only, without case and accents.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The key of a name: "Kim Jong-un", "Kim Jong Un" and "KIM JONG UN" have the same.
///
/// ```
/// assert_eq!(detente_knowledge::key("Kim Jong-un"), "kimjongun");
/// assert_eq!(detente_knowledge::key("Élysée"), "elysee");
/// ```
pub fn key(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    push_key(&mut out, name);
    out
}

/// Number of words of a name; hyphens separate, other punctuation does not.
pub fn words(name: &str) -> usize {
    name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–'))
        .filter(|w| !key(w).is_empty())
        .count()
}

/// The key under which a place is found: words in lower case without accents, a space between them, and what news shortens
/// ("St.", "Mt.", "Ft.") written out. Hyphens part words, other punctuation does not.
///
/// ```
/// assert_eq!(detente_knowledge::place_key("Port-au-Prince"), "port au prince");
/// assert_eq!(detente_knowledge::place_key("St. John's"), "saint johns");
/// ```
pub fn place_key(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for word in name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–' | '/')) {
        let word = key(word);
        let long = match word.as_str() {
            "" => continue,
            "st" => "saint",
            "ste" => "sainte",
            "mt" => "mount",
            "ft" => "fort",
            word => word,
        };
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(long);
    }
    out
}

fn push_key(out: &mut String, name: &str) {
    if name.is_ascii() {
        out.extend(name.bytes().filter(u8::is_ascii_alphanumeric).map(|b| b.to_ascii_lowercase() as char));
        return;
    }
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in plain.filter(|c| c.is_alphanumeric()) {
        match c {
            'ø' => out.push('o'),
            'ł' => out.push('l'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'œ' => out.push_str("oe"),
            _ => out.push(c),
        }
    }
}
