//! `SUMMARY.md`: made of a tree of pages, or of whatever else knows the chapters of a book.
//!
//! A [`Summary`] writes itself as mdBook reads it, titles and paths escaped. [`arrange`] makes one of
//! pages by their order, category and title, and [`of_book`] of the pages in a book's folder.

mod arrange;
mod folder;
mod write;

pub use arrange::{Leaf, Parts, arrange};
pub use folder::{Drafts, Options, Unlisted, of_book, title_of_path};
pub use write::{part_title, path, title};

/// The line that says that no author wrote a summary, and nothing of theirs is lost with it.
pub const MARK: &str = "<!-- Written by `mdbook-patterns summary --write`, which writes it anew. -->";

/// The chapters of a book, which print themselves as mdBook reads them.
///
/// ```
/// use mdbook_patterns::summary::{Chapter, Part, Summary};
///
/// let chapter = Chapter::new("Retry [draft]", Some("patterns/retry again.md".to_owned()));
/// let part = Part { title: Some("Patterns".to_owned()), chapters: vec![chapter] };
/// let summary = Summary { parts: vec![part], ..Summary::default() };
///
/// assert_eq!(
///     summary.to_string(),
///     "# Summary\n\n# Patterns\n\n- [Retry \\[draft\\]](<patterns/retry again.md>)\n"
/// );
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Its heading, which mdBook skips; `Summary` if it is empty.
    pub title: String,
    /// Chapters without a number, before all others.
    pub prefix: Vec<Chapter>,
    /// The numbered chapters. Only the first part can be without a title.
    pub parts: Vec<Part>,
    /// Chapters without a number, behind all others.
    pub suffix: Vec<Chapter>,
}

/// Chapters below one heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Its heading.
    pub title: Option<String>,
    /// Its chapters.
    pub chapters: Vec<Chapter>,
}

/// One line of a summary, and those below it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chapter {
    /// What the sidebar shows, as text.
    pub title: String,
    /// The page, relative to `SUMMARY.md`, with `/`; `None` for a chapter that has none.
    pub path: Option<String>,
    /// The chapters below it.
    pub below: Vec<Chapter>,
}

impl Chapter {
    /// A chapter without others below it.
    pub fn new(title: impl Into<String>, path: Option<String>) -> Self {
        Self { title: title.into(), path, below: Vec::new() }
    }
}

impl Summary {
    /// The text for a file that nobody writes by hand: it says so itself.
    pub fn marked(&self) -> String {
        format!("{MARK}\n\n{self}")
    }
}

/// Whether a text is a summary that [`Summary::marked`] wrote, or one that names no page: nothing is
/// lost with it.
pub fn is_ours(text: &str) -> bool {
    let links = |event| matches!(event, pulldown_cmark::Event::Start(pulldown_cmark::Tag::Link { .. }));
    text.trim_start_matches('\u{feff}').starts_with(MARK) || !pulldown_cmark::Parser::new(text).any(links)
}
