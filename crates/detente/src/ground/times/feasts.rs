//! Days with names, from the table of holidays: which one is meant, and when it is.

use super::calendar::{self, Stretch, plus};
use super::expression::Unit;
use super::words::{Word, Words};
use crate::Precision;
use detente_knowledge::Holiday;
use jiff::civil::{Date, Weekday};

/// The table, ready for the words of a text.
pub(super) struct Feasts {
    rows: Vec<Feast>,
    /// The words of each name, and the rows that have it.
    names: Vec<(Vec<String>, Vec<usize>)>,
}

/// A row: where it is kept, by which rule, and for how many days.
pub(super) struct Feast {
    country: String,
    rule: Rule,
    days: i64,
}

enum Rule {
    Fixed(i8, i8),
    /// The n-th weekday of a month, -1 for the last, and days after it.
    Nth(i8, Weekday, i8, i64),
    /// Days after Easter Sunday of the western churches.
    Easter(i64),
    /// The same of the eastern churches.
    Orthodox(i64),
    Dates(Vec<Date>),
}

impl Feasts {
    /// Rows whose rule cannot be read are left out; a test sees to it that there are none.
    pub fn new(holidays: &[Holiday]) -> Feasts {
        let mut feasts = Feasts { rows: Vec::new(), names: Vec::new() };
        for holiday in holidays {
            let Some(rule) = rule(&holiday.rule) else { continue };
            let row = feasts.rows.len();
            feasts.rows.push(Feast { country: holiday.country.clone(), rule, days: holiday.days.into() });
            for name in std::iter::once(&holiday.name).chain(&holiday.aliases) {
                feasts.add(parts(name), row);
            }
        }
        feasts
    }

    fn add(&mut self, words: Vec<String>, row: usize) {
        match self.names.iter_mut().find(|(w, _)| *w == words) {
            Some((_, rows)) => rows.push(row),
            None => self.names.push((words, vec![row])),
        }
    }

    /// The longest name that the words open with: how many words, and which name.
    pub fn find(&self, words: &[Word]) -> Option<(usize, usize)> {
        let opens = |name: &[String]| name.iter().enumerate().all(|(i, w)| words.at(i) == w);
        let fits = self.names.iter().enumerate().filter(|(_, (name, _))| opens(name));
        fits.map(|(n, (name, _))| (name.len(), n)).max_by_key(|(length, _)| *length)
    }

    /// The row that a name means in a sentence and a story of these countries; `None` when that is not clear.
    pub fn pick(&self, name: usize, sentence: &[&str], story: &[&str]) -> Option<&Feast> {
        let rows: Vec<&Feast> =
            self.names.get(name)?.1.iter().filter_map(|&row| self.rows.get(row)).collect();
        let only = |countries: &[&str]| {
            let mut fits = rows.iter().filter(|r| countries.contains(&r.country.as_str()));
            fits.next().filter(|_| fits.next().is_none()).copied()
        };
        let open = rows.iter().find(|r| r.country.is_empty()).copied();
        // A text that names no country at all is read as if it were at home where the day is kept.
        let single = rows.first().copied().filter(|_| rows.len() == 1 && story.is_empty());
        only(sentence).or(open).or_else(|| only(story)).or(single)
    }
}

impl Feast {
    /// Its days in a year; some come twice in one, as their calendar is shorter than ours.
    pub fn in_year(&self, year: i16) -> Vec<Stretch> {
        let single = |date: Option<Date>| date.into_iter().collect();
        let begins: Vec<Date> = match &self.rule {
            Rule::Fixed(month, day) => single(Date::new(year, *month, *day).ok()),
            Rule::Nth(month, weekday, n, more) => {
                let first = Date::new(year, *month, 1).and_then(|d| d.nth_weekday_of_month(*n, *weekday));
                single(first.ok().map(|d| plus(d, Unit::Day, *more)))
            }
            Rule::Easter(days) => single(easter(year).map(|d| plus(d, Unit::Day, *days))),
            Rule::Orthodox(days) => single(orthodox(year).map(|d| plus(d, Unit::Day, *days))),
            Rule::Dates(dates) => dates.iter().filter(|d| d.year() == year).copied().collect(),
        };
        begins.into_iter().map(|begin| self.stretch(begin)).collect()
    }

