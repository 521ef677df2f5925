//! What the judge sees between any two parties of a sentence, whether or not the lexicon knows a word of it.

use super::conditions::class_of;
use super::frames::Frame;
use super::trace::Outcome;
use super::unlisted::{REVERSED, Unlisted, is_forbidden, is_of_its_own, questions, tells_of};
use super::{Coder, Judge, SpanPair};
use crate::{MentionKind, Participant};
use detente_english::Upos;
use std::ops::Range;

/// How sure the judge must be of the type between two parties, asked in both orders.
const SURE: f64 = 0.9;

/// The same where something speaks against it: the lexicon, which says that the word means something else here, or that both are of
/// one state.
const SURE_ALL_THE_SAME: f64 = 0.95;

/// So many parties of a sentence are set against each other; a list of more is no report.
const MOST: usize = 14;

/// Words of the sentences of which the judge is asked at once.
const BLOCK: usize = 300;

/// Somebody who is mentioned: the head, and who it is.
struct Party {
    head: usize,
    who: Vec<Participant>,
}

/// What the judge sees between two parties, of whom the first acts.
struct Seen<'p> {
    parties: [&'p Party; 2],
    trigger: usize,
    kind: &'static str,
    share: f64,
    modes: Vec<String>,
}

impl Unlisted {
    /// Frames of parties of a sentence of whom no other frame `found` tells, the surest first.
    pub(super) fn between<'a>(
        &'a self,
        coder: &Coder<'_>,
        judge: Judge<'_>,
        found: &[Frame<'_>],
    ) -> Vec<Frame<'a>> {
        let mut out = Vec::new();
        let sentences = &coder.document.sentences;
        for block in blocks(sentences.iter().map(|s| s.tokens.len())) {
            let parties: Vec<Vec<Party>> =
                sentences[block.clone()].iter().map(|s| parties(coder, s.tokens.clone())).collect();
            let mut couples: Vec<Vec<[&Party; 2]>> = parties.iter().map(|here| couples(here)).collect();
            for couples in &mut couples {
                couples.retain(|couple| !is_told(coder, found, couple));
            }
            let tokens = sentences[block.start].tokens.start..sentences[block.end - 1].tokens.end;
            ask(coder, judge, &couples.concat(), questions(coder, tokens, found));
            for couples in couples {
                self.add(coder, judge, found, couples, &mut out);
            }
        }
        out
    }

    /// Adds what the judge sees in a sentence.
    fn add<'a>(
        &'a self,
        coder: &Coder<'_>,
        judge: Judge<'_>,
        found: &[Frame<'_>],
        couples: Vec<[&Party; 2]>,
        out: &mut Vec<Frame<'a>>,
    ) {
        let mut seen: Vec<Seen<'_>> =
            couples.into_iter().filter_map(|couple| self.see(coder, judge, couple)).collect();
        seen.sort_by(|a, b| b.share.total_cmp(&a.share).then_with(|| a.heads().cmp(&b.heads())));
        let mut here: Vec<Frame<'a>> = Vec::new();
        for seen in seen {
            self.take(coder, found, &mut here, &seen);
        }
        out.extend(here);
    }

    fn see<'p>(&self, coder: &Coder<'_>, judge: Judge<'_>, [a, b]: [&'p Party; 2]) -> Option<Seen<'p>> {
        let ways = both_ways(&[a, b]);
        let one = coder.opinion(judge, ways[0].0, ways[0].1)?;
        let opinion = match is_likely(coder, judge, &ways) {
            true => one.and(&coder.opinion(judge, ways[1].0, ways[1].1)?),
            false => one,
        };
        let (kind, share) = opinion.best();
        let entry = self.entry(kind)?;
        let reversed = opinion.reversed;
        let trigger = trigger(coder, kind, a, b)?;
        let against = is_forbidden(coder, trigger) || a.is_of_one_state_with(coder, b);
        let enough = if against { SURE_ALL_THE_SAME } else { SURE };
        let turned = reversed > 0.5;
        let undecided = reversed > REVERSED && reversed < 1.0 - REVERSED && !Unlisted::is_mutual(kind);
        if share < enough || undecided {
            coder.tried(trigger, entry, || Outcome::Unsure { share, enough, reversed });
            return None;
        }
        let parties = if turned { [b, a] } else { [a, b] };
        // "An explosion at a bank killed three": the bank does nothing.
        if coder.document.is_where(parties[0].head) {
            return None;
        }
        let modes = opinion.modes.iter().map(ToString::to_string).collect();
        Some(Seen { parties, trigger, kind, share, modes })
    }

    /// Adds what was seen to the frames of its sentence, unless they tell of it. Those of `found` that do were left out before.
    fn take<'a>(
        &'a self,
        coder: &Coder<'_>,
        found: &[Frame<'_>],
        here: &mut Vec<Frame<'a>>,
        seen: &Seen<'_>,
    ) {
        let [actors, recipients] = seen.parties.map(|p| p.who.clone());
        // Of an attack without an author nobody is the author, neither those beside it nor those whom it hit.
        let unknown = |f: &Frame<'_>| {
            let hit = |p: &Participant| f.recipients.iter().any(|r| r.span.overlaps(p.span));
            let nobody = f.actors.is_empty() && f.entry.kind == seen.kind;
            nobody && (recipients.iter().all(hit) || actors.iter().all(hit))
        };
        let told = |f: &Frame<'_>| tells_of(coder, f, seen.trigger, &actors, &recipients);
        if found.iter().any(unknown) || here.iter().any(told) {
            return;
        }
        let same =
            |a: &[Participant], b: &[Participant]| a.iter().map(|p| p.span).eq(b.iter().map(|p| p.span));
        let alike = |f: &&mut Frame<'a>| f.trigger == seen.trigger && f.entry.kind == seen.kind;
        // "France and Germany condemned Russia": one event with two who act.
        if let Some(frame) = here.iter_mut().filter(alike).find(|f| same(&f.recipients, &recipients)) {
            frame.actors.extend(actors);
        } else if let Some(frame) = here.iter_mut().filter(alike).find(|f| same(&f.actors, &actors)) {
            frame.recipients.extend(recipients);
        } else if let Some(frame) =
            self.plain(seen.trigger, seen.kind, actors, recipients, seen.modes.clone())
        {
            here.push(frame);
        }
    }
}

