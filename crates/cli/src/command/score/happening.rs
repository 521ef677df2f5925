//! What gold and output say of one event, in one form.

use jiff::civil::Date;
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Countries of one actor and one recipient; [`NOBODY`] where there is none or it is not known.
pub(super) type Key = (String, String);

/// Stands for a side without a country.
pub(super) const NOBODY: &str = "-";

/// An event of gold or output. Offsets are code points.
#[derive(Debug, Clone)]
pub(super) struct Happening {
    pub document: String,
    /// Types that are right; the output has one.
    pub kinds: Vec<String>,
    /// Every pair of countries that the event has.
    pub keys: BTreeSet<Key>,
    /// Pairs that are as good.
    pub also: BTreeSet<Key>,
    /// Statuses that are right; empty where gold is silent.
    pub statuses: Vec<String>,
    pub modes: Vec<String>,
    pub alleged: Option<bool>,
    pub channel: Option<String>,
    /// First and last day, with those that are as good.
    pub dates: Vec<(Date, Date)>,
    /// Places of evidence, the best one first.
    pub evidence: Vec<(usize, usize)>,
    /// Neither finding nor missing it counts.
    pub optional: bool,
}

/// A record of JSON, and what is wrong with it.
type Record = Map<String, Value>;
type Bad = String;

impl Happening {
    /// A line of `gold/events.jsonl`.
    pub fn of_gold(row: &Record) -> Result<Happening, Bad> {
        let sides = [countries(row, "actors"), countries(row, "recipients")];
        Happening {
            document: string(row, "document")?,
            kinds: first_and_alternatives(row, "type"),
            keys: keys(&sides, flag(row, "reciprocal")),
            also: BTreeSet::new(),
            statuses: first_and_alternatives(row, "status"),
            modes: strings(row.get("mode")),
            alleged: row.get("alleged").and_then(Value::as_bool),
            channel: row.get("channel").and_then(Value::as_str).map(str::to_string),
            dates: dates(row)?,
            evidence: evidence(row)?,
            optional: flag(row, "optional"),
        }
        .checked()
    }

    /// A line of `detente code`.
    pub fn of_output(row: &Record) -> Result<Happening, Bad> {
        let sides = [countries(row, "actors"), countries(row, "recipients")];
        let from = row.get("date").and_then(Value::as_str).and_then(days);
        let to = row.get("date_end").and_then(Value::as_str).and_then(days).or(from);
        Ok(Happening {
            document: string(row, "document_id")?,
            kinds: vec![string(row, "type")?],
            keys: keys(&sides, flag(row, "reciprocal")),
            also: BTreeSet::new(),
            statuses: vec![string(row, "status")?],
            modes: strings(row.get("mode")),
            alleged: row.get("alleged").and_then(Value::as_bool),
            channel: row.get("channel").and_then(Value::as_str).map(str::to_string),
            dates: from.zip(to).map(|(from, to)| (from.0, to.1)).into_iter().collect(),
            evidence: evidence(row)?,
            optional: false,
        })
    }

    /// An entry of a whole gold file: sides as lists of countries, one pair of offsets as evidence.
    pub fn of_entry(entry: &Record) -> Result<Happening, Bad> {
        let sides = ["actor", "recipient"].map(|side| strings(entry.get(side)));
        let nobody = [sides[0].clone(), Vec::new()];
        let evidence =
            entry.get("evidence").and_then(range).ok_or("\"evidence\" is not a pair of offsets")?;
        let mut dates = dates(entry)?;
        for alternative in list(entry, "date_alternatives") {
            dates.extend(alternative.as_str().and_then(days));
        }
        Happening {
            document: string(entry, "article")?,
            kinds: first_and_alternatives(entry, "type"),
            keys: keys(&sides, flag(entry, "reciprocal")),
            also: if flag(entry, "recipient_optional") { keys(&nobody, false) } else { BTreeSet::new() },
            statuses: first_and_alternatives(entry, "status"),
            modes: strings(entry.get("mode")),
            alleged: entry.get("alleged").and_then(Value::as_bool),
            channel: entry.get("channel").and_then(Value::as_str).map(str::to_string),
            dates,
            evidence: vec![evidence],
            optional: flag(entry, "optional"),
        }
        .checked()
    }

