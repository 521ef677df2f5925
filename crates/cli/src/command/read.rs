//! `detente read`: what was kept of each article.

use super::sheet::Written;
use super::{Block, Sheet};
use crate::args::{Format, ReadArgs, When};
use crate::console::Talk;
use crate::run::{self, Job};
use crate::stop::{Exit, Stop};
use detente::Article;
use detente_tables::{ArticleRow, Words};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];

pub(super) fn run(args: &ReadArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let written = Written::new(&args.output, when, FORMATS, Format::Jsonl)?;
    let words = if args.output.no_text { Words::LeftOut } else { Words::Quoted };
    let header = written.header::<ArticleRow>();
    let sheet = Sheet::of(&args.output, &header, &["read", &args.input.settings()])?;
    let job = Job { input: &args.input, output: &args.output, rows: "rows", link: false };
    run::articles(&job, sheet, talk, |article: Article, _| {
        if let Written::Table(terminal) = written {
            let mut text = String::new();
            terminal.article(&article, &mut text);
            return Ok(Block { bytes: text.into_bytes(), rows: 1 });
        }
        written.block("", &[ArticleRow::new(&article, words)])
    })
}
