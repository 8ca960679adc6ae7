//! The index: what programs and the search read of a book. One struct for each file written.
//!
//! ```text
//!  Page + its events ─▶ Document (text) ─┬─▶ blocks ──────────────▶ t*   excerpts
//!                                        ├─▶ tokens ─▶ words ─▶ postings ─▶ shards   w* l*
//!                                        └─▶ titles ──────────────▶ p*
//!  Catalog ─▶ facets, measures ─▶ f* m*     language ─▶ e*     all of their names ─▶ index     Catalog ─▶ catalog.json
//! ```
//!
//! `theme/patterns-index.d.ts` describes the files of the search, and [`catalog_json`] the one for programs.

mod batch;
mod blocks;
pub mod catalog_json;
mod code;
mod digits;
mod document;
mod engine;
mod facets;
mod fold;
mod front_coding;
#[cfg(test)]
mod guide_tables;
#[doc(hidden)]
pub mod hot_paths;
mod html_text;
mod impact;
mod junk;
mod language;
mod measures;
mod pieces;
mod postings;
mod publish;
pub(crate) mod redirects;
mod said;
mod search;
mod section;
mod shards;
mod shortened;
mod sources;
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
pub(crate) use digits::hash;
pub use publish::FOLDER;
pub(crate) use publish::Folder;
pub(crate) use search::{build as search_files, leaves_out};
pub(crate) use sources::Sources;
pub(crate) use text::Collector;
