//! `cargo xtask books`: real books that know nothing of us, built by mdBook alone and with our plugins.
//!
//! A book without front matter must come out the same, file by file, apart from the assets that `install` links:
//! - [`source`] finds the books in a folder, in a git directory or at an address;
//! - [`prepare`] copies one, and takes out what mdBook alone does not run;
//! - [`compare`] says where two folders of HTML differ.

mod compare;
mod prepare;
mod source;

use crate::{book, repo};
use anyhow::{Context, Result, bail, ensure};
use compare::Comparison;
use prepare::Copied;
use source::Found;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The books that are looked at where none are named.
const BOOKS: &[&str] = &[
    "https://github.com/rust-lang/mdBook",
    "https://github.com/rust-lang/book",
    "https://github.com/rust-lang/cargo",
    "https://github.com/rust-lang/rust-by-example",
];

/// How many files that differ are shown of each book.
const SHOWN: usize = 5;

/// How many lines of what was said.
const SAID: usize = 12;

/// Compare the books of these sources, and fail if one of them differs.
pub(crate) fn run(sources: &[String]) -> Result<()> {
    let plugins = Plugins::built()?;
    let default: Vec<String> = BOOKS.iter().map(|&address| address.to_owned()).collect();
    let sources = if sources.is_empty() { &default } else { sources };
    let mut failed = 0;
    for source in sources {
        for found in source::books(source)? {
            failed += usize::from(!one(&found, &plugins).with_context(|| found.name.clone())?);
        }
    }
    ensure!(failed == 0, "{failed} of the books came out different");
    Ok(())
}

/// Whether a book came out the same; what differs is printed.
fn one(found: &Found, plugins: &Plugins) -> Result<bool> {
    let copied = Copied::of(&found.root)?;
    let mut out = std::io::stdout().lock();
    for name in &copied.left_out {
        writeln!(out, "{}: without `{name}`, which is another program", found.name)?;
    }
    let known = match plugins.build(&copied.alone) {
        Ok(said) => said,
        Err(error) => {
            writeln!(out, "{}: skipped, as mdBook alone does not build it: {error:#}", found.name)?;
            return Ok(true);
        }
    };
    plugins.install(&copied.ours)?;
    let mut said = plugins.build(&copied.ours)?;
    said.retain(|line| !known.contains(line));
    let comparison = compare::folders(&copied.alone.join("book"), &copied.ours.join("book/html"))?;
    report(&mut out, &found.name, &comparison, &said)?;
    Ok(comparison.differences.is_empty())
}

fn report(out: &mut impl Write, name: &str, comparison: &Comparison, said: &[String]) -> Result<()> {
    let outcome = match comparison.differences.len() {
        0 => "the same but for the assets linked".to_owned(),
        some => format!("{some} differ"),
    };
    writeln!(out, "{name}: {} HTML files, {} others, {outcome}", comparison.html, comparison.others)?;
    for difference in comparison.differences.iter().take(SHOWN) {
        writeln!(out, "  {difference}")?;
    }
    for line in said.iter().take(SAID) {
        writeln!(out, "  says: {line}")?;
    }
    if said.len() > SAID {
        writeln!(out, "  and {} more lines", said.len() - SAID)?;
    }
    Ok(())
}

/// The programs of this checkout, in one folder.
struct Plugins {
    folder: PathBuf,
}

impl Plugins {
    fn built() -> Result<Self> {
        let built = repo::build_debug("mdbook-patterns")?;
        Ok(Self { folder: repo::folder_of(&built)?.to_path_buf() })
    }

    /// Build a book as mdBook does; the warnings and errors of all that took part, line by line.
    fn build(&self, root: &Path) -> Result<Vec<String>> {
        let output = book::renderer(root, &self.folder)?.arg("--quiet").output()?;
        let said = String::from_utf8_lossy(&output.stderr).replace(&*root.to_string_lossy(), "[ROOT]");
        if !output.status.success() {
            bail!("{}", said.trim_end());
        }
        Ok(said.lines().map(str::to_owned).collect())
    }

    fn install(&self, root: &Path) -> Result<()> {
        let output = Command::new(self.folder.join("mdbook-patterns"))
            .args(["install", "--mdbook-search", "keep"])
            .arg(root)
            .output()?;
        ensure!(output.status.success(), "install failed: {}", String::from_utf8_lossy(&output.stderr));
        Ok(())
    }
}
