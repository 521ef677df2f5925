//! What a step has to say about an input that it read all the same.

use crate::Span;

/// A finding with a stable code; never an error: the step gave its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Which message.
    pub code: Code,
    /// What exactly happened, without a full stop.
    pub detail: String,
    /// Where in the article's text, in bytes.
    pub span: Option<Span>,
}

impl Notice {
    /// A notice about the input as a whole.
    pub fn new(code: Code, detail: impl Into<String>) -> Notice {
        Notice { code, detail: detail.into(), span: None }
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $title:literal, $help:literal;)*) => {
        /// Stable codes of messages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// All codes, in order of their numbers.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// The code as people quote it, such as `D0104`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $number,)* }
            }

            /// The message in short.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title,)* }
            }

            /// What to do about it.
            pub fn help(self) -> &'static str {
                match self { $(Code::$name => $help,)* }
            }
        }
    };
}

codes! {
    /// The input cannot be opened or read.
    Unreadable = "D0101", "the input cannot be read",
        "Check that the path exists and that you may read it. The other inputs were processed.";
    /// Nothing but white space.
    Empty = "D0102", "the input is empty",
        "There is no text in it. If the text stands in another field, name it with --text-field.";
    /// Bytes that are no text.
    NotText = "D0103", "the input is not text",
        "detente reads UTF-8 text and JSONL. The bytes look like a binary file: convert it to text first.";
    /// No publication date.
    NoDate = "D0104", "the article has no publication date",
        "Events are written, but relative dates (\"on Friday\") stay null. Give --published DATE, or name the field with --date-field.";
    /// A date that cannot be understood.
    BadDate = "D0105", "the publication date cannot be understood",
        "Dates are ISO 8601: 2018-01-05 or 2018-01-05T10:30:00Z. The article is coded as if it had none.";
    /// A line that is no JSON object.
    BadJson = "D0106", "the line is not a JSON object",
        "Each line of JSONL is one object such as {\"id\": \"1\", \"text\": \"…\"}. The line was passed over, the rest was read.";
    /// A record without text.
    NoTextField = "D0107", "the record has no text",
        "The text is looked for in the field \"text\"; name another with --text-field. The record was passed over.";
    /// Bytes that are not UTF-8.
    BadUtf8 = "D0108", "the text is not valid UTF-8",
        "Invalid bytes are read as U+FFFD. Convert the file to UTF-8 to be sure of every letter.";
    /// Two records share an id.
    DuplicateId = "D0109", "two articles have the same id",
        "Events of both are written; their document_id cannot tell them apart. Give every record its own id.";
    /// A field of the wrong kind.
    BadField = "D0110", "a field has the wrong kind of value",
        "The fields id, text, published, title, outlet and url are strings. The field was read as if it were not there.";
    /// A malformed CoNLL-U line.
    BadConllu = "D0111", "the CoNLL-U input is malformed",
        "Every token line has ten columns separated by tabs. The sentence was passed over, the rest was read.";
    /// A page without an article.
    NoArticle = "D0112", "the page holds no article",
        "No paragraph of prose was found in it: a list of links, a picture, or a page that a script fills. A few words are given as they stand.";
    /// An article in another language.
    NotEnglish = "D0113", "the article is not in English",
        "read gives its text and what is known of it; the later steps read English alone and pass it over.";
    /// A page that is something else than news.
    NotNews = "D0114", "the page is no news",
        "It is a list of links, a shop, a forum, an error, a log-in or a page about the site. Files that you name are read all the same; pages of archives are passed over, unless --not-news keep.";
    /// Compressed data that is broken or ends too early.
    Damaged = "D0120", "the compressed data is damaged or cut off",
        "What stands before the damage was read. Fetch or pack the file again.";
    /// Compressed data that unpacks to much more than news does.
    Bomb = "D0121", "the compressed data unpacks to too much",
        "Text packs to a tenth, not to a thousandth: such a file is damaged or made to fill a machine. What was unpacked up to the limit was read. If it is sound, unpack it yourself and name the unpacked file.";
    /// A record that is too large to be an article.
    TooLarge = "D0122", "the article is too large",
        "No article is that long; a quotation mark that is never closed or a missing line break makes such records. It was passed over, the rest was read.";
    /// A table without the needed columns, or a row that does not fit.
    BadTableInput = "D0123", "the table cannot be read",
        "The first row names the columns; the text stands in the column \"text\" or in that of --text-field. Commas, semicolons and tabs are told apart. What could be read was read.";
    /// A broken record of a web archive.
    BadWarc = "D0124", "the record of the web archive cannot be read",
        "The record is cut off or its head is broken. The records before it, and those behind it that could be found, were read.";
    /// A broken feed.
    BadFeed = "D0125", "the feed cannot be read",
        "RSS, Atom and JSON Feed are read. Check that the file is whole.";
    /// An address that may not be fetched.
    FetchRefused = "D0130", "the address is not fetched",
        "Only http and https are fetched, with --fetch, and only from addresses that everybody can reach; --fetch-private=HOST allows a host of your own network. Redirects are held to the same.";
    /// What a server's robots.txt forbids.
    FetchRobots = "D0131", "robots.txt does not allow the page",
        "The server asks programs not to fetch it, or could not say what it allows. Save the page yourself if you may, and give the file.";
    /// No connection, no name, no sound answer.
    FetchFailed = "D0132", "the page could not be fetched",
        "Check the address and the connection. Proxies are not used. The other inputs were processed.";
    /// An answer without a page.
    FetchStatus = "D0133", "the server gives no page",
        "404 and 410 mean that there is none, 401 and 403 that it is not for everybody, 429 and 503 that it may be asked later.";
    /// An answer that does not come.
    FetchTimeout = "D0134", "the page did not come in time",
        "Try again later, or wait longer with --fetch-timeout SECONDS.";
    /// Not a known option value.
    Usage = "D0201", "the command line cannot be understood",
        "See detente --help; every command has its own help: detente code --help.";
    /// No input given.
    NoInput = "D0202", "no input was found",
        "Name files, folders, or - for standard input. A folder is searched for text and JSONL files.";
    /// Output cannot be written.
    CannotWrite = "D0203", "the output cannot be written",
        "Check the folder and the space on the disk. Nothing was written in the place of an older file.";
    /// A table of the user's own cannot be used.
    BadTable = "D0204", "a table of --knowledge cannot be used",
        "The folder holds tables as in knowledge/README.md: the same file names, columns and kinds of cells. Nothing was coded.";
    /// A PETRARCH dictionary cannot be read.
    NoDictionary = "D0205", "a PETRARCH dictionary cannot be read",
        "Check that the path exists and that you may read it. Nothing was coded.";
    /// A line of a PETRARCH dictionary.
    BadDictionaryLine = "D0206", "something in a PETRARCH dictionary was passed over",
        "Names and codes that can be understood are used, the rest of the dictionary too. Correct the line to use all of it.";
    /// An interrupted run stands where another one wants to begin.
    Unfinished = "D0210", "an interrupted run stands beside the output",
        "Give --resume to go on with it, or --restart to begin anew.";
    /// The journal is that of another run.
    OtherRun = "D0211", "the interrupted run was another one",
        "It had other options, versions or inputs, so going on would mix the two. Give the same ones, or --restart to begin anew.";
    /// Another process writes the same output.
    InUse = "D0212", "another run is writing the same output",
        "Wait for it, or name another file with -o.";
    /// The data inside the program is damaged.
    Internal = "D0301", "internal fault",
        "This is a fault of detente. Please report it with the message and, if you may, the text.";
}

impl Code {
    /// The code that people quote as `id`.
    pub fn from_id(id: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|c| c.id().eq_ignore_ascii_case(id))
    }
}
