//! The preprocessor: a book in, the book with everything derived from its front matter out.

use std::collections::BTreeMap;
use std::path::Path;

use mdbook_markdown::MarkdownOptions;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use rayon::prelude::*;

use crate::catalog::Catalog;
use crate::config::{BookInfo, CatalogPlace, Config};
use crate::diagnostic::{Code, Diagnostic, Severity, Sources, render, sort};
use crate::expand::{self, Edit, Expander};
use crate::page::{self, Input, Page, PageId};
use crate::template::{Mode, Templates};

/// The versions of mdBook whose protocol and HTML this plugin was made for.
pub const SUPPORTED_MDBOOK: &str = ">=0.5.0, <0.6.0";

/// What a run found out, drawn for the terminal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// All problems, sorted by place.
    pub diagnostics: Vec<Diagnostic>,
    /// The problems as text, with colours.
    pub text: String,
    /// Whether the build must fail.
    pub fails: bool,
}

/// Expands a book in place.
///
/// Problems are in the report; the book is always whole.
pub fn run(context: &PreprocessorContext, book: &mut Book) -> Report {
    let mut problems = Vec::new();
    let (config, book_toml) = read_config(context, &mut problems);
    problems.extend(version_problem(&context.mdbook_version));
    let config_is_broken = problems.iter().any(|p| p.code.severity() == Severity::Error);
    let generated = generated_chapter(&config);
    let templates = Templates::new(
        Mode::of(&context.renderer),
        &config.labels,
        &context.root.join("theme/patterns"),
        &mut problems,
    );
    let (edits, place, text) = {
        let parser = Parser {
            root: &context.root,
            src: &context.config.book.src,
            options: markdown_options(context),
            config: &config,
        };
        let mut pages = parser.pages(book, &mut problems);
        let sources: Vec<(String, &str)> = pages.iter().map(|page| (page.file.clone(), page.text)).collect();
        let place = place_catalog(&mut pages, &config, &generated, &parser, &mut problems);
        let catalog = Catalog::build(pages, &config, &mut problems);
        let edits = expand_pages(&catalog, &config, &templates, &mut problems);
        group_unknown_keys(&mut problems);
        sort(&mut problems);
        let mut sources: Sources<'_> = sources.into_iter().collect();
        sources.insert("book.toml".to_owned(), &book_toml);
        (edits, place, render(&problems, &sources, true))
    };
    if let Some(place) = place {
        insert_chapter(book, generated, place);
    }
    apply_edits(book, edits);
    let fails =
        config_is_broken || (config.on_problem == crate::config::OnProblem::Error && !problems.is_empty());
    Report { diagnostics: problems, text, fails }
}

fn read_config(context: &PreprocessorContext, problems: &mut Vec<Diagnostic>) -> (Config, String) {
    let book_toml = std::fs::read_to_string(context.root.join("book.toml")).unwrap_or_default();
    let info = BookInfo { language: context.config.book.language.clone(), book_toml };
    let table = context.config.get::<toml::Table>("preprocessor.patterns").ok().flatten().unwrap_or_default();
    let (config, found) = Config::read(&in_file_order(table, &info.book_toml), &info);
    problems.extend(found);
    (config, info.book_toml)
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

fn version_problem(version: &str) -> Option<Diagnostic> {
    let supported = semver::VersionReq::parse(SUPPORTED_MDBOOK).ok()?;
    let is_supported = semver::Version::parse(version).is_ok_and(|v| supported.matches(&v));
    let message =
        format!("mdbook-patterns works with mdBook {SUPPORTED_MDBOOK}, and this is mdBook {version}");
    (!is_supported).then(|| {
        Diagnostic::new(Code::UnsupportedMdbook, message).help("install mdBook 0.5: `cargo install mdbook`")
    })
}

/// Turns chapters into pages.
struct Parser<'c> {
    root: &'c Path,
    src: &'c Path,
    options: MarkdownOptions,
    config: &'c Config,
}

impl Parser<'_> {
    /// All chapters in the order of `SUMMARY.md`, parsed in parallel.
    fn pages<'b>(&self, book: &'b Book, problems: &mut Vec<Diagnostic>) -> Vec<Page<'b>> {
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
        let found: Vec<Vec<Diagnostic>> = pages
            .par_iter_mut()
            .map(|page| {
                let mut problems = Vec::new();
                self.parse(page, &mut problems);
                problems
            })
            .collect();
        problems.extend(found.into_iter().flatten());
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

    fn parse(&self, page: &mut Page<'_>, problems: &mut Vec<Diagnostic>) {
        let file = self.root.join(&page.file);
        let on_disk = || std::fs::read_to_string(&file).ok();
        let input = Input { schema: &self.config.schema, options: &self.options, on_disk: &on_disk };
        page::parse(page, &input, problems);
    }
}

