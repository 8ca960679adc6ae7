//! `mdbook-patterns check`: what is wrong in a book, without building it.

mod parts;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use self::parts::Parts;
use super::book_folder::BookFolder;
use super::explain::code;
use super::progress::while_doing;
use super::{problems_in_words, write_out};
use crate::check::baseline::Baseline;
use crate::check::fix::{Fixed, Written, fix};
use crate::check::report::{Format, report};
use crate::check::{Findings, Options, check};
use crate::diagnostic::{Code, Severity, printable};

/// Find problems in a book without building it
///
/// Reports what a build reports, and more: broken links and anchors, sections that a page's template has and the page
/// lacks, placeholders, totals that were typed by hand. `mdbook-patterns explain CODE` explains a code.
///
/// Checks the book of the current folder, or of the nearest folder above that has a book.toml. If you name files or folders
/// of a book, only the problems in them are reported.
///
/// Exits with 0 if there is nothing to report, with 1 if there is, and with 2 if the book cannot be read. `--fail-on` says
/// which problems count.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns check                            all problems, with the lines they are in
  mdbook-patterns check src/retry.md src/data      only what is in these
  mdbook-patterns check --fix                      fix what is certain
  mdbook-patterns check --fail-on error            warnings do not fail
  mdbook-patterns check --allow P0906 --deny P1001 leave one rule out, add one that is off
  mdbook-patterns check --baseline problems.json   fail only on problems that are new
  mdbook-patterns check --format github            in a workflow")]
pub(super) struct Check {
    /// A book, or files and folders inside one book [default: the book of the current folder]
    paths: Vec<PathBuf>,
    /// The format of the report
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Report a code as an error; this also turns on a code that is off by default
    #[arg(long, value_name = "CODE", value_parser = code)]
    deny: Vec<Code>,
    /// Do not report a code
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,
    /// The lowest severity for which the exit code is 1
    #[arg(long, value_enum, default_value_t, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// Report only problems that are not in this file; it is created if it does not exist
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Show every problem; otherwise many problems of one kind are reported together
    #[arg(long)]
    all: bool,
    /// Fix what is certain: names of keys, spellings, dates, links
    #[arg(long, conflicts_with = "baseline")]
    fix: bool,
    /// With --fix: also change files that have uncommitted changes
    #[arg(long, requires = "fix")]
    force: bool,
}

/// What makes the exit code 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// Errors, which include denied codes
    Error,
    /// Errors and warnings
    #[default]
    Warning,
    /// None: problems never fail
    Never,
}

impl Check {
    /// Checks, and writes the report to standard output.
    ///
    /// # Errors
    /// A book that cannot be read, a baseline that cannot be read or written, files that cannot be
    /// fixed.
    pub(super) fn run(&self) -> Result<ExitCode> {
        if let Some(code) = self.deny.iter().find(|code| self.allow.contains(code)) {
            bail!("{} is both denied and allowed", code.id());
        }
        let (book, parts) = parts::named(&self.paths)?;
        let mut findings = while_doing("checking the book", || self.check(&book, &parts))?;
        if self.fix {
            say_fixed(&fix(&book.path(), &findings, self.force)?, &book)?;
            findings = self.check(&book, &parts)?;
        }
        self.apply_baseline(&parts, &mut findings)?;
        findings.all = self.all;
        let book = match self.format {
            Format::Github | Format::Sarif => book.in_repository(),
            Format::Human | Format::Json => book,
        };
        findings.rename(|file| book.shown(file));
        let text = report(&findings, self.format, true).context("cannot make the report")?;
        write_out(&text, "report")?;
        let fails = findings.diagnostics.iter().any(|found| match self.fail_on {
            FailOn::Error => found.severity == Severity::Error,
            FailOn::Warning => true,
            FailOn::Never => false,
        });
        Ok(if fails { ExitCode::from(1) } else { ExitCode::SUCCESS })
    }

    fn check(&self, book: &BookFolder, parts: &Parts) -> Result<Findings> {
        let options = Options { deny: self.deny.clone(), allow: self.allow.clone() };
        let mut findings = check(&book.path(), &options)?;
        if !parts.are_all() {
            findings.only(|file| parts.hold(file));
        }
        Ok(findings)
    }

    fn apply_baseline(&self, parts: &Parts, findings: &mut Findings) -> Result<()> {
        let Some(path) = &self.baseline else { return Ok(()) };
        findings.only_new = true;
        let mut err = io::stderr().lock();
        match Baseline::read(path)? {
            None if !parts.are_all() => {
                bail!(
                    "{} does not exist; run the command once without files, to record the whole book in it",
                    path.display()
                );
            }
            None => {
                Baseline::of(&findings.diagnostics).write(path)?;
                let recorded = problems_in_words(findings.diagnostics.len());
                writeln!(err, "mdbook-patterns: recorded {recorded} in {}", path.display())?;
                findings.diagnostics.clear();
            }
            Some(baseline) => {
                let gone = baseline.subtract(&mut findings.diagnostics, |file| parts.hold(file));
                if gone > 0 {
                    writeln!(
                        err,
                        "mdbook-patterns: {} fewer than in {}; delete it to record it again",
                        problems_in_words(gone),
                        path.display()
                    )?;
                }
            }
        }
        Ok(())
    }
}

fn say_fixed(fixed: &Fixed, book: &BookFolder) -> Result<()> {
    let mut err = io::stderr().lock();
    for (file, all) in &fixed.files {
        let file = book.shown(file);
        for Written { line, old, new } in all {
            writeln!(err, "fixed {file}:{line}: `{}` is now `{}`", printable(old), printable(new))?;
        }
    }
    Ok(())
}
