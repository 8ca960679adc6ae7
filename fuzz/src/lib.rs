//! What must be true of any input. Each function takes bytes, and panics where it is not.
//!
//! The fuzz targets in `fuzz_targets/` call these, and so do the tests of the project over the committed corpus
//! (`tests/book/properties.rs`), so that they hold on every machine, with or without a fuzzer.

#![allow(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a panic is what a property says no with")]
#![allow(unreachable_pub, dead_code, reason = "the tests of the project take these files as a module")]

mod book;
mod expanding;
mod html;
mod indexing;
mod mending;
mod reading;

pub use expanding::{boxes, directives, mkdocs, page, protocol};
pub use indexing::index;
pub use mending::fix;
pub use reading::front_matter;

/// What holds of any bytes, or panics.
pub type Property = fn(&[u8]);

/// The properties by the names of their targets, which are those of the folders of the corpus.
pub const TARGETS: &[(&str, Property)] = &[
    ("front_matter", front_matter),
    ("boxes", boxes),
    ("mkdocs", mkdocs),
    ("directives", directives),
    ("page", page),
    ("protocol", protocol),
    ("index", index),
    ("fix", fix),
];

/// A text whose lines end with LF: a CR alone ends a line too, that of a fence as well.
fn ended_with_lf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Text of any bytes.
fn text(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}
