//! `SUMMARY.md`: made of a tree of pages, or of whatever else knows the chapters of a book.
//!
//! A [`Summary`] writes itself as mdBook reads it, titles and paths escaped. [`arrange`] makes one of
//! pages by their order, category and title, and [`of_book`] of the pages in a book's folder.

mod arrange;
mod folder;
mod write;

pub(crate) use arrange::{Leaf, Parts, arrange};
pub(crate) use folder::{Drafts, Options, of_book, title_of_path};
pub(crate) use write::title;

/// The line that says that no author wrote a summary, and nothing of theirs is lost with it.
pub(crate) const MARK: &str = "<!-- Written by `mdbook-patterns summary --write`, which writes it anew. -->";

/// The chapters of a book, which print themselves as mdBook reads them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Its heading, which mdBook skips; `Summary` if it is empty.
    pub title: String,
    /// Chapters without a number, before all others.
    pub prefix: Vec<Chapter>,
    /// The numbered chapters. Only the first part can be without a title.
    pub parts: Vec<Part>,
    /// Chapters without a number, after all others.
    pub suffix: Vec<Chapter>,
}

/// Chapters below one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its heading.
    pub title: Option<String>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

/// One line of a summary, and those below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Chapter {
    /// What the sidebar shows, as text.
    pub title: String,
    /// The page, relative to `SUMMARY.md`, with `/`; `None` for a chapter that has none.
    pub path: Option<String>,
    /// The chapters below it.
    pub below: Vec<Chapter>,
}

impl Chapter {
    /// A chapter without others below it.
    pub(crate) fn new(title: impl Into<String>, path: Option<String>) -> Self {
        Self { title: title.into(), path, below: Vec::new() }
    }
}

impl Summary {
    /// The text for a file that nobody writes by hand: it says so itself.
    pub(crate) fn marked(&self) -> String {
        format!("{MARK}\n\n{self}")
    }
}

/// Whether a text is a summary that [`Summary::marked`] wrote, or one that names no page: nothing is
/// lost with it.
pub(crate) fn is_ours(text: &str) -> bool {
    let links = |event| matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. }));
    text.trim_start_matches('\u{feff}').starts_with(MARK) || !pulldown_cmark::Parser::new(text).any(links)
}
