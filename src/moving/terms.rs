//! `rename-term`: a term of another name, on every page that carries it and in the configuration.

use std::collections::BTreeSet;
use std::ops::Range;

use super::new_name::{NewName, RenameError};
use super::{configured, filters, written};
use crate::catalog::Taxonomy;
use crate::front_matter::write::{quoted, scalar};
use crate::front_matter::{Map, Node, Value};
use crate::library::Surveyed;
use crate::page::{Argument, Page};
use crate::schema::{FieldValue, Reference};
use crate::text::listed::{merged, without};
use crate::text::name::term_id;
use crate::text::{Change, Edit};

/// The files that change when the term `old` of a taxonomy is called `new`.
///
/// # Errors
/// A file in which the term cannot be renamed, and why.
pub(crate) fn rename(
    book: &Surveyed,
    taxonomy: &Taxonomy,
    old: usize,
    new: &str,
) -> Result<Vec<Change>, (String, RenameError)> {
    let name = NewName { schema: &book.config.schema, taxonomy, old, new };
    let mut changes = Vec::new();
    let mut seen = BTreeSet::new();
    // A page may stand in two places of the book.
    for (_, page) in book.catalog.authored().filter(|(_, page)| seen.insert(page.file.clone())) {
        changes.extend(of_page(book, page, &name).map_err(|error| (page.file.clone(), error))?);
    }
    let toml = &book.source.book_toml;
    let change = configured::edits(toml, &name).and_then(|edits| Ok(Change::of("book.toml", toml, edits)?));
    let change = change.and_then(|change| match &change {
        Some(change) if !configured::is_readable(&change.after()) => {
            Err(RenameError::Unwritable(new.to_owned()))
        }
        _ => Ok(change),
    });
    changes.extend(change.map_err(|error| ("book.toml".to_owned(), error))?);
    Ok(changes)
}

fn of_page(book: &Surveyed, page: &Page, name: &NewName<'_>) -> Result<Option<Change>, RenameError> {
    let mut edits = of_field(page, name)?;
    edits.extend(of_directives(page, name).into_iter().filter_map(|edit| written(page, edit)));
    let change = Change::of(&page.file, page.written(), edits)?;
    let names = |page: &Page| -> Vec<String> {
        page.fields.references(&name.taxonomy.name).iter().map(|reference| reference.name.clone()).collect()
    };
    if let Some(change) = change.as_ref().filter(|_| of_front_matter(page, name).is_some()) {
        let before = names(page);
        let spare = name.spare(&before.iter().map(String::as_str).collect::<Vec<_>>());
        let kept = before.iter().enumerate().filter(|(at, _)| !spare.contains(at));
        let wanted = kept.map(|(_, value)| if name.is_old(value) { name.new } else { value });
        let (_, problems_before) = reparsed(book, page, page.written().to_owned());
        let (after, problems) = reparsed(book, page, change.after());
        let is_written = names(&after).iter().map(String::as_str).eq(wanted);
        // An alias of YAML would give another field the new name.
        if problems > problems_before || !is_written || others(page, name) != others(&after, name) {
            return Err(RenameError::Unwritable(name.new.to_owned()));
        }
    }
    Ok(change)
}

/// What the front matter says under the keys of other fields.
fn others(page: &Page, name: &NewName<'_>) -> Vec<(String, serde_json::Value)> {
    let own = page.fields.get(&name.taxonomy.name).map(|typed| &typed.key);
    let entries = page.fields.written.0.iter().filter(|entry| Some(&entry.key) != own);
    entries.map(|entry| (entry.key.clone(), entry.node.value.to_json())).collect()
}

/// A page with another text, and how many problems it has.
pub(super) fn reparsed(book: &Surveyed, page: &Page, text: String) -> (Page, usize) {
    let (name, file, path) = (page.name.clone(), page.file.clone(), page.path.clone());
    let mut parsed = Page { name, text, file, path, ..Page::default() };
    let mut problems = Vec::new();
    book.parse(&mut parsed, &mut problems);
    (parsed, problems.len())
}

/// What the front matter of a page names; `None` where it does not name the term.
fn of_front_matter<'p>(page: &'p Page, name: &NewName<'_>) -> Option<&'p [Reference]> {
    let typed = page.fields.get(&name.taxonomy.name).filter(|typed| typed.is_in_front_matter())?;
    // A year is a part of a date, which says more.
    let is_date = matches!(typed.read_as, Some(FieldValue::Date(_)));
    let FieldValue::References(all) = &typed.value else { return None };
    (!is_date && all.iter().any(|one| name.is_old(&one.name))).then_some(all)
}

