//! Books of growing size, and the JSON that mdBook sends for each.

use super::Bench;
use anyhow::{Context, Result, ensure};
use mdbook_driver::MDBook;
use mdbook_driver::book::Book;
use mdbook_driver::builtin_renderers::CmdRenderer;
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_renderer::RenderContext;
use serde::Serialize;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::str::FromStr;

/// A library of pages, and the script that makes books of it.
pub(super) struct Corpus {
    maker: PathBuf,
    pub(super) library: PathBuf,
    /// Whether it is the one that queries were judged for.
    pub(super) is_usual: bool,
}

/// A book on disk and in memory, with its JSON in a file.
pub(super) struct Sample {
    pub(super) root: PathBuf,
    pub(super) copies: usize,
    pub(super) pages: usize,
    /// The size of the JSON.
    pub(super) bytes: u64,
    /// The size of the pages.
    pub(super) markdown: u64,
    context: PreprocessorContext,
    book: Book,
}

impl Corpus {
    pub(super) fn usual(shared: &Path) -> Self {
        let library = shared.join("corpora/java-design-patterns");
        Corpus { maker: shared.join("tools/mkbook.py"), library, is_usual: true }
    }

    pub(super) fn of(shared: &Path, library: &Path) -> Self {
        Corpus { is_usual: false, library: library.to_owned(), ..Corpus::usual(shared) }
    }

    /// What the library is called, as the second list of judged queries names it.
    pub(super) fn name(&self) -> String {
        self.library.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }

    /// Make a book of the library, repeated, unless it is there.
    pub(super) fn book(&self, copies: usize, root: &Path) -> Result<Sample> {
        if !root.is_dir() {
            let status = Command::new("python3")
                .args([&self.maker, &self.library])
                .arg(root)
                .args(["--copies", &copies.to_string()])
                .stdout(Stdio::null())
                .status()
                .context("the bench needs python3")?;
            ensure!(status.success(), "{} failed", self.maker.display());
        }
        Sample::load(root, copies)
    }
}

impl Sample {
    fn load(root: &Path, copies: usize) -> Result<Self> {
        let config = Config::from_str("[preprocessor.patterns]\n[output.html.search]\nenable = false\n")?;
        let MDBook { root, config, book, .. } = MDBook::load_with_config(root, config)?;
        let context = PreprocessorContext::new(root.clone(), config, "html".to_owned());
        let pages = book.chapters().count();
        let markdown = book.chapters().map(|chapter| chapter.content.len() as u64).sum();
        let mut sample = Sample { root, copies, pages, bytes: 0, markdown, context, book };
        let mut file = BufWriter::new(File::create(sample.input())?);
        sample.write(&mut file)?;
        file.flush()?;
        sample.bytes = fs::metadata(sample.input())?.len();
        Ok(sample)
    }

    /// The file that holds the JSON for preprocessors.
    pub(super) fn input(&self) -> PathBuf {
        self.root.join("input.json")
    }

    /// Write the JSON in the pieces in which mdBook writes it (`CmdPreprocessor::write_input`).
    pub(super) fn write(&self, to: impl Write) -> serde_json::Result<()> {
        serde_json::to_writer(to, &(&self.context, &self.book))
    }

    /// The JSON that mdBook sends to our renderer, in a file, for HTML in `out/html`.
    pub(super) fn renderer_input(&self, bench: &Bench, out: &Path) -> Result<PathBuf> {
        let command = bench.indexer.to_str().context("the path of the program is not UTF-8")?.to_owned();
        let toml = format!(
            "[output.html]\n[output.patterns]\ncommand = '''\"{command}\"'''\n[build]\ncreate-missing = false\n"
        );
        let mdbook = MDBook::load_with_config(&self.root, Config::from_str(&toml)?)?;
        let (book, _) = mdbook.preprocess_book(&CmdRenderer::new("patterns".to_owned(), command))?;
        let context = RenderContext::new(&self.root, book, mdbook.config, out.join("patterns"));
        let file = self.root.join("render.json");
        write_json(&file, &context)?;
        Ok(file)
    }

    /// What the chapters are called.
    pub(super) fn titles(&self) -> impl Iterator<Item = &str> {
        self.book.chapters().map(|chapter| chapter.name.as_str())
    }

    /// The paths of the pages that mdBook makes of the chapters, in the HTML folder.
    pub(super) fn html_pages(&self) -> Vec<PathBuf> {
        let html = |path: &PathBuf| {
            let name = if path.ends_with("README.md") { path.with_file_name("index") } else { path.clone() };
            name.with_extension("html")
        };
        self.book.chapters().filter_map(|chapter| chapter.path.as_ref().map(html)).collect()
    }

    /// Paragraphs of the pages, for books that are generated.
    pub(super) fn paragraphs(&self) -> Vec<&str> {
        let texts = self.book.chapters().flat_map(|chapter| chapter.content.split("\n\n"));
        texts.filter(|text| text.starts_with(char::is_alphabetic)).collect()
    }
}

/// `1 copy`, `16 copies`
pub(super) fn in_words(copies: usize) -> String {
    format!("{copies} {}", if copies == 1 { "copy" } else { "copies" })
}

/// Write JSON into a file.
pub(super) fn write_json(path: &Path, value: &impl Serialize) -> Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    serde_json::to_writer(&mut file, value)?;
    file.flush().with_context(|| format!("cannot write {}", path.display()))
}
