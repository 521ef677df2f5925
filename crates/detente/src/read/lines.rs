//! What one line looks like by itself, and which cue phrase it carries.

use super::{blocks, cues, dates};
use crate::ParagraphKind;

/// A verdict on a block: what it is, and why.
pub(super) type Verdict = (ParagraphKind, &'static str);

/// A block's text with its features.
pub(super) struct Line<'a> {
    /// The block as it stands.
    pub text: &'a str,
    /// In lower case, with straight apostrophes and single spaces.
    pub plain: String,
    /// Words.
    pub words: usize,
    /// Ends as a sentence does.
    pub terminal: bool,
    /// Empty lines before it.
    pub gap: usize,
}

impl<'a> Line<'a> {
    pub fn new(text: &'a str, gap: usize) -> Line<'a> {
        let lower = text.to_lowercase().replace(['’', '‘', '`'], "'");
        let plain: Vec<&str> = lower.split_whitespace().collect();
        Line { text, words: plain.len(), plain: plain.join(" "), terminal: is_terminal(text), gap }
    }

    /// A full sentence, by length and end.
    pub fn is_prose(&self) -> bool {
        self.terminal && self.words >= 6 || self.words >= 25
    }

    /// An item of a list.
    pub fn is_item(&self) -> bool {
        blocks::is_item(self.text)
    }

    /// An entry of a live blog with its time ("14:05 — Envoys arrive").
    pub fn is_entry(&self) -> bool {
        let stamp = self.plain.split(' ').next().unwrap_or("");
        let digits = |part: &str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
        self.words >= 2
            && stamp.split_once([':', '.']).is_some_and(|(hour, minute)| digits(hour) && digits(minute))
    }

    /// The line's own words, without punctuation.
    fn bare(&self) -> impl Iterator<Item = &str> {
        self.plain
            .split(' ')
            .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
            .filter(|w| !w.is_empty())
    }

    /// What the line's form and cue phrases say, wherever it stands.
    pub fn cue(&self) -> Option<Verdict> {
        self.whole()
            .or_else(|| self.opening())
            .or_else(|| self.within())
            .or_else(|| self.symbols())
            .or_else(|| self.vocabulary())
            .or_else(|| self.byline())
            .or_else(|| self.date())
            .or_else(|| self.caption())
            .or_else(|| self.invitation())
    }

    fn whole(&self) -> Option<Verdict> {
        let core = self.plain.trim_matches(|c: char| !c.is_alphabetic() && c != '\'');
        cues::WHOLE.iter().find(|(phrase, ..)| *phrase == core).map(|&(_, kind, reason)| (kind, reason))
    }

    fn opening(&self) -> Option<Verdict> {
        // A link to another article is a heading; only behind a colon may it be a sentence.
        let sentence =
            |phrase: &str, kind| kind == ParagraphKind::Related && self.terminal && !phrase.ends_with(':');
        let bracketed = self.plain.trim_start_matches('[');
        let found = cues::OPENING.iter().find(|(phrase, most, kind, _)| {
            self.words <= *most
                && (self.plain.starts_with(phrase) || bracketed.starts_with(phrase))
                && !sentence(phrase, *kind)
        });
        found.map(|&(_, _, kind, reason)| (kind, reason))
    }

    fn within(&self) -> Option<Verdict> {
        let fits = |phrase: &str, most: usize| self.words <= most && self.plain.contains(phrase);
        let found = cues::WITHIN.iter().find(|(phrase, most, ..)| fits(phrase, *most));
        // Inside quotation marks somebody speaks.
        found.filter(|_| !self.text.starts_with(['"', '“'])).map(|&(_, _, kind, reason)| (kind, reason))
    }

    /// Rules, end marks, breadcrumbs.
    fn symbols(&self) -> Option<Verdict> {
        if !self.text.chars().any(char::is_alphabetic) {
            let stamp = self.text.contains(':') && self.text.chars().any(|c| c.is_ascii_digit());
            return Some(if stamp {
                (ParagraphKind::Date, "time stamp")
            } else {
                (ParagraphKind::Navigation, "no words")
            });
        }
        let trail = self.words <= 10 && !self.terminal && self.text.contains([' ', '\u{a0}']);
        (trail && [" › ", " » ", " > ", " / "].iter().any(|mark| self.text.contains(mark)))
            .then_some((ParagraphKind::Navigation, "breadcrumbs"))
    }

    fn vocabulary(&self) -> Option<Verdict> {
        let all =
            |table: &[&str]| self.bare().all(|w| table.contains(&w) || w.bytes().all(|b| b.is_ascii_digit()));
        if self.terminal && self.words > 2 {
            return None;
        }
        if all(cues::SHARE) {
            return Some((ParagraphKind::Sharing, "nothing but share buttons"));
        }
        all(cues::MENU).then_some((ParagraphKind::Navigation, "nothing but menu words"))
    }

    fn byline(&self) -> Option<Verdict> {
        let plain = self.plain.trim_start_matches(['(', '—', '-', ' ']);
        let credit = cues::CREDITS.iter().find(|c| plain.starts_with(**c))?;
        let rest = plain.get(credit.len()..)?;
        let words: Vec<&str> = rest.split([' ', ',', ';']).filter(|w| !w.is_empty()).collect();
        let skipped = credit.split_whitespace().count();
        let name: Vec<&str> = self
            .text
            .split_whitespace()
            .skip(skipped + usize::from(plain != self.plain && self.text.starts_with(['—', '-'])))
            .collect();
        let first = words.first()?.trim_matches(|c: char| !c.is_alphanumeric());
        let named = !cues::NO_NAME.contains(&first) && name.first().is_some_and(|w| starts_as_name(w));
        let credits = *credit != "by " || !self.terminal && self.words <= 16;
        (named && credits && self.words <= 40 && (words.len() <= 3 || name_words(&name) >= 2))
            .then_some((ParagraphKind::Byline, "names who wrote it"))
    }

    fn date(&self) -> Option<Verdict> {
        let found = match dates::opens_date_line(self.text) {
            true if self.words <= 20 && !self.terminal => dates::date_in_line(self.text),
            _ if self.words <= 18 => dates::date_or_place_and_date(self.text),
            _ => None,
        };
        found.map(|_| (ParagraphKind::Date, "nothing but a date"))
    }

    fn caption(&self) -> Option<Verdict> {
        let verdict = Some((ParagraphKind::Caption, "ends with the credit of a picture"));
        if self.words <= 80
            && (self.has_credit_in_parentheses() || self.has_labelled_credit() || self.ends_with_agency())
        {
            return verdict;
        }
        None
    }

    /// "Angela Merkel (Getty/AFP)", "Envoys arrive. (AP Photo/Jane Doe)".
    fn has_credit_in_parentheses(&self) -> bool {
        let Some(inside) = self.plain.strip_suffix([')', ']']).and_then(|t| t.rsplit(['(', '[']).next())
        else {
            return false;
        };
        let words: Vec<&str> =
            inside.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|w| !w.is_empty()).collect();
        let credits = words.iter().filter(|w| cues::CREDIT_WORDS.contains(w)).count();
        let short = words.len() <= 8 && inside.len() < self.plain.len();
        short && (credits >= 2 || credits == 1 && (inside.contains(['/', ':']) || self.words <= 12))
    }

