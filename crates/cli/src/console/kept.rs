//! An output that survives an interruption: its part, its failures, and the journal that says how far both are good.

use super::part::{Part, beside, cannot_write};
use crate::journal::{self, Found, Mark, Standing};
use crate::stop::{Exit, Problem, Stop};
use detente::Code;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// What is to become of an interrupted run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Earlier {
    /// It must not be there.
    Refuse,
    /// It goes on.
    Resume,
    /// It is forgotten.
    Restart,
}

/// A file with its journal.
pub struct Kept {
    output: Part,
    failures: Part,
    journal: File,
    journal_path: PathBuf,
    /// Lines whose data may not be on the disk yet.
    pending: String,
    saved: Instant,
    standing: Option<Standing>,
    /// The lines of the articles that stand.
    lines: Option<BufReader<File>>,
    articles: u64,
}

/// So often the data go to the disk.
const SAVED: Duration = Duration::from_millis(500);

impl Kept {
    /// Opens the part of `name`, which begins with `header`, or goes on with that of an earlier run with the same
    /// configuration. Failures go to `failures`.
    pub fn open(
        name: &Path,
        failures: &Path,
        header: &[u8],
        configuration: &str,
        earlier: Earlier,
    ) -> Result<Kept, Stop> {
        let journal_path = beside(name, ".journal");
        let mut journal = locked(&journal_path, name)?;
        let lengths = (Part::left(name), Part::left(failures));
        let cannot = |error| cannot_write(&error, &journal_path);
        let found = journal::find(&mut BufReader::new(&journal), configuration, lengths).map_err(cannot)?;
        let place = || journal_path.display().to_string();
        let standing = match (found, earlier) {
            (Found::Nothing, _) | (_, Earlier::Restart) => None,
            (_, Earlier::Refuse) => return Err(Problem::new(Code::Unfinished, place(), "").usage()),
            (Found::Other, Earlier::Resume) => {
                return Err(Problem::new(Code::OtherRun, place(), "its options or versions differ").usage());
            }
            (Found::Some(standing), Earlier::Resume) => Some(standing),
        };
        let end = standing.map_or(0, |s| s.journal);
        journal.set_len(end).and_then(|()| journal.seek(SeekFrom::Start(end))).map_err(cannot)?;
        let mut output = Part::open(name, standing.map_or(0, |s| s.last.output))?;
        let failures = Part::open(failures, standing.map_or(0, |s| s.last.failures))?;
        let mut lines = None;
        if standing.is_some() {
            let mut reader = BufReader::new(File::open(&journal_path).map_err(cannot)?);
            reader.skip_until(b'\n').map_err(cannot)?;
            lines = Some(reader);
        } else {
            output.write(header)?;
            journal.write_all(journal::title(configuration).as_bytes()).map_err(cannot)?;
        }
        let (pending, saved) = (String::new(), Instant::now());
        Ok(Kept { output, failures, journal, journal_path, pending, saved, standing, lines, articles: 0 })
    }

    /// What stands of an earlier run.
    pub fn standing(&self) -> Option<Standing> {
        self.standing
    }

    /// Appends to the output.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.output.write(bytes)
    }

    /// Appends to the failures.
    pub fn fail(&mut self, line: &[u8]) -> Result<(), Stop> {
        self.failures.write(line)
    }

    /// The next article was one that stands: it must be the same as then.
    pub fn skip(&mut self, hash: u64, place: &str) -> Result<(), Stop> {
        let mut line = String::new();
        if let Some(lines) = &mut self.lines {
            lines.read_line(&mut line).map_err(|error| cannot_write(&error, &self.journal_path))?;
        }
        self.articles += 1;
        match Mark::read(line.trim_end()) {
            Some(mark) if mark.hash == hash => Ok(()),
            _ => {
                let detail = format!("its article {} was not the one at {place}", self.articles);
                Err(Problem::new(Code::OtherRun, self.journal_path.display().to_string(), detail).usage())
            }
        }
    }

    /// An article is done. What was written for it is the run's when the disk has it.
    pub fn done(&mut self, hash: u64, rows: usize, failed: usize, exit: Exit) -> Result<(), Stop> {
        let (output, failures) = (self.output.length(), self.failures.length());
        self.articles += 1;
        self.pending.push_str(&Mark { hash, output, failures, rows, failed, exit }.line());
        if self.saved.elapsed() > SAVED { self.save() } else { Ok(()) }
    }

    /// Brings everything to the disk: first the data, then the lines that speak of them.
    pub fn save(&mut self) -> Result<(), Stop> {
        self.output.save()?;
        self.failures.save()?;
        let written = self.journal.write_all(self.pending.as_bytes());
        written.map_err(|error| cannot_write(&error, &self.journal_path))?;
        self.pending.clear();
        self.saved = Instant::now();
        Ok(())
    }

    /// Everything is written: the files get their names. An empty file of failures goes, unless it was asked for.
    pub fn finish(mut self, keep_empty: bool) -> Result<(), Stop> {
        self.pending.push_str(&journal::whole());
        self.save()?;
        self.output.finish()?;
        finish_failures(self.failures, keep_empty)?;
        fs::remove_file(&self.journal_path).map_err(|error| cannot_write(&error, &self.journal_path))
    }

    /// Nothing came of the run.
    pub fn discard(self) {
        self.output.discard();
        self.failures.discard();
        // Nothing can be done about a file that does not go away.
        let _ = fs::remove_file(&self.journal_path);
    }
}

/// Failures get their file, or what an earlier run has left there goes.
pub fn finish_failures(failures: Part, keep_empty: bool) -> Result<(), Stop> {
    if failures.length() > 0 || keep_empty {
        return failures.finish();
    }
    failures.clear();
    Ok(())
}

fn locked(path: &Path, name: &Path) -> Result<File, Stop> {
    let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
    let file = opened.map_err(|error| cannot_write(&error, name))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            Err(Problem::new(Code::InUse, name.display().to_string(), "").usage())
        }
        Err(TryLockError::Error(error)) => Err(cannot_write(&error, path)),
    }
}
