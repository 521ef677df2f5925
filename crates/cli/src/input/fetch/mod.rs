//! Pages and feeds by their address, when it is asked for: which of them may be fetched, and what the server gave.
//!
//! Each step of a redirect is a question of its own: the address is read, `robots.txt` of its server asked, the number that
//! its name leads to checked. What came is kept on the disk until the program ends, because copies are looked for before
//! anything is coded: no page is asked for twice.

mod address;
#[cfg(feature = "fetch")]
mod client;
#[cfg(not(feature = "fetch"))]
#[path = "off.rs"]
mod client;
#[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "nothing is connected to without the feature"))]
mod reach;
mod robots;

pub use address::is_address;

use super::http;
use super::items::LARGEST;
use crate::stop::Problem;
use address::Address;
use client::Client;
use detente::Code;
use robots::Robots;
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// So many redirects are followed.
const REDIRECTS: usize = 5;

/// What may be asked for, and how long.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// For one question, its answer and whatever stands between.
    #[cfg_attr(not(feature = "fetch"), allow(dead_code, reason = "nothing is asked without the feature"))]
    pub timeout: Duration,
    /// Whether every host may be asked, wherever it lies.
    pub private: bool,
    /// Hosts that may be asked, wherever they lie.
    pub hosts: Vec<String>,
}

impl Settings {
    /// Whether a host may lie at a number that not everybody can reach.
    #[cfg_attr(
        not(feature = "fetch"),
        allow(dead_code, reason = "nothing is connected to without the feature")
    )]
    fn allows(&self, host: &str) -> bool {
        let bare = |host: &str| host.trim_matches(['[', ']']).to_ascii_lowercase();
        self.private || self.hosts.iter().any(|named| bare(named) == bare(host))
    }
}

/// An answer as it came.
#[derive(Debug)]
struct Answer {
    status: u16,
    location: Option<String>,
    content_type: String,
    packed: Option<String>,
    body: Vec<u8>,
}

/// Why a page is not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    code: Code,
    detail: String,
}

impl Failure {
    /// A failure with its message.
    pub fn new(code: Code, detail: impl Into<String>) -> Failure {
        Failure { code, detail: detail.into() }
    }

    /// The same of a file that had to be asked for first.
    fn of(self, what: &str) -> Failure {
        Failure { detail: format!("{what}: {}", self.detail), ..self }
    }
}

/// A page as the server gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was, after redirects.
    pub url: String,
    /// Encoding that the server named.
    pub charset: Option<String>,
    /// Its bytes, unpacked where that was for the way only.
    pub bytes: Vec<u8>,
}

/// Fetches pages, one at a time, each once.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    pages: HashMap<String, Result<Kept, Failure>>,
    robots: HashMap<String, Result<Robots, Failure>>,
    /// When a server was last asked.
    asked: HashMap<String, Instant>,
    spool: Option<File>,
}

/// A page on the disk.
#[derive(Debug, Clone)]
struct Kept {
    url: String,
    charset: Option<String>,
    start: u64,
    length: usize,
}

impl Fetcher {
    /// A fetcher that keeps to the settings.
    pub fn new(settings: &Settings) -> Fetcher {
        Fetcher { client: Client::new(settings), state: Mutex::default() }
    }

