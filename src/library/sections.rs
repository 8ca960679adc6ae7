//! The numbers of chapters, and the names of those above them, where the book is no longer the one of `SUMMARY.md`.

use mdbook_preprocessor::book::{Book, BookItem};

/// Numbers the chapters again that have a number, and tells each what is above it.
pub(super) fn renumber(book: &mut Book) {
    number(&mut book.items, &[], &[]);
}

fn number(items: &mut [BookItem], above: &[u32], names: &[String]) {
    let mut count = 0;
    for item in items {
        let BookItem::Chapter(chapter) = item else { continue };
        chapter.parent_names = names.to_vec();
        let mut own = Vec::new();
        if chapter.number.is_some() {
            count += 1;
            own = [above, &[count]].concat();
            chapter.number = Some(own.iter().copied().collect());
        }
        let names = [names, std::slice::from_ref(&chapter.name)].concat();
        number(&mut chapter.sub_items, &own, &names);
    }
}
