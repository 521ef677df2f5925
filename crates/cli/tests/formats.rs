//! Tables, packed files, web archives, and folders that mix them; what becomes of those that are broken.

#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

mod support;

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;
use std::io::Write;
use support::{SENTENCE, folder, record};

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zstd(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

fn lines(ids: std::ops::Range<usize>) -> String {
    ids.map(|id| record(&id.to_string(), SENTENCE) + "\n").collect()
}

fn wet(id: usize, url: &str, text: &str) -> String {
    warc("conversion", id, url, "text/plain", text)
}

fn warc(kind: &str, id: usize, url: &str, content_type: &str, body: &str) -> String {
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: {url}\r\n\
         Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}\r\n\r\n",
        body.len()
    )
}

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn packed_files_are_unpacked_whatever_their_names() {
    let folder = folder();
    let two =
        |pack: fn(&[u8]) -> Vec<u8>| [pack(lines(0..2).as_bytes()), pack(lines(2..3).as_bytes())].concat();
    folder
        .write("a.data", two(gzip))
        .write("b", two(zstd))
        .write("c.gz", gzip(&zstd(lines(0..3).as_bytes())));
    folder.write("d.txt.gz", gzip(SENTENCE.as_bytes()));
    for name in ["a.data", "b", "c.gz"] {
        assert_eq!(folder.run(&["read", name]).ended(0).column("id"), ["0", "1", "2"], "{name}");
    }
    assert_eq!(folder.run(&["read", "d.txt.gz"]).ended(0).column("text"), [SENTENCE]);
}

