//! Pages that are drafts, which builds leave out.

use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use crate::config::{Config, Drafts};
use crate::diagnostic::{Code, Diagnostic};
use crate::page::Page;
use crate::source::{Source, is_served};

/// Whether the library of this book is without its drafts: `mdbook serve` shows them to who writes them.
pub(super) fn are_left_out(source: &Source, config: &Config) -> bool {
    !source.keeps_drafts && are_omitted(source, config)
}

/// Whether readers of this book do not get its drafts.
pub(super) fn are_omitted(source: &Source, config: &Config) -> bool {
    config.drafts == Drafts::Omit && !is_served(&source.mdbook)
}

/// Whether a page is one.
pub(super) fn is_draft(page: &Page) -> bool {
    page.fields.bool("draft")
}

/// Whether a problem of a page is that it says neither yes nor no to being a draft, and so counts as one.
pub(super) fn is_why(found: &Diagnostic, page: &Page) -> bool {
    let Some((place, draft)) = found.place.as_ref().zip(page.fields.get("draft")) else { return false };
    found.code == Code::WrongType && place.span.start == draft.span.start
}

/// Takes the chapters out of the book whose pages are drafts; `pages` are those of its chapters, in order. What is
/// below one moves up to its place.
pub(super) fn take_out(book: &mut Book, pages: &[Page]) {
    let mut is_draft = pages.iter().map(is_draft);
    book.items = kept(std::mem::take(&mut book.items), &mut is_draft);
}

fn kept(items: Vec<BookItem>, is_draft: &mut impl Iterator<Item = bool>) -> Vec<BookItem> {
    let mut all = Vec::new();
    for item in items {
        let BookItem::Chapter(mut chapter) = item else {
            all.push(item);
            continue;
        };
        let is_out = is_draft.next().unwrap_or_default();
        let below = kept(std::mem::take(&mut chapter.sub_items), is_draft);
        if is_out {
            all.extend(below);
        } else {
            all.push(BookItem::Chapter(Chapter { sub_items: below, ..chapter }));
        }
    }
    all
}
