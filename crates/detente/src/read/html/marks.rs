//! What the mark-up says of an element: its name, role and classes give page residue away.
//!
//! Classes are words that people chose, so they are hints: a mark that would set most of a page aside is not believed
//! (see [`super::regions`]).

use super::facts::letters;
use super::tree::{Id, Tree};
use crate::ParagraphKind::{self, *};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Why an element is none of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    pub kind: ParagraphKind,
    pub reason: &'static str,
    /// Residue that belongs to the article, such as captions, and is shown as set aside.
    pub shown: bool,
}

impl Mark {
    /// Whether nobody sees the element.
    pub fn is_invisible(self) -> bool {
        matches!(self.reason, NOT_SHOWN | ALOUD | NOT_ALOUD)
    }

    /// Whether sentences in it are all the same part of the article.
    pub fn spares_prose(self) -> bool {
        self.reason == NOT_ALOUD
    }
}

impl Mark {
    /// A mark with its reason.
    pub fn new(kind: ParagraphKind, reason: &'static str) -> Mark {
        let shown = matches!(kind, Caption | Biography | Byline | Date);
        Mark { kind, reason, shown }
    }
}

/// The mark of an element, by the first rule that fits.
pub(super) fn mark(tree: &Tree, id: Id) -> Option<Mark> {
    let name = tree.name(id);
    if matches!(name, "html" | "body" | "main" | "") {
        return None;
    }
    by_element(tree, id, name)
        .or_else(|| by_role(tree, id))
        .or_else(|| by_words(&words(tree, id), name).filter(|_| !is_anchor(tree, id)))
        .map(|(kind, reason)| Mark::new(kind, reason))
}

type Verdict = (ParagraphKind, &'static str);

fn by_element(tree: &Tree, id: Id, name: &str) -> Option<Verdict> {
    match name {
        "nav" | "menu" => Some((Navigation, "menu of the page")),
        "footer" => Some((Navigation, "foot of the page")),
        "aside" => Some((Related, "beside the text")),
        "figcaption" => Some((Caption, "words under a picture")),
        "dialog" => Some((Navigation, "window over the page")),
        "form" | "fieldset" => Some((Navigation, "form")),
        "time" => None,
        _ if is_hidden(tree, id) => Some((Navigation, NOT_SHOWN)),
        _ if tree.attribute(id, "aria-hidden") == Some("true") => Some((Navigation, NOT_ALOUD)),
        _ => None,
    }
}

fn is_hidden(tree: &Tree, id: Id) -> bool {
    let style = tree.attribute(id, "style").unwrap_or("").to_ascii_lowercase();
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    tree.attribute(id, "hidden").is_some()
        || style.contains("display:none")
        || style.contains("visibility:hidden")
        || tree
            .attribute(id, "class")
            .is_some_and(|classes| classes.split_whitespace().any(|c| HIDDEN.contains(&c)))
}

fn by_role(tree: &Tree, id: Id) -> Option<Verdict> {
    match tree.attribute(id, "role")? {
        "navigation" | "menu" | "menubar" | "toolbar" | "search" | "tablist" | "tooltip" => {
            Some((Navigation, "menu of the page"))
        }
        "complementary" => Some((Related, "beside the text")),
        "contentinfo" | "banner" => Some((Navigation, "head or foot of the page")),
        "dialog" | "alertdialog" => Some((Navigation, "window over the page")),
        _ => None,
    }
}

/// Whether an element is named for its own heading, so that links can lead to it: the id says what the text is about
/// ("sharing-a-repository"), and no class says more.
fn is_anchor(tree: &Tree, id: Id) -> bool {
    let Some(name) = tree.attribute(id, "id").map(letters).filter(|name| name.len() >= 8) else {
        return false;
    };
    let unclassed = tree.attribute(id, "class").is_none_or(|class| !class.contains(['-', '_']));
    let heading = |id: &Id| matches!(tree.name(*id), "h1" | "h2" | "h3" | "h4" | "h5" | "h6");
    unclassed && tree.children(id).take(6).filter(heading).any(|heading| letters(&tree.text(heading)) == name)
}

/// The words of an element's classes, id and names for tests, in lower case.
pub(super) fn words(tree: &Tree, id: Id) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for key in
        ["class", "id", "data-testid", "data-component", "data-qa", "data-module", "data-component-name"]
    {
        let mut lower = false;
        let mut word = String::new();
        for c in tree.attribute(id, key).unwrap_or("").chars().take(400) {
            if !c.is_alphanumeric() || c.is_uppercase() && lower {
                words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            }
            lower = c.is_lowercase();
            word.extend(c.is_alphanumeric().then_some(c).into_iter().flat_map(char::to_lowercase));
        }
        words.extend((!word.is_empty()).then_some(word));
    }
    words
}

