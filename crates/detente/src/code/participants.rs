//! Participants: the actors that stand at a position.

use super::Coder;
use crate::{Actor, MentionKind, Participant};
use detente_english::Upos;
use detente_knowledge::Pattern;

impl Coder<'_> {
    /// The participants at the first of the positions that holds any with a country of their own, else with the country of the
    /// place, else with a sector; tokens in `taken` do not count, nor do those who are among the `others`. With `loose`, also what belongs to a country ("Indian ships").
    pub fn participants(
        &self,
        trigger: usize,
        positions: &[String],
        taken: &[usize],
        others: &[Participant],
        loose: bool,
    ) -> (Vec<Participant>, Vec<usize>) {
        let mut vague = (Vec::new(), Vec::new());
        for position in positions {
            let tokens = self.tokens_at(trigger, position, taken);
            let mut found: Vec<Participant> =
                tokens.iter().flat_map(|&t| self.participants_at(t, loose)).collect();
            found.retain(|p| !others.iter().any(|o| is_same(&o.actor, &p.actor)));
            let found = once_each(found);
            // Demonstrators in Conakry are the party, not Conakry.
            let bare_places = tokens.iter().all(|&t| self.grounded.mention(t).is_none());
            if bare_places && !vague.0.is_empty() {
                break;
            }
            if found.iter().any(|p| p.actor.country.is_some()) {
                return (found, tokens);
            }
            if vague.0.is_empty() && !found.is_empty() {
                vague = (found, tokens);
            }
        }
        for participant in &mut vague.0 {
            self.place_participant(trigger, participant);
        }
        vague
    }

    /// What is no party at all, at the first of the positions that holds a noun, in a story of just one country.
    pub fn things_at_home(
        &self,
        trigger: usize,
        positions: &[String],
        taken: &[usize],
        others: &[Participant],
    ) -> Vec<Participant> {
        let apart = |p: &Participant| others.iter().all(|o| !o.span.overlaps(p.span));
        let things = |position: &String| -> Vec<Participant> {
            let tokens = self.tokens_at(trigger, position, taken);
            tokens.into_iter().filter_map(|t| self.at_home(t)).filter(apart).collect()
        };
        positions.iter().map(things).find(|found| !found.is_empty()).unwrap_or_default()
    }

    fn tokens_at(&self, trigger: usize, position: &str, taken: &[usize]) -> Vec<usize> {
        let mut tokens: Vec<usize> =
            self.at(trigger, position).into_iter().filter(|t| !taken.contains(t)).collect();
        if position.split('.').any(|p| p == "any") {
            tokens.retain(|&t| !taken.iter().any(|&u| self.document.is_below(t, u)));
            tokens.truncate(1);
        }
        tokens
    }

    /// The participants that a token heads; with `loose`, also what belongs to a country.
    pub fn participants_at(&self, token: usize, loose: bool) -> Vec<Participant> {
        match self.grounded.mention(token) {
            Some(mention) if mention.kind != MentionKind::Outlet => {
                let actors = mention.actors.iter().filter(|a| a.code().is_some());
                actors
                    .map(|a| Participant {
                        actor: a.clone(),
                        code: None,
                        span: mention.span,
                        reason: mention.reason.clone(),
                    })
                    .collect()
            }
            Some(_) => Vec::new(),
            None => self
                .place_as_party(token)
                .or_else(|| self.belonging(token).filter(|_| loose))
                .into_iter()
                .collect(),
        }
    }

    /// A description without a country belongs where the clause takes place; who meets or agrees somewhere is often a guest.
    fn place_participant(&self, trigger: usize, participant: &mut Participant) {
        let guest = matches!(participant.actor.sector.as_deref(), Some("GOV" | "ELI"));
        let open = participant.actor.country.is_none() && !guest;
        if let Some((country, place)) = self.country_of_clause(trigger).filter(|_| open) {
            participant.actor.country = Some(country);
            participant.reason.push_str(&format!("; in {place}"));
        }
    }

    /// Something that is no actor but belongs to a country, by its adjective or possessor.
    fn belonging(&self, token: usize) -> Option<Participant> {
        let owner = self
            .at(token, "gen")
            .into_iter()
            .find_map(|t| self.grounded.mention(t).filter(|m| m.kind != MentionKind::Outlet))?;
        let country = owner.actors.first()?.country.clone()?;
        let noun = self.document.tokens[token].span;
        let actor = Actor { country: Some(country.clone()), ..Actor::default() };
        Some(Participant {
            actor,
            code: None,
            span: owner.span.cover(noun),
            reason: format!("belongs to {country}"),
        })
    }

    /// Something that is no actor, in a story of just one country: it belongs there ("protested against the cuts").
    fn at_home(&self, token: usize) -> Option<Participant> {
        let country = self.grounded.home.clone().filter(|_| self.grounded.home_alone)?;
        let noun = &self.document.tokens[token];
        let timed = self.grounded.times.iter().any(|t| t.tokens.contains(&token));
        let tool = self.knowledge.pack.support.instruments.contains(&noun.lemma);
        if tool
            || noun.upos != Upos::Noun
            || timed
            || self.grounded.places.iter().any(|p| p.head == Some(token))
        {
            return None;
        }
        let span = self.document.cover(&self.document.subtree_without(token, |t| self.adds_to(token, t)))?;
        let reason = format!("of {country}, {ONLY}");
        let actor = Actor { country: Some(country), ..Actor::default() };
        Some(Participant { actor, code: None, span, reason })
    }

    /// Whether a token below a noun adds something to it instead of naming it.
    fn adds_to(&self, noun: usize, token: usize) -> bool {
        let aside = ["acl", "appos", "parataxis", "conj", "cc", "punct", "case", "advcl", "orphan"];
        let this = &self.document.tokens[token];
        this.head == Some(noun) && aside.iter().any(|r| this.is(r))
    }

    /// Whoever can only have done what a passive says without naming them ("46 people were arrested"): of the country where it
    /// happened. The words that show it are the predicate's.
    pub fn implied(&self, trigger: usize, pattern: &Pattern, others: &[Participant]) -> Option<Participant> {
        let sector = pattern.implied.clone().filter(|_| !others.is_empty() && self.is_passive(trigger))?;
        let place = self.country_of_clause(trigger).map(|(country, _)| country);
        let own = |home: &String| others.iter().all(|p| p.actor.country.as_ref() == Some(home));
        let home = self.grounded.home.clone().filter(|home| self.is_of_home(trigger) || own(home));
        let country = place.or(home)?;
        let reason = format!("not named; only {sector} of {country} can have done it");
        let actor = Actor { country: Some(country), sector: Some(sector), ..Actor::default() };
        Some(Participant { actor, code: None, span: self.document.tokens[trigger].span, reason })
    }

    /// Somebody whom nobody names, in a story of just one country: one of that country.
    pub fn somebody_at_home(&self, trigger: usize) -> Option<Participant> {
        let country = self.grounded.home.clone().filter(|_| self.grounded.home_alone)?;
        let reason = format!("not named; of {country}, {ONLY}");
        let actor = Actor { country: Some(country), ..Actor::default() };
        Some(Participant { actor, code: None, span: self.document.tokens[trigger].span, reason })
    }

    /// Whether what a clause tells took place at home: in a story of just one country, or where the news itself is told.
    fn is_of_home(&self, trigger: usize) -> bool {
        let reported = self.document.article.dateline.is_some();
        self.grounded.home_alone || reported && self.document.tokens[trigger].sentence <= LEAD
    }

    /// A policeman of a country and the gunman whom he shot are of the same one, when nothing says otherwise.
    pub fn same_ground(&self, actors: &mut [Participant], recipients: &mut [Participant]) {
        let local = |p: &&Participant| {
            let sector = p.actor.sector.as_deref().and_then(|s| self.knowledge.sector(s));
            sector.is_some_and(|s| s.local || s.domestic)
        };
        let known =
            actors.iter().chain(recipients.iter()).filter(local).find_map(|p| p.actor.country.clone());
        let Some(country) = known else { return };
        for participant in actors.iter_mut().chain(recipients) {
            let open = participant.actor.country.is_none() && participant.actor.name.is_none();
            if open && local(&&*participant) && !participant.reason.contains("ambiguous") {
                participant.actor.country = Some(country.clone());
                participant.reason.push_str("; of the country of the other side");
            }
        }
    }

    fn country_of_clause(&self, trigger: usize) -> Option<(String, String)> {
        let place = self.grounded.places.get(self.place(trigger, &[]).ok()?)?;
        Some((place.country.clone()?, place.name.clone()))
    }

    /// A town or region where a party is expected ("arrived in Beirut", "the strike on Gaza") stands for its country.
    fn place_as_party(&self, token: usize) -> Option<Participant> {
        let place = self.grounded.places.iter().find(|p| p.head == Some(token))?;
        let country = place.country.clone()?;
        let actor = Actor { country: Some(country.clone()), ..Actor::default() };
        Some(Participant {
            actor,
            code: None,
            span: place.span,
            reason: format!("{} lies in {country}", place.name),
        })
    }
}

