//! `cargo xtask test`: every check that a change must pass, stopping at the first that fails.

mod tally;

use crate::{repo, tools};
use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;
use tally::Tally;

/// Where the tests' long book is made.
const LONG: &str = "target/book-long";

/// One check: a command, and how to name it when it fails.
struct Step {
    name: &'static str,
    command: Command,
    /// Whether its output reports tests that passed and failed.
    counted: bool,
}

/// Parts of the names of tests that take long: generated and hostile inputs, whole libraries, editors, killed programs.
const LONG_TESTS: &[&str] =
    &["properties", "hostile", "libraries", "neovim", "killed", "determinism", "foreign"];

/// Run every step in order, or the quick ones; the last line says how many tests passed and failed, if any ran.
pub(crate) fn run(quick: bool) -> Result<()> {
    tools::ensure_component("rustfmt", "fmt")?;
    tools::ensure_component("clippy", "clippy")?;
    let mut tally = Tally::default();
    let steps = if quick { quick_steps() } else { steps()? };
    let mut took = Vec::new();
    let memory = tools::memory_folder();
    let outcome = steps.into_iter().try_for_each(|mut step| {
        if let Some(memory) = memory.as_ref().filter(|_| step.counted) {
            step.env("TMPDIR", memory);
        }
        let (name, start) = (step.name, Instant::now());
        let passed = step.run(&mut tally);
        took.push(format!("{name} {}", start.elapsed().as_secs()));
        passed
    });
    eprintln!("seconds: {}", took.join(", "));
    if !tally.is_empty() {
        writeln!(std::io::stdout().lock(), "{tally}")?;
    }
    outcome
}

/// What a contributor waits for after each change.
fn quick_steps() -> Vec<Step> {
    let mut tests = Step::cargo("tests", &["test", "--workspace", "--no-fail-fast", "--"]).counted();
    tests.command.args(LONG_TESTS.iter().flat_map(|name| ["--skip", name]));
    vec![format(), clippy(), tests]
}

fn format() -> Step {
    Step::cargo("format", &["fmt", "--all", "--check"])
}

fn clippy() -> Step {
    Step::cargo(
        "clippy",
        &["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"],
    )
}

fn steps() -> Result<Vec<Step>> {
    tools::ensure_node()?;
    let [features, all] = repo::RELEASED;
    let mut tests = Step::cargo("tests", &["test", "--workspace", features, all, "--no-fail-fast"]).counted();
    let without = Step::cargo(
        "without cards",
        &["test", "--package", "mdbook-patterns", "--test", "book", "card_images"],
    );
    if tools::browser_is_needed(&repo::root()) {
        tests.env("CHROMIUM", tools::ensure_chromium()?);
    }
    if tools::ensure_neovim().is_none() {
        eprintln!("skipped: the language server in Neovim, which is not on PATH");
        tests.command.args(["--", "--skip", "neovim"]);
    }
    // A number of inputs, not a time: a faster machine must not see inputs that a slower one never reached.
    let mut properties = Step::cargo(
        "properties of changed inputs",
        &["test", "--workspace", features, all, "--test", "book", "properties_of"],
    );
    properties.env("PROPERTIES", "400");
    let mut docs = Step::cargo("documentation", &["doc", "--no-deps", "--package", "mdbook-patterns"]);
    docs.env("RUSTDOCFLAGS", "-D warnings");
    let mut steps = vec![format(), clippy(), without.counted(), tests, properties, docs];
    if cfg!(target_os = "linux") {
        steps.push(Step::new("faults", "bash", &["tests/faults.sh"]).counted());
    }
    steps.extend(script_steps()?);
    Ok(steps)
}

/// What needs Python: the language server by a client of another make, and the wheel.
const PYTHON: [&str; 2] = ["pygls>=2.1,<3", "maturin>=1.7,<2"];

