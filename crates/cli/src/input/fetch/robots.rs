//! What a server's `robots.txt` allows us, by RFC 9309: the group of our name, else that of all; of the rules that fit, the
//! longest; of two that are as long, the one that allows.

use std::time::Duration;

/// Our name in a `robots.txt`.
pub const TOKEN: &str = "detente";

/// More of a file is not read, in bytes.
pub const LARGEST: usize = 512 * 1024;

/// Nobody waits longer between two pages.
const LONGEST_PAUSE: f32 = 30.0;

/// The rules for us.
#[derive(Debug, Clone, Default)]
pub struct Robots {
    rules: Vec<Rule>,
    /// How long to wait between two pages.
    pub pause: Duration,
}

#[derive(Debug, Clone)]
struct Rule {
    allow: bool,
    pattern: String,
}

impl Robots {
    /// Reads a file.
    pub fn read(text: &str) -> Robots {
        let (mut ours, mut all, mut named) = (Robots::default(), Robots::default(), false);
        // Names above each other share the rules below them.
        let (mut for_us, mut for_all, mut naming) = (false, false, false);
        for line in text.trim_start_matches('\u{feff}').lines() {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let (key, value) = (key.trim().to_ascii_lowercase(), value.trim());
            if key == "user-agent" {
                if !naming {
                    (for_us, for_all, naming) = (false, false, true);
                }
                for_us |= is_ours(value);
                for_all |= value == "*";
                named |= for_us;
                continue;
            }
            naming = false;
            if for_us {
                ours.take(&key, value);
            }
            if for_all {
                all.take(&key, value);
            }
        }
        if named { ours } else { all }
    }

    fn take(&mut self, key: &str, value: &str) {
        match key {
            "allow" | "disallow" if !value.is_empty() => {
                self.rules.push(Rule { allow: key == "allow", pattern: value.to_string() });
            }
            "crawl-delay" => {
                let seconds = value.parse().unwrap_or(0.0_f32).clamp(0.0, LONGEST_PAUSE);
                self.pause = Duration::from_secs_f32(seconds);
            }
            _ => {}
        }
    }

    /// The rule that forbids a path with its query.
    pub fn forbids(&self, path: &str) -> Option<&str> {
        let fits = self.rules.iter().filter(|rule| fits(&rule.pattern, path));
        let best = fits.max_by_key(|rule| (rule.pattern.len(), rule.allow))?;
        (!best.allow).then_some(best.pattern.as_str())
    }
}

/// Our name, perhaps with a version behind it.
fn is_ours(value: &str) -> bool {
    let name = value.split(|c: char| !(c.is_ascii_alphabetic() || matches!(c, '-' | '_'))).next();
    name.is_some_and(|name| name.eq_ignore_ascii_case(TOKEN))
}

/// Whether a path begins as a pattern says: `*` is anything, `$` at its end the end of the path.
fn fits(pattern: &str, path: &str) -> bool {
    let (pattern, to_the_end) = pattern.strip_suffix('$').map_or((pattern, false), |pattern| (pattern, true));
    let mut parts = pattern.split('*');
    let Some(mut rest) = path.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return !to_the_end || rest.is_empty() };
    for part in middle {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    if to_the_end { rest.ends_with(last) } else { rest.contains(last) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_rule_of_our_group_decides() {
        let text = "User-agent: *\nDisallow: /\n\nUser-Agent: other\nUser-agent: Detente/1.0\nDisallow: /private\nAllow: /private/news\nDisallow: /*.pdf$\nCrawl-delay: 2 # seconds";
        let robots = Robots::read(text);
        assert_eq!(robots.forbids("/a"), None);
        assert_eq!(robots.forbids("/private/x"), Some("/private"));
        assert_eq!(robots.forbids("/private/news/1"), None);
        assert_eq!(robots.forbids("/a/b.pdf"), Some("/*.pdf$"));
        assert_eq!(robots.forbids("/a/b.pdf?x"), None);
        assert_eq!(robots.pause, Duration::from_secs(2));
    }

    #[test]
    fn without_a_group_of_ours_that_of_all_counts() {
        let robots = Robots::read("User-agent: *\nDisallow: /a*/b\nDisallow:\n");
        assert_eq!(robots.forbids("/ax/b/c"), Some("/a*/b"));
        assert_eq!(robots.forbids("/b"), None);
        assert_eq!(
            Robots::read("User-agent: detente\nDisallow:\n\nUser-agent: *\nDisallow: /").forbids("/"),
            None
        );
        assert_eq!(Robots::read("<html>").forbids("/"), None);
    }
}
