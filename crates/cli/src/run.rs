//! The way of every command that reads articles: inputs to articles to rows, on all cores, in the order of the inputs.

use crate::args::InputArgs;
use crate::command::{Block, Sheet};
use crate::console::Talk;
use crate::input::{Item, Kind, find, items};
use crate::parallel::ordered;
use crate::stop::{Exit, Problem, Stop};
use detente::read::{Fields, Hints};
use detente::{Article, Code, Notice};
use std::cell::RefCell;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// What became of one article.
struct Done {
    place: String,
    id: String,
    dated: bool,
    notices: Vec<Notice>,
    block: Result<Block, Problem>,
}

/// Ids are remembered up to this many articles, so that memory stays bounded; 8 bytes each.
const REMEMBERED: usize = 1 << 20;

/// Reads all inputs and writes what `make` makes of each article.
pub fn articles(
    args: &InputArgs,
    mut sheet: Sheet,
    talk: &mut Talk,
    make: impl Fn(Article) -> Result<Block, Stop> + Sync,
) -> Result<Exit, Stop> {
    let reader = Reader::new(args);
    let mut exit = Exit::Done;
    let mut ids = HashSet::new();
    let mut count = 0_usize;
    let work = |item: Result<Item, Problem>| item.and_then(|item| reader.done(item, &make));
    ordered(jobs(args.jobs), items(find(&args.inputs), args.input_format), work, |done| {
        count += 1;
        let block = done.and_then(|done| {
            remember(&done, &mut ids, talk);
            done.block
        });
        match block {
            Ok(block) => sheet.write(&block),
            Err(problem) => {
                exit = exit.max(problem.exit());
                talk.problem(&problem);
                Ok(())
            }
        }
    })?;
    if count == 0 {
        return Err(Problem::new(Code::NoInput, "", args.inputs.join(" ")).usage());
    }
    talk.hints();
    sheet.finish(exit, talk)
}

/// Threads to use.
pub fn jobs(wanted: Option<u16>) -> usize {
    wanted.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

fn remember(done: &Done, ids: &mut HashSet<u64>, talk: &mut Talk) {
    for notice in done.notices.iter().filter(|n| n.code != Code::NoDate) {
        talk.notice(&done.place, notice);
    }
    if !done.dated {
        talk.notice(&done.place, &Notice::new(Code::NoDate, ""));
    }
    let mut hasher = DefaultHasher::new();
    done.id.hash(&mut hasher);
    if ids.len() < REMEMBERED && !ids.insert(hasher.finish()) {
        talk.notice(&done.place, &Notice::new(Code::DuplicateId, done.id.clone()));
    }
}

/// Turns items into articles.
struct Reader {
    fields: Fields,
    published: Option<jiff::civil::Date>,
    outlet: Option<String>,
}

impl Reader {
    fn new(args: &InputArgs) -> Reader {
        let fields = Fields {
            id: args.id_field.clone(),
            text: args.text_field.clone(),
            date: args.date_field.clone(),
            title: args.title_field.clone(),
            outlet: args.outlet_field.clone(),
            ..Fields::default()
        };
        Reader { fields, published: args.published, outlet: args.outlet.clone() }
    }

    fn done(
        &self,
        item: Item,
        make: &(impl Fn(Article) -> Result<Block, Stop> + Sync),
    ) -> Result<Done, Problem> {
        let place = item.place.clone();
        let article = guarded(&place, || self.article(item))??;
        let (id, notices) = (article.id.clone(), article.notices.clone());
        let dated = article.published.is_some();
        let block =
            guarded(&place, || make(article)).and_then(|made| made.map_err(|stop| fault(&place, stop)));
        Ok(Done { place, id, dated, notices, block })
    }

    fn article(&self, item: Item) -> Result<Article, Problem> {
        let Item { place, path, id, kind } = item;
        let hints = Hints { published: self.published, outlet: self.outlet.clone(), path, id: Some(id) };
        let read = match kind {
            Kind::Text(bytes) => whole(&bytes, &hints),
            Kind::Record(line) => self.record(&line, &hints),
        };
        read.map_err(|notice| Problem::new(notice.code, place, notice.detail))
    }

    fn record(&self, line: &[u8], hints: &Hints) -> Result<Article, Notice> {
        let text = String::from_utf8_lossy(line);
        let mut article = detente::read::jsonl(&text, &self.fields, hints)?;
        if let Err(error) = std::str::from_utf8(line) {
            let detail = format!("byte {} of the line", error.valid_up_to() + 1);
            article.notices.push(Notice::new(Code::BadUtf8, detail));
        }
        Ok(article)
    }
}

fn whole(bytes: &[u8], hints: &Hints) -> Result<Article, Notice> {
    let (text, notices) = detente::read::decode(bytes)?;
    let mut article = detente::read::text(&text, hints);
    article.notices.extend(notices);
    Ok(article)
}

fn fault(place: &str, stop: Stop) -> Problem {
    match stop {
        Stop::Usage(problem) | Stop::Fault(problem) => Problem { place: place.to_string(), ..problem },
        Stop::Pipe => Problem::new(Code::Internal, place, "a pipe broke"),
    }
}

thread_local! {
    /// What the last panic of the thread said.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps a fault to the article that shows it: no text may fail, and if one does, the others shall not suffer.
pub fn guarded<T>(place: &str, work: impl FnOnce() -> T) -> Result<T, Problem> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Problem::new(Code::Internal, place, PANIC.take()))
}

/// Keeps what a panic says for [`guarded`], in the place of a message on stderr.
pub fn keep_panics() {
    std::panic::set_hook(Box::new(|info| PANIC.set(info.to_string().replace('\n', " "))));
}
