//! What a name can mean as a place: rows of the tables and sites of the gazetteer, each with how well known it is.

use detente_knowledge::{Knowledge, NameForm, NameKind, Place, Site, SiteKind, key, place_key};

/// A place that a name can stand for.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub name: String,
    pub kind: String,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    pub geonames_id: Option<u64>,
    /// Degrees north and east.
    pub at: Option<(f64, f64)>,
    /// Numbers in the gazetteer: its own, then those of what it lies in, nearest first. A place that the gazetteer does not
    /// have begins with its country.
    pub chain: Vec<usize>,
    /// Whether the first of the chain is the place itself.
    pub listed: bool,
    /// How likely the name means it when nothing else is known: about the decimal logarithm of its inhabitants.
    pub prior: f64,
    /// Whether it stands in the tables that people keep, and not only in the gazetteer.
    pub known: bool,
    /// How it has the name.
    pub form: NameForm,
}

/// What news means by the name of a state when nothing else is said.
const STATE: f64 = 8.0;
/// The same by the name of a seat of government.
const SEAT: f64 = 7.5;
/// The same of a row of `places.csv` other than a town.
const NOTED: f64 = 7.0;
/// How much less a name means a large town, or a smaller place, that has it only as another name.
const OTHER_NAME: [f64; 2] = [0.7, 2.0];
/// Inhabitants of a large town.
const LARGE: u32 = 100_000;
/// Degrees within which a row of the tables and a site of the gazetteer are the same place.
const SAME: f64 = 0.3;

impl Candidate {
    /// Whether it holds others: a state, a region, a district.
    pub fn holds(&self) -> bool {
        self.listed && matches!(self.kind.as_str(), "country" | "region" | "district")
    }

    /// Whether it is large enough that its middle is not near its parts.
    pub fn is_wide(&self) -> bool {
        !matches!(self.kind.as_str(), "town" | "district" | "venue" | "base" | "camp")
    }

    /// Whether it lies in that state, region or district.
    pub fn lies_in(&self, other: &Candidate) -> bool {
        let Some(own) = other.chain.first().filter(|_| other.listed) else { return false };
        self.chain.iter().skip(usize::from(self.listed)).any(|c| c == own)
    }

    pub fn is_demonym(&self) -> bool {
        self.kind == "demonym"
    }

    fn is_site(&self, place: &Place) -> bool {
        let id = place.geonames_id.parse().ok();
        let number = |cell: &str| cell.parse::<f64>().ok();
        let near = || {
            let (Some(at), Some(north), Some(east)) =
                (self.at, number(&place.latitude), number(&place.longitude))
            else {
                return false;
            };
            (at.0 - north).abs() < SAME && (at.1 - east).abs() < SAME
        };
        let same_country = self.country.as_deref().is_some_and(|c| c == place.country);
        let same_kind = place.kind == self.kind;
        id.is_some() && id == self.geonames_id
            || same_country && same_kind && (place.kind == "region" || near())
    }
}

/// Places of the gazetteer with that key.
pub(super) fn of_gazetteer(knowledge: &Knowledge, key: &str) -> Vec<Candidate> {
    knowledge.gazetteer.find(key).map(|(site, form)| of_site(knowledge, site, form)).collect()
}

fn of_site(knowledge: &Knowledge, site: Site, form: NameForm) -> Candidate {
    let above: Vec<Site> = knowledge.gazetteer.above(&site).collect();
    let region = above.iter().find(|s| s.kind == SiteKind::Region);
    let size = magnitude(site.population);
    // A region is named more often than a town of its size, a district less often.
    let (kind, prior) = match site.kind {
        SiteKind::Country => ("country", STATE),
        SiteKind::Region => ("region", size + 0.5),
        SiteKind::District => ("district", size - 1.5),
        SiteKind::Town => ("town", size),
    };
    let less = OTHER_NAME[usize::from(site.population < LARGE && site.kind == SiteKind::Town)];
    Candidate {
        name: site.name.to_string(),
        kind: kind.to_string(),
        country: Some(site.country.to_string()),
        admin1: region.map(|r| r.name.to_string()),
        geonames_id: site.geonames_id,
        at: Some((site.latitude, site.longitude)),
        chain: std::iter::once(site.index).chain(above.iter().map(|s| s.index)).collect(),
        listed: true,
        prior: if form == NameForm::Other { prior - less } else { prior },
        known: false,
        form,
    }
}

