//! A whole book as we know it: its pages, each parsed once, its configuration, its catalog with the chapters that we
//! add, and the problems found on the way.
//!
//! [`Library::build`] makes it of a [`Source`], and nothing else does: the preprocessor, the renderer, the commands
//! and the language server all see the same pages.
//!
//! ```text
//!  Source ─▶ configuration ─▶ pages (parsed in parallel) ─▶ generated chapters ─▶ Catalog
//! ```

mod chosen;
pub(crate) mod counted;
mod drafts;
mod from_path;
mod generated;
mod included;
mod memory;
mod panics;
mod reading;
mod said_in_text;
mod sections;
mod status_section;
pub(crate) mod survey;
mod surveyed;
mod term_pages;
mod toml_advice;

use std::collections::BTreeMap;

use mdbook_markdown::MarkdownOptions;
use mdbook_preprocessor::config::{Config as MdbookConfig, TextDirection};
use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::config::{BookInfo, Config};
use crate::diagnostic::{Diagnostic, Sources, sort};
use crate::from_text::NodeCollector;
use crate::page::{Listener, Page};
use crate::source::Source;
use crate::source::dialect::Icons;
use crate::source::inputs::site_of;
use crate::source::others::OtherPrograms;
use crate::text::path::slashes;

use generated::Generated;
pub(crate) use memory::Memory;
use memory::{Heard, Parsed};
pub(crate) use panics::{BUG_REPORTS, Panics, guarded, is_provoked};
use reading::Reading;
pub(crate) use reading::with_lf;
pub use surveyed::Surveyed;

/// A book with everything that follows from its pages and its configuration.
#[derive(Debug)]
pub struct Library {
    /// The book as it was handed over. Its chapters are those of [`Catalog::pages`], in the same order, generated ones
    /// included; their texts are in the pages.
    pub source: Source,
    /// Our configuration.
    pub config: Config,
    /// All pages, and what follows from them.
    pub catalog: Catalog,
    /// What is wrong with the configuration, the pages and the catalog, in no order. Places are those of the texts
    /// that were parsed; [`Library::located`] leads them back.
    pub problems: Vec<Diagnostic>,
    reading: Reading,
}

impl Library {
    /// Builds the library of a book.
    ///
    /// ```
    /// use std::path::Path;
    ///
    /// use mdbook_patterns::library::Library;
    /// use mdbook_patterns::source::Source;
    /// use mdbook_preprocessor::book::{Book, BookItem, Chapter};
    /// use mdbook_preprocessor::config::Config;
    ///
    /// let page = "---\ntitle: Retry\n---\n\nTry again.\n";
    /// let chapter = Chapter::new("Retry", page.to_owned(), "retry.md", Vec::new());
    /// let book = Book::new_with_items(vec![BookItem::Chapter(chapter)]);
    ///
    /// let library = Library::build(Source::of_mdbook(Path::new("book"), &Config::default(), book));
    ///
    /// let titles: Vec<&str> = library.catalog.pages.iter().map(|page| page.title()).collect();
    /// assert_eq!(titles, ["Retry", "Catalog"]);
    /// ```
    pub fn build(source: Source) -> Self {
        Self::build_with(source, |_| ()).0
    }

    /// The same, and what listeners heard while the pages were parsed: one for each page, generated ones included.
    pub fn build_with<L: Listener>(source: Source, listener: impl Fn(&Config) -> L + Sync) -> (Self, Vec<L>) {
        Self::build_by(source, listener, |_, pages, parse| pages.into_par_iter().map(parse).collect())
    }

    /// The same, where pages that did not change since the last time are not parsed again.
    pub(crate) fn build_again<L: Listener + Clone + Sync>(
        source: Source,
        listener: impl Fn(&Config) -> L + Sync,
        memory: &mut Memory<L>,
    ) -> (Self, Vec<L>) {
        Self::build_by(source, listener, |source, pages, parse| memory.parse(source, pages, parse))
    }

