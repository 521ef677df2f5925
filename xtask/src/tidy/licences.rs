//! Licences of the dependencies, and how many there are.

use super::Finding;
use crate::cargo;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::path::Path;

/// Licences that go with MIT OR Apache-2.0 without further duties than a notice.
const ALLOWED: &[&str] = &[
    "MIT",
    "MIT-0",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "0BSD",
    "BSL-1.0",
    "CC0-1.0",
    "Unlicense",
    "Unicode-3.0",
    // The list of certificates: data, under a licence that asks for its own text and nothing else.
    "CDLA-Permissive-2.0",
];

/// Packages in the whole lock; each is code that others must trust.
const PACKAGES: usize = 250;

/// Packages whose licence is not on the list.
pub fn check(root: &Path) -> Result<Vec<Finding>> {
    let out = cargo(root).args(["metadata", "--format-version", "1", "--locked"]).output()?;
    ensure!(out.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&out.stderr).trim());
    let metadata: Value = serde_json::from_slice(&out.stdout)?;
    let packages = metadata["packages"].as_array().context("cargo metadata names no packages")?;
    let mut findings: Vec<Finding> = packages.iter().filter_map(unlicensed).collect();
    if packages.len() > PACKAGES {
        findings.push(Finding::new("Cargo.lock", format!("{} packages, at most {PACKAGES}", packages.len())));
    }
    Ok(findings)
}

fn unlicensed(package: &Value) -> Option<Finding> {
    let place = format!("{} {}", package["name"].as_str()?, package["version"].as_str()?);
    match package["license"].as_str() {
        Some(licence) if allows(licence) => None,
        Some(licence) => Some(Finding::new(place, format!("the licence {licence} is not on the list"))),
        None => Some(Finding::new(place, "no licence is named")),
    }
}

/// Whether one of the alternatives is allowed in all of its parts.
fn allows(expression: &str) -> bool {
    let plain = expression.replace(['(', ')'], "").replace('/', " OR ");
    // `A AND B OR C` groups as SPDX does it; brackets only make alternatives of one part of an AND wider.
    plain.split(" OR ").any(|all| all.split(" AND ").all(|one| ALLOWED.contains(&one.trim())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alternatives_and_parts() {
        assert!(allows("MIT OR GPL-3.0"));
        assert!(allows("MIT/Apache-2.0"));
        assert!(allows("(MIT OR Apache-2.0) AND Unicode-3.0"));
        assert!(!allows("MPL-2.0"));
        assert!(!allows("MIT AND GPL-3.0"));
    }
}
