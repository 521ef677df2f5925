//! The README shows the help of the command as it is.

use super::Finding;
use crate::cargo;
use anyhow::{Context, Result, ensure};
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
    let what = "the help of the command is another; cargo xtask tidy --update takes it over";
    Ok((shown != help(root)?).then(|| Finding::new("README.md", what)).into_iter().collect())
}

/// Takes the help of the command over into the README.
pub fn update(root: &Path) -> Result<()> {
    let path = root.join("README.md");
    let readme = std::fs::read_to_string(&path).context("README.md")?;
    let shown = block(&readme).with_context(|| format!("README.md has no block behind {MARK}"))?;
    Ok(std::fs::write(&path, readme.replace(shown, &help(root)?))?)
}

/// What `detente --help` prints, without white space at the ends of lines.
fn help(root: &Path) -> Result<String> {
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "detente-cli", "--", "--help"]);
    // The help is as wide as a screen or COLUMNS say; here there is neither.
    let out = command.env_remove("COLUMNS").stdin(Stdio::null()).stderr(Stdio::piped()).output()?;
    ensure!(out.status.success(), "detente --help: {}", String::from_utf8_lossy(&out.stderr).trim());
    let text = String::from_utf8_lossy(&out.stdout).into_owned();
    Ok(text.lines().map(|line| format!("{}\n", line.trim_end())).collect())
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
