//! The way of every command that reads articles: inputs to articles to rows, on all cores, in the order of the inputs.

use crate::args::{InputArgs, OutputArgs};
use crate::command::{Block, Sheet};
use crate::console::{self, Counts, Progress, Talk};
use crate::copies::{Finder, Known, Links};
use crate::input::{FetchSettings, Fetcher, Item, Meter, Place, Reading, find, items, spooled};
use crate::parallel::ticking;
use crate::reader::{Reader, fields, hash};
use crate::stop::{self, Exit, Problem, Stop};
use detente::{Article, Code, Notice};
use detente_tables::Reprint;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

/// What became of one article.
struct Done {
    place: String,
    id: String,
    dated: bool,
    notices: Vec<Notice>,
    block: Result<Block, Problem>,
}

/// An item by its hash, with what became of it.
struct Outcome {
    hash: u64,
    became: Became,
}

/// What became of one item.
enum Became {
    /// An earlier run did it; where it stands.
    Stood(String),
    /// Another article with the same text stands for it.
    Copy,
    /// It was worked on.
    Done(Result<Done, Problem>),
}

/// Ids are remembered up to this many articles, so that memory stays bounded; 8 bytes each.
const REMEMBERED: usize = 1 << 20;

/// A run with what it needs beside its inputs.
pub struct Job<'a> {
    /// What is read.
    pub input: &'a InputArgs,
    /// What is told.
    pub output: &'a OutputArgs,
    /// What a row is, for the progress.
    pub rows: &'static str,
    /// Whether copies of an article are left to it.
    pub link: bool,
}

/// Reads all inputs and writes what `make` makes of each article and of the others that have its text.
pub fn articles(
    job: &Job<'_>,
    sheet: Sheet,
    talk: &mut Talk,
    make: impl Fn(Article, &[Reprint]) -> Result<Block, Stop> + Sync,
) -> Result<Exit, Stop> {
    stop::watch()?;
    let args = job.input;
    let reader = Reader::new(args);
    let mut reading = reading(args);
    let mut run = Run::new(job, sheet, Arc::clone(&reading.meter));
    let links = if job.link { run.links(args, &mut reading, &reader, talk)? } else { Links::default() };
    let standing = run.counts.skipped;
    let work = |(number, item): (u64, Result<Item, Problem>)| {
        let hash = hash(&item);
        let became = if number < standing {
            Became::Stood(item.map_or_else(|problem| problem.place, |item| item.place))
        } else if links.is_copy(number) {
            Became::Copy
        } else {
            let make = |article| make(article, &links.copies(number));
            Became::Done(item.and_then(|item| done(&reader, item, make)))
        };
        Outcome { hash, became }
    };
    let items = (0..).zip(items(places(args), &reading));
    ticking(jobs(args.jobs), items, work, |outcome| run.take(outcome, talk))?;
    run.finish(args, &links, talk)
}

/// How the arguments want their inputs read.
pub fn reading(args: &InputArgs) -> Reading {
    let (filter, fields) = (args.filter.clone(), fields(args));
    let (format, limit) = (args.input_format, args.limit);
    let fetcher = args.fetch.is_some().then(|| {
        let hosts = args.fetch_private.clone();
        let settings = FetchSettings {
            timeout: Duration::from_secs(args.fetch_timeout.into()),
            private: hosts.as_ref().is_some_and(Vec::is_empty),
            hosts: hosts.unwrap_or_default(),
        };
        Arc::new(Fetcher::new(&settings))
    });
    Reading { format, fields, filter, limit, meter: Arc::default(), stdin: None, fetcher }
}

/// What is to be read: the inputs, then what is to be fetched.
fn places(args: &InputArgs) -> impl Iterator<Item = Result<Place, Problem>> + Send + use<> {
    let fetched = args.fetch.clone().unwrap_or_default();
    find(&args.inputs).chain(fetched.into_iter().map(|address| Ok(Place::address(&address))))
}

