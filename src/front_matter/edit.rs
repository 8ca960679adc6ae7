//! Edits of a front matter: keys that are set, and lists that grow. Comments, order and line ends stay.

use std::ops::Range;

use super::write::{flow_list, scalar};
use super::{Block, Entry, Fence, Map, Syntax, Value, find, parse};
use crate::text::{Edit, Edited};

/// Why a front matter cannot be edited.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub(crate) enum EditError {
    /// It has no end.
    #[error("the front matter is never closed")]
    Unclosed,
    /// Its TOML cannot be parsed.
    #[error("the front matter cannot be read: {0}")]
    Unreadable(String),
    /// The new text would not say what it should.
    #[error("`{0}` cannot be written into this front matter")]
    Unwritable(String),
}

/// What a key is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Setting {
    /// One text.
    Text(String),
    /// These texts, after those that are there.
    Added(Vec<String>),
    /// These texts, and no others.
    List(Vec<String>),
}

/// The edits that set keys of the front matter of a page, which is made where there is none.
///
/// # Errors
/// A front matter that does not hold the values afterwards; it is unchanged then.
pub(crate) fn set(text: &str, keys: &[(&str, Setting)]) -> Result<Vec<Edit>, EditError> {
    let edits = match find(text) {
        Fence::Unclosed(_) => return Err(EditError::Unclosed),
        Fence::None => vec![made(text, keys)],
        Fence::Closed(block) if block.syntax == Syntax::Yaml => yaml(text, &block, keys),
        Fence::Closed(block) => vec![toml(text, &block, keys)?],
    };
    let after = Edited::new(text, edits.clone()).map_err(|_| EditError::Unclosed)?.to_string();
    let (before, after) = (map(text), map(&after));
    for (key, setting) in keys {
        if !holds(&before, &after, key, setting) {
            return Err(EditError::Unwritable((*key).to_owned()));
        }
    }
    Ok(edits)
}

/// All keys of a page's front matter.
pub(crate) fn map(text: &str) -> Map {
    match find(text) {
        Fence::Closed(block) => parse(text, &block, "", &mut Vec::new()),
        _ => Map::default(),
    }
}

/// Whether the new front matter says what it should, and all other keys what they said.
fn holds(before: &Map, after: &Map, key: &str, setting: &Setting) -> bool {
    let others = |map: &Map| map.0.iter().filter(|entry| entry.key != key).count();
    let values = after.get(key).map(texts).unwrap_or_default();
    others(after) >= others(before)
        && match setting {
            Setting::Text(text) => values == [text.as_str()],
            Setting::List(list) => values == *list,
            Setting::Added(added) => added.iter().all(|value| values.contains(&value.as_str())),
        }
}

/// The texts of a value: one, or those of a list.
fn texts(node: &super::Node) -> Vec<&str> {
    match &node.value {
        Value::List(items) => items.iter().filter_map(super::Node::text).collect(),
        _ => node.text().into_iter().collect(),
    }
}

fn newline(text: &str) -> &'static str {
    if text.contains("\r\n") { "\r\n" } else { "\n" }
}

fn line(key: &str, setting: &Setting) -> String {
    match setting {
        Setting::Text(text) => format!("{key}: {}\n", scalar(text)),
        Setting::Added(values) | Setting::List(values) => {
            format!("{key}: {}\n", flow_list(values.iter().map(String::as_str)))
        }
    }
}

fn made(text: &str, keys: &[(&str, Setting)]) -> Edit {
    let gap = if text.starts_with(['\n', '\r']) || text.is_empty() { "" } else { "\n" };
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let lines: String = keys.iter().map(|(key, setting)| line(key, setting)).collect();
    Edit::insert(start, format!("---\n{lines}---\n{gap}").replace('\n', newline(text)))
}

fn yaml(text: &str, block: &Block, keys: &[(&str, Setting)]) -> Vec<Edit> {
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
                let list = flow_list(values.iter().map(String::as_str));
                edits.push(Edit::replace(value_of(text, entry), format!(" {list}")));
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

/// The bytes behind the colon of a key, up to the end of its value.
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

fn toml(text: &str, block: &Block, keys: &[(&str, Setting)]) -> Result<Edit, EditError> {
    let inner = &text[block.inner.clone()];
    let mut table: toml_edit::DocumentMut = inner
        .parse()
        .map_err(|error: toml_edit::TomlError| EditError::Unreadable(error.message().to_owned()))?;
    for (key, setting) in keys {
        let value: toml_edit::Value = match setting {
            Setting::Text(value) => match value.parse::<toml_edit::Datetime>() {
                Ok(date) => date.into(),
                Err(_) => value.as_str().into(),
            },
            Setting::List(values) => values.iter().map(String::as_str).collect::<toml_edit::Array>().into(),
            Setting::Added(values) => {
                let there = table.get(key).and_then(|item| item.as_value()).cloned();
                let mut list = match there {
                    Some(toml_edit::Value::Array(list)) => list,
                    Some(mut one) => {
                        one.decor_mut().clear();
                        toml_edit::Array::from_iter([one])
                    }
                    None => toml_edit::Array::new(),
                };
                list.extend(values.iter().map(String::as_str));
                list.into()
            }
        };
        table.insert(key, toml_edit::value(value));
    }
    let edited = table.to_string().replace("\r\n", "\n").replace('\n', newline(text));
    Ok(Edit::replace(block.inner.clone(), edited))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(text: &str, keys: &[(&str, Setting)]) -> String {
        Edited::new(text, set(text, keys).unwrap()).unwrap().to_string()
    }

    #[test]
    fn keys_are_set_and_lists_grow_as_they_are_written() {
        let text = |value: &str| Setting::Text(value.to_owned());
        let more = |value: &str| Setting::Added(vec![value.to_owned()]);
        for (before, keys, expected) in [
            ("# A\n", vec![("a", text("b: c"))], "---\na: \"b: c\"\n---\n\n# A\n"),
            ("---\na: 1 # mine\nb: 2\n---\n", vec![("a", text("x"))], "---\na: x # mine\nb: 2\n---\n"),
            ("---\r\na: 1\r\n---\r\n", vec![("b", text("x"))], "---\r\na: 1\r\nb: x\r\n---\r\n"),
            ("---\na:\nb: 2\n---\n", vec![("a", text("x"))], "---\na: x\nb: 2\n---\n"),
            ("---\na: [x] # mine\n---\n", vec![("a", more("z"))], "---\na: [x, z] # mine\n---\n"),
            ("---\na: []\n---\n", vec![("a", more("z"))], "---\na: [z]\n---\n"),
            ("---\na: x\n---\n", vec![("a", more("z"))], "---\na: [x, z]\n---\n"),
            (
                "---\na:\n  - x # mine\nb: 1\n---\n",
                vec![("a", more("z"))],
                "---\na:\n  - x # mine\n  - z\nb: 1\n---\n",
            ),
            (
                "---\na:\n- x\n---\n",
                vec![("a", more("z")), ("c", text("d"))],
                "---\na:\n- x\n- z\nc: d\n---\n",
            ),
            ("+++\na = \"x\"\n+++\n", vec![("a", more("z"))], "+++\na = [\"x\", \"z\"]\n+++\n"),
            (
                "+++\na = \"x\" # mine\n+++\n",
                vec![("b", text("y"))],
                "+++\na = \"x\" # mine\nb = \"y\"\n+++\n",
            ),
        ] {
            assert_eq!(after(before, &keys), expected, "{before}");
        }
        assert_eq!(set("---\na: 1\n\n# A\n", &[("a", text("x"))]), Err(EditError::Unclosed));
    }
}
