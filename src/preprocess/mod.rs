//! The preprocessor: a book in, the book with everything derived from its front matter out.

mod edited_book;
#[cfg(test)]
mod guide_tables;
mod shown_problems;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use mdbook_preprocessor::config::Config as MdbookConfig;

pub use self::edited_book::EditedBook;
use crate::assets::{self, ASSETS, Asset, Pages};
use crate::config::OnProblem;
use crate::diagnostic::{Code, Diagnostic, Most, Sources, by_message, for_people, render};
use crate::expand::{Edits, Expander, search_settings};
use crate::library::Library;
use crate::source::dialect::Icons;
use crate::source::{
    OLD_PROGRAM, Source, has_previews, has_search, is_our_renderer, is_served, old_renderers,
};
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
    let (report, edited) = expand(context, std::mem::take(book));
    *book = edited.into_book();
    report
}

/// What [`run`] does, short of applying the edits.
pub fn expand(context: &PreprocessorContext, book: Book) -> (Report, EditedBook) {
    if is_our_renderer(&context.config, &context.renderer) {
        return (Report::default(), EditedBook::unchanged(book));
    }
    let mut library = Library::build(Source::of_mdbook(&context.root, &context.config, book));
    let mode = Mode::of(&context.renderer);
    let mut problems = std::mem::take(&mut library.problems);
    problems.extend(version_problem(&context.mdbook_version));
    let (templates, mut edits) = draw(&library, mode, &mut problems);
    let mdbook = &library.source.mdbook;
    if mode == Mode::Html && has_search(mdbook) {
        search_settings::add(&library, &templates, &mut edits, &mut problems);
    }
    let config_is_broken = problems.iter().any(|found| found.code.stops_builds());
    let mut problems = library.located(problems);
    let mut sources = library.texts();
    templates.texts().for_each(|(file, text)| sources.insert(file, text));
    if shown_problems::are_shown(library.config.show_problems, mdbook, mode) {
        shown_problems::add_boxes(&mut edits, &library.catalog.pages, &mut problems, &sources, &templates);
    }
    let text = drawn(&problems, &sources, mdbook, mode);
    by_message(&mut problems);
    let fails = config_is_broken || (library.config.on_problem == OnProblem::Error && !problems.is_empty());
    drop(sources);
    (Report { diagnostics: problems, text, fails }, EditedBook::new(library, edits))
}

/// What a build of the book for HTML reports.
pub(crate) fn problems(library: &Library) -> Vec<Diagnostic> {
    let mut problems = library.problems.clone();
    draw(library, Mode::Html, &mut problems);
    problems
}

/// The book as readers of its HTML get it.
pub(crate) fn for_readers(library: Library) -> Book {
    let (_, edits) = draw(&library, Mode::Html, &mut Vec::new());
    EditedBook::new(library, edits).into_book()
}

/// The edits of all pages, and the templates that drew them.
fn draw(library: &Library, mode: Mode, problems: &mut Vec<Diagnostic>) -> (Templates, Edits) {
    problems.extend(old_renderer_problems(library));
    if mode == Mode::Html && library.source.mdbook.contains_key("preprocessor.patterns") {
        problems.extend(asset_problem(library));
    }
    let templates = Templates::new(mode, &library.config.labels, &library.source.root, problems);
    let edits = Expander::new(library, &templates).edits(problems);
    problems.extend(library.icons().map(Icons::problems).unwrap_or_default());
    (templates, edits)
}

/// The problems as text. While a book is served they come again on every change: one line each, and only
/// once, whichever renderers the book has.
fn drawn(problems: &[Diagnostic], sources: &Sources<'_>, mdbook: &MdbookConfig, mode: Mode) -> String {
    let is_served = is_served(mdbook);
    if is_served && mode == Mode::Text {
        return String::new();
    }
    let (shown, is_shorter) = for_people(problems, Most::Build);
    let mut text = match is_served {
        false => render(&shown, sources, true),
        true => shown_problems::short(&shown, sources),
    };
    if is_shorter {
        text.push_str("mdbook-patterns: `mdbook-patterns check --all` shows each\n");
    }
    text
}

