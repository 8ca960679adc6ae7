//! Edits: what a pass returns instead of a new text.

use std::fmt;
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
        let mut text = text.into();
        // The edits of all pages are in memory together: none keeps room to spare.
        text.shrink_to_fit();
        Self { span, text }
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

/// A text with its edits, all applied at once where it is written; bytes outside them are not
/// touched. Insertions at one byte keep their order.
///
/// ```
/// use mdbook_patterns::expand::{Edit, Edited};
///
/// let edits = vec![Edit::delete(8..11), Edit::replace(0..2, "*"), Edit::insert(11, "!")];
/// assert_eq!(Edited::new("- one - two", edits).unwrap().to_string(), "*one - !");
///
/// assert!(Edited::new("text", vec![Edit::delete(0..2), Edit::delete(1..3)]).is_none());
/// ```
#[derive(Debug, Clone)]
pub struct Edited<'a> {
    text: &'a str,
    edits: Vec<Edit>,
}

impl<'a> Edited<'a> {
    /// The text with these edits; `None` where they overlap, which is a bug of a pass.
    pub fn new(text: &'a str, mut edits: Vec<Edit>) -> Option<Self> {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut at = 0;
        for edit in &edits {
            text.get(at..edit.span.start)?;
            at = edit.span.end;
        }
        text.get(at..)?;
        Some(Self { text, edits })
    }
}

impl fmt::Display for Edited<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut at = 0;
        for edit in &self.edits {
            f.write_str(&self.text[at..edit.span.start])?;
            f.write_str(&edit.text)?;
            at = edit.span.end;
        }
        f.write_str(&self.text[at..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &str, edits: Vec<Edit>) -> Option<String> {
        Edited::new(text, edits).map(|edited| edited.to_string())
    }

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
