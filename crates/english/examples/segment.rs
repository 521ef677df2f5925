//! Sentences of the raw text on stdin, one a line, as its tokens' `start-end` in characters: what
//! `training/english/segmentation_score.py` reads.
#![allow(clippy::print_stdout, reason = "a program")]

fn main() -> std::io::Result<()> {
    let text = std::io::read_to_string(std::io::stdin())?;
    // Character offset of every byte offset at which a character begins, and of the end.
    let mut characters = vec![0; text.len() + 1];
    for (count, (byte, _)) in text.char_indices().enumerate() {
        characters[byte] = count;
    }
    characters[text.len()] = text.chars().count();
    for sentence in detente_english::segment(&text) {
        let spans = sentence.tokens.iter().map(|t| format!("{}-{}", characters[t.start], characters[t.end]));
        println!("{}", spans.collect::<Vec<_>>().join(" "));
    }
    Ok(())
}
