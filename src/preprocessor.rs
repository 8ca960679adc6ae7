//! The preprocessor: a book in, the book with everything derived from its front matter out.

use std::collections::BTreeMap;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use rayon::prelude::*;

use crate::assets::{self, ASSETS, Asset};
use crate::book::Source;
use crate::catalog::Catalog;
use crate::config::{CatalogPlace, Config, OnProblem};
use crate::diagnostic::{Code, Diagnostic, Severity, Sources, render, sort};
use crate::edited_book::BookEdits;
use crate::expand::{self, Edit, Expander};
use crate::page::{Page, PageId};
use crate::template::{Mode, Templates};

/// The versions of mdBook whose protocol and HTML this plugin was made for.
pub const SUPPORTED_MDBOOK: &str = ">=0.5.0, <0.6.0";

/// What a run found out, drawn for the terminal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
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
/// Problems are in the report; the book is always whole. For our own renderer it stays as it is: the
/// index is made of front matter.
pub fn run(context: &PreprocessorContext, book: &mut Book) -> Report {
    let (report, edits) = expand(context, book);
    edits.apply(book);
    report
}

/// What [`run`] does, short of applying the edits: the chapters have their old texts, and one more
/// is among them where the catalog got a page of its own.
pub fn expand(context: &PreprocessorContext, book: &mut Book) -> (Report, BookEdits) {
    if context.renderer == crate::renderer::NAME {
        return (Report::default(), BookEdits::default());
    }
    let mut problems = Vec::new();
    let source = Source::read(&context.root, &context.config, &mut problems);
    let config = &source.config;
    problems.extend(version_problem(&context.mdbook_version));
    problems.extend(asset_problems(context, config, &source.book_toml));
    let generated = generated_chapter(config);
    let mode = Mode::of(&context.renderer);
    let overrides = context.root.join("theme/patterns");
    let templates = Templates::new(mode, &config.labels, &overrides, &mut problems);
    let config_is_broken = problems.iter().any(|p| p.code.severity() == Severity::Error);
    let (edits, place, text) = {
        let mut pages = source.pages(book, &mut problems);
        let texts: Vec<(String, &str)> = pages.iter().map(|page| (page.file.clone(), page.text)).collect();
        let place = place_catalog(&mut pages, &source, &generated, &mut problems);
        let catalog = Catalog::build(pages, config, &mut problems);
        let edits = expand_pages(&catalog, config, &templates, &mut problems);
        group_unknown_keys(&mut problems);
        sort(&mut problems);
        let mut sources: Sources<'_> = texts.into_iter().collect();
        sources.insert("book.toml".to_owned(), &source.book_toml);
        (edits, place, render(&problems, &sources, true))
    };
    if let Some(place) = place {
        insert_chapter(book, generated, place);
    }
    let fails = config_is_broken || (config.on_problem == OnProblem::Error && !problems.is_empty());
    (Report { diagnostics: problems, text, fails }, BookEdits::new(edits))
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

/// Assets that are older than this program, or that the book does not link. Only HTML needs them.
fn asset_problems(context: &PreprocessorContext, config: &Config, book_toml: &str) -> Option<Diagnostic> {
    if Mode::of(&context.renderer) != Mode::Html {
        return None;
    }
    let renew =
        "run `mdbook-patterns install` in the book's folder; with `--no-index` its HTML stays where it is";
    let html = context.config.html_config().unwrap_or_default();
    let is_linked = |asset: &Asset| match asset.key {
        "additional-css" => html.additional_css.iter().any(|path| path.ends_with(asset.path)),
        _ => {
            let links = |name: &&str| html.additional_js.iter().any(|path| path.ends_with(name));
            links(&asset.path) || (!asset.parts.is_empty() && asset.parts.iter().all(links))
        }
    };
    if let Some(asset) = ASSETS.iter().find(|asset| !is_linked(asset)) {
        let what = match asset.path {
            "theme/patterns.css" => "its pages show without style",
            "theme/patterns-progress.js" => "its lists do not remember what readers have done",
            _ => "readers cannot filter its catalog",
        };
        let message = format!("the book does not link `{}`, and {what}", asset.path);
        return Some(Diagnostic::new(Code::MissingAssets, message).help(renew));
    }
    let version = config.assets_version.as_deref()?;
    let message =
        format!("the assets are of version {version}, and this is mdbook-patterns {}", assets::VERSION);
    let span = crate::config::span_in_book_toml(book_toml, &["preprocessor", "patterns", "assets-version"]);
    let found = Diagnostic::new(Code::StaleAssets, message).help(renew);
    (version != assets::VERSION).then(|| match span {
        Some(span) => found.at("book.toml", span),
        None => found,
    })
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
    source: &Source<'_>,
    chapter: &'b Chapter,
    problems: &mut Vec<Diagnostic>,
) -> Option<CatalogPlace> {
    let config = &source.config;
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
    source.parse(&mut page, problems);
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
