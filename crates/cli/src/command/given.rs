//! `detente look tokens --input-format conllu`: tags and trees for sentences that others have cut.

use super::sheet::Written;
use super::{Block, Sheet};
use crate::args::InputArgs;
use crate::console::Talk;
use crate::input::{Sentences, find, sentences};
use crate::parallel::ordered;
use crate::run::{guarded, jobs};
use crate::stop::{Exit, Problem, Stop};
use detente::{Code, Engine};
use detente_english::Word;
use detente_tables::Words;
use detente_tables::conllu::{Analysis, Given};
use detente_tables::mention::TokenRow;

pub(super) fn run(
    args: &InputArgs,
    engine: &Engine,
    written: Written,
    words: Words,
    mut sheet: Sheet,
    talk: &mut Talk,
) -> Result<Exit, Stop> {
    let mut exit = Exit::Done;
    let work = |batch: Sentences| {
        let block = guarded(&batch.id, || analysed(engine, &batch, written, words));
        (batch.problems, block)
    };
    ordered(jobs(args.jobs), sentences(find(&args.inputs)), work, |(problems, block)| {
        for problem in &problems {
            talk.problem(problem);
            exit = exit.max(Exit::Partial);
        }
        match block {
            Ok(block) => sheet.write(&block?),
            Err(problem) => Err(Stop::Fault(Problem { code: Code::Internal, ..problem })),
        }
    })?;
    sheet.finish(exit, talk)
}

fn analysed(engine: &Engine, batch: &Sentences, written: Written, words: Words) -> Result<Block, Stop> {
    let forms: Vec<Vec<&str>> = batch.given.iter().map(|(_, given)| given.forms()).collect();
    let analyses = engine.english.parse(&forms);
    if matches!(written, Written::Conllu) {
        let mut text = String::new();
        for ((_, given), words) in batch.given.iter().zip(&analyses) {
            given.fill(words.iter().map(analysis), &mut text);
        }
        return Ok(Block { bytes: text.into_bytes(), rows: forms.iter().map(Vec::len).sum() });
    }
    let mut rows = Vec::new();
    for (((number, given), forms), analyses) in batch.given.iter().zip(&forms).zip(&analyses) {
        rows.extend(token_rows(document_id(batch, given), *number, forms, analyses, words));
    }
    written.block(&batch.id, &rows)
}

fn token_rows<'a>(
    id: &'a str,
    sentence: usize,
    forms: &'a [&'a str],
    analyses: &'a [Word],
    words: Words,
) -> impl Iterator<Item = TokenRow<'a>> {
    let both = forms.iter().zip(analyses).enumerate();
    both.map(move |(i, (form, word))| TokenRow::given(id, sentence, i + 1, form, &analysis(word), words))
}

fn document_id<'a>(batch: &'a Sentences, given: &'a Given) -> &'a str {
    given.comment("newdoc id").unwrap_or(&batch.id)
}

fn analysis(word: &Word) -> Analysis<'_> {
    let Word { lemma, upos, xpos, feats, head, deprel, .. } = word;
    Analysis { lemma, upos: upos.as_str(), xpos, feats, head: *head, deprel }
}
