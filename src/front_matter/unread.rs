//! Front matter that is there and is not read: after other lines, in a form of other tools, or as a second block.

use std::ops::Range;

use super::fence::{Fence, Syntax, find, looks_like_a_key};
use super::value::{Map, Node, Value};
use crate::text::byte_order_mark;

/// Such a front matter: its opening line, why it is not read, and the way out.
pub(crate) struct Unread {
    pub(crate) fence: Range<usize>,
    pub(crate) message: String,
    pub(crate) help: String,
}

impl Unread {
    fn new(fence: Range<usize>, message: impl Into<String>, help: &str) -> Self {
        let help = format!("{help}; until then readers see it as text");
        Self { fence, message: message.into(), help }
    }
}

/// What a page that has no front matter starts with instead.
pub(crate) fn unread(text: &str) -> Option<Unread> {
    after_start(text).or_else(|| other_fence(text)).or_else(|| json(text))
}

/// A second block right after the front matter, which ends at `end`.
pub(crate) fn second(text: &str, end: usize) -> Option<Unread> {
    let rest = &text[end..];
    let start = text.len() - rest.trim_start_matches(['\n', '\r']).len();
    match find(&text[start..]) {
        Fence::Closed(block) if has_keys(&text[start..][block.inner.clone()], block.syntax) => {
            Some(Unread::new(
                start..start + 3,
                "a page has one front matter, so this second one is not read",
                "move its keys into the first one",
            ))
        }
        _ => None,
    }
}

/// Values that YAML takes for comments, whole or in part: `issue: #44`, `title: Track #2`. A comment has a space after its
/// sign.
pub(crate) fn commented<'t>(text: &'t str, written: &'t Map) -> impl Iterator<Item = Unread> + 't {
    written.0.iter().filter_map(|entry| {
        let is_scalar =
            !is_quoted(text, &entry.node) && !matches!(entry.node.value, Value::List(_) | Value::Map(_));
        let end = if entry.node.value == Value::Null { entry.key_span.end } else { entry.node.span.end };
        let rest = text.get(end..).filter(|_| is_scalar)?.lines().next()?;
        let rest = if entry.node.value == Value::Null { rest.strip_prefix(':')? } else { rest };
        let comment = rest.trim_start();
        let is_meant = comment.strip_prefix('#').is_some_and(|word| word.starts_with(char::is_alphanumeric));
        if !is_meant || comment.len() == rest.len() {
            return None;
        }
        let line = text[entry.key_span.start..].lines().next().unwrap_or_default();
        let value = line.split_once(':').map_or(line, |(_, value)| value).trim();
        let start = text.len() - text[end..].len() + text[end..].find('#')?;
        let message = format!("`{}` is not read: YAML takes it for a comment", comment.trim_end());
        let help = format!("quote the value: `{}: \"{}\"`", entry.key, value.replace('"', "\\\""));
        Some(Unread { fence: start..start + comment.trim_end().len(), message, help })
    })
}

/// Whether a value stands in quotes, so that nothing after them is a part of it.
fn is_quoted(text: &str, node: &Node) -> bool {
    let written = text.get(node.span.clone()).unwrap_or_default();
    let is_in =
        |sign: char| written.starts_with(sign) && !node.text().is_some_and(|value| value.starts_with(sign));
    is_in('"') || is_in('\'')
}

/// After empty lines or comments.
fn after_start(text: &str) -> Option<Unread> {
    let mut rest = text.trim_start_matches('\u{feff}');
    loop {
        rest = rest.trim_start_matches(['\n', '\r', ' ', '\t']);
        match rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
            Some((_, behind)) => rest = behind,
            None => break,
        }
    }
    let start = text.len() - rest.len();
    let starts_line = text[..start].ends_with('\n');
    match find(rest) {
        Fence::Closed(block) if starts_line && looks_like_a_key(&rest[block.inner.clone()], block.syntax) => {
            Some(Unread::new(
                start..start + 3,
                "this front matter is not read, since the page does not start with it",
                "move it to the first line of the file",
            ))
        }
        _ => None,
    }
}

/// Between lines that other tools take for fences: `---json`, `----`, `;;;`.
fn other_fence(text: &str) -> Option<Unread> {
    let (opening, rest) = first_line(text)?;
    let fence = text[opening.clone()].trim_end();
    let language = fence.strip_prefix("---").unwrap_or_default();
    let (closing, syntax, help) = match (fence, language.to_ascii_lowercase().as_str()) {
        (_, "yaml" | "yml") => ("---", Some(Syntax::Yaml), "write `---` without the language"),
        (_, "toml") => ("---", Some(Syntax::Toml), "write `+++` for both fences"),
        (_, "json") => ("---", None, "write `---` without the language"),
        (";;;", _) => (";;;", None, "write `---` for both fences"),
        (dashes, _) if !language.is_empty() && dashes.bytes().all(|b| b == b'-') => {
            (dashes, Some(Syntax::Yaml), "write `---` for both fences")
        }
        _ => return None,
    };
    let inner = before_line(rest, closing)?;
    let is_meant = match syntax {
        Some(syntax) => has_keys(inner, syntax),
        None => object_end(inner).is_some(),
    };
    is_meant.then(|| {
        Unread::new(opening, format!("this front matter is not read, since it is opened by `{fence}`"), help)
    })
}

/// An object in JSON, as Hugo takes it.
fn json(text: &str) -> Option<Unread> {
    let start = byte_order_mark(text);
    object_end(&text[start..]).map(|_| {
        let message = "this front matter in JSON is not read";
        Unread::new(start..start + 1, message, "put a line `---` before it and one after it")
    })
}

/// Where the object with keys that a text starts with ends.
fn object_end(text: &str) -> Option<usize> {
    if !text.starts_with('{') {
        return None;
    }
    let mut values =
        serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<String, serde_json::Value>>();
    let object = values.next()?.ok()?;
    (!object.is_empty()).then(|| values.byte_offset())
}

/// The bytes of the first line without its end, and what follows it.
fn first_line(text: &str) -> Option<(Range<usize>, &str)> {
    let start = byte_order_mark(text);
    let end = start + text[start..].find('\n')?;
    Some((start..start + text[start..end].trim_end().len(), &text[end + 1..]))
}

/// The text before the first line that is `closing`.
fn before_line<'t>(text: &'t str, closing: &str) -> Option<&'t str> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_end() == closing {
            return Some(&text[..at]);
        }
        at += line.len();
    }
    None
}

/// Whether all lines are those of keys and their values.
fn has_keys(text: &str, syntax: Syntax) -> bool {
    let is_part =
        |line: &str| line.trim().is_empty() || line.starts_with([' ', '\t', '-', '#', '[', ']', '}']);
    looks_like_a_key(text, syntax) && text.lines().all(|line| is_part(line) || looks_like_a_key(line, syntax))
}
