//! Pagefind over the pages of a book, measured fairly: the chapters alone, and of each what stands in `<main>`.

use super::Bench;
use super::books::Sample;
use super::measure::{Measured, Usage};
use super::sites::{Site, remove, text};
use super::tools;
use anyhow::{Context, Result, ensure};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// The program.
pub(super) struct Pagefind {
    program: PathBuf,
    pub(super) version: String,
}

/// The pages of a book for it, and where its files go.
pub(super) struct Staged {
    site: PathBuf,
    /// The folder that a site would publish as `pagefind/`.
    pub(super) output: PathBuf,
    pages: usize,
}

impl Pagefind {
    pub(super) fn find() -> Result<Self> {
        let (program, version) = tools::pagefind()?;
        Ok(Pagefind { program, version })
    }

    /// Run it once, from nothing.
    pub(super) fn run(&self, staged: &Staged) -> Result<Usage> {
        remove(&staged.output)?;
        let args = [
            "--site",
            &text(&staged.site)?,
            "--output-path",
            &text(&staged.output)?,
            "--root-selector",
            "main",
        ];
        let command: Vec<String> =
            [&text(&self.program)? as &str].into_iter().chain(args).map(str::to_owned).collect();
        let mut measured = Measured::new(&command)?;
        let output = measured.command.stderr(Stdio::null()).output()?;
        let usage = measured.usage(output.status).context("running Pagefind")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let indexed =
            said.lines().find_map(|line| line.trim().strip_prefix("Indexed ")?.strip_suffix(" pages"));
        ensure!(
            indexed == Some(&staged.pages.to_string()),
            "Pagefind did not index {} pages: {said}",
            staged.pages
        );
        Ok(usage)
    }
}

impl Staged {
    /// The chapters of a built book, without print, 404 and toc pages, and without the first chapter's copy.
    pub(super) fn of(bench: &Bench, sample: &Sample, site: Site) -> Result<Self> {
        let html = site.html(bench, sample)?;
        let staged = Staged {
            site: sample.root.join("pagefind-site"),
            output: sample.root.join("pagefind"),
            pages: sample.html_pages().len(),
        };
        remove(&staged.site)?;
        for page in sample.html_pages() {
            copy(&html.join(&page), &staged.site.join(&page))?;
        }
        Ok(staged)
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to.parent().context("a page has a folder")?)?;
    fs::copy(from, to).with_context(|| format!("mdBook wrote no {}", from.display()))?;
    Ok(())
}