/// The scripts of the theme: types, lint, and tests in Node and in a browser over this project's own book.
fn script_steps() -> Result<Vec<Step>> {
    let mut steps = Vec::new();
    if !tools::packages_are_installed(&repo::root()) {
        let args = ["ci", "--no-audit", "--no-fund", "--ignore-scripts"];
        steps.push(Step::new("packages", "npm", &args));
    }
    let mut book = Step::cargo("book", &["xtask", "book"]);
    book.command.stdout(Stdio::null());
    // Once more with mdBook's own search beside ours.
    let mut both = Step::cargo("book with mdBook's search", &["xtask", "book"]);
    both.command.stdout(Stdio::null());
    both.env("MDBOOK_OUTPUT__HTML__SEARCH__ENABLE", "true");
    both.env("MDBOOK_BUILD__BUILD_DIR", "target/book-both");
    // One of so many entries that its catalog is a plain list, which the script pages.
    let pages =
        Step::new("pages of a long book", "node", &["tests/browser/bench.mjs", "generate", LONG, "1200"]);
    let mut long = Step::cargo("long book", &["xtask", "book", "--root", LONG]);
    long.command.stdout(Stdio::null());
    let [features, all] = repo::RELEASED;
    let released = Step::cargo(
        "program with cards",
        &["build", "--package", "mdbook-patterns", "--bins", features, all],
    );
    // Node would leave one core to itself, which these files hardly use: they wait for the browser.
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let side_by_side = format!("--test-concurrency={cores}");
    let files = ["--test", &side_by_side, "--test-reporter=spec", "tests/browser/"];
    let mut pictures =
        Step::new("screenshots are not out of date", "node", &["xtask/scripts/screenshots.mjs", "--check"]);
    pictures.env("CHROMIUM", tools::ensure_chromium()?);
    let mut scripts = Step::new("scripts in Node and Chromium", "node", &files).counted();
    scripts.env("CHROMIUM", tools::ensure_chromium()?);
    // The program that was built just before has cards: no test may leave them out.
    scripts.env("CARDS", "1");
    let files = ["--test", "--test-reporter=spec", "packages/"];
    let mut packages = Step::new("packages for npm, PyPI and VS Code", "node", &files).counted();
    let python = tools::python("python", &PYTHON, "pygls, maturin");
    let client = python.as_ref().ok().map(|python| {
        let program = format!("target/debug/mdbook-patterns{}", std::env::consts::EXE_SUFFIX);
        let python = python.to_string_lossy();
        Step::new("language server by pygls", &python, &["tests/lsp_client.py", &program]).counted()
    });
    match &python {
        Ok(python) => packages.first_on_path(python)?,
        Err(error) => eprintln!("skipped: the wheel, and the language server by pygls: {error:#}"),
    }
    steps.extend([
        Step::new("types of scripts", "node", &["node_modules/typescript/bin/tsc", "--project", "."]),
        Step::new("lint of scripts", "node", &["node_modules/eslint/bin/eslint.js", "."]),
        book,
        both,
        pages,
        long,
        pictures,
        released,
        scripts,
        packages,
    ]);
    steps.extend(client);
    Ok(steps)
}

impl Step {
    fn cargo(name: &'static str, args: &[&str]) -> Self {
        let mut command = repo::cargo();
        command.args(args);
        Step { name, command, counted: false }
    }

    /// A program that is not cargo, in the root of the repository.
    fn new(name: &'static str, program: &str, args: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(args).current_dir(repo::root());
        Step { name, command, counted: false }
    }

    fn counted(mut self) -> Self {
        self.counted = true;
        self
    }

    fn env(&mut self, key: &str, value: impl Into<OsString>) {
        self.command.env(key, value.into());
    }

    /// What lies beside a program is found before all others.
    fn first_on_path(&mut self, program: &Path) -> Result<()> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = program.parent().map(Path::to_path_buf).into_iter().chain(std::env::split_paths(&path));
        self.env("PATH", std::env::join_paths(folders)?);
        Ok(())
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
        let program = Path::new(self.command.get_program()).file_stem().unwrap_or_default();
        let args = self.command.get_args().map(|arg| arg.to_string_lossy());
        std::iter::once(program.to_string_lossy()).chain(args).collect::<Vec<_>>().join(" ")
    }
}
