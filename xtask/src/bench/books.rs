//! Books of growing size, and the JSON that mdBook sends to a preprocessor for each.

use anyhow::{Context, Result, ensure};
use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use mdbook_preprocessor::PreprocessorContext;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A real pattern library, and the script that makes books of it.
pub(super) struct Corpus {
    maker: PathBuf,
    library: PathBuf,
}

/// A book on disk and in memory, with its JSON in a file.
pub(super) struct Sample {
    pub(super) root: PathBuf,
    pub(super) copies: usize,
    pub(super) pages: usize,
    /// The size of the JSON.
    pub(super) bytes: u64,
    context: PreprocessorContext,
    book: Book,
}

impl Corpus {
    pub(super) fn in_shared(shared: &Path) -> Self {
        Corpus { maker: shared.join("tools/mkbook.py"), library: shared.join("corpora/java-design-patterns") }
    }

    /// Make a book of the library, repeated.
    pub(super) fn book(&self, copies: usize, root: &Path) -> Result<Sample> {
        let status = Command::new("python3")
            .args([&self.maker, &self.library])
            .arg(root)
            .args(["--copies", &copies.to_string()])
            .stdout(Stdio::null())
            .status()
            .context("the bench needs python3")?;
        ensure!(status.success(), "{} failed", self.maker.display());
        configure(root, Some("mdbook-patterns"))?;
        Sample::load(root, copies)
    }
}

impl Sample {
    fn load(root: &Path, copies: usize) -> Result<Self> {
        let MDBook { root, config, book, .. } = MDBook::load(root)?;
        let context = PreprocessorContext::new(root.clone(), config, "html".to_owned());
        let pages = book.chapters().count();
        let mut sample = Sample { root, copies, pages, bytes: 0, context, book };
        let mut file = BufWriter::new(File::create(sample.input())?);
        sample.write(&mut file)?;
        file.flush()?;
        sample.bytes = fs::metadata(sample.input())?.len();
        Ok(sample)
    }

    /// The file that holds the JSON.
    pub(super) fn input(&self) -> PathBuf {
        self.root.join("input.json")
    }

    /// Write the JSON in the pieces in which mdBook writes it (`CmdPreprocessor::write_input`).
    pub(super) fn write(&self, to: impl Write) -> serde_json::Result<()> {
        serde_json::to_writer(to, &(&self.context, &self.book))
    }

    /// Delete the book's files: the largest take hundreds of megabytes.
    pub(super) fn remove(self) -> Result<()> {
        fs::remove_dir_all(&self.root).with_context(|| format!("cannot delete {}", self.root.display()))
    }
}

/// Write a `book.toml` without mdBook's search, with or without a preprocessor.
pub(super) fn configure(root: &Path, preprocessor: Option<&str>) -> Result<()> {
    let mut toml = String::from("[book]\ntitle = \"Measured book\"\n[output.html.search]\nenable = false\n");
    if let Some(command) = preprocessor {
        toml += &format!("[preprocessor.patterns]\ncommand = '''{command}'''\n");
    }
    fs::write(root.join("book.toml"), toml).context("cannot write the measured book's book.toml")
}