    fn build_by<L: Listener>(
        source: Source,
        listener: impl Fn(&Config) -> L + Sync,
        parse_all: impl FnOnce(&Source, Vec<Page>, &(dyn Fn(Page) -> Parsed<L> + Sync)) -> Vec<Parsed<L>>,
    ) -> (Self, Vec<L>) {
        let (mut library, pages) = Self::read(source, &listener, parse_all);
        let (pages, drafts) = library.without_drafts(pages);
        let (mut pages, heard): (Vec<Page>, Vec<Heard<L>>) = pages.into_iter().unzip();
        let (heard, of_fields): (Vec<L>, Vec<_>) = heard.into_iter().unzip();
        let (config, root) = (&library.config, &library.source.root);
        said_in_text::read(&mut pages, of_fields, &drafts, config, root, &mut library.problems);
        let generated = Generated::make(&pages, &library.config);
        library.problems.extend(generated.left_out(&library.source.book_toml));
        let (pages, heard) = library.add(&generated, pages, heard, &listener);
        library.catalog = Catalog::build(pages, &drafts, &library.config, &mut library.problems);
        library.lead();
        let unused = if drafts.is_empty() { chosen::problems(&library) } else { Vec::new() };
        library.problems.extend(unused);
        counted::fill(&mut library.catalog, &library.config);
        generated.link(&mut library.catalog);
        (library, heard)
    }

    /// The configuration and the author's pages: a library whose catalog is still to be made.
    fn read<L: Listener>(
        mut source: Source,
        listener: &(impl Fn(&Config) -> L + Sync),
        parse_all: impl FnOnce(&Source, Vec<Page>, &(dyn Fn(Page) -> Parsed<L> + Sync)) -> Vec<Parsed<L>>,
    ) -> (Self, Vec<(Page, Heard<L>)>) {
        let mut problems = std::mem::take(&mut source.problems);
        let config = config(&source, &mut problems);
        let reading = Reading::new(&source, &config);
        let pages = reading::chapters(&mut source.book, &slashes(&source.mdbook.book.src));
        // Edits are made to what was written, which must not seem to say what it does not.
        let reads_text = config.read_text && !source.as_written;
        let listeners = || (listener(&config), reads_text.then(NodeCollector::default));
        let parse = |mut page: Page| {
            let mut problems = Vec::new();
            let heard = reading.page(&mut page, &config, listeners, &mut problems);
            (page, heard, problems)
        };
        let parsed = parse_all(&source, pages, &parse);
        let keep = |(page, heard, found): Parsed<L>| {
            problems.extend(found);
            (page, heard)
        };
        let pages = parsed.into_iter().map(keep).collect();
        (Self { source, config, catalog: Catalog::default(), problems, reading }, pages)
    }

    /// The pages that are no drafts, and those that are, where this build leaves them out of the book.
    fn without_drafts<L>(&mut self, pages: Vec<(Page, L)>) -> (Vec<(Page, L)>, Vec<Page>) {
        let is_one = |(page, _): &(Page, L)| drafts::is_draft(page);
        if !drafts::are_left_out(&self.source, &self.config) || !pages.iter().any(is_one) {
            return (pages, Vec::new());
        }
        let (pages, heard): (Vec<Page>, Vec<L>) = pages.into_iter().unzip();
        drafts::take_out(&mut self.source.book, &pages);
        sections::renumber(&mut self.source.book);
        let (drafts, kept): (Vec<_>, Vec<_>) = pages.into_iter().zip(heard).partition(is_one);
        let files: BTreeMap<&str, &Page> =
            drafts.iter().map(|(page, _)| (page.file.as_str(), page)).collect();
        // What is wrong with a page that nobody sees, `check` says; why nobody sees it, the build says, too.
        self.problems.retain(|found| {
            let draft = found.place.as_ref().and_then(|place| files.get(place.file.as_str()));
            draft.is_none_or(|page| drafts::is_why(found, page))
        });
        let chapters = reading::chapters(&mut self.source.book, &slashes(&self.source.mdbook.book.src));
        let placed = |((page, heard), chapter): ((Page, L), Page)| {
            (Page { parent: chapter.parent, part: chapter.part, ..page }, heard)
        };
        let kept = kept.into_iter().zip(chapters).map(placed).collect();
        (kept, drafts.into_iter().map(|(page, _)| page).collect())
    }

    /// The old addresses of the book's file of them.
    fn lead(&mut self) {
        let Some(file) = &self.source.redirects else { return };
        let src = self.source.root.join(&self.source.mdbook.book.src);
        let omits_drafts = drafts::are_omitted(&self.source, &self.config);
        let is_left_out = |page: &Page| omits_drafts && drafts::is_draft(page);
        self.catalog.lead(file, |path| src.join(path).is_file(), is_left_out, &mut self.problems);
    }

