//! The only place that writes: [`Output`] writes data to stdout or a file, [`Talk`] messages to stderr.

mod output;
mod talk;

pub use output::{Output, help, save};
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
