//! The figures: precision, recall and F1, and what is right of what was found.

use super::Compared;
use super::happening::Happening;
use super::pairing::{Counts, Pairing, percent};
use detente_tables::ScoreRow;
use std::collections::BTreeSet;

/// All figures, the most important ones first.
pub(super) fn rows(compared: &Compared) -> Vec<ScoreRow> {
    let Compared { gold, output, same, .. } = compared;
    let all = |_: &str| true;
    let types = Pairing::new(gold, output, Happening::has_type_of);
    let (gold_pairs, output_pairs) = (apart(gold), apart(output));
    let pairs = Pairing::new(&gold_pairs, &output_pairs, Happening::has_key_of);
    let mut rows = vec![
        agreement("type, actor, recipient", same.counts(gold, output, all)),
        agreement("pairs of countries", pairs.counts(&gold_pairs, &output_pairs, all)),
        agreement("type alone", types.counts(gold, output, all)),
    ];
    rows.extend(invented(compared));
    rows.extend(details(compared));
    let kinds: BTreeSet<&str> = gold.iter().chain(output).map(Happening::kind).collect();
    rows.extend(kinds.into_iter().map(|kind| agreement(kind, same.counts(gold, output, |k| k == kind))));
    rows
}

fn apart(events: &[Happening]) -> Vec<Happening> {
    events.iter().flat_map(Happening::apart).collect()
}

fn agreement(measure: &str, counts: Counts) -> ScoreRow {
    ScoreRow {
        measure: measure.to_string(),
        gold: Some(counts.gold),
        output: Some(counts.output),
        found: Some(counts.found),
        precision: counts.precision(),
        recall: counts.recall(),
        f1: counts.f1(),
        ..ScoreRow::default()
    }
}

/// Events without a counterpart, and those whose counterpart another event is already.
fn invented(compared: &Compared) -> [ScoreRow; 2] {
    let invented = compared.invented().count();
    let alone = (0..compared.output.len()).filter(|&o| compared.same.of_output(o).is_none()).count();
    let row = |measure: &str, count: usize| ScoreRow {
        measure: measure.to_string(),
        output: Some(count),
        per_article: (!compared.documents.is_empty()).then(|| count as f64 / compared.documents.len() as f64),
        ..ScoreRow::default()
    };
    [row("invented", invented), row("found again", alone - invented)]
}

/// What is right of the found events: of those only for which gold says it.
fn details(compared: &Compared) -> Vec<ScoreRow> {
    type Right = fn(&Happening, &Happening) -> Option<bool>;
    let measures: [(&str, Right); 6] = [
        ("evidence overlaps", |g, o| Some(g.overlap(o) > 0)),
        ("status right", |g, o| (!g.statuses.is_empty()).then(|| g.statuses.contains(&o.statuses[0]))),
        ("mode right", |g, o| (!g.modes.is_empty()).then(|| g.modes.iter().any(|m| o.modes.contains(m)))),
        ("alleged right", |g, o| g.alleged.map(|alleged| Some(alleged) == o.alleged)),
        ("channel right", |g, o| g.channel.as_ref().map(|channel| Some(channel) == o.channel.as_ref())),
        ("date right", |g, o| (!g.dates.is_empty()).then(|| g.dates.iter().any(|d| o.dates.contains(d)))),
    ];
    let Compared { gold, output, same, .. } = compared;
    let row = |(measure, right): &(&str, Right)| {
        let answers: Vec<bool> = same.found(gold).filter_map(|(g, o)| right(&gold[g], &output[o])).collect();
        let good = answers.iter().filter(|answer| **answer).count();
        ScoreRow {
            measure: (*measure).to_string(),
            found: Some(answers.len()),
            right: Some(good),
            percent: percent(good, answers.len()),
            ..ScoreRow::default()
        }
    };
    measures.iter().map(row).collect()
}
