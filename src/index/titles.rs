//! What is shown of pages: their titles, addresses, breadcrumbs and dates, in files of some pages.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shards::json;

/// So many pages have their titles in one file: a single request, of some 17 KB. In larger books ten results may lie in
/// ten files, which must be small then.
const TOGETHER: usize = 768;

/// The pages of one file in larger books.
const APART: usize = 64;

/// How many pages are shown by one file in a book of so many pages.
pub(super) fn chunk_size(pages: usize) -> usize {
    if pages <= TOGETHER { pages.max(1) } else { APART }
}

/// What is shown of a page.
#[derive(Debug, Clone, Default)]
pub(super) struct Shown {
    /// The title for readers.
    pub(super) title: String,
    /// Relative to the root of the HTML.
    pub(super) url: String,
    /// The titles of the chapters above.
    pub(super) breadcrumbs: Vec<String>,
    /// When it was changed, as exact as it was written.
    pub(super) date: String,
}

/// The file: `PatternsPages` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Pages<'a> {
    titles: Vec<&'a str>,
    urls: Vec<&'a str>,
    trails: Vec<&'a [String]>,
    crumbs: Vec<usize>,
    dates: Vec<&'a str>,
    block: usize,
    blocks: &'a str,
    starts: Vec<usize>,
}

/// What every address ends with, which is not written.
const ENDING: &str = ".html";

/// The JSON of some pages. `block` is the number of their first text block, `blocks` the hashes of all of
/// theirs, and `starts` says which is the first of each.
pub(super) fn file(pages: &[Shown], block: usize, blocks: &str, starts: &[usize]) -> String {
    let mut places: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut trails = Vec::new();
    let mut crumbs = Vec::with_capacity(pages.len());
    for page in pages {
        let trail = page.breadcrumbs.as_slice();
        let place = *places.entry(trail).or_insert_with(|| {
            trails.push(trail);
            trails.len() - 1
        });
        crumbs.push(place);
    }
    let dates: Vec<&str> = pages.iter().map(|page| page.date.as_str()).collect();
    json(&Pages {
        titles: pages.iter().map(|page| page.title.as_str()).collect(),
        urls: pages.iter().map(|page| page.url.strip_suffix(ENDING).unwrap_or(&page.url)).collect(),
        trails,
        crumbs,
        dates: if dates.iter().all(|date| date.is_empty()) { Vec::new() } else { dates },
        block,
        blocks,
        starts: differences(starts),
    })
}

/// Each number without the one before it.
fn differences(numbers: &[usize]) -> Vec<usize> {
    let before = std::iter::once(0).chain(numbers.iter().copied());
    numbers.iter().zip(before).map(|(number, before)| number - before).collect()
}
