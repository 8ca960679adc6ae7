//! What is at a place of a file.

use std::ops::Range;

use super::book::State;
use crate::catalog::Found;
use crate::moving::is_named_by_id;
use crate::page::{Page, PageId};
use crate::schema::{FieldValue, Reference};
use crate::source;
use crate::source::inputs::named_files;
use crate::text::address::{decoded, parts};
use crate::text::markdown::link_target;
use crate::text::path::{folder, join};

/// What is at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum At {
    /// A key of the front matter, of a field.
    Key { field: String, span: Range<usize> },
    /// A term of a taxonomy.
    Term { taxonomy: usize, term: usize, span: Range<usize> },
    /// The name of a page, or a link to one; with the heading that it names.
    Page { page: PageId, heading: Option<String>, span: Range<usize> },
    /// The id of a page: where it is given, or where another page names it.
    Id { page: PageId, heading: Option<String>, span: Range<usize> },
    /// The page itself: its title, or its first heading.
    Own { page: PageId, span: Range<usize> },
}

/// What is at a byte of a file, whose text is as its author wrote it.
pub(super) fn at(state: &State, file: &str, byte: usize) -> Option<At> {
    let holds = |span: &Range<usize>| span.start <= byte && byte <= span.end;
    if file == state.book.source.summary_file() {
        let links = summary_links(state).into_iter().find(|(_, span)| holds(span));
        return links.map(|(page, span)| At::Page { page, heading: None, span });
    }
    let id = state.page(file)?;
    let page = state.book.page(id);
    let on_page = |mentions: Vec<(At, Range<usize>)>| {
        mentions.into_iter().find(|(_, span)| holds(span)).map(|(at, _)| at)
    };
    on_page(terms(state, id))
        .or_else(|| on_page(names(state, id)))
        .or_else(|| on_page(links(state, id)))
        .or_else(|| key(state, page, byte))
        .or_else(|| own_id(page, id, byte))
        .or_else(|| own(page, id, byte))
}

fn key(state: &State, page: &Page, byte: usize) -> Option<At> {
    page.fields.written.0.iter().find_map(|entry| {
        let span = page.written_span(entry.key_span.clone());
        let field = state.book.config.schema.get(&entry.key)?;
        (span.start <= byte && byte <= span.end).then(|| At::Key { field: field.name.clone(), span })
    })
}

/// The id that a page gives itself.
fn own_id(page: &Page, id: PageId, byte: usize) -> Option<At> {
    let given = page.fields.get("id").filter(|typed| typed.is_in_front_matter())?;
    let span = page.written_span(given.span.clone());
    (span.start <= byte && byte <= span.end).then_some(At::Id { page: id, heading: None, span })
}

/// The title of a page, and its first heading.
fn own(page: &Page, id: PageId, byte: usize) -> Option<At> {
    let title =
        page.fields.get("title").filter(|typed| typed.is_in_front_matter()).map(|typed| typed.span.clone());
    let heading =
        page.headings.first().filter(|heading| heading.level == 1).map(|heading| heading.span.clone());
    let spans = title.into_iter().chain(heading).map(|span| page.written_span(span));
    spans
        .into_iter()
        .find(|span| span.start <= byte && byte <= span.end)
        .map(|span| At::Own { page: id, span })
}

/// The references that a page makes under each field that it says itself.
fn references(state: &State, id: PageId) -> Vec<(&str, &Reference)> {
    let page = state.book.page(id);
    let fields = state.book.config.schema.fields();
    let mut found: Vec<(&str, &Reference)> = Vec::new();
    for field in fields {
        let Some(typed) = page.fields.get(&field.name).filter(|typed| typed.is_in_front_matter()) else {
            continue;
        };
        for value in [Some(&typed.value), typed.read_as.as_ref()].into_iter().flatten() {
            if let FieldValue::References(references) = value {
                found.extend(references.iter().map(|reference| (field.name.as_str(), reference)));
            }
        }
        let steps = page.fields.steps(&field.name).iter().flat_map(|step| &step.patterns);
        found.extend(steps.map(|reference| (field.name.as_str(), reference)));
    }
    found
}

/// The terms that a page names, each with its bytes.
pub(super) fn terms(state: &State, id: PageId) -> Vec<(At, Range<usize>)> {
    let page = state.book.page(id);
    let taxonomies = &state.book.catalog.taxonomies;
    let term = |(field, reference): (&str, &Reference)| {
        let taxonomy = taxonomies.iter().position(|taxonomy| taxonomy.name == field)?;
        let term = taxonomies[taxonomy].position(&reference.name)?;
        // The page of a law is a page.
        if taxonomies[taxonomy].terms[term].page.is_some() {
            return None;
        }
        let span = page.written_span(reference.span.clone());
        (!span.is_empty()).then(|| (At::Term { taxonomy, term, span: span.clone() }, span))
    };
    references(state, id).into_iter().filter_map(term).collect()
}

