//! `mdbook-patterns lsp`: the language server for editors.

use std::process::ExitCode;

use anyhow::{Context, Result};

/// Serves an editor by the Language Server Protocol, over standard input and output
///
/// Editors start it; the guide has a configuration for each. It reports what `check` reports while you write, offers the
/// fixes, completes keys, values, terms, pages, links, directives and boxes, shows what they mean, leads to where they
/// are defined and named, and renames terms and pages.
#[derive(Debug, clap::Args)]
pub(super) struct Lsp {
    /// Use standard input and output, as always; some editors say so
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
