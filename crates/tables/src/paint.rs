//! Which words of an article play which part in its events, and the colours of the parts.

use detente::CodePoints;
use detente::record::EventRecord;

/// The part that words play in an event. Later ones win where two share a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Who says so.
    Speaker,
    /// When.
    Time,
    /// Where.
    Place,
    /// To whom.
    Recipient,
    /// Who.
    Actor,
    /// The predicate.
    Action,
}

impl Role {
    /// All of them, in the order in which people read an event.
    pub const ALL: &[Role] =
        &[Role::Actor, Role::Action, Role::Recipient, Role::Place, Role::Time, Role::Speaker];

    /// The part's name, also its class on a page.
    pub fn as_str(self) -> &'static str {
        match self {
            Role::Actor => "actor",
            Role::Action => "action",
            Role::Recipient => "recipient",
            Role::Place => "place",
            Role::Time => "time",
            Role::Speaker => "speaker",
        }
    }

    /// Escape sequence of the part's colour in a terminal: blue, magenta, orange, green, cyan, yellow.
    pub fn ansi(self) -> &'static str {
        match self {
            Role::Actor => "\x1b[34m",
            Role::Action => "\x1b[1;35m",
            Role::Recipient => "\x1b[38;5;172m",
            Role::Place => "\x1b[32m",
            Role::Time => "\x1b[36m",
            Role::Speaker => "\x1b[33m",
        }
    }
}

/// A stretch of text that plays one part, or none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece<'a> {
    /// The words.
    pub text: &'a str,
    /// Their part.
    pub role: Option<Role>,
}

/// Ranges in code points with their parts in an event.
pub fn roles(event: &EventRecord) -> Vec<(usize, usize, Role)> {
    let mut out = vec![(event.trigger.start, event.trigger.end, Role::Action)];
    out.extend(event.actors.iter().map(|p| (p.start, p.end, Role::Actor)));
    out.extend(event.recipients.iter().map(|p| (p.start, p.end, Role::Recipient)));
    out.extend(event.place.iter().map(|p| (p.start, p.end, Role::Place)));
    let said = event.attribution.iter().filter_map(|s| Some((s.start?, s.end?, Role::Speaker)));
    out.extend(said);
    out
}

/// Cuts the range `start..end` of a text (all in code points) where parts begin and end.
pub fn pieces<'a>(text: &'a str, start: usize, end: usize, roles: &[(usize, usize, Role)]) -> Vec<Piece<'a>> {
    let mut cuts: Vec<usize> =
        roles.iter().flat_map(|r| [r.0, r.1]).filter(|c| (start..end).contains(c)).collect();
    cuts.extend([start, end]);
    cuts.sort_unstable();
    cuts.dedup();
    let bytes = to_bytes(text, &cuts);
    let role_of = |at: usize| roles.iter().filter(|r| (r.0..r.1).contains(&at)).map(|r| r.2).max();
    let pairs = cuts.windows(2).zip(bytes.windows(2));
    pairs
        .map(|(cut, byte)| Piece { text: text.get(byte[0]..byte[1]).unwrap_or(""), role: role_of(cut[0]) })
        .collect()
}

/// Byte offsets of ascending code points.
fn to_bytes(text: &str, points: &[usize]) -> Vec<usize> {
    let mut rest =
        text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len())).enumerate().peekable();
    let mut out = Vec::with_capacity(points.len());
    for &point in points {
        while rest.next_if(|(count, _)| *count < point).is_some() {}
        out.push(rest.peek().map_or(text.len(), |(_, byte)| *byte));
    }
    out
}

/// Where the words of a date stand within the evidence; the record gives the words and not their place.
pub fn date_range(article: &str, event: &EventRecord) -> Option<(usize, usize, Role)> {
    let words = event.date_text.as_deref().filter(|w| !w.is_empty())?;
    let from = to_bytes(article, &[event.start])[0];
    let found = from + article.get(from..)?.find(words)?;
    let points = CodePoints::new(article);
    Some((points.at(article, found), points.at(article, found + words.len()), Role::Time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_range() {
        let text = "“Ünïon” met Chile";
        let roles =
            [(1, 6, Role::Speaker), (8, 11, Role::Action), (12, 17, Role::Recipient), (3, 4, Role::Actor)];
        let all = pieces(text, 1, 17, &roles);
        assert_eq!(all.iter().map(|p| p.text).collect::<String>(), "Ünïon” met Chile");
        assert_eq!(all[1], Piece { text: "ï", role: Some(Role::Actor) });
        assert_eq!(all.last(), Some(&Piece { text: "Chile", role: Some(Role::Recipient) }));
    }

    #[test]
    fn a_range_outside_the_text_is_empty() {
        assert_eq!(pieces("abc", 5, 9, &[]), [Piece { text: "", role: None }]);
    }
}
