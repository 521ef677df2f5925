//! The layouts of other data sets: names and order of their columns, and the form of every value.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

use detente::Status;
use detente::record::{EventRecord, ParticipantRecord, PlaceRecord, Quoted, Versions};
use detente_knowledge::Knowledge;
use detente_tables::{Dialect, Layout, Reprint, Story, Told, Words};
use jiff::civil::date;

const POLECAT: &str = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations\tStory Locations\tLanguage\tVersion\n";
const ICEWS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude\n";

fn knowledge() -> Knowledge {
    Knowledge::embedded().unwrap()
}

fn text(s: &str) -> Option<String> {
    Some(s.to_string()).filter(|s| !s.is_empty())
}

fn participant(name: &str, words: &str, country: &str, sector: &str, role: &str) -> ParticipantRecord {
    ParticipantRecord {
        name: text(name),
        text: words.to_string(),
        code: text(&format!("{country}{sector}")),
        country: text(country),
        sector: text(sector),
        role: text(role),
        start: 0,
        end: 1,
        reason: String::new(),
    }
}

fn event() -> EventRecord {
    EventRecord {
        event_id: "0123456789abcdef".into(),
        document_id: "d1".into(),
        kind: "CONSULT".into(),
        cameo: text("042"),
        modes: vec!["visit".into()],
        contexts: vec!["diplomatic".into()],
        contexts_paragraph: vec!["diplomatic".into()],
        contexts_article: vec!["diplomatic".into(), "economic".into()],
        quad: 1,
        score: 4.0,
        status: Status::Happened,
        alleged: false,
        reciprocal: false,
        actors: vec![
            participant("Sergei Lavrov", "Mr \"Lavrov\"", "RUS", "GOV", "foreign minister"),
            participant("", "two soldiers", "RUS", "MIL", ""),
        ],
        recipients: vec![participant("Norway", "Norway", "NOR", "", "")],
        date: Some(date(2018, 1, 4)),
        date_end: Some(date(2018, 1, 4)),
        date_precision: Some("day"),
        date_text: text("on Thursday"),
        due: None,
        place: Some(oslo()),
        channel: None,
        channel_text: None,
        attribution: Vec::new(),
        baseline: None,
        sentence: "Mr \"Lavrov\" and two soldiers\tvisited Norway.".into(),
        sentence_number: 3,
        lead: true,
        start: 10,
        end: 40,
        more: vec![(50, 60)],
        trigger: Quoted { text: "visited".into(), start: 20, end: 27 },
        confidence: 0.8,
        reasons: Vec::new(),
        outlet: text("Example Wire"),
        url: text("https://example.org/1"),
        title: text("Talks"),
        published: Some(date(2018, 1, 5)),
        versions: Versions {
            detente: "0.1.0",
            codebook: "c".into(),
            knowledge: "k".into(),
            model: "m".into(),
        },
    }
}

fn oslo() -> PlaceRecord {
    PlaceRecord {
        name: "Oslo".into(),
        text: "Oslo".into(),
        country: text("NOR"),
        admin1: text("Oslo"),
        geonames_id: Some(3_143_244),
        latitude: Some(59.9127),
        longitude: Some(10.7461),
        precision: "city",
        start: 1,
        end: 2,
    }
}

fn written(dialect: Dialect, event: &EventRecord, layout: Layout, words: Words) -> String {
    let copy =
        |outlet: &str| Reprint { document_id: "d2".into(), outlet: text(outlet), url: None, published: None };
    let copies = [copy("Other Paper"), copy("Example Wire")];
    let (story, mut out) = (Story::default(), dialect.header(layout));
    let told = Told { event, story: &story, copies: &copies, words };
    let rows = dialect.rows(&knowledge(), told, layout, &mut out).unwrap();
    let out = String::from_utf8(out).unwrap();
    let header = usize::from(!dialect.header(layout).is_empty());
    assert_eq!(out.lines().count(), rows + header);
    out
}

fn tsv(dialect: Dialect, event: &EventRecord) -> Vec<Vec<String>> {
    let out = written(dialect, event, Layout::Tsv, Words::Quoted);
    out.lines().map(|line| line.split('\t').map(String::from).collect()).collect()
}

#[test]
fn headers_are_those_of_the_data_sets() {
    assert_eq!(String::from_utf8(Dialect::Polecat.header(Layout::Tsv)).unwrap(), POLECAT);
    assert_eq!(String::from_utf8(Dialect::Icews.header(Layout::Tsv)).unwrap(), ICEWS);
    assert!(Dialect::Gdelt.header(Layout::Tsv).is_empty());
    let count = |d: Dialect| d.columns().len();
    assert_eq!((count(Dialect::Polecat), count(Dialect::Icews), count(Dialect::Gdelt)), (40, 20, 61));
    assert!(Dialect::Gdelt.header(Layout::Csv).starts_with(b"GLOBALEVENTID,SQLDATE,MonthYear,Year,"));
}