    fn stretch(&self, begin: Date) -> Stretch {
        match self.days {
            ..=1 => calendar::day(begin),
            days => {
                let precision = if days > 20 { Precision::Month } else { Precision::Week };
                Stretch { precision, ..calendar::days(begin, plus(begin, Unit::Day, days - 1)) }
            }
        }
    }
}

/// "new year 's day", as the tokens of a text come.
fn parts(name: &str) -> Vec<String> {
    let apart = name.to_lowercase().replace('-', " ").replace("'s ", " 's ").replace("s' ", "s ' ");
    apart.split(' ').map(str::to_string).collect()
}

/// `01-01`, `11-thu+4`, `11-thu+4+1`, `easter-2`, `orthodox+0`, `dates 1990-03-28 …`.
fn rule(text: &str) -> Option<Rule> {
    if let Some(dates) = text.strip_prefix("dates ") {
        return dates.split(' ').map(str::parse).collect::<Result<_, _>>().ok().map(Rule::Dates);
    }
    if let Some(days) = text.strip_prefix("easter") {
        return days.parse().ok().map(Rule::Easter);
    }
    if let Some(days) = text.strip_prefix("orthodox") {
        return days.parse().ok().map(Rule::Orthodox);
    }
    let (month, rest) = text.split_once('-')?;
    let month = month.parse().ok()?;
    if let Ok(day) = rest.parse() {
        return Some(Rule::Fixed(month, day));
    }
    let (weekday, rest) = rest.split_at_checked(3)?;
    let (n, more) = match rest.get(1..)?.split_once('+') {
        Some((n, more)) => (format!("{}{n}", rest.get(..1)?), more.parse().ok()?),
        None => (rest.to_string(), 0),
    };
    Some(Rule::Nth(month, weekday_of(weekday)?, n.parse().ok()?, more))
}

fn weekday_of(short: &str) -> Option<Weekday> {
    const SHORT: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = SHORT.iter().position(|s| *s == short)?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

/// Easter Sunday by the anonymous Gregorian algorithm.
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

/// Orthodox Easter Sunday: Meeus' Julian algorithm, moved to the Gregorian calendar (13 days from 1900 to 2099).
fn orthodox(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let n = d + e + 114;
    let julian = Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()?;
    Some(plus(julian, Unit::Day, 13))
}

#[cfg(test)]
mod tests {
    use super::*;
    use detente_knowledge::Knowledge;
    use jiff::civil::date;

    #[test]
    fn every_rule_of_the_table_is_read() {
        let knowledge = Knowledge::embedded().unwrap();
        for holiday in &knowledge.pack.holidays {
            assert!(rule(&holiday.rule).is_some(), "{}: {}", holiday.name, holiday.rule);
        }
        assert!(rule("13").is_none() && rule("11-xyz+4").is_none() && rule("dates 2018").is_none());
    }

    #[test]
    fn days_of_years() {
        let begin = |text: &str, year| {
            let feast = Feast { country: String::new(), rule: rule(text).unwrap(), days: 1 };
            feast.in_year(year).iter().map(|s| s.begin).collect::<Vec<_>>()
        };
        assert_eq!(begin("easter+0", 2018), [date(2018, 4, 1)]);
        assert_eq!(begin("orthodox+0", 2018), [date(2018, 4, 8)]);
        assert_eq!(begin("orthodox+0", 2024), [date(2024, 5, 5)]);
        assert_eq!(begin("11-thu+4", 2018), [date(2018, 11, 22)]);
        assert_eq!(begin("11-mon+1+1", 2020), [date(2020, 11, 3)]);
        assert_eq!(begin("05-mon-1", 2018), [date(2018, 5, 28)]);
        assert_eq!(begin("dates 1997-01-10 1997-12-31 1998-12-20", 1997).len(), 2);
    }
}
