//! Our preprocessor as mdBook runs it, with what it writes on stderr kept.

use anyhow::{Context, Result, anyhow, ensure};
use mdbook_driver::book::Book;
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The binary under test, as cargo built it for this test.
const BINARY: &str = env!("CARGO_BIN_EXE_mdbook-patterns");

/// mdBook lets a preprocessor inherit stderr, so the shell sends it to a file: appending, because
/// mdBook starts the plugin more than once. `$0` is the file, `$@` the binary and mdBook's arguments.
const WRAPPER: &str = "unset CLICOLOR_FORCE; export NO_COLOR=1; exec 2>>\"$0\"; exec \"$@\"";

/// The plugin, enabled in one book.
#[derive(Debug)]
pub(crate) struct Plugin {
    stderr: PathBuf,
}

impl Plugin {
    /// The plugin that writes its stderr to this file.
    pub(crate) fn new(stderr: PathBuf) -> Self {
        Plugin { stderr }
    }

    /// Name the plugin in a configuration, as a user's `command` would.
    pub(crate) fn configure(&self, config: &mut Config) -> Result<()> {
        let command = format!("sh -c '{WRAPPER}' '{}' '{BINARY}'", self.stderr.display());
        config.set("preprocessor.patterns.command", command)
    }

    /// What the plugin wrote on stderr, over all of mdBook's calls so far.
    pub(crate) fn stderr(&self) -> String {
        fs::read_to_string(&self.stderr).unwrap_or_default()
    }
}

/// A command that runs the binary under test in a book.
pub(crate) fn command(root: &Path) -> Command {
    let mut command = Command::new(BINARY);
    command.current_dir(root).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command
}

/// Feed a book to the plugin as mdBook does, with a fault that it is to have; its answer, and what it said.
pub(crate) fn preprocess(context: &PreprocessorContext, book: &Book, fault: &str) -> Result<(Book, String)> {
    let output = feed(context, book, fault)?;
    let stderr = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "the preprocessor failed with {}\n{stderr}", output.status);
    let book = serde_json::from_slice(&output.stdout);
    Ok((book.with_context(|| format!("its answer is no book\n{stderr}"))?, stderr.into_owned()))
}

fn feed(context: &PreprocessorContext, book: &Book, fault: &str) -> Result<Output> {
    let mut child = command(&context.root)
        .env("MDBOOK_PATTERNS_FAULT", fault)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {BINARY}"))?;
    let stdin = child.stdin.take().context("stdin is piped")?;
    std::thread::scope(|scope| {
        let answer = scope.spawn(|| child.wait_with_output());
        // mdBook, too, goes on when the plugin stops reading: the exit code says that it failed.
        _ = serde_json::to_writer(stdin, &(context, book));
        answer.join().map_err(|_| anyhow!("reading the answer panicked"))?.context("cannot read the answer")
    })
}
