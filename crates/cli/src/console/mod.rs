//! The only place that writes: [`Output`] writes data to stdout or a file, [`Kept`] to a file in a way that survives an
//! interruption, [`Talk`] messages to stderr.

mod kept;
mod output;
mod part;
mod progress;
mod talk;

pub use kept::{Earlier, Kept, finish_failures};
pub use output::{Output, help, is_device, save};
pub use part::{Part, beside};
pub use progress::{Counts, Progress};
pub use talk::Talk;

use crate::args::When;
use std::io::IsTerminal;

/// Columns of a page when the output is no screen.
const PAGE: usize = 100;

/// Columns of the screen.
pub fn width() -> usize {
    terminal_size::terminal_size().map_or(PAGE, |(width, _)| usize::from(width.0).max(40))
}

/// Whether stdout is a screen.
pub fn is_screen() -> bool {
    std::io::stdout().is_terminal()
}

/// Whether to write colours into a table; see <https://no-color.org>.
pub fn colours(when: When, screen: bool) -> bool {
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty());
    let dumb = std::env::var_os("TERM").is_some_and(|v| v == "dumb");
    match when {
        When::Always => true,
        When::Never => false,
        When::Auto => screen && !unwanted && !dumb,
    }
}