#[test]
fn tables_of_all_kinds_give_the_same_articles() {
    let folder = folder();
    let text = "Espa\u{f1}a and Chile signed a treaty, \u{201c}at last\u{201d}.";
    let table = |separator: char| {
        let cell = format!("\"{}\"", text.replace('"', "\"\""));
        ["id", "published", "outlet", "text"].join(&separator.to_string())
            + "\r\n"
            + &["7", "2018-01-05", "Wire", &cell].join(&separator.to_string())
            + "\r\n"
    };
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let utf16: Vec<u8> = [0xfffe_u16.swap_bytes()]
        .into_iter()
        .chain(table('\t').encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    folder.write("comma", table(',')).write("semicolon", format!("\u{feff}{}", table(';')));
    folder.write("windows", windows(&table(';'))).write("tab", windows(&table('\t')));
    folder.write("packed", gzip(table(',').as_bytes())).write("unicode", utf16);
    for name in ["comma", "semicolon", "windows", "tab", "packed", "unicode"] {
        let run = folder.run(&["read", name]).ended(0);
        let row = &run.rows()[0];
        let found = ["id", "published", "outlet", "text"].map(|key| row[key].as_str().unwrap_or("null"));
        assert_eq!(found, ["7", "2018-01-05", "Wire", text], "{name}: {}", run.stderr);
    }
}

#[test]
fn columns_are_named_and_a_missing_one_is_told() {
    let folder = folder();
    folder.write("in.csv", "key,body,day,paper\nk1,\"Norway and Chile signed a treaty.\",2018-01-05,P\n");
    let fields = "--id-field key --text-field body --date-field day --outlet-field paper";
    let arguments: Vec<&str> = ["read", "in.csv"].into_iter().chain(fields.split(' ')).collect();
    let run = folder.run(&arguments).ended(0);
    let found = ["id", "published", "outlet"].map(|key| run.rows()[0][key].as_str().unwrap().to_string());
    assert_eq!(found, ["k1", "2018-01-05", "P"]);
    let run = folder.run(&["read", "in.csv"]).ended(1);
    assert!(run.stderr.contains("its columns are key, body, day, paper"), "{}", run.stderr);
}

#[test]
fn archives_are_read_by_record() {
    let folder = folder();
    let page = "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx";
    let records = [
        warc("warcinfo", 0, "", "application/warc-fields", "software: x"),
        wet(1, "https://example.org/world/a", SENTENCE),
        warc("request", 2, "https://example.org/b", "application/http", "GET / HTTP/1.1\r\n\r\n"),
        warc("response", 3, "https://example.org/c.png", "application/http", page),
        wet(4, "https://example.org/sport/d", SENTENCE),
        wet(5, "https://example.org/world/e", SENTENCE),
    ];
    let packed: Vec<u8> = records.iter().flat_map(|record| gzip(record.as_bytes())).collect();
    folder.write("plain.warc", records.concat()).write("packed.warc.gz", packed);
    for name in ["plain.warc", "packed.warc.gz"] {
        let run = folder.run(&["read", name]).ended(0);
        assert_eq!(run.column("id"), ["urn:uuid:1", "urn:uuid:4", "urn:uuid:5"]);
        assert_eq!(run.column("url")[0], "https://example.org/world/a");
        let run = folder.run(&["read", name, "--where", "url~/world/"]).ended(0);
        assert_eq!(run.column("id"), ["urn:uuid:1", "urn:uuid:5"]);
        let run = folder.run(&["read", name, "--where", "url~/world/", "--limit", "1"]).ended(0);
        assert_eq!(run.column("id"), ["urn:uuid:1"]);
    }
    assert!(folder.run(&["read", "plain.warc", "--where", "title~x"]).ended(2).stderr.contains("url~"));
}

#[test]
fn pages_of_archives_that_are_no_news_are_passed_over_and_counted() {
    let folder = folder();
    let html = |path: &str, body: &str| {
        let page =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html><body>{body}</body></html>");
        warc("response", path.len(), &format!("https://example.org{path}"), "application/http", &page)
    };
    let prose =
        format!("<h1>Norway and Chile agree</h1><p>{SENTENCE} {SENTENCE}</p><p>{SENTENCE} {SENTENCE}</p>");
    let links = "<li><a href=x>Norway and Chile sign an agreement on trade</a></li>".repeat(40);
    let archive = [
        html("/world/a", &prose),
        html("/", &format!("<ul>{links}</ul><p>{SENTENCE}</p>")),
        html("/about-us", &prose),
        html(
            "/x/gone/away",
            "<title>404 - Page not found</title><h1>Page not found</h1><p>The page you asked for is not here any more.</p>",
        ),
        html(
            "/members/in",
            "<p>Please log in to read on, as this part is for members only.</p><form><input type=password></form>",
        ),
        html(
            "/lamps/12",
            &format!("<script type='application/ld+json'>{{\"@type\": \"Product\"}}</script>{prose}"),
        ),
        wet(77, "https://example.org/tag/trade", SENTENCE),
    ];
    folder.write("in.warc", archive.concat());
    let run = folder.run(&["read", "in.warc"]).ended(0);
    assert_eq!(run.column("url"), ["https://example.org/world/a"]);
    for said in
        ["passed over: 6", "index page 2", "error page 1", "log-in 1", "shop 1", "page about the site 1"]
    {
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
    }
    let kept = folder.run(&["read", "in.warc", "--not-news", "keep"]).ended(0);
    assert_eq!(kept.rows().len(), archive.len());
    assert_eq!(kept.column("not_news")[..3], ["null", "index page", "page about the site"]);
    let coded = folder.run(&["code", "in.warc", "--published", "2018-01-05"]).ended(0);
    assert!(coded.column("url").iter().all(|url| url == "https://example.org/world/a"), "{}", coded.stdout);
}

#[test]
fn a_folder_may_hold_everything() {
    let folder = folder();
    folder
        .write("in/a.txt", SENTENCE)
        .write("in/b.txt", lines(1..2))
        .write("in/c.txt", format!("id,text\n2,\"{SENTENCE}\"\n"))
        .write("in/c2", format!("[\n  {},\n  {}\n]", record("2a", SENTENCE), record("2b", SENTENCE)))
        .write("in/d/e", gzip(wet(3, "https://example.org/a", SENTENCE).as_bytes()));
    let run = folder.run(&["read", "in"]).ended(0);
    assert_eq!(run.column("id")[1..], ["1", "2", "2a", "2b", "urn:uuid:3"]);
    assert_eq!((&*run.column("path")[0], &*run.column("path")[5]), ("in/a.txt", "in/d/e"));
}

/// Names, content and what is to be said of it; everything else in the folder is read.
fn broken() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    let all = lines(10..2000);
    let packed = gzip(all.as_bytes());
    let half_archive = wet(20, "https://example.org/", SENTENCE);
    let blank = (" ".repeat(9999) + "\n").repeat(10_000);
    vec![
        ("cut.jsonl.gz", packed[..packed.len() / 2].to_vec(), "D0120"),
        ("damaged.gz", [&packed[..packed.len() - 8], &[0; 8]].concat(), "D0120"),
        ("cut.zst", zstd(all.as_bytes())[..900].to_vec(), "D0120"),
        ("bomb.jsonl.gz", gzip(&gzip(blank.as_bytes())), "D0121"),
        ("onion.gz", gzip(&gzip(&gzip(&gzip(b"x")))), "D0121"),
        (
            "utf8.jsonl",
            b"{\"id\": \"u\", \"text\": \"Espa\xF1a and Chile signed a treaty.\"}".to_vec(),
            "D0108",
        ),
        ("nul.txt", b"Norway\0Chile".to_vec(), "D0103"),
        ("nul.jsonl", b"{\"id\": \"n\", \"text\": \"Norway \\u0000\"}".to_vec(), "D0103"),
        ("zero.jsonl", record("z", SENTENCE).replace("2018", "0000").into_bytes(), "D0105"),
        ("far.jsonl", record("f", SENTENCE).replace("2018", "9999").into_bytes(), "D0105"),
        ("archive.warc", half_archive[..half_archive.len() - 20].into(), "D0124"),
        ("feed.xml", b"<rss version=\"2.0\"><channel><item>".to_vec(), "D0125"),
        ("book.xlsx", b"PK\x03\x04\x14\0\0\0".to_vec(), "D0103"),
    ]
}

