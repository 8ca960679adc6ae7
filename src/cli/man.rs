//! Completions and man pages, made of the same declarations as `--help`.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use clap::Command;
use clap_complete::Shell;

use super::write_out;

/// The name under which people call the program.
const NAME: &str = env!("CARGO_PKG_NAME");

/// Prints the completions of a shell.
pub(super) fn completions(shell: Shell, command: &mut Command) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, NAME, &mut script);
    let script = String::from_utf8(script).context("cannot make the completions")?;
    write_out(&script, "completions").map(|()| ExitCode::SUCCESS)
}

/// Writes a page for the program and one for each command.
///
/// # Errors
/// A folder that cannot be written.
pub(super) fn pages(dir: &Path, command: Command) -> Result<ExitCode> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot create {}", dir.display()))?;
    let command = command.name(NAME).disable_help_subcommand(true);
    clap_mangen::generate_to(command, dir).with_context(|| format!("cannot write to {}", dir.display()))?;
    Ok(ExitCode::SUCCESS)
}
