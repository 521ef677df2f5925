//! Short files and short functions.

use super::Finding;
use super::source::{Function, Source};

const FILE: usize = 600;
const FUNCTION: usize = 60;

/// Functions that may be longer: file, function, reason.
const LONG_FUNCTIONS: &[(&str, &str, &str)] = &[];

/// Files that may be longer, such as tables of data: file, reason.
const LONG_FILES: &[(&str, &str)] = &[];

/// Files and functions over their budgets, and exceptions that are needed no more.
pub fn check(sources: &[Source]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in sources.iter().filter(|s| !s.is_test()) {
        let excused = LONG_FILES.iter().any(|(path, _)| *path == source.path);
        if source.lines() > FILE && !excused {
            let what = format!("{} lines; a file has at most {FILE}, split it by question", source.lines());
            findings.push(Finding::new(&source.path, what));
        }
        findings.extend(source.functions().iter().filter_map(|f| long(source, f)));
    }
    findings.extend(needless(sources));
    findings
}

fn long(source: &Source, function: &Function) -> Option<Finding> {
    let Function { name, line, length } = function;
    let excused = LONG_FUNCTIONS.iter().any(|(path, excused, _)| *path == source.path && excused == name);
    let what = format!("fn {name} has {length} lines; a function has at most {FUNCTION}");
    (*length > FUNCTION && !excused).then(|| Finding::new(format!("{}:{line}", source.path), what))
}

fn needless(sources: &[Source]) -> Vec<Finding> {
    let stands = |path: &str| sources.iter().find(|s| s.path == path);
    let files = LONG_FILES.iter().filter(|(path, _)| stands(path).is_none_or(|s| s.lines() <= FILE));
    let files = files.map(|(path, _)| Finding::new(*path, "needs no exception for long files any more"));
    let long = |s: &Source, name: &str| s.functions().iter().any(|f| f.name == name && f.length > FUNCTION);
    let functions =
        LONG_FUNCTIONS.iter().filter(|(path, name, _)| !stands(path).is_some_and(|s| long(s, name)));
    let functions = functions
        .map(|(path, name, _)| Finding::new(*path, format!("fn {name} needs no exception any more")));
    files.chain(functions).collect()
}

/// How long files and functions are.
pub fn summary(sources: &[Source]) -> String {
    let code: Vec<&Source> = sources.iter().filter(|s| !s.is_test()).collect();
    let mut files: Vec<usize> = code.iter().map(|s| s.lines()).collect();
    let mut functions: Vec<usize> = code.iter().flat_map(|s| s.functions()).map(|f| f.length).collect();
    files.sort_unstable();
    functions.sort_unstable();
    let median = |sorted: &[usize]| sorted.get(sorted.len() / 2).copied().unwrap_or(0);
    let (file, function) = (median(&files), median(&functions));
    format!(
        "{} files, median {file} lines; {} functions, median {function} lines",
        files.len(),
        functions.len()
    )
}
