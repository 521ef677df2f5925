//! What was typed: the arguments of every command, with their help.

pub use crate::choices::{By, Progressed};
use crate::input::Filter;
use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use detente::Status;
use jiff::civil::Date;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  detente demo                                         bundled articles: a table and a page
  detente code examples/news -o events.csv             events of all files in a folder
  detente look actors examples/news.jsonl              who is named, and why it is them";

const EXITS: &str = "\
Exit codes:
  0  done
  1  done, but some inputs were unreadable; each is named on stderr and in the file of failures
  2  the command line or the output cannot be used
  3  a fault of detente
  130  interrupted; with -o, --resume goes on with it";

const CODE_EXAMPLES: &str = "\
Examples:
  detente code examples/news.jsonl -f table
  detente code examples/news --published 2018-01-05 --outlet \"Example Wire\" -o events.jsonl
  detente code - --status planned,threatened < examples/news.jsonl
  detente code examples/news --dialect icews -o events.tab";

const READ_EXAMPLES: &str = "\
Examples:
  detente read examples/news/05-saudi-iran-ties.txt
  detente read examples/news -o articles.jsonl
  detente read examples/news.jsonl -f csv --no-text";

const LOOK_EXAMPLES: &str = "\
Examples:
  detente look times examples/news.jsonl -f table
  detente look quotes examples/news -o quotes.jsonl
  detente look tokens examples/news/06-salisbury-expulsions.txt -f conllu";

const RELATE_EXAMPLES: &str = "\
Examples:
  echo '{\"text\": \"Oslo praised Rome.\", \"source\": [0, 4], \"target\": [13, 17]}' | detente relate -
  detente relate pairs.jsonl --scores -o relations.jsonl
  detente relate pairs.jsonl -f csv";

const ACTOR_EXAMPLES: &str = "\
Examples:
  detente actor \"Kim Jong-un\" --on 2018-02-10
  detente actor \"South Korean president\" --on 2018-02-10
  detente actor Brown --on 2009-05-01 -f jsonl";

const CODEBOOK_EXAMPLES: &str = "\
Examples:
  detente codebook
  detente codebook AGREE
  detente codebook --pages codebook-pages";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  detente explain 52f5a5ae0a1d3b2c examples/news
  detente explain --why-not KOR,PRK examples/news.jsonl
  detente explain D0104";

const SCORE_EXAMPLES: &str = "\
Examples:
  detente score events gold/events.jsonl events.jsonl --articles articles.jsonl
  detente score events gold/events.jsonl events.jsonl --errors -f table
  detente score events gold/events.jsonl events.jsonl -o figures.csv
  detente score contexts gold/contexts.tsv contexts.jsonl --articles articles.jsonl";

const SCORE_HELP: &str = "\
An event of the output is found when one of gold in the same article has its type (or a type_alternative) and a pair of
countries, one of an actor and one of a recipient, in common with it; several actors without a recipient are mutual.
Pairs are one to one, the largest overlap of evidence first, then the order of the files. Optional events count neither
way. An invented event is one that none of gold fits. All definitions: docs/scores-events.md";

/// Reads news and writes down who did what to whom, when, where, and who says so
#[derive(Debug, Parser)]
#[command(name = "detente", version, before_long_help = EXAMPLES, after_long_help = EXITS, max_term_width = 100)]
#[command(disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    pub command: Command,

    /// When tables are coloured: auto, always or never; auto heeds NO_COLOR
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value_t = When::Auto, hide_possible_values = true)]
    pub color: When,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write the events of articles, one a line
    #[command(before_long_help = CODE_EXAMPLES)]
    Code(CodeArgs),
    /// Write what was kept of each article
    #[command(before_long_help = READ_EXAMPLES)]
    Read(ReadArgs),
    /// Write what a step sees: sentences, tokens, names, actors, places, times, quotes, claims, contexts
    #[command(before_long_help = LOOK_EXAMPLES)]
    Look(LookArgs),
    /// Write the type of the relation between two given spans
    #[command(before_long_help = RELATE_EXAMPLES)]
    Relate(RelateArgs),
    /// Print who can be meant by a name, with the offices of a day
    #[command(before_long_help = ACTOR_EXAMPLES)]
    Actor(ActorArgs),
    /// Print the codebook, or one of its types
    #[command(before_long_help = CODEBOOK_EXAMPLES)]
    Codebook(CodebookArgs),
    /// Compare an output with gold: precision, recall, F1, and what was missed or invented
    #[command(before_long_help = SCORE_EXAMPLES, after_long_help = SCORE_HELP)]
    Score(ScoreArgs),
    /// Code the bundled articles: a table here and a page beside
    Demo(DemoArgs),
    /// Explain an event, why two actors have none, or a message such as D0104
    #[command(before_long_help = EXPLAIN_EXAMPLES, mut_arg("inputs", explained))]
    Explain(ExplainArgs),
}

