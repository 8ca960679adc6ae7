//! A chapter parsed once: its front matter, headings, words, and the regions that are ours.
//!
//! `pulldown-cmark`, with mdBook's own options, says where things are, so that nothing inside code
//! or comments is taken for a directive or a box. Everything that looks at a page's text uses what
//! this module found.

mod behind_title;
mod blockquote;
mod directive;
mod handwritten;
mod heading_id;
mod html;
mod left_open;
mod markdown_line;
mod parse;

use std::ops::Range;

pub use blockquote::{Form, Quoted};
pub(crate) use blockquote::{marker, read as quoted_at};
pub use directive::{Argument, Directive};
pub(crate) use directive::{
    OPENING, end as directive_end, parse as directive_at, starts as directive_starts,
};
pub use handwritten::{Handwritten, HandwrittenKind};
pub(crate) use heading_id::id_from_content as id_of;
pub(crate) use html::text_of_html;
pub use html::{Div, Element};
pub use left_open::LeftOpen;
pub use parse::Listener;
pub(crate) use parse::{Input, front_matter_alone, parse};

use crate::schema::Fields;
use crate::source::dialect::{Original, Spot, shown_icon};
use crate::text::markdown::is_property;

/// The index of a page in the book's order of chapters.
pub type PageId = usize;

/// One chapter.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The chapter's name in `SUMMARY.md`.
    pub name: String,
    /// The chapter's text as CommonMark can read it: as mdBook hands it over, but for what a dialect writes otherwise.
    pub text: String,
    /// The chapter as its author wrote it, where that is not `text`.
    pub(crate) original: Option<Box<Original>>,
    /// The path of the page in the book, with `/`; `None` for a draft chapter.
    pub path: Option<String>,
    /// The file that problems point into, relative to the book's root.
    pub file: String,
    /// Whether no author wrote it: the catalog's own chapter.
    pub generated: bool,
    /// Whether the program panicked at its text, of which nothing is known then.
    pub(crate) is_unread: bool,
    /// The chapter that this one is nested under.
    pub parent: Option<PageId>,
    /// The part of `SUMMARY.md` it stands in.
    pub part: Option<String>,
    /// The bytes of the front matter with its fences; empty without one.
    pub front_matter: Range<usize>,
    /// Whether there is a front matter that could be found, readable or not, or one that the page has by its path.
    pub has_front_matter: bool,
    /// The fields of the front matter.
    pub fields: Fields,
    /// All headings in their order.
    pub headings: Vec<Heading>,
    /// Whether the first heading that readers see is of level 1, in Markdown or in raw HTML.
    pub opens_with_title: bool,
    /// Where a heading of level 1 that opens the page ends; what is before it is at most
    /// comments, images and hand-written breadcrumbs.
    pub title_end: Option<usize>,
    /// The text of the first paragraph or quote, for pages without a description.
    pub first_text: Option<String>,
    /// The words of the text.
    pub words: usize,
    /// `{{#patterns ...}}`, outside code.
    pub directives: Vec<Directive>,
    /// The backslashes of escaped directives.
    pub escapes: Vec<Range<usize>>,
    /// `> [!KIND]` quotes that mdBook does not draw itself.
    pub quotes: Vec<Quoted>,
    /// Where lists start, nested ones too.
    pub lists: Vec<usize>,
    /// `<div class="...">` with a class, whose end was found or not.
    pub divs: Vec<Div>,
    /// What the end of the page alone ends.
    pub left_open: Option<LeftOpen>,
    /// Navigation that the author wrote by hand.
    pub handwritten: Vec<Handwritten>,
    /// Icons, keys, marks and attributes in the text, where the book reads MkDocs' syntax.
    pub spots: Vec<Spot>,
}

/// A heading of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The text without markup.
    pub text: String,
    /// The id that mdBook gives it in the HTML.
    pub id: String,
    /// The bytes of the heading.
    pub span: Range<usize>,
    /// Whether it stands in a list, a quote or the like.
    pub is_nested: bool,
}

impl Page {
    /// What a field names in so many words. A part of a value, such as the status in `Superseded by ADR-2`, is left out.
    pub(crate) fn written_references(&self, field: &str) -> impl Iterator<Item = &crate::schema::Reference> {
        self.fields.references(field).iter().filter(|reference| {
            self.text.get(reference.span.clone()).is_none_or(|text| text.contains(&reference.name))
        })
    }

    /// Whether it says something of itself, in front matter or where its text is read for that.
    pub fn has_metadata(&self) -> bool {
        self.has_front_matter || self.fields.are_in_text()
    }

