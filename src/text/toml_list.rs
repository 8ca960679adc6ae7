//! Lists of TOML as their author wrote them.

use toml_edit::{Array, Value};

/// Adds an item, on a line of its own where the last one has one. Comments stay where they are, and so does the comma
/// after the last item, or its absence.
pub(crate) fn push(list: &mut Array, value: &str) {
    let last = list.iter().last().and_then(|item| item.decor().prefix()?.as_str()).unwrap_or_default();
    let Some(indent) = last.rfind('\n').map(|at| last[at..].to_owned()) else {
        list.push(value);
        return;
    };
    let trailing = list.trailing().as_str().unwrap_or_default().to_owned();
    let suffix = list.iter().last().and_then(|item| item.decor().suffix()?.as_str()).unwrap_or_default();
    // What follows the last item: in front of its comma, or after it.
    let rest = format!("{suffix}{trailing}");
    let (beside, end) = rest.split_at(rest.rfind('\n').unwrap_or(rest.len()));
    let mut new = Value::from(value);
    new.decor_mut().set_prefix(format!("{beside}{indent}"));
    if list.trailing_comma() {
        list.set_trailing(end);
    } else {
        new.decor_mut().set_suffix(end);
        list.set_trailing("");
    }
    if let Some(last) = list.iter_mut().last() {
        last.decor_mut().set_suffix("");
    }
    list.push_formatted(new);
}
