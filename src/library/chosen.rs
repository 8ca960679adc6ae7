//! What `book.toml` chooses pages by, where it chooses none: the catalog is empty then, or a default is never used.

use super::Library;
use crate::config::span_in_book_toml;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Page;
use crate::text::path::folder;

/// A book of fewer pages is one that somebody starts.
const STARTED: usize = 3;

/// How many folders a help names.
const NAMED: usize = 3;

/// The tables that choose no page.
pub(super) fn problems(library: &Library) -> Vec<Diagnostic> {
    let pages = library.catalog.pages.iter().filter(|page| !page.generated);
    let paths: Vec<&str> = pages.filter_map(|page| page.path.as_deref()).collect();
    if paths.len() < STARTED {
        return Vec::new();
    }
    let found = |keys: &[&str], message: String, help: String| {
        let keys = [&["preprocessor", "patterns"], keys].concat();
        let span = span_in_book_toml(&library.source.book_toml, &keys).unwrap_or(0..0);
        Diagnostic::new(Code::NothingChosen, message).at("book.toml", span).help(help)
    };
    let help = || format!("patterns start at the folder of the pages, which are {}", places(&paths));
    let mut problems = Vec::new();
    // Who says what pages are filtered by wants a catalog.
    let is_wanted = library.source.mdbook.contains_key("preprocessor.patterns.taxonomy");
    let rule = &library.config.entries;
    let fits = |path: &&str| rule.paths.fit(path);
    let is_chosen = |page: &Page| {
        let path = page.path.as_deref().unwrap_or_default();
        page.is_a(&rule.types) && (rule.paths.is_empty() || rule.paths.fit(path))
    };
    if !rule.paths.is_empty() && !paths.iter().any(fits) {
        let message = "no page is at these paths, so the book has no entries and the catalog is empty";
        problems.push(found(&["entries", "paths"], message.to_owned(), help()));
    } else if !rule.types.is_empty() && !library.catalog.pages.iter().any(is_chosen) {
        let types = rule.types.join("` or `");
        let place = if rule.paths.is_empty() { "" } else { " at its paths" };
        let message = format!(
            "no page{place} is of the type `{types}`, so the book has no entries and the catalog is empty"
        );
        let help = "write `type: ...` into the front matter, or choose pages by `paths`".to_owned();
        problems.push(found(&["entries", "types"], message, help));
    } else if rule.types.is_empty()
        && rule.paths.is_empty()
        && library.catalog.entries.is_empty()
        && is_wanted
    {
        let message =
            "no page has the front matter of an entry, so the book has no entries and the catalog is empty";
        let help =
            format!("choose pages by their paths, `entries = {{ paths = [\"**/*.md\"] }}`: {}", help());
        problems.push(found(&["taxonomy"], message.to_owned(), help));
    }
    for defaults in &library.config.defaults {
        if !paths.iter().any(|path| defaults.paths.fit(path)) {
            let message = "no page is at these paths, so these defaults are never used".to_owned();
            problems.push(found(&["defaults", &defaults.at.to_string(), "paths"], message, help()));
        }
    }
    problems
}

/// Where pages are, by their folders.
fn places(paths: &[&str]) -> String {
    let mut examples: Vec<&str> = Vec::new();
    for path in paths {
        if examples.iter().all(|known| folder(known) != folder(path)) {
            examples.push(path);
        }
        if examples.len() > NAMED {
            break;
        }
    }
    let named: Vec<String> = examples.iter().take(NAMED).map(|path| format!("`{path}`")).collect();
    let more = if examples.len() > NAMED { " and others" } else { "" };
    format!("{}{more}", named.join(", "))
}
