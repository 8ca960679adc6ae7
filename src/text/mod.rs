//! What several stages share about text, and that knows of no page: edits, addresses, names, order.

pub mod address;
pub(crate) mod diff;
mod edit;
pub mod name;
pub(crate) mod natural;
pub(crate) mod url;

pub use edit::{Edit, Edited, Overlap};