#[derive(Debug, ClapArgs)]
pub struct CodeArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub own: OwnArgs,

    /// PETRARCH dictionary of verbs, by which events are coded instead of by the codebook's lexicon
    #[arg(long, value_name = "FILE", help_heading = "PETRARCH")]
    pub petrarch_verbs: Option<PathBuf>,

    /// PETRARCH dictionaries of discards
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "petrarch_verbs", help_heading = "PETRARCH")]
    pub petrarch_discards: Vec<PathBuf>,

    /// What the codes of the verbs are: cameo, or weis, which has no types
    #[arg(long, value_enum, value_name = "CODES", default_value_t = Codes::Cameo, hide_possible_values = true, requires = "petrarch_verbs", help_heading = "PETRARCH")]
    pub petrarch_codes: Codes,

    /// What codes: both, or the lexicon or the judge alone, to see what each adds
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = By::Both, hide_possible_values = true)]
    pub by: By,

    /// Statuses to write, or all
    ///
    /// One or more of happened, ongoing, planned, proposed, threatened, denied, disputed, hypothetical, historical,
    /// joined by commas. All but denied and hypothetical when it is not given; with --petrarch-verbs all.
    #[arg(long, value_name = "LIST", value_delimiter = ',', hide_possible_values = true, value_parser = statuses())]
    pub status: Vec<String>,

    /// Write the layout of another data set: plover (JSONL), polecat, icews, gdelt (tab-separated; csv and jsonl with -f)
    #[arg(long, value_enum, value_name = "NAME", hide_possible_values = true)]
    pub dialect: Option<Dialect>,

    /// What becomes of articles with the same text: link codes the fullest one and names the others in its events, keep
    /// codes each (link reads the inputs twice, and standard input to its end first)
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Duplicates::Link, hide_possible_values = true)]
    pub near_duplicates: Duplicates,
}

#[derive(Debug, ClapArgs)]
pub struct ReadArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
}

#[derive(Debug, ClapArgs)]
pub struct LookArgs {
    /// What to look at
    #[arg(value_enum)]
    pub stage: Stage,
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub output: OutputArgs,
    #[command(flatten)]
    pub own: OwnArgs,
}

#[derive(Debug, ClapArgs)]
pub struct RelateArgs {
    /// JSONL with id, text, source: [start, end], target: [start, end] in code points, and published; - for stdin
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<String>,

    #[command(flatten)]
    pub own: OwnArgs,

    /// Write the scores of all types, too
    #[arg(long)]
    pub scores: bool,

    /// Threads [default: one for each core]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,

