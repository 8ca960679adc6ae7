//! A line of a page, and what a container takes of its lines.

use super::{Extensions, inline};

/// A line in its container.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its number in the page, from 1.
    pub(super) number: usize,
    pub(super) text: String,
    /// The columns that its containers took off.
    pub(super) column: usize,
}

impl Line {
    pub(super) fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    pub(super) fn without(&self, columns: usize) -> Self {
        let columns = columns.min(self.indent());
        Self { text: self.text[columns..].to_owned(), column: self.column + columns, number: self.number }
    }

    /// Another text in its place.
    pub(super) fn with(&self, text: &str) -> Self {
        Self { text: text.to_owned(), ..*self }
    }
}

/// What is around the lines of a container, and the lines as blocks.
#[derive(Debug, Default)]
pub(super) struct Container {
    /// How many lines it has.
    pub(super) length: usize,
    pub(super) before: String,
    pub(super) inner: Vec<Line>,
    pub(super) after: String,
}

impl Container {
    pub(super) fn new(
        length: usize,
        before: impl Into<String>,
        inner: Vec<Line>,
        after: impl Into<String>,
    ) -> Self {
        Self { length, before: before.into(), inner, after: after.into() }
    }
}

/// A text without the list at its end.
pub(super) fn without_list<'t>(text: &'t str, extensions: &Extensions) -> &'t str {
    let trimmed = text.trim_end();
    if !extensions.attr_list || !trimmed.ends_with('}') {
        return text;
    }
    // The first bracket after a space decides: what goes on after its list makes text of all.
    let first = trimmed.find(" {").map_or(0, |at| at + 1);
    let open = Some(first)
        .filter(|at| inline::list(&trimmed[*at..]).is_some_and(|length| at + length == trimmed.len()));
    open.map_or(text, |at| &trimmed[..at])
}

pub(super) fn is_rule(text: &str) -> bool {
    let signs: String = text.chars().filter(|c| *c != ' ').collect();
    let first = signs.chars().next().unwrap_or(' ');
    matches!(first, '-' | '_' | '*')
        && signs.len() >= 3
        && signs.chars().all(|c| c == first)
        && !text.contains("   -")
}
