//! The files of the repository, and white space at the ends of their lines.

use super::Finding;
use anyhow::{Context, Result, ensure};
use std::path::Path;
use std::process::Command;

/// Files whose lines are ours alone; tables and texts may end as they like.
const CHECKED: &[&str] = &["rs", "toml", "md", "css", "js", "html", "py", "yml", "run"];

/// Files of the repository, tracked or new, without those that git ignores.
pub fn files(root: &Path) -> Result<Vec<String>> {
    let list = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
    let out = Command::new("git").args(list).current_dir(root).output().context("git cannot start")?;
    ensure!(out.status.success(), "git ls-files: {}", String::from_utf8_lossy(&out.stderr).trim());
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    let mut files: Vec<String> =
        text.split('\0').filter(|f| !f.is_empty() && root.join(f).is_file()).map(String::from).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// White space at the ends of lines, and files that do not end with a line break.
pub fn check(root: &Path, files: &[String]) -> Result<Vec<Finding>> {
    let mut out = Vec::new();
    for path in files.iter().filter(|f| CHECKED.contains(&f.rsplit(['.', '/']).next().unwrap_or(""))) {
        let text = std::fs::read_to_string(root.join(path)).with_context(|| path.clone())?;
        let trailing = text.lines().position(|line| line.ends_with([' ', '\t']));
        out.extend(
            trailing.map(|n| Finding::new(format!("{path}:{}", n + 1), "white space at the end of the line")),
        );
        if !text.is_empty() && !text.ends_with('\n') {
            out.push(Finding::new(path, "the last line has no end"));
        }
    }
    Ok(out)
}
