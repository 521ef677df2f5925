//! The errors of the library: what is embedded could not be loaded. Texts never make an error.

use std::fmt;

/// Why the engine could not be loaded.
#[derive(Debug)]
pub struct Error {
    kind: ErrorKind,
    source: Box<dyn std::error::Error + Send + Sync>,
}

/// What failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The English model.
    Model,
    /// The codebook or the tables.
    Knowledge,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, source: impl std::error::Error + Send + Sync + 'static) -> Error {
        Error { kind, source: Box::new(source) }
    }

    /// What failed.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Model => "the English model",
            ErrorKind::Knowledge => "the codebook and tables",
        };
        write!(f, "{what} cannot be loaded: {}", self.source)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(self.source.as_ref())
    }
}
