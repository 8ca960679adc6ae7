//! Where book.toml names a term: its declaration, what pages have by default, and the filter of the feed.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::filters;
use super::terms::NewName;
use crate::text::Edit;
use crate::text::name::term_id;

type Node<'t> = Spanned<DeValue<'t>>;

/// The edits of the text of book.toml; of one that cannot be read, none.
pub(super) fn edits(text: &str, name: &NewName<'_>) -> Vec<Edit> {
    let Ok(root) = DeTable::parse(text) else { return Vec::new() };
    let at = |path: &[&str]| {
        path.iter().try_fold(root.get_ref(), |table, key| below(table, key)?.get_ref().as_table())
    };
    let ours = at(&["preprocessor", "patterns"]);
    let taxonomies = ours.and_then(|ours| below(ours, "taxonomy")?.get_ref().as_table());
    let terms = taxonomies.and_then(|tables| {
        let (_, taxonomy) = tables.iter().find(|(key, _)| name.is_key(key.get_ref()))?;
        below(taxonomy.get_ref().as_table()?, "terms")
    });
    // The name of a declared term is its id; labels and aliases stay.
    let ids = items(terms).filter_map(|item| match item.get_ref() {
        DeValue::Table(term) => below(term, "id"),
        _ => Some(item),
    });
    let declared =
        ids.filter(|node| means(node, name)).map(|node| written(text, node.span(), &term_id(name.new)));
    let defaults =
        items(ours.and_then(|ours| below(ours, "defaults"))).filter_map(|item| item.get_ref().as_table());
    let values = defaults.flat_map(|table| table.iter()).filter(|(key, _)| name.is_key(key.get_ref()));
    let values = values.flat_map(|(_, value)| match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    });
    let inherited = values.filter(|node| means(node, name)).map(|node| written(text, node.span(), name.new));
    let feed = at(&["output", "patterns"]).and_then(|output| below(output, "feed"));
    let feed = feed.filter(|feed| feed.get_ref().as_str().is_some()).map(|feed| feed.span());
    declared.chain(inherited).chain(feed.into_iter().flat_map(|span| filter(text, span, name))).collect()
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

/// The values of a filter, in the text of its string.
fn filter(text: &str, span: Range<usize>, name: &NewName<'_>) -> Vec<Edit> {
    let values = filters::values(&text[span.clone()], name).into_iter();
    values.map(|at| Edit::replace(span.start + at.start..span.start + at.end, term_id(name.new))).collect()
}
