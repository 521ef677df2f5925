//! `detente explain`: what a message means.

use crate::args::ExplainArgs;
use crate::console::Output;
use crate::stop::{Exit, Stop};
use detente::Code;

pub(super) fn run(args: &ExplainArgs) -> Result<Exit, Stop> {
    let code = Code::from_id(&args.code).ok_or_else(|| unknown(&args.code))?;
    let mut output = Output::open(None)?;
    output.write(format!("{}: {}\n\n{}\n", code.id(), code.title(), code.help()).as_bytes())?;
    output.finish()?;
    Ok(Exit::Done)
}

fn unknown(asked: &str) -> Stop {
    if asked.len() == 16 && asked.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Stop::usage(format!(
            "{asked} is the id of an event, and to explain it takes the store that holds it, which is not there yet; \
             each line of detente code -f jsonl has its reasons in \"reasons\""
        ));
    }
    let codes: Vec<&str> = Code::ALL.iter().map(|c| c.id()).collect();
    Stop::usage(format!("there is no message {asked}; there are {}", codes.join(", ")))
}
