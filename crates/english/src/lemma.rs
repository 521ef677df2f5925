//! What the dictionary form of a word is, given its tags.
//!
//! Two tables answer it: whole words (closed classes, capitals), and endings with what to cut and append.
//! An irregular form is an ending that begins with `^`; words that no table knows take the longest ending
//! that matches. Names keep their case, as in the English treebanks.

use std::sync::LazyLock;

use crate::Upos;
use crate::hash::Map;

/// The lemma of `form`. `xpos` is the Penn tag ("VBD"); `feats` stand in where it is empty.
pub fn lemma(form: &str, upos: Upos, xpos: &str, feats: &str) -> String {
    let form = form.replace(['’', '‘', '`'], "'");
    match upos {
        Upos::Punct | Upos::Sym => return sign(&form),
        Upos::Num => return number(&form),
        Upos::X => return form,
        _ => {}
    }
    let lower = form.to_lowercase();
    if let Some(word) = whole(&lower, upos, xpos) {
        return word.to_owned();
    }
    match Inflection::of(upos, xpos, feats) {
        Some(kind) => uninflect(&form, &lower, upos, is_name(upos, xpos), kind),
        None if is_name(upos, xpos) => name(&form),
        // A letter stands for itself: "plan B".
        None if upos == Upos::Noun && form.len() == 1 => form,
        None => lower,
    }
}

