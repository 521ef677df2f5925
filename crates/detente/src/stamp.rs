//! A point in time as it is written: a day, perhaps with the time of day, perhaps with the zone.

use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use std::fmt;

/// A day with what is known of the time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The day as it is written, not moved to another zone.
    pub date: Date,
    /// The time of day.
    pub clock: Option<Clock>,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Hours, minutes, seconds.
    pub time: Time,
    /// East of Greenwich, where it is known.
    pub offset: Option<Offset>,
}

impl From<Date> for Stamp {
    fn from(date: Date) -> Stamp {
        Stamp { date, clock: None }
    }
}

/// ISO 8601: `2018-02-10`, `2018-02-10T16:41:00`, `2018-02-10T16:41:00-05:00`.
impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        let Some(Clock { time, offset }) = self.clock else { return Ok(()) };
        write!(f, "T{:02}:{:02}:{:02}", time.hour(), time.minute(), time.second())?;
        match offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => f.write_str("Z"),
            Some(seconds) => {
                let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
                write!(f, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}
