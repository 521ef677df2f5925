//! Copies that are made here: what of them is found, and what is taken for one that is none.

use super::*;
use detente::read::{Hints, text};

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn word(&mut self) -> String {
        const PARTS: [&str; 16] = [
            "ka", "ro", "min", "tes", "lu", "var", "sen", "di", "pol", "an", "ger", "mo", "sti", "ne", "fo",
            "ru",
        ];
        let count = 1 + self.roll(3);
        (0..=count).map(|_| PARTS[self.roll(PARTS.len())]).collect()
    }

    /// Words of a small vocabulary come often, as in texts.
    fn sentence(&mut self) -> String {
        const OFTEN: [&str; 12] =
            ["the", "of", "to", "in", "said", "on", "a", "and", "government", "talks", "minister", "that"];
        let length = 12 + self.roll(14);
        let words: Vec<String> = (0..length)
            .map(|_| if self.roll(2) == 0 { OFTEN[self.roll(OFTEN.len())].to_string() } else { self.word() })
            .collect();
        let sentence = words.join(" ");
        format!("{}{}.", sentence[..1].to_uppercase(), &sentence[1..])
    }

    /// The same words, but for every sixth.
    fn rewritten(&mut self, paragraph: &str) -> String {
        let words = paragraph.split(' ').enumerate();
        let words = words.map(|(i, word)| if i % 6 == 2 { self.word() } else { word.to_string() });
        words.collect::<Vec<_>>().join(" ")
    }

    fn article(&mut self) -> Vec<String> {
        let paragraphs = 6 + self.roll(8);
        (0..paragraphs).map(|_| format!("{} {}", self.sentence(), self.sentence())).collect()
    }
}

fn known(id: usize, paragraphs: &[String], day: i8) -> Known {
    let mut article = text(&paragraphs.join("\n\n"), &Hints { id: Some(id.to_string()), ..Hints::default() });
    article.published = Some(jiff::civil::date(2018, 1, day));
    Known::of(&article)
}

/// The ways in which papers change an agency's text.
fn variant(dice: &mut Dice, paragraphs: &[String], way: usize) -> Vec<String> {
    let mut out = paragraphs.to_vec();
    match way {
        0 => {}
        1 => out.truncate((out.len() * 7).div_ceil(10)),
        2 => out.iter_mut().for_each(|p| *p = p.replace(" said ", " says ").to_uppercase()),
        3 => out.insert(0, format!("By Staff Writers in {}", dice.word())),
        4 => {
            let middle = out.len() / 2;
            out.remove(middle);
        }
        5 => {
            let at = dice.roll(out.len());
            out.insert(at, dice.sentence());
        }
        6 => {
            for paragraph in &mut out {
                let words: Vec<String> = paragraph.split(' ').map(str::to_string).collect();
                let changed = dice.roll(words.len());
                let word =
                    |(i, w): (usize, &String)| if i == changed { "changed".to_string() } else { w.clone() };
                *paragraph = words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ");
            }
        }
        _ => out.rotate_left(1),
    }
    out
}

const WAYS: usize = 8;

#[test]
fn precision_and_recall_on_made_variants() {
    let mut dice = Dice(7);
    let (mut finder, mut truth) = (Finder::default(), Vec::new());
    let mut number = 0;
    let mut add = |finder: &mut Finder, paragraphs: &[String], base: Option<usize>| {
        finder.add(number, known(truth.len(), paragraphs, 1 + (number % 5) as i8));
        truth.push(base);
        number += 1;
    };
    for base in 0..150 {
        let article = dice.article();
        add(&mut finder, &article, Some(base));
        for way in 0..WAYS {
            let copy = variant(&mut dice, &article, way);
            add(&mut finder, &copy, Some(base));
        }
        // Another article with the same background: a third of its paragraphs.
        let mut other = dice.article();
        let shared = other.len() / 3;
        other.truncate(other.len() - shared);
        other.extend_from_slice(&article[article.len() - shared..]);
        add(&mut finder, &other, None);
        // A report of every day: the same words with other numbers and names.
        let next_day: Vec<String> = article.iter().map(|p| dice.rewritten(p)).collect();
        add(&mut finder, &next_day, None);
    }
    let links = finder.links();
    let (mut right, mut wrong, mut wanted) = (0, 0, 0);
    for (number, base) in truth.iter().enumerate() {
        let number = number as u64;
        wanted += usize::from(base.is_some());
        let Some(original) = links.originals.get(&number) else { continue };
        let same = base.is_some() && truth[*original as usize] == *base;
        right += usize::from(same);
        wrong += usize::from(!same);
    }
    // One of each group stands for it.
    wanted -= 150;
    let (precision, recall) = (right as f64 / (right + wrong) as f64, right as f64 / wanted as f64);
    println!("copies: precision {precision:.4}, recall {recall:.4} of {wanted}, {wrong} wrong");
    assert!(precision >= 0.99, "{precision}");
    assert!(recall >= 0.95, "{recall}");
}

#[test]
fn the_fullest_text_stands_for_all_wherever_it_comes() {
    let article = Dice(3).article();
    let short = &article[..article.len() * 6 / 10];
    let mut finder = Finder::default();
    for (number, paragraphs) in [short, short, &article, &article].into_iter().enumerate() {
        finder.add(number as u64, known(number, paragraphs, 1));
    }
    let links = finder.links();
    assert_eq!(links.counts(), (3, 1));
    let ids: Vec<String> = links.copies(2).into_iter().map(|copy| copy.document_id).collect();
    assert_eq!(ids, ["0", "1", "3"]);
    assert!(!links.is_copy(2));
}

#[test]
fn short_texts_and_distant_days_are_left_alone() {
    let article = Dice(5).article();
    let mut finder = Finder::default();
    finder.add(0, known(0, &article, 1));
    finder.add(1, known(1, &article, 20));
    finder.add(2, known(2, &["Talks began in Oslo on Monday.".to_string()], 1));
    finder.add(3, known(3, &["Talks began in Oslo on Monday.".to_string()], 1));
    assert_eq!(finder.links().counts(), (0, 0));
}

#[test]
fn what_is_remembered_is_bounded() {
    let mut finder = Finder::default();
    let mut dice = Dice(11);
    let first = dice.article();
    finder.add(0, known(0, &first, 1));
    let template = known(1, &dice.article(), 1);
    for number in 1..=TEXTS as u64 {
        let mut other = template.clone();
        other.sketch.exact = number;
        other.sketch.bands = std::array::from_fn(|i| number as u32 * 32 + i as u32);
        finder.add(number, other);
    }
    assert!(finder.texts.len() <= TEXTS && finder.exact.len() <= TEXTS);
    assert!(finder.bands.iter().all(|band| band.len() <= TEXTS));
    finder.add(u64::MAX, known(9, &first, 1));
    assert_eq!(finder.links().counts(), (0, 0));
}
