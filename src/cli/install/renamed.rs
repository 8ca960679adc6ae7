//! Books of the time when the renderer was a program of its own: their table moves to the name that it has now.

use anyhow::{Result, bail};
use toml_edit::{DocumentMut, Item, Key, TableLike, Value};

use crate::source::{OLD_PROGRAM, OLD_TABLE, runs_old_program};

/// Renames `[output.patterns-index]`, with its keys, its comments and its place; what was done.
///
/// # Errors
/// A book with both tables.
pub(super) fn rename(book: &mut DocumentMut) -> Result<Option<String>> {
    let Some(outputs) = book.get_mut("output").and_then(Item::as_table_like_mut) else { return Ok(None) };
    let old: Vec<String> = outputs
        .iter()
        .filter(|(name, item)| {
            let command = item.as_table_like().and_then(|table| table.get("command")).and_then(Item::as_str);
            item.is_table_like() && runs_old_program(name, command)
        })
        .map(|(name, _)| name.to_owned())
        .collect();
    if old.is_empty() {
        return Ok(None);
    }
    for name in &old {
        replace_command(outputs, name);
    }
    if !old.iter().any(|name| name == OLD_TABLE) {
        return Ok(Some(format!(
            "`{OLD_PROGRAM}` is now `mdbook-patterns`: its command in book.toml was changed"
        )));
    }
    if outputs.contains_key("patterns") {
        bail!(
            "there are both [output.{OLD_TABLE}] and [output.patterns], which are one now; delete the first"
        );
    }
    rename_key(outputs, OLD_TABLE, "patterns");
    Ok(Some(format!(
        "renamed [output.{OLD_TABLE}] to [output.patterns]: `{OLD_PROGRAM}` is part of `mdbook-patterns`"
    )))
}

/// A command that is the old program alone goes, where mdBook finds the new one by the table's name; others name it.
fn replace_command(outputs: &mut dyn TableLike, name: &str) {
    let Some(table) = outputs.get_mut(name).and_then(Item::as_table_like_mut) else { return };
    let Some(command) = table.get("command").and_then(Item::as_str).map(str::to_owned) else { return };
    if command == OLD_PROGRAM && [OLD_TABLE, "patterns"].contains(&name) {
        table.remove("command");
    } else if let Some(value) = table.get_mut("command").and_then(Item::as_value_mut) {
        let decor = value.decor().clone();
        *value = Value::from(command.replace(OLD_PROGRAM, "mdbook-patterns"));
        *value.decor_mut() = decor;
    }
}

/// Renames a key and leaves it where it is, so that all others are put back after it, too.
fn rename_key(table: &mut dyn TableLike, old: &str, new: &str) {
    let names: Vec<String> = table.iter().map(|(name, _)| name.to_owned()).collect();
    for name in names {
        let Some(key) = table.key(&name).cloned() else { continue };
        let Some(item) = table.remove(&name) else { continue };
        let key = if name == old { renamed(&key, new) } else { key };
        table.entry_format(&key).or_insert(item);
    }
}

fn renamed(key: &Key, new: &str) -> Key {
    Key::new(new).with_leaf_decor(key.leaf_decor().clone()).with_dotted_decor(key.dotted_decor().clone())
}
