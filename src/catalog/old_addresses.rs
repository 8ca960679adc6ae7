//! Where pages were before: what still names an old address means the page that has it in `redirect_from`.

use std::collections::HashMap;

use super::redirects::{file_of, old_file};
use crate::page::{Page, PageId};
use crate::text::name::slug;
use crate::text::path::{folder, join, own_name};

/// Old addresses, and the names that pages had by them.
#[derive(Debug, Default)]
pub(super) struct OldAddresses {
    /// By the file of the HTML.
    files: HashMap<String, PageId>,
    /// By the name of the file; `None` where several pages had it.
    names: HashMap<String, Option<PageId>>,
}

impl OldAddresses {
    pub(super) fn add(&mut self, id: PageId, page: &Page) {
        for file in page.fields.list("redirect_from").iter().filter_map(|old| old_file(page, old)) {
            self.add_file(id, file);
        }
    }

    /// A page was at a file of the HTML.
    pub(super) fn add_file(&mut self, id: PageId, file: String) {
        let name = slug(own_name(file.trim_end_matches(".html")));
        self.names
            .entry(name)
            .and_modify(|known| *known = known.filter(|known| *known == id))
            .or_insert(Some(id));
        self.files.entry(file).or_insert(id);
    }

    /// The page that was at a path, with any ending.
    pub(super) fn at(&self, path: &str) -> Option<PageId> {
        self.files.get(&file_of(path)?).copied()
    }

    /// The page that `name` meant when the page at `from` said it: a path, or the name of a file.
    pub(super) fn named(&self, name: &str, from: &str) -> Option<PageId> {
        let name = name.split('#').next().unwrap_or(name);
        if !name.contains('/') && !name.ends_with(".md") {
            return self.names.get(&slug(name)).copied().flatten();
        }
        let path = if name.ends_with(".md") { name.to_owned() } else { format!("{name}.md") };
        let candidates = [join(folder(from), &path), join("", path.trim_start_matches('/'))];
        candidates.into_iter().flatten().find_map(|path| self.at(&path))
    }
}
