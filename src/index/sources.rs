//! What the index is made of.

use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::config::{Config, IndexConfig};
use crate::library::Panics;
use crate::page::{Directive, PageId};
use crate::source::dialect::Icons;

/// What the index is made of.
pub(crate) struct Sources<'a> {
    /// All pages.
    pub(crate) catalog: &'a Catalog,
    /// The configuration of the pages.
    pub(crate) config: &'a Config,
    /// The configuration of the index.
    pub(crate) index: &'a IndexConfig,
    /// `book.language`.
    pub(crate) language: Option<&'a str>,
    /// `output.html.code.hidelines`.
    pub(crate) hidden_lines: &'a HashMap<String, String>,
    /// The icons of a book in MkDocs' syntax.
    pub(crate) icons: Option<&'a Icons>,
    /// What a directive says within a line of a page.
    pub(crate) said: &'a (dyn Fn(PageId, &Directive) -> String + Sync),
    /// What panics cost.
    pub(crate) panics: &'a Panics,
}