    /// Layout: jsonl, csv, tsv or table
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file; its name tells the layout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct ActorArgs {
    /// A name as texts write it, or an office with its state
    #[arg(value_name = "NAME")]
    pub name: String,

    /// The day, such as 2018-02-10 [default: any day]
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub on: Option<Date>,

    #[command(flatten)]
    pub own: OwnArgs,

    /// Layout: table, jsonl, csv or tsv [default: a table on a screen, jsonl in a pipe]
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file; its name tells the layout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// What the user knows of actors, beside what is compiled in.
#[derive(Debug, Default, ClapArgs)]
pub struct OwnArgs {
    /// A folder of your own tables, with columns as in knowledge/; your rows win
    #[arg(long, value_name = "DIR", help_heading = "Knowledge")]
    pub knowledge: Option<PathBuf>,

    /// PETRARCH dictionaries of actors
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Knowledge")]
    pub petrarch_actors: Vec<PathBuf>,

    /// PETRARCH dictionaries of agents
    #[arg(long, value_name = "FILE", num_args = 1.., help_heading = "Knowledge")]
    pub petrarch_agents: Vec<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct CodebookArgs {
    /// Code of a type, such as AGREE
    #[arg(value_name = "TYPE")]
    pub kind: Option<String>,

    /// Write the whole for people, into this folder: Markdown, one file a type, and codebook.html
    #[arg(long, value_name = "DIR", conflicts_with_all = ["kind", "format", "output"])]
    pub pages: Option<PathBuf>,

    /// Layout: table, jsonl, csv or tsv [default: table]
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file; its name tells the layout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct ScoreArgs {
    /// What is compared
    #[arg(value_enum)]
    pub task: Task,

    /// JSONL as in gold/events.jsonl, or one JSON object with a list of events; for contexts a table as gold/contexts.tsv
    #[arg(value_name = "GOLD")]
    pub gold: PathBuf,

    /// JSONL as detente code writes it; for contexts as detente look contexts does
    #[arg(value_name = "OUTPUT")]
    pub coded: PathBuf,

    /// The articles that were coded, JSONL with id and text: they alone count, also those without events, and
    /// mistakes show their words [default: the articles of gold]
    #[arg(long, value_name = "FILE")]
    pub articles: Option<PathBuf>,

    /// List what was missed or invented; other layouts than a table then have no figures
    #[arg(long)]
    pub errors: bool,

    /// Layout: table, jsonl, csv or tsv [default: a table on a screen, jsonl in a pipe]
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file; its name tells the layout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub struct DemoArgs {
    /// Where to write the page
    #[arg(short, long, value_name = "FILE", default_value = "detente-demo.html")]
    pub output: PathBuf,
}

#[derive(Debug, ClapArgs)]
pub struct ExplainArgs {
    #[command(flatten)]
    pub input: InputArgs,
    #[command(flatten)]
    pub own: OwnArgs,

    /// Say why nothing is coded between two actors, codes or names; the inputs are the articles then
    #[arg(long, value_name = "ACTOR,RECIPIENT")]
    pub why_not: Option<String>,
}

impl InputArgs {
    /// What of it changes the output, as text; the inputs themselves are told apart one by one.
    pub fn settings(&self) -> String {
        let InputArgs { input_format, text_field, date_field, id_field, title_field, outlet_field, .. } =
            self;
        let InputArgs { filter, limit, published, outlet, ids, not_news, .. } = self;
        let fields = [text_field, date_field, id_field, title_field, outlet_field];
        format!(
            "{input_format:?} {fields:?} {filter:?} {limit:?} {published:?} {outlet:?} {ids:?} {not_news:?}"
        )
    }
}

/// What is read, and what stands in where the input says nothing.
#[derive(Debug, Clone, ClapArgs)]
pub struct InputArgs {
    /// Files, folders (with all that is below them), patterns such as 'news/*.txt', or - for stdin
    #[arg(required_unless_present = "fetch", value_name = "INPUT")]
    pub inputs: Vec<String>,

    /// How the input is written; auto tells it by the content, packed or not
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = InputFormat::Auto)]
    pub input_format: InputFormat,

    /// Field or column of the text
    #[arg(long, value_name = "FIELD", default_value = "text", help_heading = "Fields")]
    pub text_field: String,

    /// Field or column of the publication date
    #[arg(long, value_name = "FIELD", default_value = "published", help_heading = "Fields")]
    pub date_field: String,

    /// Field or column of the id
    #[arg(long, value_name = "FIELD", default_value = "id", help_heading = "Fields")]
    pub id_field: String,

    /// Field or column of the headline
    #[arg(long, value_name = "FIELD", default_value = "title", help_heading = "Fields")]
    pub title_field: String,

    /// Field or column of the outlet
    #[arg(long, value_name = "FIELD", default_value = "outlet", help_heading = "Fields")]
    pub outlet_field: String,

    /// Id of articles that have none of their own: content, a hash of it, or place, the file below the folder that was given
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Ids::Content, hide_possible_values = true, help_heading = "Fields")]
    pub ids: Ids,

    /// What becomes of pages in archives that are no news (lists of links, shops, forums, errors, log-ins): skip or keep
    #[arg(long, value_enum, value_name = "HOW", default_value_t = NotNews::Skip, hide_possible_values = true)]
    pub not_news: NotNews,

    /// Only articles with such an address, such as url~/world/; the rest is passed over
    #[arg(long = "where", value_name = "url~REGEX", value_parser = Filter::new)]
    pub filter: Option<Filter>,

    /// At most so many articles
    #[arg(long, value_name = "N")]
    pub limit: Option<u64>,

    /// Publication date of articles that have none, such as 2018-01-05
    #[arg(long, value_name = "DATE", value_parser = date)]
    pub published: Option<Date>,

    /// Outlet of articles that name none
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,

    /// Fetch pages and feeds by their address: those named here and among the inputs; robots.txt is respected
    #[arg(long, value_name = "URL", num_args = 0.., help_heading = "Network")]
    pub fetch: Option<Vec<String>>,

    /// Hosts that may be fetched from though they lie at private, loopback or link-local addresses; without a name all
    #[arg(long, value_name = "HOST", num_args = 0.., value_delimiter = ',', require_equals = true, requires = "fetch", help_heading = "Network")]
    pub fetch_private: Option<Vec<String>>,

    /// Seconds after which a page that does not come is given up
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u16).range(1..), requires = "fetch", help_heading = "Network")]
    pub fetch_timeout: u16,

    /// Threads [default: one for each core]; the output is the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub jobs: Option<u16>,
}

