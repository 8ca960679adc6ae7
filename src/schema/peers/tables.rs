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

/// What the keys of a table say, each by itself: in a name of the book first, then in the words of the tool whose table it
/// is. `None` for a value that is no such table.
pub(super) fn of<'w>(entry: &'w Entry, end: usize, schema: &Schema) -> Option<Vec<Said<'w>>> {
    let Value::Map(table) = &entry.node.value else { return None };
    let (name, field) = (key(&entry.key), schema.get(&entry.key));
    let is_plain = |field: &Field| matches!(field.kind, FieldType::Date | FieldType::Text);
    // Zola's table of terms: its keys are the taxonomies.
    let is_terms = name == "taxonomies" && field.is_none();
    let is_of_tool = has_table(&name) && field.is_none_or(is_plain);
    let is_open = is_of_tool || field.is_none_or(|field| field.kind == FieldType::Free);
    let path = |inner: &Entry| format!("{}.{}", entry.key, inner.key);
    let is_named = |inner: &Entry| is_open && schema.get(&path(inner)).is_some();
    if !is_terms && !is_of_tool && !table.0.iter().any(is_named) {
        return None;
    }
    // What else the table holds is unknown, unless all of it may be.
    let may_hold_all = is_of_tool || field.is_some() || is_of_others(&entry.key);
    let key_of = |inner: &'w Entry| match part(&name, &inner.key).filter(|_| is_of_tool) {
        _ if is_named(inner) => Some(Cow::Owned(path(inner))),
        _ if is_terms => Some(Cow::Borrowed(inner.key.as_str())),
        Some(field) => Some(Cow::Borrowed(field)),
        None => (!may_hold_all).then(|| Cow::Owned(path(inner))),
    };
    let said = |inner: &'w Entry| {
        let (key, key_span) = (key_of(inner)?, inner.key_span.clone());
        Some(Said { key, key_span, node: Cow::Borrowed(&inner.node), end })
    };
    Some(table.0.iter().filter_map(said).collect())
}

/// The field that a key in a table of another tool says.
fn part(table: &str, inner: &str) -> Option<&'static str> {
    let (.., field) = PARTS.iter().find(|(of, part, _)| *of == table && *part == key(inner))?;
    Some(field)
}
