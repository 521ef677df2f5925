//! Quotations: what is said, thought, known or wanted, by whom, with which cue.
//!
//! One file a mechanism. [`words`]: a word of the codebook with what the tree gives it as content (a clause, an infinitive, a
//! topic). [`inserted`]: a clause of saying put into what it reports ("the talks, he said, would go on"). [`phrases`]:
//! "according to" and nouns such as "claim that". [`labels`]: a name and a colon, a quoted paragraph and its signature.
//! [`spoken`]: what stands in quotation marks and no word above governs. [`source`] says who speaks, [`marks`] what is quoted.

mod inserted;
mod labels;
mod marks;
mod phrases;
mod source;
mod spoken;
mod words;

use crate::{Document, Quote, QuoteKind, Span};
use detente_english::Upos;
use detente_knowledge::Knowledge;
use detente_knowledge::schema::AttributionCues;

pub(super) fn quotes(knowledge: &Knowledge, document: &Document) -> Vec<Quote> {
    let marked = marks::marked(document);
    let finder = Finder { document, cues: &knowledge.pack.attribution, knowledge, marked };
    let mut out = Vec::new();
    for token in 0..document.tokens.len() {
        out.extend(finder.at(token));
    }
    for quote in &mut out {
        finder.beside(quote);
        finder.complete(quote);
    }
    finder.labels(&mut out);
    finder.spoken(&mut out);
    finder.leave_speech_alone(&mut out);
    out.sort_by_key(|q| (q.content, q.cue));
    out
}

/// What all mechanisms look at.
struct Finder<'a> {
    document: &'a Document,
    knowledge: &'a Knowledge,
    cues: &'a AttributionCues,
    /// Stretches between quotation marks, in order.
    marked: Vec<Span>,
}

impl Finder<'_> {
    /// The quotation that a token opens as its cue, or as the source behind "according to".
    fn at(&self, token: usize) -> Option<Quote> {
        self.cited(token)
            .or_else(|| self.by_word(token))
            .or_else(|| self.inserted(token))
            .or_else(|| self.by_noun(token))
            .or_else(|| self.by_phrase(token))
    }

    fn quote(&self, source: Option<usize>, cue: usize, content: Span, kind: QuoteKind) -> Quote {
        Quote {
            source: source.and_then(|s| self.nominal_span(s)),
            source_token: source,
            cue: Some(self.document.tokens[cue].span),
            cue_token: Some(cue),
            content,
            kind,
        }
    }

    /// A content reaches to the end of the quotation marks that it opens, and speech gets its kind by them.
    fn complete(&self, quote: &mut Quote) {
        let own = [quote.source, quote.cue];
        let free = |s: &Span| own.iter().flatten().all(|o| !s.overlaps(*o));
        for mark in self.marks_in(quote.content).filter(free) {
            let whole = self.trimmed(quote.content.cover(mark));
            let grown = !mark.contains(quote.content) || self.says_more(whole, quote.content);
            if grown && free(&whole) {
                quote.content = whole;
            }
        }
        quote.content.end = self.closed(quote.content);
        if quote.kind == QuoteKind::Indirect {
            // Who says it may stand in the middle and is not said.
            let own = quote.source.into_iter().chain(quote.cue).reduce(Span::cover);
            let own = own.filter(|o| quote.content.contains(*o)).map_or(0, Span::len);
            quote.kind = self.kind_of(quote.content, own);
        }
    }

    /// The end of a content, with the mark that closes what it opens.
    fn closed(&self, content: Span) -> usize {
        let last = self.marks_in(content).last().filter(|m| m.start > content.start && m.end <= content.end);
        let rest =
            last.map_or("", |m| self.document.words(Span::new(m.end, self.document.article.text.len())));
        let mark = rest.chars().next().filter(|c| matches!(c, '”' | '"' | '’' | '»'));
        match (last, mark) {
            (Some(m), Some(c)) if m.end == content.end => m.end + c.len_utf8(),
            _ => content.end,
        }
    }

    /// What somebody is quoted with stays in one piece: inside it, only others whom the speaker names speak again.
    fn leave_speech_alone(&self, quotes: &mut Vec<Quote>) {
        let spoken: Vec<Span> = quotes.iter().filter(|q| q.kind.is_speech()).map(|q| q.content).collect();
        let quoted = |cue: Span| self.is_marked(cue) && spoken.iter().any(|s| s.contains(cue));
        let named = |q: &Quote| {
            let source = q.source_token.map(|s| &self.document.tokens[s]);
            q.kind.is_speech() && source.is_some_and(|s| s.upos != Upos::Pron)
        };
        quotes.retain(|q| named(q) || !q.cue.is_some_and(quoted));
    }

    /// The stretches in quotation marks that share something with a span.
    fn marks_in(&self, span: Span) -> impl Iterator<Item = Span> + '_ {
        let first = self.marked.partition_point(|m| m.end <= span.start);
        self.marked[first..].iter().copied().take_while(move |m| m.start < span.end)
    }

    /// Whether something stands in quotation marks.
    fn is_marked(&self, span: Span) -> bool {
        self.marks_in(span).any(|m| m.contains(span))
    }

    /// Without blanks and commas at the ends.
    fn trimmed(&self, span: Span) -> Span {
        let words = self.document.words(span);
        let blank = |c: char| c.is_whitespace() || c == ',';
        let start = span.start + words.len() - words.trim_start_matches(blank).len();
        Span::new(start, start + words.trim_matches(blank).len())
    }

    /// Whether there are letters in `whole` beyond `part`.
    fn says_more(&self, whole: Span, part: Span) -> bool {
        let letters = |start, end| self.document.words(Span::new(start, end)).contains(char::is_alphanumeric);
        letters(whole.start, part.start) || letters(part.end, whole.end)
    }

    /// The kind of what is said; `own` bytes of it are the words of source and cue.
    fn kind_of(&self, content: Span, own: usize) -> QuoteKind {
        let inside: usize =
            self.marks_in(content).map(|m| m.end.min(content.end) - m.start.max(content.start)).sum();
        match inside * 10 / content.len().saturating_sub(own).max(1) {
            8.. => QuoteKind::Direct,
            0 => QuoteKind::Indirect,
            _ => QuoteKind::Mixed,
        }
    }
}
