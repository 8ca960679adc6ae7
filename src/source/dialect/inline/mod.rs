//! What is in a line: icons, keys, marks, abbreviations and attribute lists, in the text that is
//! neither code nor an address.

mod abbreviations;
mod collector;
mod markup;
mod reader;
mod tags;

use std::ops::Range;

use pulldown_cmark::Tag;

pub(crate) use collector::Collector;

use super::attributes::{self, Attribute};
use super::icons::{Icon, Icons};

/// Something of the dialect in a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Its bytes.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Inline,
    /// Those of one group stand or fall together.
    pub group: usize,
}

/// What a spot is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// `:name:{ .class }`
    Icon {
        /// The name as written.
        name: String,
        /// What it shows.
        icon: Icon,
        /// The list after it.
        attributes: Vec<Attribute>,
    },
    /// `++ctrl+k++`
    Keys(Vec<String>),
    /// The signs that open an element.
    Open(&'static str),
    /// The signs that close it.
    Close(&'static str),
    /// A word that an abbreviation of the page explains, and its meaning.
    Abbreviation(String),
    /// `[` of a link with attributes.
    LinkOpen {
        /// The address.
        url: String,
        /// The title.
        title: String,
        /// The list after it.
        attributes: Vec<Attribute>,
    },
    /// `](url){ ... }`
    LinkClose {
        /// Where the link ends and the list starts.
        end: usize,
    },
    /// An image with attributes.
    Image {
        /// The address.
        url: String,
        /// The title.
        title: String,
        /// The text in its place.
        alt: String,
        /// The list after it.
        attributes: Vec<Attribute>,
        /// Where the image ends and the list starts.
        end: usize,
    },
    /// The signs that open an element with attributes.
    ElementOpen {
        /// The element.
        element: &'static str,
        /// The list after its end.
        attributes: Vec<Attribute>,
    },
    /// The signs that close it, and the list after them.
    ElementClose {
        /// The element.
        element: &'static str,
        /// Where the element ends and the list starts.
        end: usize,
    },
    /// Code with attributes.
    CodeWith {
        /// The code.
        text: String,
        /// The list after it.
        attributes: Vec<Attribute>,
        /// Where the code ends and the list starts.
        end: usize,
    },
    /// The start of a paragraph with attributes.
    ParagraphOpen(Vec<Attribute>),
    /// The list at its end.
    ParagraphClose,
    /// `markdown` on an element of raw HTML.
    MarkdownAttribute,
    /// Code in raw HTML.
    Code(String),
    /// Text that raw HTML writes in another way.
    Text(String),
    /// Attributes that may not be written into a page.
    Refused {
        /// Their names.
        names: Vec<String>,
        /// The list they stand in.
        list: Range<usize>,
    },
}

impl Inline {
    /// The attributes that are set; an icon that is not drawn has none.
    pub(crate) fn attributes(&self) -> &[Attribute] {
        match self {
            Self::Icon { icon: Icon::Missing(_), .. } => &[],
            Self::Icon { attributes, .. }
            | Self::LinkOpen { attributes, .. }
            | Self::Image { attributes, .. }
            | Self::ElementOpen { attributes, .. }
            | Self::CodeWith { attributes, .. }
            | Self::ParagraphOpen(attributes) => attributes,
            _ => &[],
        }
    }
}

impl Inline {
    /// What it adds to the text of a heading.
    pub(crate) fn text(&self) -> String {
        match self {
            Inline::Icon { icon: Icon::Emoji(emoji), .. } => emoji.to_string(),
            Inline::Keys(keys) => keys.join("+"),
            Inline::CodeWith { text, .. } => text.clone(),
            _ => String::new(),
        }
    }
}

/// The spots of a text that is all in one line, as a title is.
pub(crate) fn of_line(text: &str, icons: &Icons) -> Vec<Spot> {
    let mut collector = Collector::new(text, icons, None);
    for (event, span) in pulldown_cmark::Parser::new(text).into_offset_iter() {
        collector.event(&event, &span, false);
    }
    collector.finish()
}

/// A plain text as readers see it: with its icons and keys, without marks and attribute lists.
pub(crate) fn shown(text: &str, icons: &Icons) -> String {
    let text = &without_attributes(text);
    let mut collector = Collector::new(text, icons, None);
    collector.start(&Tag::Paragraph, &(0..text.len()));
    collector.run = 0..text.len();
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for spot in collector.finish() {
        out.push_str(&text[at..spot.span.start]);
        out.push_str(&spot.kind.text());
        at = spot.span.end;
    }
    out + &text[at..]
}

/// A plain text without the lists of elements, which directly follow them, and that of its paragraph at the end.
fn without_attributes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut done, mut at) = (0, 0);
    while let Some(start) = text[at..].find('{').map(|found| at + found) {
        at = start + 1;
        let Some((_, length)) = attributes::read(&text[start..]) else { continue };
        let end = start + length;
        let before = &text[done..start];
        if text[end..].trim().is_empty() {
            out.push_str(before.trim_end());
        } else if before.ends_with(|c: char| !c.is_whitespace()) {
            out.push_str(before);
        } else {
            continue;
        }
        (done, at) = (end, end);
    }
    out.push_str(&text[done..]);
    out
}
