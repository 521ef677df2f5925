//! Data: to stdout, or to a file that appears when it is whole.

use crate::stop::{Problem, Stop};
use detente::Code;
use std::fs::{self, File};
use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// Where the data goes.
pub struct Output {
    to: To,
}

enum To {
    Screen(io::Stdout),
    Pipe(BufWriter<io::Stdout>),
    Device { writer: BufWriter<File>, name: PathBuf },
    File { writer: BufWriter<File>, part: Part, name: PathBuf },
}

/// A file under its temporary name; gone when it is not kept.
struct Part {
    path: PathBuf,
    kept: bool,
}

const BUFFER: usize = 64 * 1024;

impl Output {
    /// Opens stdout, or a temporary file beside `name`.
    pub fn open(name: Option<&Path>) -> Result<Output, Stop> {
        let to = match name {
            Some(name) if is_device(name) => To::device(name)?,
            Some(name) => To::file(name)?,
            None if io::stdout().is_terminal() => To::Screen(io::stdout()),
            None => To::Pipe(BufWriter::with_capacity(BUFFER, io::stdout())),
        };
        Ok(Output { to })
    }

    /// Writes some bytes.
    pub fn write(&mut self, bytes: &[u8]) -> Result<(), Stop> {
        let (result, name) = match &mut self.to {
            To::Screen(out) => (out.write_all(bytes), None),
            To::Pipe(out) => (out.write_all(bytes), None),
            To::Device { writer, name } | To::File { writer, name, .. } => {
                (writer.write_all(bytes), Some(name.as_path()))
            }
        };
        result.map_err(|error| stop(&error, name))
    }

    /// Everything is written: the file gets its name.
    pub fn finish(self) -> Result<(), Stop> {
        match self.to {
            To::Screen(mut out) => out.flush().map_err(|error| stop(&error, None)),
            To::Pipe(mut out) => out.flush().map_err(|error| stop(&error, None)),
            To::Device { mut writer, name } => writer.flush().map_err(|error| stop(&error, Some(&name))),
            To::File { mut writer, mut part, name } => {
                let whole = writer.flush().and_then(|()| fs::rename(&part.path, &name));
                part.kept = whole.is_ok();
                whole.map_err(|error| stop(&error, Some(&name)))
            }
        }
    }
}

/// Whether there is something in the place that another file must not take, such as `/dev/stdout` or a named pipe.
pub fn is_device(name: &Path) -> bool {
    fs::metadata(name).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

impl To {
    fn device(name: &Path) -> Result<To, Stop> {
        let file = File::options().write(true).open(name).map_err(|error| stop(&error, Some(name)))?;
        Ok(To::Device { writer: BufWriter::with_capacity(BUFFER, file), name: name.to_path_buf() })
    }

    fn file(name: &Path) -> Result<To, Stop> {
        let mut path = name.as_os_str().to_owned();
        path.push(format!(".{}.part", std::process::id()));
        let path = PathBuf::from(path);
        let file = File::create(&path).map_err(|error| stop(&error, Some(name)))?;
        let writer = BufWriter::with_capacity(BUFFER, file);
        Ok(To::File { writer, part: Part { path, kept: false }, name: name.to_path_buf() })
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.kept {
            // Nothing can be done about a temporary file that does not go away.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes a whole file.
pub fn save(name: &Path, content: &str) -> Result<(), Stop> {
    let mut output = Output::open(Some(name))?;
    output.write(content.as_bytes())?;
    output.finish()
}

/// Help, which clap has made, in colours where stdout is a screen that wants them.
pub fn help(text: &clap::builder::StyledStr) -> Result<(), Stop> {
    let colours = super::colours(crate::args::When::Auto, super::is_screen());
    let text = if colours { text.ansi().to_string() } else { text.to_string() };
    let mut output = Output::open(None)?;
    output.write(text.as_bytes())?;
    output.finish()
}

fn stop(error: &io::Error, name: Option<&Path>) -> Stop {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Stop::Pipe;
    }
    let place = name.map_or_else(String::new, |n| n.display().to_string());
    Problem::new(Code::CannotWrite, place, error.to_string()).usage()
}
