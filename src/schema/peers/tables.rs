//! Tables whose keys are fields: those of other tools, and those that the book names.

use std::borrow::Cow;

use super::{Said, is_of_others};
use crate::front_matter::{Entry, Value};
use crate::schema::{Field, FieldType, Schema};
use crate::text::name::key;

/// Keys of tables that other tools have, the keys in them, and what those say. The rest of such a table is for the tool
/// alone.
const PARTS: &[(&str, &str, &str)] = &[
    ("date", "created", "introduced"),
    ("date", "updated", "updated"),
    ("lastupdate", "date", "updated"),
    ("image", "src", "image"),
    ("image", "url", "image"),
    ("image", "path", "image"),
    ("sidebar", "order", "order"),
    ("sidebar", "label", "short_title"),
];

/// Whether a key has such a table.
pub(super) fn has_table(name: &str) -> bool {
    PARTS.iter().any(|(of, ..)| *of == name)
}

/// What the keys of a table say; `None` for all other values.
pub(super) fn of<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Vec<Said<'w>>> {
    let named = named_parts(entry, end, schema).or_else(|| taxonomies(entry, end, schema));
    named.or_else(|| parts(entry, end, schema))
}

/// The parts of a table that the book reads, with the names it gave them: `placement.category`. `None` where it names none.
fn named_parts<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Vec<Said<'w>>> {
    let Value::Map(table) = &entry.node.value else { return None };
    if schema.get(&entry.key).is_some_and(|field| field.kind != FieldType::Free) {
        return None;
    }
    let name = |inner: &Entry| format!("{}.{}", entry.key, inner.key);
    let is_free = is_of_others(&entry.key) || schema.get(&entry.key).is_some();
    let is_named = |inner: &&Entry| schema.get(&name(inner)).is_some();
    let part = |inner: &'w Entry| Said {
        key: Cow::Owned(name(inner)),
        key_span: inner.key_span.clone(),
        node: Cow::Borrowed(&inner.node),
        end,
    };
    let is_read = table.0.iter().any(|inner| is_named(&inner));
    // What else the table holds is unknown, unless all of it may be.
    is_read.then(|| table.0.iter().filter(|inner| !is_free || is_named(inner)).map(part).collect())
}

/// Zola's table of terms: its keys are the taxonomies.
fn taxonomies<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Vec<Said<'w>>> {
    let Value::Map(table) = &entry.node.value else { return None };
    let part = |inner: &'w Entry| Said {
        key: Cow::Borrowed(&inner.key),
        key_span: inner.key_span.clone(),
        node: Cow::Borrowed(&inner.node),
        end,
    };
    (key(&entry.key) == "taxonomies" && schema.get(&entry.key).is_none())
        .then(|| table.0.iter().map(part).collect())
}

/// The parts of a table of another tool; `None` for all other values.
fn parts<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Vec<Said<'w>>> {
    let Value::Map(table) = &entry.node.value else { return None };
    let name = key(&entry.key);
    let is_declared = |field: &Field| !matches!(field.kind, FieldType::Date | FieldType::Text);
    let known = PARTS.iter().any(|(of, ..)| *of == name) && !schema.get(&entry.key).is_some_and(is_declared);
    let part = |inner: &'w Entry| {
        let (.., field) = PARTS.iter().find(|(of, part, _)| *of == name && *part == key(&inner.key))?;
        Some(Said {
            key: Cow::Borrowed(field),
            key_span: inner.key_span.clone(),
            node: Cow::Borrowed(&inner.node),
            end,
        })
    };
    known.then(|| table.0.iter().filter_map(part).collect())
}