/// Sentences in which a report tells its news, the headline among them: the last one's place.
const LEAD: usize = 2;

/// Why a thing that is no party has a country.
const ONLY: &str = "the only country of the story";

/// Whether a participant is no party but a thing of the one country of the story.
pub(super) fn is_thing_at_home(participant: &Participant) -> bool {
    let Actor { name, sector, .. } = &participant.actor;
    name.is_none() && sector.is_none() && participant.reason.ends_with(ONLY)
}

/// A title and the name behind it are one party, whose words are both.
fn once_each(found: Vec<Participant>) -> Vec<Participant> {
    let mut out: Vec<Participant> = Vec::new();
    for participant in found {
        match out.iter_mut().find(|p| is_title_of(p, &participant)) {
            Some(title) => *title = Participant { span: title.span.cover(participant.span), ..participant },
            None => out.push(participant),
        }
    }
    out
}

/// "Iranian Foreign Minister" before "Mohammad Javad Zarif".
fn is_title_of(title: &Participant, named: &Participant) -> bool {
    let (a, b) = (&title.actor, &named.actor);
    let same_name = a.name.is_some() && a == b;
    let before = a.name.is_none() && b.name.is_some() && title.span.end + 2 >= named.span.start;
    same_name
        || before && title.span.end <= named.span.start && a.country == b.country && a.sector == b.sector
}

/// Whether a party is the other one again: the same one, or a body of the state that acts ("reopened its embassy").
fn is_same(other: &Actor, actor: &Actor) -> bool {
    let body = other.sector.is_none() && actor.sector.as_deref() == Some("GOV") && actor.name.is_none();
    other == actor || body && actor.country.is_some() && other.country == actor.country
}
