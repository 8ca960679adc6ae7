//! What several stages share about text, and that knows of no page: edits, paths, addresses, names, what words match, order.

pub mod address;
pub(crate) mod diff;
mod edit;
pub(crate) mod fold;
pub mod markdown;
pub(crate) mod matching;
pub mod name;
pub(crate) mod natural;
pub(crate) mod path;
pub mod words;

pub use edit::{Edit, Edited, Overlap};
