//! The program mdbook-mermaid, which draws diagrams: whether it is there, and what it adds to a book.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use toml_edit::{DocumentMut, value};

use super::book_toml::BOOK_TOML;
use crate::check::rules::programs::on_path;
use crate::file::Root;

const PROGRAM: &str = "mdbook-mermaid";

/// Whether the program is installed.
pub(super) fn is_installed() -> bool {
    on_path(PROGRAM).is_some()
}

/// Lets the program add its files and its table to a book. On a machine without the program the book is still built.
///
/// # Errors
/// What the program reports, a `book.toml` that cannot be read or written.
pub(super) fn install(book: &Path) -> Result<()> {
    let output =
        Command::new(PROGRAM).arg("install").arg(book).output().context("cannot run mdbook-mermaid")?;
    if !output.status.success() {
        bail!("`mdbook-mermaid install` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    let root = Root::of(book)?;
    let text = root.read(BOOK_TOML)?.unwrap_or_default();
    let mut document: DocumentMut = text.parse().with_context(|| format!("cannot edit {BOOK_TOML}"))?;
    if let Some(table) = document.get_mut("preprocessor").and_then(|tables| tables.get_mut("mermaid")) {
        table["optional"] = value(true);
        root.write(BOOK_TOML, &document.to_string())?;
    }
    Ok(())
}
