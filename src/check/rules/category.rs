//! Entries without a category, where most of their type have one.

use std::collections::BTreeMap;

use crate::check::Checked;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::PageId;

pub(super) fn book(book: &Checked, problems: &mut Vec<Diagnostic>) {
    let Some(category) = book.catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == "category") else {
        return;
    };
    let mut by_type: BTreeMap<&str, Vec<PageId>> = BTreeMap::new();
    for &id in &book.catalog.entries {
        by_type.entry(book.page(id).page_type().unwrap_or_default()).or_default().push(id);
    }
    for ids in by_type.values() {
        let without = ids.iter().filter(|id| category.uses(**id).is_empty());
        if without.clone().count() * 2 >= ids.len() {
            continue;
        }
        for id in without {
            let page = book.page(*id);
            let line = page.text.find('\n').unwrap_or(page.text.len());
            problems.push(
                Diagnostic::new(Code::NoCategory, format!("`{}` is in no category", page.title()))
                    .about("category")
                    .at(&page.file, 0..line)
                    .help("add `category: ...`, as most pages like it have; readers filter by it"),
            );
        }
    }
}
