//! Edits of a front matter in TOML.

use toml_edit::{Array, Datetime, DocumentMut, TomlError, Value};

use super::super::Block;
use super::Setting;
use crate::text::newline;
use crate::text::toml_list::push;
use crate::text::{Edit, diff};

/// The edits that set keys of a block of TOML.
///
/// # Errors
/// A block that cannot be read.
pub(super) fn toml(text: &str, block: &Block, keys: &[(&str, Setting)]) -> Result<Vec<Edit>, TomlError> {
    in_block(text, block, |table| {
        for (key, setting) in keys {
            let old = table.get(key).and_then(|item| item.as_value()).cloned();
            let decor = old.as_ref().map(|old| old.decor().clone());
            let mut new = value(old, setting);
            // The comment beside the old value stays.
            new.decor_mut().clone_from(&decor.unwrap_or_default());
            table.insert(key, toml_edit::Item::Value(new));
        }
    })
}

/// The edits of the lines of a block that change with its table.
///
/// # Errors
/// A block that cannot be read.
pub(crate) fn in_block(
    text: &str,
    block: &Block,
    change: impl FnOnce(&mut DocumentMut),
) -> Result<Vec<Edit>, TomlError> {
    let inner = &text[block.inner.clone()];
    let mut table: DocumentMut = inner.parse()?;
    change(&mut table);
    let mut edits = diff::edits(inner, &table.to_string());
    for edit in &mut edits {
        edit.span = block.inner.start + edit.span.start..block.inner.start + edit.span.end;
        // Of a page with CRs before its LFs, an empty block has none.
        edit.text = edit.text.replace("\r\n", "\n").replace('\n', newline(text));
    }
    Ok(edits)
}

fn value(old: Option<Value>, setting: &Setting) -> Value {
    match setting {
        Setting::Text(value) => match value.parse::<Datetime>() {
            Ok(date) => date.into(),
            Err(_) => value.as_str().into(),
        },
        Setting::Added(values) => {
            let mut list = list(old);
            values.iter().for_each(|value| push(&mut list, value));
            list.into()
        }
        Setting::List(values) => {
            let mut list = list(old);
            list.retain(|item| item.as_str().is_some_and(|item| values.iter().any(|value| value == item)));
            let is_kept = |list: &Array, value: &String| list.iter().any(|item| item.as_str() == Some(value));
            for value in values {
                if !is_kept(&list, value) {
                    push(&mut list, value);
                }
            }
            match list.iter().map(Value::as_str).eq(values.iter().map(|value| Some(value.as_str()))) {
                true => list.into(),
                // In another order it is another list.
                false => values.iter().map(String::as_str).collect::<Array>().into(),
            }
        }
    }
}

/// The list that a value is, or is the one item of.
fn list(old: Option<Value>) -> Array {
    match old {
        Some(Value::Array(list)) => list,
        Some(mut one) => {
            one.decor_mut().clear();
            Array::from_iter([one])
        }
        None => Array::new(),
    }
}
