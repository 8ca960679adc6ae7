//! Places in files, as editors are told of them.

use std::ops::Range;

use serde_json::{Value, json};

use super::book::OpenBook;
use super::position::Lines;

impl OpenBook {
    /// Places in a file, for an editor.
    pub(super) fn locations(&self, file: &str, spans: &[Range<usize>]) -> Vec<Value> {
        if spans.is_empty() {
            return Vec::new();
        }
        let (uri, text) = (self.uri(file), self.text(file).unwrap_or_default());
        let lines = Lines::of(&text);
        spans.iter().map(|span| json!({"uri": uri, "range": lines.range(span)})).collect()
    }

    /// Where a file starts, for an editor.
    pub(super) fn start(&self, file: &str) -> Value {
        let start = json!({"line": 0, "character": 0});
        json!({"uri": self.uri(file), "range": {"start": start, "end": start}})
    }
}
