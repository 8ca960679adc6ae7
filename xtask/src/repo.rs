//! Where this repository is, and cargo as a command in it.

use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What the programs of a release are built with, and `cargo install` does not build without being asked.
pub(crate) const RELEASED: [&str; 2] = ["--features", "mdbook-patterns/cards"];

/// The root of the repository, as the cargo that runs us says: two checkouts may share a target folder.
pub(crate) fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&xtask).parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// The cargo that runs us, in the root of the repository.
pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Build a package in release mode; where its executables are, as cargo reports them.
pub(crate) fn build_release(package: &str) -> Result<Vec<PathBuf>> {
    build(package, &["--release"])
}

/// The same in the mode that tests use.
pub(crate) fn build_debug(package: &str) -> Result<Vec<PathBuf>> {
    build(package, &[])
}

fn build(package: &str, mode: &[&str]) -> Result<Vec<PathBuf>> {
    let output = cargo()
        .args(["build", "--message-format", "json-render-diagnostics", "--bins", "--package", package])
        .args(mode)
        .stderr(Stdio::inherit())
        .output()
        .context("cannot start cargo")?;
    if !output.status.success() {
        bail!("cannot build {package}");
    }
    Ok(executables(&output.stdout))
}

/// The folder of what cargo built.
pub(crate) fn folder_of(executables: &[PathBuf]) -> Result<&Path> {
    executables.first().and_then(|path| path.parent()).context("cargo built no program")
}

/// The one executable of that name in a package, built in release mode.
pub(crate) fn build_executable(package: &str, name: &str) -> Result<PathBuf> {
    build_release(package)?
        .into_iter()
        .find(|path| path.file_stem().is_some_and(|stem| stem == name))
        .with_context(|| format!("cargo built no executable `{name}` in the package {package}"))
}

fn executables(messages: &[u8]) -> Vec<PathBuf> {
    let messages = serde_json::Deserializer::from_slice(messages).into_iter::<Value>();
    messages.flatten().filter_map(|message| Some(PathBuf::from(message["executable"].as_str()?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn executables_come_from_cargos_own_report() {
        let messages = br#"{"reason":"compiler-artifact","executable":null}
{"reason":"compiler-artifact","executable":"/t/release/mdbook-patterns"}
{"reason":"build-finished","success":true}
"#;
        assert_eq!(executables(messages), [PathBuf::from("/t/release/mdbook-patterns")]);
    }
}
