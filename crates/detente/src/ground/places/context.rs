//! What the places of a story say about each other: states, regions and surroundings that come up.

use super::candidate::Candidate;
use std::collections::BTreeMap;

/// A name of the story with what it is taken for now, and how sure that is, between 0 and 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct Taken<'a> {
    pub place: &'a Candidate,
    pub weight: f64,
}

/// Sums over the names of a story.
#[derive(Debug, Default)]
pub(super) struct Context {
    countries: BTreeMap<String, f64>,
    sites: BTreeMap<usize, f64>,
}

/// Degrees north within which two places are neighbours, about 150 km.
const NEAR: f64 = 1.35;

impl Context {
    pub fn of(taken: &[Taken<'_>]) -> Context {
        let mut context = Context::default();
        for one in taken {
            context.add(one.place, one.weight);
        }
        context
    }

    fn add(&mut self, place: &Candidate, weight: f64) {
        if let Some(country) = &place.country {
            *self.countries.entry(country.clone()).or_default() += weight;
        }
        for site in &place.chain {
            *self.sites.entry(*site).or_default() += weight;
        }
    }

    /// How much the rest of the story speaks for a place: 0 when nothing does. `own` is what its name itself adds.
    pub fn support(&self, place: &Candidate, own: Taken<'_>, taken: &[Taken<'_>]) -> f64 {
        let mut country = place.country.as_ref().and_then(|c| self.countries.get(c)).copied().unwrap_or(0.0);
        if own.place.country == place.country {
            country -= own.weight;
        }
        let mut inside = 0.0;
        // The last of the chain is the state, which is counted already.
        for site in place.chain.iter().take(place.chain.len().saturating_sub(1)) {
            let mut sum = self.sites.get(site).copied().unwrap_or(0.0);
            if own.place.chain.contains(site) {
                sum -= own.weight;
            }
            inside += part(sum, 1.0);
        }
        // A region has one level less above it than its towns, and no neighbours.
        if place.is_wide() {
            inside *= 1.6;
        }
        let around = taken.iter().filter(|t| !std::ptr::eq(t.place, own.place) && near(place, t.place));
        let around = if place.is_wide() { 0.0 } else { around.map(|t| t.weight).sum() };
        2.0 * part(country, 1.0) + 2.2 * inside + 1.5 * part(around, 1.0)
    }
}

fn part(sum: f64, half: f64) -> f64 {
    let sum = sum.max(0.0);
    sum / (sum + half)
}

fn near(a: &Candidate, b: &Candidate) -> bool {
    let (Some(here), Some(there)) = (a.at, b.at) else { return false };
    if b.is_wide() || b.is_demonym() {
        return false;
    }
    // A degree east gets shorter towards the poles: the cosine by its series, the same on every machine.
    let x = here.0.to_radians();
    let cosine = (1.0 - x * x / 2.0 + x * x * x * x / 24.0).max(0.05);
    let east = ((here.1 - there.1).abs()).min(360.0 - (here.1 - there.1).abs()) * cosine;
    (here.0 - there.0).abs() < NEAR && east < NEAR
}
