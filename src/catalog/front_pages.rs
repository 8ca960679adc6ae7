//! Pages that open a folder of others: they list the others, and do not belong to them.

use std::collections::HashSet;

use crate::page::Page;
use crate::text::path::{folder, is_index};

/// The folders that hold more than the page that opens them. A folder with nothing else in it is that page.
pub(super) struct FilledFolders<'p>(HashSet<&'p str>);

impl<'p> FilledFolders<'p> {
    pub(super) fn of(pages: &'p [Page]) -> Self {
        let mut filled = HashSet::new();
        for path in pages.iter().filter(|page| !page.generated).filter_map(|page| page.path.as_deref()) {
            let own = folder(path);
            // A front page fills the folder above its own.
            let mut at = if !is_index(path) { Some(own) } else { (!own.is_empty()).then(|| folder(own)) };
            while let Some(name) = at {
                if !filled.insert(name) {
                    break;
                }
                at = (!name.is_empty()).then(|| folder(name));
            }
        }
        Self(filled)
    }

    /// Whether a page opens one of them.
    pub(super) fn are_opened_by(&self, path: &str) -> bool {
        is_index(path) && self.0.contains(folder(path))
    }
}
