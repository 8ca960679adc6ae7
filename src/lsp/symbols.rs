//! The headings of a page, and the entries of a book.

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::position::Lines;
use crate::text::matching;

/// The kinds of the protocol that come near: a file, and a text.
const FILE: u8 = 1;
const STRING: u8 = 15;

/// How many entries an editor is given at once.
const MOST: usize = 200;

/// The headings of a page, one below the other.
pub(super) fn of_document(book: &mut OpenBook, file: &str) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let state = book.state().map_err(|error| error.to_string())?;
    let Some(id) = state.page(file) else { return Ok(json!([])) };
    let page = state.book.page(id);
    let lines = Lines::of(&text);
    let mut open: Vec<(u8, Value)> = Vec::new();
    let mut top = Vec::new();
    let mut ends: Vec<usize> =
        page.headings.iter().map(|heading| page.written_span(heading.span.clone()).start).collect();
    ends.push(text.len());
    for (at, heading) in page.headings.iter().enumerate() {
        fold(&mut open, &mut top, heading.level);
        let span = page.written_span(heading.span.clone());
        let below = page.headings[at + 1..].iter().position(|next| next.level <= heading.level);
        let end = below.map_or(text.len(), |next| ends[at + 1 + next]).max(span.end);
        let name = if heading.text.trim().is_empty() { "(no words)" } else { heading.text.trim() };
        open.push((
            heading.level,
            json!({
                "name": name,
                "kind": STRING,
                "range": lines.range(&(span.start..end)),
                "selectionRange": lines.range(&span),
                "children": [],
            }),
        ));
    }
    fold(&mut open, &mut top, 0);
    Ok(Value::from(top))
}

/// Closes the headings that one of this level ends.
fn fold(open: &mut Vec<(u8, Value)>, top: &mut Vec<Value>, level: u8) {
    while open.last().is_some_and(|(last, _)| *last >= level) {
        let Some((_, closed)) = open.pop() else { return };
        match open.last_mut().and_then(|(_, parent)| parent["children"].as_array_mut()) {
            Some(children) => children.push(closed),
            None => top.push(closed),
        }
    }
}

/// The entries of a book that a text is found in: title, other names, id.
pub(super) fn of_book(book: &mut OpenBook, query: &str) -> Result<Vec<Value>, String> {
    let state = book.state().map_err(|error| error.to_string())?;
    let found = matches(state, query);
    let found: Vec<(String, String, String)> = found
        .into_iter()
        .map(|id| {
            let page = state.book.page(id);
            (page.title().to_owned(), page.id(), page.file.clone())
        })
        .collect();
    let symbol = |(title, id, file): &(String, String, String)| json!({"name": title, "kind": FILE, "containerName": id, "location": book.start(file)});
    Ok(found.iter().map(symbol).collect())
}

fn matches(state: &State, query: &str) -> Vec<usize> {
    let wanted = matching::word(query);
    let is_found = |page: &crate::page::Page| {
        let names = [page.title().to_owned(), page.id()]
            .into_iter()
            .chain(page.fields.list("also_known_as").iter().cloned());
        names.map(|name| matching::word(&name)).any(|name| name.contains(&wanted))
    };
    let found = state.book.catalog.authored().filter(|(_, page)| is_found(page));
    found.map(|(id, _)| id).take(MOST).collect()
}
