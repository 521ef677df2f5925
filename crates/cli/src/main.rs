//! The `detente` command.
//!
//! ```text
//! arguments → inputs → articles, in parallel → rows → one writer, in the order of the inputs
//! ```
//!
//! - [`args`]: what was typed
//! - [`input`]: files, folders, globs and standard input to texts and records, one after the other
//! - [`reader`]: each of them to an article
//! - [`copies`]: which of them have the same text
//! - [`run`]: articles to rows, on all cores, with [`journal`] for a run that is interrupted
//! - [`command`]: what each command makes of an article
//! - [`console`]: the only place that writes: data to stdout or a file, talk to stderr

mod args;
mod choices;
mod command;
mod console;
mod copies;
mod input;
mod journal;
mod parallel;
mod reader;
mod run;
mod stop;

use clap::Parser;
use std::process::ExitCode;
use stop::{Exit, Stop};

fn main() -> ExitCode {
    let mut talk = console::Talk::new();
    let exit = match args::Args::try_parse() {
        Ok(args) => command::run(args, &mut talk).unwrap_or_else(|stop| exit_of(stop, &mut talk)),
        Err(error) => usage(&error, &mut talk),
    };
    ExitCode::from(exit as u8)
}

fn exit_of(stop: Stop, talk: &mut console::Talk) -> Exit {
    match stop {
        Stop::Pipe => Exit::Done,
        Stop::Usage(problem) => {
            talk.problem(&problem);
            Exit::Usage
        }
        Stop::Fault(problem) => {
            talk.problem(&problem);
            Exit::Fault
        }
    }
}

/// Help and version are data; anything else is a message.
fn usage(error: &clap::Error, talk: &mut console::Talk) -> Exit {
    if !error.use_stderr() {
        return console::help(&error.render()).map_or_else(|stop| exit_of(stop, talk), |()| Exit::Done);
    }
    talk.usage(&error.render().to_string());
    Exit::Usage
}
