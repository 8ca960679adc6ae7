//! Attribute lists at the ends of cells, terms and items.

use std::ops::Range;

use crate::source::dialect::attributes::{self, Attributes};

/// A list with the text that it belongs to.
pub(in crate::migrate) struct CellList {
    pub(in crate::migrate) text: Range<usize>,
    pub(in crate::migrate) list: Range<usize>,
    /// What it says; `None` where that are no attributes to the book.
    pub(in crate::migrate) says: Option<Attributes>,
}

/// The list that a cell or a term ends in: with a space before it.
pub(in crate::migrate) fn in_cell(text: &str, cell: Range<usize>) -> Option<CellList> {
    let inner = text[cell.clone()].trim_matches(['|', ' ', '\t', '\n', '\r']);
    let start = cell.start + text[cell].find(inner)?;
    // What is between the first and the last bracket is one list to MkDocs, or none.
    let is_list = |at: &usize| {
        let rest = &inner[at + 1..];
        rest.ends_with('}') && !rest.ends_with("\\}") && !rest[..rest.len() - 1].contains(['{', '}'])
    };
    let at = inner.find(" {").map(|at| at + 1).filter(is_list)?;
    let body = inner[at + 1..inner.len() - 1].trim_start_matches(':').trim();
    if body.is_empty() || body.starts_with('%') {
        return None;
    }
    let says = attributes::read(&inner[at..]).filter(|(_, length)| at + length == inner.len());
    let end = start + inner[..at].trim_end().len();
    Some(CellList {
        text: start..end,
        list: start + at..start + inner.len(),
        says: says.map(|(says, _)| says),
    })
}

/// The ids that the lists of these cells give.
pub(super) fn ids(text: &str, cells: &[Range<usize>]) -> Vec<String> {
    let says = cells.iter().filter_map(|cell| in_cell(text, cell.clone())?.says);
    says.flat_map(|says| says.allowed).filter(|one| one.name == "id").map(|one| one.value).collect()
}
