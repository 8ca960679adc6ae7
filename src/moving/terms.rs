//! `rename-term`: a term of another name, on every page that carries it and in the configuration.

use std::ops::Range;

use crate::catalog::Taxonomy;
use crate::config::span_in_book_toml;
use crate::front_matter::edit::{Setting, set};
use crate::front_matter::write::scalar;
use crate::library::Surveyed;
use crate::page::Page;
use crate::schema::FieldValue;
use crate::text::name::key;
use crate::text::{Edit, Edited};

/// A file whose text changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Renamed {
    /// The file, from the book's root.
    pub(crate) file: String,
    pub(crate) before: String,
    pub(crate) after: String,
}

/// The files that change when the term `old` of a taxonomy is called `new`.
pub(crate) fn rename(book: &Surveyed, taxonomy: &Taxonomy, old: usize, new: &str) -> Vec<Renamed> {
    let mut renamed = Vec::new();
    for page in book.catalog.pages.iter().filter(|page| !page.generated && page.path.is_some()) {
        let text = page.written();
        let after = on_page(page, text, taxonomy, old, new).filter(|after| after != text);
        let of = |after| Renamed { file: page.file.clone(), before: text.to_owned(), after };
        renamed.extend(after.map(of));
    }
    let toml = &book.source.book_toml;
    let after = in_book_toml(toml, taxonomy, old, new);
    if after != *toml {
        renamed.push(Renamed { file: "book.toml".to_owned(), before: toml.clone(), after });
    }
    renamed
}

fn on_page(page: &Page, text: &str, taxonomy: &Taxonomy, old: usize, new: &str) -> Option<String> {
    let mut edits = of_field(page, text, taxonomy, old, new);
    if page.original.is_none() {
        edits.extend(of_directives(page, taxonomy, old, new));
    }
    Some(Edited::new(text, edits).ok()?.to_string())
}

/// The edits of the front matter. A page that has the new term, too, has it once afterwards.
fn of_field(page: &Page, text: &str, taxonomy: &Taxonomy, old: usize, new: &str) -> Vec<Edit> {
    let Some(typed) = page.fields.get(&taxonomy.name).filter(|typed| typed.is_in_front_matter()) else {
        return Vec::new();
    };
    let names: Vec<(&str, Range<usize>)> = match typed.expected() {
        FieldValue::References(references) => {
            references.iter().map(|reference| (reference.name.as_str(), reference.span.clone())).collect()
        }
        _ => match &typed.value {
            FieldValue::Text(text) => vec![(text.as_str(), typed.span.clone())],
            FieldValue::List(items) => items.iter().map(|item| (item.as_str(), typed.span.clone())).collect(),
            FieldValue::References(references) => {
                references.iter().map(|reference| (reference.name.as_str(), reference.span.clone())).collect()
            }
            _ => Vec::new(),
        },
    };
    let is_old = |name: &str| taxonomy.position(name) == Some(old);
    if !names.iter().any(|(name, _)| is_old(name)) {
        return Vec::new();
    }
    if names.iter().any(|(name, _)| key(name) == key(new) && !is_old(name)) {
        let kept: Vec<String> =
            names.iter().filter(|(name, _)| !is_old(name)).map(|(name, _)| (*name).to_owned()).collect();
        return set(text, &[(&typed.key, Setting::List(kept))]).unwrap_or_default();
    }
    let edit = |(name, span): &(&str, Range<usize>)| {
        let span = page.original.as_ref().map_or(span.clone(), |original| original.map.back(span.clone()));
        let written = text.get(span.clone())?;
        let at = span.start + written.find(name)?;
        let is_quoted = text[..at].ends_with(['"', '\'']);
        let new = if is_quoted { new.to_owned() } else { scalar(new) };
        Some(Edit::replace(at..at + name.len(), new))
    };
    names.iter().filter(|(name, _)| is_old(name)).filter_map(edit).collect()
}

/// The edits of filters that name the term: `filter="tier:gold"`.
fn of_directives(page: &Page, taxonomy: &Taxonomy, old: usize, new: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for argument in page.directives.iter().flat_map(|directive| &directive.arguments) {
        if argument.key.as_deref() != Some("filter") {
            continue;
        }
        let written = &page.text[argument.span.clone()];
        for (at, _) in written.match_indices(':') {
            let field = written[..at].rsplit([' ', '"', '-', '\'']).next().unwrap_or_default();
            let field = written[..at]
                .rsplit([' ', '"', '\'', '='])
                .next()
                .map_or(field, |name| name.trim_start_matches('-'));
            if key(field) != key(&taxonomy.name) {
                continue;
            }
            let mut start = at + 1;
            for value in written[start..].split([' ', '"', '\'']).next().unwrap_or_default().split(',') {
                if taxonomy.named(value) == Some(old) {
                    let from = argument.span.start + start;
                    edits.push(Edit::replace(from..from + value.len(), crate::text::name::term_id(new)));
                }
                start += value.len() + 1;
            }
        }
    }
    edits
}

/// The text of book.toml, where it declares the term.
fn in_book_toml(toml: &str, taxonomy: &Taxonomy, old: usize, new: &str) -> String {
    let path = ["preprocessor", "patterns", "taxonomy", &taxonomy.name, "terms"];
    let Some(span) = span_in_book_toml(toml, &path) else { return toml.to_owned() };
    let start = toml[span.start..].find('[').map_or(span.start, |at| span.start + at);
    let end = toml[start..].find("\n[").map_or(toml.len(), |at| start + at);
    let id = &taxonomy.terms[old].id;
    let mut edits = Vec::new();
    for quote in ['"', '\''] {
        for (at, _) in toml[start..end].match_indices(&format!("{quote}{id}{quote}")) {
            let before = toml[start..start + at].trim_end();
            // A term alone, or the id of a table; labels and aliases stay.
            let is_id = before.ends_with(['[', ','])
                || before.strip_suffix('=').is_some_and(|key| key.trim_end().ends_with("id"));
            if is_id {
                let from = start + at + 1;
                edits.push(Edit::replace(from..from + id.len(), crate::text::name::term_id(new)));
            }
        }
    }
    Edited::new(toml, edits).map_or_else(|_| toml.to_owned(), |edited| edited.to_string())
}
