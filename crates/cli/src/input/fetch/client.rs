//! One question to one server: its answer, or why there is none. The number that a name leads to is checked in the moment of
//! connecting, so that what was checked is what is asked.

use super::address::Address;
use super::reach::not_public;
use super::{Answer, Failure, Settings};
use detente::Code;
use std::fmt;
use std::io::Read;
use std::time::Duration;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

/// How we call ourselves.
const NAME: &str = concat!("detente/", env!("CARGO_PKG_VERSION"), " (+", env!("CARGO_PKG_REPOSITORY"), ")");

/// What is asked for, the best first.
const WANTED: &str = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.5";

/// A connection that takes longer will not come.
const CONNECT: Duration = Duration::from_secs(10);

/// Asks servers.
#[derive(Debug)]
pub struct Client(Agent);

impl Client {
    /// A client that keeps to the settings.
    pub fn new(settings: &Settings) -> Client {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            // Behind a proxy nobody could see which number is asked.
            .proxy(None)
            .timeout_global(Some(settings.timeout))
            .timeout_connect(Some(settings.timeout.min(CONNECT)))
            .user_agent(NAME)
            .accept(WANTED)
            .accept_encoding("gzip")
            .build();
        let resolver = Checked { inner: DefaultResolver::default(), settings: settings.clone() };
        Client(Agent::with_parts(config, DefaultConnector::default(), resolver))
    }

    /// The answer to a question for an address, with no more than `largest` bytes of a body.
    ///
    /// # Errors
    /// When there is no answer in time, or it is too large.
    pub(super) fn ask(&self, address: &Address, largest: usize) -> Result<Answer, Failure> {
        let (head, body) = self.0.get(address.to_string()).call().map_err(failure)?.into_parts();
        let header =
            |name: &str| head.headers.get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned());
        let too_large =
            || Failure::new(Code::TooLarge, format!("it has more than {largest} bytes, the limit"));
        let told = header("content-length").and_then(|length| length.trim().parse::<u64>().ok());
        if told.is_some_and(|length| length > largest as u64) {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        let read = body.into_reader().take(largest as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| failure(error.into()))?;
        if bytes.len() > largest {
            return Err(too_large());
        }
        Ok(Answer {
            status: head.status.as_u16(),
            location: header("location"),
            content_type: header("content-type").unwrap_or_default(),
            packed: header("content-encoding").map(|how| how.trim().to_lowercase()),
            body: bytes,
        })
    }
}

/// Finds the numbers of a name, and keeps those that may be asked.
#[derive(Debug)]
struct Checked {
    inner: DefaultResolver,
    settings: Settings,
}

impl Resolver for Checked {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        if self.settings.allows(uri.host().unwrap_or_default()) {
            return Ok(found);
        }
        let (mut kept, mut refused) = (self.empty(), None);
        for address in found.iter() {
            match not_public(address.ip()) {
                None => kept.push(*address),
                Some(kind) => refused = Some(Refused { kind, ip: address.ip().to_string() }),
            }
        }
        match refused {
            Some(refused) if kept.is_empty() => Err(Error::Other(Box::new(refused))),
            _ => Ok(kept),
        }
    }
}

/// A name led to a number that may not be asked.
#[derive(Debug)]
struct Refused {
    kind: &'static str,
    ip: String,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "it lies at {}, {}; --fetch-private allows it", self.ip, self.kind)
    }
}

impl std::error::Error for Refused {}

fn failure(error: Error) -> Failure {
    match error {
        Error::Other(inner) if inner.is::<Refused>() => Failure::new(Code::FetchRefused, inner.to_string()),
        Error::Timeout(_) => Failure::new(Code::FetchTimeout, error.to_string()),
        Error::Io(error) if error.kind() == std::io::ErrorKind::TimedOut => {
            Failure::new(Code::FetchTimeout, error.to_string())
        }
        error => Failure::new(Code::FetchFailed, error.to_string()),
    }
}
