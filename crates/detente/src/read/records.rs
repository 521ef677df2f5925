//! Records that name their parts: lines of JSONL, rows of tables, entries of archives and feeds.

use super::{Hints, dates, page};
use crate::{Article, Code, Notice};
use serde_json::{Map, Value};

/// Names of the fields of a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fields {
    /// Its own id, a string or a number.
    pub id: String,
    /// The text.
    pub text: String,
    /// Day of publication.
    pub date: String,
    /// Headline.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Address.
    pub url: String,
}

impl Default for Fields {
    fn default() -> Fields {
        let [id, text, date, title, outlet, url] =
            ["id", "text", "published", "title", "outlet", "url"].map(str::to_string);
        Fields { id, text, date, title, outlet, url }
    }
}

/// An article's parts as a record gives them, each as it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// Its own id.
    pub id: Option<String>,
    /// The text.
    pub text: Option<String>,
    /// Day of publication, in any of the ways that [`super::date`] reads.
    pub published: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Address.
    pub url: Option<String>,
}

/// The article of one line of JSONL. Fields of a wrong kind are read as if they were not there, with a notice.
///
/// # Errors
/// [`Code::BadJson`] where the line is no object, [`Code::NoTextField`] where it has no text, [`Code::NotText`] where
/// that is no text.
pub fn jsonl(line: &str, fields: &Fields, hints: &Hints) -> Result<Article, Notice> {
    let value: Value = serde_json::from_str(line).map_err(|e| Notice::new(Code::BadJson, e.to_string()))?;
    let Value::Object(object) = value else {
        return Err(Notice::new(Code::BadJson, "the line holds JSON, but no object"));
    };
    let mut given = Object { object: &object, notices: Vec::new() };
    let parts = Record {
        text: object.get(&fields.text).and_then(Value::as_str).map(str::to_string),
        id: given.id(&fields.id),
        title: given.string(&fields.title),
        outlet: given.string(&fields.outlet),
        url: given.string(&fields.url),
        published: given.string(&fields.date),
    };
    from_parts(parts, fields, hints, given.notices)
}

/// The article of a record whose parts are known; `fields` are the names that messages give them.
///
/// # Errors
/// [`Code::NoTextField`] where it has no text, [`Code::NotText`] where that is no text.
pub fn record(parts: Record, fields: &Fields, hints: &Hints) -> Result<Article, Notice> {
    from_parts(parts, fields, hints, Vec::new())
}

fn from_parts(
    parts: Record,
    fields: &Fields,
    hints: &Hints,
    mut notices: Vec<Notice>,
) -> Result<Article, Notice> {
    let text = parts.text.filter(|t| !t.trim().is_empty());
    let text = text
        .ok_or_else(|| Notice::new(Code::NoTextField, format!("no text in the field \"{}\"", fields.text)))?;
    if text.contains('\0') {
        return Err(Notice::new(Code::NotText, "it holds NUL bytes"));
    }
    let plain = |part: Option<String>| part.map(|p| p.trim().to_string()).filter(|p| !p.is_empty());
    let written = plain(parts.published);
    let published = written.as_deref().and_then(dates::date);
    if let Some(written) = written.filter(|_| published.is_none()) {
        notices.push(Notice::new(Code::BadDate, format!("\"{written}\" in the field \"{}\"", fields.date)));
    }
    let given = page::Given {
        id: plain(parts.id),
        title: plain(parts.title),
        outlet: plain(parts.outlet),
        url: plain(parts.url),
        published,
    };
    Ok(page::article(&text, given, hints, notices))
}

/// The fields of a line, with what was odd about them.
struct Object<'a> {
    object: &'a Map<String, Value>,
    notices: Vec<Notice>,
}

impl Object<'_> {
    fn id(&mut self, field: &str) -> Option<String> {
        match self.object.get(field) {
            Some(Value::Number(number)) => Some(number.to_string()),
            _ => self.string(field),
        }
    }

    fn string(&mut self, field: &str) -> Option<String> {
        match self.object.get(field)? {
            Value::String(text) => Some(text.trim().to_string()).filter(|t| !t.is_empty()),
            Value::Null => None,
            other => {
                let kind = kind_of(other);
                self.notices.push(Notice::new(Code::BadField, format!("the field \"{field}\" holds {kind}")));
                None
            }
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Result<Article, Notice> {
        jsonl(line, &Fields::default(), &Hints::default())
    }

    fn codes(article: &Article) -> Vec<&'static str> {
        article.notices.iter().map(|n| n.code.id()).collect()
    }

    #[test]
    fn fields_are_read() {
        let article = read(
            r#"{"id": 7, "text": "Talks began.", "published": "2018-01-05T10:00:00Z", "title": "Talks", "outlet": "Wire", "url": "https://example.org/7"}"#,
        )
        .unwrap();
        assert_eq!(article.id, "7");
        assert_eq!(article.published, Some(jiff::civil::date(2018, 1, 5)));
        assert_eq!(article.title.as_deref(), Some("Talks"));
        assert_eq!(article.outlet.as_deref(), Some("Wire"));
        assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
        assert!(article.notices.is_empty());
    }

    #[test]
    fn wrong_kinds_are_told_and_passed_over() {
        let article =
            read(r#"{"id": "a", "text": "Talks began.", "published": 5, "title": ["x"], "url": null}"#)
                .unwrap();
        assert_eq!(codes(&article), ["D0110", "D0110", "D0104"]);
        let article = read(r#"{"id": "a", "text": "Talks began.", "published": "soon"}"#).unwrap();
        assert_eq!(codes(&article), ["D0105", "D0104"]);
        for year in ["0000-01-05", "9999-12-31"] {
            let article = read(&format!(r#"{{"text": "Talks began.", "published": "{year}"}}"#)).unwrap();
            assert_eq!(codes(&article), ["D0105", "D0104"], "{year}");
        }
    }

    #[test]
    fn lines_without_an_article_are_errors() {
        assert_eq!(read("{").unwrap_err().code, Code::BadJson);
        assert_eq!(read("[1]").unwrap_err().code, Code::BadJson);
        assert_eq!(read(r#"{"id": "a"}"#).unwrap_err().code, Code::NoTextField);
        assert_eq!(read(r#"{"id": "a", "text": 5}"#).unwrap_err().code, Code::NoTextField);
        assert_eq!(read(r#"{"id": "a", "text": " "}"#).unwrap_err().code, Code::NoTextField);
        assert_eq!(read(r#"{"id": "a", "text": "a\u0000b"}"#).unwrap_err().code, Code::NotText);
    }

    #[test]
    fn the_field_wins_over_the_text_and_the_text_over_the_hint() {
        let line = r#"{"text": "Published 3 May 2019\n\nTalks began in Geneva on Friday morning.", "published": "2018-01-05"}"#;
        assert_eq!(read(line).unwrap().published, Some(jiff::civil::date(2018, 1, 5)));
        let hints = Hints { published: Some(jiff::civil::date(2000, 1, 1)), ..Hints::default() };
        let line = line.replace("published", "other");
        let article = jsonl(&line, &Fields::default(), &hints).unwrap();
        assert_eq!(article.published, Some(jiff::civil::date(2019, 5, 3)));
    }

    #[test]
    fn other_field_names_can_be_given() {
        let fields = Fields { text: "body".into(), id: "key".into(), ..Fields::default() };
        let article = jsonl(r#"{"key": "k1", "body": "Talks began."}"#, &fields, &Hints::default()).unwrap();
        assert_eq!((article.id.as_str(), article.text.as_str()), ("k1", "Talks began."));
    }
}
