//! A text as the set of its runs of three words, small enough to be remembered.
//!
//! Runs are hashed; the smallest hashes stand for all of them, because which are smallest has nothing to do with what they
//! say. Two texts are compared on the hashes below the larger of both limits' smaller one, where both sets are complete.

use detente::Article;

/// Words in a run: two texts on the same matter share single words and pairs, but hardly runs of three.
const RUN: usize = 3;

/// So many runs are remembered of a text; shorter texts are remembered whole.
const KEPT: usize = 256;

/// Bands of minima, and minima in a band: texts that share half of their runs meet in a band with 99 %, those that
/// share a tenth with 18 %.
pub const BANDS: usize = 20;
const ROWS: usize = 2;

/// What is remembered of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sketch {
    /// Hash of all words in their order.
    pub exact: u64,
    /// Words of the text.
    pub words: usize,
    /// The smallest hashes of runs, in order.
    runs: Vec<u32>,
    /// All hashes up to this one are among them.
    limit: u32,
    /// Keys by which similar texts are found.
    pub bands: [u32; BANDS],
}

impl Sketch {
    /// The sketch of what is kept of an article; headings and page residue differ between papers.
    pub fn of(article: &Article) -> Sketch {
        let mut words = Vec::new();
        for paragraph in article.paragraphs.iter().filter(|p| p.kept()) {
            if paragraph.kind == detente::ParagraphKind::Body {
                words.extend(hashes(paragraph.span.of(&article.text)));
            }
        }
        Sketch::new(&words)
    }

    fn new(words: &[u64]) -> Sketch {
        let exact = words.iter().fold(words.len() as u64, |hash, word| mixed(hash ^ word));
        let run = |run: &[u64]| run.iter().fold(0, |hash: u64, word| mixed(hash ^ word));
        let all: Vec<u64> = words.windows(RUN).map(run).collect();
        let mut minima = [u64::MAX; BANDS * ROWS];
        for hash in &all {
            for (i, least) in minima.iter_mut().enumerate() {
                *least = (*least).min(mixed(hash ^ SALT.wrapping_mul(i as u64 + 1)));
            }
        }
        let mut runs: Vec<u32> = all.iter().map(|hash| (hash >> 32) as u32).collect();
        runs.sort_unstable();
        runs.dedup();
        let limit = if runs.len() > KEPT { runs[KEPT - 1] } else { u32::MAX };
        runs.truncate(KEPT);
        runs.shrink_to_fit();
        let band = |i: usize| (mixed(minima[i * ROWS] ^ mixed(minima[i * ROWS + 1] ^ i as u64)) >> 32) as u32;
        Sketch { exact, words: words.len(), runs, limit, bands: std::array::from_fn(band) }
    }

    /// Which part of the shorter text stands in the longer one, from 0 to 1.
    pub fn overlap(&self, other: &Sketch) -> f64 {
        let limit = self.limit.min(other.limit);
        let below = |runs: &[u32]| runs.partition_point(|run| *run <= limit);
        let (a, b) = (&self.runs[..below(&self.runs)], &other.runs[..below(&other.runs)]);
        let both = a.iter().filter(|run| b.binary_search(run).is_ok()).count();
        both as f64 / a.len().min(b.len()).max(1) as f64
    }
}

const SALT: u64 = 0x9e37_79b9_7f4a_7c15;

/// Every bit of the result depends on every bit of the number (the finish of splitmix64).
fn mixed(number: u64) -> u64 {
    let mut z = number.wrapping_add(SALT);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// Words without case, quotation marks and other signs, as hashes.
fn hashes(text: &str) -> impl Iterator<Item = u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(|word| word.chars().flat_map(char::to_lowercase).fold(0, |hash, c| mixed(hash ^ u64::from(c))))
}
