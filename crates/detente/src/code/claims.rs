//! Claims: frames with their status, type, time, place, channel and speakers.

use super::again::named_again;
use super::confidence::inferred;
use super::counterparts::counterparts;
use super::frames::Frame;
use super::status::Reading;
use super::trace::Outcome;
use super::{Coder, Judge};
use crate::ground::baseline;
use crate::{Claim, Participant, Span, Status, When};
use detente_english::Upos;

/// Older than this before publication is background.
const HISTORY_DAYS: i64 = 365;
/// What an answer without a recipient of its own takes from the confidence.
const ANSWERED: f64 = 0.8;

pub(super) fn claims(coder: &Coder<'_>, judge: Judge<'_>, frames: &[Frame<'_>]) -> Vec<Claim> {
    let mut out: Vec<Claim> = Vec::new();
    for frame in frames {
        if let Some(outer) = content_of(coder, frame, frames) {
            coder.tried(frame.trigger, frame.entry, || said_by(outer));
            continue;
        }
        if let Some(deed) = frames.iter().find(|deed| coder.performs(deed.trigger, frame.trigger)) {
            coder.tried(frame.trigger, frame.entry, || Outcome::Outranked { by: deed.entry.id.clone() });
            continue;
        }
        match claim(coder, frame, frames) {
            Ok(mut claim) => {
                if frame.entry.reply && answered(&mut claim, &out) {
                    let who = "the recipient is whoever turned to the actor before";
                    coder.tried(frame.trigger, frame.entry, || inferred(ANSWERED, who));
                }
                if coder.judged(judge, frame, &mut claim) {
                    out.push(claim);
                }
            }
            Err(dropped) => coder.tried(frame.trigger, frame.entry, || dropped),
        }
    }
    let triggers: Vec<usize> = frames.iter().map(|f| f.trigger).collect();
    named_again(coder, &triggers, &mut out);
    counterparts(coder, frames, &mut out);
    out
}

/// An answer without a recipient goes to whoever last turned to the one who answers.
fn answered(claim: &mut Claim, before: &[Claim]) -> bool {
    let of = |ps: &[Participant]| ps.iter().map(|p| p.actor.clone()).collect::<Vec<_>>();
    let states = |ps: &[Participant]| ps.iter().map(|p| p.actor.country.clone()).collect::<Vec<_>>();
    let (own, country) = (of(&claim.actors), states(&claim.actors));
    // Abroad the state that was turned to answers, at home the party itself.
    let earlier = before.iter().rev().find(|c| {
        let abroad = states(&c.recipients).iter().any(|r| country.contains(r))
            && !states(&c.actors).iter().any(|a| country.contains(a));
        let party = of(&c.recipients).iter().any(|r| own.contains(r))
            && !of(&c.actors).iter().any(|a| own.contains(a));
        abroad || party
    });
    if let (true, Some(earlier)) = (claim.recipients.is_empty(), earlier) {
        let reason = "turned to the one who answers before".to_string();
        claim.recipients =
            earlier.actors.iter().map(|p| Participant { reason: reason.clone(), ..p.clone() }).collect();
        claim.recipient_reason = None;
        claim.confidence *= ANSWERED;
        return true;
    }
    false
}

/// The frame that promises, asks, refuses or threatens what another one says, or of the crowd that demands it.
fn content_of<'f, 'a>(
    coder: &Coder<'_>,
    frame: &Frame<'_>,
    frames: &'f [Frame<'a>],
) -> Option<&'f Frame<'a>> {
    let below = |t: usize, top: usize| coder.document.is_below(t, top);
    let wishes = |outer: &&Frame<'_>| coder.performs(frame.trigger, outer.trigger);
    frames.iter().filter(|outer| outer.trigger != frame.trigger && !wishes(outer)).find(|outer| {
        let content = outer.content.iter().any(|&c| below(frame.trigger, c) && !below(outer.trigger, c));
        let slogan = outer.entry.kind == "PROTEST" && frame.entry.kind == "REQUEST";
        content || slogan && below(frame.trigger, outer.trigger)
    })
}

