//! From characters to a [`Tree`]: the tokens of HTML, and which element closes which.
//!
//! The tokenizer is that of the HTML standard. The tree is simpler than the standard's: misnested formatting is closed
//! where it opened and tables keep what stands in them, because only the order of the texts and the blocks around them
//! matter here. In return its depth and the work for each tag are bounded, which they are not in the standard.

use super::tree::{Data, Id, Tree};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Elements below this depth are put beside each other.
const DEEPEST: usize = 192;

/// The page of a text.
pub(super) fn tree(text: &str) -> Tree {
    let builder = Builder { tree: Tree::new(), open: vec![0], foreign: 0 };
    let tokenizer = Tokenizer::new(Sink(RefCell::new(builder)), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(text));
    // The builder never halts it, as a browser does for a script: one call reads everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().tree
}

struct Sink(RefCell<Builder>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut builder = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => return builder.start(tag),
            Token::TagToken(tag) => builder.end(&tag.name),
            Token::CharacterTokens(text) => builder.text(&text),
            Token::NullCharacterToken => builder.text(" "),
            Token::DoctypeToken(_) | Token::CommentToken(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }
}

struct Builder {
    tree: Tree,
    /// Elements without an end so far, the root first.
    open: Vec<Id>,
    /// How many of them are drawings or formulas.
    foreign: usize,
}

impl Builder {
    fn text(&mut self, text: &str) {
        let parent = self.innermost();
        self.tree.append_text(parent, text);
    }

    fn innermost(&self) -> Id {
        self.open.last().copied().unwrap_or(0)
    }

    fn start(&mut self, tag: Tag) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        self.close_implied(name);
        let attributes =
            tag.attrs.iter().map(|a| (a.name.local[..].into(), a.value[..].into())).collect::<Vec<_>>();
        let id = self.tree.append(self.innermost(), Data::Element(name.into(), attributes));
        let closed = VOID.contains(&name) || tag.self_closing && self.foreign > 0;
        if !closed && self.open.len() < DEEPEST {
            self.open.push(id);
            self.foreign += usize::from(FOREIGN.contains(&name));
        }
        match name {
            _ if closed || self.foreign > 0 => TokenSinkResult::Continue,
            "script" => TokenSinkResult::RawData(RawKind::ScriptData),
            "style" | "iframe" | "xmp" | "noembed" | "noframes" => TokenSinkResult::RawData(RawKind::Rawtext),
            "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
            _ => TokenSinkResult::Continue,
        }
    }

    /// Ends the elements that a start tag ends: a paragraph before a block, an item before an item.
    fn close_implied(&mut self, name: &str) {
        if let Some((_, ended, bounds)) = SIBLINGS.iter().find(|(names, ..)| names.contains(&name)) {
            self.close_up_to(ended, bounds);
        }
        if ENDS_PARAGRAPH.contains(&name) {
            self.close_up_to(&["p"], &["table", "td", "th", "button", "object", "caption", "template"]);
        }
        if HEADINGS.contains(&name) && HEADINGS.contains(&self.tree.name(self.innermost())) {
            self.pop();
        }
    }

    /// Ends the innermost element of these names with all in it, unless a bound stands between.
    fn close_up_to(&mut self, names: &[&str], bounds: &[&str]) {
        for at in (1..self.open.len()).rev() {
            let name = self.tree.name(self.open[at]);
            if names.contains(&name) {
                return self.truncate(at);
            }
            if bounds.contains(&name) {
                return;
            }
        }
    }

    fn end(&mut self, name: &str) {
        if name == "br" {
            let parent = self.innermost();
            self.tree.append(parent, Data::Element("br".into(), Vec::new()));
            return;
        }
        // A formatting element ends alone: the blocks that were opened in it go on.
        if FORMATTING.contains(&name) {
            let stop = |at: &usize| matches!(self.tree.name(self.open[*at]), "td" | "th" | "table");
            let inside = (1..self.open.len()).rev().take_while(|at| !stop(at));
            let at = inside.into_iter().find(|at| self.tree.name(self.open[*at]) == name);
            let Some(at) = at else { return };
            let blocks = self.open[at..].iter().any(|id| BLOCKS.contains(&self.tree.name(*id)));
            if !blocks {
                return self.truncate(at);
            }
            self.open.remove(at);
            return;
        }
        if matches!(name, "body" | "html") {
            return;
        }
        let bounds: &[&str] = if CELL_PARTS.contains(&name) { &["table"] } else { &["td", "th"] };
        let bounds = if name == "table" { &[][..] } else { bounds };
        self.close_up_to(&[name], bounds);
    }

    fn pop(&mut self) {
        self.truncate(self.open.len().saturating_sub(1));
    }

    fn truncate(&mut self, length: usize) {
        let gone = &self.open[length.max(1)..];
        self.foreign -= gone.iter().filter(|id| FOREIGN.contains(&self.tree.name(**id))).count();
        self.open.truncate(length.max(1));
    }
}

