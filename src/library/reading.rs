//! From the chapters of a book to parsed pages.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::{Path, PathBuf};

use mdbook_markdown::MarkdownOptions;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config as MdbookConfig;

use super::included;
use super::panics::guarded;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::page::{self, Input, Listener, Page, PageId};
use crate::source::Source;
use crate::source::dialect::{self, Icons, Original};
use crate::text::path::slashes;

/// What the parse of a page needs of the book.
pub(super) struct Reading {
    root: PathBuf,
    /// The options that mdBook's HTML renderer parses with.
    pub(super) options: MarkdownOptions,
    /// The icons of the book, where it reads another dialect.
    pub(super) icons: Option<Icons>,
    /// Whether blocks of that dialect are rewritten.
    rewrites: bool,
    /// The texts of files that are not saved yet.
    unsaved: BTreeMap<String, String>,
}

impl fmt::Debug for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // mdBook's options do not print themselves.
        f.debug_struct("Reading")
            .field("root", &self.root)
            .field("rewrites", &self.rewrites)
            .finish_non_exhaustive()
    }
}

impl Reading {
    pub(super) fn new(source: &Source, config: &Config) -> Self {
        Self {
            root: source.root.clone(),
            options: markdown_options(&source.mdbook, config),
            icons: config.mkdocs_syntax.then(|| Icons::in_folders(&source.root, &source.icons)),
            rewrites: config.mkdocs_syntax && !source.as_written,
            unsaved: source.unsaved.clone(),
        }
    }

    /// Parses a page, whose name, text and place in the book are known. One that makes the program panic keeps its
    /// text, and nothing else of it is known.
    pub(super) fn page<L: Listener>(
        &self,
        page: &mut Page,
        config: &Config,
        listener: impl Fn() -> L,
        problems: &mut Vec<Diagnostic>,
    ) -> L {
        let file = page.file.clone();
        let written = std::mem::take(&mut page.text);
        let written =
            included::without_front_matter(&written, &self.root, &file, &self.options).unwrap_or(written);
        let parsed = guarded(&file, "read this page, and leaves it as it is", || {
            self.parse(&written, page, config, &listener)
        });
        match parsed {
            Ok(parsed) => {
                problems.extend(parsed.problems);
                page.original =
                    parsed.original.map(|original| Box::new(Original { text: written.clone(), ..original }));
                page.text = parsed.text.unwrap_or(written);
                parsed.heard
            }
            Err(panicked) => {
                problems.push(panicked);
                *page = self.unread(std::mem::take(page), written, config, problems);
                listener()
            }
        }
    }

    /// Parses a page. Where the parser does not take for a quote what the rewriting made one, as in code, the author's
    /// lines stay, and the page is parsed again.
    fn parse<L: Listener>(
        &self,
        written: &str,
        page: &mut Page,
        config: &Config,
        listener: &impl Fn() -> L,
    ) -> Parsed<L> {
        if !self.rewrites {
            return self.parse_rewritten(written, None, page, config, listener());
        }
        let before = page.clone();
        let mut left = BTreeSet::new();
        for _ in 0..ROUNDS {
            let rewritten = dialect::rewrite(written, &left);
            let blocks = rewritten.as_ref().map_or_else(Vec::new, |found| found.rewrite.blocks.clone());
            let parsed = self.parse_rewritten(written, rewritten, page, config, listener());
            let lost = blocks.iter().filter(|block| !is_quote(page, block.at)).map(|block| block.line);
            let known = left.len();
            left.extend(lost);
            if left.len() == known {
                return parsed;
            }
            *page = before.clone();
        }
        left.extend(memchr::memchr_iter(b'\n', written.as_bytes()).map(|end| end + 1).chain([0]));
        self.parse_rewritten(written, dialect::rewrite(written, &left), page, config, listener())
    }

    fn parse_rewritten<L: Listener>(
        &self,
        written: &str,
        rewritten: Option<dialect::Rewritten>,
        page: &mut Page,
        config: &Config,
        mut listener: L,
    ) -> Parsed<L> {
        let (text, rewrite, original) = match rewritten {
            Some(found) => (Some(found.text), Some(found.rewrite), Some(found.original)),
            None => (None, None, None),
        };
        let lone = has_lone_return(text.as_deref().unwrap_or(written));
        let text = if lone { Some(with_lf(text.as_deref().unwrap_or(written))) } else { text };
        let mut problems = Vec::new();
        let parsed = text.as_deref().unwrap_or(written);
        self.with_input(page, config, rewrite.as_ref(), |page, input| {
            page::parse(parsed, page, input, &mut problems, &mut listener);
            super::status_section::read(parsed, page, config);
        });
        Parsed { text, original, heard: listener, problems }
    }

