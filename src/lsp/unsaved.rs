//! The text of a page that is not saved yet, in the book.

use std::path::Path;

use mdbook_preprocessor::book::BookItem;

use crate::source::Source;
use crate::text::path::slashes;

/// Puts the text of a page into the book; whether it is one.
pub(super) fn put(source: &mut Source, file: &str, text: &str) -> bool {
    let src = slashes(&source.mdbook.book.src);
    let text = text.trim_start_matches('\u{feff}');
    let mut is_page = false;
    source.book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item
            && let Some(path) = &chapter.source_path
            && slashes(&Path::new(&src).join(path)) == file
        {
            text.clone_into(&mut chapter.content);
            is_page = true;
        }
    });
    is_page
}
