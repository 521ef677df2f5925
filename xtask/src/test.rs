//! All tests of the workspace. The last line on stdout is the closing line of the runner.

use crate::{cargo, say};
use anyhow::{Context, Result};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};

/// Runs the tests: with nextest where it is installed, else with cargo alone.
pub fn run(root: &Path, arguments: &[String]) -> Result<bool> {
    let nextest = cargo(root).args(["nextest", "--version"]).output().is_ok_and(|out| out.status.success());
    if nextest { with_nextest(root, arguments) } else { with_cargo(root, arguments) }
}

fn with_nextest(root: &Path, arguments: &[String]) -> Result<bool> {
    // nextest leaves the examples in the documentation to cargo; with arguments for one test they are not meant.
    let documented =
        !arguments.is_empty() || cargo(root).args(["test", "--workspace", "--doc"]).status()?.success();
    let mut command = cargo(root);
    command.args(["nextest", "run", "--workspace", "--no-fail-fast", "--no-tests=warn"]).args(arguments);
    let (passed, closing) = watched(command, |line, closing| {
        if line.contains("Summary [") {
            *closing = line.trim().to_string();
        }
    })?;
    if !documented {
        say("an example in the documentation failed, see above");
    }
    say(if closing.is_empty() { "no tests were run" } else { &closing });
    Ok(passed && documented)
}

fn with_cargo(root: &Path, arguments: &[String]) -> Result<bool> {
    let mut command = cargo(root);
    command.args(["test", "--workspace", "--no-fail-fast"]).args(arguments);
    let (passed, total) = watched(command, |line, total: &mut Total| total.add(line))?;
    say(&total.line(passed));
    Ok(passed)
}

/// Sums over the closing lines of the test programs, for cargo gives none for all.
#[derive(Default)]
struct Total {
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Total {
    fn add(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ") else { return };
        for part in counts.split([';', '.']) {
            let mut words = part.split_whitespace();
            let (Some(number), Some(what)) = (words.next().and_then(|n| n.parse::<u64>().ok()), words.next())
            else {
                continue;
            };
            match what {
                "passed" => self.passed += number,
                "failed" => self.failed += number,
                "ignored" => self.ignored += number,
                _ => {}
            }
        }
    }

    fn line(&self, passed: bool) -> String {
        let verdict = if passed { "ok" } else { "FAILED" };
        let Total { passed, failed, ignored } = self;
        format!("test result: {verdict}. {passed} passed; {failed} failed; {ignored} ignored")
    }
}

/// Runs a command, shows what it says as it says it, and hands every line to `look`.
fn watched<T: Default + Send>(mut command: Command, look: impl Fn(&str, &mut T) + Sync) -> Result<(bool, T)> {
    let mut child =
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("the runner cannot start")?;
    let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
    let seen = std::sync::Mutex::new(T::default());
    let both = |line: &str| {
        let mut seen = seen.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        look(line, &mut seen);
    };
    std::thread::scope(|scope| {
        scope.spawn(|| shown(stderr, &mut std::io::stderr(), &both));
        shown(stdout, &mut std::io::stdout(), &both);
    });
    let passed = child.wait()?.success();
    Ok((passed, seen.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner)))
}

fn shown(from: Option<impl Read>, to: &mut impl Write, look: &impl Fn(&str)) {
    let Some(from) = from else { return };
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        look(&line);
        // A closed terminal is no reason to stop the tests.
        let _ = writeln!(to, "{line}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_add_up() {
        let mut total = Total::default();
        total.add(
            "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        );
        total.add("running 3 tests");
        total.add("test result: FAILED. 4 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.0s");
        assert_eq!(total.line(false), "test result: FAILED. 7 passed; 2 failed; 1 ignored");
    }
}
