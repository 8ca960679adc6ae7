//! Entries that `SUMMARY.md` does not name.

use std::fs;

use super::super::library::Library;
use crate::book::slashes;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Page;

pub(super) fn book(library: &Library<'_>, problems: &mut Vec<Diagnostic>) {
    // Without a summary that can be read no page is in it, and one problem says so.
    if library.loaded.book.items.is_empty() {
        return;
    }
    let src = &library.loaded.config.book.src;
    for path in &library.files().orphans {
        let file = slashes(&src.join(path));
        let Ok(text) = fs::read_to_string(library.loaded.root.join(&file)) else { continue };
        let mut page = Page { name: path, text: &text, path: Some(path.clone()), file, ..Page::default() };
        // What is wrong with the page itself matters once it is in the book.
        library.source.parse(&mut page, &mut Vec::new());
        if crate::catalog::has_entries(std::slice::from_ref(&page), library.config) {
            problems.push(
                Diagnostic::new(Code::NotInSummary, format!("`{path}` is in no line of SUMMARY.md"))
                    .at(&page.file, 0..0)
                    .help(format!("add `- [{}]({path})`, or move the file out of the book", page.title())),
            );
        }
    }
}
