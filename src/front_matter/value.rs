//! Values that know their place.

use std::collections::HashSet;
use std::ops::Range;

/// A value and the bytes where it starts.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The value.
    pub value: Value,
    /// Its bytes; for a list or a map, those of its first sign.
    pub span: Range<usize>,
}

/// A value as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// Nothing, `~` or `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, with the text that it was written as: `1.10` is a version, not 1.1.
    Number {
        /// As written.
        raw: String,
        /// As JSON has it.
        json: serde_json::Number,
    },
    /// A text, or a date of TOML.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// A table of keys.
    Map(Map),
}

/// Keys and values in the order they were written.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Map(pub Vec<Entry>);

/// One key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as written.
    pub key: String,
    /// The key's bytes.
    pub key_span: Range<usize>,
    /// The value.
    pub node: Node,
}

/// Whether programs that know floating numbers alone spell a number as it was written: `1.0` is `1` to them, and so is the end
/// of a long number lost.
fn is_spelled_so(json: &serde_json::Number, raw: &str) -> bool {
    json.as_f64().is_some_and(|number| number.to_string() == raw)
}

impl Map {
    /// The value of `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Of equal keys the last one alone, in tables within tables too.
    pub(super) fn with_last_of_equal_keys(mut self) -> Self {
        let mut seen = HashSet::new();
        self.0.reverse();
        self.0.retain(|entry| seen.insert(entry.key.clone()));
        self.0.reverse();
        for entry in &mut self.0 {
            if let Value::Map(map) = &mut entry.node.value {
                *map = std::mem::take(map).with_last_of_equal_keys();
            }
        }
        self
    }

    pub(crate) fn shift(&mut self, by: usize) {
        for entry in &mut self.0 {
            entry.key_span = entry.key_span.start + by..entry.key_span.end + by;
            entry.node.shift(by);
        }
    }
}

impl Node {
    fn shift(&mut self, by: usize) {
        self.span = self.span.start + by..self.span.end + by;
        match &mut self.value {
            Value::List(items) => items.iter_mut().for_each(|item| item.shift(by)),
            Value::Map(map) => map.shift(by),
            _ => {}
        }
    }

    /// All bytes of the value in the page's text, its brackets included.
    pub fn extent(&self, text: &str) -> Range<usize> {
        let nodes: Box<dyn Iterator<Item = &Node>> = match &self.value {
            Value::List(items) => Box::new(items.iter()),
            Value::Map(map) => Box::new(map.0.iter().map(|entry| &entry.node)),
            _ => return self.span.clone(),
        };
        let end = nodes.map(|node| node.extent(text).end).fold(self.span.end, usize::max);
        let rest = text.get(end..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
        let closing = match text.get(self.span.start..).and_then(|text| text.chars().next()) {
            Some('[') => ']',
            Some('{') => '}',
            _ => return self.span.start..end,
        };
        let closed = rest[skipped..].starts_with(closing);
        self.span.start..if closed { end + skipped + 1 } else { end }
    }

    /// The text of a scalar as its author wrote it; `None` for lists, maps and nothing.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Bool(true) => Some("true"),
            Value::Bool(false) => Some("false"),
            Value::Number { raw, .. } => Some(raw),
            Value::Text(text) => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }
}

impl Value {
    /// What kind of value this is, with an article, for messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Value::Null => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Number { .. } => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a table",
        }
    }

    /// The value as JSON. A number whose spelling JSON would lose is a text: `1.10` is a version, not 1.1.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Value::Null => serde_json::Value::Null,
            Value::Bool(b) => (*b).into(),
            Value::Number { raw, json } if is_spelled_so(json, raw) => json.clone().into(),
            Value::Number { raw, .. } => raw.as_str().into(),
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(|item| item.value.to_json()).collect(),
            Value::Map(map) => map.to_json(),
        }
    }
}

impl Map {
    /// The table as a JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        let pairs = self.0.iter().map(|e| (e.key.clone(), e.node.value.to_json()));
        serde_json::Value::Object(pairs.collect())
    }
}
