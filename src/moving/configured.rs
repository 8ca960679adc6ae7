//! Where book.toml names a term or the id of a page: the declaration of the term, what pages have by default, and the
//! filters of the feed and of the catalog's chapter.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::filters;
use super::new_name::{NewName, RenameError};
use crate::text::Edit;
use crate::text::listed::{merged, without};
use crate::text::name::term_id;

type Node<'t> = Spanned<DeValue<'t>>;

/// The edits of the text of book.toml; of one that cannot be read, none.
///
/// # Errors
/// Two terms that become one, of which the old one has settings.
pub(super) fn edits(text: &str, name: &NewName<'_>) -> Result<Vec<Edit>, RenameError> {
    let Ok(root) = DeTable::parse(text) else { return Ok(Vec::new()) };
    let ours = table_at(root.get_ref(), &["preprocessor", "patterns"]);
    let mut edits = declared(text, ours, name)?;
    let defaults = ours.and_then(|ours| below(ours, "defaults"));
    for table in items(defaults).filter_map(|item| item.get_ref().as_table()) {
        for (_, value) in table.iter().filter(|(key, _)| name.is_key(key.get_ref())) {
            edits.extend(inherited(text, value, name)?);
        }
    }
    edits.extend(in_filters(text, &term_id(name.new), |filter| filters::values(filter, name).collect()));
    Ok(edits)
}

/// The edits of the filters, in each of which `meant` finds the values that get the new name.
pub(super) fn in_filters(text: &str, new: &str, meant: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Edit> {
    let Ok(root) = DeTable::parse(text) else { return Vec::new() };
    let found = FILTERS.iter().filter_map(|path| {
        let (last, tables) = path.split_last()?;
        below(table_at(root.get_ref(), tables)?, last)
    });
    found.flat_map(|node| filter(text, node, new, &meant)).collect()
}

fn table_at<'t>(root: &'t DeTable<'t>, path: &[&str]) -> Option<&'t DeTable<'t>> {
    path.iter().try_fold(root, |table, key| below(table, key)?.get_ref().as_table())
}

/// Where filters are.
const FILTERS: [&[&str]; 2] =
    [&["output", "patterns", "feed"], &["preprocessor", "patterns", "catalog", "filter"]];

/// Whether a text is TOML.
pub(super) fn is_readable(text: &str) -> bool {
    DeTable::parse(text).is_ok()
}

/// The edits of the declaration. The name of a declared term is its id; labels and aliases stay.
fn declared(text: &str, ours: Option<&DeTable<'_>>, name: &NewName<'_>) -> Result<Vec<Edit>, RenameError> {
    let taxonomies = ours.and_then(|ours| below(ours, "taxonomy")?.get_ref().as_table());
    let terms = taxonomies.and_then(|tables| {
        let (_, taxonomy) = tables.iter().find(|(key, _)| name.is_key(key.get_ref()))?;
        below(taxonomy.get_ref().as_table()?, "terms")
    });
    let all: Vec<(&Node<'_>, &Node<'_>)> = items(terms).filter_map(|item| Some((item, id(item)?))).collect();
    let Some((item, old)) = all.iter().find(|(_, id)| means(id, name)) else { return Ok(Vec::new()) };
    let is_there = all.iter().any(|(item, id)| {
        let aliases = item.get_ref().as_table().and_then(|term| below(term, "aliases"));
        let mut names = std::iter::once(*id).chain(items(aliases)).filter_map(|name| name.get_ref().as_str());
        !means(id, name) && names.any(|known| name.is_new(known))
    });
    let edit = match (is_there, item.get_ref()) {
        (false, _) => written(text, old.span(), &term_id(name.new)),
        (true, DeValue::String(_)) => spare(text, item, name)?,
        (true, _) => return Err(name.both(old.get_ref().as_str().unwrap_or_default())),
    };
    Ok(vec![edit])
}

/// What names a declared term.
fn id<'a, 't>(item: &'a Node<'t>) -> Option<&'a Node<'t>> {
    match item.get_ref() {
        DeValue::Table(term) => below(term, "id"),
        _ => Some(item),
    }
}

/// The edits of what pages have by default: one value, or several, which have the new term once afterwards.
fn inherited(text: &str, value: &Node<'_>, name: &NewName<'_>) -> Result<Vec<Edit>, RenameError> {
    let all: Vec<&Node<'_>> = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    let said: Vec<&str> = all.iter().map(|node| node.get_ref().as_str().unwrap_or_default()).collect();
    let gone = name.spare(&said);
    let old = all.iter().enumerate().filter(|(_, node)| means(node, name));
    let edit = |(at, node): (usize, &&Node<'_>)| match gone.contains(&at) {
        true => spare(text, node, name),
        false => Ok(written(text, node.span(), name.new)),
    };
    Ok(merged(text, old.map(edit).collect::<Result<_, _>>()?))
}

/// The edit that takes an item out of its list.
fn spare(text: &str, item: &Node<'_>, name: &NewName<'_>) -> Result<Edit, RenameError> {
    without(text, item.span(), ",").ok_or_else(|| name.both(item.get_ref().as_str().unwrap_or_default()))
}

fn below<'a, 't>(table: &'a DeTable<'t>, key: &str) -> Option<&'a Node<'t>> {
    table.iter().find(|(name, _)| name.get_ref() == key).map(|(_, value)| value)
}

fn items<'a, 't>(list: Option<&'a Node<'t>>) -> impl Iterator<Item = &'a Node<'t>> {
    list.and_then(|list| list.get_ref().as_array()).into_iter().flat_map(|items| items.iter())
}

fn means(node: &Node<'_>, name: &NewName<'_>) -> bool {
    node.get_ref().as_str().is_some_and(|value| name.is_old(value))
}

/// A string in the place of another, in its quotes if it can be.
fn written(text: &str, span: Range<usize>, new: &str) -> Edit {
    let quote = &text[span.start..=span.start];
    let is_plain = !new.contains(['"', '\'', '\\']) && !new.contains(char::is_control);
    let string = match is_plain {
        true => format!("{quote}{new}{quote}"),
        false => toml::Value::from(new).to_string(),
    };
    Edit::replace(span, string)
}

/// The edits of a filter: of its values where the string is written as it reads, of all of it where it has escapes.
fn filter(text: &str, node: &Node<'_>, new: &str, meant: impl Fn(&str) -> Vec<Range<usize>>) -> Vec<Edit> {
    let Some(filter) = node.get_ref().as_str() else { return Vec::new() };
    let span = node.span();
    let values = meant(filter);
    if values.is_empty() {
        return Vec::new();
    }
    if let Some(at) = text[span.clone()].find(filter) {
        let start = span.start + at;
        return values.into_iter().map(|at| Edit::replace(start + at.start..start + at.end, new)).collect();
    }
    let mut renamed = filter.to_owned();
    values.iter().rev().for_each(|at| renamed.replace_range(at.clone(), new));
    vec![Edit::replace(span, toml::Value::from(renamed).to_string())]
}
