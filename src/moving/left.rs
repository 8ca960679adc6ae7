//! Links that a move leaves as they are, although they lead elsewhere afterwards.

/// A link for the author to edit.
#[derive(Debug)]
pub(crate) struct Left {
    /// The file, by its name from the root of the book before the move.
    pub(crate) file: String,
    line: usize,
    /// As it is written.
    link: String,
    why: Why,
}

/// Why a link is left, and what to write where one address is right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    /// The pages that include it need different addresses.
    Differs,
    /// It is written with escapes or entities.
    Escaped(String),
    /// It stands in a file that is no Markdown file of the book.
    OtherFile(String),
}

impl Left {
    /// A link that starts at a byte of the text of a file.
    pub(super) fn new(file: &str, text: &str, at: usize, link: &str, why: Why) -> Self {
        let line = text[..at].matches('\n').count() + 1;
        Self { file: file.to_owned(), line, link: link.lines().next().unwrap_or_default().to_owned(), why }
    }

    /// In words; `file` is how its file is called.
    pub(crate) fn said(&self, file: &str) -> String {
        let Self { line, link, why, .. } = self;
        match why {
            Why::Differs => {
                format!(
                    "{file}:{line} links {link}, which must differ for the pages that include it; edit it by hand"
                )
            }
            Why::Escaped(new) => {
                format!(
                    "{file}:{line} still has {link}, whose address is written with escapes; write {new} by hand"
                )
            }
            Why::OtherFile(new) => format!(
                "{file}:{line} still links {link}, and only .md files in the folder of the pages are edited; write {new} by hand"
            ),
        }
    }
}