    /// The page at an address.
    ///
    /// # Errors
    /// Why there is none.
    pub fn page(&self, address: &str) -> Result<Fetched, Problem> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let problem = |failure: Failure| Problem::new(failure.code, address, failure.detail);
        let disk = |error: io::Error| Problem::new(Code::Unreadable, address, error.to_string());
        if let Some(known) = state.pages.get(address).cloned() {
            let kept = known.map_err(problem)?;
            return state.read(kept).map_err(disk);
        }
        let fetched = self.fetch(address, &mut state);
        let kept = match &fetched {
            Ok(fetched) => Ok(state.keep(fetched).map_err(disk)?),
            Err(failure) => Err(failure.clone()),
        };
        state.pages.insert(address.to_string(), kept);
        fetched.map_err(problem)
    }

    fn fetch(&self, address: &str, state: &mut State) -> Result<Fetched, Failure> {
        let refused = |why: String| Failure::new(Code::FetchRefused, why);
        let mut address = Address::read(address).map_err(refused)?;
        for _ in 0..=REDIRECTS {
            let pause = self.allowed(&address, state)?;
            state.wait(&address, pause);
            let answer = self.client.ask(&address, LARGEST)?;
            match led_on(&answer) {
                Some(to) => {
                    address = address.join(to).map_err(|why| refused(format!("redirected to {to}: {why}")))?
                }
                None => return page(answer, &address),
            }
        }
        Err(Failure::new(Code::FetchFailed, format!("it redirects more than {REDIRECTS} times")))
    }

    /// How long to wait for a page that the server's `robots.txt` allows.
    fn allowed(&self, address: &Address, state: &mut State) -> Result<Duration, Failure> {
        let origin = address.origin();
        if !state.robots.contains_key(&origin) {
            let robots = self.robots(address);
            state.robots.insert(origin.clone(), robots);
        }
        let robots = match state.robots.get(&origin) {
            Some(Ok(robots)) => robots,
            Some(Err(failure)) => return Err(failure.clone()),
            None => return Ok(Duration::ZERO),
        };
        match robots.forbids(&address.path) {
            Some(rule) => {
                Err(Failure::new(Code::FetchRobots, format!("{origin}/robots.txt says \"Disallow: {rule}\"")))
            }
            None => Ok(robots.pause),
        }
    }

    /// The rules of a server. One without rules allows everything; one that cannot say forbids it.
    fn robots(&self, address: &Address) -> Result<Robots, Failure> {
        let mut at = address.with_path("/robots.txt");
        for _ in 0..=REDIRECTS {
            let answer = match self.client.ask(&at, robots::LARGEST) {
                Err(failure) if failure.code == Code::TooLarge => {
                    return Err(Failure { code: Code::FetchRobots, ..failure.of("robots.txt") });
                }
                answer => answer.map_err(|failure| failure.of("robots.txt"))?,
            };
            if let Some(to) = led_on(&answer) {
                let refused = |why| Failure::new(Code::FetchRefused, why).of("robots.txt");
                at = at.join(to).map_err(refused)?;
                continue;
            }
            return match answer.status {
                200..=299 => rules(answer, &at),
                500..=599 => {
                    let detail = format!("{at} cannot be read: the server answers {}", answer.status);
                    Err(Failure::new(Code::FetchRobots, detail))
                }
                _ => Ok(Robots::default()),
            };
        }
        Ok(Robots::default())
    }
}

/// The rules in an answer; what cannot be unpacked forbids everything.
fn rules(answer: Answer, at: &Address) -> Result<Robots, Failure> {
    let Answer { content_type, packed, body, .. } = answer;
    let unpacked = http::Answer { content_type, packed, body }.unpacked(robots::LARGEST);
    let bytes = unpacked.map_err(|_| Failure::new(Code::FetchRobots, format!("{at} cannot be unpacked")))?;
    Ok(Robots::read(&String::from_utf8_lossy(&bytes)))
}

/// Where an answer leads on to.
fn led_on(answer: &Answer) -> Option<&str> {
    answer.location.as_deref().filter(|_| matches!(answer.status, 301 | 302 | 303 | 307 | 308))
}

fn page(answer: Answer, address: &Address) -> Result<Fetched, Failure> {
    let Answer { status, content_type, packed, body, .. } = answer;
    if !(200..300).contains(&status) {
        return Err(Failure::new(Code::FetchStatus, format!("the server answers {status}")));
    }
    let answer = http::Answer { content_type, packed, body };
    let charset = answer.charset();
    let bytes = answer.unpacked(LARGEST).map_err(|(code, detail)| Failure::new(code, detail))?;
    Ok(Fetched { url: address.to_string(), charset, bytes })
}

impl State {
    /// Waits until a server may be asked again.
    fn wait(&mut self, address: &Address, pause: Duration) {
        let origin = address.origin();
        if let Some(asked) = self.asked.get(&origin) {
            std::thread::sleep(pause.saturating_sub(asked.elapsed()));
        }
        self.asked.insert(origin, Instant::now());
    }

    fn keep(&mut self, page: &Fetched) -> io::Result<Kept> {
        let spool = match &mut self.spool {
            Some(spool) => spool,
            none => none.insert(tempfile::tempfile()?),
        };
        let start = spool.seek(SeekFrom::End(0))?;
        spool.write_all(&page.bytes)?;
        Ok(Kept { url: page.url.clone(), charset: page.charset.clone(), start, length: page.bytes.len() })
    }

    fn read(&mut self, kept: Kept) -> io::Result<Fetched> {
        let mut bytes = vec![0; kept.length];
        if let Some(spool) = &mut self.spool {
            spool.seek(SeekFrom::Start(kept.start))?;
            spool.read_exact(&mut bytes)?;
        }
        Ok(Fetched { url: kept.url, charset: kept.charset, bytes })
    }
}
