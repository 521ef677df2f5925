//! Which articles are wanted: `--where url~REGEX`.

use super::items::{Item, Kind};
use detente::read::Fields;
use regex_lite::Regex;
use serde_json::Value;
use std::borrow::Cow;

/// A condition on the address of an article.
#[derive(Debug, Clone)]
pub struct Filter {
    regex: Regex,
}

impl Filter {
    /// Reads `url~REGEX`.
    ///
    /// # Errors
    /// What is wrong with it, for the one who typed it.
    pub fn new(text: &str) -> Result<Filter, String> {
        let Some(("url", regex)) = text.split_once('~') else {
            return Err("a condition is written as in url~^https://www\\.example\\.org/world/".to_string());
        };
        Ok(Filter { regex: Regex::new(regex).map_err(|error| error.to_string())? })
    }

    /// Whether the article is wanted; one without an address is not.
    pub fn wants(&self, item: &Item, fields: &Fields) -> bool {
        let url: Option<Cow<'_, str>> = match &item.kind {
            Kind::Text(_) => None,
            Kind::Record(record) | Kind::Archived(record) => record.url.as_deref().map(Cow::from),
            Kind::Page(page) => page.record.url.as_deref().map(Cow::from),
            // What cannot be read goes on, to be named where everything else is.
            Kind::Line(line) => match serde_json::from_slice::<Value>(line) {
                Ok(value) => value.get(&fields.url).and_then(Value::as_str).map(|url| url.to_string().into()),
                Err(_) => return true,
            },
        };
        url.is_some_and(|url| self.regex.is_match(&url))
    }
}