    /// "… lasted five days. Photo: P. Example/Agency".
    fn has_labelled_credit(&self) -> bool {
        let labels =
            ["photo: ", "photograph: ", "photo by ", "picture: ", "image: ", "credit: ", "photo credit: "];
        labels
            .iter()
            .filter_map(|label| self.plain.rfind(label).map(|at| &self.plain[at + label.len()..]))
            .any(|rest| rest.split(' ').count() <= 8 && !rest.contains(['"', '“', '”']))
    }

    /// "… on Friday. REUTERS/Jane Doe", "Jane Doe/AFP via Getty Images".
    fn ends_with_agency(&self) -> bool {
        let last: Vec<&str> = self.plain.split(' ').rev().take(5).collect();
        let slash = |w: &&str| {
            w.split('/').count() > 1 && w.split('/').any(|part| cues::CREDIT_WORDS.contains(&part))
        };
        !self.terminal && last.iter().any(slash)
    }

    /// "Sign up for our newsletter": an imperative with the words of those who sell a newspaper.
    fn invitation(&self) -> Option<Verdict> {
        let (_, needed) = cues::INVITATIONS.iter().find(|(opening, _)| self.plain.starts_with(opening))?;
        (self.words <= 45 && self.promotion() >= *needed)
            .then_some((ParagraphKind::Newsletter, "invites to subscribe"))
    }

    /// How many words of advertising it holds.
    pub fn promotion(&self) -> usize {
        self.bare().filter(|w| cues::PROMOTION.contains(w)).count()
    }

    /// "Senior Writer" under a byline.
    pub fn is_author_role(&self) -> bool {
        self.words <= 6 && !self.terminal && self.bare().any(|w| cues::AUTHOR_ROLES.contains(&w))
    }

