//! The index: what programs and the search read of a book. One struct for each file written.
//!
//! ```text
//!  Page + its events ─▶ Document (text) ─┬─▶ blocks ──────────────▶ t*   excerpts
//!                                        ├─▶ tokens ─▶ words ─▶ postings ─▶ shards   w* l*
//!                                        └─▶ titles ──────────────▶ p*
//!  Catalog ─▶ facets ─▶ f*       all of their names ─▶ index       Catalog ─▶ catalog.json
//! ```
//!
//! `theme/patterns-index.d.ts` describes the files of the search, and [`catalog_json`] the one for programs.

mod blocks;
pub mod catalog_json;
mod code;
mod digits;
mod document;
mod engine;
mod facets;
mod fold;
mod gather;
#[cfg(test)]
mod guide_tables;
#[doc(hidden)]
pub mod hot_paths;
mod html_text;
mod impact;
mod junk;
mod postings;
mod publish;
pub(crate) mod redirects;
mod search;
mod shards;
mod stem;
mod text;
mod titles;
mod tokens;
mod words;

pub(crate) use catalog_json::breadcrumbs;
pub use catalog_json::{
    BookJson, CatalogJson, EntryJson, HeadingJson, LinkJson, SCHEMA_FILE, SCHEMA_VERSION, TaxonomyJson,
    TermJson,
};
pub(crate) use publish::Folder;
pub(crate) use search::{Sources, build as search_files};
pub(crate) use text::Collector;

/// The address of the page that mdBook makes of a chapter, from the root of the HTML.
pub(crate) fn address(path: &str) -> String {
    let stem = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let ending = stem.rfind('.').filter(|&at| at > 0).map_or(0, |at| stem.len() - at);
    format!("{}.html", &path[..path.len() - ending])
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn addresses_are_those_of_mdbook() {
        for (path, url) in
            [("a/b.md", "a/b.html"), ("v1.2/x", "v1.2/x.html"), ("a.b.md", "a.b.html"), (".md", ".md.html")]
        {
            assert_eq!(address(path), url);
        }
    }
}
