//! Entries that `SUMMARY.md` does not name.

use std::collections::HashMap;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::file::unreadable;
use crate::page::Page;
use crate::text::path::slashes;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    // Without a summary that can be read no page is in it, and one problem says so.
    if book.source.book.items.is_empty() {
        return;
    }
    problems.extend(book.files().unreadable.iter().cloned());
    replaced(book, problems);
    let src = &book.source.mdbook.book.src;
    for path in &book.files().orphans {
        let file = slashes(&src.join(path));
        let text = match crate::file::read_text(&book.source.root.join(&file)) {
            Ok(text) => text,
            Err(error) => {
                problems.push(unreadable(&file, &error));
                continue;
            }
        };
        let mut page = Page { name: path.clone(), text, path: Some(path.clone()), file, ..Page::default() };
        // What is wrong with the page itself matters once it is in the book.
        book.parse(&mut page, &mut Vec::new());
        if crate::catalog::has_entries(std::slice::from_ref(&page), &book.config) {
            problems.push(
                Diagnostic::new(Code::NotInSummary, format!("`{path}` is not listed in SUMMARY.md"))
                    .at(&page.file, 0..0)
                    .help(format!("add `- [{}]({path})`, or move the file out of the book", page.title())),
            );
        }
    }
}

/// Chapters whose pages other ones replace: mdBook makes `index.html` of `README.md`, and of `index.md` beside it.
fn replaced(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let mut last: HashMap<&str, &Page> = HashMap::new();
    for (_, page) in book.catalog.authored() {
        let Some(path) = page.path.as_deref() else { continue };
        if let Some(before) = last.insert(path, page).filter(|before| before.file != page.file) {
            let message =
                format!("mdBook makes one page of this file and of `{}`, which replaces it", page.file);
            let found = Diagnostic::new(Code::NotInSummary, message).at(&before.file, 0..0);
            problems.push(found.help("give one of the two another name, or remove it from SUMMARY.md"));
        }
    }
}