#[test]
fn polecat_has_one_row_with_lists() {
    let rows = tsv(Dialect::Polecat, &event());
    let cells: Vec<&str> = rows[1].iter().map(String::as_str).collect();
    let expected = [
        "0123456789abcdef",
        "2018-01-04",
        "CONSULT",
        "visit",
        "4",
        "VERBAL COOPERATION",
        "diplomatic; economic",
        "Sergei Lavrov",
        "RUS",
        "365",
        "GOV",
        "GOV; MIL",
        "foreign minister",
        "Mr 'Lavrov'; two soldiers",
        "",
        "Norway",
        "NOR",
        "385",
        "",
        "",
        "",
        "Norway",
        "",
        "Oslo",
        "Oslo",
        "",
        "Oslo",
        "NOR",
        "59.9127",
        "10.7461",
        "3143244",
        "Oslo",
        "",
        "Example Wire",
        "2018-01-05",
        "",
        "",
        "",
        "en",
        "detente 0.1.0",
    ];
    assert_eq!(cells, expected);
    let bare = EventRecord { recipients: Vec::new(), place: None, ..event() };
    let row = &tsv(Dialect::Polecat, &bare)[1];
    assert_eq!((&*row[15], &*row[16], &*row[17], &*row[27]), ("None", "None", "None", "None"));
}

#[test]
fn icews_has_a_row_for_each_pair() {
    let rows = tsv(Dialect::Icews, &event());
    assert_eq!(rows.len(), 3);
    let cells: Vec<&str> = rows[1][1..].iter().map(String::as_str).collect();
    let expected = [
        "2018-01-04",
        "Sergei Lavrov",
        "Government",
        "Russian Federation",
        "Make a visit",
        "042",
        "1.9",
        "Norway",
        "",
        "Norway",
    ];
    assert_eq!(cells[..10], expected);
    assert_eq!(cells[11..], ["3", "Example Wire", "Oslo", "", "Oslo", "Norway", "59.9127", "10.7461"]);
    assert_eq!(rows[2][2..5], ["Military (Russian Federation)", "Government,Military", "Russian Federation"]);
    // Numbers stay whole in a double, and differ from row to row.
    let ids: Vec<u64> = rows[1..].iter().map(|row| row[0].parse().unwrap()).collect();
    assert!(ids[0] != ids[1] && ids.iter().all(|id| *id < 1 << 52));
    assert_eq!(rows[1][11], rows[2][11]);
}

#[test]
fn gdelt_has_61_columns_and_cameo_codes() {
    let rows = tsv(Dialect::Gdelt, &event());
    assert_eq!(rows.len(), 2);
    assert!(rows.iter().all(|row| row.len() == 61));
    let cell = |row: usize, name: &str| {
        let at = Dialect::Gdelt.columns().iter().position(|c| *c == name).unwrap();
        rows[row][at].clone()
    };
    let values = [
        ("SQLDATE", "20180104"),
        ("MonthYear", "201801"),
        ("Year", "2018"),
        ("FractionDate", "2018.011"),
        ("Actor1Code", "RUSGOV"),
        ("Actor1Name", "SERGEI LAVROV"),
        ("Actor1CountryCode", "RUS"),
        ("Actor1Type1Code", "GOV"),
        ("Actor2Code", "NOR"),
        ("Actor2Type1Code", ""),
        ("IsRootEvent", "1"),
        ("EventCode", "042"),
        ("EventBaseCode", "042"),
        ("EventRootCode", "04"),
        ("QuadClass", "1"),
        ("GoldsteinScale", "1.9"),
        ("NumMentions", "6"),
        ("NumSources", "2"),
        ("NumArticles", "3"),
        ("AvgTone", ""),
        ("Actor1Geo_Type", "0"),
        ("ActionGeo_Type", "4"),
        ("ActionGeo_FullName", "Oslo, Norway"),
        ("ActionGeo_CountryCode", "NO"),
        ("ActionGeo_Lat", "59.9127"),
        ("ActionGeo_FeatureID", ""),
        ("DATEADDED", "20180105000000"),
        ("SOURCEURL", "https://example.org/1"),
    ];
    for (name, value) in values {
        assert_eq!(cell(0, name), value, "{name}");
    }
    assert_eq!((cell(1, "Actor1Code"), cell(1, "Actor1Name")), ("RUSMIL".into(), "TWO SOLDIERS".into()));
}

