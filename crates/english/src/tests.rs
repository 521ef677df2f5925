//! The model as a whole: the same bits alone and in company, on one thread and on four, with every kernel.

use super::*;

fn english(kernel: Kernel) -> English {
    English::load(MODEL, kernel).unwrap()
}

fn texts() -> Vec<Vec<&'static str>> {
    let lines = "North Korea said on Monday that it would suspend the talks .
        Stop !
        The foreign ministers of Germany and France met their counterpart in Geneva , officials said .
        x
        He , she and the 3rd U.N. envoy ( Mr. Müller-Lüdenscheidt ) denied it on 7/7/2015 ; nobody believed them .";
    let mut out: Vec<Vec<&str>> = lines.lines().map(|line| line.split_whitespace().collect()).collect();
    out.insert(2, Vec::new());
    out
}

/// Words with their confidence as bits, so that equality is equality of bits.
fn exact(parsed: &[Vec<Word>]) -> Vec<Vec<(Word, u32)>> {
    parsed.iter().map(|s| s.iter().map(|w| (w.clone(), w.confidence.to_bits())).collect()).collect()
}

fn assert_tree(words: &[Word]) {
    assert_eq!(words.iter().filter(|w| w.head == 0).count(), usize::from(!words.is_empty()));
    for (i, word) in words.iter().enumerate() {
        assert_eq!(word.head == 0, word.deprel == "root");
        assert!((0.0..=1.0).contains(&word.confidence));
        let mut up = std::iter::successors(Some(i + 1), |&n| Some(words[n - 1].head).filter(|&h| h > 0));
        assert!(up.nth(words.len()).is_none(), "a cycle at {i}");
    }
}

#[test]
fn nothing_gives_nothing() {
    let english = English::embedded().unwrap();
    assert!(english.parse(&[]).is_empty());
    assert_eq!(english.parse(&[Vec::new(), Vec::new()]), [vec![], vec![]]);
    assert_eq!(english.version().len(), 12);
}

#[test]
fn company_does_not_matter() {
    let english = English::embedded().unwrap();
    let mut texts = texts();
    let together = exact(&english.parse(&texts));
    for (text, expected) in texts.iter().zip(&together) {
        assert_eq!(&exact(&english.parse(std::slice::from_ref(text)))[0], expected);
        assert_eq!(text.len(), expected.len());
    }
    texts.reverse();
    let mut turned = exact(&english.parse(&texts));
    turned.reverse();
    assert_eq!(turned, together);
    let many: Vec<_> = std::iter::repeat_with(self::texts).take(20).flatten().collect();
    assert!(exact(&english.parse(&many)).chunks(together.len()).all(|part| part == together));
}

#[test]
fn threads_do_not_matter() {
    let english = English::embedded().unwrap();
    let expected = exact(&english.parse(&texts()));
    std::thread::scope(|scope| {
        let run = || exact(&english.parse(&texts()));
        let all: Vec<_> = std::iter::repeat_with(|| scope.spawn(run)).take(4).collect();
        assert!(all.into_iter().all(|thread| thread.join().unwrap() == expected));
    });
}

/// Every kernel, with sentences of two windows among others, in turned order and alone.
#[test]
fn kernels_do_not_matter() {
    let mut texts = texts();
    texts.push((0..270).map(|i| ["talks", "Kim", ",", "said"][i * i % 7 % 4]).collect());
    let expected = exact(&english(Kernel::best()).parse(&texts));
    texts.reverse();
    for kernel in Kernel::all() {
        let mut turned = exact(&english(kernel).parse(&texts));
        turned.reverse();
        assert_eq!(turned, expected, "{kernel:?}");
        let alone = exact(&english(kernel).parse(&texts[texts.len() - 1..]));
        assert_eq!(alone[0], expected[0], "{kernel:?}");
    }
}

/// Time grows about as the length does, and room to work in stops growing: neither depends on what a text is like.
#[test]
fn long_sentences_cost_bounded_time_and_memory() {
    let english = English::embedded().unwrap();
    let seconds_per_word = |length: usize, times: usize| {
        let sentence: Vec<&str> = (0..length).map(|i| ["talks", "Kim", ",", "said"][i * i % 7 % 4]).collect();
        let (mut scratch, start) = (Scratch::default(), std::time::Instant::now());
        for _ in 0..times {
            english.parse_in(&mut scratch, std::slice::from_ref(&sentence), &[]);
        }
        assert!(scratch.bytes() < 12_000_000, "{length} words took {} bytes", scratch.bytes());
        start.elapsed().as_secs_f64() / (length * times) as f64
    };
    let usual = seconds_per_word(25, 20);
    for length in [400, 2000] {
        let found = (0..3).map(|_| seconds_per_word(length, 1)).fold(f64::INFINITY, f64::min);
        assert!(found < 12.0 * usual, "{length} words: {found} s a word, in usual sentences {usual}");
    }
}

#[test]
fn any_length_gives_one_tree() {
    let english = English::embedded().unwrap();
    let words = ["talks", "Kim", ",", "denuclearization", "\u{0}", "", "日本語"];
    for count in [1, 260, 600, LONGEST + 1, 2 * LONGEST + 5] {
        let sentence: Vec<&str> = (0..count).map(|i| words[i % words.len()]).collect();
        let parsed = english.parse(&[sentence]);
        assert_eq!(parsed[0].len(), count);
        assert_tree(&parsed[0]);
    }
}

#[test]
fn broken_files_are_refused() {
    for length in [0, 5, 8, 12, 16, 4000, 100_000, MODEL.len() - 1] {
        assert!(English::load(&MODEL[..length], Kernel::best()).is_err());
    }
}
