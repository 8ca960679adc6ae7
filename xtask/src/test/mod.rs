//! `cargo xtask test`: every check that a change must pass, stopping at the first that fails.

mod tally;
mod tools;

use crate::repo;
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use tally::Tally;

/// One check: a command, and how to name it when it fails.
struct Step {
    name: &'static str,
    command: Command,
    /// Whether its output reports tests that passed and failed.
    counted: bool,
}

/// Run every step in order; the last line says how many tests passed and failed, if any ran.
pub(crate) fn run() -> Result<()> {
    tools::ensure_component("rustfmt", "fmt")?;
    tools::ensure_component("clippy", "clippy")?;
    let mut tally = Tally::default();
    let outcome = steps()?.into_iter().try_for_each(|step| step.run(&mut tally));
    if !tally.is_empty() {
        writeln!(std::io::stdout().lock(), "{tally}")?;
    }
    outcome
}

fn steps() -> Result<Vec<Step>> {
    let mut tests = Step::cargo("tests", &["test", "--workspace", "--no-fail-fast"]).counted();
    if tools::browser_is_needed(&repo::root()) {
        tests.env("CHROMIUM", tools::ensure_chromium()?);
    }
    let mut docs = Step::cargo("documentation", &["doc", "--no-deps", "--package", "mdbook-patterns"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    Ok(vec![
        Step::cargo("format", &["fmt", "--all", "--check"]),
        Step::cargo("clippy", &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]),
        tests,
        docs,
    ])
}

impl Step {
    fn cargo(name: &'static str, args: &[&str]) -> Self {
        let mut command = repo::cargo();
        command.args(args);
        Step { name, command, counted: false }
    }

    fn counted(mut self) -> Self {
        self.counted = true;
        self
    }

    fn env(&mut self, key: &str, value: impl Into<OsString>) {
        self.command.env(key, value.into());
    }

    fn run(mut self, tally: &mut Tally) -> Result<()> {
        eprintln!("==> {}: {}", self.name, self.shown());
        let passed = if self.counted { self.stream(tally)? } else { self.status()? };
        if !passed {
            bail!("{} failed: `{}`", self.name, self.shown());
        }
        Ok(())
    }

    fn status(&mut self) -> Result<bool> {
        let status = self.command.status().with_context(|| format!("cannot start {}", self.name))?;
        Ok(status.success())
    }

    /// Run, passing stdout on line by line while counting the tests it reports.
    fn stream(&mut self, tally: &mut Tally) -> Result<bool> {
        let mut child = self.command.stdout(Stdio::piped()).spawn()?;
        let mut out = std::io::stdout().lock();
        let mut lines = BufReader::new(child.stdout.take().context("stdout is piped")?);
        let mut line = Vec::new();
        while lines.read_until(b'\n', &mut line)? > 0 {
            out.write_all(&line)?;
            tally.read(&String::from_utf8_lossy(&line));
            line.clear();
        }
        Ok(child.wait()?.success())
    }

    fn shown(&self) -> String {
        let args = self.command.get_args().map(|arg| arg.to_string_lossy());
        std::iter::once("cargo".into()).chain(args).collect::<Vec<_>>().join(" ")
    }
}
