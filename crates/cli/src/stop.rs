//! How a run ends, and what can end it early.

use detente::Code;
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::flag;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

/// Exit codes; scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything was read.
    Done = 0,
    /// Some inputs were unreadable; the rest was done.
    Partial = 1,
    /// The command line or the output cannot be used.
    Usage = 2,
    /// A fault of the program.
    Fault = 3,
    /// The user ended it; it can go on.
    Interrupted = 130,
}

/// Something that went wrong, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which message.
    pub code: Code,
    /// File and line; empty for the run as a whole.
    pub place: String,
    /// What exactly happened, without a full stop; may be empty.
    pub detail: String,
}

/// Why a run cannot go on.
#[derive(Debug)]
pub enum Stop {
    /// Nobody reads the output any more, which is no fault.
    Pipe,
    /// Exit 2.
    Usage(Problem),
    /// Exit 3.
    Fault(Problem),
}

static INTERRUPTED: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// From here on an interruption is only noted, for [`interrupted`]; a second one ends the program at once.
pub fn watch() -> Result<(), Stop> {
    let flag = INTERRUPTED.get_or_init(Arc::default);
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, Exit::Interrupted as i32, Arc::clone(flag))
            .and_then(|_| flag::register(signal, Arc::clone(flag)))
            .map_err(Stop::fault)?;
    }
    Ok(())
}

/// Whether the user wants the run to end.
pub fn interrupted() -> bool {
    INTERRUPTED.get().is_some_and(|flag| flag.load(Ordering::Relaxed))
}

impl Problem {
    /// A problem at a place.
    pub fn new(code: Code, place: impl Into<String>, detail: impl Into<String>) -> Problem {
        Problem { code, place: place.into(), detail: detail.into() }
    }

    /// What it makes of a run that goes on without it. That there was nothing to read, or no news, is no failure.
    pub fn exit(&self) -> Exit {
        match self.code {
            Code::Empty | Code::NotNews => Exit::Done,
            Code::Internal => Exit::Fault,
            _ => Exit::Partial,
        }
    }

    /// The problem as the end of the run, for its user to mend.
    pub fn usage(self) -> Stop {
        Stop::Usage(self)
    }
}

impl Stop {
    /// The command line asks for what cannot be.
    pub fn usage(detail: impl Into<String>) -> Stop {
        Stop::Usage(Problem::new(Code::Usage, "", detail))
    }

    /// A part of the program does not work.
    pub fn fault(detail: impl ToString) -> Stop {
        Stop::Fault(Problem::new(Code::Internal, "", detail.to_string()))
    }
}
