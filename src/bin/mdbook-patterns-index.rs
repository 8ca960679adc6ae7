//! `mdbook-patterns-index`: the renderer that mdBook calls.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::{Context, Result};
use mdbook_patterns::{input, renderer};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(io::stderr(), "mdbook-patterns-index: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<()> {
    let bytes = input::read_all(io::stdin().lock()).context("cannot read the book from standard input")?;
    let context = serde_json::from_slice(&bytes).context(
        "standard input is not what mdBook 0.5 sends to a renderer; \
         this program is run by `mdbook build`, for the table [output.patterns-index] of book.toml",
    )?;
    drop(bytes);
    let report = renderer::run(&context)?;
    io::stderr().write_all(report.as_bytes()).context("cannot report")
}
