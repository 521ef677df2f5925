//! By when: the deadline of what is promised, planned or asked for.

use super::Coder;
use super::frames::Frame;
use crate::{Time, TimeKind};
use jiff::civil::Date;

impl Coder<'_> {
    /// The last day on which what a predicate promises, plans or demands is to be done, as far as it is not past: the last
    /// time inside the content, or the deadline in the predicate's own clause.
    pub fn due(&self, frame: &Frame<'_>) -> Option<Date> {
        let published = self.document.article.published?;
        let inside = |t: &&Time| frame.content.iter().any(|&c| self.document.is_below(t.tokens.start, c));
        let clause = self.clause(frame.trigger);
        let times = self.grounded.times.iter().filter(|t| t.kind != TimeKind::Set);
        // What reaches back ends on the day of publication: that is no deadline.
        let last = |t: &Time| {
            let today = t.begin == t.end;
            self.last_day(t).filter(|day| *day > published || today && *day == published)
        };
        let of_content = times.clone().filter(inside).filter_map(last).max();
        let own =
            times.filter(|t| clause.contains(&t.tokens.start) && self.is_deadline(t)).filter_map(last).max();
        of_content.or(own)
    }

    /// Whether a time that is not past says by when: "by June 30", "within two months", "until March".
    pub(super) fn is_deadline(&self, time: &Time) -> bool {
        let ahead = match (self.document.article.published, self.last_day(time)) {
            (Some(published), Some(day)) => day >= published,
            _ => false,
        };
        ahead
            && matches!(
                self.word_before(time).as_str(),
                "by" | "within" | "until" | "till" | "before" | "than"
            )
    }

    fn last_day(&self, time: &Time) -> Option<Date> {
        match self.word_before(time).as_str() {
            "before" => time.begin?.yesterday().ok(),
            _ => time.end,
        }
    }

    fn word_before(&self, time: &Time) -> String {
        let word = |back: usize| {
            let before = time.tokens.start.checked_sub(back);
            before.map(|t| self.document.form(t).to_lowercase()).unwrap_or_default()
        };
        match word(1).as_str() {
            // "No later than Friday", but not "more than two years".
            "than" if word(2) != "later" => String::new(),
            // "By the June deadline".
            "the" => word(2),
            other => other.to_string(),
        }
    }
}
