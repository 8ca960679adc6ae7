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
    /// The pass that makes it, for when two of them overlap; empty where there is only one.
    pub pass: &'static str,
}

impl Edit {
    /// Replaces `span` by `text`.
    pub fn replace(span: Range<usize>, text: impl Into<String>) -> Self {
        let mut text = text.into();
        // The edits of all pages are in memory together: none keeps room to spare.
        text.shrink_to_fit();
        Self { span, text, pass: "" }
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
/// use mdbook_patterns::text::{Edit, Edited};
///
/// let edits = vec![Edit::delete(8..11), Edit::replace(0..2, "*"), Edit::insert(11, "!")];
/// assert_eq!(Edited::new("- one - two", edits).unwrap().to_string(), "*one - !");
///
/// let overlap = Edited::new("text", vec![Edit::delete(0..2), Edit::delete(1..3)]).unwrap_err();
/// assert_eq!(overlap.span, 1..3);
/// ```
#[derive(Debug, Clone)]
pub struct Edited<'a> {
    text: &'a str,
    edits: Vec<Edit>,
}

impl<'a> Edited<'a> {
    /// The text with these edits.
    ///
    /// # Errors
    /// Edits that overlap, or that cut a character or the text's end: a bug of a pass.
    pub fn new(text: &'a str, mut edits: Vec<Edit>) -> Result<Self, Overlap> {
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let (mut at, mut before) = (0, "");
        for edit in &edits {
            let overlap = || Overlap { span: edit.span.clone(), passes: [before, edit.pass] };
            text.get(at..edit.span.start).and(text.get(edit.span.clone())).ok_or_else(overlap)?;
            (at, before) = (edit.span.end, edit.pass);
        }
        Ok(Self { text, edits })
    }

    /// A text without edits.
    pub fn unchanged(text: &'a str) -> Self {
        Self { text, edits: Vec::new() }
    }

    /// The edits, in the order of the text.
    pub fn into_edits(self) -> Vec<Edit> {
        self.edits
    }
}

/// A file whose text changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Change {
    /// The file, from the book's root.
    pub(crate) file: String,
    /// Its text before.
    pub(crate) before: String,
    /// What changes in it, in the order of the text.
    pub(crate) edits: Vec<Edit>,
}

impl Change {
    /// The change that edits make, each counted once; `None` where they leave the text as it is.
    ///
    /// # Errors
    /// Different edits of one place.
    pub(crate) fn of(file: &str, before: &str, mut edits: Vec<Edit>) -> Result<Option<Self>, Overlap> {
        edits.retain(|edit| before.get(edit.span.clone()) != Some(edit.text.as_str()));
        edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        edits.dedup();
        let edits = Edited::new(before, edits)?.into_edits();
        let change = Self { file: file.to_owned(), before: before.to_owned(), edits };
        Ok((!change.edits.is_empty()).then_some(change))
    }

    /// Its text after.
    pub(crate) fn after(&self) -> String {
        // Made of edits that fit.
        Edited::new(&self.before, self.edits.clone())
            .map_or_else(|_| self.before.clone(), |text| text.to_string())
    }
}

/// Two edits of one place.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the edits of `{}` and `{}` overlap", passes[0], passes[1])]
pub struct Overlap {
    /// The bytes of the second edit.
    pub span: Range<usize>,
    /// The passes that made them, in the order of the text.
    pub passes: [&'static str; 2],
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
        Edited::new(text, edits).map(|edited| edited.to_string()).ok()
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
