//! From what was given to an article.

use crate::args::{Ids, InputArgs, NotNews};
use crate::input::{Item, Kind, LARGEST_TEXT, Page};
use crate::journal;
use crate::stop::Problem;
use detente::read::{Fields, Hints, Record};
use detente::{Article, Code, Notice};

/// Reads items as the arguments say.
pub struct Reader {
    fields: Fields,
    published: Option<jiff::civil::Date>,
    outlet: Option<String>,
    ids: Ids,
    not_news: NotNews,
}

/// Names of the fields and columns that the arguments give.
pub fn fields(args: &InputArgs) -> Fields {
    Fields {
        id: args.id_field.clone(),
        text: args.text_field.clone(),
        date: args.date_field.clone(),
        title: args.title_field.clone(),
        outlet: args.outlet_field.clone(),
        ..Fields::default()
    }
}

impl Reader {
    /// A reader with what stands in where the input says nothing.
    pub fn new(args: &InputArgs) -> Reader {
        Reader {
            fields: fields(args),
            published: args.published,
            outlet: args.outlet.clone(),
            ids: args.ids,
            not_news: args.not_news,
        }
    }

    /// The article of an item.
    ///
    /// # Errors
    /// When there is none in it, or it is a page of an archive that is no news.
    pub fn article(&self, item: Item) -> Result<Article, Problem> {
        let Item { place, path, id, notices, kind } = item;
        let hints = Hints {
            published: self.published,
            outlet: self.outlet.clone(),
            path,
            id: (self.ids == Ids::Place).then_some(id),
            ..Hints::default()
        };
        let archived = matches!(&kind, Kind::Archived(_) | Kind::Page(Page { archived: true, .. }));
        let read = match kind {
            Kind::Archived(record) => self.archived(record, &hints),
            Kind::Text(bytes) => whole(&bytes, &hints),
            Kind::Line(line) => self.line(&line, &hints),
            Kind::Record(record) => detente::read::record(record, &self.fields, &hints),
            Kind::Page(page) => web_page(page, &hints),
        };
        let mut article = read.map_err(|notice| Problem::new(notice.code, &*place, notice.detail))?;
        article.notices.extend(notices);
        if let Some(reason) = article.not_news().filter(|_| archived && self.not_news == NotNews::Skip) {
            return Err(Problem::new(Code::NotNews, place, reason));
        }
        if article.text.len() > LARGEST_TEXT {
            let (length, limit) = (article.text.len() >> 20, LARGEST_TEXT >> 20);
            let detail = format!("its text has {length} MB, and the limit is {limit} MB");
            return Err(Problem::new(Code::TooLarge, place, detail));
        }
        Ok(article)
    }

    /// A text whose page is not there any more.
    fn archived(&self, record: Record, hints: &Hints) -> Result<Article, Notice> {
        let mut article = detente::read::record(record, &self.fields, hints)?;
        let reason = detente::read::not_news(&article);
        article.notices.extend(reason.map(|reason| Notice::new(Code::NotNews, reason)));
        Ok(article)
    }

    fn line(&self, line: &[u8], hints: &Hints) -> Result<Article, Notice> {
        let text = String::from_utf8_lossy(line);
        let mut article = detente::read::jsonl(&text, &self.fields, hints)?;
        if let Err(error) = std::str::from_utf8(line) {
            let detail = format!("byte {} of the line", error.valid_up_to() + 1);
            article.notices.push(Notice::new(Code::BadUtf8, detail));
        }
        Ok(article)
    }
}

/// The one place where a page of the web becomes an article. What an archive or a feed says about it goes before what it says
/// of itself.
fn web_page(page: Page, hints: &Hints) -> Result<Article, Notice> {
    let Page { bytes, charset, record, .. } = page;
    let url = record.url.or_else(|| hints.url.clone());
    let mut article = detente::read::html(&bytes, &Hints { charset, url, ..hints.clone() })?;
    let given = |part: Option<String>| part.map(|p| p.trim().to_string()).filter(|p| !p.is_empty());
    article.id = given(record.id).unwrap_or(article.id);
    article.title = given(record.title).or(article.title);
    article.outlet = given(record.outlet).or(article.outlet);
    if let Some(day) = given(record.published).and_then(|day| detente::read::date(&day)) {
        article.published = Some(day);
        article.notices.retain(|notice| notice.code != Code::NoDate);
    }
    Ok(article)
}

fn whole(bytes: &[u8], hints: &Hints) -> Result<Article, Notice> {
    let (text, notices) = detente::read::decode(bytes)?;
    let mut article = detente::read::text(&text, hints);
    article.notices.extend(notices);
    Ok(article)
}

/// Hash of what was read, by which a run that goes on knows that it is still the same.
pub fn hash(item: &Result<Item, Problem>) -> u64 {
    let item = match item {
        Ok(item) => item,
        Err(problem) => {
            let parts = [problem.code.id(), &problem.place, &problem.detail];
            return journal::hash(parts.map(str::as_bytes));
        }
    };
    let of = |part: &Option<String>| part.clone().unwrap_or_default();
    let record = |kind: &str, bytes: &[u8], record: &Record| {
        let Record { id, text, published, title, outlet, url } = record;
        let parts = [id, text, published, title, outlet, url].map(of);
        let parts = parts.iter().map(String::as_bytes);
        journal::hash(
            [item.place.as_bytes(), item.id.as_bytes(), kind.as_bytes(), bytes].into_iter().chain(parts),
        )
    };
    match &item.kind {
        Kind::Text(bytes) => record("text", bytes, &Record::default()),
        Kind::Line(bytes) => record("line", bytes, &Record::default()),
        Kind::Record(parts) | Kind::Archived(parts) => record("record", b"", parts),
        Kind::Page(page) => record(page.charset.as_deref().unwrap_or("page"), &page.bytes, &page.record),
    }
}