/// Threads to use.
pub fn jobs(wanted: Option<u16>) -> usize {
    wanted.map_or_else(|| std::thread::available_parallelism().map_or(1, NonZero::get), usize::from)
}

/// What the one writer keeps.
struct Run {
    sheet: Option<Sheet>,
    exit: Exit,
    counts: Counts,
    ids: HashSet<u64>,
    /// Pages that are no news, by what they are.
    not_news: BTreeMap<String, u64>,
    progress: Progress,
}

impl Run {
    fn new(job: &Job<'_>, sheet: Sheet, meter: Arc<Meter>) -> Run {
        let (skipped, exit) = sheet.standing();
        let on_screen = job.output.output.is_none() && console::is_screen();
        let progress = Progress::new(job.output.progress, on_screen, job.rows, Arc::clone(&meter));
        if progress.is_told() {
            let places = places(job.input);
            // Folders may be large: nobody waits for their size.
            std::thread::spawn(move || meter.measure(places));
        }
        let counts = Counts { skipped, ..Counts::default() };
        let (ids, not_news) = (HashSet::new(), BTreeMap::new());
        Run { sheet: Some(sheet), exit, counts, ids, not_news, progress }
    }

    /// Reads everything once to find the copies.
    fn links(
        &mut self,
        args: &InputArgs,
        reading: &mut Reading,
        reader: &Reader,
        talk: &mut Talk,
    ) -> Result<Links, Stop> {
        if args.inputs.iter().any(|input| input == "-") {
            let cannot = |error: std::io::Error| {
                Stop::Usage(Problem::new(Code::Unreadable, "stdin", error.to_string()))
            };
            reading.stdin = Some(spooled().map_err(cannot)?);
        }
        let mut finder = Finder::default();
        let work = |(number, item): (u64, Result<Item, Problem>)| {
            // What cannot be read is named when it is to be coded.
            let item = item.ok()?;
            let place = item.place.clone();
            let article = guarded(&place, || reader.article(item)).ok()?.ok()?;
            Some((number, Known::of(&article)))
        };
        let items = (0..).zip(items(places(args), reading));
        ticking(jobs(args.jobs), items, work, |known| {
            if stop::interrupted() {
                self.interrupted(talk);
            }
            if let Some((number, known)) = known.flatten() {
                finder.add(number, known);
            }
            self.progress.look(talk);
            Ok(())
        })?;
        reading.meter.rewind();
        self.progress.begin();
        Ok(finder.links())
    }

    /// Takes what became of the next item, or looks about while there is none.
    fn take(&mut self, outcome: Option<Outcome>, talk: &mut Talk) -> Result<(), Stop> {
        if stop::interrupted() {
            self.interrupted(talk);
        }
        if let Some(outcome) = outcome {
            // Only a run that has an outcome may take the sheet out: between two of them it stays where it is.
            let Some(mut sheet) = self.sheet.take() else { return Err(Stop::fault("the output is gone")) };
            let taken = self.write(outcome, &mut sheet, talk);
            (self.counts.rows, self.counts.failed) = sheet.counts();
            self.sheet = Some(sheet);
            taken?;
        }
        self.progress.tick(self.counts, talk);
        Ok(())
    }

    fn write(&mut self, outcome: Outcome, sheet: &mut Sheet, talk: &mut Talk) -> Result<(), Stop> {
        self.counts.articles += 1;
        let done = match outcome.became {
            Became::Stood(place) => return sheet.skip(outcome.hash, &place),
            Became::Copy => return sheet.done(outcome.hash, self.exit),
            Became::Done(done) => done,
        };
        let block = match done {
            Ok(done) => {
                self.remember(&done, talk);
                for notice in done.notices.iter().filter(|notice| is_loss(notice.code)) {
                    self.exit = self.exit.max(Exit::Partial);
                    sheet.fail(&Problem::new(notice.code, &*done.place, &*notice.detail))?;
                }
                done.block
            }
            Err(problem) => Err(problem),
        };
        match block {
            Ok(block) => sheet.write(&block)?,
            Err(problem) if problem.code == Code::NotNews => {
                *self.not_news.entry(problem.detail).or_default() += 1;
            }
            Err(problem) => {
                self.exit = self.exit.max(problem.exit());
                talk.problem(&problem);
                if problem.exit() != Exit::Done {
                    sheet.fail(&problem)?;
                }
            }
        }
        sheet.done(outcome.hash, self.exit)
    }

