//! What a thing means, where the pointer rests.

use serde_json::{Value, json};

use super::book::{OpenBook, State};
use super::place::{At, at};
use super::position::Lines;
use crate::config::field_words;
use crate::page::PageId;

/// The words for what is at a place, in Markdown; null where there are none.
pub(super) fn hover(book: &mut OpenBook, file: &str, byte: usize) -> Result<Value, String> {
    let text = book.text(file).unwrap_or_default();
    let state = book.state().map_err(|error| error.to_string())?;
    let (words, span) = match at(state, file, byte) {
        Some(At::Key { field, span }) => (of_field(state, &field), span),
        Some(At::Term { taxonomy, term, span }) => (of_term(state, taxonomy, term), span),
        Some(At::Page { page, span, .. } | At::Id { page, span, .. }) => (of_page(state, page), span),
        _ => return Ok(Value::Null),
    };
    let range = Lines::of(&text).range(&span);
    Ok(json!({"contents": {"kind": "markdown", "value": words}, "range": range}))
}

/// What a key means.
pub(super) fn of_field(state: &State, field: &str) -> String {
    let config = &state.book.config;
    let label = config.field_label(field);
    let kind = config.schema.get(field).map_or("", |field| field.kind.name());
    let words = field_words(field).map(|(words, example)| {
        let example = own_term(state, field, example).unwrap_or(example);
        let example = if example.is_empty() { String::new() } else { format!("\n\n`{field}: {example}`") };
        format!("\n\n{words}.{example}")
    });
    format!("**{label}** ({kind}){}", words.unwrap_or_default())
}

/// A term of the book's own, where the usual example is not one of them.
fn own_term<'s>(state: &'s State, field: &str, example: &str) -> Option<&'s str> {
    let taxonomy = state.book.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == field)?;
    let is_known = example.is_empty() || taxonomy.open || taxonomy.named(example).is_some();
    taxonomy.terms.first().filter(|_| !is_known).map(|term| term.id.as_str())
}

/// What a term means, and how many entries carry it.
pub(super) fn of_term(state: &State, taxonomy: usize, term: usize) -> String {
    let taxonomy = &state.book.catalog.taxonomies[taxonomy];
    let term = &taxonomy.terms[term];
    let entries = if term.count == 1 { "1 entry".to_owned() } else { format!("{} entries", term.count) };
    let icon = term.icon.as_ref().map(|icon| format!("{icon} ")).unwrap_or_default();
    let words = term.description.as_ref().map(|words| format!("\n\n{words}")).unwrap_or_default();
    format!("{icon}**{}** ({}), {entries}{words}", term.label, taxonomy.label)
}

/// The labels of the badges that a page has.
pub(super) fn badges(state: &State, id: PageId) -> Vec<&str> {
    let taxonomies = state.book.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.badge);
    taxonomies
        .flat_map(|taxonomy| taxonomy.uses(id).iter().map(|used| taxonomy.terms[used.term].label.as_str()))
        .collect()
}

/// A page by its title, its description, its terms and its first words.
pub(super) fn of_page(state: &State, id: PageId) -> String {
    let page = state.book.page(id);
    let mut words = format!("**{}**", page.title());
    let badges = badges(state, id);
    if !badges.is_empty() {
        words += &format!(" · {}", badges.join(" · "));
    }
    let description = page.fields.text("description");
    for text in [description, page.first_text.as_deref()].into_iter().flatten() {
        words += &format!("\n\n{text}");
    }
    words + &format!("\n\n`{}`", page.file)
}
