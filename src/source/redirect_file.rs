//! The file of old addresses that `redirects` of our renderer names: one `old -> new` a line.

use std::ops::Range;
use std::path::Path;

use mdbook_preprocessor::config::Config as MdbookConfig;

use super::is_our_renderer;
use crate::diagnostic::Diagnostic;
use crate::file::{read_text, unreadable};
use crate::text::path::join;

/// The file, as it was written.
#[derive(Debug, Clone)]
pub(crate) struct RedirectFile {
    /// Its path from the root of the book.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A line of the file that is no comment.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line<'t> {
    pub(crate) span: Range<usize>,
    /// The old address, and where it leads; `None` where the arrow is missing.
    pub(crate) redirect: Option<(&'t str, &'t str)>,
}

/// What stands between the two addresses of a line.
const ARROW: &str = " -> ";

impl RedirectFile {
    /// The file of a book that names one, or why it cannot be read.
    pub(crate) fn of(root: &Path, mdbook: &MdbookConfig) -> Option<Result<Self, Diagnostic>> {
        let outputs = mdbook.outputs::<toml::Value>().unwrap_or_default();
        let named = outputs.iter().filter(|(name, _)| is_our_renderer(mdbook, name));
        let written = named.filter_map(|(_, table)| table.get("redirects")?.as_str()).next()?;
        let path = join("", written).filter(|path| !path.is_empty())?;
        let read = read_text(&root.join(&path));
        Some(match read {
            Ok(text) => Ok(Self { path, text }),
            Err(error) => Err(unreadable(&path, &error)),
        })
    }

    /// Its lines.
    pub(crate) fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        let mut next = 0;
        let lines = self.text.split_inclusive('\n').map(move |line| {
            let start = next;
            next += line.len();
            (start, line)
        });
        lines.filter_map(|(start, whole)| {
            let line = whole.trim_start_matches('\u{feff}').trim();
            let start = start + whole.find(line)?;
            let redirect = line.split_once(ARROW).map(|(old, new)| (old.trim(), new.trim()));
            let is_said = !line.is_empty() && !line.starts_with('#');
            is_said.then(|| Line { span: start..start + line.len(), redirect })
        })
    }
}

/// A line as the file has it.
pub(crate) fn line(old: &str, new: &str) -> String {
    format!("{old}{ARROW}{new}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_an_old_address_and_a_new_one() {
        let text = "\u{feff}# old\n\n a b/ -> c.md \r\nd\nx -> y -> z".to_owned();
        let file = RedirectFile { path: "r.txt".to_owned(), text };
        let found: Vec<Line<'_>> = file.lines().collect();
        let of = |text: &str| file.text.find(text).map(|at| at..at + text.len()).unwrap();
        assert_eq!(
            found,
            [
                Line { span: of("a b/ -> c.md"), redirect: Some(("a b/", "c.md")) },
                Line { span: of("\nd").start + 1..of("\nd").end, redirect: None },
                Line { span: of("x -> y -> z"), redirect: Some(("x", "y -> z")) },
            ]
        );
    }
}
