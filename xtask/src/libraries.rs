//! `cargo xtask libraries`: whether `catalog.json` says of a library what its own pages say.
//!
//! A script that knows nothing of our code reads the pages, and compares counts, dates and relations.

use crate::{book, repo};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script, which needs Python 3.11 and PyYAML.
const SCRIPT: &str = "xtask/scripts/libraries.py";

/// Builds each book, and fails if one of their catalogs differs from its pages.
pub(crate) fn run(books: &[PathBuf]) -> Result<()> {
    let plugins = repo::build_debug("mdbook-patterns")?;
    let python = python()?;
    let mut failed = 0;
    for root in books {
        writeln!(std::io::stdout().lock(), "{}", root.display())?;
        let built = book::renderer(root, repo::folder_of(&plugins)?)?.arg("--quiet").status()?;
        ensure!(built.success(), "{} was not built", root.display());
        let catalog = catalog(root).with_context(|| format!("{} has no catalog.json", root.display()))?;
        let same = Command::new(&python).arg(repo::root().join(SCRIPT)).arg(root).arg(catalog).status()?;
        failed += usize::from(!same.success());
    }
    ensure!(failed == 0, "{failed} of the catalogs differ from their pages");
    Ok(())
}

/// Where a build has written it: into the HTML, or beside it.
fn catalog(root: &Path) -> Option<PathBuf> {
    let places = ["book/html/patterns-index/catalog.json", "book/patterns/catalog.json"];
    places.iter().map(|place| root.join(place)).find(|file| file.is_file())
}

/// A Python with PyYAML, in an environment of its own below `target`.
fn python() -> Result<PathBuf> {
    let folder = repo::root().join("target/bench/libraries");
    let python = folder.join("bin/python");
    if !python.is_file() {
        let made = Command::new("python3").args(["-m", "venv"]).arg(&folder).status();
        ensure!(made.context("python3 is not on PATH")?.success(), "python3 cannot make an environment");
        let came = Command::new(&python).args(["-m", "pip", "install", "--quiet", "PyYAML"]).status()?;
        ensure!(came.success(), "pip did not bring PyYAML");
    }
    Ok(python)
}
