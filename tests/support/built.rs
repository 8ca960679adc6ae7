//! A book on disk: mdBook run over it, and what came out.

use super::plugin::{self, Plugin};
use super::tools;
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::book::{Book, Chapter};
use mdbook_driver::builtin_renderers::MarkdownRenderer;
use mdbook_driver::config::Config;
use mdbook_patterns::assets::ASSETS;
use mdbook_preprocessor::PreprocessorContext;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A book on disk, built by [`super::TestBook::build`] or only written by `write`.
#[derive(Debug)]
pub(crate) struct Built {
    _folder: TempDir,
    root: PathBuf,
    plugin: Option<Plugin>,
    styled: bool,
}

impl Built {
    /// What `list` shows of each entry, in its columns.
    pub(crate) fn listed(&self, columns: &str) -> Value {
        let run = self.run(&["list", "--format", "json", "--columns", columns]);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        serde_json::from_str(&run.stdout).unwrap_or_default()
    }

    /// What `check` finds, but for what the harness lacks.
    pub(crate) fn found(&self) -> String {
        self.run(&["check", "--allow", "P0602", "--allow", "P1104"]).stdout
    }
}

/// A build that failed: mdBook's error with its causes, and what our plugin wrote on stderr.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: String,
    pub(crate) stderr: String,
}

