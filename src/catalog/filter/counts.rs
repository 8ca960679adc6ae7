//! How many entries filters let pass, each counted once: a book may ask for the same number on every page.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::Filter;
use crate::catalog::Catalog;

/// The numbers that are known, by the filters as they are written.
#[derive(Debug, Default)]
pub(crate) struct Counts(Mutex<HashMap<String, usize>>);

impl Counts {
    /// How many entries of `catalog`, which is always the same, pass the filter that is written so.
    pub(crate) fn of(&self, written: &str, filter: &Filter, catalog: &Catalog) -> usize {
        // A thread that panicked has left a number out, and none half written.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = known().get(written) {
            return *count;
        }
        let count = filter.entries(catalog).len();
        known().insert(written.to_owned(), count);
        count
    }
}