/// The first row of the table with all its words in the element's.
fn by_words(words: &[String], name: &str) -> Option<Verdict> {
    let has = |wanted: &str| words.iter().any(|word| word == wanted);
    let rows = words.iter().filter_map(|word| ROWS.get(word.as_str())).flatten();
    let first = rows.filter(|row| MARKS[**row].0.split(' ').all(has)).min()?;
    let (_, kind, reason) = MARKS[*first];
    // Inline elements carry classes of the words in them ("author" of a quotation): only these two part a line.
    (!INLINE.contains(&name) || matches!(kind, Caption | Navigation)).then_some((kind, reason))
}

/// The rows of the table by their first word.
static ROWS: LazyLock<BTreeMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, (words, ..)) in MARKS.iter().enumerate() {
        rows.entry(words.split(' ').next().unwrap_or(words)).or_default().push(row);
    }
    rows
});

const INLINE: &[&str] = &["a", "span", "em", "strong", "b", "i", "small", "u", "font"];

/// Reason of what the page hides.
const NOT_SHOWN: &str = "not shown";

/// Reason of what is kept from those who listen: icons, but also text behind a wall.
const NOT_ALOUD: &str = "not for screen readers";

/// Classes that hide, in the wide-spread frameworks.
const HIDDEN: &[&str] =
    &["hidden", "is-hidden", "hide", "d-none", "invisible", "u-hidden", "noscreen", "display-none"];

/// Reason of what is read aloud only.
const ALOUD: &str = "for screen readers";

