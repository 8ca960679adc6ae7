//! `INHERIT`: the settings of another file, of which the site's own win.

use std::fs;
use std::path::Path;

use crate::front_matter::{self, Entry, Map, Value};

/// How many files may inherit from each other.
const DEEPEST: usize = 8;

/// Adds what the file says that `keys` inherits from, and those that it inherits from. `text` becomes all texts, one
/// behind the other, so that each place of a value is in it. What could not be read.
pub(super) fn read(root: &Path, file: &str, keys: &mut Map, text: &mut String) -> Option<String> {
    let mut folder = root.join(file).parent().map(Path::to_path_buf)?;
    let mut name = keys.get("INHERIT").and_then(|node| node.text()).map(str::to_owned);
    for _ in 0..DEEPEST {
        let parent = name.take()?;
        let Some(path) = folder.join(&parent).canonicalize().ok().filter(|path| path.starts_with(root))
        else {
            return Some(format!(
                "`{parent}` is no file of the site's folder, outside of which nothing is read"
            ));
        };
        let Ok(own) = fs::read_to_string(&path) else { return Some(format!("`{parent}` cannot be read")) };
        let padded = format!("{}{own}", "\n".repeat(text.len()));
        let Ok(inherited) = front_matter::document(&padded) else {
            return Some(format!("`{parent}` is no YAML"));
        };
        text.push_str(&own);
        name = inherited.get("INHERIT").and_then(|node| node.text()).map(str::to_owned);
        folder = path.parent()?.to_path_buf();
        merge(keys, inherited);
    }
    Some("too many files inherit from each other".to_owned())
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
