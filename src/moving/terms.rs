//! `rename-term`: a term of another name, on every page that carries it and in the configuration.

use std::ops::Range;

use super::{configured, filters, written};
use crate::catalog::Taxonomy;
use crate::front_matter::edit::{Setting, set};
use crate::front_matter::write::scalar;
use crate::library::Surveyed;
use crate::page::Page;
use crate::schema::{FieldValue, Reference, Schema};
use crate::text::name::{key, term_id};
use crate::text::{Edit, Edited};

/// A file whose text changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The file, from the book's root.
    pub(crate) file: String,
    pub(crate) before: String,
    /// What changes in it.
    pub(crate) edits: Vec<Edit>,
}

impl Renamed {
    /// `None` where the edits change nothing.
    fn of(file: &str, before: &str, edits: Vec<Edit>) -> Option<Self> {
        let edits = Edited::new(before, edits).ok()?.into_edits();
        let one = Self { file: file.to_owned(), before: before.to_owned(), edits };
        (one.before != one.after()).then_some(one)
    }

    /// Its text after.
    pub(crate) fn after(&self) -> String {
        // Made of edits that fit.
        Edited::new(&self.before, self.edits.clone())
            .map_or_else(|_| self.before.clone(), |text| text.to_string())
    }
}

/// A term that gets another name.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewName<'n> {
    pub(super) schema: &'n Schema,
    pub(super) taxonomy: &'n Taxonomy,
    /// The term, by its index.
    pub(super) old: usize,
    pub(super) new: &'n str,
}

impl NewName<'_> {
    /// Whether a key is that of the taxonomy, however it is spelt.
    pub(super) fn is_key(&self, name: &str) -> bool {
        self.schema.get(name).is_some_and(|field| field.name == self.taxonomy.name)
    }

    /// Whether a value means the term.
    pub(super) fn is_old(&self, value: &str) -> bool {
        self.taxonomy.position(value) == Some(self.old)
    }
}

/// The files that change when the term `old` of a taxonomy is called `new`.
pub(crate) fn rename(book: &Surveyed, taxonomy: &Taxonomy, old: usize, new: &str) -> Vec<Renamed> {
    let name = NewName { schema: &book.config.schema, taxonomy, old, new };
    let of_page = |(_, page): (_, &Page)| {
        let mut edits = of_field(page, &name);
        edits.extend(of_directives(page, &name).into_iter().filter_map(|edit| written(page, edit)));
        Renamed::of(&page.file, page.written(), edits)
    };
    let pages = book.catalog.authored().filter_map(of_page);
    let toml = &book.source.book_toml;
    pages.chain(Renamed::of("book.toml", toml, configured::edits(toml, &name))).collect()
}

fn named(references: &[Reference]) -> Vec<(&str, Range<usize>)> {
    references.iter().map(|reference| (reference.name.as_str(), reference.span.clone())).collect()
}

/// The edits of the front matter. A page that has the new term, too, has it once afterwards.
fn of_field(page: &Page, name: &NewName<'_>) -> Vec<Edit> {
    let text = page.written();
    let Some(typed) = page.fields.get(&name.taxonomy.name).filter(|typed| typed.is_in_front_matter()) else {
        return Vec::new();
    };
    let names: Vec<(&str, Range<usize>)> = match typed.expected() {
        FieldValue::References(references) => named(references),
        _ => match &typed.value {
            FieldValue::Text(text) => vec![(text.as_str(), typed.span.clone())],
            FieldValue::List(items) => items.iter().map(|item| (item.as_str(), typed.span.clone())).collect(),
            FieldValue::References(references) => named(references),
            _ => Vec::new(),
        },
    };
    let is_old = |value: &str| name.is_old(value);
    if !names.iter().any(|(value, _)| is_old(value)) {
        return Vec::new();
    }
    if names.iter().any(|(value, _)| key(value) == key(name.new) && !is_old(value)) {
        let others = names.iter().filter(|(value, _)| !is_old(value));
        let kept: Vec<String> = others.map(|(value, _)| (*value).to_owned()).collect();
        return set(text, &[(&typed.key, Setting::List(kept))]).unwrap_or_default();
    }
    let edit = |(value, span): &(&str, Range<usize>)| {
        let span = page.original.as_ref().map_or(span.clone(), |original| original.map.back(span.clone()));
        let at = span.start + text.get(span)?.find(value)?;
        let is_quoted = text[..at].ends_with(['"', '\'']);
        let new = if is_quoted { name.new.to_owned() } else { scalar(name.new) };
        Some(Edit::replace(at..at + value.len(), new))
    };
    names.iter().filter(|(value, _)| is_old(value)).filter_map(edit).collect()
}

/// The edits of filters that name the term, in the text that was parsed.
fn of_directives(page: &Page, name: &NewName<'_>) -> Vec<Edit> {
    let arguments = page.directives.iter().flat_map(|directive| &directive.arguments);
    let filters = arguments.filter(|argument| argument.key.as_deref() == Some("filter"));
    let edits = |argument: &crate::page::Argument| {
        let start = argument.span.start;
        let values = filters::values(&page.text[argument.span.clone()], name);
        values.into_iter().map(move |span| start + span.start..start + span.end)
    };
    filters.flat_map(edits).map(|span| Edit::replace(span, term_id(name.new))).collect()
}