impl Party {
    fn is_of_one_state_with(&self, coder: &Coder<'_>, other: &Party) -> bool {
        let own = |x, y| is_of_its_own(coder, x, y) || is_of_its_own(coder, y, x);
        self.who.iter().any(|x| other.who.iter().any(|y| own(x, y)))
    }
}

impl Seen<'_> {
    fn heads(&self) -> [usize; 2] {
        self.parties.map(|p| p.head)
    }
}

/// Runs of sentences, given as numbers of words, of which the judge is asked at once.
fn blocks(lengths: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let (mut out, mut words): (Vec<Range<usize>>, usize) = (Vec::new(), BLOCK);
    for (i, length) in lengths.enumerate() {
        words += length;
        match out.last_mut() {
            Some(block) if words <= BLOCK => block.end = i + 1,
            _ => {
                out.push(i..i + 1);
                words = length;
            }
        }
    }
    out
}

/// Whether a frame tells of the two already.
fn is_told(coder: &Coder<'_>, found: &[Frame<'_>], [a, b]: &[&Party; 2]) -> bool {
    found.iter().any(|f| tells_of(coder, f, a.head, &a.who, &b.who))
}

/// Asks the judge of couples in one order, with `more`; and in the other order of those of which it can be sure.
fn ask(coder: &Coder<'_>, judge: Judge<'_>, couples: &[[&Party; 2]], more: Vec<SpanPair>) {
    let ways: Vec<[SpanPair; 2]> = couples.iter().map(both_ways).collect();
    coder.ask(judge, &ways.iter().map(|w| w[0]).chain(more).collect::<Vec<_>>());
    let likely = ways.iter().filter(|w| is_likely(coder, judge, w));
    coder.ask(judge, &likely.map(|w| w[1]).collect::<Vec<_>>());
}

