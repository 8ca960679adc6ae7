//! Edits: what a pass returns instead of a new text.

use std::ops::Range;

/// A replacement of some bytes of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go; empty to insert.
    pub span: Range<usize>,
    /// What comes in their place.
    pub text: String,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` before the byte `at`.
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self::replace(at..at, text)
    }

    /// Takes `span` away.
    pub fn delete(span: Range<usize>) -> Self {
        Self::replace(span, "")
    }
}

/// Applies all edits at once; bytes outside them are not touched. Insertions at one byte keep their
/// order. `None` where edits overlap, which is a bug of a pass.
pub fn apply(text: &str, mut edits: Vec<Edit>) -> Option<String> {
    edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
    let grown: usize = edits.iter().map(|edit| edit.text.len()).sum();
    let mut out = String::with_capacity(text.len() + grown);
    let mut at = 0;
    for edit in &edits {
        out.push_str(text.get(at..edit.span.start)?);
        out.push_str(&edit.text);
        at = edit.span.end;
    }
    out.push_str(text.get(at..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_applied_at_once() {
        let edits =
            vec![Edit::delete(4..5), Edit::insert(0, "a"), Edit::insert(0, "b"), Edit::replace(1..2, "X")];
        assert_eq!(apply("12345", edits).as_deref(), Some("ab1X34"));
        assert_eq!(apply("12345", vec![]).as_deref(), Some("12345"));
    }

    #[test]
    fn overlapping_edits_are_refused() {
        assert_eq!(apply("12345", vec![Edit::delete(0..3), Edit::delete(2..4)]), None);
        assert_eq!(apply("é", vec![Edit::delete(0..1)]), None);
    }
}
