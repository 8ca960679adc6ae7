//! A book that a family makes: its pages, and what `book.toml` says.

use anyhow::{Context, Result};
use mdbook_driver::book::{Book, BookItem, Chapter};
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_renderer::RenderContext;
use std::fs;
use std::path::Path;
use std::str::FromStr;

/// Pages by their paths, in the order of the book.
pub(super) struct Source {
    pub(super) pages: Vec<(String, String)>,
    /// Lines of `[preprocessor.patterns]`.
    pub(super) config: String,
}

impl Source {
    pub(super) fn page(text: String) -> Self {
        Source { pages: vec![("a.md".to_owned(), text)], config: String::new() }
    }

    pub(super) fn bytes(&self) -> usize {
        self.pages.iter().map(|(_, text)| text.len()).sum()
    }

    /// What mdBook sends to a preprocessor.
    pub(super) fn for_preprocessor(&self, config: &str) -> Result<(PreprocessorContext, Book)> {
        let context = PreprocessorContext::new(".".into(), self.config(config)?, "html".to_owned());
        Ok((context, self.book()))
    }

    /// What mdBook sends to a renderer.
    pub(super) fn for_renderer(&self, folder: &Path) -> Result<RenderContext> {
        let config = self.config("\n[output.patterns]\n")?;
        Ok(RenderContext::new(folder, self.book(), config, folder.join("book/patterns")))
    }

    fn config(&self, more: &str) -> Result<Config> {
        let toml = format!("[preprocessor.patterns]\n{}\n{more}", self.config);
        Config::from_str(&toml).context("the configuration of a family")
    }

    fn book(&self) -> Book {
        let chapter = |(index, (path, text)): (usize, &(String, String))| {
            BookItem::Chapter(Chapter::new(&format!("P{index}"), text.clone(), path, Vec::new()))
        };
        Book::new_with_items(self.pages.iter().enumerate().map(chapter).collect())
    }

    /// Write a book, in an empty folder.
    pub(super) fn write_book(&self, folder: &Path) -> Result<()> {
        let mut summary = "# Summary\n\n".to_owned();
        for (index, (path, _)) in self.pages.iter().enumerate() {
            summary += &format!("- [P{index}]({path})\n");
        }
        let toml =
            format!("[book]\ntitle = \"G\"\n[preprocessor.patterns]\n{}\n[output.html]\n", self.config);
        put(&folder.join("book.toml"), &toml)?;
        put(&folder.join("src/SUMMARY.md"), &summary)?;
        self.write_pages(&folder.join("src"))
    }

    /// Write an MkDocs site, in an empty folder.
    pub(super) fn write_site(&self, folder: &Path) -> Result<()> {
        put(&folder.join("mkdocs.yml"), "site_name: G\ntheme:\n  name: material\n")?;
        self.write_pages(&folder.join("docs"))
    }

    fn write_pages(&self, folder: &Path) -> Result<()> {
        self.pages.iter().try_for_each(|(path, text)| put(&folder.join(path), text))
    }
}

fn put(path: &Path, text: &str) -> Result<()> {
    fs::create_dir_all(path.parent().context("a file has a folder")?)?;
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}
