//! Whole books, built by mdBook with one plugin or another. Each has a folder of its own in the book.

use super::Bench;
use super::books::Sample;
use super::measure::{Measured, Usage};
use anyhow::{Context, Result, ensure};
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What a book is built with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Site {
    /// mdBook alone, its search off.
    Bare,
    /// A preprocessor that does nothing, search off.
    NoOp,
    /// Our preprocessor, search off.
    Preprocessor,
    /// Our renderer, mdBook's search off.
    Index,
    /// mdBook as it comes, its search on.
    Mdbook,
    /// Both of ours as `install` puts them in, mdBook's search off.
    Ours,
    /// Our preprocessor without its catalog, which lists all titles and would come first for each, and mdBook's search.
    MdbookWithOurs,
}

impl Site {
    fn folder(self) -> &'static str {
        match self {
            Site::Bare => "out-bare",
            Site::NoOp => "out-no-op",
            Site::Preprocessor => "out-preprocessor",
            Site::Index => "out-index",
            Site::Mdbook => "out-mdbook",
            Site::Ours => "out-ours",
            Site::MdbookWithOurs => "out-mdbook-with-ours",
        }
    }

    fn has_index(self) -> bool {
        matches!(self, Site::Index | Site::Ours)
    }

    /// Build the book from nothing.
    pub(super) fn build(self, bench: &Bench, sample: &Sample) -> Result<Usage> {
        remove(&sample.root.join(self.folder()))?;
        self.configure(bench, &sample.root)?;
        let (xtask, root) = (text(&env::current_exe()?)?, text(&sample.root)?);
        let mut measured = Measured::new(&[xtask, "render".to_owned(), "--quiet".to_owned(), root])?;
        measured.command.stderr(Stdio::null());
        let status = measured.command.status()?;
        measured.usage(status).with_context(|| format!("building {}", self.folder()))
    }

    /// The folder of its HTML, built unless it is there.
    pub(super) fn html(self, bench: &Bench, sample: &Sample) -> Result<PathBuf> {
        let out = sample.root.join(self.folder());
        let html = if self.has_index() { out.join("html") } else { out };
        if !html.join("index.html").is_file() {
            eprintln!("building {} of {} pages", self.folder(), sample.pages);
            self.build(bench, sample)?;
        }
        Ok(html)
    }

    /// Write the `book.toml` that it is built with.
    pub(super) fn configure(self, bench: &Bench, root: &Path) -> Result<()> {
        let search = matches!(self, Site::Mdbook | Site::MdbookWithOurs);
        let mut toml = format!(
            "[book]\ntitle = \"Measured book\"\nlanguage = \"en\"\n[build]\nbuild-dir = \"{}\"\ncreate-missing = false\n\
             [output.html.search]\nenable = {search}\n",
            self.folder()
        );
        if let Some(command) = self.preprocessor(bench)? {
            toml += &format!("[preprocessor.patterns]\ncommand = '''{command}'''\n");
        }
        if self == Site::MdbookWithOurs {
            toml += "[preprocessor.patterns.catalog]\nenable = false\n";
        }
        if self.has_index() {
            toml += &format!("[output.patterns]\ncommand = '''\"{}\"'''\n", text(&bench.indexer)?);
        }
        fs::write(root.join("book.toml"), toml).context("cannot write the measured book's book.toml")?;
        if self == Site::Ours {
            let install = Command::new(&bench.subject).arg("install").arg(root).output()?;
            ensure!(install.status.success(), "{}", String::from_utf8_lossy(&install.stderr));
        }
        Ok(())
    }

    fn preprocessor(self, bench: &Bench) -> Result<Option<String>> {
        Ok(match self {
            Site::Bare | Site::Index | Site::Mdbook => None,
            Site::NoOp => Some(format!("\"{}\" noop-preprocessor", text(&env::current_exe()?)?)),
            Site::Preprocessor | Site::Ours | Site::MdbookWithOurs => {
                Some(format!("\"{}\"", text(&bench.subject)?))
            }
        })
    }
}

/// Remove a folder, if it is there.
pub(super) fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// A path as text, for arguments and configuration.
pub(super) fn text(path: &Path) -> Result<String> {
    Ok(path.to_str().with_context(|| format!("{} is not UTF-8", path.display()))?.to_owned())
}
