//! `detente explain`: why an event has its code, why two actors have none, and what a message means.

use super::wrap::paragraph;
use super::{Block, Sheet, code, engine};
use crate::args::{ExplainArgs, InputArgs};
use crate::console::{Output, Talk};
use crate::run;
use crate::stop::{Exit, Stop};
use detente::explain::{self, Line};
use detente::pipeline::process;
use detente::{Article, Code};
use std::sync::atomic::{AtomicBool, Ordering};

pub(super) fn run(args: &ExplainArgs, talk: &mut Talk) -> Result<Exit, Stop> {
    let inputs = &args.input.inputs;
    match (&args.why_not, inputs.as_slice()) {
        (Some(asked), _) => match asked.split_once(',') {
            Some((actor, recipient)) => why_not(args, [actor, recipient], talk),
            None => Err(Stop::usage("--why-not takes two actors, such as KOR,PRK")),
        },
        (None, [code]) => message(code),
        (None, [id, articles @ ..]) => event(args, id, articles, talk),
        (None, []) => Err(Stop::usage("what is to be explained?")),
    }
}

fn message(asked: &str) -> Result<Exit, Stop> {
    let code = Code::from_id(asked).ok_or_else(|| unknown(asked))?;
    let mut output = Output::open(None)?;
    output.write(format!("{}: {}\n\n{}\n", code.id(), code.title(), code.help()).as_bytes())?;
    output.finish()?;
    Ok(Exit::Done)
}

fn is_event_id(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

fn unknown(asked: &str) -> Stop {
    if is_event_id(asked) {
        return Stop::usage(format!(
            "{asked} is the id of an event; name the articles that it was coded from behind it, with the options of then"
        ));
    }
    let codes: Vec<&str> = Code::ALL.iter().map(|c| c.id()).collect();
    Stop::usage(format!("there is no message {asked}; there are {}", codes.join(", ")))
}

/// Explains the event in the one article that has it.
fn event(args: &ExplainArgs, id: &str, articles: &[String], talk: &mut Talk) -> Result<Exit, Stop> {
    if !is_event_id(id) {
        return Err(Stop::usage(format!("{id} is not the id of an event, which has 16 hexadecimal digits")));
    }
    let engine = engine(&args.own, talk)?;
    let input = InputArgs { inputs: articles.to_vec(), ..args.input.clone() };
    let found = AtomicBool::new(false);
    let sheet = Sheet::open(None, &[], false)?;
    let exit = run::articles(&input, sheet, talk, |article: Article| {
        let lines = explain::event(&engine, &process(&engine, article), id);
        found.fetch_or(lines.is_some(), Ordering::Relaxed);
        Ok(lines.map(|lines| block("", &lines)).unwrap_or_default())
    })?;
    if found.into_inner() {
        return Ok(exit);
    }
    Err(Stop::usage(format!(
        "no event of these articles has the id {id}; it follows from the text, the id, the day and outlet of the article \
         and from what was coded, so give the same options"
    )))
}

fn why_not(args: &ExplainArgs, asked: [&str; 2], talk: &mut Talk) -> Result<Exit, Stop> {
    let engine = engine(&args.own, talk)?;
    let written = code::statuses(&[]);
    let sheet = Sheet::open(None, &[], false)?;
    run::articles(&args.input, sheet, talk, |article: Article| {
        let title = article.id.clone();
        Ok(block(&title, &explain::why_not(&engine, &process(&engine, article), asked, &written)))
    })
}

fn block(title: &str, lines: &[Line]) -> Block {
    let mut text = if title.is_empty() { String::new() } else { format!("{title}\n\n") };
    for (i, line) in lines.iter().enumerate() {
        if line.depth == 0 && i > 0 {
            text.push('\n');
        }
        paragraph(&mut text, 2 * line.depth, &line.text);
    }
    text.push('\n');
    Block { bytes: text.into_bytes(), rows: 1 }
}