/// The inflected forms that have endings, under the names they have in the table.
#[derive(Clone, Copy)]
struct Inflection(&'static str);

impl Inflection {
    fn of(upos: Upos, xpos: &str, feats: &str) -> Option<Self> {
        let name = match (upos, xpos) {
            (Upos::Verb | Upos::Aux, "VBZ") => "VZ",
            (Upos::Verb | Upos::Aux, "VBD") => "VD",
            (Upos::Verb | Upos::Aux, "VBN") => "VN",
            (Upos::Verb | Upos::Aux, "VBG") => "VG",
            (Upos::Noun | Upos::Propn, "NNS" | "NNPS") => "NS",
            (Upos::Adj, "JJR") => "JR",
            (Upos::Adj, "JJS") => "JS",
            (Upos::Adv, "RBR") => "RR",
            (Upos::Adv, "RBS") => "RS",
            (_, "" | "NNP") | (Upos::Adj | Upos::Adv, _) => return Self::of_features(upos, feats),
            _ => return None,
        };
        Some(Self(name))
    }

    fn of_features(upos: Upos, feats: &str) -> Option<Self> {
        let has = |feature: &str| feats.split('|').any(|f| f == feature);
        let name = match upos {
            Upos::Verb | Upos::Aux if has("VerbForm=Ger") => "VG",
            Upos::Verb | Upos::Aux if has("VerbForm=Part") && has("Tense=Pres") => "VG",
            Upos::Verb | Upos::Aux if has("VerbForm=Part") => "VN",
            Upos::Verb | Upos::Aux if has("Tense=Past") => "VD",
            Upos::Verb | Upos::Aux if has("Person=3") && has("Number=Sing") && has("Tense=Pres") => "VZ",
            Upos::Noun | Upos::Propn if has("Number=Plur") => "NS",
            Upos::Adj if has("Degree=Cmp") => "JR",
            Upos::Adj if has("Degree=Sup") => "JS",
            Upos::Adv if has("Degree=Cmp") => "RR",
            Upos::Adv if has("Degree=Sup") => "RS",
            _ => return None,
        };
        Some(Self(name))
    }
}

fn uninflect(form: &str, lower: &str, upos: Upos, is_name: bool, kind: Inflection) -> String {
    if form.starts_with(|c: char| c.is_ascii_digit()) {
        return lower.to_owned();
    }
    // Lengths may differ between "İ" and its lower case; then there is no English ending to cut.
    if is_name && form.len() == lower.len() {
        let (cut, append) = ending(lower, kind);
        // A wholly different word ("Best", "Good") takes the capital over.
        let whole = edited(&name(form), (cut, append));
        return if cut == form.len() { capitalised(&whole) } else { whole };
    }
    let base = edited(lower, ending(lower, kind));
    match whole(&base, upos, "") {
        Some(known) if known.to_lowercase() == base => known.to_owned(),
        _ => base,
    }
}

/// `(cut, append)` of the longest ending of `word` that the table has.
fn ending(word: &str, kind: Inflection) -> (usize, &'static str) {
    const LONGEST: usize = 6;
    let mut key = format!("{} ^{word}", kind.0);
    if let Some(change) = find(&ENDINGS, &key) {
        return parse_change(change);
    }
    let head = kind.0.len() + 1;
    for start in word.len().saturating_sub(LONGEST)..=word.len() {
        if !word.is_char_boundary(start) {
            continue;
        }
        key.truncate(head);
        key.push_str(&word[start..]);
        if let Some(change) = find(&ENDINGS, &key) {
            return parse_change(change);
        }
    }
    (0, "")
}

fn parse_change(change: &'static str) -> (usize, &'static str) {
    let (cut, append) = change.split_once(' ').unwrap_or((change, ""));
    (cut.parse().unwrap_or(0), append)
}

/// Never leaves less than one letter: "'s" tagged as a plural stays.
fn edited(word: &str, (cut, append): (usize, &str)) -> String {
    match word.len().checked_sub(cut) {
        Some(keep) if keep + append.len() > 0 && word.is_char_boundary(keep) => {
            format!("{}{append}", &word[..keep])
        }
        _ => word.to_owned(),
    }
}

fn is_name(upos: Upos, xpos: &str) -> bool {
    upos == Upos::Propn || (xpos == "NNP" && matches!(upos, Upos::Adj | Upos::Verb | Upos::Adv))
}

/// A name as it is written; a shouted one ("WASHINGTON") or a careless one ("mexico") as it is usually written.
fn name(form: &str) -> String {
    const LONGEST_ACRONYM: usize = 5;
    const LONGEST_PARTICLE: usize = 3;
    if form.len() > LONGEST_ACRONYM && is_shouted(form) {
        return capitalised(&form.to_lowercase());
    }
    if form.len() > LONGEST_PARTICLE && form.bytes().all(|b| b.is_ascii_lowercase()) {
        return capitalised(form);
    }
    form.to_owned()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn is_shouted(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_uppercase())
}

fn sign(form: &str) -> String {
    match form {
        "“" | "”" | "„" | "«" | "»" => "\"".to_owned(),
        "–" | "—" | "―" => "-".to_owned(),
        "…" => "...".to_owned(),
        _ => form.to_owned(),
    }
}

fn number(form: &str) -> String {
    match form {
        "m" | "M" | "mn" => "million".to_owned(),
        "b" | "bn" => "billion".to_owned(),
        "k" | "K" => "thousand".to_owned(),
        _ if form.starts_with(|c: char| c.is_ascii_digit()) => form.replace(',', ""),
        // Roman figures.
        _ if is_shouted(form) && form.bytes().all(|b| b"IVXLCDM".contains(&b)) => form.to_owned(),
        _ => form.to_lowercase(),
    }
}

fn whole(lower: &str, upos: Upos, xpos: &str) -> Option<&'static str> {
    let mut key = format!("{lower} {}", upos.as_str());
    let length = key.len();
    if !xpos.is_empty() {
        key.push('/');
        key.push_str(xpos);
        if let Some(found) = find(&WORDS, &key) {
            return Some(found);
        }
        key.truncate(length);
    }
    find(&WORDS, &key)
}

const ENDING_LINES: &str = include_str!("../data/lemma-endings.txt");
const WORD_LINES: &str = include_str!("../data/lemma-words.txt");

type Table = Map<&'static str, &'static str>;

static ENDINGS: LazyLock<Table> = LazyLock::new(|| read(ENDING_LINES).collect());
static WORDS: LazyLock<Table> = LazyLock::new(|| read(WORD_LINES).collect());

/// Lines `key<tab>value`, sorted by the bytes of the key.
fn read(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter_map(|line| line.split_once('\t'))
}

