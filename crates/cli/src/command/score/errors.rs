//! What is missed, invented, found again or has another status, with the words where the texts are given.

use super::Compared;
use super::happening::Happening;
use detente_tables::MistakeRow;

/// All mistakes, in the order of the articles and of their evidence.
pub(super) fn rows(compared: &Compared) -> Vec<MistakeRow> {
    let Compared { gold, output, same, .. } = compared;
    let mut rows = Vec::new();
    let invented: Vec<usize> = compared.invented().collect();
    for (g, event) in gold.iter().enumerate() {
        if !event.optional && !same.has(g) {
            rows.push(row(compared, "missed", event, nearest(event, output)));
        }
    }
    for (o, event) in output.iter().enumerate() {
        if invented.contains(&o) {
            rows.push(row(compared, "invented", event, nearest(event, gold)));
        } else if same.of_output(o).is_none() {
            rows.push(row(compared, "again", event, None));
        }
    }
    for (g, o) in same.found(gold) {
        let (wanted, given) = (&gold[g], &output[o]);
        if !wanted.statuses.is_empty() && !wanted.statuses.contains(&given.statuses[0]) {
            rows.push(row(compared, "status", given, Some(wanted)));
        }
    }
    rows.sort_by(|a, b| (&a.document_id, a.start, a.end).cmp(&(&b.document_id, b.start, b.end)));
    rows
}

/// The event of the other side whose evidence overlaps most: what the event was taken for.
fn nearest<'a>(event: &Happening, others: &'a [Happening]) -> Option<&'a Happening> {
    let others = others.iter().filter(|other| other.document == event.document);
    let overlaps = others.map(|other| (event.overlap(other), other)).filter(|(overlap, _)| *overlap > 0);
    // The first of the best: `max_by_key` would give the last.
    overlaps.rev().max_by_key(|(overlap, _)| *overlap).map(|(_, other)| other)
}

fn row(
    compared: &Compared,
    mistake: &'static str,
    event: &Happening,
    other: Option<&Happening>,
) -> MistakeRow {
    let (start, end) = event.evidence.first().copied().unwrap_or_default();
    let text = compared.texts.get(&event.document);
    let (actors, recipients) = event.sides();
    MistakeRow {
        mistake,
        document_id: event.document.clone(),
        kind: event.kinds.join("|"),
        actors,
        recipients,
        status: event.statuses.join("|"),
        start,
        end,
        text: text.map(|text| text.chars().skip(start).take(end.saturating_sub(start)).collect()),
        other: other.map(said),
    }
}

fn said(event: &Happening) -> String {
    let (actors, recipients) = event.sides();
    format!("{} {actors} → {recipients}, {}", event.kinds.join("|"), event.statuses.join("|"))
}