fn said_by(outer: &Frame<'_>) -> Outcome {
    Outcome::Content { of: outer.trigger, entry: outer.entry.id.clone() }
}

/// A claim, or why there is none.
fn claim(coder: &Coder<'_>, frame: &Frame<'_>, frames: &[Frame<'_>]) -> Result<Claim, Outcome> {
    let mut reading = coder.reading(frame.trigger);
    let when = coder.when(frame, ahead(frame, &reading));
    let due = coder.due(frame);
    by_calendar(coder, frame, &mut reading, &when);
    let (kind, status) = shifted(coder, frame, &mut reading);
    let (actors, recipients) = parties(coder, frame, &kind).ok_or(Outcome::NobodyAsks)?;
    let dispute = coder.dispute(frame.trigger, &reading, status, &actors);
    let status = dispute.as_ref().map_or(status, |_| Status::Disputed);
    reading.reasons.extend(dispute);
    if is_weak_noun(coder, frame) {
        return Err(Outcome::WeakNoun);
    }
    coder.tried(frame.trigger, frame.entry, || coded(frame, &kind, status));
    coder.tried(frame.trigger, frame.entry, || without_cues(coder, frame));
    let spans: Vec<Span> = actors.iter().chain(&recipients).map(|p| p.span).collect();
    let trigger_span = coder.document.tokens[frame.trigger].span;
    let evidence = coder.evidence(frame.trigger, spans.iter().copied().chain([trigger_span]));
    let reciprocal =
        actors.len() > 1 && recipients.is_empty() && (frame.entry.reciprocal || frame.pattern.reciprocal);
    Ok(Claim {
        modes: modes(coder, frame, frames, &kind),
        cameo: None,
        contexts: coder.contexts(frame.trigger),
        actor_reason: actors.is_empty().then(|| "not stated".to_string()),
        recipient_reason: recipient_reason(coder, frame, &recipients, reciprocal),
        reciprocal,
        alleged: reading.alleged || coder.is_claimed(frame.trigger) || is_partisan(coder, frame),
        due,
        place: coder.place_of(frame, &spans, ahead(frame, &reading)),
        channel: coder
            .channel(frame.trigger, frame.pattern.channel.as_deref().or(frame.entry.channel.as_deref()))
            .or_else(|| coder.spoken(&kind, &actors)),
        attribution: coder.speakers(frame.trigger),
        baseline: since_when(coder, frame, evidence),
        evidence,
        sentence: coder.document.tokens[frame.trigger].sentence,
        trigger: frame.trigger,
        trigger_span,
        entry: frame.entry.id.clone(),
        confidence: coder.confidence(frame, status),
        judge: None,
        reasons: reading.reasons.clone(),
        actors,
        recipients,
        kind,
        status,
        when,
    })
}

fn coded(frame: &Frame<'_>, kind: &str, status: Status) -> Outcome {
    let pattern = frame.entry.pattern.iter().position(|p| std::ptr::eq(p, frame.pattern));
    Outcome::Coded { kind: kind.to_string(), status, pattern: pattern.unwrap_or_default() }
}

fn without_cues(coder: &Coder<'_>, frame: &Frame<'_>) -> Outcome {
    let (kind, status) = shifted(coder, frame, &mut Reading::default());
    Outcome::WithoutCues { kind, status }
}

/// Whether the act itself lies ahead, so that the date of its content is its date.
fn ahead(frame: &Frame<'_>, reading: &Reading) -> bool {
    let own = frame.pattern.status.as_deref().or(frame.entry.status.as_deref());
    let proposed = own.is_some_and(|s| s == "proposed" || s == "planned");
    reading.planned || reading.proposed || proposed || frame.content.is_empty()
}

/// What the calendar says where the words do not: a day after publication is planned, one long before is history.
fn by_calendar(coder: &Coder<'_>, frame: &Frame<'_>, reading: &mut Reading, when: &Result<When, String>) {
    let Some(published) = coder.document.article.published else { return };
    let before = || coder.comes_after(frame.trigger).and_then(|clause| coder.when_of(clause));
    let own = when.is_ok();
    let Some(when) = when.clone().ok().or_else(before) else {
        if let Some(last) = last_day_of_old(coder, published) {
            reading.historical = true;
            reading.reasons.push(format!("no day of the text is later than {last}: historical"));
        }
        return;
    };
    let carrier = coder.support_verb(frame.trigger).map_or(frame.trigger, |(verb, _)| verb);
    let past = coder.document.tokens[carrier].feature("Tense") == "Past";
    if own && when.begin > published && !past && !reading.planned && !reading.proposed {
        reading.planned = true;
        reading.reasons.push(format!("{} lies after publication: planned", when.begin));
    }
    let age = (published - when.end).get_days();
    if i64::from(age) > HISTORY_DAYS {
        reading.historical = true;
        reading.reasons.push(format!("{} lies more than a year before publication: historical", when.end));
    }
}

/// The last day that a text names, if it names several and all lie more than a year before publication.
fn last_day_of_old(coder: &Coder<'_>, published: jiff::civil::Date) -> Option<jiff::civil::Date> {
    let days: Vec<jiff::civil::Date> = coder.grounded.times.iter().filter_map(|t| t.end).collect();
    let last = days.iter().max().copied().filter(|_| days.len() > 1)?;
    (i64::from((published - last).get_days()) > HISTORY_DAYS).then_some(last)
}

/// Type and status by the table of shifts.
fn shifted(coder: &Coder<'_>, frame: &Frame<'_>, reading: &mut Reading) -> (String, Status) {
    let kind = &frame.entry.kind;
    let own = frame.pattern.status.as_deref().or(frame.entry.status.as_deref()).and_then(Status::from_name);
    let mut status = reading.status();
    if status == Status::Happened {
        status = own.unwrap_or(status);
    }
    if reading.hypothetical {
        return (kind.clone(), Status::Hypothetical);
    }
    let rows = &coder.knowledge.pack.status.shift;
    let Some(row) = rows.iter().find(|r| r.when == reading.when() && r.types.contains(kind)) else {
        return (kind.clone(), status);
    };
    reading.reasons.push(format!("{kind} {} is {}", row.when, row.to));
    let written = Status::from_name(&row.status).unwrap_or(status);
    let written =
        if reading.historical && written == Status::Happened { Status::Historical } else { written };
    (row.to.clone(), written)
}

/// A noun without a support verb reports nothing by itself, unless it is said to have taken place, or is an act of material
/// conflict that names both parties ("the shelling of Aleppo by …").
fn is_weak_noun(coder: &Coder<'_>, frame: &Frame<'_>) -> bool {
    let token = &coder.document.tokens[frame.trigger];
    if token.upos != Upos::Noun
        || coder.support_verb(frame.trigger).is_some()
        || coder.takes_place(frame.trigger)
        || coder.document.child(frame.trigger, "cop").is_some()
    {
        return false;
    }
    if coder.occasion(frame.trigger).is_some() && frame.entry.kind == "CONSULT" {
        return frame.recipients.is_empty() && frame.actors.len() < 2;
    }
    let both = !frame.recipients.is_empty() || frame.actors.len() > 1;
    let material = super::conditions::quad_of(coder.knowledge, &frame.entry.kind) == 4;
    if !both || !material {
        return true;
    }
    let preposition = coder.document.preposition(frame.trigger);
    preposition.is_some_and(|p| {
        matches!(
            p.as_str(),
            "about"
                | "over"
                | "amid"
                | "for"
                | "of"
                | "before"
                | "against"
                | "ahead of"
                | "without"
                | "to"
                | "like"
                | "as"
                | "than"
        )
    })
}

/// "The first since 1979": in the clause itself, or in the rest of the sentence of which it is the main clause.
fn since_when(coder: &Coder<'_>, frame: &Frame<'_>, evidence: Span) -> Option<String> {
    let times = &coder.grounded.times;
    let carrier = coder.support_verb(frame.trigger).map_or(frame.trigger, |(verb, _)| verb);
    let main = coder.document.tokens[carrier].head.is_none();
    let sentence = coder.document.sentence_of(frame.trigger).span;
    let whole = || baseline(coder.document, times, sentence).filter(|_| main);
    baseline(coder.document, times, evidence).or_else(whole)
}

/// What one side of a conflict says that the other one did to it is a claim.
fn is_partisan(coder: &Coder<'_>, frame: &Frame<'_>) -> bool {
    let conflict = super::conditions::quad_of(coder.knowledge, &frame.entry.kind) == 4;
    let speaker = coder.speaking(frame.trigger).filter(|_| conflict).unwrap_or_default();
    let among = |side: &[Participant]| {
        speaker.iter().any(|s| side.iter().any(|p| p.actor.country == s.actor.country))
    };
    among(&frame.recipients) && !among(&frame.actors)
}

fn recipient_reason(
    coder: &Coder<'_>,
    frame: &Frame<'_>,
    recipients: &[Participant],
    reciprocal: bool,
) -> Option<String> {
    if !recipients.is_empty() {
        return None;
    }
    if reciprocal {
        return Some("all take part as actors".into());
    }
    let tokens = frame.pattern.recipient.iter().flat_map(|position| coder.at(frame.trigger, position));
    let ambiguous = tokens
        .filter_map(|t| coder.grounded.mention(t))
        .find(|m| m.actors.is_empty() && m.reason.starts_with("ambiguous"));
    Some(ambiguous.map_or_else(|| "not stated".to_string(), |m| m.reason.clone()))
}

/// The two sides of a claim. "She said that Russia should withdraw" is a request by the speaker to Russia; without a speaker
/// nobody asks, and there is no claim.
fn parties(coder: &Coder<'_>, frame: &Frame<'_>, kind: &str) -> Option<(Vec<Participant>, Vec<Participant>)> {
    if kind != "REQUEST" || frame.entry.kind == "REQUEST" {
        return Some((frame.actors.clone(), frame.recipients.clone()));
    }
    let asking = coder.speaking(frame.trigger)?;
    let mut asked = frame.actors.clone();
    asked.retain(|p| !asking.iter().any(|a| a.actor.country == p.actor.country));
    (!asked.is_empty()).then_some((asking, asked))
}

/// The modes of the entry that the final type has, and for a request, refusal or threat those of what it is about.
fn modes(coder: &Coder<'_>, frame: &Frame<'_>, frames: &[Frame<'_>], kind: &str) -> Vec<String> {
    let mut out: Vec<String> = frame.modes.clone();
    let inside = |f: &&Frame<'_>| frame.content.iter().any(|&c| coder.document.is_below(f.trigger, c));
    let meets =
        frame.entry.kind == "CONSULT" || frames.iter().filter(inside).any(|f| f.entry.kind == "CONSULT");
    if meets && matches!(kind, "REQUEST" | "REJECT") {
        out.push("meet".into());
    }
    out.extend(carried(coder, frame, kind));
    let known = coder.knowledge.event_type(kind);
    out.retain(|m| known.is_some_and(|t| t.mode.iter().any(|k| &k.code == m)));
    unique(&mut out);
    out
}

/// The mode that a type gives to what becomes of it: an attack that is threatened is a threat of violence.
fn carried(coder: &Coder<'_>, frame: &Frame<'_>, kind: &str) -> Option<String> {
    let rows = &coder.knowledge.pack.status.carry;
    let fits = |row: &&detente_knowledge::Carry| {
        let own = row.mode.is_empty() || frame.modes.contains(&row.mode);
        row.from == frame.entry.kind && row.to == kind && own
    };
    rows.iter().find(fits).map(|row| row.gives.clone())
}

/// Keeps the first of each mode.
pub(super) fn unique(modes: &mut Vec<String>) {
    let mut known = Vec::new();
    modes.retain(|m| {
        !known.contains(m) && {
            known.push(m.clone());
            true
        }
    });
}