/// Elements without content.
#[rustfmt::skip]
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
];

const FOREIGN: &[&str] = &["svg", "math"];

const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];

const CELL_PARTS: &[&str] = &["td", "th", "tr", "tbody", "thead", "tfoot", "caption"];

#[rustfmt::skip]
const FORMATTING: &[&str] = &[
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "span",
];

/// Elements whose start ends a paragraph.
#[rustfmt::skip]
const ENDS_PARAGRAPH: &[&str] = &[
    "address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dd", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary", "table", "ul",
];

/// What begins and ends a line of text by itself.
#[rustfmt::skip]
pub(super) const BLOCKS: &[&str] = &[
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
    "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search",
    "section", "select", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
];

/// Start tags, what they end, and what keeps them from it.
#[rustfmt::skip]
const SIBLINGS: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu", "dir", "table", "td"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl", "table", "td"]),
    (&["option", "optgroup"], &["option"], &["select", "datalist"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr"], &["table"]),
    (&["tbody", "thead", "tfoot"], &["tbody", "thead", "tfoot"], &["table"]),
    (&["a"], &["a"], &["td", "th", "caption", "button", "object"]),
    (&["body"], &["head"], &[]),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in brackets.
    fn shown(html: &str) -> String {
        let tree = tree(html);
        let mut out = String::new();
        tree.children(0).for_each(|id| show(&tree, id, &mut out));
        out
    }

    fn show(tree: &Tree, id: Id, out: &mut String) {
        match tree.data(id) {
            Data::Text(text) => out.push_str(text),
            Data::Element(name, _) => {
                out.push_str(&format!("({name} "));
                tree.children(id).for_each(|child| show(tree, child, out));
                out.push(')');
            }
        }
    }

    #[test]
    fn left_out_ends_are_filled_in() {
        assert_eq!(shown("<p>One<p>Two<div>Three</div>"), "(p One)(p Two)(div Three)");
        assert_eq!(shown("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>"), "(ul (li a)(li b(ul (li c)))(li d))");
        assert_eq!(shown("<table><tr><td>a<td>b<tr><td>c</table>d"), "(table (tr (td a)(td b))(tr (td c)))d");
        assert_eq!(shown("<dl><dt>a<dd>b<dt>c</dl>"), "(dl (dt a)(dd b)(dt c))");
    }

    #[test]
    fn misnested_formatting_keeps_the_blocks() {
        assert_eq!(shown("<b><p>One</b> two</p>three"), "(b (p One two))three");
        assert_eq!(shown("<div><b>One</div>Two"), "(div (b One))Two");
        assert_eq!(shown("<a>One<a>Two"), "(a One)(a Two)");
        assert_eq!(shown("One</div></p> two"), "One two");
    }

    #[test]
    fn references_and_raw_text_are_read() {
        assert_eq!(shown("AT&amp;T &eacute;&#8217;&nbsp;x"), "AT&T é’\u{a0}x");
        assert_eq!(shown("<script>if (a<b) '<p>'</script>x"), "(script if (a<b) '<p>')x");
        assert_eq!(shown("<title>A &lt; B</title>"), "(title A < B)");
        assert_eq!(shown("<svg><path/><title>t</title></svg>x"), "(svg (path )(title t))x");
    }

    #[test]
    fn depth_and_time_are_bounded() {
        let deep = format!("{}words", "<div><b>".repeat(50_000));
        let tree = tree(&deep);
        let text = (0..tree.len()).find(|id| matches!(tree.data(*id), Data::Text(_))).unwrap();
        assert!(tree.ancestors(text).count() <= DEEPEST);
        assert_eq!(tree.text(0), "words");
    }
}
