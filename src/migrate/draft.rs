//! A page while it is rewritten: edits on its author's text, and notes of what they do.

use super::ledger::{Fate, Ledger, Lines};
use super::read::Read;
use super::styles::Styles;
use super::tree::SitePage;
use crate::text::Edit;

/// A page while it is rewritten.
pub(super) struct Draft<'a> {
    pub(super) text: &'a str,
    pub(super) read: &'a Read,
    pub(super) edits: Vec<Edit>,
    /// The classes that it has in the place of styles.
    pub(super) styles: Styles,
    /// The page in the report.
    pub(super) file: String,
    pub(super) ledger: Ledger,
    /// Whether the page stays as its author wrote it.
    pub(super) is_kept: bool,
    lines: Lines,
}

impl<'a> Draft<'a> {
    pub(super) fn new(page: &'a SitePage, read: &'a Read, file: String) -> Self {
        let (edits, ledger, lines) = (Vec::new(), Ledger::default(), page.lines());
        Self {
            text: &page.text,
            read,
            edits,
            styles: Styles::new(),
            file,
            ledger,
            is_kept: page.is_kept,
            lines,
        }
    }

    /// Notes a construct at a byte.
    pub(super) fn note(&mut self, at: usize, what: &str, fate: Fate, note: impl Into<String>) {
        self.ledger.add(&self.file, self.lines.at(at), what, fate, note);
    }

    /// Whether a byte is in code.
    pub(super) fn in_code(&self, at: usize) -> bool {
        self.read.in_code(at)
    }

    /// Whether a byte is in a block of fenced code.
    pub(super) fn in_fence(&self, at: usize) -> bool {
        self.read.fences.iter().any(|(span, _)| span.contains(&at))
    }

    /// Where `sign` stands in the text of the page, outside code and front matter.
    pub(super) fn places(&self, sign: &str) -> Vec<usize> {
        let body = self.read.front_matter.min(self.text.len());
        let found = self.text[body..].match_indices(sign).map(|(at, _)| body + at);
        found.filter(|at| !self.in_code(*at)).collect()
    }

    /// The lines after the front matter: where each starts, and its text without its end.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &'a str)> + use<'a> {
        lines(self.text, self.read.front_matter)
    }

    /// What is before a byte on its line.
    pub(super) fn before(&self, at: usize) -> &'a str {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        &self.text[start..at]
    }
}

/// The lines of a page from a byte on: where each starts, and its text without its end.
pub(super) fn lines(text: &str, from: usize) -> impl Iterator<Item = (usize, &str)> {
    let mut at = from.min(text.len());
    text[at..].split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Where the paragraph ends that a byte is in: before the next blank line.
pub(super) fn paragraph_end(text: &str, at: usize) -> usize {
    let mut end = at;
    for line in text[at..].split_inclusive('\n') {
        if end > at && line.trim_matches([' ', '\t', '\r', '\n', '>']).is_empty() {
            break;
        }
        end += line.len();
    }
    end
}