fn find(table: &Table, key: &str) -> Option<&'static str> {
    table.get(key).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(upos: Upos, xpos: &str, pairs: &[(&str, &str)]) {
        for (form, want) in pairs {
            assert_eq!(lemma(form, upos, xpos, ""), *want, "{form} {xpos}");
        }
    }

    #[test]
    fn verbs() {
        check(
            Upos::Verb,
            "VBD",
            &[("said", "say"), ("denied", "deny"), ("stopped", "stop"), ("hoped", "hope"), ("led", "lead")],
        );
        check(
            Upos::Verb,
            "VBG",
            &[("making", "make"), ("planning", "plan"), ("visiting", "visit"), ("dying", "die")],
        );
        check(
            Upos::Verb,
            "VBN",
            &[("met", "meet"), ("struck", "strike"), ("signed", "sign"), ("released", "release")],
        );
        check(
            Upos::Verb,
            "VBZ",
            &[("goes", "go"), ("tries", "try"), ("urges", "urge"), ("focuses", "focus")],
        );
        check(Upos::Verb, "VB", &[("Meet", "meet")]);
    }

    #[test]
    fn unknown_verbs_follow_the_rules() {
        check(
            Upos::Verb,
            "VBD",
            &[("blorted", "blort"), ("snazzified", "snazzify"), ("zogged", "zog"), ("regazed", "regaze")],
        );
        check(Upos::Verb, "VBG", &[("tweetstorming", "tweetstorm"), ("weaponizing", "weaponize")]);
    }

    #[test]
    fn nouns() {
        check(
            Upos::Noun,
            "NNS",
            &[("talks", "talk"), ("countries", "country"), ("men", "man"), ("crises", "crisis")],
        );
        check(
            Upos::Noun,
            "NNS",
            &[
                ("CEOs", "ceo"),
                ("1990s", "1990s"),
                ("Iraqis", "Iraqi"),
                ("missiles", "missile"),
                ("people", "people"),
            ],
        );
        check(Upos::Noun, "NN", &[("Officials", "officials"), ("summit", "summit")]);
    }

    #[test]
    fn names_keep_their_case() {
        check(
            Upos::Propn,
            "NNP",
            &[("Kim", "Kim"), ("NATO", "NATO"), ("WASHINGTON", "Washington"), ("Dec.", "December")],
        );
        check(Upos::Propn, "NNPS", &[("Americans", "American"), ("Authorities", "Authority")]);
    }

    #[test]
    fn closed_classes() {
        check(Upos::Aux, "VBD", &[("was", "be"), ("had", "have"), ("'d", "have")]);
        check(Upos::Aux, "MD", &[("'d", "would"), ("ca", "can"), ("wo", "will")]);
        check(Upos::Aux, "VBZ", &[("'s", "be"), ("’s", "be")]);
        check(Upos::Part, "RB", &[("n't", "not"), ("n’t", "not")]);
        check(Upos::Pron, "PRP", &[("them", "they"), ("him", "he"), ("her", "she"), ("me", "I")]);
        check(Upos::Pron, "PRP$", &[("his", "his"), ("her", "her"), ("their", "their")]);
        check(Upos::Det, "DT", &[("an", "a"), ("those", "that"), ("The", "the")]);
    }

    #[test]
    fn degrees() {
        check(
            Upos::Adj,
            "JJR",
            &[("better", "good"), ("larger", "large"), ("bigger", "big"), ("earlier", "early")],
        );
        check(Upos::Adv, "RBR", &[("better", "well"), ("later", "late")]);
        check(Upos::Adj, "JJ", &[("Iraqi", "Iraqi"), ("Nuclear", "nuclear")]);
    }

    #[test]
    fn features_stand_in_for_the_penn_tag() {
        assert_eq!(lemma("met", Upos::Verb, "", "Mood=Ind|Tense=Past|VerbForm=Fin"), "meet");
        assert_eq!(lemma("talks", Upos::Noun, "", "Number=Plur"), "talk");
    }

    #[test]
    fn numbers_and_signs() {
        check(Upos::Num, "CD", &[("1,200", "1200"), ("Three", "three")]);
        check(Upos::Punct, "``", &[("“", "\"")]);
    }

    #[test]
    fn tables_are_sorted() {
        for lines in [ENDING_LINES, WORD_LINES] {
            assert!(read(lines).is_sorted_by(|a, b| a.0 < b.0));
        }
    }

    #[test]
    fn nothing_breaks_it() {
        for word in ["", "'", "s", "İS", "ß", "é", "ings", "日本"] {
            for (upos, xpos) in
                [(Upos::Verb, "VBG"), (Upos::Noun, "NNS"), (Upos::Propn, "NNPS"), (Upos::Adj, "JJS")]
            {
                lemma(word, upos, xpos, "");
            }
        }
    }
}
