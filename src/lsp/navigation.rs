//! Where a thing is defined, and where it is named.

use std::ops::Range;

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::place::{At, at, back, links, names, summary_links, terms};
use crate::page::PageId;
use crate::text::path::slashes;

/// Where what stands at a place is defined: a page, one of its headings, the page of a term.
pub(super) fn definition(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let state = book.state().map_err(|error| error.to_string())?;
    let target = match at(state, file, byte) {
        Some(At::Page { page, heading, .. }) => Some((page, heading)),
        Some(At::Term { taxonomy, term, .. }) => {
            let term = &state.book.catalog.taxonomies[taxonomy].terms[term];
            term.page.map(|page| (page, None))
        }
        _ => None,
    };
    let Some((page, heading)) = target else { return Ok(Value::Null) };
    let page = state.book.page(page);
    if page.generated {
        return Ok(Value::Null);
    }
    let heading = heading.and_then(|id| page.headings.iter().find(|heading| heading.id == id));
    let span = heading.map_or(0..0, |heading| back(page, heading.span.start..heading.span.start));
    let file = page.file.clone();
    Ok(book.location(&file, &span))
}

/// Where what stands at a place is named: who relates to a page or links it, which pages carry a term.
pub(super) fn references(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let state = book.state().map_err(|error| error.to_string())?;
    let places = match at(state, file, byte) {
        Some(At::Page { page, .. } | At::Own { page, .. }) => mentions(state, page),
        Some(At::Term { taxonomy, term, .. }) => carriers(state, taxonomy, term),
        _ => Vec::new(),
    };
    Ok(places.iter().map(|(file, span)| book.location(file, span)).collect::<Vec<_>>().into())
}

/// Every place that names a page.
fn mentions(state: &State, target: PageId) -> Vec<(String, Range<usize>)> {
    let is_it = |(at, _): &(At, Range<usize>)| matches!(at, At::Page { page, .. } if *page == target);
    let on_pages = authored(state).flat_map(|id| {
        let all = names(state, id).into_iter().chain(links(state, id)).filter(is_it);
        all.map(move |(_, span)| (state.book.page(id).file.clone(), span))
    });
    let list = slashes(&state.book.source.mdbook.book.src.join("SUMMARY.md"));
    let in_summary = summary_links(state).into_iter().filter(|(page, _)| *page == target);
    in_summary.map(|(_, span)| (list.clone(), span)).chain(on_pages).collect()
}

/// Every place that names a term.
fn carriers(state: &State, wanted: usize, wanted_term: usize) -> Vec<(String, Range<usize>)> {
    let is_it = |(at, _): &(At, Range<usize>)| matches!(at, At::Term { taxonomy, term, .. } if (*taxonomy, *term) == (wanted, wanted_term));
    let of_page = |id| {
        let file = &state.book.page(id).file;
        terms(state, id).into_iter().filter(is_it).map(|(_, span)| (file.clone(), span))
    };
    authored(state).flat_map(of_page).collect()
}

fn authored(state: &State) -> impl Iterator<Item = PageId> + '_ {
    let pages = state.book.catalog.pages.iter().enumerate();
    pages.filter(|(_, page)| !page.generated && page.path.is_some()).map(|(id, _)| id)
}

/// What is highlighted as the thing at a place, for a rename; null where nothing can be renamed.
pub(super) fn prepare_rename(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let state = book.state().map_err(|error| error.to_string())?;
    let (span, name) = match at(state, file, byte) {
        Some(At::Term { taxonomy, term, span }) => {
            (span, state.book.catalog.taxonomies[taxonomy].terms[term].id.clone())
        }
        Some(At::Page { page, span, .. } | At::Own { page, span }) => {
            (span, state.book.page(page).path.clone().unwrap_or_default())
        }
        _ => return Ok(Value::Null),
    };
    Ok(json!({"range": super::position::Lines::of(&text).range(&span), "placeholder": name}))
}
