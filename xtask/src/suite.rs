//! The literate suite alone, and its renewal.

use crate::cargo;
use anyhow::{Result, bail};
use std::path::Path;

/// Runs the suite, all of it or the steps that are named; `--update` writes what comes out now into its files.
pub fn run(root: &Path, arguments: &[String]) -> Result<bool> {
    let (options, steps): (Vec<&String>, Vec<&String>) = arguments.iter().partition(|a| a.starts_with('-'));
    if let Some(unknown) = options.iter().find(|o| *o != &"--update") {
        bail!("suite does not know {unknown}; it takes --update and names of steps");
    }
    let mut command = cargo(root);
    command.args(["test", "--package", "detente", "--test", "suite", "--"]).args(steps);
    // What the caller's environment says must not turn a check into an update.
    command.env("UPDATE_SUITE", if options.is_empty() { "0" } else { "1" });
    Ok(command.status()?.success())
}
