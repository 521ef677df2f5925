//! Mentions of places with their entries in the gazetteer: towns, regions, seas, and the countries and demonyms of the tables.

use crate::{Document, KnownName, PlaceMention, Span};
use detente_knowledge::{Country, Knowledge, NameKind, Place};

pub(super) fn places(knowledge: &Knowledge, document: &Document) -> Vec<PlaceMention> {
    document.names.iter().filter_map(|hit| place(knowledge, document, hit)).collect()
}

fn place(knowledge: &Knowledge, document: &Document, hit: &KnownName) -> Option<PlaceMention> {
    let pack = &knowledge.pack;
    let span = document.cover(&hit.tokens.clone().collect::<Vec<_>>())?;
    let bare = |name: &str, kind: &str, country: Option<&Country>| PlaceMention {
        country: country.map(|c| c.iso3.clone()),
        ..PlaceMention::bare(span, hit.head, name, kind)
    };
    let country = |i: usize, kind: &str| pack.countries.get(i).map(|c| bare(&c.name, kind, Some(c)));
    let gazetteer = hit.kinds.iter().find_map(|k| match k {
        NameKind::Place(i) => pack.places.get(*i),
        _ => None,
    });
    match hit.kinds.first()? {
        NameKind::Country(i) => country(*i, "country"),
        NameKind::Adjective(i) | NameKind::Inhabitant(i) => country(*i, "demonym"),
        NameKind::Place(_) | NameKind::Seat(_) => gazetteer.map(|p| filled(bare(&p.name, &p.kind, None), p)),
        NameKind::Metonym(i) => country(*i, "venue"),
        _ => None,
    }
}

pub(super) fn filled(mention: PlaceMention, place: &Place) -> PlaceMention {
    let text = |cell: &str| Some(cell.to_string()).filter(|c| !c.is_empty());
    PlaceMention {
        country: text(&place.country),
        admin1: text(&place.admin1),
        geonames_id: place.geonames_id.parse().ok(),
        latitude: place.latitude.parse().ok(),
        longitude: place.longitude.parse().ok(),
        ..mention
    }
}

impl PlaceMention {
    /// A mention of which the gazetteer has said nothing yet.
    pub(super) fn bare(span: Span, head: usize, name: &str, kind: &str) -> PlaceMention {
        PlaceMention {
            span,
            head,
            name: name.to_string(),
            country: None,
            admin1: None,
            geonames_id: None,
            latitude: None,
            longitude: None,
            kind: kind.to_string(),
        }
    }
}
