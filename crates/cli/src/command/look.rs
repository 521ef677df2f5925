//! `detente look`: what a step sees.

use super::sheet::Written;
use super::{Block, Sheet, engine, given, versions};
use crate::args::{Format, InputFormat, LookArgs, Stage, When};
use crate::console::Talk;
use crate::run::{self, Job};
use crate::stop::{Exit, Stop};
use detente::{Article, Document, Engine, Grounded, code, ground, parse};
use detente_tables::mention::{
    self, ActorRow, ClaimRow, ContextRow, NameRow, PlaceRow, QuoteRow, SentenceRow, TimeRow, TokenRow,
};
use detente_tables::{Words, conllu};

const FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv];
const TOKEN_FORMATS: &[Format] = &[Format::Table, Format::Jsonl, Format::Csv, Format::Tsv, Format::Conllu];

pub(super) fn run(args: &LookArgs, when: When, talk: &mut Talk) -> Result<Exit, Stop> {
    let sentences_given = args.input.input_format == InputFormat::Conllu;
    if sentences_given && args.stage != Stage::Tokens {
        return Err(Stop::usage("CoNLL-U is input for look tokens only"));
    }
    if sentences_given && (args.output.resume || args.output.restart) {
        return Err(Stop::usage("a run over CoNLL-U cannot be gone on with"));
    }
    let known = if args.stage == Stage::Tokens { TOKEN_FORMATS } else { FORMATS };
    let written = Written::new(
        &args.output,
        when,
        known,
        if sentences_given { Format::Conllu } else { Format::Jsonl },
    )?;
    if args.output.no_text && matches!(written, Written::Conllu) {
        return Err(Stop::usage(
            "CoNLL-U is made of the words that --no-text leaves out; write jsonl, csv or tsv",
        ));
    }
    let words = if args.output.no_text { Words::LeftOut } else { Words::Quoted };
    let header = header(args.stage, written);
    let engine = engine(&args.own, talk)?;
    if sentences_given {
        let sheet = Sheet::open(args.output.output.as_deref(), &header, args.output.fail_if_empty)?;
        return given::run(&args.input, &engine, written, words, sheet, talk);
    }
    let (stage, input) = (format!("{:?}", args.stage), args.input.settings());
    let sheet = Sheet::of(&args.output, &header, &["look", &stage, &input, &versions(&engine)])?;
    let job = Job { input: &args.input, output: &args.output, rows: "rows", link: false };
    run::articles(&job, sheet, talk, |article, _| look(args.stage, &engine, written, words, article))
}

fn header(stage: Stage, written: Written) -> Vec<u8> {
    match stage {
        Stage::Sentences => written.header::<SentenceRow>(),
        Stage::Tokens => written.header::<TokenRow>(),
        Stage::Names => written.header::<NameRow>(),
        Stage::Actors => written.header::<ActorRow>(),
        Stage::Places => written.header::<PlaceRow>(),
        Stage::Times => written.header::<TimeRow>(),
        Stage::Quotes => written.header::<QuoteRow>(),
        Stage::Claims => written.header::<ClaimRow>(),
        Stage::Contexts => written.header::<ContextRow>(),
    }
}

fn look(
    stage: Stage,
    engine: &Engine,
    written: Written,
    words: Words,
    article: Article,
) -> Result<Block, Stop> {
    let title = article.id.clone();
    let document = parse::parse(&engine.english, &engine.knowledge, article);
    match stage {
        Stage::Sentences => written.block(&title, &mention::sentences(&document, words)),
        Stage::Tokens => tokens(&title, &document, written, words),
        Stage::Names => {
            written.block(&title, &mention::names(&document, &name_tags(engine, &document), words))
        }
        Stage::Quotes => written.block(&title, &mention::quotes(&document, words)),
        Stage::Contexts => {
            let themes = code::contexts(&engine.knowledge, &document);
            written.block(&title, &mention::contexts(&document.article, &themes, words))
        }
        _ => grounded(stage, engine, written, words, ground::ground(&engine.knowledge, document)),
    }
}

fn grounded(
    stage: Stage,
    engine: &Engine,
    written: Written,
    words: Words,
    grounded: Grounded,
) -> Result<Block, Stop> {
    let article = &grounded.document.article;
    match stage {
        Stage::Actors => written.block(&article.id, &mention::actors(&grounded, words)),
        Stage::Places => written.block(&article.id, &mention::places(&grounded, words)),
        Stage::Times => written.block(&article.id, &mention::times(&grounded, words)),
        _ => {
            let claims = code::code(&engine.knowledge, engine.judge(), &grounded);
            written.block(&article.id, &mention::claims(article, &claims, words))
        }
    }
}

fn tokens(title: &str, document: &Document, written: Written, words: Words) -> Result<Block, Stop> {
    if !matches!(written, Written::Conllu) {
        return written.block(title, &mention::tokens(document, words));
    }
    let mut text = String::new();
    conllu::write(document, &mut text);
    Ok(Block { bytes: text.into_bytes(), rows: document.tokens.len() })
}

/// The model's tags of names; the document keeps only what later steps use.
fn name_tags(engine: &Engine, document: &Document) -> Vec<&'static str> {
    let form = |i: usize| document.form(i);
    let forms: Vec<Vec<&str>> =
        document.sentences.iter().map(|s| s.tokens.clone().map(form).collect()).collect();
    engine.english.parse(&forms).into_iter().flatten().map(|word| word.name).collect()
}