pub(crate) fn version_problem(version: &str) -> Option<Diagnostic> {
    let supported = semver::VersionReq::parse(SUPPORTED_MDBOOK).ok()?;
    let is_supported = semver::Version::parse(version).is_ok_and(|v| supported.matches(&v));
    let message =
        format!("mdbook-patterns works with mdBook {SUPPORTED_MDBOOK}, and this is mdBook {version}");
    (!is_supported).then(|| {
        let found = Diagnostic::new(Code::UnsupportedMdbook, message).about("mdbook");
        found.help("install mdBook 0.5: `cargo install mdbook`")
    })
}

/// Tables that run the renderer as the program that it was once: mdBook fails at them, and does not say why.
fn old_renderer_problems(library: &Library) -> impl Iterator<Item = Diagnostic> {
    old_renderers(&library.source.mdbook).into_iter().map(|name| {
        let span = crate::config::span_in_book_toml(&library.source.book_toml, &["output", &name]);
        let message =
            format!("`[output.{name}]` runs `{OLD_PROGRAM}`, which is part of `mdbook-patterns` now");
        Diagnostic::new(Code::OldRenderer, message)
            .at("book.toml", span.unwrap_or(0..0))
            .help("run `mdbook-patterns install`, which renames the table and keeps its keys")
    })
}

/// Assets that are older than this program, or that the book does not link. Only HTML needs them.
fn asset_problem(library: &Library) -> Option<Diagnostic> {
    let config = &library.config;
    let mdbook = &library.source.mdbook;
    let renew =
        "run `mdbook-patterns install` in the book's folder; with `--no-index` its HTML stays where it is";
    let html = mdbook.html_config().unwrap_or_default();
    let is_linked = |asset: &Asset| asset.is_linked(&html);
    let has_index = has_search(mdbook);
    let is_used = |asset: &&Asset| match asset.path {
        assets::TABS => config.mkdocs_syntax,
        assets::GRAPH => config.mermaid,
        assets::PREVIEW => has_previews(mdbook),
        _ => true,
    };
    let mut needed = ASSETS.iter().filter(|asset| asset.is_installed(has_index)).filter(is_used);
    if let Some(asset) = needed.find(|asset| !is_linked(asset)) {
        let what = match asset.path {
            assets::PREVIEW => "its links show no previews",
            _ if asset.pages == Pages::Searched => "readers cannot search it",
            "theme/patterns.css" => "its pages show without style",
            "theme/patterns-progress.js" => "its lists do not remember what readers have done",
            assets::TABS => "its tabs stand one below the other",
            assets::GRAPH => "the boxes of its graphs lead nowhere in print",
            _ => "readers cannot filter its catalog",
        };
        let message = format!("the book does not link `{}`, and {what}", asset.path);
        return Some(Diagnostic::new(Code::MissingAssets, message).help(renew));
    }
    let mut others = ASSETS.iter().filter(|asset| !asset.is_installed(has_index));
    if let Some(asset) = others.find(|asset| is_linked(asset)) {
        let message = match has_index {
            true => format!("the book links `{}` on every page, and not only where it is needed", asset.path),
            false => format!("the book links `{}`, but has no index that it could search", asset.path),
        };
        return Some(Diagnostic::new(Code::StaleAssets, message).help(renew));
    }
    let version = config.assets_version.as_deref()?;
    let message =
        format!("the assets are of version {version}, and this is mdbook-patterns {}", assets::VERSION);
    let span = crate::config::span_in_book_toml(
        &library.source.book_toml,
        &["preprocessor", "patterns", "assets-version"],
    );
    let found = Diagnostic::new(Code::StaleAssets, message).about("assets-version").help(renew);
    (version != assets::VERSION).then(|| match span {
        Some(span) => found.at("book.toml", span),
        None => found,
    })
}
