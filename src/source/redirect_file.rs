//! The file of old addresses that `redirects` of our renderer names: one `old -> new` a line.

use std::ops::Range;
use std::path::Path;

use mdbook_preprocessor::config::Config as MdbookConfig;

use super::is_our_renderer;
use crate::diagnostic::{Code, Diagnostic};
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
    pub(crate) fn of(
        root: &Path,
        mdbook: &MdbookConfig,
        book_toml: &str,
    ) -> Option<Result<Self, Diagnostic>> {
        let outputs = mdbook.outputs::<toml::Value>().unwrap_or_default();
        let named = outputs.iter().filter(|(name, _)| is_our_renderer(mdbook, name));
        let written = named.filter_map(|(_, table)| table.get("redirects")?.as_str()).next()?;
        let is_absolute = written.starts_with(['/', '\\']) || Path::new(written).is_absolute();
        let inside = join("", written).filter(|path| !path.is_empty() && !is_absolute);
        let Some(path) = inside else { return Some(Err(outside(written, book_toml))) };
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

/// A value of `redirects` that is no path of a file in the book.
fn outside(written: &str, book_toml: &str) -> Diagnostic {
    let message = format!("`redirects` needs the path of a file in the folder of the book, not `{written}`");
    let found = Diagnostic::new(Code::InvalidConfigValue, message);
    let found = found.help("write it from the folder of book.toml, as in `redirects.txt`");
    let mut at = 0;
    let line = book_toml.split_inclusive('\n').find(|line| {
        at += line.len();
        line.trim_start().starts_with("redirects") && line.contains(written)
    });
    match line {
        Some(line) => found.at("book.toml", at - line.len()..at - line.len() + line.trim_end().len()),
        None => found,
    }
}

/// A line as the file has it; `None` if it would be read as another one.
pub(crate) fn line(old: &str, new: &str) -> Option<String> {
    let is_read = !old.contains(ARROW) && !old.starts_with('#');
    is_read.then(|| format!("{old}{ARROW}{new}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_be_read_otherwise_is_no_line() {
        assert_eq!(line("a b/", "c.md").as_deref(), Some("a b/ -> c.md\n"));
        assert_eq!(line("a -> b/", "c.md"), None);
        assert_eq!(line("#a/", "c.md"), None);
    }

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
