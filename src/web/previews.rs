//! What links to entries show before anybody follows them: titles, descriptions and badges. A page loads one of these
//! files when a reader rests on a link. `theme/preview/box.js` reads them. Terms are named and not counted: a file of an
//! earlier build may still be in a browser's memory.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Web;
use super::about::{About, described};
use super::files::Files;
use crate::catalog::script_data::{TaxonomyData, TermData};
use crate::file::FileError;
use crate::index::FOLDER;
use crate::page::{Page, PageId};
use crate::text::path;

/// So many entries have their previews in one file, of some 15 KB.
const TOGETHER: usize = 64;

/// The most badges, as calm as a card.
const BADGES: usize = 4;

/// `PatternsPreviewManifest` in `theme/patterns-index.d.ts`.
#[derive(Debug, Serialize)]
struct Manifest<'a> {
    files: usize,
    taxonomies: Vec<TaxonomyData<'a, TermData<'a>>>,
}

/// `PatternsPreviewEntry` there.
#[derive(Debug, Serialize)]
struct Preview {
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<(String, String)>,
}

/// Writes the manifest, which says that there are none where the book wants none, and the previews.
pub(super) fn write(web: &Web<'_>, files: &Files<'_>) -> Vec<FileError> {
    let catalog = &web.library.catalog;
    let entries = if web.config().previews { catalog.entries.as_slice() } else { &[] };
    let count = entries.len().div_ceil(TOGETHER);
    let mut parts: Vec<BTreeMap<String, Preview>> = Vec::new();
    parts.resize_with(count, BTreeMap::new);
    for &id in entries {
        let page = &catalog.pages[id];
        if let Some(path) = page.path.as_deref().filter(|_| !web.expander.is_draft(id)) {
            let file = path::html(path);
            let shown =
                web.panics.guarded(&page.file, "write the preview of this page", || preview(web, id, page));
            parts[place(&file, count)].extend(shown.map(|shown| (file, shown)));
        }
    }
    let taxonomies = catalog.taxonomies.iter().filter(|_| count > 0);
    let taxonomies = taxonomies
        .map(|taxonomy| TaxonomyData::new(taxonomy, taxonomy.terms.iter().map(TermData::new).collect()));
    let manifest = Manifest { files: count, taxonomies: taxonomies.collect() };
    let put = |name: &str, json: serde_json::Result<String>| {
        // Texts, numbers and lists are always JSON.
        let json = json.unwrap_or_default();
        files.replace(&format!("{FOLDER}/{name}.js"), &format!("patternsIndex({json});\n")).err()
    };
    let first = put("preview", serde_json::to_string(&manifest));
    let rest = parts.iter().enumerate();
    let rest = rest.filter_map(|(at, part)| put(&format!("preview-{at}"), serde_json::to_string(part)));
    first.into_iter().chain(rest).collect()
}

fn preview(web: &Web<'_>, id: PageId, page: &Page) -> Preview {
    let shown = web.library.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.has_badges());
    let terms = shown.flat_map(|taxonomy| {
        let ids = taxonomy.uses(id).iter().map(|used| taxonomy.terms[used.term].id.clone());
        ids.map(|id| (taxonomy.key(), id))
    });
    Preview {
        title: About::title_of(page),
        description: described(page),
        terms: terms.take(BADGES).collect(),
    }
}

/// The file that a page is in; the script counts in the same way (FNV-1a in 32 bits).
fn place(file: &str, count: usize) -> usize {
    let hash =
        file.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    hash as usize % count
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `tests/browser/preview.test.mjs` has the same numbers.
    #[test]
    fn the_script_finds_what_is_written() {
        let places = ["a.html", "deep/b.html", "é/日本.html", "index.html"].map(|file| place(file, 1000));
        assert_eq!(places, [971, 525, 445, 90]);
    }
}
