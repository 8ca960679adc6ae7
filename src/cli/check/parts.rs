//! Which parts of a book are checked.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::cli::book_folder::BookFolder;
use crate::cli::is_below;
use crate::source::folder::read_config;
use crate::text::path::slashes;

/// Files and folders of a book, as it names them; `None` for all of it.
#[derive(Debug)]
pub(super) struct Parts(Option<Vec<String>>);

impl Parts {
    /// Whether the whole book is meant.
    pub(super) fn are_all(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a file is one of them, or below one.
    pub(super) fn hold(&self, file: &str) -> bool {
        self.0.as_ref().is_none_or(|parts| parts.iter().any(|part| is_below(file, part)))
    }
}

/// The book that paths name, or parts of which they name: that of the first that is in one. A hook may name files of
/// no book, too; they are left out, and a line on standard error says so.
///
/// # Errors
/// Paths that do not exist, or of which none is in a book.
pub(super) fn named(paths: &[PathBuf]) -> Result<(BookFolder, Parts)> {
    let Some(first) = paths.first() else { return Ok((BookFolder::find(Path::new("."))?, Parts(None))) };
    for path in paths {
        path.symlink_metadata().with_context(|| format!("cannot read {}", path.display()))?;
    }
    let found = paths.iter().find_map(|path| BookFolder::find(path).ok());
    let book = found.map_or_else(|| BookFolder::find(first), Ok)?;
    let src = slashes(&read_config(&book.path())?.book.src);
    let (mut parts, mut are_all) = (Vec::new(), false);
    for path in paths {
        let file = book.file(path)?;
        are_all |= file.is_empty();
        if file.split('/').next() == Some("..") && !is_below(&file, &src) {
            let (path, root) = (path.display(), book.path());
            writeln!(io::stderr(), "mdbook-patterns: {path} is not in the book of {}", root.display())?;
        } else {
            parts.push(file);
        }
    }
    Ok((book, Parts((!are_all).then_some(parts))))
}