/// What is written, and where.
#[derive(Debug, Default, ClapArgs)]
pub struct OutputArgs {
    /// Layout: table, jsonl, csv, tsv (and conllu for tokens) [default: a table on a screen, jsonl in a pipe]
    #[arg(short, long, value_enum, hide_possible_values = true)]
    pub format: Option<Format>,

    /// Write to a file, which appears when it is whole; its name tells the layout
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Leave out the articles' words: sentences and all that is quoted; headlines and known names stay
    #[arg(long)]
    pub no_text: bool,

    /// End with 1 when there is not one row
    #[arg(long)]
    pub fail_if_empty: bool,

    /// Go on with a run that was interrupted, or begin one; needs -o
    #[arg(long, help_heading = "Long runs")]
    pub resume: bool,

    /// Forget a run that was interrupted and begin anew
    #[arg(long, conflicts_with = "resume", help_heading = "Long runs")]
    pub restart: bool,

    /// Where to name the inputs that could not be read [default: beside the file of -o, when there are any]
    #[arg(long, value_name = "FILE", help_heading = "Long runs")]
    pub failures: Option<PathBuf>,

    /// Tell on stderr how far it is: auto (on a screen), always, never, json
    #[arg(long, value_enum, value_name = "HOW", num_args = 0..=1, require_equals = true)]
    #[arg(default_missing_value = "always", hide_possible_values = true, help_heading = "Long runs")]
    pub progress: Option<Progressed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Duplicates {
    /// One text for all of them
    Link,
    /// Each on its own
    Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Dialect {
    /// Records of PLOVER
    Plover,
    /// Columns of POLECAT
    Polecat,
    /// Columns of ICEWS
    Icews,
    /// Columns of the event table of GDELT 2.0
    Gdelt,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NotNews {
    /// Passed over, and counted at the end
    Skip,
    /// Read like any other
    Keep,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Ids {
    /// The same for the same article, wherever it lies
    Content,
    /// The path below the folder that was given, and the line of a record
    Place,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a screen
    Auto,
    /// In pipes and files, too
    Always,
    /// Nowhere
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Codes {
    /// Conflict and Mediation Event Observations
    Cameo,
    /// World Event/Interaction Survey
    Weis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum InputFormat {
    /// Told by the content
    Auto,
    /// One article a file
    Text,
    /// One page of the web a file
    Html,
    /// One JSON object a line
    Jsonl,
    /// A list of JSON objects, or objects over several lines
    Json,
    /// A table with named columns
    Csv,
    /// Web archives, WET too
    Warc,
    /// RSS, Atom, JSON Feed
    Feed,
    /// Given sentences and tokens, for look tokens
    Conllu,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated
    Csv,
    /// Tab-separated
    Tsv,
    /// Ten columns, one word a line
    Conllu,
    /// Columns of Apache Parquet
    #[value(hide = true)]
    Parquet,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Task {
    /// Events of detente code
    Events,
    /// Contexts of detente look contexts
    Contexts,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Where sentences begin and end
    Sentences,
    /// Words with tags and trees
    Tokens,
    /// Names of persons, organisations, places
    Names,
    /// Who can act, with their codes
    Actors,
    /// Places with their coordinates
    Places,
    /// Dates and times with their values
    Times,
    /// Who says what
    Quotes,
    /// Reports of events before they are joined
    Claims,
    /// What the article and its paragraphs are about
    Contexts,
}

fn explained(inputs: clap::Arg) -> clap::Arg {
    inputs.value_names(["ID", "INPUT"]).num_args(1..).help(
        "Id of an event, as detente code writes it, and the articles that it was coded from; or code of a message",
    )
}

fn statuses() -> PossibleValuesParser {
    Status::ALL.iter().map(|s| s.as_str()).chain(["all"]).collect::<Vec<_>>().into()
}

fn date(text: &str) -> Result<Date, String> {
    detente::read::date(text).ok_or_else(|| "a date is written as in 2018-01-05".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_sound() {
        Args::command().debug_assert();
    }
}
