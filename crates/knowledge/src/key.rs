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

/// Words that belong to a family name without telling one from another: "Bashar Assad" is "Bashar al-Assad".
const ARTICLES: [&str; 9] = ["al", "el", "ul", "as", "ash", "ar", "ad", "an", "at"];

/// The spelling-independent form of a full name: transliterations of one name mostly have the same, and two names rarely.
///
/// Doubled letters count once, "e" is "a", "o" is "u", "y" is "i", "q" is "k", and articles of Arabic names are left out.
/// `None` for names of fewer than two words, and for short ones, which would meet too many others.
///
/// ```
/// use detente_knowledge::spelling;
/// assert_eq!(spelling("Muhammad Hussain"), spelling("Mohammed Husayn"));
/// assert_eq!(spelling("Abd al-Fattah as-Sisi"), spelling("Abdul Fatah al-Sissi"));
/// assert_ne!(spelling("Kim Jong Il"), spelling("Kim Jong Un"));
/// assert_eq!(spelling("Kim"), None);
/// ```
pub fn spelling(name: &str) -> Option<String> {
    let parts = spelled_words(name);
    let whole = parts.concat();
    (parts.len() > 1 && whole.len() >= 7).then_some(whole)
}

/// The spelling-independent form of each word of a name, without articles.
pub fn spelled_words(name: &str) -> Vec<String> {
    let plain: Vec<String> =
        name.split(|c: char| c.is_whitespace() || matches!(c, '-' | '‑' | '–')).map(key).collect();
    let mut out: Vec<String> = Vec::new();
    for word in plain.iter().filter(|w| !w.is_empty()) {
        match word.as_str() {
            // "Abdel", "Abdul" and "Abd al" are one word.
            "abd" | "abdel" | "abdul" | "abdal" => out.push("abdal".into()),
            article if ARTICLES.contains(&article) => {}
            _ => out.push(spelled(word)),
        }
    }
    if out.is_empty() { plain.iter().filter(|w| !w.is_empty()).map(|w| spelled(w)).collect() } else { out }
}

fn spelled(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.replace("ee", "i").replace("ou", "u").replace("oo", "u").chars() {
        let c = match c {
            'e' => 'a',
            'o' => 'u',
            'y' => 'i',
            'q' => 'k',
            c => c,
        };
        if !out.ends_with(c) {
            out.push(c);
        }
    }
    out
}

/// Spellings of the words by which news calls a person after the first mention: the last one, or the family name put first.
pub(crate) fn surnames(person: &str) -> Vec<String> {
    let words = spelled_words(person);
    let mut out: Vec<String> = words.last().into_iter().chain(words.first()).cloned().collect();
    out.dedup();
    out
}
