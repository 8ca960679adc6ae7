//! The index: what programs read of a book. One struct for each file written.

mod catalog_json;

pub use catalog_json::{
    BookJson, CatalogJson, EntryJson, HeadingJson, LinkJson, SCHEMA_VERSION, TaxonomyJson, TermJson,
};