/// The edits of the front matter. A page that has the new term, too, has it once afterwards.
fn of_field(page: &Page, name: &NewName<'_>) -> Result<Vec<Edit>, RenameError> {
    let Some(all) = of_front_matter(page, name) else { return Ok(Vec::new()) };
    let text = page.written();
    let values: Vec<&str> = all.iter().map(|reference| reference.name.as_str()).collect();
    let spare = name.spare(&values);
    let split = name.schema.get(&name.taxonomy.name).and_then(|field| field.split.as_deref()).unwrap_or(",");
    let mut edits = Vec::new();
    for (at, reference) in all.iter().enumerate().filter(|(_, one)| name.is_old(&one.name)) {
        let span = page.written_span(reference.span.clone());
        let item = item(&page.fields.written, &reference.span);
        let edit = match spare.contains(&at) {
            true => {
                let is_hashed = text.get(span.clone()).is_some_and(|piece| piece.starts_with('#'));
                let sign = |whole| match whole == reference.span {
                    true => ",",
                    false if is_hashed => " ",
                    false => split,
                };
                let edit = item.and_then(|whole| without(text, span.clone(), sign(whole)));
                edit.ok_or_else(|| name.both(&reference.name))?
            }
            false => renamed(
                text,
                span.clone(),
                &reference.name,
                name.new,
                item.is_some_and(|whole| whole != span),
            )
            .ok_or_else(|| RenameError::Unwritable(name.new.to_owned()))?,
        };
        edits.push(edit);
    }
    Ok(merged(text, edits))
}

/// The text of a list, or alone, that a place is in.
pub(super) fn item(map: &Map, span: &Range<usize>) -> Option<Range<usize>> {
    fn find(node: &Node, span: &Range<usize>) -> Option<Range<usize>> {
        match &node.value {
            Value::List(items) => items
                .iter()
                .filter(|item| !matches!(item.value, Value::Map(_)))
                .find_map(|item| find(item, span)),
            Value::Map(map) => item(map, span),
            _ => (node.span.start <= span.start && span.end <= node.span.end).then(|| node.span.clone()),
        }
    }
    map.0.iter().find_map(|entry| find(&entry.node, span))
}

/// The edit of a name where it stands, in its quotes if it has some. A part of a text stays as it is: quotes would
/// belong to it.
pub(super) fn renamed(text: &str, span: Range<usize>, old: &str, new: &str, is_part: bool) -> Option<Edit> {
    let at = span.start + text.get(span)?.find(old)?;
    let end = at + old.len();
    let quote = text[..at].chars().next_back().filter(|c| matches!(c, '"' | '\''));
    let in_quotes = quote.filter(|quote| text[end..].starts_with(*quote));
    let is_plain = !new.contains(['"', '\'', '\\']) && !new.contains(char::is_control);
    Some(match in_quotes {
        _ if is_part => Edit::replace(at..end, new),
        Some(_) if is_plain => Edit::replace(at..end, new),
        Some(_) => Edit::replace(at - 1..end + 1, quoted(new)),
        None => Edit::replace(at..end, scalar(new)),
    })
}

/// The edits of directives that name the term, in the text that was parsed.
fn of_directives(page: &Page, name: &NewName<'_>) -> Vec<Edit> {
    let id = term_id(name.new);
    let mut edits = Vec::new();
    for directive in &page.directives {
        let filters = directive.arguments.iter().filter(|argument| argument.key.as_deref() == Some("filter"));
        for argument in filters {
            let start = argument.value_span().start;
            let spans = filters::values(&argument.value, name);
            edits.extend(spans.map(|at| Edit::replace(start + at.start..start + at.end, id.as_str())));
        }
        let values: Vec<&Argument> = directive.arguments.iter().filter(|one| one.key.is_none()).collect();
        if let ("term", [taxonomy, term, ..]) = (directive.name.as_str(), values.as_slice())
            && name.is_key(&taxonomy.value)
            && name.is_old(&term.value)
        {
            edits.push(Edit::replace(term.value_span(), id.as_str()));
        }
    }
    edits
}
