//! Addresses of pages: what they are made of, and where a relative one leads.

use std::fmt;

/// An address that may be asked for, without its fragment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// Whether it is asked for through TLS.
    pub secure: bool,
    /// Name or number of the host in lower case, version 6 in its brackets.
    pub host: String,
    /// The port, where it is not the usual one.
    pub port: Option<u16>,
    /// Path and query, beginning with a stroke, in ASCII.
    pub path: String,
}

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// Why it cannot be asked for.
    pub fn read(text: &str) -> Result<Address, String> {
        let (scheme, rest) =
            text.trim().split_once("://").ok_or("it does not begin with http:// or https://")?;
        let secure = match scheme.to_ascii_lowercase().as_str() {
            "http" => false,
            "https" => true,
            other => return Err(format!("{other} is not fetched, only http and https")),
        };
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let (host, port) = host_and_port(&rest[..end])?;
        let usual = if secure { 443 } else { 80 };
        Ok(Address { secure, host, port: port.filter(|port| *port != usual), path: path(&rest[end..]) })
    }

    /// Where a link on this page leads.
    ///
    /// # Errors
    /// Why that cannot be asked for.
    pub fn join(&self, link: &str) -> Result<Address, String> {
        let link = link.trim();
        if has_scheme(link) {
            return Address::read(link);
        }
        if let Some(rest) = link.strip_prefix("//") {
            return Address::read(&format!("{}://{rest}", self.scheme()));
        }
        let own = self.path.split('?').next().unwrap_or("/");
        let folder = &own[..=own.rfind('/').unwrap_or(0)];
        let joined = match link.chars().next() {
            None | Some('#') => self.path.clone(),
            Some('/') => link.to_string(),
            Some('?') => format!("{own}{link}"),
            Some(_) => format!("{folder}{link}"),
        };
        Ok(Address { path: path(&joined), ..self.clone() })
    }

    /// Another page of the same server.
    pub fn with_path(&self, path: &str) -> Address {
        Address { path: path.to_string(), ..self.clone() }
    }

    /// Scheme, host and port: what a `robots.txt` is good for.
    pub fn origin(&self) -> String {
        let port = self.port.map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}", self.scheme(), self.host)
    }

    fn scheme(&self) -> &'static str {
        if self.secure { "https" } else { "http" }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.origin(), self.path)
    }
}

/// Whether something is written as an address.
pub fn is_address(text: &str) -> bool {
    let begins = |scheme: &str| text.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme));
    begins("http://") || begins("https://")
}

fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

fn host_and_port(authority: &str) -> Result<(String, Option<u16>), String> {
    if authority.contains('@') {
        return Err("it holds a user name or a password".to_string());
    }
    let (host, port) = match authority.rfind(':').filter(|at| !authority[*at..].contains(']')) {
        Some(at) => (&authority[..at], &authority[at + 1..]),
        None => (authority, ""),
    };
    let inside = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let numbers = |c: char| c.is_ascii_hexdigit() || matches!(c, ':' | '.');
    let names = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_');
    let sound = inside.map_or_else(|| host.chars().all(names), |host| host.chars().all(numbers));
    if host.is_empty() || !sound {
        return Err("the name of its host is not written in letters of ASCII, digits and hyphens".to_string());
    }
    let port = match port {
        "" => None,
        port => Some(port.parse().ok().filter(|port| *port > 0).ok_or("its port is none")?),
    };
    Ok((host.to_ascii_lowercase(), port))
}

/// Path and query without fragment and without steps up, in ASCII.
fn path(rest: &str) -> String {
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
    let mut parts: Vec<&str> = Vec::new();
    let written: Vec<&str> = path.split(['/', '\\']).skip(1).collect();
    for (i, part) in written.iter().enumerate() {
        let last = i + 1 == written.len();
        match *part {
            "." | ".." => {
                if *part == ".." {
                    parts.pop();
                }
                if last {
                    parts.push("");
                }
            }
            part => parts.push(part),
        }
    }
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    ascii(&format!("/{}{query}", parts.join("/")))
}

/// Everything that may not stand in an address, by its bytes.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'!' | b'#'..=b';' | b'=' | b'?'..=b'[' | b']' | b'_' | b'a'..=b'z' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let read = |text: &str| Address::read(text).map(|address| address.to_string());
        for (text, expected) in [
            ("http://Example.org", "http://example.org/"),
            ("HTTPS://example.org:443/a?b=c#d", "https://example.org/a?b=c"),
            ("http://example.org:8080?q=1", "http://example.org:8080/?q=1"),
            ("http://[::1]:81/a/./b/../c", "http://[::1]:81/a/c"),
            ("http://example.org/é x", "http://example.org/%C3%A9%20x"),
            ("http://example.org/a/..", "http://example.org/"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
        for text in [
            "ftp://example.org/",
            "file:///etc/passwd",
            "http://a@b/",
            "http:///a",
            "http://é.org/",
            "a",
            "http://a:0/",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn links_are_joined() {
        let base = Address::read("https://example.org/a/b?c=d").unwrap();
        for (link, expected) in [
            ("x", "https://example.org/a/x"),
            ("../x?y", "https://example.org/x?y"),
            ("/x", "https://example.org/x"),
            ("?x", "https://example.org/a/b?x"),
            ("//other.org/x", "https://other.org/x"),
            ("http://other.org:99/x", "http://other.org:99/x"),
            ("", "https://example.org/a/b?c=d"),
        ] {
            assert_eq!(base.join(link).unwrap().to_string(), expected, "{link}");
        }
        assert!(base.join("javascript:void(0)").is_err());
    }
}
