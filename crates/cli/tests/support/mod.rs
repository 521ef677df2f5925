//! Runs the real command in a folder of its own.

#![allow(dead_code, reason = "each test program uses a part of it")]
#![allow(clippy::unwrap_used, reason = "clippy takes helpers of tests for code that is shipped")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder that is gone after the test.
pub struct Folder(TempDir);

/// What a run said and how it ended.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

pub fn folder() -> Folder {
    Folder(tempfile::tempdir().unwrap())
}

/// The command, without the colours and screens of whoever runs the tests.
pub fn detente() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.env_remove("NO_COLOR").env_remove("COLUMNS").env("TERM", "xterm");
    command
}

/// The bundled articles.
pub fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/news")
}

/// A line of JSONL with a date.
pub fn record(id: &str, text: &str) -> String {
    serde_json::json!({ "id": id, "text": text, "published": "2018-01-05" }).to_string()
}

/// A sentence with one event, which every version of the codebook finds.
pub const SENTENCE: &str = "Norway and Chile signed a trade agreement in Oslo on Monday.";

impl Folder {
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> &Folder {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, content).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Names of the files that stand in the folder.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).unwrap();
        let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    pub fn run_with(&self, arguments: &[&str], stdin: &str) -> Run {
        run(detente().args(arguments).current_dir(self.path()), stdin)
    }
}

pub fn run(command: &mut Command, stdin: &str) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // The command may end without reading all of it.
    let _ = input.write_all(stdin.as_bytes());
    drop(input);
    Run::from(child.wait_with_output().unwrap())
}

impl From<Output> for Run {
    fn from(output: Output) -> Run {
        Run {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Run {
    /// The run must have ended like that; what it said is shown when it has not.
    pub fn ended(self, code: i32) -> Run {
        assert_eq!(self.code, code, "\nstdout: {}\nstderr: {}", self.stdout, self.stderr);
        self
    }

    /// The lines of stdout as JSON.
    pub fn rows(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// One field of every row.
    pub fn column(&self, name: &str) -> Vec<String> {
        self.rows().iter().map(|row| row[name].as_str().unwrap_or("null").to_string()).collect()
    }
}

/// Keys of a JSON object, in their order.
pub fn keys_of(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}
