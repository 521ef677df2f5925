//! Status: what the words around a predicate say about whether it happened.
//!
//! The cues are data (`codebook/status.toml`). They are collected from the predicate outwards: auxiliaries and adverbs beside
//! it, the support verb of a noun, then each word above it in the tree. Conditionals outweigh plans, plans outweigh the past.

use super::{Coder, Opinion};
use crate::{Claim, Status};
use detente_english::Upos;

/// How sure the judge must be of a status that no cue gives, or another one.
const SURE: f64 = 0.9;

/// What the words around a predicate say.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reading {
    pub planned: bool,
    pub proposed: bool,
    pub threatened: bool,
    pub denied: bool,
    pub hypothetical: bool,
    pub stopped: bool,
    pub ongoing: bool,
    pub historical: bool,
    pub alleged: bool,
    /// The cues with what they imply, in the order in which they were met.
    pub reasons: Vec<String>,
}

impl Reading {
    fn add(&mut self, implies: &str, cue: &str) {
        match implies {
            "planned" => self.planned = true,
            "proposed" => self.proposed = true,
            "threatened" => self.threatened = true,
            // "Did not refuse": two denials take each other back.
            "denied" => self.denied = !self.denied,
            "hypothetical" => self.hypothetical = true,
            "stopped" => self.stopped = true,
            "ongoing" => self.ongoing = true,
            "historical" => self.historical = true,
            "alleged" => self.alleged = true,
            _ => return,
        }
        self.reasons.push(format!("\"{cue}\": {implies}"));
    }

    /// What the table of shifts calls the status.
    pub fn when(&self) -> &'static str {
        match self {
            _ if self.stopped && !self.planned && !self.hypothetical => "stopped",
            _ if self.threatened => "threatened",
            // "Will not lift the sanctions" refuses.
            _ if self.denied && self.planned => "refused",
            _ if self.denied => "denied",
            _ if self.proposed => "proposed",
            _ if self.planned => "planned",
            _ => "",
        }
    }

    /// The status before the table of shifts.
    pub fn status(&self) -> Status {
        match self {
            _ if self.hypothetical => Status::Hypothetical,
            _ if self.denied => Status::Denied,
            _ if self.threatened => Status::Threatened,
            _ if self.proposed => Status::Proposed,
            _ if self.planned => Status::Planned,
            _ if self.historical => Status::Historical,
            _ if self.ongoing => Status::Ongoing,
            _ => Status::Happened,
        }
    }
}