/// Words of classes, all of which an element must have, with what it then is.
#[rustfmt::skip]
const MARKS: &[(&str, ParagraphKind, &str)] = &[
    ("sr only", Navigation, ALOUD),
    ("visually hidden", Navigation, ALOUD),
    ("visuallyhidden", Navigation, ALOUD),
    ("screen reader text", Navigation, ALOUD),
    ("screenreader", Navigation, ALOUD),
    ("print only", Navigation, "for printing"),
    ("printonly", Navigation, "for printing"),
    ("noprint", Navigation, "page furniture"),
    ("no print", Navigation, "page furniture"),
    ("comment", Comments, "comments"),
    ("comments", Comments, "comments"),
    ("discussion", Comments, "comments"),
    ("replies", Comments, "comments"),
    ("commentlist", Comments, "comments"),
    ("commentsection", Comments, "comments"),
    ("disqus", Comments, "comments"),
    ("respond", Comments, "comments"),
    ("livefyre", Comments, "comments"),
    ("coral talk", Comments, "comments"),
    ("caption", Caption, "words under a picture"),
    ("captions", Caption, "words under a picture"),
    ("figcaption", Caption, "words under a picture"),
    ("gallery", Caption, "gallery of pictures"),
    ("photogallery", Caption, "gallery of pictures"),
    ("photo credit", Caption, "credit of a picture"),
    ("image credit", Caption, "credit of a picture"),
    ("media credit", Caption, "credit of a picture"),
    ("photo caption", Caption, "words under a picture"),
    ("imgcaption", Caption, "words under a picture"),
    ("imagecaption", Caption, "words under a picture"),
    ("newsletter", Newsletter, "newsletter"),
    ("newsletters", Newsletter, "newsletter"),
    ("subscribe", Newsletter, "newsletter"),
    ("signup", Newsletter, "newsletter"),
    ("sign up", Newsletter, "newsletter"),
    ("subscription", Newsletter, "newsletter"),
    ("mailchimp", Newsletter, "newsletter"),
    ("mc embed", Newsletter, "newsletter"),
    ("optin", Newsletter, "newsletter"),
    ("donate", Newsletter, "appeal"),
    ("donation", Newsletter, "appeal"),
    ("membership", Newsletter, "appeal"),
    ("cookie", Legal, "cookies"),
    ("cookies", Legal, "cookies"),
    ("consent", Legal, "cookies"),
    ("gdpr", Legal, "cookies"),
    ("onetrust", Legal, "cookies"),
    ("disclaimer", Legal, "legal notice"),
    ("copyright", Legal, "copyright"),
    ("share", Sharing, "share buttons"),
    ("sharing", Sharing, "share buttons"),
    ("sharebar", Sharing, "share buttons"),
    ("sharedaddy", Sharing, "share buttons"),
    ("addthis", Sharing, "share buttons"),
    ("addtoany", Sharing, "share buttons"),
    ("sharethis", Sharing, "share buttons"),
    ("social", Sharing, "share buttons"),
    ("socials", Sharing, "share buttons"),
    ("socialmedia", Sharing, "share buttons"),
    ("author bio", Biography, "about the author"),
    ("author box", Biography, "about the author"),
    ("author info", Biography, "about the author"),
    ("author card", Biography, "about the author"),
    ("author profile", Biography, "about the author"),
    ("author description", Biography, "about the author"),
    ("author about", Biography, "about the author"),
    ("authorbio", Biography, "about the author"),
    ("authorbox", Biography, "about the author"),
    ("about author", Biography, "about the author"),
    ("about the author", Biography, "about the author"),
    ("contributor bio", Biography, "about the author"),
    ("bio", Biography, "about the author"),
    ("biography", Biography, "about the author"),
    ("related", Related, "links to other articles"),
    ("relatedarticles", Related, "links to other articles"),
    ("relatedposts", Related, "links to other articles"),
    ("recommended", Related, "links to other articles"),
    ("recommendation", Related, "links to other articles"),
    ("recommendations", Related, "links to other articles"),
    ("recirc", Related, "links to other articles"),
    ("recirculation", Related, "links to other articles"),
    ("outbrain", Related, "links to other articles"),
    ("taboola", Related, "links to other articles"),
    ("zergnet", Related, "links to other articles"),
    ("trending", Related, "links to other articles"),
    ("popular", Related, "links to other articles"),
    ("mostpopular", Related, "links to other articles"),
    ("most read", Related, "links to other articles"),
    ("mostread", Related, "links to other articles"),
    ("read more", Related, "links to other articles"),
    ("readmore", Related, "links to other articles"),
    ("read next", Related, "links to other articles"),
    ("up next", Related, "links to other articles"),
    ("next article", Related, "links to other articles"),
    ("next post", Related, "links to other articles"),
    ("prev post", Related, "links to other articles"),
    ("more stories", Related, "links to other articles"),
    ("more news", Related, "links to other articles"),
    ("more from", Related, "links to other articles"),
    ("more on", Related, "links to other articles"),
    ("see also", Related, "links to other articles"),
    ("seealso", Related, "links to other articles"),
    ("also like", Related, "links to other articles"),
    ("teaser", Related, "links to other articles"),
    ("teasers", Related, "links to other articles"),
    ("promo", Related, "links to other articles"),
    ("rich link", Related, "links to other articles"),
    ("post navigation", Related, "links to other articles"),
    ("tags", Related, "tags"),
    ("taglist", Related, "tags"),
    ("tag list", Related, "tags"),
    ("tagcloud", Related, "tags"),
    ("topics", Related, "tags"),
    ("keywords", Related, "tags"),
    ("cat links", Related, "tags"),
    ("rail", Related, "beside the text"),
    ("sidebar", Related, "beside the text"),
    ("side bar", Related, "beside the text"),
    ("widget area", Related, "beside the text"),
    ("sidebar widget", Related, "beside the text"),
    ("widgets", Related, "beside the text"),
    ("byline", Byline, "names who wrote it"),
    ("bylines", Byline, "names who wrote it"),
    ("author name", Byline, "names who wrote it"),
    ("authors", Byline, "names who wrote it"),
    ("author", Byline, "names who wrote it"),
    ("timestamp", Date, "day of publication"),
    ("dateline", Date, "day of publication"),
    ("datetime", Date, "day of publication"),
    ("publish date", Date, "day of publication"),
    ("published date", Date, "day of publication"),
    ("pubdate", Date, "day of publication"),
    ("entry date", Date, "day of publication"),
    ("post date", Date, "day of publication"),
    ("entry meta", Date, "facts about the article"),
    ("post meta", Date, "facts about the article"),
    ("article meta", Date, "facts about the article"),
    ("postmeta", Date, "facts about the article"),
    ("postinfo", Date, "facts about the article"),
    ("ad", Navigation, "advertisement"),
    ("ads", Navigation, "advertisement"),
    ("adv", Navigation, "advertisement"),
    ("advert", Navigation, "advertisement"),
    ("adverts", Navigation, "advertisement"),
    ("advertisement", Navigation, "advertisement"),
    ("advertising", Navigation, "advertisement"),
    ("adsense", Navigation, "advertisement"),
    ("adslot", Navigation, "advertisement"),
    ("adunit", Navigation, "advertisement"),
    ("dfp", Navigation, "advertisement"),
    ("sponsor", Navigation, "advertisement"),
    ("sponsored", Navigation, "advertisement"),
    ("sponsors", Navigation, "advertisement"),
    ("promotion", Navigation, "advertisement"),
    ("affiliate", Navigation, "advertisement"),
    ("nav", Navigation, "menu of the page"),
    ("navbar", Navigation, "menu of the page"),
    ("navigation", Navigation, "menu of the page"),
    ("menu", Navigation, "menu of the page"),
    ("submenu", Navigation, "menu of the page"),
    ("breadcrumb", Navigation, "menu of the page"),
    ("breadcrumbs", Navigation, "menu of the page"),
    ("pagination", Navigation, "menu of the page"),
    ("pager", Navigation, "menu of the page"),
    ("toolbar", Navigation, "menu of the page"),
    ("toolbox", Navigation, "menu of the page"),
    ("masthead", Navigation, "head of the page"),
    ("footer", Navigation, "foot of the page"),
    ("skip", Navigation, "menu of the page"),
    ("modal", Navigation, "window over the page"),
    ("popup", Navigation, "window over the page"),
    ("lightbox", Navigation, "window over the page"),
    ("tooltip", Navigation, "window over the page"),
    ("poll", Navigation, "page furniture"),
    ("rating", Navigation, "page furniture"),
    ("ratings", Navigation, "page furniture"),
    ("edit section", Navigation, "page furniture"),
    ("editsection", Navigation, "page furniture"),
    ("toc", Navigation, "page furniture"),
];

#[cfg(test)]
mod tests {
    use super::super::build::tree;
    use super::*;

    fn kind(html: &str) -> Option<ParagraphKind> {
        let tree = tree(html);
        mark(&tree, 1).map(|mark| mark.kind)
    }

    #[test]
    fn classes_are_read_word_by_word() {
        assert_eq!(kind("<div class='article-relatedLinks'>"), Some(Related));
        assert_eq!(kind("<div class='shareholders'>"), None);
        assert_eq!(kind("<div id=comments>"), Some(Comments));
        assert_eq!(kind("<div class='article__body adapted'>"), None);
        assert_eq!(kind("<div style='display: none'>"), Some(Navigation));
        assert_eq!(kind("<figcaption>"), Some(Caption));
    }
}