    /// A sentence about an author: of that name when the byline is known, in the words of biographies otherwise.
    pub fn is_biography(&self, author: Option<&str>) -> bool {
        let named = author.is_some_and(|a| {
            a.split(" and ").any(|name| starts_with_word(&self.plain, &name.to_lowercase()))
        });
        let is_a = [" is a ", " is an ", " is the ", " was a ", " is currently "]
            .iter()
            .find_map(|v| self.plain.find(v));
        let noun = |at: usize| {
            let rest = self.plain[at..].split(' ').skip(2).take(12);
            rest.map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()))
                .any(|w| cues::BIOGRAPHY_NOUNS.contains(&w))
        };
        let phrase = cues::BIOGRAPHY_PHRASES.iter().any(|p| self.plain.contains(p));
        let opens = is_a.filter(|at| self.plain[..*at].split(' ').count() <= 4).is_some_and(noun);
        named && (phrase || is_a.is_some_and(noun)) || opens && starts_as_name(self.text)
    }
}

fn starts_with_word(text: &str, word: &str) -> bool {
    !word.is_empty() && text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// Whether the first word has a capital.
fn starts_as_name(text: &str) -> bool {
    text.trim_start().starts_with(char::is_uppercase)
}

/// Words with a capital at the beginning.
fn name_words(words: &[&str]) -> usize {
    words.iter().take_while(|w| w.starts_with(char::is_uppercase)).count()
}

fn is_terminal(text: &str) -> bool {
    let core = text.trim_end_matches(['"', '”', '\'', '’', ')', ']', '»', '*']);
    core.ends_with(['.', '!', '?', '…', ':', ';'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ParagraphKind::*;

    fn kind(text: &str) -> Option<ParagraphKind> {
        Line::new(text, 1).cue().map(|v| v.0)
    }

    #[test]
    fn residue_is_known_by_its_form() {
        for (text, expected) in [
            ("Skip to content", Navigation),
            ("Home News Opinion Sport", Navigation),
            ("Sign in | Subscribe", Navigation),
            ("World › Africa", Navigation),
            ("* * *", Navigation),
            ("4 min read", Navigation),
            ("Share Tweet Email Print", Sharing),
            ("Follow us on Facebook", Sharing),
            ("By Jane Doe", Byline),
            ("By JANE DOE and Ali bin Salem, Diplomatic correspondents", Byline),
            ("(Reporting by Jane Doe; Editing by John Roe)", Byline),
            ("Updated 5 May 2019 10:14 GMT", Date),
            ("14:05", Date),
            ("Envoys arrive at the hotel. (AP Photo/Jane Doe)", Caption),
            ("The minister in May. Photo: Jane Doe/Example Pictures", Caption),
            ("Sign up for our morning newsletter.", Newsletter),
            ("Get the best stories of our editors in your inbox", Newsletter),
            ("READ MORE: What the minister wants", Related),
            ("Related Topics ------", Related),
            ("More from Jane Doe", Related),
            ("© 2019 The Example Times", Legal),
            ("We use cookies to make this site work.", Legal),
            ("12 Comments", Comments),
        ] {
            assert_eq!(kind(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn sentences_with_such_words_stay_body() {
        for text in [
            "Related talks will be held in Geneva next week.",
            "Share prices in Seoul rose after the announcement.",
            "By Friday the last troops had left the town.",
            "By John Kerry's account, the talks failed.",
            "Home Secretary Jane Doe resigned on Tuesday.",
            "Published figures show that exports fell by half.",
            "Updated sanctions lists will be issued on 5 May 2019, the ministry said.",
            "Comments by the minister angered Beijing.",
            "Readers of the newsletter were told to subscribe to peace.",
            "Get out of our country, the protesters shouted.",
            "Join us in our struggle, he told supporters.",
            "The minister told Reuters that the talks would go on.",
            "Support for the treaty is growing.",
            "“All rights reserved for us must be kept,” he said.",
            "The ministry posted a photo: two soldiers stood at the border, holding the flag of the country.",
        ] {
            assert_eq!(kind(text), None, "{text}");
        }
    }

    #[test]
    fn biographies_need_a_name_or_their_own_words() {
        let is = |text: &str, author| Line::new(text, 1).is_biography(author);
        assert!(is("Jane Doe is an award-winning reporter at the Example Times.", None));
        assert!(is("Jane Doe has covered the region since 2009.", Some("Jane Doe")));
        assert!(!is("Jane Doe has covered up the scandal.", None));
        assert!(!is("Ali Salem is a spokesman for the ministry.", None));
    }
}
