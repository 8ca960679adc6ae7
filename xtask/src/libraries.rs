//! `cargo xtask libraries`: whether `catalog.json` says of a library what its own pages say.
//!
//! A script that knows nothing of our code reads the pages, and compares counts, dates and relations.

use crate::{book, repo, tools};
use anyhow::{Context, Result, ensure};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The script, which needs Python 3.11 and PyYAML.
const SCRIPT: &str = "xtask/scripts/libraries.py";

/// Builds each book, and fails if one of their catalogs differs from its pages.
pub(crate) fn run(books: &[PathBuf]) -> Result<()> {
    let plugins = repo::build_debug("mdbook-patterns")?;
    let python = tools::python("bench/libraries", &["PyYAML"], "yaml")?;
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
