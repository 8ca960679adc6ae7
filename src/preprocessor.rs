//! The preprocessor: a book in, the book with everything derived from its front matter out.

use std::collections::{BTreeMap, BTreeSet};

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use rayon::prelude::*;

use crate::assets::{self, ASSETS, Asset};
use crate::book::Source;
use crate::catalog::Catalog;
use crate::config::{CatalogPlace, Config, OnProblem};
use crate::diagnostic::{Code, Diagnostic, Severity, Sources, render, sort};
use crate::edited_book::BookEdits;
use crate::expand::{self, Edit, Expander, search_settings};
use crate::page::{Page, PageId};
use crate::shown_problems;
use crate::template::{Mode, Templates};
use crate::term_pages::TermPages;

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

/// What [`run`] does, short of applying the edits: the chapters have their old texts, and more are
/// among them where the catalog or terms got pages of their own.
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
    // A template that fails has an embedded one in its place.
    let stops =
        |found: &Diagnostic| found.code.severity() == Severity::Error && found.code != Code::InvalidTemplate;
    let config_is_broken = problems.iter().any(stops);
    let term_pages;
    let sugars = source.sweeten(book);
    let (edits, place, below, text) = {
        let mut pages = source.pages(book, &sugars, &mut problems);
        let as_written =
            |(nth, page): (usize, &Page<'_>)| sugars.original(nth).map(|text| (page.file.clone(), text));
        let originals: Vec<(String, &str)> = pages.iter().enumerate().filter_map(as_written).collect();
        let texts: Vec<(String, &str)> = pages.iter().map(|page| (page.file.clone(), page.text)).collect();
        let files: Vec<String> = texts.iter().map(|(file, _)| file.clone()).collect();
        let place = place_catalog(&mut pages, &source, &generated, &mut problems);
        term_pages = TermPages::make(&pages, config);
        let below = term_pages.place(&mut pages, &source, &mut problems);
        let mut catalog = Catalog::build(pages, config, &mut problems);
        term_pages.link(&mut catalog);
        let expander = Expander::new(&catalog, config, &templates).with_icons(source.icons());
        let mut edits = expand_pages(&catalog, &expander, &mut problems);
        if mode == Mode::Html && has_search(context) {
            let language = context.config.book.language.as_deref();
            search_settings::add(&catalog, config, language, &templates, &mut edits, &mut problems);
        }
        sugars.point_back(&files, &mut problems);
        let mut sources: Sources<'_> = texts.into_iter().chain(originals).collect();
        sources.insert("book.toml".to_owned(), &source.book_toml);
        if shown_problems::are_shown(config.show_problems, &context.config, mode) {
            shown_problems::add_boxes(&mut edits, &catalog.pages, &mut problems, &sources, &templates);
        }
        group_repeated(&mut problems);
        sort(&mut problems);
        (edits, place, below, drawn(&problems, &sources, context))
    };
    if let Some(place) = place {
        insert_chapter(book, generated, place);
    }
    term_pages.insert(book, below.as_deref());
    let fails = config_is_broken || (config.on_problem == OnProblem::Error && !problems.is_empty());
    (Report { diagnostics: problems, text, fails }, BookEdits::new(edits))
}

/// Whether readers can search the book: the index is what they search.
fn has_search(context: &PreprocessorContext) -> bool {
    context.config.contains_key("output.patterns-index")
}

/// The problems as text. While a book is served they come again on every change: one line each, and only
/// once, whichever renderers the book has.
fn drawn(problems: &[Diagnostic], sources: &Sources<'_>, context: &PreprocessorContext) -> String {
    if !shown_problems::is_served(&context.config) {
        return render(problems, sources, true);
    }
    match Mode::of(&context.renderer) {
        Mode::Html => shown_problems::short(problems, sources),
        Mode::Text => String::new(),
    }
}

pub(crate) fn version_problem(version: &str) -> Option<Diagnostic> {
    let supported = semver::VersionReq::parse(SUPPORTED_MDBOOK).ok()?;
    let is_supported = semver::Version::parse(version).is_ok_and(|v| supported.matches(&v));
    let message =
        format!("mdbook-patterns works with mdBook {SUPPORTED_MDBOOK}, and this is mdBook {version}");
    (!is_supported).then(|| {
        Diagnostic::new(Code::UnsupportedMdbook, message).help("install mdBook 0.5: `cargo install mdbook`")
    })
}

/// Assets that are older than this program, or that the book does not link. Only HTML needs them.
pub(crate) fn asset_problems(
    context: &PreprocessorContext,
    config: &Config,
    book_toml: &str,
) -> Option<Diagnostic> {
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
    let has_index = has_search(context);
    let is_needed = |asset: &&Asset| {
        let is_used = match asset.path {
            assets::TABS => config.mkdocs_syntax,
            assets::GRAPH => config.mermaid,
            _ => true,
        };
        is_used && (has_index || !asset.searches)
    };
    if let Some(asset) = ASSETS.iter().filter(is_needed).find(|asset| !is_linked(asset)) {
        let what = match asset.path {
            _ if asset.searches => "readers cannot search it",
            "theme/patterns.css" => "its pages show without style",
            "theme/patterns-progress.js" => "its lists do not remember what readers have done",
            assets::TABS => "its tabs stand one below the other",
            assets::GRAPH => "the boxes of its graphs lead nowhere in print",
            _ => "readers cannot filter its catalog",
        };
        let message = format!("the book does not link `{}`, and {what}", asset.path);
        return Some(Diagnostic::new(Code::MissingAssets, message).help(renew));
    }
    if let Some(asset) = ASSETS.iter().find(|asset| asset.searches && !has_index && is_linked(asset)) {
        let message =
            format!("the book links `{}`, and has no index that readers could search with it", asset.path);
        return Some(Diagnostic::new(Code::StaleAssets, message).help(renew));
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
pub(crate) fn generated_chapter(config: &Config) -> Chapter {
    let title = config.catalog.title.as_deref().unwrap_or_else(|| config.labels.get("catalog"));
    let text = format!("# {}\n\n{{{{#patterns catalog}}}}\n", crate::template::markdown_text(title));
    let mut chapter = Chapter::new(title, text, &config.catalog.path, Vec::new());
    chapter.source_path = None;
    chapter
}

/// Puts the generated chapter's page among the pages, if the book has entries and shows them
/// nowhere; its place among the top-level items of the book.
pub(crate) fn place_catalog<'b>(
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
pub(crate) fn expand_pages(
    catalog: &Catalog<'_>,
    expander: &Expander<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Vec<Edit>> {
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

/// One problem for a key or an icon that many places have and nothing resembles, not one for each.
pub(crate) fn group_repeated(problems: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<(Code, String), usize> = BTreeMap::new();
    let place = |problem: &Diagnostic| match problem.code {
        Code::UnknownKey | Code::UnknownValue => Some("page"),
        Code::UnknownIcon => Some("place"),
        _ => None,
    };
    let key = |problem: &Diagnostic| (problem.code, problem.message.clone());
    for problem in problems.iter().filter(|p| place(p).is_some()) {
        *seen.entry(key(problem)).or_default() += 1;
    }
    sort(problems);
    let mut kept: BTreeSet<(Code, String)> = BTreeSet::new();
    problems.retain(|problem| place(problem).is_none() || kept.insert(key(problem)));
    for problem in problems.iter_mut() {
        let others = seen.get(&key(problem)).map_or(0, |n| n - 1);
        if let Some(place) = place(problem).filter(|_| others > 0) {
            let s = if others == 1 { "" } else { "s" };
            problem.message = format!("{}, here and in {others} more {place}{s}", problem.message);
        }
    }
}
