//! Which of the places of a name is meant: what the text says itself, what else the story names, how well known each is.

use super::candidate::Candidate;
use super::context::{Context, Taken};
use super::spots::{Spot, in_state_of};
use crate::Document;
use std::collections::BTreeMap;

/// What is chosen for a spot.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Index into [`Spot::candidates`].
    pub candidate: usize,
    /// What the rest of the story says for it.
    pub support: f64,
    /// Whether the text itself says where it lies, here or at another mention of the name.
    pub placed: bool,
    /// Why it is this one.
    pub reason: String,
}

/// Spots with the same name that are said to lie in the same place, or of which that is not said.
struct Group<'a> {
    spots: Vec<usize>,
    candidates: &'a [Candidate],
    /// What the candidates have before the story is asked.
    start: Vec<f64>,
    best: usize,
    weight: f64,
    support: f64,
    placed: bool,
}

/// What "Springfield, Ill." adds to the one in Illinois; more than any size or story can.
const SAID: f64 = 8.0;
/// What "in X in Y" or "Y's X" adds.
const TOLD: f64 = 5.0;
/// What a place adds to that in which it is said to lie.
const HOLDS: f64 = 3.0;
/// What the place of a dateline counts more in the story.
const ROUNDS: usize = 4;

pub(super) fn choose(document: &Document, spots: &[Spot]) -> Vec<Choice> {
    let mut groups = groups(spots);
    for group in &mut groups {
        rank(group, &group.start.clone());
    }
    for _ in 0..ROUNDS {
        round(&mut groups);
    }
    let mut out: Vec<Option<Choice>> = vec![None; spots.len()];
    for group in &groups {
        for &spot in &group.spots {
            out[spot] = Some(Choice {
                candidate: group.best,
                support: group.support,
                placed: group.placed,
                reason: reason(document, spots, spot, group),
            });
        }
    }
    out.into_iter().flatten().collect()
}

fn groups(spots: &[Spot]) -> Vec<Group<'_>> {
    let mut index: BTreeMap<(&str, usize, Option<&str>), usize> = BTreeMap::new();
    let mut groups: Vec<Group<'_>> = Vec::new();
    let held = holders(spots);
    for (number, spot) in spots.iter().enumerate() {
        let within = spot.within.map(|w| spots[w.spot].key.as_str());
        // The same name may have other candidates elsewhere: demonyms, abbreviations.
        let name = (spot.key.as_str(), spot.candidates.len(), within);
        let at = *index.entry(name).or_insert_with(|| {
            let start = spot.candidates.iter().map(|c| c.prior).collect();
            let candidates = spot.candidates.as_slice();
            groups.push(Group {
                spots: Vec::new(),
                candidates,
                start,
                best: 0,
                weight: 0.0,
                support: 0.0,
                placed: false,
            });
            groups.len() - 1
        });
        let group = &mut groups[at];
        group.spots.push(number);
        group.placed |= spot.within.is_some();
        for (i, candidate) in spot.candidates.iter().enumerate() {
            let said = said(spots, spot, candidate);
            let holds = if held[number]
                .iter()
                .any(|&inner| spots[inner].candidates.iter().any(|c| c.lies_in(candidate)))
            {
                HOLDS
            } else {
                0.0
            };
            group.start[i] = group.start[i].max(candidate.prior + said + holds);
        }
    }
    share(spots, &mut groups);
    groups
}

/// For each spot those that are said to lie in it.
fn holders(spots: &[Spot]) -> Vec<Vec<usize>> {
    let mut out = vec![Vec::new(); spots.len()];
    for (number, spot) in spots.iter().enumerate() {
        if let Some(within) = spot.within {
            out[within.spot].push(number);
        }
    }
    out
}

fn said(spots: &[Spot], spot: &Spot, candidate: &Candidate) -> f64 {
    let Some(within) = spot.within else { return 0.0 };
    let inside =
        spots[within.spot].candidates.iter().any(|o| candidate.lies_in(o) || in_state_of(candidate, o));
    match (inside, within.close) {
        (true, true) => SAID,
        (true, false) => TOLD,
        _ => 0.0,
    }
}

/// What is said once about a name holds for its other mentions too.
fn share(spots: &[Spot], groups: &mut [Group<'_>]) {
    for open in 0..groups.len() {
        if groups[open].placed {
            continue;
        }
        let key = &spots[groups[open].spots[0]].key;
        let size = groups[open].candidates.len();
        let same = |g: &&Group<'_>| g.placed && g.candidates.len() == size && spots[g.spots[0]].key == *key;
        let Some(starts) = groups.iter().find(same).map(|g| g.start.clone()) else { continue };
        groups[open].start = starts;
        groups[open].placed = true;
    }
}

/// Takes the highest score; ties go to the one with the smaller id.
fn rank(group: &mut Group<'_>, scores: &[f64]) {
    let order = |a: &usize, b: &usize| {
        scores[*b]
            .total_cmp(&scores[*a])
            .then(group.candidates[*a].geonames_id.cmp(&group.candidates[*b].geonames_id))
    };
    let mut all: Vec<usize> = (0..scores.len()).collect();
    all.sort_by(order);
    group.best = all[0];
    let lead = all.get(1).map_or(2.0, |&second| scores[all[0]] - scores[second]);
    let place = &group.candidates[group.best];
    // A small town that nothing speaks for may be no place at all here.
    let size = if place.known || group.placed { 1.0 } else { ((place.prior - 2.5) / 2.5).clamp(0.1, 1.0) };
    group.weight = (0.3 + 0.7 * (lead / 2.0).clamp(0.0, 1.0)) * size;
}

fn round(groups: &mut [Group<'_>]) {
    let taken: Vec<Taken<'_>> =
        groups.iter().map(|g| Taken { place: &g.candidates[g.best], weight: g.weight }).collect();
    let context = Context::of(&taken);
    let mut all: Vec<(Vec<f64>, Vec<f64>)> = Vec::new();
    for (group, own) in groups.iter().zip(&taken) {
        let support: Vec<f64> = group.candidates.iter().map(|c| context.support(c, *own, &taken)).collect();
        let scores = group.start.iter().zip(&support).map(|(start, more)| start + more).collect();
        all.push((scores, support));
    }
    for (group, (scores, support)) in groups.iter_mut().zip(all) {
        rank(group, &scores);
        group.support = support[group.best];
    }
}

fn reason(document: &Document, spots: &[Spot], spot: usize, group: &Group<'_>) -> String {
    if let Some(within) = spots[spot].within {
        return format!("said to be in \"{}\"", document.words(spots[within.spot].span));
    }
    let rivals = group.candidates.len() - 1;
    match (rivals, group.placed) {
        (0, _) => "the only place of this name".to_string(),
        (_, true) => "said elsewhere in the text where it lies".to_string(),
        (n, _) if group.support >= 1.0 => format!("fits the other places of the text best, of {}", n + 1),
        (n, _) => format!("the best known of {}", n + 1),
    }
}
