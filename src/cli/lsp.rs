//! `mdbook-patterns lsp`: the language server for editors.

use std::process::ExitCode;

use anyhow::{Context, Result};

/// Start the language server for an editor, on standard input and output
///
/// Your editor starts it; the guide has a configuration for each editor. While you write, the server reports what `check` reports
/// and offers the fixes. It completes keys, values, terms, pages, links, directives, boxes and icons, shows what they mean, finds
/// definitions and references, and renames terms and pages.
#[derive(Debug, clap::Args)]
pub(super) struct Lsp {
    /// Accepted because some editors pass it; the server always uses standard input and output
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Lsp {
    /// Serves until the editor says good-bye.
    ///
    /// # Errors
    /// A standard output that cannot be written.
    pub(super) fn run(&self) -> Result<ExitCode> {
        let said_good_bye = crate::lsp::serve().context("cannot answer the editor")?;
        Ok(if said_good_bye { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}
