//! Files that grow under another name and get their own when they are whole.

use crate::stop::{Problem, Stop};
use detente::Code;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A file that is not whole yet. It stays where it is when the program ends.
pub struct Part {
    name: PathBuf,
    path: PathBuf,
    writer: BufWriter<File>,
    length: u64,
}

const BUFFER: usize = 64 * 1024;

impl Part {
    /// Opens the part of a file beside it, with its first `length` bytes.
    pub fn open(name: &Path, length: u64) -> Result<Part, Stop> {
        let path = beside(name, ".part");
        let open = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
            file.set_len(length)?;
            file.seek(SeekFrom::Start(length))?;
            Ok(BufWriter::with_capacity(BUFFER, file))
        };
        let writer = open().map_err(|error| cannot_write(&error, name))?;
        Ok(Part { name: name.to_path_buf(), path, writer, length })
    }

    /// Bytes so far.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Bytes of the part that an earlier run has left.
    pub fn left(name: &Path) -> u64 {
        fs::metadata(beside(name, ".part")).map_or(0, |found| found.len())
    }

    /// Appends some bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        self.length += bytes.len() as u64;
        self.writer.write_all(bytes).map_err(|error| cannot_write(&error, &self.name))
    }

    /// Brings everything to the disk.
    pub fn save(&mut self) -> Result<(), Stop> {
        let saved = self.writer.flush().and_then(|()| self.writer.get_ref().sync_data());
        saved.map_err(|error| cannot_write(&error, &self.name))
    }

    /// The file is whole, and gets its name.
    pub fn finish(mut self) -> Result<(), Stop> {
        self.save()?;
        fs::rename(&self.path, &self.name).map_err(|error| cannot_write(&error, &self.name))
    }

    /// The file is not wanted.
    pub fn discard(self) {
        // Nothing can be done about a file that does not go away.
        let _ = fs::remove_file(&self.path);
    }

    /// Neither is what an earlier run has left under its name.
    pub fn clear(self) {
        let _ = fs::remove_file(&self.name);
        self.discard();
    }
}

/// A file beside another one.
pub fn beside(name: &Path, ending: &str) -> PathBuf {
    let mut path = name.as_os_str().to_owned();
    path.push(ending);
    PathBuf::from(path)
}

/// What an error of writing means.
pub fn cannot_write(error: &io::Error, name: &Path) -> Stop {
    Problem::new(Code::CannotWrite, name.display().to_string(), error.to_string()).usage()
}
