//! Which language a text is in: English by its function words, others by their letters.

use crate::Paragraph;
use whatlang::Lang;

/// So many characters tell a language.
const ENOUGH: usize = 2000;

/// With fewer letters nothing is sure.
const LEAST: usize = 100;

/// English prose has at least this share of the words below, and what has fewer than the other share may be another
/// language: a list of names may be neither.
const ENGLISH: f32 = 0.10;
const FOREIGN: f32 = 0.04;

/// Function words that other languages have not.
#[rustfmt::skip]
const FUNCTION_WORDS: &[&str] = &[
    "the", "and", "to", "that", "with", "from", "have", "has", "were", "will", "said", "his", "they", "their", "this",
    "which", "who", "been", "after", "its", "would", "by", "not", "it", "are", "but", "you", "about", "when",
];

/// The language of the kept paragraphs, ISO 639-1. What a page says of itself names the language where the text only
/// shows that it is not English, and stands in where there is too little text.
pub(super) fn language(text: &str, paragraphs: &[Paragraph], said: Option<&str>) -> Option<String> {
    let mut sample = String::new();
    for paragraph in paragraphs.iter().filter(|p| p.kept()) {
        sample.push_str(paragraph.span.of(text));
        sample.push(' ');
        if sample.len() >= ENOUGH {
            break;
        }
    }
    let said = said.map(str::to_string);
    if sample.chars().filter(|c| c.is_alphabetic()).count() < LEAST {
        return said;
    }
    let share = share(&sample);
    if share >= ENGLISH {
        return Some("en".to_string());
    }
    let found = whatlang::detect(&sample)
        .filter(|info| share < FOREIGN && info.is_reliable() && info.lang() != Lang::Eng);
    match (found.and_then(|info| code(info.lang())), said) {
        (Some(_), Some(said)) if said != "en" => Some(said),
        (Some(found), _) => Some(found.to_string()),
        (None, said) => said,
    }
}

/// Share of English function words.
fn share(sample: &str) -> f32 {
    let words: Vec<String> =
        sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect();
    let function = words.iter().filter(|word| FUNCTION_WORDS.contains(&word.as_str())).count();
    function as f32 / words.len().max(1) as f32
}

/// The code of two letters.
#[rustfmt::skip]
fn code(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Epo => "eo", Lang::Eng => "en", Lang::Rus => "ru", Lang::Cmn => "zh", Lang::Spa => "es",
        Lang::Por => "pt", Lang::Ita => "it", Lang::Ben => "bn", Lang::Fra => "fr", Lang::Deu => "de",
        Lang::Ukr => "uk", Lang::Kat => "ka", Lang::Ara => "ar", Lang::Hin => "hi", Lang::Jpn => "ja",
        Lang::Heb => "he", Lang::Yid => "yi", Lang::Pol => "pl", Lang::Amh => "am", Lang::Jav => "jv",
        Lang::Kor => "ko", Lang::Nob => "nb", Lang::Dan => "da", Lang::Swe => "sv", Lang::Fin => "fi",
        Lang::Tur => "tr", Lang::Nld => "nl", Lang::Hun => "hu", Lang::Ces => "cs", Lang::Ell => "el",
        Lang::Bul => "bg", Lang::Bel => "be", Lang::Mar => "mr", Lang::Kan => "kn", Lang::Ron => "ro",
        Lang::Slv => "sl", Lang::Hrv => "hr", Lang::Srp => "sr", Lang::Mkd => "mk", Lang::Lit => "lt",
        Lang::Lav => "lv", Lang::Est => "et", Lang::Tam => "ta", Lang::Vie => "vi", Lang::Urd => "ur",
        Lang::Tha => "th", Lang::Guj => "gu", Lang::Uzb => "uz", Lang::Pan => "pa", Lang::Aze => "az",
        Lang::Ind => "id", Lang::Tel => "te", Lang::Pes => "fa", Lang::Mal => "ml", Lang::Ori => "or",
        Lang::Mya => "my", Lang::Nep => "ne", Lang::Sin => "si", Lang::Khm => "km", Lang::Tuk => "tk",
        Lang::Aka => "ak", Lang::Zul => "zu", Lang::Sna => "sn", Lang::Afr => "af", Lang::Lat => "la",
        Lang::Slk => "sk", Lang::Cat => "ca", Lang::Tgl => "tl", Lang::Hye => "hy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ParagraphKind, Span};

    fn of(text: &str, said: Option<&str>) -> Option<String> {
        let span = Span::new(0, text.len());
        language(text, &[Paragraph { span, kind: ParagraphKind::Body, reason: "text" }], said)
    }

    #[test]
    fn english_is_told_from_others() {
        let english = "The foreign ministers of both countries met in Vienna on Monday, and they agreed to open an office at the border before the end of the year.";
        let french = "Les ministres des affaires étrangères des deux pays se sont réunis lundi à Vienne et ont décidé d’ouvrir un bureau à la frontière commune avant la fin de l’année.";
        let dutch = "De ministers van Buitenlandse Zaken van beide landen kwamen maandag in Wenen bijeen en besloten een kantoor aan de gemeenschappelijke grens te openen.";
        let russian = "Министры иностранных дел обеих стран встретились в понедельник в Вене и решили открыть бюро на общей границе до конца этого года.";
        assert_eq!(of(english, None).as_deref(), Some("en"));
        assert_eq!(of(english, Some("fr")).as_deref(), Some("en"));
        assert_eq!(of(french, Some("en")).as_deref(), Some("fr"));
        assert_eq!(of(dutch, None).as_deref(), Some("nl"));
        assert_eq!(of(russian, None).as_deref(), Some("ru"));
    }

    #[test]
    fn english_full_of_names_stays_english() {
        let text = "President Emmanuel Macron, Chancellor Olaf Scholz and Prime Minister Giorgia Meloni met Volodymyr Zelenskyy, Recep Tayyip Erdoğan and Nikol Pashinyan in Saint-Germain-en-Laye.";
        assert_eq!(of(text, None).as_deref().unwrap_or("en"), "en");
    }

    #[test]
    fn too_little_text_takes_what_is_said() {
        assert_eq!(of("Ja.", Some("de")).as_deref(), Some("de"));
        assert_eq!(of("Ja.", None), None);
    }
}
