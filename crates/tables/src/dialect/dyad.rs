//! Pairs of actor and recipient, of which GDELT and ICEWS write a row each.

use detente::record::{EventRecord, ParticipantRecord};

/// Who did it, and to whom.
pub(super) type Pair<'a> = (Option<&'a ParticipantRecord>, Option<&'a ParticipantRecord>);

/// All pairs of an event; of a mutual one each of two in both directions. Where one side is not known it is left open.
pub(super) fn pairs(event: &EventRecord) -> Vec<Pair<'_>> {
    let (actors, recipients) = (&event.actors, &event.recipients);
    if event.reciprocal && recipients.is_empty() && actors.len() > 1 {
        let others = |i: usize| actors.iter().enumerate().filter(move |(j, _)| i != *j);
        let of = |(i, one)| others(i).map(move |(_, other)| (Some(one), Some(other)));
        return actors.iter().enumerate().flat_map(of).collect();
    }
    let or_open = |side: &'_ [ParticipantRecord]| -> Vec<Option<usize>> {
        if side.is_empty() { vec![None] } else { (0..side.len()).map(Some).collect() }
    };
    let to = or_open(recipients);
    let pair = |i: Option<usize>, j: Option<usize>| {
        (i.and_then(|i| actors.get(i)), j.and_then(|j| recipients.get(j)))
    };
    or_open(actors).into_iter().flat_map(|i| to.iter().map(move |&j| pair(i, j))).collect()
}
