//! Events to records: code points for bytes, words for spans, reasons for what is empty.

use super::{EventRecord, ParticipantRecord, PlaceRecord, Quoted, SpeakerRecord, Versions};
use crate::code::{Theme, Themes, contexts};
use crate::{
    Claim, CodePoints, Engine, Event, Grounded, ParagraphKind, Participant, PlacePrecision, Span, Speaker,
};

/// The records of a document's events, in their order.
pub fn record(engine: &Engine, grounded: &Grounded, events: &[Event]) -> Vec<EventRecord> {
    if events.is_empty() {
        return Vec::new();
    }
    let text = &grounded.document.article.text;
    let themes = contexts(&engine.knowledge, &grounded.document);
    let writer = Writer { engine, grounded, text, points: CodePoints::new(text), themes };
    events.iter().map(|event| writer.event(event)).collect()
}

struct Writer<'a> {
    engine: &'a Engine,
    grounded: &'a Grounded,
    text: &'a str,
    points: CodePoints,
    themes: Themes,
}

impl Writer<'_> {
    fn event(&self, event: &Event) -> EventRecord {
        let (claim, article) = (&event.claim, &self.grounded.document.article);
        let (start, end) = self.offsets(claim.evidence);
        let when = claim.when.as_ref().ok();
        EventRecord {
            event_id: event.id.clone(),
            document_id: article.id.clone(),
            kind: claim.kind.clone(),
            modes: claim.modes.clone(),
            cameo: claim.cameo.clone().or_else(|| self.cameo(claim)),
            contexts: claim.contexts.clone(),
            contexts_paragraph: self.paragraph_of(claim).map(codes).unwrap_or_default(),
            contexts_article: codes(&self.themes.article),
            quad: self.engine.knowledge.event_type(&claim.kind).map_or(0, |t| t.quad),
            score: self.score(claim),
            status: claim.status,
            alleged: claim.alleged,
            reciprocal: claim.reciprocal,
            actors: claim.actors.iter().map(|p| self.participant(p)).collect(),
            recipients: claim.recipients.iter().map(|p| self.participant(p)).collect(),
            date: when.map(|w| w.begin),
            date_end: when.map(|w| w.end),
            date_precision: when.map(|w| w.precision.as_str()),
            date_text: when.map(|w| w.span.of(self.text).to_string()),
            due: claim.due,
            place: claim.place.as_ref().ok().and_then(|&i| self.place(i)),
            channel: claim.channel.as_ref().map(|c| c.name.clone()),
            channel_text: claim.channel.as_ref().map(|c| c.span.of(self.text).to_string()),
            attribution: claim.attribution.iter().map(|s| self.speaker(s)).collect(),
            baseline: claim.baseline.clone(),
            sentence: self.grounded.document.sentences[claim.sentence].span.of(self.text).to_string(),
            sentence_number: claim.sentence + 1,
            lead: self.in_lead(claim.evidence),
            start,
            end,
            more: event.others.iter().map(|other| self.offsets(other.evidence)).collect(),
            trigger: self.quoted(claim.trigger_span),
            confidence: claim.confidence,
            reasons: reasons(event),
            outlet: article.outlet.clone(),
            url: article.url.clone(),
            title: article.title.clone(),
            published: article.published,
            versions: self.versions(),
        }
    }

    fn offsets(&self, span: Span) -> (usize, usize) {
        (self.points.at(self.text, span.start), self.points.at(self.text, span.end))
    }

    fn paragraph_of(&self, claim: &Claim) -> Option<&[Theme]> {
        let sentence = self.grounded.document.sentences.get(claim.sentence)?;
        self.themes.paragraphs.get(sentence.paragraph).map(Vec::as_slice)
    }

    /// Nothing before the words is a paragraph of the body.
    fn in_lead(&self, span: Span) -> bool {
        let paragraphs = &self.grounded.document.article.paragraphs;
        let mut body = paragraphs.iter().filter(|p| p.kind == ParagraphKind::Body);
        body.next().is_none_or(|first| span.start < first.span.end)
    }

    fn quoted(&self, span: Span) -> Quoted {
        let (start, end) = self.offsets(span);
        Quoted { text: span.of(self.text).to_string(), start, end }
    }

    /// The score of the mode that lies farthest from zero, else that of the type.
    fn score(&self, claim: &Claim) -> f64 {
        let Some(kind) = self.engine.knowledge.event_type(&claim.kind) else { return 0.0 };
        let modes = kind.mode.iter().filter(|m| claim.modes.contains(&m.code)).filter_map(|m| m.score);
        modes.max_by(|a, b| a.abs().total_cmp(&b.abs())).unwrap_or(kind.score)
    }

    /// The code that stands for the type in CAMEO, by the codebook's table.
    fn cameo(&self, claim: &Claim) -> Option<String> {
        self.engine.knowledge.cameo_of(&claim.kind, &claim.modes).map(str::to_string)
    }

    fn participant(&self, participant: &Participant) -> ParticipantRecord {
        let Quoted { text, start, end } = self.quoted(participant.span);
        let actor = &participant.actor;
        ParticipantRecord {
            name: actor.name.clone(),
            text,
            code: participant.code(),
            country: actor.country.clone(),
            sector: actor.sector.clone(),
            role: actor.role.clone(),
            start,
            end,
            reason: participant.reason.clone(),
        }
    }

    fn place(&self, index: usize) -> Option<PlaceRecord> {
        let place = self.grounded.places.get(index)?;
        let Quoted { text, start, end } = self.quoted(place.span);
        // A country is never drawn as a point in its middle.
        let located = place.precision != PlacePrecision::Country;
        Some(PlaceRecord {
            name: place.name.clone(),
            text,
            country: place.country.clone(),
            admin1: place.admin1.clone(),
            geonames_id: place.geonames_id,
            latitude: place.latitude.filter(|_| located),
            longitude: place.longitude.filter(|_| located),
            precision: place.precision.as_str(),
            start,
            end,
        })
    }

    fn speaker(&self, speaker: &Speaker) -> SpeakerRecord {
        let offsets = speaker.span.map(|s| self.offsets(s));
        SpeakerRecord {
            name: speaker.name.clone(),
            code: speaker.code.clone(),
            cue: speaker.cue.clone(),
            kind: speaker.kind,
            start: offsets.map(|o| o.0),
            end: offsets.map(|o| o.1),
        }
    }

    fn versions(&self) -> Versions {
        Versions {
            detente: env!("CARGO_PKG_VERSION"),
            codebook: self.engine.knowledge.pack.codebook_version.clone(),
            knowledge: self.engine.knowledge.pack.knowledge_version.clone(),
            model: self.engine.model(),
        }
    }
}

