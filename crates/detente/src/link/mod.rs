//! Link: what is the same? Claims of one article that report one happening become one event.
//!
//! Two claims are one event when they agree in type, status and parties, and nothing that both state differs: not the day, not
//! the place. Without a shared day they must also share the predicate or the words of what is promised or asked, since one
//! state often does two things of a type to another in one story.

use crate::hash_id;
use crate::{Claim, Event, Grounded, Status};
use detente_english::Upos;

/// Events of one article, in the order of their first reports.
pub fn link(grounded: &Grounded, claims: Vec<Claim>) -> Vec<Event> {
    let mut groups: Vec<Vec<Claim>> = Vec::new();
    for claim in claims {
        match groups.iter_mut().find(|g| g.iter().any(|other| same(grounded, other, &claim))) {
            Some(group) => group.push(claim),
            None => groups.push(vec![claim]),
        }
    }
    let mut events: Vec<Event> = groups.into_iter().map(|g| event(grounded, g)).collect();
    number_twins(&mut events);
    events
}

/// Events of which each is one claim: dictionaries of PETRARCH count every sentence.
pub fn apart(grounded: &Grounded, claims: Vec<Claim>) -> Vec<Event> {
    let event = |claim: Claim| Event { id: id_of(grounded, &claim), claim, others: Vec::new() };
    let mut events: Vec<Event> = claims.into_iter().map(event).collect();
    number_twins(&mut events);
    events
}

fn same(grounded: &Grounded, a: &Claim, b: &Claim) -> bool {
    if a.kind != b.kind || group_of(a.status) != group_of(b.status) || !same_parties(a, b) {
        return false;
    }
    match (&a.when, &b.when) {
        (Ok(one), Ok(other)) if one.begin > other.end || other.begin > one.end => false,
        (Ok(one), Ok(other)) if one.begin == other.begin && a.sentence != b.sentence => true,
        // "Invites" in the headline, "extended an invitation" in the text: one meaning of the lexicon.
        // "Met the minister and discussed trade": one meeting, whose other side is named once.
        _ if a.sentence == b.sentence
            && a.kind == "CONSULT"
            && (a.recipients.is_empty() || b.recipients.is_empty()) =>
        {
            true
        }
        _ if a.actors.is_empty() != b.actors.is_empty() => true,
        // What a story tells of one crowd is one protest, unless days or places part it.
        _ if a.kind == "PROTEST" && same_place(a, b) => true,
        // "Was arrested and remained in custody": one act against one party, told by two verbs.
        _ if a.sentence == b.sentence && suffers_both(a, b) => true,
        _ => a.entry == b.entry || shares_words(grounded, a, b),
    }
}

fn same_place(a: &Claim, b: &Claim) -> bool {
    match (&a.place, &b.place) {
        (Ok(one), Ok(other)) => one == other,
        _ => true,
    }
}

/// Whether the same words name the one to whom both are done.
fn suffers_both(a: &Claim, b: &Claim) -> bool {
    let spans = |c: &Claim| c.recipients.iter().map(|p| p.span).collect::<Vec<_>>();
    !a.recipients.is_empty() && spans(a) == spans(b)
}

/// Statuses that one happening can have in two sentences of a story.
fn group_of(status: Status) -> u8 {
    match status {
        Status::Happened | Status::Ongoing | Status::Historical => 0,
        Status::Planned | Status::Proposed => 1,
        Status::Threatened => 2,
        Status::Denied | Status::Disputed => 3,
        Status::Hypothetical => 4,
    }
}

fn same_parties(a: &Claim, b: &Claim) -> bool {
    let countries = |c: &Claim| {
        let side = |ps: &[crate::Participant]| {
            let mut out: Vec<String> = ps.iter().map(|p| party(&p.actor)).collect();
            out.sort();
            out.dedup();
            out
        };
        (side(&c.actors), side(&c.recipients))
    };
    let ((actors, recipients), (others, to)) = (countries(a), countries(b));
    let union = |x: &[String], y: &[String]| {
        let mut all = [x, y].concat();
        all.sort();
        all
    };
    let mutual = a.reciprocal || b.reciprocal || a.kind == "CONSULT";
    let joint = mutual && union(&actors, &recipients) == union(&others, &to);
    // Where a report leaves open who did it, another one says it.
    let told = (actors.is_empty() || others.is_empty()) && recipients == to;
    joint || told || actors == others && (recipients == to || recipients.is_empty() || to.is_empty())
}

