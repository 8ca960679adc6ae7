//! The edits of a book, by page.

use std::collections::BTreeMap;

use crate::page::PageId;
use crate::text::Edit;

/// The edits of each page that has any. Those of one page never overlap. Pages are known by their ids, which stay the same from
/// the catalog on: all chapters are in the book before it is made.
#[derive(Debug, Clone, Default)]
pub struct Edits(BTreeMap<PageId, Vec<Edit>>);

impl Edits {
    /// The edits of a page, in no order but that insertions at one byte keep theirs.
    pub fn of(&self, page: PageId) -> &[Edit] {
        self.0.get(&page).map_or(&[], Vec::as_slice)
    }

    /// Takes the edits of a page out.
    pub(crate) fn take(&mut self, page: PageId) -> Vec<Edit> {
        self.0.remove(&page).unwrap_or_default()
    }

    pub(crate) fn set(&mut self, page: PageId, edits: Vec<Edit>) {
        if !edits.is_empty() {
            self.0.insert(page, edits);
        }
    }

    #[cfg(test)]
    pub(crate) fn push(&mut self, page: PageId, edit: Edit) {
        self.0.entry(page).or_default().push(edit);
    }

    /// Puts a text before everything else on a page.
    pub(crate) fn put_first(&mut self, page: PageId, text: String) {
        self.0.entry(page).or_default().insert(0, Edit::insert(0, text));
    }
}
