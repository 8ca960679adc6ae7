//! The programs under measurement, and the ways to give them a book.

use super::books::Sample;
use super::measure::{Measured, Usage};
use super::sites::text;
use anyhow::{Context, Result, bail, ensure};
use mdbook_driver::book::Book;
use std::env;
use std::fmt;
use std::fs::File;
use std::io::ErrorKind;
use std::path::Path;
use std::process::Stdio;

/// How a preprocessor gets its JSON.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Feed {
    /// From a file, its answer thrown away: the process's own time.
    File,
    /// As mdBook does: unbuffered through a pipe, its answer read from another. Mostly mdBook's time.
    Pipe,
}

impl fmt::Display for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Feed::File => "from a file",
            Feed::Pipe => "as mdBook feeds",
        })
    }
}

/// A preprocessor: a program and its arguments.
pub(super) struct Subject {
    command: Vec<String>,
}

impl Subject {
    /// Ours, the no-op that everyone writes, and the no-op that slurps: the order of all tables.
    pub(super) fn preprocessors(ours: &Path) -> Result<[Subject; 3]> {
        let xtask = text(&env::current_exe()?)?;
        Ok([
            Subject { command: vec![text(ours)?] },
            Subject { command: vec![xtask.clone(), "noop-preprocessor".to_owned()] },
            Subject { command: vec![xtask, "slurp-preprocessor".to_owned()] },
        ])
    }

    /// Run once over a book.
    pub(super) fn feed(&self, sample: &Sample, feed: Feed) -> Result<Usage> {
        match feed {
            Feed::File => self.through_file(sample),
            Feed::Pipe => self.through_pipe(sample),
        }
        .with_context(|| format!("`{}` fed {feed}", self.command.join(" ")))
    }

    fn through_file(&self, sample: &Sample) -> Result<Usage> {
        from_file(&self.command, &sample.input())
    }

    fn through_pipe(&self, sample: &Sample) -> Result<Usage> {
        let mut measured = Measured::new(&self.command)?;
        measured.command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = measured.command.spawn()?;
        let stdin = child.stdin.take().context("stdin is piped")?;
        match sample.write(stdin) {
            // A program that stopped reading has failed, and its exit code says so below.
            Err(error) if error.io_error_kind() != Some(ErrorKind::BrokenPipe) => bail!(error),
            _ => {}
        }
        let output = child.wait_with_output()?;
        let usage = measured.usage(output.status)?;
        let book: Book = serde_json::from_slice(&output.stdout).context("its answer is no book")?;
        let pages = book.chapters().count();
        // Ours adds the catalog.
        ensure!(pages >= sample.pages, "its answer has {pages} pages, not {}", sample.pages);
        Ok(usage)
    }
}

/// Run a program once with a file as its input, its answer thrown away.
pub(super) fn from_file(command: &[String], input: &Path) -> Result<Usage> {
    let mut measured = Measured::new(command)?;
    measured.command.stdin(File::open(input)?).stdout(Stdio::null()).stderr(Stdio::null());
    let status = measured.command.status()?;
    measured.usage(status)
}
