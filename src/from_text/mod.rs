//! What the text of a page says of its fields: the labels, tables and sections that a page without front matter has in
//! place of it.
//!
//! ```text
//!  page ─▶ blocks ─▶ candidates ─▶ (schema, taxonomies, relations) ─▶ values, each with its place
//! ```
//!
//! `lift` writes the values into the front matter. A build takes them as they are, where the book says `read-text`.

mod blocks;
mod drawn;
mod find;
mod header;
mod html;
mod label;
mod line;
mod node;
mod said;
mod value;

pub(crate) use blocks::{Blocks, NodeCollector};
pub(crate) use drawn::repeats;
pub(crate) use find::{Candidate, Sections, candidates};
pub(crate) use said::Said;
pub(crate) use value::{Refused, Values};
