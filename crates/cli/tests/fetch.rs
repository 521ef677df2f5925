//! Pages and feeds by their address, from a server on this machine.
#![cfg(feature = "fetch")]
#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

mod support;

use serde_json::Value;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use support::{Run, SENTENCE, folder};

/// A server with the answers that a test gives it; it notes who asked for what.
struct Server {
    port: u16,
    asked: Arc<Mutex<Vec<String>>>,
}

const PAGE: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n";

impl Server {
    fn new(answers: &[(&str, String)]) -> Server {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let answers: HashMap<String, String> = answers
            .iter()
            .map(|(path, answer)| (path.to_string(), answer.replace("PORT", &port.to_string())))
            .collect();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let noted = Arc::clone(&asked);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (answers, noted) = (answers.clone(), Arc::clone(&noted));
                std::thread::spawn(move || answer(stream.unwrap(), &answers, &noted));
            }
        });
        Server { port, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

/// The head of the question is read to its end; what is not known is a 404; `SLEEP` never ends.
fn answer(mut stream: TcpStream, answers: &HashMap<String, String>, noted: &Mutex<Vec<String>>) {
    let (mut head, mut line) = (String::new(), String::new());
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    while reader.read_line(&mut line).unwrap_or(0) > 2 {
        head.push_str(&std::mem::take(&mut line));
    }
    let Some(path) = head.split(' ').nth(1) else { return };
    noted.lock().unwrap().push(path.to_string());
    assert!(head.to_lowercase().contains("user-agent: detente/"), "{head}");
    let answer = answers.get(path).map_or("HTTP/1.1 404 Not Found\r\n\r\n", String::as_str);
    if answer == "SLEEP" {
        // Until whoever asked has gone.
        let _ = reader.read(&mut [0; 1]);
        return;
    }
    let _ = stream.write_all(answer.replacen("\r\n", "\r\nConnection: close\r\n", 1).as_bytes());
}

fn page(words: &str) -> String {
    let more = "The ministers said that the agreement would enter into force after both parliaments had agreed to it.";
    format!(
        "{PAGE}<html><head><title>{words}</title></head><body><article><h1>{words}</h1><p>{SENTENCE} {more}</p><p>{more} {SENTENCE}</p></article></body></html>"
    )
}

/// What stands in the file of failures, as code and detail.
fn failures(arguments: &[&str]) -> (Run, Vec<(String, String)>) {
    let folder = folder();
    let run = folder
        .run(&[&["read", "--failures", "failures.jsonl", "--published", "2018-01-05"], arguments].concat());
    let lines = folder.read("failures.jsonl");
    let of = |line: &str| {
        let value: Value = serde_json::from_str(line).unwrap();
        (value["code"].as_str().unwrap().to_string(), value["detail"].as_str().unwrap().to_string())
    };
    (run, lines.lines().map(of).collect())
}

#[test]
fn a_page_is_fetched_once_and_has_its_address() {
    let server = Server::new(&[
        ("/a", "HTTP/1.1 302 Found\r\nLocation: /news/a?x=1\r\n\r\n".to_string()),
        ("/news/a?x=1", page("Norway and Chile agree on trade")),
    ]);
    let run = folder()
        .run(&["code", "--fetch", &server.url("/a"), "--fetch-private", "--published", "2018-01-05"])
        .ended(0);
    assert!(!run.rows().is_empty());
    assert_eq!(run.rows()[0]["url"], server.url("/news/a?x=1"));
    // Articles are read twice to find copies, but nobody is asked twice.
    assert_eq!(server.asked(), ["/robots.txt", "/a", "/news/a?x=1"]);
}

#[test]
fn a_feed_is_fetched_and_an_address_may_stand_among_the_inputs() {
    let feed = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n\r\n<?xml version=\"1.0\"?><rss><channel><title>Example Wire</title><item><guid>a1</guid><title>T</title><description>{SENTENCE}</description></item></channel></rss>"
    );
    let server = Server::new(&[("/feed", feed)]);
    let run = folder()
        .run(&["read", &server.url("/feed"), "--fetch", "--fetch-private", "--published", "2018-01-05"])
        .ended(0);
    assert_eq!(run.column("id"), ["a1"]);
    assert_eq!(run.column("outlet"), ["Example Wire"]);
}

#[test]
fn nothing_is_fetched_without_the_option() {
    let server = Server::new(&[("/a", page("A"))]);
    let (run, failures) = failures(&[&server.url("/a")]);
    assert_eq!((run.code, failures[0].0.as_str()), (1, "D0130"), "{}", run.stderr);
    assert!(server.asked().is_empty());
}