#[test]
fn what_is_broken_is_named_and_the_rest_is_read() {
    let folder = folder();
    for (name, bytes, _) in broken() {
        folder.write(&format!("in/{name}"), bytes);
    }
    folder.write("in/zz.txt", SENTENCE).write("in/aa.txt", SENTENCE);
    let run = folder.run(&["read", "in", "-o", "out.jsonl"]).ended(1);
    let failures = rows(&folder.read("out.jsonl.failures.jsonl"));
    for (name, _, code) in broken() {
        let of_it = |row: &&Value| row["place"].as_str().unwrap().starts_with(&format!("in/{name}"));
        let found: Vec<&str> =
            failures.iter().filter(of_it).map(|row| row["code"].as_str().unwrap()).collect();
        assert_eq!(found, [code], "{name}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("{code} in/{name}")), "{name}: {}", run.stderr);
    }
    assert_eq!(failures.len(), broken().len());
    let ids: Vec<String> =
        rows(&folder.read("out.jsonl")).iter().map(|row| row["id"].as_str().unwrap().to_string()).collect();
    for id in ["u", "z", "f", "10", "100"] {
        assert!(ids.contains(&id.to_string()), "{id} in {ids:?}");
    }
    assert_eq!(ids[0], ids[ids.len() - 1], "aa.txt and zz.txt");
    assert_eq!(folder.names(), ["in", "out.jsonl", "out.jsonl.failures.jsonl"]);
}

#[test]
fn a_line_over_the_limit_is_passed_over() {
    let folder = folder();
    let long = format!("{{\"id\": \"2\", \"text\": \"{}\"}}", "x".repeat(17 << 20));
    folder.write("in.jsonl", format!("{}\n{long}\n{}\n", record("1", SENTENCE), record("3", SENTENCE)));
    let run = folder.run(&["read", "in.jsonl", "--failures", "failures.jsonl"]).ended(1);
    assert_eq!(run.column("id"), ["1", "3"]);
    assert!(
        run.stderr.contains("D0122 in.jsonl:2: ") && run.stderr.contains("the limit is 16 MB"),
        "{}",
        run.stderr
    );
    assert_eq!(rows(&folder.read("failures.jsonl"))[0]["code"], "D0122");
}

#[test]
fn failures_that_were_asked_for_are_written_even_when_there_are_none() {
    let folder = folder();
    folder.write("in.jsonl", lines(0..1));
    folder.run(&["read", "in.jsonl", "--failures", "failures.jsonl"]).ended(0);
    assert_eq!(folder.read("failures.jsonl"), "");
    folder.write("out.jsonl.failures.jsonl", "of an earlier run");
    folder.run(&["read", "in.jsonl", "-o", "out.jsonl"]).ended(0);
    assert_eq!(folder.names(), ["failures.jsonl", "in.jsonl", "out.jsonl"]);
}

/// Four sentences of more than forty words.
const AGENCY: &str = "OSLO, Jan. 5 (Example Wire) - Norway and Chile signed a trade agreement in Oslo on Friday.\n\n\
    The foreign ministers of both countries praised the agreement, which their parliaments have yet to approve, at a \
    ceremony in the town hall.\n\n\
    Norway will send a delegation to Santiago next month to talk about fisheries, the ministry said in a statement.\n";

#[test]
fn copies_are_coded_once_with_all_outlets() {
    let folder = folder();
    let article = |id: &str, outlet: &str, text: &str| {
        serde_json::json!({ "id": id, "outlet": outlet, "text": text, "published": "2018-01-05" }).to_string()
    };
    let cut = AGENCY.replace(" at a ceremony in the town hall", "");
    let all = [
        article("a", "Herald", &cut),
        article("b", "Wire", AGENCY),
        article("c", "Post", AGENCY),
        article("d", "Other", SENTENCE),
    ];
    folder.write("in.jsonl", all.join("\n"));
    let linked = folder.run(&["code", "in.jsonl"]).ended(0);
    let mut ids = linked.column("document_id");
    ids.dedup();
    assert_eq!(ids, ["b", "d"], "the fuller text stands for both");
    assert!(linked.stderr.contains("articles that are copies: 2, of 1 texts"), "{}", linked.stderr);
    let copies = |row: &Value| -> Vec<String> {
        let copies = row["copies"].as_array().unwrap().iter();
        copies.map(|copy| copy["outlet"].as_str().unwrap().to_string()).collect()
    };
    assert_eq!(copies(&linked.rows()[0]), ["Herald", "Post"]);
    assert_eq!(copies(linked.rows().last().unwrap()), Vec::<String>::new());
    let csv = folder.run(&["code", "in.jsonl", "-f", "csv"]).ended(0).stdout;
    assert!(csv.contains(",a;c,Herald;Post,"), "{csv}");
    let kept = folder.run(&["code", "in.jsonl", "--near-duplicates", "keep"]).ended(0);
    let mut ids = kept.column("document_id");
    ids.dedup();
    assert_eq!(ids, ["a", "b", "c", "d"]);
    let piped = folder.run_with(&["code", "-"], &all.join("\n")).ended(0);
    assert_eq!(piped.stdout, linked.stdout);
}
