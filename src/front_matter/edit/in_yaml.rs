//! Edits of a front matter in YAML.

use std::ops::Range;

use super::super::write::{flow_list, scalar};
use super::super::{Block, Entry, Node, Value, parse};
use super::{Setting, line, texts};
use crate::text::Edit;
use crate::text::newline;

/// The edits that set keys of a block of YAML.
pub(super) fn yaml(text: &str, block: &Block, keys: &[(&str, Setting)]) -> Vec<Edit> {
    let map = parse(text, block, "", &mut Vec::new());
    let mut edits = Vec::new();
    let mut new = String::new();
    for (key, setting) in keys {
        match (map.0.iter().find(|entry| entry.key == *key), setting) {
            (None, _) => new += &line(key, setting),
            (Some(entry), Setting::Text(value)) => {
                edits.push(Edit::replace(value_of(text, entry), format!(" {}", scalar(value))));
            }
            (Some(entry), Setting::List(values)) => {
                edits.extend(kept(text, entry, values).unwrap_or_else(|| vec![whole(text, entry, values)]));
            }
            (Some(entry), Setting::Added(values)) => edits.push(added(text, entry, values)),
        }
    }
    if !new.is_empty() {
        let inner = &text[block.inner.clone()];
        let gap = if inner.is_empty() || inner.ends_with('\n') { "" } else { "\n" };
        edits.push(Edit::insert(block.inner.end, format!("{gap}{new}").replace('\n', newline(text))));
    }
    edits
}

/// The bytes after the colon of a key, up to the end of its value.
fn value_of(text: &str, entry: &Entry) -> Range<usize> {
    let extent = entry.node.extent(text);
    let colon =
        text[entry.key_span.end..].find(':').map_or(entry.key_span.end, |at| entry.key_span.end + at + 1);
    let end = colon.max(extent.start + text[extent.clone()].trim_end().len());
    colon..if matches!(entry.node.value, Value::Null) && !text[colon..].starts_with(" ~") {
        colon
    } else {
        end
    }
}

/// A list with more items, each written as the last one is.
fn added(text: &str, entry: &Entry, values: &[String]) -> Edit {
    let list = |items: Vec<&str>| flow_list(items);
    let extent = entry.node.extent(text);
    let all = || texts(&entry.node).into_iter().chain(values.iter().map(String::as_str)).collect();
    let Value::List(items) = &entry.node.value else {
        return Edit::replace(value_of(text, entry), format!(" {}", list(all())));
    };
    let is_flow = text[extent.clone()].starts_with('[');
    match items.last() {
        None => Edit::replace(value_of(text, entry), format!(" {}", list(all()))),
        Some(last) if is_flow => {
            let more: String = values.iter().map(|value| format!(", {}", scalar(value))).collect();
            Edit::insert(last.extent(text).end, more)
        }
        Some(last) => {
            let at = last.extent(text);
            let start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
            let end = text[at.end..].find('\n').map_or(text.len(), |end| at.end + end + 1);
            let mark = text[start..].find('-').map_or(start, |dash| start + dash);
            let indent = &text[start..mark];
            let lines: String = values.iter().map(|value| format!("{indent}- {}\n", scalar(value))).collect();
            Edit::insert(end, lines.replace('\n', newline(text)))
        }
    }
}

/// A list in the place of a value.
fn whole(text: &str, entry: &Entry, values: &[String]) -> Edit {
    Edit::replace(value_of(text, entry), format!(" {}", flow_list(values.iter().map(String::as_str))))
}

/// The edits of a list with an item a line: lines go and lines come after the last, and all others stay with their
/// comments. `None` where the list is written otherwise, or keeps no item.
fn kept(text: &str, entry: &Entry, values: &[String]) -> Option<Vec<Edit>> {
    let Value::List(items) = &entry.node.value else { return None };
    if text[entry.node.extent(text)].starts_with('[') {
        return None;
    }
    let mut wanted = values.iter().peekable();
    let mut edits = Vec::new();
    for item in items {
        let is_kept = wanted.next_if(|value| item.text() == Some(value.as_str())).is_some();
        if !is_kept {
            edits.push(Edit::delete(line_of(text, item)?));
        }
    }
    let new: Vec<String> = wanted.cloned().collect();
    if edits.len() == items.len()
        || new.iter().any(|value| items.iter().any(|item| item.text() == Some(value)))
    {
        return None;
    }
    edits.extend((!new.is_empty()).then(|| added(text, entry, &new)));
    Some(edits)
}

/// The line of an item that has one of its own.
fn line_of(text: &str, item: &Node) -> Option<Range<usize>> {
    let at = item.extent(text);
    let start = text[..at.start].rfind('\n').map_or(0, |end| end + 1);
    let is_one =
        !text[at.clone()].trim_end().contains('\n') && text[start..at.start].trim_start().starts_with('-');
    let last = at.start + text[at.clone()].trim_end().len();
    let end = text[last..].find('\n').map_or(text.len(), |end| last + end + 1);
    is_one.then_some(start..end)
}