    fn remember(&mut self, done: &Done, talk: &mut Talk) {
        for notice in done.notices.iter().filter(|n| n.code != Code::NoDate) {
            talk.notice(&done.place, notice);
        }
        if !done.dated {
            talk.notice(&done.place, &Notice::new(Code::NoDate, ""));
        }
        let mut hasher = DefaultHasher::new();
        done.id.hash(&mut hasher);
        if self.ids.len() < REMEMBERED && !self.ids.insert(hasher.finish()) {
            talk.notice(&done.place, &Notice::new(Code::DuplicateId, done.id.clone()));
        }
    }

    /// Saves what is done and ends the program. Threads that wait for an input may wait for ever, so nobody waits for
    /// them.
    fn interrupted(&mut self, talk: &mut Talk) -> ! {
        let articles = self.counts.articles.max(self.counts.skipped);
        let said = match self.sheet.take().map(Sheet::interrupted) {
            Some(Ok(true)) => format!("interrupted after {articles} articles; go on with --resume"),
            Some(Err(Stop::Usage(problem) | Stop::Fault(problem))) => {
                talk.problem(&problem);
                "interrupted".to_string()
            }
            _ => format!("interrupted after {articles} articles"),
        };
        talk.note(&said);
        std::process::exit(Exit::Interrupted as i32)
    }

    fn tell_not_news(&self, talk: &mut Talk) {
        let all: u64 = self.not_news.values().sum();
        if all > 0 {
            let kinds: Vec<String> =
                self.not_news.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
            let kinds = kinds.join(", ");
            talk.note(&format!(
                "pages of archives that are no news, passed over: {all} ({kinds}); --not-news keep reads them"
            ));
        }
    }

    fn finish(mut self, args: &InputArgs, links: &Links, talk: &mut Talk) -> Result<Exit, Stop> {
        self.progress.finish(self.counts, talk);
        let Some(sheet) = self.sheet.take() else { return Err(Stop::fault("the output is gone")) };
        if self.counts.articles < self.counts.skipped {
            let detail = format!("it had {} articles, and the inputs have fewer", self.counts.skipped);
            return Err(Problem::new(Code::OtherRun, "", detail).usage());
        }
        if self.counts.articles == 0 && args.filter.is_none() && args.limit != Some(0) {
            sheet.discard();
            return Err(Problem::new(Code::NoInput, "", args.inputs.join(" ")).usage());
        }
        talk.hints();
        self.tell_not_news(talk);
        let (copies, texts) = links.counts();
        if copies > 0 {
            talk.note(&format!(
                "articles that are copies: {copies}, of {texts} texts, in the column copies; --near-duplicates keep codes each"
            ));
        }
        sheet.finish(self.exit, talk)
    }
}

/// Whether a part of the article could not be read, though the rest was.
fn is_loss(code: Code) -> bool {
    matches!(code, Code::BadUtf8 | Code::BadDate)
}

fn done(reader: &Reader, item: Item, make: impl Fn(Article) -> Result<Block, Stop>) -> Result<Done, Problem> {
    let place = item.place.clone();
    let article = guarded(&place, || reader.article(item))??;
    let (id, notices) = (article.id.clone(), article.notices.clone());
    let dated = article.published.is_some();
    let block = guarded(&place, || make(article)).and_then(|made| made.map_err(|stop| fault(&place, stop)));
    Ok(Done { place, id, dated, notices, block })
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