fn codes(themes: &[Theme]) -> Vec<String> {
    themes.iter().map(|theme| theme.code.clone()).collect()
}

/// Why the type and status are what they are, and why what is empty is empty.
fn reasons(event: &Event) -> Vec<(String, String)> {
    let claim = &event.claim;
    let rule = match &claim.cameo {
        Some(code) if claim.kind.is_empty() => format!("no type for {code}, which {} gives", claim.entry),
        Some(code) => format!("{code} by {}", claim.entry),
        None if claim.is_by_judge_alone() => "no lexicon entry; by the judge alone".to_string(),
        None => format!("lexicon entry {}", claim.entry),
    };
    let mut out = vec![("type".to_string(), rule)];
    let mut add = |field: &str, reason: String| out.push((field.to_string(), reason));
    if let Some(judge) = &claim.judge {
        add("judge", judge.clone());
    }
    if !claim.reasons.is_empty() {
        add("status", claim.reasons.join("; "));
    }
    let empty = [
        ("actors", claim.actor_reason.clone()),
        ("recipients", claim.recipient_reason.clone()),
        ("date", Some(claim.when.as_ref().map_or_else(Clone::clone, |when| when.reason.clone()))),
        ("due", claim.due.is_none().then(|| "not stated".to_string())),
        ("place", claim.place.as_ref().err().cloned()),
        ("channel", claim.channel.is_none().then(|| "not stated".to_string())),
        (
            "attribution",
            claim.attribution.is_empty().then(|| "not stated; the outlet is not known".to_string()),
        ),
        ("baseline", claim.baseline.is_none().then(|| "not stated".to_string())),
    ];
    for (field, reason) in empty {
        if let Some(reason) = reason {
            add(field, reason);
        }
    }
    if !event.others.is_empty() {
        add("reports", format!("{} further reports in the article", event.others.len()));
    }
    out
}
