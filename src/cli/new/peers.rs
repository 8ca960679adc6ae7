//! The pages that a new one comes to stand among.

use std::collections::BTreeMap;

use super::numbering::Numbered;
use crate::library::Library;
use crate::page::Page;
use crate::text::path::{folder, stem};

/// The pages of a type. Where no page says that it has the type, those without a type that the book lists by their paths, or,
/// of decision records, those with a number as such records have it: of either the ones in the folder that holds most.
pub(super) fn of<'l>(library: &'l Library, page_type: &str, is_record: bool) -> Vec<&'l Page> {
    let pages = || library.catalog.authored().filter(|(_, page)| page.path.is_some());
    let types = [page_type.to_owned()];
    let of_type: Vec<&Page> = pages().map(|(_, page)| page).filter(|page| page.is_a(&types)).collect();
    if !of_type.is_empty() {
        return of_type;
    }
    let are_listed_by_path = !library.config.entries.paths.is_empty();
    let untyped = pages().filter(|(_, page)| page.page_type().is_none());
    let untyped = untyped.filter(|(id, page)| match are_listed_by_path {
        true => library.catalog.is_entry(*id),
        false => is_record && has_number_of_record(page),
    });
    of_one_folder(untyped.map(|(_, page)| page).collect())
}

/// Whether a file is numbered as decision records are: `0012-use-x`, `adr-12-use-x`. Chapters have shorter numbers.
fn has_number_of_record(page: &Page) -> bool {
    let stem = stem(page.path.as_deref().unwrap_or_default()).to_lowercase();
    Numbered::read(&stem).is_some_and(|number| number.digits() > 2 || stem.starts_with("adr"))
}

/// Those in the folder that holds most.
fn of_one_folder(pages: Vec<&Page>) -> Vec<&Page> {
    let own = |page: &Page| folder(page.path.as_deref().unwrap_or_default()).to_owned();
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    pages.iter().for_each(|page| *sizes.entry(own(page)).or_default() += 1);
    let most = sizes.iter().max_by_key(|(_, size)| **size).map(|(folder, _)| folder.clone());
    pages.into_iter().filter(|page| Some(own(page)) == most).collect()
}