    /// Reads something of a page, which then has what its path says.
    fn with_input(
        &self,
        page: &mut Page,
        config: &Config,
        rewrite: Option<&dialect::Rewrite>,
        read: impl FnOnce(&mut Page, &Input<'_>),
    ) {
        let file = self.root.join(&page.file);
        let unsaved = self.unsaved.get(&page.file);
        let on_disk = || unsaved.cloned().or_else(|| crate::file::read_text(&file).ok());
        let path = page.path.clone().filter(|_| !page.generated);
        let defaults = path.as_deref().map_or_else(Vec::new, |path| config.defaults_of(path));
        let input = Input {
            schema: &config.schema,
            defaults: &defaults,
            options: &self.options,
            is_box: &|kind| config.box_named(kind).is_some(),
            on_disk: &on_disk,
            icons: self.icons.as_ref(),
            rewrite,
        };
        read(page, &input);
        if let Some(path) = &path {
            super::from_path::read(path, page, config);
        }
    }

    /// A page that made the program panic: it keeps its text, and what its front matter says, so that its old addresses
    /// still lead to it.
    fn unread(&self, page: Page, text: String, config: &Config, problems: &mut Vec<Diagnostic>) -> Page {
        let Page { name, path, file, generated, parent, part, .. } = page;
        let bare = Page { name, path, file, generated, parent, part, is_unread: true, ..Page::default() };
        let known = guarded(&bare.file, "understand the front matter of this page", || {
            let (mut page, mut found) = (bare.clone(), Vec::new());
            self.with_input(&mut page, config, None, |page, input| {
                page::front_matter_alone(&text, page, input, &mut found);
            });
            (page, found)
        });
        let page = match known {
            Ok((page, found)) => {
                problems.extend(found);
                page
            }
            Err(panicked) => {
                problems.push(panicked);
                bare
            }
        };
        Page { text, ..page }
    }
}

/// How often a page is parsed before all that opens a block stays as it is.
const ROUNDS: usize = 4;

/// Whether the quote that the rewriting made at a byte was found as one.
fn is_quote(page: &Page, at: usize) -> bool {
    page.quotes.binary_search_by_key(&at, |quoted| quoted.span.start).is_ok()
}

/// What the parse of a page found beside what is in the page.
struct Parsed<L> {
    /// The text that was parsed, where that is not what its author wrote.
    text: Option<String>,
    /// The author's page, still without its text, where the text was rewritten.
    original: Option<Original>,
    heard: L,
    problems: Vec<Diagnostic>,
}

/// All chapters in the order of `SUMMARY.md`, not parsed yet. Their texts are taken out of the book.
pub(super) fn chapters(book: &mut Book, src: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut part = None;
    for item in &mut book.items {
        match item {
            BookItem::PartTitle(title) => part = Some(title.clone()),
            BookItem::Chapter(chapter) => {
                // Chapters without a number stand before or after the parts.
                let part = part.as_ref().filter(|_| chapter.number.is_some());
                take_chapter(chapter, src, None, part, &mut pages);
            }
            BookItem::Separator => {}
        }
    }
    pages
}

fn take_chapter(
    chapter: &mut Chapter,
    src: &str,
    parent: Option<PageId>,
    part: Option<&String>,
    pages: &mut Vec<Page>,
) {
    let id = pages.len();
    let file = chapter.source_path.as_deref().or(chapter.path.as_deref());
    pages.push(Page {
        name: chapter.name.clone(),
        text: std::mem::take(&mut chapter.content),
        path: chapter.path.as_deref().map(slashes),
        file: file.map_or_else(String::new, |path| join_below(src, path)),
        parent,
        part: part.cloned(),
        ..Page::default()
    });
    for item in &mut chapter.sub_items {
        if let BookItem::Chapter(chapter) = item {
            take_chapter(chapter, src, Some(id), part, pages);
        }
    }
}

fn join_below(src: &str, path: &Path) -> String {
    slashes(&Path::new(src).join(path))
}

/// CommonMark ends a line with a CR alone, too; nobody who reads the text from here on has to know. An LF is as long, so
/// all places stay.
pub(crate) fn with_lf(text: &str) -> String {
    let mut rest = text.chars().peekable();
    let next = || rest.next().map(|c| if c == '\r' && rest.peek() != Some(&'\n') { '\n' } else { c });
    std::iter::from_fn(next).collect()
}

fn has_lone_return(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// The options that mdBook's HTML renderer parses with.
fn markdown_options(mdbook: &MdbookConfig, config: &Config) -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    if let Some(html) = mdbook.html_config() {
        options.smart_punctuation = html.smart_punctuation;
        options.definition_lists = html.definition_lists;
        options.admonitions = html.admonitions;
    }
    // mdBook titles its alerts in English: in other languages they are boxes like all others.
    options.admonitions &= !config.titles_alerts();
    options
}
