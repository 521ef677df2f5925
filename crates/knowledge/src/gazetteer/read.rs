//! Look-ups in the gazetteer's bytes; `write.rs` says how they are laid out.

use super::{NameForm, SiteKind};
use std::ops::Range;

/// Regions and towns of the world with the names they are found by.
#[derive(Debug, Clone, Copy)]
pub struct Gazetteer {
    bytes: &'static [u8],
    sites: usize,
    names: usize,
    meanings: usize,
}

/// A region or town of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Its number in the gazetteer.
    pub index: usize,
    /// Name.
    pub name: &'static str,
    /// What it is.
    pub kind: SiteKind,
    /// GeoNames' id; a few regions have none here.
    pub geonames_id: Option<u64>,
    /// ISO 3166 alpha-3.
    pub country: &'static str,
    /// The district, region or country in which it lies.
    pub parent: Option<usize>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants; of a region those of its towns.
    pub population: u32,
}

const HEAD: usize = 16;
const SITE: usize = 32;

impl Gazetteer {
    /// The gazetteer that is compiled in. Nothing is read yet.
    pub fn embedded() -> Gazetteer {
        Gazetteer::new(include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")))
    }

    fn new(bytes: &'static [u8]) -> Gazetteer {
        let mut gazetteer = Gazetteer { bytes, sites: 0, names: 0, meanings: 0 };
        let [sites, names, meanings] = [0, 4, 8].map(|at| gazetteer.number(at) as usize);
        (gazetteer.sites, gazetteer.names, gazetteer.meanings) = (sites, names, meanings);
        gazetteer
    }

    /// Bytes that are compiled in.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Regions and towns of that name, and how they have it. The key is made by
    /// [`crate::place_key`].
    pub fn find(&self, key: &str) -> impl Iterator<Item = (Site, NameForm)> + use<> {
        let gazetteer = *self;
        self.meanings(key).filter_map(move |m| {
            let meaning = gazetteer.meaning(m);
            let form = match meaning & 3 {
                0 => NameForm::Own,
                1 => NameForm::Other,
                2 => NameForm::Abbreviation,
                _ => NameForm::AloneToo,
            };
            Some((gazetteer.site(meaning / 8)?, form))
        })
    }

    /// Whether a name is a common word too: "Hope", "Police", "March".
    pub fn is_common(&self, key: &str) -> bool {
        self.meanings(key).next().is_some_and(|m| self.meaning(m) & 4 > 0)
    }

    /// Whether a longer name begins with that key and a space.
    pub fn goes_on(&self, key: &str) -> bool {
        let longer = format!("{key} ");
        let at = self.position(&longer);
        at < self.names && self.key(at).starts_with(longer.as_bytes())
    }

    /// A site by its number.
    pub fn site(&self, index: usize) -> Option<Site> {
        let at = (index < self.sites).then_some(HEAD + SITE * index)?;
        let number = |n: usize| self.number(at + 4 * n);
        let degrees = |n: usize| f64::from(number(n).cast_signed()) / 1e4;
        let text = self.table(3);
        let kind = match self.bytes.get(at + 31)? {
            0 => SiteKind::Country,
            1 => SiteKind::Region,
            2 => SiteKind::District,
            _ => SiteKind::Town,
        };
        Some(Site {
            index,
            name: self.text(text + number(5) as usize, number(6) as usize),
            kind,
            geonames_id: Some(u64::from(number(0))).filter(|id| *id > 0),
            country: self.text(at + 28, 3),
            parent: Some(number(4) as usize).filter(|p| *p < self.sites),
            latitude: degrees(1),
            longitude: degrees(2),
            population: number(3),
        })
    }

    /// The regions in which a site lies, nearest first, up to the country.
    pub fn above(&self, site: &Site) -> impl Iterator<Item = Site> + use<> {
        let gazetteer = *self;
        std::iter::successors(site.parent.and_then(|p| gazetteer.site(p)), move |s| {
            s.parent.and_then(|p| gazetteer.site(p))
        })
    }

    /// The state or territory of that ISO 3166 alpha-3 code.
    pub fn country(&self, iso3: &str) -> Option<Site> {
        let all = (0..self.sites).map_while(|i| self.site(i));
        all.take_while(|s| s.kind == SiteKind::Country).find(|s| s.country == iso3)
    }

    fn meanings(&self, key: &str) -> Range<usize> {
        let at = self.position(key);
        let found = (at < self.names && self.key(at) == key.as_bytes()).then_some(at);
        found.map_or(0..0, |n| self.start(n)..self.start(n + 1))
    }

    fn meaning(&self, index: usize) -> usize {
        self.number(self.table(2) + 4 * index) as usize
    }

    /// The first name that is not before a key.
    fn position(&self, key: &str) -> usize {
        let (mut low, mut high) = (0, self.names);
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.key(middle) < key.as_bytes() { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// Where a table begins: 0 keys, 1 starts of meanings, 2 meanings, 3 text.
    fn table(&self, which: usize) -> usize {
        let sizes = [4 * (self.names + 1), 4 * (self.names + 1), 4 * self.meanings];
        HEAD + SITE * self.sites + sizes[..which].iter().sum::<usize>()
    }

    fn key(&self, name: usize) -> &'static [u8] {
        let at = self.table(0) + 4 * name;
        let (start, end) = (self.number(at) as usize, self.number(at + 4) as usize);
        let text = self.table(3);
        self.bytes.get(text + start..text + end).unwrap_or_default()
    }

    fn start(&self, name: usize) -> usize {
        self.number(self.table(1) + 4 * name) as usize
    }

    fn number(&self, at: usize) -> u32 {
        let bytes = self.bytes.get(at..at + 4).and_then(|b| b.try_into().ok());
        bytes.map_or(0, u32::from_le_bytes)
    }

    fn text(&self, start: usize, length: usize) -> &'static str {
        let bytes = self.bytes.get(start..start + length).unwrap_or_default();
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(key: &str) -> Vec<(Site, NameForm)> {
        Gazetteer::embedded().find(key).collect()
    }

    #[test]
    fn towns_have_what_geonames_says() {
        let hits = found("geneva");
        let (site, _) =
            hits.iter().find(|(s, _)| s.country == "CHE" && s.kind == SiteKind::Town).expect("Geneva");
        assert_eq!(site.geonames_id, Some(2_660_646));
        assert_eq!(site.kind, SiteKind::Town);
        assert!((site.latitude - 46.2022).abs() < 0.01 && (site.longitude - 6.1457).abs() < 0.01);
        assert!(hits.len() > 3, "there are Genevas in the United States too");
    }

    #[test]
    fn a_town_lies_in_its_region() {
        let gazetteer = Gazetteer::embedded();
        let (paris, _) =
            gazetteer.find("paris").find(|(s, _)| s.geonames_id == Some(4_717_560)).expect("Paris, Texas");
        let above: Vec<&str> = gazetteer.above(&paris).map(|s| s.name).collect();
        assert_eq!(above, ["Lamar County", "Texas", "USA"]);
    }

    #[test]
    fn other_names_are_marked() {
        assert!(found("raqqa").iter().any(|(s, form)| s.name == "Ar Raqqah" && *form == NameForm::Other));
        assert!(found("helmand").iter().any(|(s, _)| s.kind == SiteKind::Region && s.country == "AFG"));
    }

    #[test]
    fn common_words_are_marked() {
        let gazetteer = Gazetteer::embedded();
        assert!(["hope", "police", "march", "university"].iter().all(|w| gazetteer.is_common(w)));
        assert!(["geneva", "paris", "aleppo", "new york"].iter().all(|w| !gazetteer.is_common(w)));
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        let gazetteer = Gazetteer::embedded();
        for key in ["", "zzzz", "new", "a town that nobody built", "\u{10ffff}"] {
            assert!(gazetteer.find(key).all(|(s, _)| s.name.eq_ignore_ascii_case(key)), "{key}");
        }
        assert!(gazetteer.goes_on("new"));
        assert!(!gazetteer.goes_on("zzzz"));
    }

    #[test]
    fn abbreviations_are_marked() {
        assert!(found("ill").iter().any(|(s, form)| s.name == "Illinois" && *form == NameForm::Abbreviation));
        assert!(found("nj").iter().any(|(s, form)| s.name == "New Jersey" && *form == NameForm::AloneToo));
    }

    #[test]
    fn countries_have_their_id() {
        let norway = Gazetteer::embedded().country("NOR").expect("Norway");
        assert_eq!(norway.geonames_id, Some(3_144_096));
        assert!(Gazetteer::embedded().country("XXX").is_none());
    }
}
