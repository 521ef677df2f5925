//! What the read step gives: one published text with what is known about it.

use crate::{Clock, Code, Notice, Span, Stamp};
use jiff::civil::Date;

/// One published text. The text is the user's own, unchanged; every span is a byte range of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The record's own id, or its place, or a hash of its content.
    pub id: String,
    /// Path of the file.
    pub path: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Line under the headline.
    pub subtitle: Option<String>,
    /// Who wrote it.
    pub byline: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// Time of day of publication.
    pub clock: Option<Clock>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// ISO 639-1, as the page says or the text shows.
    pub language: Option<String>,
    /// Part of the paper: "World".
    pub section: Option<String>,
    /// Place named before the first sentence ("SEOUL").
    pub dateline: Option<String>,
    /// The text.
    pub text: String,
    /// The text's lines and blocks, in order, each kept or left out with its reason.
    pub paragraphs: Vec<Paragraph>,
    /// What was odd about the input.
    pub notices: Vec<Notice>,
}

impl Article {
    /// Whether it is in another language than English, which later steps do not read.
    pub fn is_foreign(&self) -> bool {
        self.language.as_deref().is_some_and(|language| language != "en")
    }

    /// What the page is, when it is no news.
    pub fn not_news(&self) -> Option<&str> {
        self.notices.iter().find(|notice| notice.code == Code::NotNews).map(|notice| notice.detail.as_str())
    }

    /// What is said of an article in another language than English.
    pub(crate) fn foreign_notice(language: Option<&str>) -> Option<Notice> {
        let language = language.filter(|language| *language != "en")?;
        Some(Notice::new(Code::NotEnglish, format!("its language is \"{language}\"")))
    }
}

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Where it stands, without surrounding white space, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: ParagraphKind,
    /// Why it was taken for that.
    pub reason: &'static str,
}

impl Paragraph {
    /// Whether later steps read it: the body, the headline and its sub-headline.
    pub fn kept(&self) -> bool {
        use ParagraphKind::{Body, Headline, Subheading, Subtitle};
        matches!(self.kind, Body | Headline | Subtitle | Subheading)
    }
}

/// What a block of a news page can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ParagraphKind {
    /// The article's own sentences.
    Body,
    /// The headline.
    Headline,
    /// The line under the headline.
    Subtitle,
    /// A heading between paragraphs.
    Subheading,
    /// Who wrote it.
    Byline,
    /// When it was published or updated.
    Date,
    /// Words under a picture, or its credit.
    Caption,
    /// Menus, buttons, icons.
    Navigation,
    /// Share buttons and the like.
    Sharing,
    /// Invitations to subscribe.
    Newsletter,
    /// About the author.
    Biography,
    /// Other articles and tags.
    Related,
    /// Cookie and legal notices.
    Legal,
    /// Readers' comments.
    Comments,
}

impl ParagraphKind {
    /// The kind as the output writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            ParagraphKind::Body => "body",
            ParagraphKind::Headline => "headline",
            ParagraphKind::Subtitle => "subtitle",
            ParagraphKind::Subheading => "subheading",
            ParagraphKind::Byline => "byline",
            ParagraphKind::Date => "date",
            ParagraphKind::Caption => "caption",
            ParagraphKind::Navigation => "navigation",
            ParagraphKind::Sharing => "sharing",
            ParagraphKind::Newsletter => "newsletter",
            ParagraphKind::Biography => "biography",
            ParagraphKind::Related => "related",
            ParagraphKind::Legal => "legal",
            ParagraphKind::Comments => "comments",
        }
    }
}
