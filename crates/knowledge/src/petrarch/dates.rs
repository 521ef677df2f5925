//! Dates of validity: `900101-951231`, `<900101`, `>20130704`, `> 130701`.
//!
//! A day is written YYMMDD, where years up to 30 are of this century, or YYYYMMDD. A range holds its first day and not its
//! last; `<` is strictly before, `>` is on that day or later.

use jiff::civil::Date;

/// First day, and first day after, on which something is valid.
pub type Validity = (Option<Date>, Option<Date>);

/// The validity that is written behind a code; `Err` says what is wrong with it.
pub fn validity(text: &str) -> Result<Validity, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok((None, None));
    }
    if let Some(day) = text.strip_prefix('<') {
        return Ok((None, Some(date(day)?)));
    }
    if let Some(day) = text.strip_prefix('>') {
        return Ok((Some(date(day)?), None));
    }
    let (from, until) = text.split_once('-').ok_or_else(|| format!("{text:?} is no range of dates"))?;
    let (from, until) = (date(from)?, date(until)?);
    if until < from {
        return Err(format!("the range {text} ends before it begins"));
    }
    Ok((Some(from), Some(until)))
}

/// A day; `Err` says why it is none.
pub fn date(text: &str) -> Result<Date, String> {
    let text = text.trim();
    let wrong = || format!("{text:?} is no date of the form YYMMDD or YYYYMMDD");
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(wrong());
    }
    let number = |from: usize, to: usize| text.get(from..to).and_then(|t| t.parse::<i16>().ok());
    let (year, rest) = match text.len() {
        6 => (number(0, 2).map(|y| if y <= 30 { 2000 + y } else { 1900 + y }), 2),
        8 => (number(0, 4), 4),
        _ => return Err(wrong()),
    };
    let (month, day) = (number(rest, rest + 2), number(rest + 2, rest + 4));
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(wrong()) };
    Date::new(year, month as i8, day as i8).map_err(|_| format!("{text} is no day of the calendar"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_have_six_or_eight_digits() {
        assert_eq!(date("900101"), Ok(day(1990, 1, 1)));
        assert_eq!(date("301231"), Ok(day(2030, 12, 31)));
        assert_eq!(date("310101"), Ok(day(1931, 1, 1)));
        assert_eq!(date("20130704"), Ok(day(2013, 7, 4)));
        for wrong in ["", "9001", "2004017", "990230", "99-1-1", "1920030320", "é00101"] {
            assert!(date(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn validities_are_half_open() {
        assert_eq!(validity(""), Ok((None, None)));
        assert_eq!(validity(" 900101-951231 "), Ok((Some(day(1990, 1, 1)), Some(day(1995, 12, 31)))));
        assert_eq!(validity("19950601 - 19990815").map(|v| v.0), Ok(Some(day(1995, 6, 1))));
        assert_eq!(validity("<900101"), Ok((None, Some(day(1990, 1, 1)))));
        assert_eq!(validity("> 130701"), Ok((Some(day(2013, 7, 1)), None)));
        for wrong in ["951231-900101", "900101", "900101-", "abc"] {
            assert!(validity(wrong).is_err(), "{wrong}");
        }
    }
}
