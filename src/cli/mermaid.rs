//! The program mdbook-mermaid, which draws diagrams: whether it is there, and what it adds to a book.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use toml_edit::{DocumentMut, value};

const PROGRAM: &str = "mdbook-mermaid";

/// Whether the program is installed.
pub(super) fn is_installed() -> bool {
    Command::new(PROGRAM).arg("--version").output().is_ok_and(|output| output.status.success())
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
    let path = book.join("book.toml");
    let shown = || format!("cannot edit {}", path.display());
    let text = std::fs::read_to_string(&path).with_context(shown)?;
    let mut document: DocumentMut = text.parse().with_context(shown)?;
    if let Some(table) = document.get_mut("preprocessor").and_then(|tables| tables.get_mut("mermaid")) {
        table["optional"] = value(true);
        std::fs::write(&path, document.to_string()).with_context(shown)?;
    }
    Ok(())
}
