//! The first half of every run: what mdBook hands over becomes a configuration and parsed pages. The
//! preprocessor and the renderer share it.

use std::fs;
use std::ops::Range;
use std::path::Path;

use mdbook_markdown::MarkdownOptions;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;
use pulldown_cmark::Event;
use rayon::prelude::*;

use crate::config::{BookInfo, Config};
use crate::diagnostic::Diagnostic;
use crate::page::{self, Input, Page};

/// A book on disk, and how it is to be read.
pub struct Source<'a> {
    /// The book's root.
    root: &'a Path,
    /// The folder of its pages, below the root.
    src: &'a Path,
    /// The options that mdBook's HTML renderer parses with.
    options: MarkdownOptions,
    /// The configuration.
    pub config: Config,
    /// The text of `book.toml`, to point at.
    pub book_toml: String,
}

impl<'a> Source<'a> {
    /// Reads the configuration of the book at `root`; its problems are reported.
    pub fn read(root: &'a Path, mdbook: &'a MdbookConfig, problems: &mut Vec<Diagnostic>) -> Self {
        let book_toml = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
        let info = BookInfo { language: mdbook.book.language.clone(), book_toml };
        let table = mdbook.get::<toml::Table>("preprocessor.patterns").ok().flatten().unwrap_or_default();
        let (config, found) = Config::read(&in_file_order(table, &info.book_toml), &info);
        problems.extend(found);
        let options = markdown_options(mdbook);
        Self { root, src: &mdbook.book.src, options, config, book_toml: info.book_toml }
    }
}

impl Source<'_> {
    /// All chapters in the order of `SUMMARY.md`, parsed in parallel.
    pub fn pages<'b>(&self, book: &'b Book, problems: &mut Vec<Diagnostic>) -> Vec<Page<'b>> {
        let pages = self.pages_with(book, problems, |_: &mut (), _, _, _| {});
        pages.into_iter().map(|(page, ())| page).collect()
    }

    /// The same, and with each page what `visit` gathered from the events of its one parse.
    pub fn pages_with<'b, T: Default + Send>(
        &self,
        book: &'b Book,
        problems: &mut Vec<Diagnostic>,
        visit: impl Fn(&mut T, &'b str, &Event<'_>, &Range<usize>) + Sync,
    ) -> Vec<(Page<'b>, T)> {
        let pages = self.chapters(book);
        let parsed: Vec<(Page<'b>, T, Vec<Diagnostic>)> = pages
            .into_par_iter()
            .map(|mut page| {
                let (mut problems, mut gathered, text) = (Vec::new(), T::default(), page.text);
                let visit =
                    &mut |event: &Event<'_>, span: &Range<usize>| visit(&mut gathered, text, event, span);
                self.parse_with(&mut page, &mut problems, visit);
                (page, gathered, problems)
            })
            .collect();
        let take = |(page, gathered, found)| {
            problems.extend::<Vec<Diagnostic>>(found);
            (page, gathered)
        };
        parsed.into_iter().map(take).collect()
    }

    /// All chapters, not parsed yet.
    fn chapters<'b>(&self, book: &'b Book) -> Vec<Page<'b>> {
        let mut pages = Vec::new();
        let mut part = None;
        for item in &book.items {
            match item {
                BookItem::PartTitle(title) => part = Some(title.as_str()),
                // Chapters without a number stand before or behind the parts.
                BookItem::Chapter(chapter) => {
                    let part = part.filter(|_| chapter.number.is_some());
                    self.chapter(chapter, None, part, &mut pages);
                }
                BookItem::Separator => {}
            }
        }
        pages
    }

    fn chapter<'b>(
        &self,
        chapter: &'b Chapter,
        parent: Option<usize>,
        part: Option<&'b str>,
        pages: &mut Vec<Page<'b>>,
    ) {
        let id = pages.len();
        let source = chapter.source_path.as_deref().or(chapter.path.as_deref());
        pages.push(Page {
            name: &chapter.name,
            text: &chapter.content,
            path: chapter.path.as_deref().map(slashes),
            file: source.map_or_else(String::new, |path| slashes(&self.src.join(path))),
            parent,
            part,
            ..Page::default()
        });
        for item in &chapter.sub_items {
            if let BookItem::Chapter(chapter) = item {
                self.chapter(chapter, Some(id), part, pages);
            }
        }
    }

    /// Parses one page, whose name, text and place in the book are known.
    pub fn parse(&self, page: &mut Page<'_>, problems: &mut Vec<Diagnostic>) {
        self.parse_with(page, problems, &mut |_: &Event<'_>, _: &Range<usize>| {});
    }

    fn parse_with(
        &self,
        page: &mut Page<'_>,
        problems: &mut Vec<Diagnostic>,
        visit: &mut impl FnMut(&Event<'_>, &Range<usize>),
    ) {
        let file = self.root.join(&page.file);
        let on_disk = || std::fs::read_to_string(&file).ok();
        let input = Input { schema: &self.config.schema, options: &self.options, on_disk: &on_disk };
        page::parse(page, &input, problems, visit);
    }
}

/// mdBook hands the table over sorted by key. Where the file says the same, its order is the
/// author's, and taxonomies stand in it.
fn in_file_order(table: toml::Table, book_toml: &str) -> toml::Table {
    let written = book_toml.parse::<toml::Table>().ok();
    let written = written.and_then(|mut file| match file.remove("preprocessor")? {
        toml::Value::Table(mut preprocessors) => preprocessors.remove("patterns"),
        _ => None,
    });
    match written {
        Some(toml::Value::Table(written)) if written == table => written,
        _ => table,
    }
}

/// A path with `/` between its parts on every system.
fn slashes(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The options that mdBook's HTML renderer parses with.
fn markdown_options(mdbook: &MdbookConfig) -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    if let Some(html) = mdbook.html_config() {
        options.smart_punctuation = html.smart_punctuation;
        options.definition_lists = html.definition_lists;
        options.admonitions = html.admonitions;
    }
    options
}
