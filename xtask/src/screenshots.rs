//! `cargo xtask screenshots`: the pictures of README and guide, taken from this project's own book.

use crate::{book, repo, tools};
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Build the book, and take its pictures anew; with `check` only say which are out of date.
pub(crate) fn run(check: bool) -> Result<()> {
    tools::ensure_node()?;
    let chromium = tools::ensure_chromium()?;
    book::build(None)?;
    let mut node = Command::new("node");
    node.arg("xtask/scripts/screenshots.mjs").current_dir(repo::root()).env("CHROMIUM", chromium);
    if check {
        node.arg("--check");
    }
    if !node.status().context("cannot start node")?.success() {
        bail!("the pictures are not as the book looks");
    }
    Ok(())
}
