//! Contexts of articles and paragraphs against labels: `gold/contexts.tsv` and `detente look contexts`.

use super::files;
use super::pairing::percent;
use crate::args::ScoreArgs;
use crate::console::Talk;
use crate::stop::Stop;
use detente_tables::ScoreRow;
use std::collections::{BTreeMap, BTreeSet};

/// An article, or one of its paragraphs by number.
pub(super) type Unit = (String, Option<usize>);
/// Contexts of each unit.
pub(super) type Labels = BTreeMap<Unit, BTreeSet<String>>;

/// Labels and output over the articles that count.
pub(super) struct Compared {
    gold: Labels,
    output: Labels,
}

impl Compared {
    pub(super) fn read(args: &ScoreArgs, talk: &mut Talk) -> Result<Compared, Stop> {
        let mut gold = files::labels(&args.gold)?;
        let mut output = files::contexts(&args.coded)?;
        let texts = args.articles.as_deref().map(files::articles).transpose()?;
        let known: BTreeSet<String> = gold.keys().map(|(document, _)| document.clone()).collect();
        let counts = |document: &str| {
            known.contains(document) && texts.as_ref().is_none_or(|texts| texts.contains_key(document))
        };
        let before = output.len();
        gold.retain(|(document, _), _| counts(document));
        output.retain(|(document, _), _| counts(document));
        if before > output.len() {
            talk.note(&format!(
                "left out, as their articles do not count: {} articles and paragraphs of the output",
                before - output.len()
            ));
        }
        Ok(Compared { gold, output })
    }

    pub(super) fn title(&self) -> String {
        let paragraphs = self.gold.keys().filter(|(_, paragraph)| paragraph.is_some()).count();
        format!("{} articles · {paragraphs} paragraphs with labels", self.gold.len() - paragraphs)
    }

    /// All contexts together and their mean, of articles and of paragraphs, then each context.
    pub(super) fn rows(&self) -> Vec<ScoreRow> {
        let (articles, paragraphs) = (self.counts(false), self.counts(true));
        let mut rows = Vec::new();
        for (what, counts) in [("articles", &articles), ("paragraphs", &paragraphs)] {
            rows.push(row(what, counts.values().fold(Counts::default(), Counts::plus)));
            rows.push(mean(&format!("{what}, mean over contexts"), counts));
        }
        rows.extend(articles.iter().map(|(context, counts)| row(context, *counts)));
        rows.extend(
            paragraphs.iter().map(|(context, counts)| row(&format!("{context}, paragraphs"), *counts)),
        );
        rows
    }

    fn counts(&self, paragraphs: bool) -> BTreeMap<&str, Counts> {
        let mut out: BTreeMap<&str, Counts> = BTreeMap::new();
        for (unit, wanted) in self.gold.iter().filter(|((_, p), _)| p.is_some() == paragraphs) {
            let given = self.output.get(unit);
            let all: BTreeSet<&String> = wanted.iter().chain(given.into_iter().flatten()).collect();
            for context in all {
                let counts = out.entry(context).or_default();
                let (gold, output) =
                    (wanted.contains(context), given.is_some_and(|given| given.contains(context)));
                counts.gold += usize::from(gold);
                counts.output += usize::from(output);
                counts.found += usize::from(gold && output);
            }
        }
        out
    }
}

#[derive(Debug, Default, Clone, Copy)]
struct Counts {
    gold: usize,
    output: usize,
    found: usize,
}

impl Counts {
    fn plus(self, other: &Counts) -> Counts {
        Counts {
            gold: self.gold + other.gold,
            output: self.output + other.output,
            found: self.found + other.found,
        }
    }

    fn f1(self) -> Option<f64> {
        percent(2 * self.found, self.gold + self.output)
    }
}

fn row(measure: &str, counts: Counts) -> ScoreRow {
    ScoreRow {
        measure: measure.to_string(),
        gold: Some(counts.gold),
        output: Some(counts.output),
        found: Some(counts.found),
        precision: percent(counts.found, counts.output),
        recall: percent(counts.found, counts.gold),
        f1: counts.f1(),
        ..ScoreRow::default()
    }
}

/// The mean over the contexts that the labels have; one that the output never has counts with a precision of 0.
fn mean(measure: &str, counts: &BTreeMap<&str, Counts>) -> ScoreRow {
    let labelled: Vec<Counts> = counts.values().copied().filter(|c| c.gold > 0).collect();
    let mean = |of: fn(Counts) -> Option<f64>| {
        let sum: f64 = labelled.iter().map(|c| of(*c).unwrap_or(0.0)).sum();
        (!labelled.is_empty()).then(|| sum / labelled.len() as f64)
    };
    ScoreRow {
        measure: measure.to_string(),
        precision: mean(|c| percent(c.found, c.output)),
        recall: mean(|c| percent(c.found, c.gold)),
        f1: mean(Counts::f1),
        ..ScoreRow::default()
    }
}
