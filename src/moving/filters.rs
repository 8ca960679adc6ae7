//! A term in the filters of directives and of book.toml.

use std::ops::Range;

use super::new_name::NewName;
use crate::catalog::values_said;

/// The bytes of each value of a filter that means the term.
pub(super) fn values<'f>(
    filter: &'f str,
    name: &NewName<'f>,
) -> impl Iterator<Item = Range<usize>> + use<'f> {
    let name = *name;
    values_said(filter).into_iter().filter_map(move |(field, value)| {
        let is_it = name.is_key(&field) && name.taxonomy.named(&value.text()) == Some(name.old);
        is_it.then(|| value.span())
    })
}
