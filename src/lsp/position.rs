//! Places as editors count them: lines from 0, and UTF-16 units in a line.

use std::ops::Range;

use serde_json::{Value, json};

use crate::text::{Edit, floor_char_boundary};

/// The byte of a place; the end of its line, or of the text, for one beyond it.
pub(super) fn byte_at(text: &str, position: &Value) -> usize {
    let number =
        |key: &str| usize::try_from(position[key].as_u64().unwrap_or_default()).unwrap_or(usize::MAX);
    let (line, character) = (number("line"), number("character"));
    let mut start = 0;
    for _ in 0..line {
        match next_line(text, start) {
            Some(next) => start = next,
            None => return text.len(),
        }
    }
    let mut units = 0;
    for (at, c) in text[start..].char_indices() {
        if units >= character || matches!(c, '\n' | '\r') {
            return start + at;
        }
        units += c.len_utf16();
    }
    text.len()
}

/// Where the line after the one of a byte starts. A CR alone ends a line, too.
fn next_line(text: &str, from: usize) -> Option<usize> {
    let at = from + text[from..].find(['\n', '\r'])?;
    Some(if text[at..].starts_with("\r\n") { at + 2 } else { at + 1 })
}

/// Where lines start, to find many places.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut starts = vec![0];
        while let Some(next) = next_line(text, starts[starts.len() - 1]) {
            starts.push(next);
        }
        Self { text, starts }
    }

    /// The place of a byte.
    pub(super) fn position(&self, byte: usize) -> Value {
        let byte = floor_char_boundary(self.text, byte);
        let line = self.starts.partition_point(|start| *start <= byte) - 1;
        let units: usize = self.text[self.starts[line]..byte].chars().map(char::len_utf16).sum();
        json!({"line": line, "character": units})
    }

    /// The places of both ends.
    pub(super) fn range(&self, span: &Range<usize>) -> Value {
        json!({"start": self.position(span.start), "end": self.position(span.end.max(span.start))})
    }

    /// Edits of the text.
    pub(super) fn edits(&self, edits: &[Edit]) -> Value {
        edits.iter().map(|edit| json!({"range": self.range(&edit.span), "newText": edit.text})).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_is_found_by_its_place() {
        for text in ["a😀b\r\n\u{e9}x\ry\n", "", "\n\n", "😀😀", "a\r\n", "\r\r\n"] {
            let lines = Lines::of(text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                // Within the end of a line there is no place.
                if text[..byte].ends_with('\r') && text[byte..].starts_with('\n') {
                    continue;
                }
                assert_eq!(byte_at(text, &lines.position(byte)), byte, "{text:?} {byte}");
            }
        }
        let text = "a😀b\r\nc";
        assert_eq!(Lines::of(text).position(5), json!({"line": 0, "character": 3}));
        for (line, character, byte) in [(0, 99, 6), (0, 2, 5), (1, 0, 8), (1, 9, 9), (9, 0, 9), (0, 3, 5)] {
            assert_eq!(byte_at(text, &json!({"line": line, "character": character})), byte);
        }
        for strange in [json!(null), json!({"line": -1, "character": "x"}), json!({"line": u64::MAX})] {
            byte_at(text, &strange);
        }
    }
}
