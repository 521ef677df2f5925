//! Which files an input means.

use super::fetch::is_address;
use crate::stop::Problem;
use detente::Code;
use std::fs;
use std::path::{Path, PathBuf};

/// A file, an address or standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Where to read.
    pub source: Source,
    /// How messages call it.
    pub name: String,
    /// Id of its article, when it is one text: the path below the folder that was given.
    pub id: String,
}

/// What to open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
    /// A page or feed on the web.
    Address(String),
}

impl Place {
    /// Standard input.
    pub fn stdin() -> Place {
        Place { source: Source::Stdin, name: "stdin".to_string(), id: "-".to_string() }
    }

    /// A page or feed on the web.
    pub fn address(address: &str) -> Place {
        let name = address.trim().to_string();
        Place { source: Source::Address(name.clone()), id: name.clone(), name }
    }

    /// Path of the file; `None` where there is none.
    pub fn path(&self) -> Option<String> {
        matches!(self.source, Source::File(_)).then(|| self.name.clone())
    }
}

/// The places that the inputs mean, folders in the order of their names; what cannot be found is a problem in its place.
pub fn find(inputs: &[String]) -> impl Iterator<Item = Result<Place, Problem>> + Send + use<> {
    let inputs: Vec<String> = inputs.to_vec();
    inputs.into_iter().flat_map(|input| input_places(&input))
}

fn input_places(input: &str) -> Box<dyn Iterator<Item = Result<Place, Problem>> + Send> {
    let path = PathBuf::from(input);
    if input == "-" {
        return Box::new(std::iter::once(Ok(Place::stdin())));
    }
    if is_address(input) {
        return Box::new(std::iter::once(Ok(Place::address(input))));
    }
    if path.is_dir() {
        return Box::new(Walk::new(path));
    }
    if !path.exists() && input.contains(['*', '?', '[']) {
        return Box::new(pattern(input).into_iter());
    }
    Box::new(std::iter::once(Ok(single(path))))
}

fn single(path: PathBuf) -> Place {
    let id = path.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    Place { name: path.display().to_string(), source: Source::File(path), id }
}

/// Files that a pattern means, for shells that leave patterns to the command.
fn pattern(input: &str) -> Vec<Result<Place, Problem>> {
    let problem = |detail: String| Problem::new(Code::Unreadable, input, detail);
    let paths = match glob::glob(input) {
        Ok(paths) => paths,
        Err(error) => return vec![Err(problem(format!("the pattern is wrong: {error}")))],
    };
    let mut out = Vec::new();
    for path in paths {
        match path {
            Ok(path) if path.is_dir() => out.extend(Walk::new(path)),
            Ok(path) => out.push(Ok(single(path))),
            Err(error) => out.push(Err(problem(error.to_string()))),
        }
    }
    if out.is_empty() {
        out.push(Err(problem("no file fits the pattern".to_string())));
    }
    out
}

/// The files below a folder, in the order of their names; hidden files are passed over.
struct Walk {
    root: PathBuf,
    /// What is still to be visited, the next one last.
    open: Vec<PathBuf>,
}

impl Walk {
    fn new(root: PathBuf) -> Walk {
        Walk { open: vec![root.clone()], root }
    }

    fn place(&self, path: PathBuf) -> Place {
        let below = path.strip_prefix(&self.root).unwrap_or(&path);
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Place { name: path.display().to_string(), id: parts.join("/"), source: Source::File(path) }
    }
}

impl Iterator for Walk {
    type Item = Result<Place, Problem>;

    fn next(&mut self) -> Option<Result<Place, Problem>> {
        while let Some(path) = self.open.pop() {
            // A link to a folder is not followed: it could lead back to where it stands.
            if path != self.root && path.is_symlink() && path.is_dir() {
                continue;
            }
            if !path.is_dir() {
                return Some(Ok(self.place(path)));
            }
            match listed(&path) {
                Ok(inside) => self.open.extend(inside.into_iter().rev()),
                Err(error) => {
                    return Some(Err(Problem::new(
                        Code::Unreadable,
                        path.display().to_string(),
                        error.to_string(),
                    )));
                }
            }
        }
        None
    }
}

fn listed(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && (path.is_dir() || path.is_file()) {
            inside.push(path);
        }
    }
    inside.sort();
    Ok(inside)
}
