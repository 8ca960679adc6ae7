//! The pages that a new one comes to stand among.

use std::collections::BTreeMap;

use super::numbering::Numbered;
use crate::library::Library;
use crate::page::Page;
use crate::text::name::slug;
use crate::text::path::{folder, stem};

/// The pages of a type. Where no page says that it is a decision record, those without a type that have a number as such records
/// have it, in the folder that holds most of them; pages of other types are nothing that a name of a file shows.
pub(super) fn of<'l>(library: &'l Library, page_type: &str, is_record: bool) -> Vec<&'l Page> {
    let pages = || library.catalog.authored().filter(|(_, page)| page.path.is_some());
    let types = [page_type.to_owned()];
    let of_type: Vec<&Page> = pages().map(|(_, page)| page).filter(|page| page.is_a(&types)).collect();
    if !of_type.is_empty() || !is_record {
        return of_type;
    }
    let untyped = pages().map(|(_, page)| page).filter(|page| page.page_type().is_none());
    of_one_folder(untyped.filter(|page| has_number_of_record(page)).collect())
}

/// Whether a file is numbered as decision records are: `0012-use-x`, `adr-12-use-x`, and `012-use-x` in a folder of decisions.
/// Chapters have other numbers, and so have errors, years and requests for comments.
fn has_number_of_record(page: &Page) -> bool {
    let path = page.path.as_deref().unwrap_or_default();
    let stem = stem(path).to_lowercase();
    let of_decisions = || {
        let is_one = |word: &str| matches!(word, "adr" | "adrs" | "decision" | "decisions");
        folder(path).split('/').any(|part| slug(part).split('-').any(is_one))
    };
    Numbered::read(&stem).is_some_and(|number| match number.prefix() {
        "" => {
            let digits = number.digits();
            digits.starts_with('0') && (digits.len() == 4 || digits.len() == 3 && of_decisions())
        }
        prefix => prefix.trim_end_matches(['-', '_', ' ', '.', '#']) == "adr",
    })
}

/// Those in the folder that holds most; none where two hold as many.
fn of_one_folder(pages: Vec<&Page>) -> Vec<&Page> {
    let own = |page: &Page| folder(page.path.as_deref().unwrap_or_default()).to_owned();
    let mut sizes: BTreeMap<String, usize> = BTreeMap::new();
    pages.iter().for_each(|page| *sizes.entry(own(page)).or_default() += 1);
    let size = sizes.values().max().copied().unwrap_or_default();
    let mut largest = sizes.into_iter().filter(|(_, of_one)| *of_one == size).map(|(folder, _)| folder);
    let most = largest.next().filter(|_| largest.next().is_none());
    pages.into_iter().filter(|page| Some(own(page)) == most).collect()
}