    /// Puts the generated chapters into the book, and their pages among those of its authors.
    fn add<L: Listener>(
        &mut self,
        generated: &Generated,
        pages: Vec<Page>,
        heard: Vec<L>,
        listener: &(impl Fn(&Config) -> L + Sync),
    ) -> (Vec<Page>, Vec<L>) {
        if generated.is_empty() {
            return (pages, heard);
        }
        generated.insert(&mut self.source.book);
        let chapters = reading::chapters(&mut self.source.book, &slashes(&self.source.mdbook.book.src));
        let mut problems = Vec::new();
        let mut read = pages.into_iter().zip(heard);
        let mut page_of = |mut chapter: Page| {
            if generated.made(&chapter) {
                chapter.generated = true;
                chapter.file = chapter.path.clone().unwrap_or_default();
                // It stands in no part of its authors'.
                chapter.part = None;
                let heard = self.parse_with(&mut chapter, || listener(&self.config), &mut problems);
                return Some((chapter, heard));
            }
            let (page, heard) = read.next()?;
            Some((Page { parent: chapter.parent, part: chapter.part, ..page }, heard))
        };
        let all = chapters.into_iter().filter_map(&mut page_of).unzip();
        self.problems.extend(problems);
        all
    }

    /// Parses a page that is not in the book, as the book would.
    pub(crate) fn parse(&self, page: &mut Page, problems: &mut Vec<Diagnostic>) {
        self.parse_with(page, || (), problems);
    }

    /// The same, with what a listener hears.
    pub(crate) fn parse_with<L: Listener>(
        &self,
        page: &mut Page,
        listener: impl Fn() -> L,
        problems: &mut Vec<Diagnostic>,
    ) -> L {
        self.reading.page(page, &self.config, listener, problems)
    }

    /// The icons of the book, where it reads another dialect.
    pub(crate) fn icons(&self) -> Option<&Icons> {
        self.reading.icons.as_ref()
    }

    /// The options that mdBook's HTML renderer parses with.
    pub(crate) fn markdown_options(&self) -> &MarkdownOptions {
        &self.reading.options
    }

    /// Makes the places of problems point into what the authors wrote, and sorts them.
    pub fn located(&self, mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
        let rewritten = self
            .catalog
            .pages
            .iter()
            .filter_map(|page| Some((page.file.as_str(), page.original.as_deref()?)));
        let originals: BTreeMap<&str, _> = rewritten.collect();
        for problem in &mut problems {
            let Some(place) = &mut problem.place else { continue };
            let Some(original) = originals.get(place.file.as_str()) else { continue };
            let mended = problem.mend.as_mut().and_then(|mend| mend.span.as_mut());
            for span in [Some(&mut place.span), mended].into_iter().flatten() {
                *span = original.map.back(span.clone());
            }
        }
        problems.extend(originals.iter().flat_map(|(file, original)| original.problems(file)));
        toml_advice::write(&self.catalog.pages, &mut problems);
        sort(&mut problems);
        problems
    }

    /// The texts that problems point into, as their authors wrote them.
    pub fn texts(&self) -> Sources<'_> {
        let pages = self.catalog.pages.iter().map(|page| (page.file.clone(), page.written()));
        let mut texts: Sources<'_> = pages.collect();
        texts.insert("book.toml".to_owned(), self.source.book_toml.as_str());
        if let Some(file) = &self.source.redirects {
            texts.insert(file.path.clone(), file.text.as_str());
        }
        if !self.source.summary.is_empty() {
            texts.insert(self.source.summary_file(), self.source.summary.as_str());
        }
        texts
    }
}

/// Our configuration of a book; its problems are reported.
pub(crate) fn config(source: &Source, problems: &mut Vec<Diagnostic>) -> Config {
    let others = OtherPrograms::of(&source.mdbook);
    let html = source.mdbook.html_config().unwrap_or_default();
    let info = BookInfo {
        language: source.mdbook.book.language.clone(),
        draws_mermaid: draws_mermaid(&source.mdbook),
        is_right_to_left: source.mdbook.book.realized_text_direction() == TextDirection::RightToLeft,
        edit_url: html.edit_url_template,
        site: site_of(html.site_url.as_deref()),
        has_other_kinds: others.rewrite_text || others.draw,
        book_toml: source.book_toml.clone(),
    };
    let table = source.mdbook.get::<toml::Table>("preprocessor.patterns").ok().flatten().unwrap_or_default();
    let (config, found) = Config::read(&in_file_order(table, &info.book_toml), &info);
    problems.extend(found);
    config
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
