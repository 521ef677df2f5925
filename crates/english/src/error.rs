//! What can go wrong with a model file.

use std::fmt;

/// The model could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: ErrorKind,
    detail: String,
}

/// Kinds of [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The bytes are not a model, or one of another format version.
    Format,
    /// A part of the model is missing or has another size than the rest asks for.
    Part,
    /// A label of the model means nothing to this program.
    Label,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, detail: impl Into<String>) -> Error {
        Error { kind, detail: detail.into() }
    }

    /// What kind of thing went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.kind
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.kind {
            ErrorKind::Format => "not a model of this format",
            ErrorKind::Part => "part of the model is missing or misshapen",
            ErrorKind::Label => "unknown label in the model",
        };
        write!(f, "{what}: {}", self.detail)
    }
}

impl std::error::Error for Error {}
