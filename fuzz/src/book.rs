//! A small book in memory: the page that is tested, and one that lists and relates it.

use mdbook_patterns::diagnostic::Diagnostic;
use mdbook_patterns::expand::Edit;
use mdbook_patterns::preprocessor;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;

/// The page that is tested.
pub(crate) const FILE: &str = "src/page.md";

/// A page that shows what is said of others.
const OTHER: &str = "---\ntitle: Other\ntier: gold\nrelated: [page]\ntags: [a, b]\n---\n# Other\n\n{{#patterns catalog}}\n\n{{#patterns stats}}\n";

/// The linked assets, so that nothing is said of them.
const LINKED: &str = "[output.html]\nadditional-css = [\"theme/patterns.css\"]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\"]\n";

/// A book of the two pages.
pub(crate) fn book(text: &str) -> Book {
    let chapter = |name: &str, text: &str| {
        BookItem::Chapter(Chapter::new(
            name,
            text.to_owned(),
            format!("{}.md", name.to_lowercase()),
            Vec::new(),
        ))
    };
    Book::new_with_items(vec![chapter("Page", text), chapter("Other", OTHER)])
}

/// The configuration of the book, with MkDocs' syntax or without.
pub(crate) fn config(mkdocs: bool) -> Config {
    format!("[preprocessor.patterns]\nmkdocs-syntax = {mkdocs}\n{LINKED}").parse().unwrap()
}

/// What the preprocessor makes of a page.
pub(crate) struct Expanded {
    /// The text that the edits belong to: as written, or as CommonMark can read it.
    pub(crate) before: String,
    /// The edits of the page.
    pub(crate) edits: Vec<Edit>,
    /// The page with its edits.
    pub(crate) after: String,
}

/// Expands the page in its book; the places of all problems must be places.
pub(crate) fn expand(text: &str, renderer: &str, mkdocs: bool) -> Expanded {
    let mut book = book(text);
    let context = PreprocessorContext::new("/nowhere".into(), config(mkdocs), renderer.to_owned());
    let (report, edits) = preprocessor::expand(&context, &mut book);
    assert_places(&report.diagnostics, &[(FILE, text), ("src/other.md", OTHER), ("book.toml", "")]);
    let nth = book.chapters().position(|chapter| chapter.name == "Page" && chapter.path.is_some()).unwrap();
    let before = book.chapters().nth(nth).unwrap().content.clone();
    let of_page = edits.chapters().get(nth).cloned().unwrap_or_default();
    edits.apply(&mut book);
    let after = book.chapters().nth(nth).unwrap().content.clone();
    Expanded { before, edits: of_page, after }
}

/// Each problem stands inside its file, between characters, and each file is one of these.
pub(crate) fn assert_places(problems: &[Diagnostic], texts: &[(&str, &str)]) {
    for problem in problems {
        let Some(place) = &problem.place else { continue };
        let found = texts.iter().find(|(file, _)| *file == place.file);
        let (_, text) = found.unwrap_or_else(|| panic!("no such file: {problem:?}"));
        assert!(text.get(place.span.clone()).is_some(), "outside of {:?}: {problem:?}", text.len());
    }
}
