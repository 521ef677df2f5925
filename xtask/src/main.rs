//! What CI and people run: `cargo xtask test`, `cargo xtask tidy`, `cargo xtask bench`.

mod bench;
mod codebook;
mod suite;
mod test;
mod tidy;

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const USAGE: &str = "\
cargo xtask test    all tests of the workspace; arguments go to the runner
cargo xtask suite   the texts in suite/ with what each step gives for them; arguments name steps;
                    with --update it writes what comes out now into the files
cargo xtask tidy    the rules of the house that compiler and linter do not know;
                    with --update it first renews the help in the README and the pages of the codebook
cargo xtask codebook
                    writes the codebook for people, docs/codebook, from the files in codebook/
cargo xtask bench english
                    the speed of the English model beside spaCy's small one, on one core; needs python3, and once the
                    network: it installs spaCy in target/bench; --python PROGRAM names an interpreter that has it
cargo xtask bench code
                    sentences a second of the whole of `detente code` on one core, and its memory
cargo xtask bench inputs
                    the memory of `detente read` for few and many articles, a line of 2 GB, an archive; it makes them itself";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            say(&format!("xtask: {error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Whether everything is in order.
fn run(arguments: &[String]) -> Result<bool> {
    let root = root()?;
    match arguments.split_first() {
        Some((task, rest)) if task == "test" => test::run(&root, rest),
        Some((task, rest)) if task == "suite" => suite::run(&root, rest),
        Some((task, [])) if task == "codebook" => codebook::update(&root).map(|()| true),
        Some((task, [])) if task == "tidy" => tidy::run(&root),
        Some((task, [update])) if task == "tidy" && update == "--update" => {
            tidy::update(&root)?;
            tidy::run(&root)
        }
        Some((task, rest)) if task == "bench" => match rest {
            [what] if what == "code" => bench::code(&root),
            [what] if what == "inputs" => bench::inputs(&root),
            [what] if what == "english" => bench::english(&root, None),
            [what, option, python] if what == "english" && option == "--python" => {
                bench::english(&root, Some(python))
            }
            _ => bail!("bench takes: code, inputs, or english [--python PROGRAM]"),
        },
        _ => bail!("unknown task\n{USAGE}"),
    }
}

/// The folder of the workspace.
fn root() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask stands in the workspace")?;
    Ok(root.to_path_buf())
}

/// `cargo`, in the folder of the workspace.
fn cargo(root: &Path) -> Command {
    let mut command = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.current_dir(root);
    command
}

/// Writes a line for the one who runs the task.
#[expect(clippy::print_stdout, reason = "the one place where xtask writes")]
fn say(line: &str) {
    println!("{line}");
}