#[test]
fn robots_txt_is_respected() {
    let robots =
        "HTTP/1.1 200 OK\r\n\r\nUser-agent: *\nDisallow: /\n\nUser-agent: detente\nDisallow: /private\n";
    let server =
        Server::new(&[("/robots.txt", robots.to_string()), ("/private/a", page("A")), ("/b", page("B"))]);
    let (run, found) =
        failures(&["--fetch", &server.url("/private/a"), &server.url("/b"), "--fetch-private"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    assert_eq!(run.rows().len(), 1);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "D0131");
    assert!(found[0].1.contains("/private"), "{found:?}");
    assert_eq!(server.asked(), ["/robots.txt", "/b"]);

    let broken = Server::new(&[("/robots.txt", "HTTP/1.1 503 Busy\r\n\r\n".to_string()), ("/b", page("B"))]);
    let (_, found) = failures(&["--fetch", &broken.url("/b"), "--fetch-private"]);
    assert_eq!(found[0].0, "D0131");
    assert_eq!(broken.asked(), ["/robots.txt"]);
}

#[test]
fn private_addresses_are_refused_also_behind_a_redirect() {
    let to = |location: &str| format!("HTTP/1.1 301 Moved\r\nLocation: {location}\r\n\r\n");
    let server = Server::new(&[
        ("/other", to("http://127.0.0.2:PORT/a")),
        ("/name", to("http://localhost:PORT/a")),
        ("/mapped", to("http://[::ffff:127.0.0.1]:PORT/a")),
        ("/file", to("file:///etc/hostname")),
        ("/a", page("A")),
    ]);
    let urls: Vec<String> = ["/other", "/name", "/mapped", "/file"].map(|path| server.url(path)).to_vec();
    let (run, found) =
        failures(&["--fetch", &urls[0], &urls[1], &urls[2], &urls[3], "--fetch-private=127.0.0.1"]);
    assert_eq!(run.code, 1, "{}", run.stderr);
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["D0130"; 4], "{found:?}");
    assert!(!server.asked().contains(&"/a".to_string()));

    let number = u32::from(std::net::Ipv4Addr::LOCALHOST);
    let ways = [
        server.url("/a"),
        format!("http://localhost:{}/a", server.port),
        format!("http://{number}:{}/a", server.port),
        format!("http://[::1]:{}/a", server.port),
        "http://169.254.169.254/latest/meta-data/".to_string(),
        "http://0.0.0.0/".to_string(),
        "ftp://example.org/a".to_string(),
    ];
    let before = server.asked();
    let arguments: Vec<&str> = ["--fetch"].into_iter().chain(ways.iter().map(String::as_str)).collect();
    let (_, found) = failures(&arguments);
    let codes: Vec<&str> = found.iter().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes, ["D0130"; 7], "{found:?}");
    assert_eq!(server.asked(), before);
}

#[test]
fn what_does_not_come_is_named_with_its_reason() {
    let large = "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n<p>".to_string();
    let server = Server::new(&[
        ("/large", large),
        ("/endless", format!("{PAGE}{}", "<p>Talks.</p>".repeat(1_400_000))),
        ("/slow", "SLEEP".to_string()),
        ("/loop", "HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n".to_string()),
        ("/empty", PAGE.to_string()),
        ("/good", page("A")),
    ]);
    for (path, code) in [
        ("/large", "D0122"),
        ("/endless", "D0122"),
        ("/gone", "D0133"),
        ("/slow", "D0134"),
        ("/loop", "D0132"),
    ] {
        let (run, found) = failures(&[
            "--fetch",
            &server.url(path),
            &server.url("/good"),
            "--fetch-private",
            "--fetch-timeout",
            "2",
        ]);
        assert_eq!(run.code, 1, "{path}: {}", run.stderr);
        assert_eq!(run.rows().len(), 1, "{path}: the others are read");
        assert_eq!((found.len(), found[0].0.as_str()), (1, code), "{path}: {found:?}");
    }
    let (_, found) = failures(&["--fetch", "http://127.0.0.1:1/a", "--fetch-private"]);
    assert_eq!(found[0].0, "D0132");
}

#[test]
fn a_page_may_be_packed_for_the_way() {
    use flate2::{Compression, write::GzEncoder};
    let html = page("Packed talks");
    let body = html.split_once("\r\n\r\n").unwrap().1;
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body.as_bytes()).unwrap();
    let packed = encoder.finish().unwrap();
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut line = String::new();
            BufReader::new(stream.try_clone().unwrap()).read_line(&mut line).unwrap();
            let head = if line.contains("robots") { "404 Not Found" } else { "200 OK" };
            let head = format!(
                "HTTP/1.1 {head}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: {}\r\n\r\n",
                packed.len()
            );
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&packed));
        }
    });
    let url = format!("http://127.0.0.1:{port}/a");
    let run =
        folder().run(&["read", "--fetch", &url, "--fetch-private", "--published", "2018-01-05"]).ended(0);
    assert_eq!(run.column("title"), ["Packed talks"]);
}
