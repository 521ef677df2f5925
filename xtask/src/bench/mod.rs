//! How fast is it? The English model beside another parser, and the whole of `detente code`.

mod code;
mod english;
mod inputs;

pub use code::code;
pub use english::english;
pub use inputs::inputs;

use std::path::Path;
use std::process::{Child, Command};

/// Makes the libraries below a program use one thread.
const THREADS: [&str; 4] =
    ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"];

/// A command that keeps to one core where the system can see to that.
fn pinned(program: &Path) -> Command {
    let taskset = Command::new("taskset").arg("--version").output().is_ok_and(|out| out.status.success());
    let mut command = Command::new(if taskset { Path::new("taskset") } else { program });
    if taskset {
        command.args(["-c", "0"]).arg(program);
    }
    command.envs(THREADS.map(|name| (name, "1")));
    command
}

/// Seconds of the processor that a process has had, and the most memory that was resident, in kB.
#[derive(Debug, Clone, Copy, Default)]
struct Spent {
    seconds: Option<f64>,
    memory: Option<u64>,
}

impl Spent {
    /// What the system tells of a process now; what it told before where the process, or a thread that worked, is gone.
    fn look(&mut self, child: &Child) {
        let now = spent_by(child).unwrap_or_default();
        self.seconds = Some(now.max(self.seconds.unwrap_or_default())).filter(|s| *s > 0.0);
        self.memory = peak_of(child).or(self.memory);
    }
}

/// Seconds that a process has had a processor: the first number of its main thread and of all others.
fn spent_by(child: &Child) -> Option<f64> {
    let tasks = std::fs::read_dir(format!("/proc/{}/task", child.id())).ok()?;
    let mut nanoseconds = 0.0;
    for task in tasks {
        let told = std::fs::read_to_string(task.ok()?.path().join("schedstat")).ok()?;
        nanoseconds += told.split(' ').next()?.parse::<f64>().ok()?;
    }
    (nanoseconds > 0.0).then_some(nanoseconds / 1e9)
}

/// The most memory that was resident, in kB.
fn peak_of(child: &Child) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}

/// The middle one of some figures.
fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
