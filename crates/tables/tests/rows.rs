//! The rows of events in every layout: the same values, in the order of the contract.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

use detente::record::{EventRecord, ParticipantRecord, PlaceRecord, Quoted, SpeakerRecord, Versions};
use detente::{SpeakerKind, Status};
use detente_tables::{EventRow, Flat, Layout, Words};
use jiff::civil::{Date, date};

const DAY: Date = date(2018, 1, 5);

fn participant(name: Option<&str>, text: &str, code: Option<&str>) -> ParticipantRecord {
    let owned = |s: &str| s.to_string();
    ParticipantRecord {
        name: name.map(owned),
        text: owned(text),
        code: code.map(owned),
        country: code.map(|c| owned(&c[..3])),
        sector: None,
        role: None,
        start: 0,
        end: 6,
        reason: format!("\"{text}\" is a name"),
    }
}

fn event() -> EventRecord {
    let owned = |s: &str| s.to_string();
    EventRecord {
        event_id: owned("0123456789abcdef"),
        document_id: owned("a,b"),
        kind: owned("AGREE"),
        cameo: Some(owned("042")),
        modes: vec![owned("visit"), owned("meet")],
        contexts: Vec::new(),
        contexts_paragraph: vec![owned("legal")],
        contexts_article: vec![owned("economic"), owned("legal")],
        quad: 1,
        score: 2.5,
        status: Status::Planned,
        alleged: false,
        reciprocal: true,
        actors: vec![
            participant(Some("Norway"), "Norway", Some("NOR")),
            participant(None, "the rebels; all", None),
        ],
        recipients: Vec::new(),
        date: Some(DAY),
        date_end: Some(DAY),
        date_precision: Some("day"),
        date_text: Some(owned("on Friday")),
        due: None,
        place: Some(place()),
        channel: None,
        channel_text: None,
        attribution: vec![said("a diplomat", Some(3)), said("Example Wire", None)],
        baseline: None,
        sentence: owned("Norway and the rebels; all said \"yes\"\non Friday."),
        sentence_number: 1,
        lead: true,
        start: 0,
        end: 40,
        more: vec![(50, 60)],
        trigger: Quoted { text: owned("said"), start: 27, end: 31 },
        confidence: 0.123_456,
        reasons: vec![
            (owned("recipients"), owned("not stated")),
            (owned("due"), owned("\"soon\" is no date")),
        ],
        outlet: Some(owned("Example Wire")),
        url: None,
        title: Some(owned("Talks")),
        published: Some(DAY),
        versions: Versions {
            detente: "0.1.0",
            codebook: owned("c"),
            knowledge: owned("k"),
            model: owned("m"),
        },
    }
}

fn place() -> PlaceRecord {
    PlaceRecord {
        name: "Oslo".to_string(),
        text: "Oslo".to_string(),
        country: Some("NOR".to_string()),
        admin1: None,
        geonames_id: Some(3_143_244),
        latitude: Some(59.9127),
        longitude: Some(10.7461),
        precision: "city",
        start: 1,
        end: 2,
    }
}

fn said(name: &str, start: Option<usize>) -> SpeakerRecord {
    let kind = if start.is_some() { SpeakerKind::Anonymous } else { SpeakerKind::Document };
    SpeakerRecord { name: name.to_string(), code: None, cue: None, kind, start, end: start.map(|s| s + 5) }
}

fn written(layout: Layout, words: Words) -> String {
    let event = event();
    let mut bytes = layout.header::<EventRow>();
    layout.row(&EventRow::new(&event, words), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn json_is_in_the_order_of_the_contract() {
    let expected = concat!(
        r#"{"event_id":"0123456789abcdef","document_id":"a,b","type":"AGREE","mode":["visit","meet"],"cameo":"042","contexts":[],"contexts_paragraph":["legal"],"contexts_article":["economic","legal"],"#,
        r#""quad":1,"score":2.5,"status":"planned","alleged":false,"reciprocal":true,"#,
        r#""actors":[{"name":"Norway","text":"Norway","code":"NOR","country":"NOR","sector":null,"role":null,"start":0,"#,
        r#""end":6,"reason":"\"Norway\" is a name"},{"name":null,"text":"the rebels; all","code":null,"country":null,"#,
        r#""sector":null,"role":null,"start":0,"end":6,"reason":"\"the rebels; all\" is a name"}],"recipients":[],"#,
        r#""date":"2018-01-05","date_end":"2018-01-05","date_precision":"day","date_text":"on Friday","due":null,"#,
        r#""place":{"name":"Oslo","text":"Oslo","country":"NOR","admin1":null,"geonames_id":3143244,"latitude":59.9127,"#,
        r#""longitude":10.7461,"precision":"city","start":1,"end":2},"channel":null,"channel_text":null,"#,
        r#""attribution":[{"name":"a diplomat","code":null,"cue":null,"kind":"anonymous","start":3,"end":8},"#,
        r#"{"name":"Example Wire","code":null,"cue":null,"kind":"document","start":null,"end":null}],"baseline":null,"#,
        r#""sentence":"Norway and the rebels; all said \"yes\"\non Friday.","start":0,"end":40,"more":[[50,60]],"#,
        r#""trigger":{"text":"said","start":27,"end":31},"confidence":0.123,"#,
        r#""reasons":{"recipients":"not stated","due":"\"soon\" is no date"},"outlet":"Example Wire","url":null,"#,
        r#""title":"Talks","published":"2018-01-05","copies":[],"#,
        r#""versions":{"detente":"0.1.0","codebook":"c","knowledge":"k","model":"m"}}"#,
        "\n"
    );
    assert_eq!(written(Layout::Jsonl, Words::Quoted), expected);
}

#[test]
fn without_words_only_facts_are_left() {
    let json = written(Layout::Jsonl, Words::LeftOut);
    for words in ["rebels", "said", "yes", "Friday", "soon", "diplomat", "\"text\":\""] {
        assert!(!json.contains(words), "{words} in {json}");
    }
    for fact in ["Norway", "Example Wire", "Talks", "\"start\":27"] {
        assert!(json.contains(fact), "{fact} in {json}");
    }
}

#[test]
fn flat_tables_come_back_as_they_were() {
    for (layout, separator) in [(Layout::Csv, b','), (Layout::Tsv, b'\t')] {
        let text = written(layout, Words::Quoted);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.delimiter(separator).from_reader(text.as_bytes());
        let header: Vec<String> = reader.headers().unwrap().iter().map(String::from).collect();
        assert_eq!(header, EventRow::COLUMNS.iter().map(|c| c.name).collect::<Vec<_>>());
        let row = reader.records().next().unwrap().unwrap();
        let cell = |name: &str| &row[header.iter().position(|h| h == name).unwrap()];
        assert_eq!(cell("sentence"), event().sentence);
        assert_eq!((cell("mode"), cell("contexts"), cell("recipient_name")), ("visit;meet", "", ""));
        assert_eq!((cell("actor_name"), cell("actor_text")), ("Norway;", "Norway;the rebels, all"));
        assert_eq!((cell("date"), cell("confidence"), cell("latitude")), ("2018-01-05", "0.123", "59.9127"));
        assert_eq!(cell("reasons"), "recipients: not stated;due: \"soon\" is no date");
        assert_eq!(cell("model_version"), "m");
    }
}
