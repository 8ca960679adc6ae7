//! The test harness: a temporary book, built by the real mdBook with our real binaries.
//!
//! ```ignore
//! mod support;
//! use support::TestBook;
//!
//! #[test]
//! fn a_tier_becomes_a_badge() {
//!     let book = TestBook::new()
//!         .config("[preprocessor.patterns]\non-problem = \"warn\"")
//!         .page("patterns/retry.md", "---\ntier: gold\n---\n# Retry\n")
//!         .build();
//!     insta::assert_snapshot!(support::pretty(&book.main("patterns/retry.html")));
//!     assert_eq!(book.stderr(), "");
//! }
//! ```
//!
//! [`TestBook`] describes a book: `book.toml`, pages in the order of the summary, other files.
//! `TestBook::from_dir` starts from a book in a folder instead of an empty one.
//! From it, `build` runs mdBook as `mdbook build` does; `try_build` gives the error of a build that
//! fails; `write` only puts the files on disk, which is enough for `preprocess`, `expanded`,
//! `markdown` and `run` of [`Built`]. What comes back names the book's folder `[ROOT]`.
//!
//! The plugin is enabled even if `config` does not mention it, and mdBook's search is off unless
//! `config` turns it on; our assets are linked unless the book is `unstyled`. All are set in memory: `book.toml` stays as the test wrote it, and so do
//! the places in it. Lines 1 to 3 are the harness's own `[book]` table; `config` starts on line 5.

#![allow(dead_code, unused_imports, reason = "each test binary uses a part of the harness")]

mod built;
mod plugin;
mod pretty;
mod tools;

pub(crate) use built::{Built, Failure, Run};
pub(crate) use pretty::pretty;
pub(crate) use tools::{chromium, copy_tree, files_like, shared};

use plugin::Plugin;
use std::fs;
use std::path::{Path, PathBuf};

/// The start of every `book.toml` that does not come from a folder.
const BOOK_TOML: &str = "[book]\ntitle = \"Test book\"\nlanguage = \"en\"\n";

/// A book to build: what goes into its folder.
#[derive(Clone)]
pub(crate) struct TestBook {
    from: Option<PathBuf>,
    config: String,
    summary: Option<String>,
    /// Title and path of each page, in the order of the generated summary.
    chapters: Vec<(String, String)>,
    files: Vec<(PathBuf, Vec<u8>)>,
    plugin: bool,
    styled: bool,
}

impl TestBook {
    /// An empty book.
    pub(crate) fn new() -> Self {
        TestBook {
            from: None,
            config: String::new(),
            summary: None,
            chapters: Vec::new(),
            files: Vec::new(),
            plugin: true,
            styled: true,
        }
    }

    /// A copy of a folder that holds a book, with its `book.toml` and its summary.
    pub(crate) fn from_dir(folder: impl Into<PathBuf>) -> Self {
        TestBook { from: Some(folder.into()), ..TestBook::new() }
    }

    /// Append TOML to `book.toml`.
    pub(crate) fn config(mut self, toml: &str) -> Self {
        self.config += &format!("\n{}\n", toml.trim_end());
        self
    }

    /// Add a page, named in the summary by its title, its first heading or its file's stem.
    pub(crate) fn page(mut self, path: &str, text: &str) -> Self {
        self.chapters.push((tools::page_title(path, text), path.to_owned()));
        self.file(&format!("src/{path}"), text)
    }

    /// Add all pages below a folder without their front matter, which mdBook alone would show as text.
    pub(crate) fn pages_of(self, folder: &Path) -> Self {
        tools::files_like(folder, "*.md").iter().fold(self, |book, file| {
            let text = std::fs::read_to_string(folder.join(file)).expect("a page is text");
            let body = match mdbook_patterns::front_matter::find(&text) {
                mdbook_patterns::front_matter::Fence::Closed(block) => &text[block.span.end..],
                _ => &text,
            };
            book.page(file.to_str().expect("a page's name is text"), body)
        })
    }

    /// Write `SUMMARY.md` by hand, instead of one line for each page.
    pub(crate) fn summary(mut self, text: &str) -> Self {
        self.summary = Some(text.to_owned());
        self
    }

    /// Add a file beside `book.toml`: `theme/patterns/x.html`, `src/diagram.svg`.
    pub(crate) fn file(mut self, path: &str, content: impl Into<Vec<u8>>) -> Self {
        self.files.push((PathBuf::from(path), content.into()));
        self
    }

    /// Leave our plugin out: what mdBook alone makes of the book.
    pub(crate) fn without_plugin(mut self) -> Self {
        self.plugin = false;
        self
    }

    /// Link none of our assets, as in a book where nobody ran `install`.
    pub(crate) fn unstyled(mut self) -> Self {
        self.styled = false;
        self
    }

    /// Build the book; a build that fails fails the test.
    #[track_caller]
    pub(crate) fn build(self) -> Built {
        self.try_build().unwrap_or_else(|failure| panic!("the book does not build:\n{failure}"))
    }

    /// Build the book, which may fail.
    #[track_caller]
    pub(crate) fn try_build(self) -> Result<Built, Failure> {
        self.write().render()
    }

    /// Put the book's files on disk, without running mdBook.
    #[track_caller]
    pub(crate) fn write(self) -> Built {
        self.write_files().unwrap_or_else(|error| panic!("cannot write the book: {error:#}"))
    }

    /// What our preprocessor alone makes of a page for a renderer.
    #[track_caller]
    pub(crate) fn expanded(self, path: &str, renderer: &str) -> String {
        self.write().expanded(path, renderer)
    }

    fn write_files(self) -> anyhow::Result<Built> {
        let folder = tempfile::Builder::new().prefix("mdbook-patterns-").tempdir()?;
        let root = folder.path().canonicalize()?.join("book");
        if let Some(from) = &self.from {
            tools::copy_tree(from, &root)?;
        }
        self.write_config(&root.join("book.toml"))?;
        if let Some(summary) = self.summary_text() {
            tools::write(&root.join("src/SUMMARY.md"), summary.as_bytes())?;
        }
        for (path, content) in &self.files {
            tools::write(&root.join(path), content)?;
        }
        let plugin = self.plugin.then(|| Plugin::new(folder.path().join("stderr")));
        Ok(Built::new(folder, root, plugin, self.styled && self.plugin))
    }

    fn write_config(&self, path: &Path) -> anyhow::Result<()> {
        let start = match &self.from {
            Some(_) if path.is_file() => fs::read_to_string(path)?,
            _ => BOOK_TOML.to_owned(),
        };
        tools::write(path, (start + &self.config).as_bytes())
    }

    fn summary_text(&self) -> Option<String> {
        if self.summary.is_some() {
            return self.summary.clone();
        }
        if self.chapters.is_empty() {
            return None;
        }
        let lines = self.chapters.iter().map(|(title, path)| format!("- [{title}](<{path}>)\n"));
        Some(format!("# Summary\n\n{}", lines.collect::<String>()))
    }
}
