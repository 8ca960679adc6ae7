//! `migrate mkdocs`: from an MkDocs site to a book.
//!
//! ```text
//!  mkdocs.yml ─▶ site ─┬─▶ nav ──▶ outline ─▶ SUMMARY.md
//!  docs/ ─────▶ tree ──┴─▶ read ─▶ page ────▶ pages        ─▶ files ─▶ write
//!                                  anchors ─▶ {#id}
//!                          redirects, book_toml ─▶ book.toml
//! ```
//!
//! Pages are parsed as the book will parse them, links resolved as MkDocs resolves them. What becomes of each
//! construct goes into one ledger, of which the report is made. Nothing is written before all is known.

mod anchors;
mod attribute_lists;
mod audit;
mod authors;
mod blocks;
mod blog;
mod book_toml;
mod code;
mod critic;
mod dialect;
mod differences;
mod disagreements;
mod draft;
mod error;
mod excluded;
mod icons;
mod inclusions;
mod inserts;
mod ledger;
mod links;
mod macros;
mod made;
mod math;
mod nav;
mod outline;
mod page;
mod paste;
mod pins;
mod plain_text;
mod plan;
mod read;
mod redirects;
mod report;
mod served;
mod settings;
mod signs;
mod site;
mod slug;
mod snippets;
mod styles;
mod theme;
mod tree;
mod write;

use std::path::{Path, PathBuf};

use self::error::Result;
use self::ledger::{Fate, Ledger};
use self::report::Written;
use self::write::Files;
pub(crate) use plan::plan;

/// How a site is to be migrated.
#[derive(Debug, Clone, Default)]
pub(crate) struct Options {
    /// The folder of `mkdocs.yml`.
    pub site: PathBuf,
    /// The folder of the new book.
    pub out: PathBuf,
    /// Whether all headings whose ids differ keep those of Python-Markdown, and not only those that a page links.
    pub pin_all: bool,
    /// A folder of icons, as the package of Material has it.
    pub icons: Option<PathBuf>,
    /// The texts of macros, in JSON.
    pub expand: Option<PathBuf>,
    /// Whether a program adds to the book what draws Mermaid diagrams.
    pub draws_mermaid: bool,
    /// The site as MkDocs built it, to compare with.
    pub built: Option<PathBuf>,
}

/// A book that is ready to be written.
#[derive(Debug)]
pub(crate) struct Migration {
    out: PathBuf,
    files: Files,
    ledger: Ledger,
    written: Written,
    /// The configuration of the site.
    site_file: String,
}

/// The report's file in the book.
pub(crate) const REPORT: &str = "migration-report.md";

/// The calls of macros that nothing is known of, in the book.
pub(crate) const CALLS: &str = "migration-macros.json";

impl Migration {
    /// The whole report, in Markdown.
    pub(crate) fn report(&self) -> String {
        report::whole(&self.ledger, self.written, &self.site_file)
    }

    /// The report for a terminal: what weighs most, with the first places of each kind.
    pub(crate) fn short_report(&self) -> String {
        report::short(&self.ledger, self.written, &self.site_file)
    }

    /// The files of the book, in the order of their names.
    pub(crate) fn files(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// How many Mermaid diagrams the book has.
    pub(crate) fn diagrams(&self) -> usize {
        self.ledger.count(code::DIAGRAMS)
    }

    /// Whether the book lacks something that the site has.
    pub(crate) fn has_losses(&self) -> bool {
        !self.ledger.places(Fate::Lost).is_empty() || !self.ledger.places(Fate::Fault).is_empty()
    }

    /// Writes the book; `finish` may add to it before anybody sees it.
    ///
    /// # Errors
    /// What the file system reports, with the path; nothing is left then.
    pub(crate) fn write(&self, finish: impl FnOnce(&Path) -> write::Finished) -> Result<()> {
        write::write(&self.out, &self.files, finish)
    }
}