    /// A gold event needs a type.
    fn checked(self) -> Result<Happening, Bad> {
        if self.kinds.is_empty() { Err("\"type\" is not a string".to_string()) } else { Ok(self) }
    }

    /// One event for each pair of countries.
    pub fn apart(&self) -> impl Iterator<Item = Happening> {
        self.keys.iter().map(|key| Happening { keys: [key.clone()].into(), ..self.clone() })
    }

    /// The first choice of the type.
    pub fn kind(&self) -> &str {
        self.kinds.first().map_or("", String::as_str)
    }

    /// Whether an event of the output has one of the types.
    pub fn has_type_of(&self, output: &Happening) -> bool {
        self.kinds.iter().any(|kind| kind == output.kind())
    }

    /// Whether an event of the output has one of the types and a pair of countries in common.
    pub fn has_key_of(&self, output: &Happening) -> bool {
        let common = |keys: &BTreeSet<Key>| output.keys.iter().any(|key| keys.contains(key));
        self.has_type_of(output) && (common(&self.keys) || common(&self.also))
    }

    /// Code points that the evidence of both has in common, in the best of the places.
    pub fn overlap(&self, output: &Happening) -> usize {
        let pairs = self.evidence.iter().flat_map(|a| output.evidence.iter().map(move |b| (a, b)));
        pairs.map(|(a, b)| a.1.min(b.1).saturating_sub(a.0.max(b.0))).max().unwrap_or(0)
    }

    /// The sides for people: `KOR,USA → PRK`.
    pub fn sides(&self) -> (String, String) {
        let joined = |side: BTreeSet<&str>| side.into_iter().collect::<Vec<_>>().join(",");
        let actors = self.keys.iter().map(|(actor, _)| actor.as_str()).collect();
        (joined(actors), joined(self.keys.iter().map(|(_, recipient)| recipient.as_str()).collect()))
    }
}

/// Every actor with every recipient. Several actors without a recipient do it with each other, which is every one of them
/// with every other, both ways; if all are of one country, that country with itself.
fn keys(sides: &[Vec<String>; 2], mutual: bool) -> BTreeSet<Key> {
    let [actors, recipients] = sides;
    let cross = |left: &[String], right: &[String]| -> BTreeSet<Key> {
        left.iter().flat_map(|a| right.iter().map(move |b| (a.clone(), b.clone()))).collect()
    };
    if mutual || recipients.is_empty() && actors.len() > 1 {
        let all = [actors.as_slice(), recipients.as_slice()].concat();
        let pairs = cross(&all, &all);
        let different: BTreeSet<Key> = pairs.iter().filter(|(a, b)| a != b).cloned().collect();
        return if different.is_empty() { pairs } else { different };
    }
    let or_nobody = |side: &[String]| if side.is_empty() { vec![NOBODY.to_string()] } else { side.to_vec() };
    cross(&or_nobody(actors), &or_nobody(recipients))
}

fn countries(row: &Record, side: &str) -> Vec<String> {
    let country = |p: &Value| p.get("country").and_then(Value::as_str).unwrap_or(NOBODY).to_string();
    list(row, side).iter().map(country).collect()
}

fn list<'a>(row: &'a Record, field: &str) -> &'a [Value] {
    row.get(field).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The clause that reports the event, and the further ones.
fn evidence(row: &Record) -> Result<Vec<(usize, usize)>, Bad> {
    let more = list(row, "more").iter().map(range).collect::<Option<Vec<_>>>();
    let more = more.ok_or("\"more\" is not a list of pairs of offsets")?;
    Ok([vec![(number(row, "start")?, number(row, "end")?)], more].concat())
}

