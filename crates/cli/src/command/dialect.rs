//! `detente code --dialect`: events in the layout of another data set.

use super::Block;
use super::sheet::{by_name, unknown};
use crate::args::{self, CodeArgs, Codes, Format};
use crate::stop::Stop;
use detente::Engine;
use detente::pipeline::Processed;
use detente::record::EventRecord;
use detente_tables::{Dialect, Layout, Reprint, Story, Told, Words};

/// A data set's layout in a file format.
#[derive(Debug, Clone, Copy)]
pub(super) struct Foreign {
    dialect: Dialect,
    layout: Layout,
}

impl Foreign {
    /// What the arguments ask for, if they ask for the layout of another data set.
    pub(super) fn new(args: &CodeArgs) -> Result<Option<Foreign>, Stop> {
        let Some(asked) = args.dialect else { return Ok(None) };
        let dialect = match asked {
            args::Dialect::Plover => Dialect::Plover,
            args::Dialect::Polecat => Dialect::Polecat,
            args::Dialect::Icews => Dialect::Icews,
            args::Dialect::Gdelt => Dialect::Gdelt,
        };
        if args.petrarch_verbs.is_some() && args.petrarch_codes == Codes::Weis {
            return Err(Stop::usage(
                "codes of WEIS are none of CAMEO, and these layouts have no place for them",
            ));
        }
        Ok(Some(Foreign { dialect, layout: layout(dialect, args)? }))
    }

    /// What stands before the rows.
    pub(super) fn header(self) -> Vec<u8> {
        self.dialect.header(self.layout)
    }

    /// The rows of an article's events.
    pub(super) fn block(
        self,
        engine: &Engine,
        processed: &Processed,
        events: &[&EventRecord],
        copies: &[Reprint],
        words: Words,
    ) -> Result<Block, Stop> {
        let story = Story::of(&processed.grounded, words);
        let mut block = Block::default();
        for &event in events {
            let told = Told { event, story: &story, copies, words };
            let rows = self.dialect.rows(&engine.knowledge, told, self.layout, &mut block.bytes);
            block.rows += rows.map_err(Stop::fault)?;
        }
        Ok(block)
    }
}

/// By `-f`, by the name of the file, or as the data set itself is published: its files are called `.txt` or `.tab`.
fn layout(dialect: Dialect, args: &CodeArgs) -> Result<Layout, Stop> {
    let ending = |file: &std::path::Path| file.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt"));
    let format = match (args.output.format, args.output.output.as_deref()) {
        (Some(format), _) => format,
        (None, Some(file)) if !ending(file) && !crate::console::is_device(file) => by_name(file)?,
        (None, _) => return Ok(dialect.customary()),
    };
    let known: &[Format] = if dialect == Dialect::Plover {
        &[Format::Jsonl]
    } else {
        &[Format::Tsv, Format::Csv, Format::Jsonl]
    };
    match format {
        Format::Jsonl => Ok(Layout::Jsonl),
        Format::Csv if known.contains(&format) => Ok(Layout::Csv),
        Format::Tsv if known.contains(&format) => Ok(Layout::Tsv),
        format => Err(unknown(format, known)),
    }
}