/// A region around a town of its own name is the second thing that the name means; a country is not its capital, though
/// another language may call that by the same name ("Mexico").
pub(super) fn after_towns(all: &mut Vec<Candidate>) {
    let countries: Vec<Option<String>> =
        all.iter().filter(|c| c.kind == "country").map(|c| c.country.clone()).collect();
    all.retain(|c| c.kind != "town" || c.form == NameForm::Own || !countries.contains(&c.country));
    // A village whose name is spelled alike says nothing about its state.
    let own_town = |c: &&Candidate| c.kind == "town" && c.form == NameForm::Own && c.prior >= 4.0;
    let towns: Vec<(Vec<usize>, f64)> =
        all.iter().filter(own_town).map(|c| (c.chain.clone(), c.prior)).collect();
    for region in all.iter_mut().filter(|c| c.listed && matches!(c.kind.as_str(), "region" | "district")) {
        let own = region.chain[0];
        let inside = towns.iter().filter(|(chain, _)| chain.contains(&own)).map(|(_, prior)| *prior);
        region.prior = inside.fold(region.prior, |prior, town| prior.min(town - 0.3));
    }
}

/// Adds what the tables say a name means, most telling first; a row that the gazetteer has too becomes one with it.
pub(super) fn add_known(knowledge: &Knowledge, kinds: &[NameKind], all: &mut Vec<Candidate>) {
    for kind in kinds {
        match kind {
            NameKind::Country(i) => all.extend(of_country(knowledge, *i, "country")),
            NameKind::Adjective(i) | NameKind::Inhabitant(i) => {
                all.extend(of_country(knowledge, *i, "demonym"))
            }
            NameKind::Seat(i) => {
                let country = knowledge.pack.countries.get(*i).map(|c| c.iso3.as_str());
                let town = |c: &&mut Candidate| {
                    c.kind == "town" && c.form == NameForm::Own && c.country.as_deref() == country
                };
                let largest = all.iter_mut().filter(town).max_by(|a, b| a.prior.total_cmp(&b.prior));
                if let Some(seat) = largest {
                    (seat.known, seat.prior) = (true, seat.prior.max(SEAT));
                }
            }
            NameKind::Metonym(i) => all.extend(of_country(knowledge, *i, "venue")),
            NameKind::Place(i) => {
                if let Some(place) = knowledge.pack.places.get(*i) {
                    add_place(knowledge, place, all);
                }
            }
            _ => {}
        }
    }
}

fn of_country(knowledge: &Knowledge, index: usize, kind: &str) -> Option<Candidate> {
    let country = knowledge.pack.countries.get(index)?;
    let site = knowledge.gazetteer.country(&country.iso3);
    let venue = kind == "venue";
    let at = country.latitude.parse().ok().zip(country.longitude.parse().ok());
    Some(Candidate {
        name: country.name.clone(),
        kind: kind.to_string(),
        country: Some(country.iso3.clone()),
        admin1: None,
        geonames_id: site.and_then(|s| s.geonames_id).filter(|_| !venue),
        at: at.filter(|_| !venue),
        chain: site.iter().map(|s| s.index).collect(),
        listed: site.is_some() && !venue,
        prior: if country.to.is_empty() { STATE } else { STATE - 1.0 },
        known: true,
        form: NameForm::Own,
    })
}

fn add_place(knowledge: &Knowledge, place: &Place, all: &mut Vec<Candidate>) {
    let at = place.latitude.parse().ok().zip(place.longitude.parse().ok());
    let text = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty());
    if !all.iter().any(|c| c.is_site(place)) {
        // Found by another name than the gazetteer has: "Helmand province", "Idlib Province".
        let key = place_key(&place.name);
        let keys = std::iter::once(key.as_str()).chain(key.rsplit_once(' ').map(|(bare, _)| bare));
        let mut sites = keys.flat_map(|k| of_gazetteer(knowledge, k));
        all.extend(sites.find(|c| c.is_site(place)));
    }
    if let Some(site) = all.iter_mut().find(|c| c.is_site(place)) {
        site.name.clone_from(&place.name);
        site.known = true;
        site.form = NameForm::Own;
        site.admin1 = text(&place.admin1).filter(|_| place.kind == "town").or(site.admin1.take());
        // The middle of its towns is not the middle of a region that is half empty.
        site.at = at.filter(|_| place.kind == "region").or(site.at);
        site.prior = site.prior.max(if place.kind == "town" { 5.0 } else { NOTED });
        return;
    }
    let country = knowledge.gazetteer.country(&place.country);
    all.push(Candidate {
        name: place.name.clone(),
        kind: place.kind.clone(),
        country: text(&place.country),
        admin1: text(&place.admin1),
        geonames_id: place.geonames_id.parse().ok(),
        at,
        chain: country.iter().map(|s| s.index).collect(),
        listed: false,
        prior: if place.kind == "town" { 5.0 } else { NOTED },
        known: true,
        form: NameForm::Own,
    });
}

/// About the decimal logarithm, by whole numbers and one division, so that every machine has the same bits.
fn magnitude(population: u32) -> f64 {
    let people = population.max(200);
    let exponent = people.ilog2();
    let within = f64::from(people) / f64::from(1u32 << exponent) - 1.0;
    (f64::from(exponent) + within) * std::f64::consts::LOG10_2
}

/// The key of a word as the tables of persons have it.
pub(super) fn word_key(form: &str) -> String {
    key(form)
}
