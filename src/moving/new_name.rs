//! A term and the name that it gets.

use crate::catalog::Taxonomy;
use crate::schema::Schema;
use crate::text::Overlap;
use crate::text::name::term_id;

/// Why a term or an id cannot be renamed in a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum RenameError {
    /// It has both terms, and what it says of each cannot become one.
    #[error("`{old}` and `{new}` cannot become one here; remove `{old}` by hand")]
    Both {
        /// The old name as it is written there.
        old: String,
        /// The new name.
        new: String,
    },
    /// The file would say something else, or could not be read.
    #[error("`{0}` cannot be written here; write it by hand")]
    Unwritable(String),
    /// Another page is called so.
    #[error("`{0}` is the name of another page, or no name")]
    Taken(String),
    /// A bug of the program.
    #[error(transparent)]
    Overlap(#[from] Overlap),
}

/// A term that gets another name.
#[derive(Debug, Clone, Copy)]
pub(super) struct NewName<'n> {
    pub(super) schema: &'n Schema,
    pub(super) taxonomy: &'n Taxonomy,
    /// The term, by its index.
    pub(super) old: usize,
    pub(super) new: &'n str,
}

impl NewName<'_> {
    /// Whether a key is that of the taxonomy, however it is written.
    pub(super) fn is_key(&self, name: &str) -> bool {
        self.schema.get(name).is_some_and(|field| field.name == self.taxonomy.name)
    }

    /// Whether a value means the term.
    pub(super) fn is_old(&self, value: &str) -> bool {
        self.taxonomy.position(value) == Some(self.old)
    }

    /// Whether a value means the term that has the new name already.
    pub(super) fn is_new(&self, value: &str) -> bool {
        let there = self.taxonomy.position(self.new).filter(|at| *at != self.old);
        !self.is_old(value)
            && (term_id(value) == term_id(self.new)
                || there.is_some() && self.taxonomy.position(value) == there)
    }

    /// Of values that mean the term or the new one, those that go, because one of them is enough; by their places.
    pub(super) fn spare(&self, values: &[&str]) -> Vec<usize> {
        let has_new = values.iter().any(|value| self.is_new(value));
        let old = values.iter().enumerate().filter(|(_, value)| self.is_old(value)).map(|(at, _)| at);
        old.skip(usize::from(!has_new)).collect()
    }

    pub(super) fn both(&self, old: &str) -> RenameError {
        RenameError::Both { old: old.to_owned(), new: self.new.to_owned() }
    }
}
