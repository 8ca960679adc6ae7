//! Tables of `book.toml`, edited where its author wrote them.

use anyhow::{Context, Result};
use toml_edit::{DocumentMut, Item, Table, Value};

pub(super) const BOOK_TOML: &str = "book.toml";

/// Whether there is a table `[PARENT.NAME]`.
pub(super) fn has_table(book: &DocumentMut, parent: &str, name: &str) -> bool {
    book.get(parent).and_then(Item::as_table_like).is_some_and(|table| table.contains_key(name))
}

/// The table at a path of keys, made where it is missing.
pub(super) fn table<'t>(root: &'t mut Table, path: &[&str]) -> Result<&'t mut Table> {
    let mut here = root;
    for (depth, key) in path.iter().enumerate() {
        let is_leaf = depth + 1 == path.len();
        let mut above = String::new();
        let is_inline = here.get(key).is_some_and(Item::is_inline_table);
        if let Some(mut key) = here.key_mut(key).filter(|_| is_inline) {
            // What is before the key goes before the head of the table; the space after it would stand in it.
            above = key.leaf_decor().prefix().and_then(|text| text.as_str()).unwrap_or_default().to_owned();
            key.leaf_decor_mut().clear();
        }
        let item = here.entry(key).or_insert_with(|| {
            let mut table = Table::new();
            table.set_implicit(!is_leaf);
            Item::Table(table)
        });
        if let Item::Value(Value::InlineTable(inline)) = item {
            let comment = inline.decor().suffix().and_then(|behind| behind.as_str()).unwrap_or_default();
            let comment = comment.to_owned();
            let mut table = std::mem::take(inline).into_table();
            // A table without a head of its own has no line for them.
            table.set_implicit(!is_leaf && comment.trim().is_empty() && above.trim().is_empty());
            table.decor_mut().set_suffix(comment);
            if !above.trim().is_empty() {
                table.decor_mut().set_prefix(format!("\n{above}"));
            }
            *item = Item::Table(table);
        }
        let name = path[..=depth].join(".");
        here = item.as_table_mut().with_context(|| format!("`{name}` is not a table"))?;
    }
    Ok(here)
}
