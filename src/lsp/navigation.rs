//! Where a thing is defined, and where it is named.

use std::ops::Range;

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::place::{At, at, file_at, heading_at, links, names, summary_links, terms};
use crate::page::{Page, PageId};

/// Where what is at a place is defined: a page, one of its headings, the page of a term, a file that is included or shown.
pub(super) fn definition(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let state = book.state().map_err(|error| error.to_string())?;
    let target = match at(state, file, byte) {
        Some(At::Page { page, heading, .. } | At::Id { page, heading, .. }) => Some((page, heading)),
        Some(At::Term { taxonomy, term, .. }) => {
            let term = &state.book.catalog.taxonomies[taxonomy].terms[term];
            term.page.map(|page| (page, None))
        }
        _ => None,
    };
    let Some((page, heading)) = target else {
        let named = file_at(state, file, byte);
        return Ok(named.map(|file| book.start(&file)).unwrap_or_default());
    };
    let page = state.book.page(page);
    if page.generated {
        return Ok(Value::Null);
    }
    let heading = heading.and_then(|id| page.headings.iter().find(|heading| heading.id == id));
    let span = heading.map_or(0..0, |heading| page.written_span(heading.span.start..heading.span.start));
    let file = page.file.clone();
    Ok(book.locations(&file, &[span]).into_iter().next().unwrap_or_default())
}

/// Where what is at a place is named: who relates to a page or links it or one of its headings, which pages carry a term.
pub(super) fn references(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let state = book.state().map_err(|error| error.to_string())?;
    let places = match at(state, file, byte) {
        Some(At::Page { page, .. } | At::Id { page, .. } | At::Own { page, .. }) => mentions(state, page),
        Some(At::Term { taxonomy, term, .. }) => carriers(state, taxonomy, term),
        _ => state.page(file).map(|page| of_heading(state, page, byte)).unwrap_or_default(),
    };
    Ok(places.iter().flat_map(|(file, spans)| book.locations(file, spans)).collect::<Vec<_>>().into())
}

/// Files, each with its places that name a thing.
type Mentions = Vec<(String, Vec<Range<usize>>)>;

/// Every place that names a page.
fn mentions(state: &State, target: PageId) -> Mentions {
    let is_it = |at: &At| matches!(at, At::Page { page, .. } | At::Id { page, .. } if *page == target);
    let list = state.book.source.summary_file();
    let in_summary = summary_links(state).into_iter().filter(|(page, _)| *page == target);
    let mut all = vec![(list, in_summary.map(|(_, span)| span).collect())];
    all.extend(on_pages(state, pages_named, is_it));
    all
}

/// Every place that links the heading at a byte of a page.
fn of_heading(state: &State, target: PageId, byte: usize) -> Mentions {
    let Some(id) = heading_at(state.book.page(target), byte) else { return Vec::new() };
    let is_it = |at: &At| matches!(at, At::Page { page, heading: Some(heading), .. } | At::Id { page, heading: Some(heading), .. } if *page == target && heading == id);
    on_pages(state, pages_named, is_it)
}

/// Every place that names a term.
fn carriers(state: &State, wanted: usize, wanted_term: usize) -> Mentions {
    let is_it = |at: &At| matches!(at, At::Term { taxonomy, term, .. } if (*taxonomy, *term) == (wanted, wanted_term));
    on_pages(state, terms, is_it)
}

/// What a page names, each with its place.
type Named = Vec<(At, Range<usize>)>;

/// The places on the authors' pages that name what is wanted, among those that `named` finds.
fn on_pages(state: &State, named: fn(&State, PageId) -> Named, is_it: impl Fn(&At) -> bool) -> Mentions {
    let on_page = |(id, page): (PageId, &Page)| {
        let all = named(state, id).into_iter().filter(|(at, _)| is_it(at));
        (page.file.clone(), all.map(|(_, span)| span).collect())
    };
    state.book.catalog.authored().map(on_page).collect()
}

fn pages_named(state: &State, page: PageId) -> Named {
    names(state, page).into_iter().chain(links(state, page)).collect()
}

/// What is highlighted as the thing at a place, for a rename; null where nothing can be renamed.
pub(super) fn prepare_rename(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let state = book.state().map_err(|error| error.to_string())?;
    let (span, name) = match at(state, file, byte) {
        Some(At::Term { taxonomy, term, span }) => {
            (span, state.book.catalog.taxonomies[taxonomy].terms[term].id.clone())
        }
        Some(At::Id { page, span, .. }) => {
            (span, state.book.page(page).fields.text("id").unwrap_or_default().to_owned())
        }
        Some(At::Page { page, span, .. } | At::Own { page, span }) => {
            let (path, file) = (state.book.page(page).path.clone(), state.book.page(page).file.clone());
            // Nobody should type a name that is refused.
            super::rename::moves_files(book, &file, "NEW_PATH")?;
            (span, path.unwrap_or_default())
        }
        _ => return Ok(Value::Null),
    };
    Ok(json!({"range": super::position::Lines::of(&text).range(&span), "placeholder": name}))
}
