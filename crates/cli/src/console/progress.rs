//! How far a run has come, on stderr.

use super::talk::Talk;
use crate::args::Progressed;
use crate::input::Meter;
use std::io::IsTerminal;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What is told, and when it was told last.
pub struct Progress {
    how: How,
    meter: Arc<Meter>,
    /// What a row is.
    rows: &'static str,
    began: Instant,
    told: Instant,
    /// Articles that stood, and the part of the inputs that was read for them.
    stood: (u64, f64),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Silent,
    /// One line that is written over.
    Screen,
    Lines,
    Json,
}

/// What was done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Articles, also those that stand from an earlier run.
    pub articles: u64,
    /// Articles that stand from an earlier run.
    pub skipped: u64,
    /// Rows of the output.
    pub rows: usize,
    /// Inputs that could not be read.
    pub failed: usize,
}

impl Progress {
    /// Tells as it was asked for; of itself only on a screen that does not show the data.
    pub fn new(
        asked: Option<Progressed>,
        data_on_screen: bool,
        rows: &'static str,
        meter: Arc<Meter>,
    ) -> Progress {
        let screen = std::io::stderr().is_terminal();
        let how = match asked.unwrap_or(Progressed::Auto) {
            Progressed::Auto if screen && !data_on_screen => How::Screen,
            Progressed::Auto | Progressed::Never => How::Silent,
            Progressed::Always if screen => How::Screen,
            Progressed::Always => How::Lines,
            Progressed::Json => How::Json,
        };
        let now = Instant::now();
        Progress { how, meter, rows, began: now, told: now, stood: (0, 0.0) }
    }

    /// Whether anything will be told, so that sizes are worth adding up.
    pub fn is_told(&self) -> bool {
        self.how != How::Silent
    }

    /// Tells, if it is time to.
    pub fn tick(&mut self, counts: Counts, talk: &mut Talk) {
        if counts.articles == counts.skipped && counts.skipped > self.stood.0 {
            self.stood = (counts.skipped, self.meter.part().unwrap_or(0.0));
            self.began = Instant::now();
        }
        let often = Duration::from_millis(if self.how == How::Screen { 200 } else { 1000 });
        if self.how != How::Silent && self.told.elapsed() >= often {
            self.tell(counts, talk);
        }
    }

    /// Tells that copies are looked for, if it is time to.
    pub fn look(&mut self, talk: &mut Talk) {
        if self.how == How::Screen && self.told.elapsed() >= Duration::from_millis(200) {
            self.told = Instant::now();
            let part = self.meter.part().map_or_else(String::new, |part| format!(" · {:.0} %", part * 100.0));
            talk.line(&format!("looking for copies{part}"));
        }
    }

    /// The work itself begins.
    pub fn begin(&mut self) {
        self.began = Instant::now();
    }

    /// Tells how it ended.
    pub fn finish(&mut self, counts: Counts, talk: &mut Talk) {
        match self.how {
            How::Silent => {}
            How::Screen => talk.line(""),
            How::Lines | How::Json => self.tell(counts, talk),
        }
    }

    fn tell(&mut self, counts: Counts, talk: &mut Talk) {
        self.told = Instant::now();
        let Counts { articles, rows, failed, .. } = counts;
        let seconds = self.began.elapsed().as_secs_f64();
        let rate = (articles - self.stood.0) as f64 / seconds.max(0.001);
        let left = self.left(seconds);
        if self.how == How::Json {
            let (name, left) = (self.rows, left.map(f64::round));
            let rate = (rate * 10.0).round() / 10.0;
            let line = serde_json::json!({
                "articles": articles, name: rows, "failures": failed, "articles_per_second": rate,
                "seconds": seconds.round(), "seconds_left": left,
            });
            return talk.note(&line.to_string());
        }
        let left = left.map_or_else(String::new, |left| format!(" · {} left", clock(left)));
        let line = format!(
            "{articles} articles · {rows} {} · {failed} failures · {rate:.1} articles/s{left}",
            self.rows
        );
        if self.how == How::Screen { talk.line(&line) } else { talk.note(&line) }
    }

    /// Seconds that are left if it goes on like this.
    fn left(&self, seconds: f64) -> Option<f64> {
        let part = self.meter.part()?;
        let done = part - self.stood.1;
        (done > 0.0).then(|| seconds / done * (1.0 - part))
    }
}

/// `1:02:03`, `2:03`.
fn clock(seconds: f64) -> String {
    let seconds = seconds.round() as u64;
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    #[test]
    fn seconds_as_a_clock() {
        assert_eq!(super::clock(3723.4), "1:02:03");
        assert_eq!(super::clock(59.6), "1:00");
    }
}