impl Coder<'_> {
    /// Reads the words around a predicate; `own` are lemmas of entries whose own meaning is a cue and that must not count twice.
    pub fn reading(&self, trigger: usize) -> Reading {
        let mut reading = Reading::default();
        self.beside(trigger, &mut reading);
        if self.document.tokens[trigger].upos == Upos::Noun {
            self.noun(trigger, &mut reading);
        } else {
            self.form(trigger, &mut reading);
        }
        if reading.planned || reading.proposed {
            self.condition(trigger, &mut reading);
        }
        self.above(trigger, &mut reading);
        self.sentence(trigger, &mut reading);
        let lemma = &self.document.tokens[trigger].lemma;
        if reading.planned && self.knowledge.pack.status.performative.pledge.contains(lemma) {
            reading.planned = false;
            reading.reasons.push(format!("\"{lemma}\" is done by saying that one will"));
        }
        reading
    }

    /// Auxiliaries, negation and adverbs of a predicate.
    fn beside(&self, token: usize, reading: &mut Reading) {
        let cues = &self.knowledge.pack.status;
        for &child in &self.document.tokens[token].children {
            let t = &self.document.tokens[child];
            let lemma = t.lemma.to_lowercase();
            let form = self.document.form(child).to_lowercase();
            if t.is("aux") || t.is("cop") {
                if let Some(implies) = cues.modal.get(&form).or_else(|| cues.modal.get(&lemma)) {
                    // "Said he would meet": the future seen from the past.
                    let future = matches!(form.as_str(), "would" | "'d" | "’d") && self.reported_past(token);
                    reading.add(if future { "planned" } else { implies }, &form);
                }
            } else if t.feature("Polarity") == "Neg" || t.is("advmod") || t.is("amod") || t.is("det") {
                for (implies, words) in &cues.adverb {
                    if words.iter().any(|w| *w == lemma || *w == form) {
                        reading.add(implies, &form);
                    }
                }
            } else if t.is("mark") {
                let present = matches!(self.document.tokens[token].xpos, "VBP" | "VBZ");
                for (implies, words) in &cues.mark {
                    if words.iter().any(|w| *w == lemma || *w == form) {
                        match implies.as_str() {
                            // "Until they leave" lies ahead, "until they left" does not.
                            "ahead" if present => reading.add("hypothetical", &form),
                            "ahead" => {}
                            implies => reading.add(implies, &form),
                        }
                    }
                }
            }
        }
    }

    /// Whether a clause is what somebody said in the past.
    fn reported_past(&self, token: usize) -> bool {
        let t = &self.document.tokens[token];
        let first = t.head.filter(|_| t.is("conj"));
        let clause = first.unwrap_or(token);
        let Some(cue) =
            self.document.tokens[clause].head.filter(|_| self.document.tokens[clause].is("ccomp"))
        else {
            return false;
        };
        let cue = &self.document.tokens[cue];
        matches!(cue.xpos, "VBD" | "VBN") && self.knowledge.pack.attribution.verbs.contains(&cue.lemma)
    }

    /// "If they shake hands, it will be …": what a condition stands before or behind is no plan.
    fn condition(&self, token: usize, reading: &mut Reading) {
        for clause in self.document.children(token, "advcl") {
            let mark = self.document.children(clause, "mark").find(|&m| {
                let lemma = self.document.tokens[m].lemma.to_lowercase();
                self.knowledge
                    .pack
                    .status
                    .mark
                    .get("hypothetical")
                    .is_some_and(|words| words.contains(&lemma))
            });
            if let Some(mark) = mark {
                reading.add("hypothetical", &self.document.form(mark).to_lowercase());
            }
        }
    }

    /// What the form of a verb says: "to meet", "is meeting", "to" in a headline.
    fn form(&self, token: usize, reading: &mut Reading) {
        let t = &self.document.tokens[token];
        let child_is = |lemma: &str, relation: &str| {
            self.document.children(token, relation).any(|c| self.document.tokens[c].lemma == lemma)
        };
        let infinitive = t.feature("VerbForm") == "Inf" && child_is("to", "mark")
            || t.xpos == "VB" && child_is("to", "mark");
        if infinitive {
            let to_be = child_is("be", "cop") || child_is("be", "aux");
            match t.deprel {
                // "Is to restore ties", wherever the clause hangs.
                _ if to_be => reading.add("planned", "is to"),
                "root" | "parataxis" => reading.add("planned", "to"),
                "advcl" => reading.add("hypothetical", "to"),
                "acl" if !self.embeds(t.head) => reading.add("hypothetical", "to"),
                "xcomp" if t.head.is_some_and(|h| self.document.tokens[h].lemma == "be") => {
                    reading.add("planned", "is to")
                }
                "xcomp" if t.head.is_some_and(|h| self.is_going(h)) => reading.add("planned", "going to"),
                _ => {}
            }
        } else if t.xpos == "VBG" && child_is("be", "aux") && !reading.planned {
            reading.add("ongoing", "is …ing");
        }
        if t.deprel == "conj" && !self.has_own_frame(token) {
            // "will meet and sign": the second verb shares the auxiliaries of the first.
            if let Some(first) = t.head.filter(|_| matches!(t.xpos, "VB" | "VBN")) {
                self.beside(first, reading);
            }
        }
    }

    /// "Is going to", not "went to".
    fn is_going(&self, token: usize) -> bool {
        let t = &self.document.tokens[token];
        t.lemma == "go" && t.xpos == "VBG"
    }

    /// The status that the judge is sure of, unless the type would be another one under it.
    pub(super) fn ask_status(&self, opinion: &Opinion, claim: &mut Claim) {
        let (status, share) = opinion.status();
        let rows = &self.knowledge.pack.status.shift;
        let other = rows.iter().any(|r| r.when == status.as_str() && r.types.contains(&claim.kind));
        // What the words say did not happen, or is denied, is not made to have happened.
        let open = !matches!(claim.status, Status::Denied | Status::Hypothetical | Status::Disputed);
        let same = opinion.best().0 == claim.kind;
        if open && same && share >= SURE && status != claim.status && !other {
            claim.status = status;
            claim.reasons.push(format!("the judge, {share:.2}: {}", status.as_str()));
        }
    }

    fn has_own_frame(&self, token: usize) -> bool {
        self.document.child(token, "nsubj").is_some() || self.document.child(token, "aux").is_some()
    }

    fn embeds(&self, token: Option<usize>) -> bool {
        let Some(token) = token else { return false };
        let lemma = self.document.tokens[token].lemma.to_lowercase();
        self.knowledge.pack.status.embed.values().any(|words| words.contains(&lemma))
    }

    /// What the support verb of an event noun, or the verb of which it is the subject, says.
    fn noun(&self, noun: usize, reading: &mut Reading) {
        if let Some((verb, _)) = self.support_verb(noun) {
            self.support(verb, noun, &self.knowledge.pack.support.support, reading);
            let indefinite =
                self.document.child(noun, "det").is_some_and(|d| self.document.tokens[d].lemma == "a");
            if reading.stopped && indefinite {
                // "Stopped an attack": there was none.
                (reading.stopped, reading.denied) = (false, true);
            }
            return;
        }
        let t = &self.document.tokens[noun];
        if let Some(verb) = t.head.filter(|_| t.is("nsubj")) {
            self.support(verb, noun, &self.knowledge.pack.support.happen, reading);
        }
    }

    fn support(
        &self,
        verb: usize,
        noun: usize,
        rows: &[detente_knowledge::schema::SupportVerb],
        reading: &mut Reading,
    ) {
        let lemma = &self.document.tokens[verb].lemma;
        let row = rows.iter().filter(|r| self.says(verb, &r.verb)).max_by_key(|r| r.verb.len());
        // "Announced the arrests": they were made.
        let row = row.filter(|r| !r.done.contains(&self.document.tokens[noun].lemma));
        match row.map(|r| r.effect.as_str()) {
            Some("plan") => reading.add("planned", lemma),
            Some("propose") => reading.add("proposed", lemma),
            Some("cancel") => reading.add("denied", lemma),
            Some("stop") => reading.add("stopped", lemma),
            Some("continue") => reading.add("ongoing", lemma),
            _ => {}
        }
        self.beside(verb, reading);
        self.form(verb, reading);
    }

    /// The words above: "agreed to", "the plan for", "denied that", "if".
    fn above(&self, trigger: usize, reading: &mut Reading) {
        let mut at = trigger;
        for above in self.document.ancestors(trigger) {
            let (t, head) = (&self.document.tokens[at], &self.document.tokens[above]);
            let nominal = head.upos == Upos::Noun;
            let governs = match t.deprel {
                "xcomp" | "ccomp" | "csubj" => true,
                "acl" => t.xpos == "VB" || self.document.child(at, "mark").is_some(),
                "obj" | "nsubj:pass" => true,
                "nmod" => {
                    nominal
                        && self
                            .document
                            .preposition(at)
                            .is_some_and(|p| matches!(p.as_str(), "of" | "for" | "on" | "to"))
                }
                "obl" => self
                    .document
                    .preposition(at)
                    .is_some_and(|p| matches!(p.as_str(), "for" | "to" | "on" | "about" | "of" | "from")),
                "compound" | "conj" | "advcl" => false,
                _ => false,
            };
            if self.performs(at, above) {
                break;
            }
            if governs && !self.is_support_of(above, trigger) {
                self.embedded(above, at, reading);
            }
            let conditional = t.deprel == "advcl" && above != trigger;
            if conditional
                || matches!(t.deprel, "acl:relcl" | "appos" | "parataxis" | "conj" | "nsubj" | "root")
            {
                break;
            }
            if !governs {
                break;
            }
            if at != trigger || governs {
                self.beside_above(above, reading);
            }
            at = above;
        }
    }

    /// "Would like to thank", "let me congratulate": the deed is done by saying so, whatever stands above it.
    pub fn performs(&self, deed: usize, wish: usize) -> bool {
        let words = &self.knowledge.pack.status.performative;
        let lemma = |t: usize| &self.document.tokens[t].lemma;
        let this = &self.document.tokens[deed];
        let below = this.head == Some(wish) && (this.is("xcomp") || this.is("ccomp"));
        below && words.wish.contains(lemma(wish)) && words.deed.contains(lemma(deed))
    }

    fn is_support_of(&self, verb: usize, noun: usize) -> bool {
        self.support_verb(noun).is_some_and(|(v, _)| v == verb)
    }

    fn embedded(&self, above: usize, below: usize, reading: &mut Reading) {
        let lemma = self.document.tokens[above].lemma.to_lowercase();
        let particle = self.document.children(above, "compound:prt").next().map(|p| self.document.form(p));
        let phrase = particle.map(|p| format!("{lemma} {}", p.to_lowercase()));
        // "Insisted that it supported" tells what is, "insisted that they leave" what is to be.
        let told = self.document.tokens[below].deprel == "ccomp" && self.is_finite(below);
        for (implies, words) in &self.knowledge.pack.status.embed {
            let fits = !told || matches!(implies.as_str(), "denied" | "hypothetical" | "alleged");
            let cue = phrase.iter().chain([&lemma]).find(|cue| words.contains(cue));
            if let Some(cue) = cue.filter(|_| fits) {
                reading.add(implies, cue);
            }
        }
    }

    /// Whether a clause has a tense of its own.
    fn is_finite(&self, token: usize) -> bool {
        let finite = |t: usize| {
            self.document.tokens[t].feature("VerbForm") == "Fin"
                && !self.document.tokens[t].feature("Tense").is_empty()
        };
        // "Insisted that the union agree": a singular subject with the bare form is no statement.
        if self.is_subjunctive(token) {
            return false;
        }
        // "Told parliament that France will sign": a modal has a tense of its own, whatever the tagger says.
        let modal = |t: usize| self.document.tokens[t].xpos == "MD";
        let helpers = || self.document.children(token, "aux").chain(self.document.children(token, "cop"));
        finite(token) || helpers().any(|t| finite(t) || modal(t))
    }

    fn is_subjunctive(&self, token: usize) -> bool {
        let verb = &self.document.tokens[token];
        let bare = matches!(verb.xpos, "VB" | "VBP") && self.document.form(token) == verb.lemma;
        let one = |s: usize| {
            matches!(self.document.tokens[s].xpos, "NN" | "NNP") && self.document.joint(s).len() == 1
        };
        let helped =
            self.document.child(token, "aux").is_some() || self.document.child(token, "cop").is_some();
        bare && !helped && self.document.children(token, "nsubj").any(one)
    }

    /// Negation and modals of an embedding word: "did not agree to", "may refuse to".
    fn beside_above(&self, above: usize, reading: &mut Reading) {
        let speech = self.knowledge.pack.attribution.verbs.contains(&self.document.tokens[above].lemma);
        if !speech {
            self.beside(above, reading);
        } else {
            let mut own = Reading::default();
            self.beside(above, &mut own);
            reading.alleged |= own.alleged;
            reading.hypothetical |= own.hypothetical;
            reading.reasons.extend(own.reasons);
        }
    }

    /// A question asserts nothing.
    fn sentence(&self, trigger: usize, reading: &mut Reading) {
        let sentence = self.document.sentence_of(trigger);
        let quoted = |end: usize| {
            self.document.quotes.iter().any(|q| {
                q.kind.is_speech()
                    && q.content.end >= end
                    && q.content.start > sentence.span.start
                    && q.content.start < end
            })
        };
        if self.document.words(sentence.span).trim_end_matches(['"', '”']).ends_with('?')
            && !quoted(sentence.span.end)
        {
            reading.add("hypothetical", "?");
        }
    }
}
