//! How fast is it? The English model beside another parser, and the whole of `detente code`.

mod code;
mod english;

pub use code::code;
pub use english::english;

use std::path::Path;
use std::process::Command;

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

/// The middle one of some figures.
fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or(f64::NAN)
}