#[test]
fn gdelt_writes_bodies_and_places_as_cameo_and_fips_do() {
    let union = participant("European Union", "the EU", "EUR", "", "");
    let nations = participant("United Nations", "the UN", "UNO", "", "");
    let romania = participant("Romania", "Romania", "ROU", "JRN", "");
    let place = PlaceRecord { precision: "country", latitude: None, longitude: None, ..oslo() };
    let place = PlaceRecord { name: "Germany".into(), country: text("DEU"), admin1: None, ..place };
    let event = EventRecord {
        actors: vec![union, nations, romania],
        recipients: Vec::new(),
        reciprocal: true,
        cameo: text("1622"),
        place: Some(place),
        date: None,
        ..event()
    };
    let rows = tsv(Dialect::Gdelt, &event);
    // Each of three with each of the two others.
    assert_eq!(rows.len(), 6);
    assert_eq!(rows[0][5..15], ["IGOEUREEC", "EUROPEAN UNION", "EUR", "EEC", "", "", "", "IGO", "", ""]);
    assert_eq!(rows[0][15..25], ["IGOUNO", "UNITED NATIONS", "", "UNO", "", "", "", "IGO", "", ""]);
    assert_eq!(rows[4][5..15], ["ROMMED", "ROMANIA", "ROM", "", "", "", "", "MED", "", ""]);
    assert_eq!(rows[0][26..31], ["1622", "162", "16", "4", "-5.6"]);
    assert_eq!(rows[0][51..59], ["1", "Germany", "GM", "GM", "", "", "", "GM"]);
    // No date in the text: that of publication.
    assert_eq!(rows[0][1], "20180105");
}

#[test]
fn plover_has_its_keys_in_order() {
    let out = written(Dialect::Plover, &event(), Layout::Jsonl, Words::Quoted);
    let expected = concat!(
        r#"{"id":"0123456789abcdef","date":"2018-01-04","enddate":"2018-01-04","actor":["#,
        r#"{"code":"RUS","sector":"GOV","entity_text":"Mr \"Lavrov\"","identifier_id":null,"identifier_text":"Sergei Lavrov","office":"foreign minister"},"#,
        r#"{"code":"RUS","sector":"MIL","entity_text":"two soldiers","identifier_id":null,"identifier_text":null,"office":null}],"#,
        r#""recipient":[{"code":"NOR","sector":null,"entity_text":"Norway","identifier_id":null,"identifier_text":"Norway","office":null}],"#,
        r#""event":["CONSULT"],"event_loc":{"extracted_place":"Oslo","resolved_place":"Oslo","geonameid":3143244,"lat":59.9127,"lon":10.7461,"#,
        r#""city":"Oslo","district":null,"province":"Oslo","country":"NOR","feature_code":null,"resolution":"city"},"#,
        r#""event_text":["visited"],"quad_code":1,"event_scale":4.0,"mode":["visit"],"context":["diplomatic","economic"],"link":null,"#,
        r#""text":"Mr \"Lavrov\" and two soldiers\tvisited Norway.","text_info":{"sequence":3,"start":10,"end":40},"#,
        r#""cite_info":{"citation":"d1","url":"https://example.org/1","title":"Talks","language":"en","publication":"Example Wire","license":null,"#,
        r#""coder":"detente 0.1.0","codebook":"detente-c","version":"0.1.0 k m"},"coder":"detente 0.1.0","coded_date":null,"comment":"status: happened"}"#,
        "\n"
    );
    assert_eq!(out, expected);
    let value: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&out).unwrap();
    assert_eq!(value.len(), Dialect::Plover.columns().len());
    assert!(Dialect::Plover.columns().iter().all(|key| value.contains_key(*key)));
}

#[test]
fn no_words_of_the_article_are_left_without_text() {
    for dialect in [Dialect::Plover, Dialect::Polecat, Dialect::Icews, Dialect::Gdelt] {
        let out = written(dialect, &event(), dialect.customary(), Words::LeftOut);
        for words in ["two soldiers", "TWO SOLDIERS", "Mr ", "visited"] {
            assert!(!out.contains(words), "{dialect:?}: {words}");
        }
    }
}

#[test]
fn csv_and_jsonl_hold_the_same_values() {
    for dialect in [Dialect::Polecat, Dialect::Icews, Dialect::Gdelt] {
        let text = written(dialect, &event(), Layout::Csv, Words::Quoted);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        assert_eq!(reader.headers().unwrap(), dialect.columns());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let json = written(dialect, &event(), Layout::Jsonl, Words::Quoted);
        for (row, line) in rows.iter().zip(json.lines()) {
            let object: serde_json::Map<String, serde_json::Value> = serde_json::from_str(line).unwrap();
            assert_eq!(object.len(), dialect.columns().len());
            for (name, cell) in dialect.columns().iter().zip(row) {
                let value = match &object[*name] {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    number => number.as_f64().unwrap().to_string(),
                };
                assert_eq!(value, cell, "{dialect:?} {name}");
            }
        }
    }
}

#[test]
fn every_code_that_an_event_can_have_has_its_score() {
    let knowledge = knowledge();
    for row in knowledge.pack.cameo_of.iter().chain(&knowledge.pack.cameo_events) {
        assert!(knowledge.dialect_code(&row.code).is_some(), "{}", row.code);
    }
    for sector in &knowledge.pack.sectors {
        assert!(knowledge.dialect_sector(&sector.code).is_some(), "{}", sector.code);
    }
    for country in &knowledge.pack.countries {
        assert!(knowledge.dialect_country(&country.iso3).is_some(), "{}", country.iso3);
    }
}
