//! `mdbook-patterns summary`: SUMMARY.md made of the pages.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Result, bail};

use super::book_folder::BookFolder;
use super::write_out;
use crate::file::Root;
use crate::source::folder::open;
use crate::summary::{Drafts, MARK, Options, Parts, is_ours, of_book};
use crate::text::diff;

/// Create SUMMARY.md from the pages, for books that do not keep it by hand
///
/// Every Markdown file below src/ gets a line, except hidden files and files that others include. Pages are sorted by `order` (or
/// `weight`, `nav_order`, `sidebar_position`), then by the order of their categories, then by title; if all files of a folder
/// start with a number, they are sorted by that number. README.md or index.md is the chapter of its folder, with the other pages
/// below it.
///
/// Prints the summary. With --check, it exits with 1 and prints the differences if SUMMARY.md is not up to date.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns summary                     print it
  mdbook-patterns summary --write             write it into the book
  mdbook-patterns summary --check             in a workflow: is it up to date?
  mdbook-patterns summary --parts category    a part for each category")]
pub(super) struct Summary {
    /// The folder of the book, or a folder inside it
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// Exit with 1 if SUMMARY.md is not up to date, and print the differences
    #[arg(long, conflicts_with = "write")]
    check: bool,
    /// Write SUMMARY.md
    #[arg(long)]
    write: bool,
    /// Overwrite a summary that somebody wrote by hand
    #[arg(long, requires = "write")]
    force: bool,
    /// What the parts of the summary are
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    parts: Parts,
    /// What to do with pages that have `draft: true`
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    drafts: Drafts,
}

impl Summary {
    /// Prints, checks or writes.
    ///
    /// # Errors
    /// A book or a page that cannot be read; a summary that cannot be written, or that was written by hand.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let book = BookFolder::find(&self.dir)?;
        let dir = book.path();
        let config = open(&dir)?;
        let options = Options { parts: self.parts, drafts: self.drafts };
        let summary = of_book(&dir, &config, &options)?;
        let list = config.book.src.join("SUMMARY.md");
        let name = book.shown(&list);
        if !self.check && !self.write {
            return write_out(&summary.marked(), "summary").map(|()| ExitCode::SUCCESS);
        }
        let root = Root::of_book(&dir, &config.book.src)?;
        let written = root.read(&list)?.unwrap_or_default();
        let new = like(&written, &summary);
        if self.check {
            write_out(&diff::coloured(&diff::unified(&name, &written, &new)), "difference")?;
            return Ok(if written == new { ExitCode::SUCCESS } else { ExitCode::from(1) });
        }
        if written == new {
            let said = format!("is up to date: {name}\n");
            return write_out(&said, "report").map(|()| ExitCode::SUCCESS);
        }
        if !is_ours(&written) && !self.force {
            bail!(
                "{name} was written by hand: `--check` shows what would change, and `--write --force` overwrites it"
            );
        }
        root.write(&list, &with_line_ends(&written, summary.marked()))?;
        write_out(&format!("wrote {name}\n"), "report").map(|()| ExitCode::SUCCESS)
    }
}

/// The new text as the old one is written: its line ends, and no mark if it has none.
fn like(written: &str, summary: &crate::summary::Summary) -> String {
    let is_by_hand = !written.trim().is_empty() && !written.contains(MARK);
    with_line_ends(written, if is_by_hand { summary.to_string() } else { summary.marked() })
}

fn with_line_ends(written: &str, text: String) -> String {
    if written.contains("\r\n") { text.replace('\n', "\r\n") } else { text }
}
