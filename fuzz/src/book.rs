//! A small book in memory: the pages that are tested, and one that lists and relates the first of them.

use mdbook_patterns::diagnostic::{Code, Diagnostic};
use mdbook_patterns::preprocess;
use mdbook_patterns::text::Edit;
use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::{Book, BookItem, Chapter};
use mdbook_preprocessor::config::Config;

/// The file of the first page that is tested.
pub(crate) const FILE: &str = "src/page.md";

/// A page that shows what is said of others.
const OTHER: &str = "---\ntitle: Other\ntier: gold\nrelated: [page]\ntags: [a, b]\n---\n# Other\n\n{{#patterns catalog}}\n\n{{#patterns stats}}\n";

/// The linked assets, so that nothing is said of them.
const LINKED: &str = "[output.html]\nadditional-css = [\"theme/patterns.css\"]\nadditional-js = [\"theme/patterns-common.js\", \"theme/patterns-catalog.js\", \"theme/patterns-progress.js\", \"theme/patterns-tabs.js\"]\n";

/// A book of the page and the other one.
pub(crate) fn book(text: &str) -> Book {
    book_of(&[text])
}

/// A book of the pages and the other one behind them.
fn book_of(texts: &[&str]) -> Book {
    let chapter = |name: &str, stem: &str, text: &str| {
        BookItem::Chapter(Chapter::new(name, text.to_owned(), format!("{stem}.md"), Vec::new()))
    };
    let pages = texts.iter().enumerate().map(|(nth, text)| chapter("Page", &stem(nth), text));
    Book::new_with_items(pages.chain([chapter("Other", "other", OTHER)]).collect())
}

/// The name of a page's file without its ending.
fn stem(nth: usize) -> String {
    if nth == 0 { "page".to_owned() } else { format!("page-{nth}") }
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
    /// Whether a raw box in it is never closed, and ends with the box around it.
    pub(crate) leaves_open: bool,
}

/// Expands the pages in one book; the places of all problems must be places.
pub(crate) fn expand(texts: &[&str], renderer: &str, mkdocs: bool) -> Vec<Expanded> {
    let context = PreprocessorContext::new("/nowhere".into(), config(mkdocs), renderer.to_owned());
    let (report, edited) = preprocess::expand(&context, book_of(texts));
    let files: Vec<String> = (0..texts.len()).map(|nth| format!("src/{}.md", stem(nth))).collect();
    let pages = files.iter().map(String::as_str).zip(texts.iter().copied());
    let places: Vec<(&str, &str)> = pages.chain([("src/other.md", OTHER), ("book.toml", "")]).collect();
    assert_places(&report.diagnostics, &places);
    let is_open = |file: &String| {
        let unclosed = report.diagnostics.iter().filter(|found| found.code == Code::UnclosedBox);
        unclosed.filter_map(|found| found.place.as_ref()).any(|place| place.file == *file)
    };
    let open: Vec<bool> = files.iter().map(is_open).collect();
    let pages = edited.pages().take(texts.len());
    let (before, of_pages): (Vec<String>, Vec<Vec<Edit>>) =
        pages.map(|(text, edits)| (text.to_owned(), edits.to_vec())).unzip();
    let after = contents(&edited.into_book(), texts.len());
    let expanded = before.into_iter().zip(of_pages).zip(after).zip(open);
    let expanded = expanded.map(|(((before, edits), after), leaves_open)| Expanded {
        before,
        edits,
        after,
        leaves_open,
    });
    expanded.collect()
}

/// What stands in the first chapters: those that we add come behind them.
fn contents(book: &Book, count: usize) -> Vec<String> {
    book.chapters().take(count).map(|chapter| chapter.content.clone()).collect()
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
