//! `mdbook-patterns check`: what is wrong in a book, without building it.

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use super::progress::while_doing;
use super::{problems_in_words, write_out};
use crate::check::baseline::Baseline;
use crate::check::fix::{Fixed, Written, fix};
use crate::check::report::{Format, report};
use crate::check::{Findings, Options, check};
use crate::diagnostic::{Code, nearest, printable};

/// Finds what is wrong in a book, without building it
///
/// Reports what the build reports, and what it cannot know to be wrong: broken links and anchors,
/// sections that a page's template has, placeholders, totals that were typed by hand, and more. The
/// guide explains each code, with an example and its mend.
///
/// Exits with 0 if there is nothing to report, with 1 if there is, with 2 if the book cannot be read.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  mdbook-patterns check                            all problems, with the lines they are in
  mdbook-patterns check --fix                      mend what is certain
  mdbook-patterns check --allow P0906 --deny P1001 leave one rule out, add one that is off
  mdbook-patterns check --baseline problems.json   fail only on problems that are new
  mdbook-patterns check --format github            in a workflow")]
pub(super) struct Check {
    /// The book's folder, which holds book.toml
    #[arg(default_value = ".")]
    dir: PathBuf,
    /// How the problems are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Make problems of a code errors, those that are off by default included
    #[arg(long, value_name = "CODE", value_parser = code)]
    deny: Vec<Code>,
    /// Do not report problems of a code
    #[arg(long, value_name = "CODE", value_parser = code)]
    allow: Vec<Code>,
    /// Report only what this file does not hold; it is written if it is not there
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Show every problem, not one report a kind where they would fill more than a screen
    #[arg(long)]
    all: bool,
    /// Mend what is certain: key names, spellings, dates, links
    #[arg(long, conflicts_with = "baseline")]
    fix: bool,
    /// Mend files with changes that are not committed, too
    #[arg(long, requires = "fix")]
    force: bool,
}

fn code(text: &str) -> Result<Code, String> {
    Code::of(text).ok_or_else(|| {
        let ids = Code::ALL.iter().map(|code| code.id());
        match nearest(text, ids) {
            Some(near) => format!("there is no such code; did you mean {near}?"),
            None => "there is no such code; they look like P0801, and the guide lists them".to_owned(),
        }
    })
}

impl Check {
    /// Checks, and writes the report to standard output.
    ///
    /// # Errors
    /// A book that cannot be read, a baseline that cannot be read or written, files that cannot be
    /// mended.
    pub(super) fn run(&self) -> Result<ExitCode> {
        if let Some(code) = self.deny.iter().find(|code| self.allow.contains(code)) {
            bail!("{} is both denied and allowed", code.id());
        }
        let options = Options { deny: self.deny.clone(), allow: self.allow.clone() };
        let mut findings = while_doing("checking the book", || check(&self.dir, &options))?;
        if self.fix {
            say_fixed(&fix(&self.dir, &findings, self.force)?)?;
            findings = check(&self.dir, &options)?;
        }
        self.apply_baseline(&mut findings)?;
        findings.all = self.all;
        let text = report(&findings, self.format, true).context("cannot make the report")?;
        write_out(&text, "report")?;
        Ok(if findings.diagnostics.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }

    fn apply_baseline(&self, findings: &mut Findings) -> Result<()> {
        let Some(path) = &self.baseline else { return Ok(()) };
        findings.only_new = true;
        let mut err = io::stderr().lock();
        match Baseline::read(path)? {
            None => {
                Baseline::of(&findings.diagnostics).write(path)?;
                let recorded = problems_in_words(findings.diagnostics.len());
                writeln!(err, "mdbook-patterns: recorded {recorded} in {}", path.display())?;
                findings.diagnostics.clear();
            }
            Some(baseline) => {
                let gone = baseline.subtract(&mut findings.diagnostics);
                if gone > 0 {
                    writeln!(
                        err,
                        "mdbook-patterns: {} less than in {}; delete it to record it again",
                        problems_in_words(gone),
                        path.display()
                    )?;
                }
            }
        }
        Ok(())
    }
}

fn say_fixed(fixed: &Fixed) -> Result<()> {
    let mut err = io::stderr().lock();
    for (file, all) in &fixed.files {
        for Written { line, old, new } in all {
            writeln!(err, "mended {file}:{line}: `{}` is `{}` now", printable(old), printable(new))?;
        }
    }
    Ok(())
}