    /// The title: of the front matter, otherwise the first heading, otherwise the chapter's name.
    pub fn title(&self) -> &str {
        self.fields.text("title").or(self.first_heading()).unwrap_or(&self.name)
    }

    /// The text as its author wrote it.
    pub fn written(&self) -> &str {
        self.original.as_deref().map_or(self.text.as_str(), |original| &original.text)
    }

    /// A span of the text that was parsed, in the text as its author wrote it.
    pub(crate) fn written_span(&self, span: Range<usize>) -> Range<usize> {
        self.original.as_ref().map_or(span.clone(), |original| original.map.back(span))
    }

    /// The title for lists and breadcrumbs, where short is better.
    pub fn short_title(&self) -> &str {
        self.fields.text("short_title").unwrap_or_else(|| self.title())
    }

    fn first_heading(&self) -> Option<&str> {
        self.title_heading().map(|heading| heading.text.as_str())
    }

    /// The heading that is the title where the front matter says none. One in a list is the title of a page that starts with
    /// it and has no others: pages of an outliner are one list.
    pub(crate) fn title_heading(&self) -> Option<&Heading> {
        let is_outline = self.headings.iter().all(|heading| heading.is_nested);
        let shows = |heading: &&Heading| heading.level == 1 && !heading.text.is_empty();
        let is_title = |heading: &&Heading| !heading.is_nested || is_outline && self.opens_a_list(heading);
        self.headings.iter().filter(shows).find(is_title)
    }

    /// Whether nothing stands before a heading but the mark of a list, and what readers do not see: comments, anchors,
    /// directives and properties. A list with numbers is an outline only with one heading.
    fn opens_a_list(&self, heading: &Heading) -> bool {
        let before = self.text.get(self.front_matter.end..heading.span.start).unwrap_or_default();
        let (above, line) = before.rsplit_once('\n').unwrap_or(("", before));
        let is_number = |mark: &str| {
            let digits = mark.strip_suffix(['.', ')']).filter(|_| self.headings.len() == 1);
            digits.is_some_and(|digits| digits.parse::<u32>().is_ok())
        };
        let mut marks = line.split_whitespace().peekable();
        let is_directive = |line: &str| line.starts_with("{{#") && line.ends_with("}}");
        let is_html = |line: &str| line.starts_with('<') && text_of_html(line).trim().is_empty();
        let is_no_text = |line: &str| {
            let line = line.trim();
            line.is_empty() || is_property(line) || is_directive(line) || is_html(line)
        };
        marks.peek().is_some()
            && marks.all(|mark| matches!(mark, "-" | "*" | "+") || is_number(mark))
            && above.lines().all(is_no_text)
    }

    /// The description: of the front matter, otherwise the first paragraph or quote.
    pub fn description(&self) -> Option<&str> {
        self.fields.text("description").or(self.first_text.as_deref())
    }

    /// What readers see of the page's icon.
    pub fn icon(&self) -> Option<String> {
        self.fields.text("icon").and_then(shown_icon)
    }

    /// The page's type, if it says one.
    pub fn page_type(&self) -> Option<&str> {
        self.fields.page_types().next()
    }

    /// Whether the page's type is one of `types`, whatever their case and dashes.
    pub fn is_a(&self, types: &[impl AsRef<str>]) -> bool {
        let mut own = self.fields.page_types().map(crate::text::name::slug);
        own.any(|own| types.iter().any(|t| crate::text::name::slug(t.as_ref()) == own))
    }

    /// Whether the page lists others, and is not for reading itself.
    pub fn is_list(&self) -> bool {
        let mut own = self.fields.page_types().map(crate::text::name::slug);
        own.any(|own| own == "index" || own.ends_with("-index"))
    }

    /// The id: of the front matter, otherwise the file's stem, otherwise (for an index) the folder's name.
    pub fn id(&self) -> String {
        self.fields.text("id").map_or_else(|| self.stem(), crate::text::name::slug)
    }

    /// The file's stem as an id; of an index the folder's name.
    pub fn stem(&self) -> String {
        let path = self.path.as_deref().unwrap_or(&self.name);
        crate::text::name::slug(crate::text::path::own_name(path))
    }

    /// How many minutes the page takes to read, said by the author or counted.
    pub fn minutes(&self, words_per_minute: u32) -> u32 {
        let counted = || (self.words as u32).div_ceil(words_per_minute.max(1)).max(1);
        self.fields.minutes("reading_time").unwrap_or_else(counted)
    }
}