/// A path with `/` between its parts on every system.
fn slashes(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The options that mdBook's HTML renderer parses with.
fn markdown_options(context: &PreprocessorContext) -> MarkdownOptions {
    let mut options = MarkdownOptions::default();
    if let Some(html) = context.config.html_config() {
        options.smart_punctuation = html.smart_punctuation;
        options.definition_lists = html.definition_lists;
        options.admonitions = html.admonitions;
    }
    options
}

/// The chapter that shows the catalog where no page of the book does.
fn generated_chapter(config: &Config) -> Chapter {
    let title = config.catalog.title.as_deref().unwrap_or_else(|| config.labels.get("catalog"));
    let text = format!("# {}\n\n{{{{#patterns catalog}}}}\n", crate::template::markdown_text(title));
    let mut chapter = Chapter::new(title, text, &config.catalog.path, Vec::new());
    chapter.source_path = None;
    chapter
}

/// Puts the generated chapter's page among the pages, if the book has entries and shows them
/// nowhere; its place among the top-level items of the book.
fn place_catalog<'b>(
    pages: &mut Vec<Page<'b>>,
    config: &Config,
    chapter: &'b Chapter,
    parser: &Parser<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<CatalogPlace> {
    let path = config.catalog.path.as_str();
    let shown = pages.iter().any(|page| page.path.as_deref() == Some(path) || expand::shows_catalog(page));
    if !config.catalog.enable || shown || !crate::catalog::has_entries(pages, config) {
        return None;
    }
    let mut page = Page {
        name: &chapter.name,
        text: &chapter.content,
        path: Some(path.to_owned()),
        file: path.to_owned(),
        generated: true,
        ..Page::default()
    };
    parser.parse(&mut page, problems);
    let at = match config.catalog.place {
        CatalogPlace::First => 0,
        CatalogPlace::Second => {
            pages.iter().skip(1).position(|p| p.parent.is_none()).map_or(pages.len(), |i| i + 1)
        }
        CatalogPlace::Last => pages.len(),
    };
    for page in pages.iter_mut() {
        page.parent = page.parent.map(|parent| if parent >= at { parent + 1 } else { parent });
    }
    pages.insert(at, page);
    Some(config.catalog.place)
}

fn insert_chapter(book: &mut Book, chapter: Chapter, place: CatalogPlace) {
    let is_chapter = |item: &BookItem| matches!(item, BookItem::Chapter(_));
    let at = match place {
        CatalogPlace::First => 0,
        CatalogPlace::Second => book.items.iter().position(is_chapter).map_or(0, |at| at + 1),
        CatalogPlace::Last => book.items.len(),
    };
    let has_parts = book.items.iter().any(|item| matches!(item, BookItem::PartTitle(_)));
    book.items.insert(at, BookItem::Chapter(chapter));
    if place == CatalogPlace::Last && has_parts {
        book.items.insert(at, BookItem::Separator);
    }
}

/// The edits of each page.
fn expand_pages(
    catalog: &Catalog<'_>,
    config: &Config,
    templates: &Templates,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<Edit>> {
    let expander = Expander::new(catalog, config, templates);
    // A page that shows the catalog takes as long as a hundred others: it must not be the last.
    let mut order: Vec<PageId> = (0..catalog.pages.len()).collect();
    order.sort_by_key(|&id| catalog.pages[id].directives.is_empty());
    let expanded: Vec<(PageId, Vec<Edit>, Vec<Diagnostic>)> = order
        .into_par_iter()
        .map(|id| {
            let mut problems = Vec::new();
            let edits = expander.page_edits(id, &mut problems);
            (id, edits, problems)
        })
        .collect();
    let mut edits = vec![Vec::new(); catalog.pages.len()];
    for (id, of_page, found) in expanded {
        edits[id] = of_page;
        problems.extend(found);
    }
    edits
}

/// Applies the edits of each page to its chapter; the old text goes at once, so that a book is never
/// in memory twice.
fn apply_edits(book: &mut Book, edits: Vec<Vec<Edit>>) {
    let mut contents = Vec::with_capacity(edits.len());
    collect_contents(&mut book.items, &mut contents);
    contents.into_iter().zip(edits).filter(|(_, edits)| !edits.is_empty()).for_each(|(content, edits)| {
        let edited = expand::apply(content, edits);
        debug_assert!(edited.is_some(), "overlapping edits in {content:?}");
        if let Some(edited) = edited {
            *content = edited;
        }
    });
}

/// The texts of all chapters, in the order of the pages.
fn collect_contents<'b>(items: &'b mut [BookItem], contents: &mut Vec<&'b mut String>) {
    for item in items {
        if let BookItem::Chapter(chapter) = item {
            contents.push(&mut chapter.content);
            collect_contents(&mut chapter.sub_items, contents);
        }
    }
}

/// One problem for a key that many pages have and no field resembles, not one for each page.
fn group_unknown_keys(problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let is_unknown = |problem: &Diagnostic| problem.code == Code::UnknownKey;
    for problem in problems.iter().filter(|p| is_unknown(p)) {
        *seen.entry(problem.message.clone()).or_default() += 1;
    }
    sort(problems);
    let mut kept: BTreeMap<String, usize> = BTreeMap::new();
    problems.retain(|problem| {
        let nth = kept.entry(problem.message.clone()).or_default();
        *nth += 1;
        !is_unknown(problem) || *nth == 1
    });
    for problem in problems.iter_mut().filter(|p| is_unknown(p)) {
        let others = seen.get(&problem.message).map_or(0, |n| n - 1);
        if others > 0 {
            problem.message = format!(
                "{}, here and in {others} more page{}",
                problem.message,
                if others == 1 { "" } else { "s" }
            );
        }
    }
}
