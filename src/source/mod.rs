//! Where a book comes from: mdBook's JSON, or the folder that it lies in.
//!
//! Either makes a [`Source`]: the chapters as their authors wrote them, with mdBook's configuration and the text of
//! `book.toml`. A [`Library`](crate::library::Library) is built of one.

pub(crate) mod dialect;
pub mod folder;
pub(crate) mod inputs;
pub(crate) mod others;
pub(crate) mod redirect_file;
mod renderers;
pub(crate) mod stdin;
mod summary_links;

pub(crate) use renderers::is_served;
pub(crate) use renderers::{OLD_PROGRAM, OLD_TABLE, has_previews, old_renderers, runs_old_program};
pub use renderers::{has_search, is_our_renderer};
pub(crate) use summary_links::{SummaryLink, summary_links};

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use self::redirect_file::RedirectFile;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config as MdbookConfig;

use crate::diagnostic::Diagnostic;
use crate::file::unreadable;
use crate::text::path::slashes;

/// A book as it was handed over, of which nothing is parsed yet.
#[derive(Debug, Clone)]
pub struct Source {
    /// The book's root.
    pub root: PathBuf,
    /// mdBook's configuration.
    pub mdbook: MdbookConfig,
    /// The text of `book.toml`, to point at.
    pub book_toml: String,
    /// The chapters.
    pub book: Book,
    /// The text of `SUMMARY.md`, where the book was read from its folder.
    pub summary: String,
    /// Whether pages are read byte for byte as they are on disk, blocks of another dialect included: whoever edits
    /// files needs that.
    pub(crate) as_written: bool,
    /// Whether drafts stay, whatever the configuration says: who looks after pages sees them all.
    pub(crate) keeps_drafts: bool,
    /// The texts of files that an editor has not saved yet, by their names from the root.
    pub(crate) unsaved: BTreeMap<String, String>,
    /// The file of old addresses, where the book names one.
    pub(crate) redirects: Option<RedirectFile>,
    /// The folders of the book's icons.
    pub(crate) icons: Vec<PathBuf>,
    /// What could not be read.
    pub problems: Vec<Diagnostic>,
}

impl Source {
    /// The book that mdBook hands over, in memory, with its root and its configuration.
    pub fn of_mdbook(root: &Path, mdbook: &MdbookConfig, book: Book) -> Self {
        let read = crate::file::read_text(&root.join("book.toml"));
        // A book may have none.
        let failed = read.as_ref().err().filter(|error| error.kind() != io::ErrorKind::NotFound);
        let problem = failed.map(|error| unreadable("book.toml", error));
        let mut source = Self::of_parts(root, mdbook.clone(), read.unwrap_or_default(), book);
        source.problems.extend(problem);
        source
    }

    /// The same book with its drafts, whatever the configuration says.
    #[must_use]
    pub(crate) fn with_drafts(self) -> Self {
        Self { keeps_drafts: true, ..self }
    }

    /// The list of chapters, from the book's root.
    pub(crate) fn summary_file(&self) -> String {
        slashes(&self.mdbook.book.src.join("SUMMARY.md"))
    }

    /// What the paths of pages start with, from the book's root: `src/`, or nothing where pages lie in the root itself.
    pub(crate) fn src_prefix(&self) -> String {
        let src = slashes(&self.mdbook.book.src);
        if src.is_empty() { src } else { src + "/" }
    }

    /// A book that may not be on disk yet: `book_toml` is what its configuration says.
    pub(crate) fn of_parts(root: &Path, mdbook: MdbookConfig, book_toml: String, book: Book) -> Self {
        let (redirects, problems) = match RedirectFile::of(root, &mdbook, &book_toml) {
            Some(Ok(file)) => (Some(file), Vec::new()),
            Some(Err(problem)) => (None, vec![problem]),
            None => (None, Vec::new()),
        };
        Self {
            root: root.to_owned(),
            mdbook,
            book_toml,
            book,
            summary: String::new(),
            as_written: false,
            keeps_drafts: false,
            unsaved: BTreeMap::new(),
            redirects,
            icons: vec![root.join("theme/icons")],
            problems,
        }
    }
}
