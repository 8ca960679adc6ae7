//! Edits of a front matter in TOML.

use toml_edit::{Array, Datetime, DocumentMut, TomlError, Value};

use super::super::Block;
use super::{EditError, Setting, newline};
use crate::text::Edit;

/// The edit that sets keys of a block of TOML.
///
/// # Errors
/// A block that cannot be read.
pub(super) fn toml(text: &str, block: &Block, keys: &[(&str, Setting)]) -> Result<Edit, EditError> {
    let inner = &text[block.inner.clone()];
    let unreadable = |error: TomlError| EditError::Unreadable(error.message().to_owned());
    let mut table: DocumentMut = inner.parse().map_err(unreadable)?;
    for (key, setting) in keys {
        let old = table.get(key).and_then(|item| item.as_value()).cloned();
        let decor = old.as_ref().map(|old| old.decor().clone());
        let mut new = value(old, setting);
        // The comment beside the old value stays.
        new.decor_mut().clone_from(&decor.unwrap_or_default());
        table.insert(key, toml_edit::Item::Value(new));
    }
    let edited = table.to_string().replace("\r\n", "\n").replace('\n', newline(text));
    Ok(Edit::replace(block.inner.clone(), edited))
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

/// Adds an item, on a line of its own where the last one has one.
fn push(list: &mut Array, value: &str) {
    let last = list.iter().last().and_then(|item| item.decor().prefix()?.as_str()).unwrap_or_default();
    let indent = last.rfind('\n').map(|at| last[at..].to_owned());
    let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
    let mut new = Value::from(value);
    if let Some(indent) = indent {
        // What follows the last item on its line stays there.
        let (beside, below) = trailing.split_at(trailing.find('\n').unwrap_or(0));
        new.decor_mut().set_prefix(format!("{beside}{indent}"));
        list.set_trailing(below);
        list.set_trailing_comma(true);
        list.push_formatted(new);
    } else {
        list.push(new);
    }
}
