//! Positions: where the tree puts a subject, an object, a possessor; see `codebook/README.md`.

use super::Coder;
use crate::MentionKind;
use detente_english::Upos;

/// A bound on climbing through controllers and conjuncts, so that no tree, however odd, hangs the program.
const DEPTH: usize = 6;

impl Coder<'_> {
    /// The heads of the nominals or clauses at a position of a predicate, joint members included.
    pub fn at(&self, trigger: usize, position: &str) -> Vec<usize> {
        let mut out = Vec::new();
        for path in position.split('|') {
            let mut here = vec![trigger];
            for step in path.replace("out.of", "out-of").split('.') {
                here = here.iter().flat_map(|&t| self.step(t, step)).collect();
            }
            for token in here {
                if !out.contains(&token) {
                    out.push(token);
                }
            }
        }
        out
    }

    fn step(&self, token: usize, step: &str) -> Vec<usize> {
        let found = match step {
            "subj" => self.subject(token, DEPTH),
            "obj" => self.object(token, DEPTH),
            "iobj" => self.indirect_object(token),
            "comp" => self.complement(token),
            "poss" => self.possessor(token),
            "gen" => self.genitive(token),
            "mod" => self.modifiers(token),
            "prt" => self.particles(token),
            "any" => return self.any_actor(token),
            preposition => self.with_preposition(token, preposition),
        };
        found.iter().flat_map(|&t| self.document.joint(t)).flat_map(|t| self.through_quantity(t)).collect()
    }

    /// "Hundreds of fighters" are fighters.
    fn through_quantity(&self, token: usize) -> Vec<usize> {
        let quantity = [
            "hundred", "thousand", "dozen", "million", "score", "number", "group", "series", "majority",
            "half", "ton", "tonne", "couple", "pair", "handful", "scores",
        ];
        let counted = quantity.contains(&self.document.tokens[token].lemma.as_str());
        let of = self
            .document
            .children(token, "nmod")
            .filter(|&c| counted && self.document.preposition(c).as_deref() == Some("of"));
        std::iter::once(token).chain(of).collect()
    }

    fn is_predicate(&self, token: usize) -> bool {
        let t = &self.document.tokens[token];
        t.upos == Upos::Verb
            || t.upos == Upos::Adj
            || t.upos == Upos::Aux
            || self.document.child(token, "cop").is_some()
    }

    /// Whether a verb stands in the passive, finite or as a participle behind its noun.
    pub fn is_passive(&self, token: usize) -> bool {
        let t = &self.document.tokens[token];
        let marked = ["nsubj:pass", "aux:pass"].iter().any(|r| self.document.child(token, r).is_some());
        let active =
            self.document.children(token, "nsubj").any(|c| self.document.tokens[c].deprel == "nsubj");
        // A participle that stands where only a finite verb can is a past tense with the wrong tag.
        let finite = match t.deprel {
            "root" | "parataxis" | "ccomp" => true,
            "conj" => t.head.is_none_or(|head| !self.is_passive(head)),
            _ => false,
        };
        marked || !active && !finite && (t.feature("Voice") == "Pass" || t.deprel == "acl" && t.xpos == "VBN")
    }

    /// The logical subject.
    pub fn subject(&self, token: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        if !self.is_predicate(token) {
            return self.subject_of_noun(token, depth);
        }
        if self.is_passive(token) {
            return self.agent(token, depth);
        }
        let own: Vec<usize> =
            self.document.children(token, "nsubj").filter(|&c| !self.is_relative(c)).collect();
        if !own.is_empty() {
            return own;
        }
        let t = &self.document.tokens[token];
        let Some(head) = t.head else { return Vec::new() };
        match t.deprel {
            "acl:relcl" => vec![head],
            "acl" if t.xpos == "VBG" => self.bearer(head, depth),
            "acl" | "parataxis" | "appos" | "amod" if t.upos == Upos::Adj && !self.is_predicate(head) => {
                vec![head]
            }
            "acl" => self.subject(head, depth - 1),
            "xcomp" => self.controller(token, head, depth),
            "advcl"
                if t.xpos == "VBG"
                    && self.document.children(token, "mark").any(|m| self.is_preposition(m))
                    && !self.object(head, depth - 1).is_empty() =>
            {
                // "Accused Burundi of arming": whoever is accused does it.
                self.object(head, depth - 1)
            }
            "advcl" | "conj" if self.is_predicate(head) && !(t.deprel == "conj" && self.is_passive(head)) => {
                self.subject(head, depth - 1)
            }
            "conj" if self.is_passive(head) => self.object(head, depth - 1),
            _ => Vec::new(),
        }
    }

    /// "Of", "from" before a participle; "while" and "by" leave it to the subject.
    fn is_preposition(&self, mark: usize) -> bool {
        let marks = ["of", "from", "for", "against", "with", "about", "over", "on", "to"];
        marks.contains(&self.document.tokens[mark].lemma.as_str())
    }

    /// Who does what a participle says of a noun: the noun, or whoever sent the letter, message or statement that says it.
    fn bearer(&self, noun: usize, depth: usize) -> Vec<usize> {
        let acts = self.grounded.mention(noun).is_some_and(|m| !m.actors.is_empty());
        match self.document.tokens[noun].head {
            Some(verb) if !acts && self.document.tokens[noun].is("obj") => self.subject(verb, depth - 1),
            _ => vec![noun],
        }
    }

    /// "By" whom a passive is done; a second passive joined to a first one shares it.
    fn agent(&self, token: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        let agents: Vec<usize> = self
            .document
            .children(token, "obl")
            .filter(|&c| self.document.preposition(c).as_deref() == Some("by"))
            .collect();
        let t = &self.document.tokens[token];
        match t.head {
            Some(head) if agents.is_empty() && t.deprel == "conj" && self.is_passive(head) => {
                self.agent(head, depth - 1)
            }
            _ if agents.is_empty() => {
                let joint = self.agent_of_joint(token);
                if joint.is_empty() { self.deeper(token, "by", 3) } else { joint }
            }
            _ => agents,
        }
    }

    /// "Kidnapped and killed by rebels": the agent stands behind the last of joined passives.
    fn agent_of_joint(&self, token: usize) -> Vec<usize> {
        let joint = self.document.children(token, "conj").filter(|&c| self.is_passive(c));
        let by = |&c: &usize| self.document.preposition(c).as_deref() == Some("by");
        joint.flat_map(|c| self.document.children(c, "obl")).filter(by).collect()
    }

    /// Nominals with a preposition that the parser hung on a phrase of the predicate instead of the predicate.
    fn deeper(&self, token: usize, preposition: &str, depth: usize) -> Vec<usize> {
        let phrase = |&c: &usize| {
            ["obj", "obl", "nmod", "xcomp", "nsubj:pass"].iter().any(|r| self.document.tokens[c].is(r))
        };
        let below: Vec<usize> = self.document.tokens[token].children.iter().copied().filter(phrase).collect();
        let found: Vec<usize> = below
            .iter()
            .copied()
            .filter(|&c| self.document.preposition(c).as_deref() == Some(preposition))
            .collect();
        if !found.is_empty() || depth == 0 {
            return found;
        }
        below.into_iter().flat_map(|c| self.deeper(c, preposition, depth - 1)).collect()
    }

    /// Who does what an infinitive says: the object of "ask somebody to", else the subject of the verb above.
    fn controller(&self, token: usize, head: usize, depth: usize) -> Vec<usize> {
        let object: Vec<usize> = self
            .document
            .children(head, "obj")
            .chain(self.document.children(head, "iobj"))
            .filter(|&o| o < token)
            .collect();
        let keeps = matches!(
            self.document.tokens[head].lemma.as_str(),
            "promise" | "vow" | "threaten" | "use" | "take" | "have"
        );
        if !object.is_empty() && !keeps {
            return object;
        }
        if self.is_passive(head) {
            return self.object(head, depth - 1);
        }
        self.subject(head, depth - 1)
    }

    /// The subject of the support verb of an event noun.
    fn subject_of_noun(&self, token: usize, depth: usize) -> Vec<usize> {
        match self.support_verb(token) {
            Some((verb, role)) if role == "subj" || role.is_empty() => self.subject(verb, depth - 1),
            Some((verb, role)) => self.at(verb, role),
            None => self.occasion(token).map_or_else(Vec::new, |verb| self.subject(verb, depth - 1)),
        }
    }

    /// The verb of a clause that happened during an event: "in a phone call with X, Y said".
    pub fn occasion(&self, noun: usize) -> Option<usize> {
        let during = self
            .document
            .preposition(noun)
            .is_some_and(|p| matches!(p.as_str(), "in" | "during" | "after" | "at"));
        self.document.tokens[noun].head.filter(|&verb| {
            during && self.document.tokens[noun].is("obl") && self.document.tokens[verb].upos == Upos::Verb
        })
    }

    /// The support verb whose object a noun is, with the position of the noun's subject.
    pub fn support_verb(&self, noun: usize) -> Option<(usize, &str)> {
        let t = &self.document.tokens[noun];
        let Some(verb) = t.head else { return self.support_behind(noun) };
        let is_object = t.is("obj") || t.is("nsubj:pass") || t.deprel == "obl" || t.deprel == "conj";
        let row =
            is_object.then(|| self.support_row(verb, noun)).flatten().or_else(|| self.support_behind(noun));
        if row.is_none() && t.deprel == "conj" {
            return self.support_verb(verb);
        }
        row
    }

    /// "The strikes that Turkey carried out": the support verb of a clause behind the noun that lacks its object.
    fn support_behind(&self, noun: usize) -> Option<(usize, &str)> {
        let clauses = self.document.children(noun, "acl").filter(|&c| self.object(c, 1) == [noun]);
        clauses.filter_map(|verb| self.support_row(verb, noun)).next()
    }

    /// Whether a noun is the subject of a verb that says that it took place ("talks resumed").
    pub fn takes_place(&self, noun: usize) -> bool {
        let t = &self.document.tokens[noun];
        let Some(verb) = t.head.filter(|_| t.is("nsubj")) else { return false };
        self.knowledge.pack.support.happen.iter().any(|r| self.says(verb, &r.verb))
    }

    /// Whether a verb with the words behind it is that phrase ("take place").
    pub fn says(&self, verb: usize, phrase: &str) -> bool {
        let mut words = phrase.split(' ');
        let end = self.document.sentence_of(verb).tokens.end.min(verb + 6);
        words.next() == Some(self.document.tokens[verb].lemma.as_str())
            && words.all(|w| {
                (verb + 1..end).any(|k| {
                    self.document.form(k).eq_ignore_ascii_case(w) || self.document.tokens[k].lemma == w
                })
            })
    }

    fn support_row(&self, verb: usize, noun: usize) -> Option<(usize, &str)> {
        // A noun behind a preposition is the object of a verb only together with it: "engage in talks".
        let direct = self.document.tokens[noun].deprel != "obl";
        let preposition = self.document.preposition(noun);
        let governs = |phrase: &str| {
            direct || phrase.contains(' ') && phrase.split(' ').next_back() == preposition.as_deref()
        };
        let rows = self.knowledge.pack.support.support.iter().filter(|r| governs(&r.verb));
        // The longest phrase that stands there: "break off" before "break".
        let row = rows.filter(|r| self.says(verb, &r.verb)).max_by_key(|r| r.verb.len());
        row.map(|r| (verb, r.role.as_str()))
    }

    /// The logical object.
    pub fn object(&self, token: usize, depth: usize) -> Vec<usize> {
        if depth == 0 {
            return Vec::new();
        }
        if self.is_passive(token) {
            self.object_of_passive(token, depth)
        } else {
            self.object_of_active(token)
        }
    }

    fn object_of_active(&self, token: usize) -> Vec<usize> {
        let t = &self.document.tokens[token];
        let own = self.objects(token);
        if let Some(&last) = own.last() {
            return vec![last];
        }
        // A single person is an object, whatever the parser calls it: "asked NATO to".
        let only: Vec<usize> = self.document.children(token, "iobj").collect();
        let gap =
            t.deprel == "acl:relcl" && self.document.children(token, "nsubj").any(|c| !self.is_relative(c));
        if only.is_empty() && gap {
            return t.head.into_iter().collect();
        }
        if only.is_empty() { self.object_far_before(token) } else { only }
    }

    /// "The man whom they vowed to kill": the relative pronoun below the infinitive stands for the noun.
    fn object_far_before(&self, token: usize) -> Vec<usize> {
        let relative = self.document.children(token, "obj").any(|c| self.is_relative(c));
        let above = std::iter::once(token).chain(self.document.ancestors(token));
        let clause =
            above.take(DEPTH).find(|&t| self.document.tokens[t].is("acl:relcl")).filter(|_| relative);
        clause.and_then(|c| self.document.tokens[c].head).into_iter().collect()
    }

    fn objects(&self, token: usize) -> Vec<usize> {
        self.document.children(token, "obj").filter(|&c| !self.is_relative(c)).collect()
    }

    fn object_of_passive(&self, token: usize, depth: usize) -> Vec<usize> {
        let t = &self.document.tokens[token];
        let kept = self.objects(token);
        let subject: Vec<usize> =
            self.document.children(token, "nsubj:pass").filter(|&c| !self.is_relative(c)).collect();
        match t.head {
            _ if !kept.is_empty() => kept,
            _ if !subject.is_empty() => subject,
            Some(head) if t.is("acl") => vec![head],
            Some(head) if t.deprel == "conj" && self.is_passive(head) => self.object(head, depth - 1),
            Some(head) if t.deprel == "conj" || t.deprel == "xcomp" || t.deprel == "advcl" => {
                self.subject(head, depth - 1)
            }
            _ => Vec::new(),
        }
    }

    /// Also the subject of a passive that keeps its object: "they were given asylum".
    fn indirect_object(&self, token: usize) -> Vec<usize> {
        if self.is_passive(token) && self.document.child(token, "obj").is_some() {
            return self.document.children(token, "nsubj:pass").filter(|&c| !self.is_relative(c)).collect();
        }
        match self.objects(token).as_slice() {
            [] => Vec::new(),
            [first, _, ..] if self.document.child(token, "iobj").is_none() => vec![*first],
            _ => self.document.children(token, "iobj").collect(),
        }
    }

    fn is_relative(&self, token: usize) -> bool {
        let t = &self.document.tokens[token];
        t.feature("PronType") == "Rel"
            || t.upos == Upos::Pron
                && matches!(t.lemma.as_str(), "who" | "which" | "that")
                && t.head.is_some_and(|h| self.document.tokens[h].is("acl:relcl"))
    }

    fn complement(&self, token: usize) -> Vec<usize> {
        let relations: &[&str] =
            if self.is_predicate(token) { &["xcomp", "ccomp"] } else { &["acl", "ccomp"] };
        let children = self.document.tokens[token].children.iter().copied();
        let own: Vec<usize> =
            children.filter(|&c| relations.contains(&self.document.tokens[c].deprel)).collect();
        if own.is_empty() && self.is_predicate(token) {
            // Purpose: "left for Geneva to meet", "ready to talk".
            let purpose =
                |&c: &usize| self.document.children(c, "mark").any(|m| self.document.tokens[m].lemma == "to");
            return self.document.children(token, "advcl").filter(purpose).collect();
        }
        own
    }

    /// Whose: the possessor, or a national adjective or name before a noun.
    fn possessor(&self, token: usize) -> Vec<usize> {
        let children = &self.document.tokens[token].children;
        // "U.S.-China talks": the first name hangs on the second one.
        let named =
            |&&c: &&usize| ["amod", "compound", "nmod:poss"].contains(&self.document.tokens[c].deprel);
        let pairs = children
            .iter()
            .filter(named)
            .flat_map(|&c| self.document.children(c, "compound").chain(self.document.children(c, "amod")));
        let all: Vec<usize> = children.iter().copied().chain(pairs).collect();
        all.into_iter()
            .filter(|&c| !self.belongs_to_next(c))
            .filter(|&c| {
                let child = &self.document.tokens[c];
                let named = || {
                    self.grounded.mention(c).is_some_and(|m| {
                        !m.actors.is_empty() && (m.kind != MentionKind::Agent || child.is("compound"))
                    }) && ["amod", "compound", "nmod:desc", "nmod:unmarked", "flat"].contains(&child.deprel)
                };
                child.deprel == "nmod:poss" || named()
            })
            .collect()
    }

    /// Whose, in the strict sense: a possessor, or a state before the noun, and no building ("the embassy bombing").
    fn genitive(&self, token: usize) -> Vec<usize> {
        let mut out = self.possessor(token);
        out.retain(|&c| {
            // "Kenya bombings" are where, "U.S. bombings" whose.
            let short = self.document.form(c).chars().all(|l| l.is_uppercase() || l == '.');
            let state = |m: &crate::Mention| match m.kind {
                MentionKind::Country => short,
                kind => matches!(kind, MentionKind::Demonym | MentionKind::Metonym),
            };
            self.document.tokens[c].deprel == "nmod:poss" || self.grounded.mention(c).is_some_and(state)
        });
        out
    }

    /// "The U.S. embassy bombings": the state is the embassy's.
    fn belongs_to_next(&self, token: usize) -> bool {
        let (this, next) = (&self.document.tokens[token], self.document.tokens.get(token + 1));
        let organ = |lemma: &str| self.knowledge.agent(lemma).is_some_and(|a| a.kind == "organ");
        next.is_some_and(|n| n.head == this.head && n.is("compound") && organ(&n.lemma.to_lowercase()))
    }

    fn modifiers(&self, token: usize) -> Vec<usize> {
        let relations =
            ["advmod", "amod", "compound", "nummod", "nmod:desc", "nmod:unmarked", "aux", "det", "nmod:poss"];
        let children = self.document.tokens[token].children.iter().copied();
        children.filter(|&c| relations.contains(&self.document.tokens[c].deprel)).collect()
    }

    fn particles(&self, token: usize) -> Vec<usize> {
        let children = self.document.tokens[token].children.iter().copied();
        // The first half of "out of" is the verb's particle as much as a preposition.
        let halves =
            children.clone().filter(|&c| self.document.preposition(c).is_some_and(|p| p.ends_with(" of")));
        let halves: Vec<usize> = halves.filter_map(|c| self.document.child(c, "case")).collect();
        let own = children
            .filter(|&c| self.document.tokens[c].is("compound:prt") || self.document.tokens[c].is("advmod"));
        own.chain(halves).collect()
    }

    /// Nominals with that preposition below a predicate, and below the support verb of a noun.
    fn with_preposition(&self, token: usize, preposition: &str) -> Vec<usize> {
        let mut above = vec![token];
        above.extend(self.support_verb(token).map(|(verb, _)| verb));
        let mut out = Vec::new();
        for head in above {
            let children = self.document.tokens[head].children.iter().copied();
            out.extend(children.filter(|&c| {
                let t = &self.document.tokens[c];
                (t.is("obl") || t.is("nmod") || t.is("advcl") || t.is("acl"))
                    && c != token
                    && self.document.preposition(c).is_some_and(|p| {
                        p.replace(' ', "-") == preposition || p == "out of" && preposition == "of"
                    })
            }));
        }
        if out.is_empty() && preposition == "by" {
            // "The blackout imposed by the junta".
            let done = self.document.tokens[token]
                .children
                .iter()
                .copied()
                .filter(|&c| self.document.tokens[c].is("acl") && self.is_passive(c));
            out = done.flat_map(|c| self.agent(c, DEPTH)).collect();
        }
        if out.is_empty() && matches!(preposition, "by" | "to" | "against") {
            out = self.deeper(token, preposition, 1);
        }
        out
    }

    /// Every actor inside a phrase, nearest to its head first.
    fn any_actor(&self, token: usize) -> Vec<usize> {
        let inside = self.document.subtree(token);
        let mut found: Vec<usize> = inside
            .into_iter()
            .filter(|&t| {
                t != token
                    && self
                        .grounded
                        .mention(t)
                        .is_some_and(|m| !m.actors.is_empty() && m.kind != MentionKind::Outlet)
            })
            .collect();
        found.sort_by_key(|&t| (self.document.ancestors(t).take_while(|&a| a != token).count(), t));
        found
    }
}
