//! `cargo patterns ...`: runs the `mdbook-patterns` beside it, or the one on the PATH, with the same arguments.

use std::env;
use std::path::PathBuf;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    // Cargo names the command first.
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    let is_named = arguments.first().is_some_and(|first| first == "patterns");
    match Command::new(program()).args(&arguments[usize::from(is_named)..]).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(2)),
        Err(error) => {
            eprintln!("cargo-patterns: cannot run mdbook-patterns: {error}");
            ExitCode::from(2)
        }
    }
}

fn program() -> PathBuf {
    let name = format!("mdbook-patterns{}", env::consts::EXE_SUFFIX);
    let beside = env::current_exe().ok().map(|own| own.with_file_name(&name));
    beside.filter(|program| program.is_file()).unwrap_or_else(|| name.into())
}
