//! Where a word of several syntactic words is cut: do|n't, can|not, Kim|'s, gon|na.

/// Byte offsets inside `word` at which a new syntactic word begins.
pub(super) fn cuts(word: &str) -> Vec<usize> {
    /// "I'd've" has two; more would be noise.
    const MOST: usize = 3;
    cuts_up_to(word, MOST)
}

fn cuts_up_to(word: &str, most: usize) -> Vec<usize> {
    if most == 0 {
        return Vec::new();
    }
    if !word.is_ascii() && !word.contains('’') {
        return Vec::new();
    }
    match word.char_indices().rfind(|&(_, c)| is_apostrophe(c)) {
        None => fused(word).into_iter().collect(),
        Some((at, mark)) => with_apostrophe(word, at, at + mark.len_utf8(), most),
    }
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '`' | '＇' | 'ʼ')
}

fn with_apostrophe(word: &str, at: usize, after: usize, most: usize) -> Vec<usize> {
    let suffix = word[after..].to_ascii_lowercase();
    let stem = &word[..at];
    let cut = match suffix.as_str() {
        "t" if stem.len() > 1 && stem.ends_with(['n', 'N']) => at - 1,
        "s" if !is_plural_of_figures(stem) => at,
        "re" | "ve" | "ll" | "d" | "m" => at,
        "all" if stem.eq_ignore_ascii_case("y") => after,
        _ => return Vec::new(),
    };
    if cut == 0 {
        return Vec::new();
    }
    let mut all =
        if word[..cut].contains(is_apostrophe) { cuts_up_to(&word[..cut], most - 1) } else { Vec::new() };
    all.push(cut);
    all
}

/// "the 60's", "the 1990's", "two AK47's" are plurals and stay whole; "2004's" is not.
fn is_plural_of_figures(stem: &str) -> bool {
    let figures = stem.bytes().rev().take_while(u8::is_ascii_digit).count();
    figures > 0 && (figures < 4 || stem.ends_with('0'))
}

/// Words written together without any mark of it.
fn fused(word: &str) -> Option<usize> {
    const LONGEST: usize = 8;
    let bytes = word.as_bytes();
    if !(2..=LONGEST).contains(&bytes.len()) {
        return None;
    }
    let mut buffer = [0u8; LONGEST];
    let lower = &mut buffer[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    // "IM", "IVE" and "WONT" in capitals are more often something else.
    let capitals = bytes.iter().all(u8::is_ascii_uppercase);
    Some(match &*lower {
        b"cannot" | b"gonna" | b"gotta" | b"wanna" | b"outta" | b"lemme" | b"gimme" => 3,
        b"dont" | b"wont" | b"cant" | b"aint" if !capitals => 2,
        b"didnt" | b"isnt" | b"wasnt" | b"arent" | b"doesnt" | b"hasnt" | b"hadnt" | b"havent"
        | b"couldnt" | b"wouldnt" | b"shouldnt" | b"werent" => bytes.len() - 2,
        b"im" | b"ive" if !capitals => 1,
        b"youre" | b"youve" | b"youll" => 3,
        b"theyre" | b"theyve" | b"theyll" | b"thats" | b"whats" => 4,
        b"theres" | b"heres" => bytes.len() - 1,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, want: &str) {
        let mut parts = Vec::new();
        let mut from = 0;
        for cut in cuts(word) {
            parts.push(&word[from..cut]);
            from = cut;
        }
        parts.push(&word[from..]);
        assert_eq!(parts.join("|"), want);
    }

    #[test]
    fn negation() {
        check("don't", "do|n't");
        check("don’t", "do|n’t");
        check("WON'T", "WO|N'T");
        check("cannot", "can|not");
        check("doesnt", "does|nt");
    }

    #[test]
    fn auxiliaries_and_possessives() {
        check("we're", "we|'re");
        check("Kim's", "Kim|'s");
        check("Kim’s", "Kim|’s");
        check("wouldn't've", "would|n't|'ve");
        check("gonna", "gon|na");
        check("Assad's", "Assad|'s");
    }

    #[test]
    fn whole() {
        check("Shi'ite", "Shi'ite");
        check("O'Brien", "O'Brien");
        check("1990's", "1990's");
        check("2004's", "2004|'s");
        check("its", "its");
    }
}
