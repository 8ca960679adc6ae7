//! What is shown of pages: their titles, addresses, breadcrumbs and dates, in files of some pages.

use std::collections::BTreeMap;

use serde::Serialize;

use super::shards::json;

/// The pages of one file. Ten results may lie in ten files: with 250 pages in each they would cost 62 KB,
/// with 50 they cost 19.
pub(super) const CHUNK: usize = 50;

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
    starts: &'a [usize],
}

/// The JSON of some pages. `block` is the number of their first text block, `blocks` the hashes of all of
/// theirs, and `starts` says which is the first of each.
pub(super) fn chunk(pages: &[Shown], block: usize, blocks: &str, starts: &[usize]) -> String {
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
        urls: pages.iter().map(|page| page.url.as_str()).collect(),
        trails,
        crumbs,
        dates: if dates.iter().all(|date| date.is_empty()) { Vec::new() } else { dates },
        block,
        blocks,
        starts,
    })
}
