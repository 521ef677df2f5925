//! The README shows the help of the command as it is.

use super::Finding;
use crate::cargo;
use anyhow::{Result, ensure};
use std::path::Path;
use std::process::Stdio;

/// Stands before the block of the README that holds the help.
const MARK: &str = "<!-- detente --help -->";

/// Differences between the README and `detente --help`.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap_or_default();
    let Some(shown) = block(&readme) else {
        let what = format!("has no block with the help of the command behind {MARK}");
        return Ok(vec![Finding::new("README.md", what)]);
    };
    let help = help(root)?;
    let different = shown.lines().map(str::trim_end).ne(help.lines().map(str::trim_end));
    Ok(different
        .then(|| Finding::new("README.md", "the help of the command is another: detente --help"))
        .into_iter()
        .collect())
}

fn help(root: &Path) -> Result<String> {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "detente-cli", "--", "--help"]);
    // The help is as wide as a screen or COLUMNS say; here there is neither.
    let out = command.env_remove("COLUMNS").stdin(Stdio::null()).stderr(Stdio::piped()).output()?;
    ensure!(out.status.success(), "detente --help: {}", String::from_utf8_lossy(&out.stderr).trim());
    Ok(String::from_utf8_lossy(&out.stdout).into_owned())
}

fn block(readme: &str) -> Option<&str> {
    let after = &readme[readme.find(MARK)? + MARK.len()..];
    let open = after.find("```")?;
    let start = open + after[open..].find('\n')? + 1;
    let end = start + after[start..].find("\n```")? + 1;
    after.get(start..end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_is_found() {
        let readme = "x\n<!-- detente --help -->\n\n```text\na\n\nb\n```\nrest";
        assert_eq!(block(readme), Some("a\n\nb\n"));
        assert_eq!(block("nothing"), None);
    }
}
