//! `INHERIT`: the settings of another file, of which the site's own win.

use std::fs;
use std::path::Path;

use crate::front_matter::{self, Entry, Map, Value};
use crate::migrate::ledger::Lines;

/// How many files may inherit from each other.
const DEEPEST: usize = 8;

/// Adds what the file says that `keys` inherits from, and those that it inherits from. `text` becomes all texts, one
/// after the other, so that each place of a value is in it. What could not be read.
pub(super) fn read(root: &Path, file: &str, keys: &mut Map, text: &mut String) -> Option<String> {
    let mut folder = root.join(file).parent().map(Path::to_path_buf)?;
    let mut name = parent(keys);
    for _ in 0..DEEPEST {
        let file = name.take()?;
        let Some(path) = folder.join(&file).canonicalize().ok().filter(|path| path.starts_with(root)) else {
            return Some(format!("`{file}` is not in the site's folder, and nothing outside it is read"));
        };
        let own = match fs::read_to_string(&path) {
            Ok(own) => super::keys::plain(&own),
            Err(error) => return Some(format!("`{file}` cannot be read: {error}")),
        };
        let mut inherited = match front_matter::document(&own) {
            Ok(inherited) => inherited,
            Err((message, at)) => {
                return Some(format!("`{file}`, line {}: {message}", Lines::of(&own).at(at)));
            }
        };
        if !text.ends_with('\n') {
            text.push('\n');
        }
        inherited.shift(text.len());
        text.push_str(&own);
        name = parent(&inherited);
        folder = path.parent()?.to_path_buf();
        merge(keys, inherited);
    }
    name.map(|next| format!("`{next}`: more than {DEEPEST} files inherit from each other"))
}

/// The file that a table inherits from: a name, or the default of `!ENV [NAME, default]`.
fn parent(keys: &Map) -> Option<String> {
    let node = keys.get("INHERIT")?;
    let name = match &node.value {
        Value::List(items) if items.len() > 1 => items.last()?.text(),
        _ => node.text(),
    };
    name.map(str::to_owned)
}

/// Adds the keys that a table does not have.
fn merge(own: &mut Map, inherited: Map) {
    for Entry { key, key_span, node } in inherited.0 {
        match own.0.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => {
                if let (Value::Map(own), Value::Map(more)) = (&mut entry.node.value, node.value) {
                    merge(own, more);
                }
            }
            None => own.0.push(Entry { key, key_span, node }),
        }
    }
}