/// Country and sector; a state and its government are one party, its soldiers and its citizens are others.
fn party(actor: &crate::Actor) -> String {
    let sector = actor.sector.as_deref().filter(|s| *s != "GOV").unwrap_or("");
    format!("{}{sector}", actor.country.as_deref().unwrap_or("---"))
}

/// Whether two claims share their predicate or a noun of what they are about.
fn shares_words(grounded: &Grounded, a: &Claim, b: &Claim) -> bool {
    let document = &grounded.document;
    let named = |claim: &Claim, token: usize| {
        let span = document.tokens[token].span;
        claim.actors.iter().chain(&claim.recipients).any(|p| p.span.overlaps(span))
    };
    let nouns = |claim: &Claim| -> Vec<String> {
        let tokens = document.sentences[claim.sentence].tokens.clone();
        let inside = tokens.filter(|&t| claim.evidence.contains(document.tokens[t].span) && !named(claim, t));
        let words = inside.filter(|&t| document.tokens[t].upos == Upos::Noun || t == claim.trigger);
        words.map(|t| document.tokens[t].lemma.to_lowercase()).collect()
    };
    let (one, other) = (nouns(a), nouns(b));
    one.iter().any(|w| other.contains(w))
}

/// The report that says most speaks for the event; the order of the others is that of the text.
fn event(grounded: &Grounded, mut claims: Vec<Claim>) -> Event {
    let worth = |c: &Claim| {
        let parts = [
            c.when.is_ok(),
            c.place.is_ok(),
            c.channel.is_some(),
            !c.recipients.is_empty(),
            !c.actors.is_empty(),
            c.baseline.is_some(),
        ];
        // A main clause reports; a subordinate one often only recalls what was reported before.
        let main = !grounded.document.tokens[c.trigger].is("advcl");
        parts.iter().filter(|p| **p).count() * 2 + usize::from(main)
    };
    let most = claims.iter().map(&worth).max().unwrap_or(0);
    let at = claims.iter().position(|c| worth(c) == most).unwrap_or(0);
    let mut claim = claims.remove(at);
    for other in &claims {
        borrow(&mut claim, other);
    }
    Event { id: id_of(grounded, &claim), claim, others: claims }
}

/// What the first report leaves open another one may state.
fn borrow(claim: &mut Claim, other: &Claim) {
    if claim.when.is_err() && other.when.is_ok() {
        claim.when.clone_from(&other.when);
    }
    if claim.place.is_err() && other.place.is_ok() {
        claim.place.clone_from(&other.place);
    }
    claim.channel = claim.channel.take().or_else(|| other.channel.clone());
    claim.baseline = claim.baseline.take().or_else(|| other.baseline.clone());
    claim.due = claim.due.or(other.due);
    if claim.actors.is_empty() {
        claim.actors.clone_from(&other.actors);
        claim.actor_reason = claim.actor_reason.take().filter(|_| other.actors.is_empty());
    }
    if claim.recipients.is_empty() && !claim.reciprocal {
        claim.recipients.clone_from(&other.recipients);
        claim.recipient_reason = claim.recipients.is_empty().then(|| "not stated".to_string());
    }
}

fn id_of(grounded: &Grounded, claim: &Claim) -> String {
    let document = &grounded.document;
    let codes = |ps: &[crate::Participant]| {
        ps.iter().map(|p| p.code().unwrap_or_default()).collect::<Vec<_>>().join("+")
    };
    let (actors, recipients) = (codes(&claim.actors), codes(&claim.recipients));
    let words = document.words(claim.evidence);
    let kind = match &claim.cameo {
        Some(code) => format!("{} {code}", claim.kind),
        None => claim.kind.clone(),
    };
    hash_id([
        &*document.article.id,
        &document.article.text,
        &kind,
        claim.status.as_str(),
        &actors,
        &recipients,
        words,
    ])
}

/// Two events with the same content (a sentence repeated) still need ids of their own.
fn number_twins(events: &mut [Event]) {
    for i in 1..events.len() {
        let same = events[..i].iter().filter(|e| e.id == events[i].id).count();
        if same > 0 {
            events[i].id = hash_id([&*events[i].id, &same.to_string()]);
        }
    }
}