/// The spans of two parties, in both orders.
fn both_ways(couple: &[&Party; 2]) -> [SpanPair; 2] {
    let [a, b] = couple.map(|p| p.who[0].span);
    [(a, Some(b)), (b, Some(a))]
}

/// Whether the judge can be sure of a pair, given what it says of it in one order: most pairs are not asked of in the other.
fn is_likely(coder: &Coder<'_>, judge: Judge<'_>, [first, _]: &[SpanPair; 2]) -> bool {
    coder.opinion(judge, first.0, first.1).is_some_and(|o| o.best().1 >= 2.0 * SURE - 1.0)
}

/// Who is mentioned in a sentence and can act.
fn parties(coder: &Coder<'_>, tokens: Range<usize>) -> Vec<Party> {
    let mentions = &coder.grounded.mentions;
    let here = mentions.iter().filter(|m| tokens.contains(&m.head) && m.kind != MentionKind::Outlet);
    // "Russian" in "Russian troops" is no party of its own, nor is "Freetown" in "a Freetown court".
    let inside = |m: &crate::Mention| {
        (m.kind == MentionKind::Demonym || coder.document.tokens[m.head].is("compound"))
            && mentions
                .iter()
                .any(|o| o.head != m.head && o.kind != MentionKind::Outlet && o.span.contains(m.span))
    };
    let party = |m: &crate::Mention| Party { head: m.head, who: coder.participants_at(m.head, false) };
    let mut out: Vec<Party> = here.filter(|m| !inside(m)).map(party).collect();
    out.retain(|p| !p.who.is_empty());
    out
}

/// Any two of them that are not the same one, one of them of a country.
fn couples(parties: &[Party]) -> Vec<[&Party; 2]> {
    if parties.len() > MOST {
        return Vec::new();
    }
    let known = |p: &Party| p.who.iter().any(|w| w.actor.country.is_some());
    let apart = |a: &Party, b: &Party| {
        let pairs = || a.who.iter().flat_map(|x| b.who.iter().map(move |y| (x, y)));
        pairs().all(|(x, y)| x.actor != y.actor && !x.span.overlaps(y.span))
    };
    let pairs = parties.iter().enumerate().flat_map(|(i, a)| parties[i + 1..].iter().map(move |b| [a, b]));
    pairs.filter(|[a, b]| (known(a) || known(b)) && apart(a, b)).collect()
}

/// The word that says what happens: on the way from one party to the other in the tree, one that the lexicon has for this type, else
/// where the ways meet, else the verb above.
fn trigger(coder: &Coder<'_>, kind: &str, a: &Party, b: &Party) -> Option<usize> {
    let document = coder.document;
    let up =
        |p: &Party| -> Vec<usize> { std::iter::once(p.head).chain(document.ancestors(p.head)).collect() };
    let (from, to) = (up(a), up(b));
    let top = from.iter().position(|t| to.contains(t));
    let meet = top.map(|at| from[at]);
    let ways = from.iter().take(top.unwrap_or(from.len())).chain(to.iter().take_while(|t| Some(**t) != meet));
    let free = |t: usize| {
        let span = document.tokens[t].span;
        let within = |p: &Party| p.who.iter().any(|w| w.span.overlaps(span));
        !within(a) && !within(b) && class_of(document.tokens[t].upos).is_some()
    };
    let listed = |t: usize| {
        let token = &document.tokens[t];
        let class = class_of(token.upos);
        class.is_some_and(|c| coder.knowledge.patterns(c, &token.lemma).any(|(e, _)| e.kind == kind))
    };
    let all: Vec<usize> = meet.into_iter().chain(ways.copied()).filter(|t| free(*t)).collect();
    let verb = |t: &usize| document.tokens[*t].upos == Upos::Verb;
    let above = meet.into_iter().flat_map(|t| document.ancestors(t)).find(|t| verb(t) && free(*t));
    all.iter().copied().find(|t| listed(*t)).or_else(|| all.first().copied()).or(above)
}