/// A run of our command line.
#[derive(Debug)]
pub(crate) struct Run {
    /// The exit code, or nothing after a signal.
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Built {
    pub(crate) fn new(folder: TempDir, root: PathBuf, plugin: Option<Plugin>, styled: bool) -> Self {
        Built { _folder: folder, root, plugin, styled }
    }

    /// Run mdBook over the book, with every renderer that its configuration names.
    pub(crate) fn render(self) -> Result<Self, Failure> {
        match self.write_assets().and_then(|()| self.load()?.build()) {
            Ok(()) => Ok(self),
            Err(error) => Err(Failure { error: self.clean(&format!("{error:#}")), stderr: self.stderr() }),
        }
    }

    /// The folder of the book, with `book.toml`.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the HTML, wherever mdBook put it.
    #[track_caller]
    pub(crate) fn html_dir(&self) -> PathBuf {
        self.loaded().build_dir_for("html")
    }

    /// A whole page, or any other text file of the HTML.
    #[track_caller]
    pub(crate) fn html(&self, path: &str) -> String {
        let folder = self.html_dir();
        match fs::read_to_string(folder.join(path)) {
            Ok(text) => self.clean(&text),
            Err(error) => {
                panic!("no {path} in the HTML: {error}\nit has {:#?}", tools::files_like(&folder, path))
            }
        }
    }

    /// What is inside `<main>` of a page.
    #[track_caller]
    pub(crate) fn main(&self, path: &str) -> String {
        let page = self.html(path);
        let inside = page.split_once("<main>").and_then(|(_, rest)| rest.split_once("</main>"));
        inside.unwrap_or_else(|| panic!("{path} has no <main>")).0.trim().to_owned()
    }

    /// What our plugin wrote on stderr while mdBook ran it, once for each renderer.
    pub(crate) fn stderr(&self) -> String {
        self.clean(&self.plugin.as_ref().map(Plugin::stderr).unwrap_or_default())
    }

    /// A page as mdBook hands it to its `markdown` renderer, all preprocessors done.
    #[track_caller]
    pub(crate) fn markdown(&self, path: &str) -> String {
        let preprocessed = self.loaded().preprocess_book(&MarkdownRenderer::new());
        let (book, _) = preprocessed.unwrap_or_else(|error| panic!("preprocessing failed: {error:#}"));
        self.clean(&chapter(&book, path).content)
    }

    /// What our preprocessor alone makes of the book for a renderer.
    #[track_caller]
    pub(crate) fn preprocess(&self, renderer: &str) -> Book {
        self.preprocessed(renderer, "").0
    }

    /// The same for HTML where something goes wrong (`MDBOOK_PATTERNS_FAULT`), and what our preprocessor said.
    #[track_caller]
    pub(crate) fn preprocess_with_fault(&self, fault: &str) -> (Book, String) {
        self.preprocessed("html", fault)
    }

    #[track_caller]
    fn preprocessed(&self, renderer: &str, fault: &str) -> (Book, String) {
        let MDBook { root, config, book, .. } = self.loaded();
        let context = PreprocessorContext::new(root, config, renderer.to_owned());
        plugin::preprocess(&context, &book, fault)
            .unwrap_or_else(|error| panic!("{}", self.clean(&format!("{error:#}"))))
    }

    /// What our preprocessor alone makes of a page for a renderer.
    #[track_caller]
    pub(crate) fn expanded(&self, path: &str, renderer: &str) -> String {
        self.clean(&chapter(&self.preprocess(renderer), path).content)
    }

    /// Run our command line in the book's folder.
    #[track_caller]
    pub(crate) fn run(&self, args: &[&str]) -> Run {
        let output = plugin::command(&self.root).args(args).output();
        let output = output.unwrap_or_else(|error| panic!("cannot start the binary: {error}"));
        let text = |bytes: &[u8]| self.clean(&String::from_utf8_lossy(bytes));
        Run { code: output.status.code(), stdout: text(&output.stdout), stderr: text(&output.stderr) }
    }

    #[track_caller]
    fn loaded(&self) -> MDBook {
        self.load().unwrap_or_else(|error| panic!("mdBook cannot load the book: {error:#}"))
    }

    fn load(&self) -> Result<MDBook> {
        let mut config = Config::from_disk(self.root.join("book.toml"))?;
        match &self.plugin {
            Some(plugin) => plugin.configure(&mut config)?,
            None => remove_plugin(&mut config)?,
        }
        if writes_html(&config)? {
            turn_search_off(&mut config)?;
            if self.styled {
                link_assets(&mut config)?;
            }
        }
        MDBook::load_with_config(&self.root, config)
    }

    /// The files that `install` would have written, where the test has none of its own.
    fn write_assets(&self) -> Result<()> {
        let missing = |path: &str| self.styled && !self.root.join(path).exists();
        for asset in ASSETS.iter().filter(|asset| missing(asset.path)) {
            tools::write(&self.root.join(asset.path), asset.text.as_bytes())?;
        }
        Ok(())
    }

    fn clean(&self, text: &str) -> String {
        text.replace(&*self.root.to_string_lossy(), "[ROOT]")
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n{}", self.error, self.stderr)
    }
}

#[track_caller]
fn chapter<'book>(book: &'book Book, path: &str) -> &'book Chapter {
    let is_at = |at: &Option<PathBuf>| at.as_deref() == Some(Path::new(path));
    let found = book.chapters().find(|chapter| is_at(&chapter.path) || is_at(&chapter.source_path));
    found.unwrap_or_else(|| panic!("the book has no page {path}"))
}

fn remove_plugin(config: &mut Config) -> Result<()> {
    let mut preprocessors: BTreeMap<String, Value> = config.preprocessors()?;
    preprocessors.remove("patterns");
    config.set("preprocessor", preprocessors)
}

fn writes_html(config: &Config) -> Result<bool> {
    let outputs: BTreeMap<String, Value> = config.outputs().context("book.toml")?;
    Ok(outputs.is_empty() || outputs.contains_key("html"))
}

/// Search costs time in every build, and depends on a feature of mdBook that only `xtask` turns on.
fn turn_search_off(config: &mut Config) -> Result<()> {
    if !config.contains_key("output.html.search") {
        config.set("output.html.search.enable", false)?;
    }
    Ok(())
}

/// Link our assets, as `install` does in a user's book.
fn link_assets(config: &mut Config) -> Result<()> {
    let has_index = mdbook_patterns::source::has_search(config);
    for asset in ASSETS.iter().filter(|asset| asset.is_installed(has_index)) {
        let key = format!("output.html.{}", asset.key());
        let mut links: Vec<String> = config.get(&key)?.unwrap_or_default();
        if !links.iter().any(|link| link == asset.path) {
            links.push(asset.path.to_owned());
            config.set(&key, links)?;
        }
    }
    Ok(())
}