fn flag(row: &Record, field: &str) -> bool {
    row.get(field).and_then(Value::as_bool).unwrap_or(false)
}

fn string(row: &Record, field: &str) -> Result<String, Bad> {
    let value = row.get(field).and_then(Value::as_str);
    value.map(str::to_string).ok_or_else(|| format!("\"{field}\" is not a string"))
}

fn number(row: &Record, field: &str) -> Result<usize, Bad> {
    let value = row.get(field).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
    value.ok_or_else(|| format!("\"{field}\" is not an offset"))
}

fn range(value: &Value) -> Option<(usize, usize)> {
    let end = |i: usize| usize::try_from(value.get(i)?.as_u64()?).ok();
    Some((end(0)?, end(1)?))
}

/// A string, or a list of them.
fn strings(value: Option<&Value>) -> Vec<String> {
    let own = |value: &Value| value.as_str().map(str::to_string);
    match value {
        Some(Value::Array(all)) => all.iter().filter_map(own).collect(),
        Some(value) => own(value).into_iter().collect(),
        None => Vec::new(),
    }
}

fn first_and_alternatives(row: &Record, field: &str) -> Vec<String> {
    let mut all = strings(row.get(field));
    all.extend(strings(row.get(&format!("{field}_alternatives"))));
    all
}

fn dates(row: &Record) -> Result<Vec<(Date, Date)>, Bad> {
    let Some(text) = row.get("date").and_then(Value::as_str) else { return Ok(Vec::new()) };
    Ok(vec![days(text).ok_or_else(|| format!("{text} is not a day, a month, a year or an interval"))?])
}

/// First and last day of `2018`, `2018-01`, `2018-01-05` or `2018-01-05/2018-01-09`.
fn days(text: &str) -> Option<(Date, Date)> {
    if let Some((from, to)) = text.split_once('/') {
        return Some((days(from)?.0, days(to)?.1));
    }
    let mut parts = text.split('-');
    let year: i16 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let day: Option<i8> = parts.next().map(str::parse).transpose().ok()?;
    let exact = |month, day| Date::new(year, month, day).ok();
    match (month, day) {
        (None, _) => Some((exact(1, 1)?, exact(12, 31)?)),
        (Some(month), None) => exact(month, 1).map(|first| (first, first.last_of_month())),
        (Some(month), Some(day)) => exact(month, day).map(|day| (day, day)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    /// The pairs of two sides, whose countries are apart by spaces.
    fn pairs(actors: &str, recipients: &str, mutual: bool) -> String {
        let sides =
            [actors, recipients].map(|side| side.split_whitespace().map(str::to_string).collect::<Vec<_>>());
        let pairs = keys(&sides, mutual);
        pairs.iter().map(|(a, b)| format!("{a}>{b}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn sides_become_pairs() {
        let cases = [
            ("USA", "PRK", "USA>PRK"),
            ("USA KOR", "PRK", "KOR>PRK USA>PRK"),
            ("USA PRK", "", "PRK>USA USA>PRK"),
            ("USA USA", "", "USA>USA"),
            ("USA", "", "USA>-"),
            ("", "USA", "->USA"),
        ];
        for (actors, recipients, wanted) in cases {
            assert_eq!(pairs(actors, recipients, false), wanted);
        }
        assert_eq!(pairs("PRK", "KOR", true), "KOR>PRK PRK>KOR");
    }

    #[test]
    fn dates_of_gold_are_days_months_years_and_intervals() {
        assert_eq!(days("2018-02"), Some((date(2018, 2, 1), date(2018, 2, 28))));
        assert_eq!(days("2018"), Some((date(2018, 1, 1), date(2018, 12, 31))));
        assert_eq!(days("2018-01-05/2018-01-09"), Some((date(2018, 1, 5), date(2018, 1, 9))));
        assert_eq!(days("in May"), None);
        assert_eq!(days("2018-02-30"), None);
    }
}
