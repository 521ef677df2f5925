//! The codebook for people, made from `codebook/` by the command itself.

use crate::cargo;
use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the pages stand in the repository.
pub const FOLDER: &str = "docs/codebook";

/// Writes the pages into their folder, and takes away those that are no more.
pub fn update(root: &Path) -> Result<()> {
    let folder = root.join(FOLDER);
    let made = made(root)?;
    for name in stands(&folder)?.keys().filter(|name| !made.contains_key(*name)) {
        std::fs::remove_file(folder.join(name))?;
    }
    std::fs::create_dir_all(&folder)?;
    for (name, text) in made {
        std::fs::write(folder.join(name), text)?;
    }
    Ok(())
}

/// Names of pages that are missing, other than they would be made, or made no more.
pub fn differences(root: &Path) -> Result<Vec<String>> {
    let (made, stands) = (made(root)?, stands(&root.join(FOLDER))?);
    let names = made.keys().chain(stands.keys().filter(|name| !made.contains_key(*name)));
    Ok(names.filter(|name| made.get(*name) != stands.get(*name)).cloned().collect())
}

/// The pages as the command makes them.
fn made(root: &Path) -> Result<BTreeMap<String, String>> {
    let folder = root.join("target/codebook");
    if folder.exists() {
        std::fs::remove_dir_all(&folder)?;
    }
    let mut command = cargo(root);
    command.args(["run", "--quiet", "--package", "detente-cli", "--", "codebook", "--pages"]).arg(&folder);
    ensure!(command.status()?.success(), "detente codebook --pages failed");
    stands(&folder)
}

fn stands(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut out = BTreeMap::new();
    if !folder.exists() {
        return Ok(out);
    }
    for file in std::fs::read_dir(folder)? {
        let path: PathBuf = file?.path();
        let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        out.insert(name, std::fs::read_to_string(&path)?.replace("\r\n", "\n"));
    }
    Ok(out)
}