/// The pages that a page names in its front matter, each with its bytes.
pub(super) fn names(state: &State, id: PageId) -> Vec<(At, Range<usize>)> {
    let page = state.book.page(id);
    let from = page.path.as_deref().unwrap_or_default();
    let catalog = &state.book.catalog;
    let name = |(field, reference): (&str, &Reference)| {
        let (_, target) = link_target(&reference.name);
        let (name, heading) =
            target.split_once('#').map_or((target, None), |(name, heading)| (name, Some(heading.to_owned())));
        let page_id = catalog.term_page(field, &reference.name).unwrap_or_else(|| {
            match catalog.index.resolve(name, from) {
                Found::Page(id) => Some(id),
                _ => None,
            }
        })?;
        let span = page.written_span(reference.span.clone());
        let at = match is_named_by_id(state.book.page(page_id), target) {
            true => At::Id { page: page_id, heading, span: span.clone() },
            false => At::Page { page: page_id, heading, span: span.clone() },
        };
        (!span.is_empty()).then_some((at, span))
    };
    references(state, id).into_iter().filter_map(name).collect()
}

/// The pages that a page links, each with its bytes.
pub(super) fn links(state: &State, id: PageId) -> Vec<(At, Range<usize>)> {
    let page = state.book.page(id);
    let own = page.path.as_deref().unwrap_or_default();
    let link = |address: &str, span: Range<usize>| {
        let address = parts(address)?;
        let target = target(state, own, &decoded(&address.path), id)?;
        Some((At::Page { page: target, heading: address.fragment, span: span.clone() }, span))
    };
    let links = &state.book.surveys[id].links;
    let written = links.iter().filter_map(|one| link(&one.address, page.written_span(one.span.clone())));
    let definitions = crate::moving::definitions(page.written());
    written.chain(definitions.filter_map(|(span, address)| link(&address, span))).collect()
}

/// The file that a page includes, shows or links at a place, by its name from the root of the book; not a page.
pub(super) fn file_at(state: &State, file: &str, byte: usize) -> Option<String> {
    let page = state.book.page(state.page(file)?);
    let own = page.path.as_deref().unwrap_or_default();
    let holds = |span: &Range<usize>| span.start <= byte && byte <= span.end;
    let text = page.written();
    let included = named_files(text).find(|span| holds(span)).map(|span| text[span].to_owned());
    let linked = || {
        let links = &state.book.surveys[state.page(file)?].links;
        let link = links.iter().find(|link| holds(&page.written_span(link.span.clone())))?;
        Some(decoded(&parts(&link.address)?.path))
    };
    let path = included.or_else(linked).filter(|path| !path.is_empty())?;
    let below = match path.strip_prefix('/') {
        Some(below) => join("", below)?,
        None => join(folder(own), &path)?,
    };
    let file = format!("{}{below}", state.book.source.src_prefix());
    state.book.source.root.join(&file).is_file().then_some(file)
}

/// The id of the heading at a byte of a page.
pub(super) fn heading_at(page: &Page, byte: usize) -> Option<&str> {
    let found = page.headings.iter().find(|heading| {
        let Range { start, end } = page.written_span(heading.span.clone());
        start <= byte && byte <= start + page.written()[start..end].trim_end().len()
    });
    found.map(|heading| heading.id.as_str())
}

/// The page that a path leads to from a page.
pub(super) fn target(state: &State, own: &str, path: &str, from: PageId) -> Option<PageId> {
    if path.is_empty() {
        return Some(from);
    }
    let joined = match path.strip_prefix('/') {
        Some(below) => join("", below)?,
        None => join(folder(own), path)?,
    };
    let index = &state.book.catalog.index;
    let page = joined.strip_suffix(".html").map(|stem| format!("{stem}.md"));
    index
        .path(&joined)
        .or_else(|| index.path(&page?))
        .or_else(|| index.path(&crate::text::path::readme(&joined)?))
        // A folder shows its page.
        .or_else(|| index.path(join(&joined, "index.md")?.as_str()))
}

/// The pages that SUMMARY.md lists, each with the bytes of its link.
pub(super) fn summary_links(state: &State) -> Vec<(PageId, Range<usize>)> {
    let text = state.book.source.summary.trim_start_matches('\u{feff}');
    // A chapter that is only planned has no page.
    let links = source::summary_links(text).filter(|link| !link.address.is_empty());
    links.filter_map(|link| Some((target(state, "", &decoded(&link.address), 0)?, link.span))).collect()
}
