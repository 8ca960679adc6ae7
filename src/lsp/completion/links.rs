//! Pages and their headings, as links name them.

use super::{Choice, FILE, REFERENCE};
use crate::lsp::book::State;
use crate::lsp::place::target;
use crate::page::Page;
use crate::text::address::{decoded, to_page};

/// The pages, as this one links them.
pub(super) fn pages(state: &State, file: &str) -> Vec<Choice> {
    let own = &own_path(state, file);
    let choice = |(_, page): (usize, &Page)| {
        let address = to_page(own, page.path.as_deref()?);
        let detail = page.title().to_owned();
        Some(Choice { detail, page: Some(page.file.clone()), ..Choice::new(address, FILE) })
    };
    state.book.catalog.authored().filter_map(choice).collect()
}

/// The headings of the page that a path leads to.
pub(super) fn headings(state: &State, file: &str, path: &str) -> Vec<Choice> {
    let target = match path.is_empty() {
        true => state.page(file),
        false => target(state, &own_path(state, file), &decoded(path), 0),
    };
    let Some(target) = target else { return Vec::new() };
    let choice = |heading: &crate::page::Heading| Choice {
        detail: format!("{} {}", "#".repeat(usize::from(heading.level)), heading.text),
        ..Choice::new(&heading.id, REFERENCE)
    };
    state.book.page(target).headings.iter().map(choice).collect()
}

/// The path of a file from the folder of the pages, which it has before SUMMARY.md lists it, too.
fn own_path(state: &State, file: &str) -> String {
    let listed = state.page(file).and_then(|id| state.book.page(id).path.clone());
    let prefix = state.book.source.src_prefix();
    listed.unwrap_or_else(|| file.strip_prefix(&prefix).unwrap_or(file).to_owned())
}
