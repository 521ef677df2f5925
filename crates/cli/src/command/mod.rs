//! The commands, and what they share: where rows go and in which layout.

mod actor;
mod code;
mod codebook;
mod demo;
mod dialect;
mod explain;
mod given;
mod look;
mod own;
mod read;
mod relate;
mod score;
mod sheet;
mod wrap;

pub use sheet::{Block, Sheet};

use crate::args::{Args, Command, OwnArgs};
use crate::console::Talk;
use crate::stop::{Exit, Stop};
use detente::Engine;

/// Runs the command that was typed.
pub fn run(args: Args, talk: &mut Talk) -> Result<Exit, Stop> {
    crate::run::keep_panics();
    let when = args.color;
    match args.command {
        Command::Code(args) => code::run(&args, when, talk),
        Command::Read(args) => read::run(&args, when, talk),
        Command::Look(args) => look::run(&args, when, talk),
        Command::Relate(args) => relate::run(&args, when, talk),
        Command::Actor(args) => actor::run(&args, when, talk),
        Command::Codebook(args) => codebook::run(&args, when, talk),
        Command::Demo(args) => demo::run(&args, when, talk),
        Command::Score(args) => score::run(&args, when, talk),
        Command::Explain(args) => explain::run(&args, talk),
    }
}

/// Loads the model and the tables, with what the user adds to them.
fn engine(own: &OwnArgs, talk: &mut Talk) -> Result<Engine, Stop> {
    let engine = Engine::embedded().map_err(Stop::fault)?;
    Ok(Engine { knowledge: own::with(engine.knowledge, own, talk)?, ..engine })
}

/// Versions of everything that codes, for those who want to know whether two runs were the same.
fn versions(engine: &Engine) -> String {
    let pack = &engine.knowledge.pack;
    format!("{} {} {}", pack.codebook_version, pack.knowledge_version, engine.model())
}
