//! The blocks of text of a page, in their order, each with the element that holds it.

use super::build::BLOCKS;
use super::marks::Mark;
use super::tree::{Data, Id, Tree};

/// A paragraph, heading, item or any other run of text without a break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// The text with single spaces; a line break of the page is one.
    pub text: String,
    /// The innermost block element around it.
    pub owner: Id,
    /// Words.
    pub words: usize,
    /// Words in links.
    pub linked: usize,
    /// Links.
    pub links: usize,
    /// Bytes of the words in links.
    pub linked_bytes: usize,
}

impl Block {
    /// Share of the text that is links. Not every language parts its words with spaces, so it is told by length.
    pub fn density(&self) -> f32 {
        self.linked_bytes as f32 / self.text.len().max(1) as f32
    }
}

/// All blocks of a page whose elements have these marks.
pub(super) fn blocks(tree: &Tree, marks: &[Option<Mark>]) -> Vec<Block> {
    let mut walk = Walk { tree, marks, blocks: Vec::new(), open: Open::default() };
    walk.node(0, 0, false);
    walk.flush(0);
    walk.blocks
}

/// The text of a small piece of mark-up, a line for each block.
pub(super) fn plain(tree: &Tree) -> String {
    blocks(tree, &[]).iter().map(|b| b.text.as_str()).collect::<Vec<_>>().join("\n")
}

struct Walk<'a> {
    tree: &'a Tree,
    marks: &'a [Option<Mark>],
    blocks: Vec<Block>,
    open: Open,
}

/// The block that is being read.
#[derive(Default)]
struct Open {
    text: String,
    linked: usize,
    links: usize,
    linked_bytes: usize,
    /// Whether white space stands before the next word.
    space: bool,
    /// Line breaks since the last word.
    breaks: usize,
}

impl Walk<'_> {
    fn node(&mut self, id: Id, owner: Id, linked: bool) {
        match self.tree.data(id) {
            Data::Text(text) => self.open.add(text, linked),
            Data::Element(name, _) => self.element(id, name, owner, linked),
        }
    }

    fn element(&mut self, id: Id, name: &str, owner: Id, linked: bool) {
        if SILENT.contains(&name) || name == "a" && is_mark(self.tree, id) {
            return;
        }
        if name == "br" || name == "hr" {
            self.open.breaks += 1;
            if self.open.breaks > 1 || name == "hr" {
                self.flush(owner);
            }
            return;
        }
        let mark = self.marks.get(id).copied().flatten();
        let inline = !BLOCKS.contains(&name);
        if inline && mark.is_some_and(Mark::is_invisible) {
            return;
        }
        let (block, link) =
            (!inline || mark.is_some(), name == "a" && self.tree.attribute(id, "href").is_some());
        let cell = matches!(name, "td" | "th") && !self.has_blocks(id);
        if cell {
            self.open.space = true;
        } else if block {
            self.flush(owner);
        }
        self.open.links += usize::from(link);
        let inner = if block && !cell { id } else { owner };
        for child in self.tree.children(id) {
            self.node(child, inner, linked || link);
        }
        if cell {
            self.open.space = true;
        } else if block {
            self.flush(id);
        }
    }

    fn has_blocks(&self, id: Id) -> bool {
        self.tree.children(id).any(|child| BLOCKS.contains(&self.tree.name(child)) || self.has_blocks(child))
    }

    fn flush(&mut self, owner: Id) {
        let open = std::mem::take(&mut self.open);
        let text = open.text.trim();
        if !text.is_empty() {
            let words = text.split_whitespace().count();
            let linked = open.linked.min(words);
            let (links, linked_bytes) = (open.links, open.linked_bytes);
            self.blocks.push(Block { text: text.to_string(), owner, words, linked, links, linked_bytes });
        }
    }
}

impl Open {
    fn add(&mut self, text: &str, linked: bool) {
        let mut rest = text;
        while !rest.is_empty() {
            let gap = rest.len() - rest.trim_start_matches(is_space).len();
            self.space |= gap > 0;
            rest = &rest[gap..];
            let word = &rest[..rest.find(is_space).unwrap_or(rest.len())];
            rest = &rest[word.len()..];
            if !word.is_empty() {
                self.word(word, linked);
            }
        }
    }

    fn word(&mut self, word: &str, linked: bool) {
        if self.breaks > 0 && !self.text.is_empty() {
            self.text.push('\n');
        } else if self.space && !self.text.is_empty() {
            self.text.push(' ');
        }
        (self.space, self.breaks) = (false, 0);
        self.linked += usize::from(linked);
        // With the space behind it.
        self.linked_bytes += if linked { word.len() + 1 } else { 0 };
        self.text.extend(word.chars().filter(|c| !is_invisible(*c)));
    }
}

/// White space of HTML, and the space that does not break, which pages use like any other.
fn is_space(c: char) -> bool {
    c.is_whitespace()
}

/// Characters that only tell where a word may be broken, and what is left of others.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || c.is_control()
}

/// The number of a footnote, or the sign that leads to a heading.
fn is_mark(tree: &Tree, id: Id) -> bool {
    let class = tree.attribute(id, "class").unwrap_or("");
    ["anchor", "headerlink", "footnote-ref", "footnote-backref"]
        .iter()
        .any(|mark| class.split(' ').any(|c| c == *mark))
        && tree.text(id).chars().count() <= 3
}

/// Elements whose text is not the page's: code, drawings, buttons, what stands in for others.
#[rustfmt::skip]
const SILENT: &[&str] = &[
    "script", "style", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video", "select",
    "textarea", "button", "title", "head", "noscript", "datalist", "map", "noframes", "noembed", "xmp", "progress",
    "meter", "rp", "rt",
];

#[cfg(test)]
mod tests {
    use super::super::build::tree;
    use super::*;

    fn texts(html: &str) -> Vec<String> {
        blocks(&tree(html), &[]).into_iter().map(|b| b.text).collect()
    }

    #[test]
    fn paragraphs_are_made_of_what_parts_them() {
        assert_eq!(texts("<p>One <b>two</b>\n three<p>Four"), ["One two three", "Four"]);
        assert_eq!(
            texts("<div>One<br><br>Two<br>three<div>Four</div>Five</div>"),
            ["One", "Two\nthree", "Four", "Five"]
        );
        assert_eq!(texts("<p>A\u{a0}b&shy;c<script>x</script></p><button>Share</button>"), ["A bc"]);
        assert_eq!(texts("<table><tr><td>a<td>b<tr><td><p>c<p>d</table>"), ["a b", "c", "d"]);
    }

    #[test]
    fn links_are_counted_by_words() {
        let found = blocks(&tree("<p>One <a href=x>two three</a> four"), &[]);
        assert_eq!((found[0].words, found[0].linked, found[0].links), (4, 2, 1));
    }
}
