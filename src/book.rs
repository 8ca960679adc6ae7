//! The first half of every run: what mdBook hands over becomes a configuration and parsed pages. The
//! preprocessor and the renderer share it.

use std::borrow::Cow;
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
use crate::mkdocs::{Icons, Sugar, Sugars};
use crate::page::{self, Input, Page};

/// A book on disk, and how it is to be read.
pub struct Source<'a> {
    /// The book's root.
    root: &'a Path,
    /// The folder of its pages, below the root.
    src: &'a Path,
    /// The options that mdBook's HTML renderer parses with.
    options: MarkdownOptions,
    /// The icons of the book, where it reads MkDocs' syntax.
    icons: Option<Icons>,
    /// The configuration.
    pub config: Config,
    /// The text of `book.toml`, to point at.
    pub book_toml: String,
}

impl<'a> Source<'a> {
    /// Reads the configuration of the book at `root`; its problems are reported.
    pub fn read(root: &'a Path, mdbook: &'a MdbookConfig, problems: &mut Vec<Diagnostic>) -> Self {
        let book_toml = fs::read_to_string(root.join("book.toml")).unwrap_or_default();
        Self::of(root, mdbook, book_toml, &root.join("theme/icons"), problems)
    }

    /// The same for a book that may still be to write: `book_toml` is what its configuration says, and the
    /// icons are those in a folder.
    pub(crate) fn of(
        root: &'a Path,
        mdbook: &'a MdbookConfig,
        book_toml: String,
        icons: &Path,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let language = mdbook.book.language.clone();
        let info = BookInfo { language, draws_mermaid: draws_mermaid(mdbook), book_toml };
        let table = mdbook.get::<toml::Table>("preprocessor.patterns").ok().flatten().unwrap_or_default();
        let (config, found) = Config::read(&in_file_order(table, &info.book_toml), &info);
        problems.extend(found);
        let options = markdown_options(mdbook);
        let icons = config.mkdocs_syntax.then(|| Icons::in_folder(icons));
        Self { root, src: &mdbook.book.src, options, icons, config, book_toml: info.book_toml }
    }
}

impl Source<'_> {
    /// Gives the chapters of a book in MkDocs' syntax a text that CommonMark can read, and those with a CR alone at the
    /// end of a line an LF; others stay as they are.
    pub fn sweeten(&self, book: &mut Book) -> Sugars {
        if has_lone_returns(book) {
            end_lines(book);
        }
        if self.config.mkdocs_syntax { Sugars::of(book) } else { Sugars::default() }
    }

    /// The same for a book that stays as it is.
    pub fn sweetened<'b>(&self, book: &'b Book) -> (Cow<'b, Book>, Sugars) {
        if self.config.mkdocs_syntax || has_lone_returns(book) {
            let mut book = book.clone();
            let sugars = self.sweeten(&mut book);
            return (Cow::Owned(book), sugars);
        }
        (Cow::Borrowed(book), Sugars::default())
    }

    /// The icons of the book, where it reads MkDocs' syntax.
    pub fn icons(&self) -> Option<&Icons> {
        self.icons.as_ref()
    }

    /// All chapters in the order of `SUMMARY.md`, parsed in parallel.
    pub fn pages<'b>(
        &self,
        book: &'b Book,
        sugars: &Sugars,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Page<'b>> {
        let pages = self.pages_with(book, sugars, problems, |_: &mut (), _, _, _| {});
        pages.into_iter().map(|(page, ())| page).collect()
    }

    /// The same, and with each page what `visit` gathered from the events of its one parse.
    pub fn pages_with<'b, T: Default + Send>(
        &self,
        book: &'b Book,
        sugars: &Sugars,
        problems: &mut Vec<Diagnostic>,
        visit: impl Fn(&mut T, &'b str, &Event<'_>, &Range<usize>) + Sync,
    ) -> Vec<(Page<'b>, T)> {
        let pages = self.chapters(book);
        let parsed: Vec<(Page<'b>, T, Vec<Diagnostic>)> = pages
            .into_par_iter()
            .enumerate()
            .map(|(nth, mut page)| {
                let (mut problems, mut gathered, text) = (Vec::new(), T::default(), page.text);
                let visit =
                    &mut |event: &Event<'_>, span: &Range<usize>| visit(&mut gathered, text, event, span);
                self.parse_with(&mut page, sugars.get(nth), &mut problems, visit);
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
        self.parse_with(page, None, problems, &mut |_: &Event<'_>, _: &Range<usize>| {});
    }

    fn parse_with(
        &self,
        page: &mut Page<'_>,
        sugar: Option<&Sugar>,
        problems: &mut Vec<Diagnostic>,
        visit: &mut impl FnMut(&Event<'_>, &Range<usize>),
    ) {
        let file = self.root.join(&page.file);
        let on_disk = || std::fs::read_to_string(&file).ok();
        let input = Input {
            schema: &self.config.schema,
            options: &self.options,
            is_box: &|kind| self.config.box_named(kind).is_some(),
            on_disk: &on_disk,
            icons: self.icons.as_ref(),
            sugar,
        };
        page::parse(page, &input, problems, visit);
    }
}

fn has_lone_returns(book: &Book) -> bool {
    book.chapters().any(|chapter| has_lone_return(&chapter.content))
}

/// CommonMark ends a line with a CR alone, too; nobody who reads the text from here on has to know. An LF is as long, so
/// all places stay.
fn end_lines(book: &mut Book) {
    book.for_each_chapter_mut(|chapter| {
        if has_lone_return(&chapter.content) {
            chapter.content = with_lf(&chapter.content);
        }
    });
}

/// A text with an LF for each CR alone.
pub(crate) fn with_lf(text: &str) -> String {
    let mut rest = text.chars().peekable();
    let next = || rest.next().map(|c| if c == '\r' && rest.peek() != Some(&'\n') { '\n' } else { c });
    std::iter::from_fn(next).collect()
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
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

/// Whether a script that draws Mermaid diagrams is linked, as `mdbook-mermaid install` does.
fn draws_mermaid(mdbook: &MdbookConfig) -> bool {
    let scripts = mdbook.html_config().unwrap_or_default().additional_js;
    let mut names = scripts.iter().filter_map(|script| script.file_name()?.to_str());
    names.any(|name| name.to_lowercase().contains("mermaid"))
}

/// A path with `/` between its parts on every system.
pub(crate) fn slashes(path: &Path) -> String {
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
