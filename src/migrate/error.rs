//! Why a site cannot become a book.

use std::error::Error;
use std::io;
use std::path::Path;

/// Why a site cannot become a book.
#[derive(Debug, thiserror::Error)]
pub(crate) enum MigrateError {
    /// The file system refuses something.
    #[error("{what}")]
    File {
        /// What was to be done, with the path.
        what: String,
        /// What the file system says.
        source: io::Error,
    },
    /// The site, or the folder of the book, is not as it must be: what is wrong, and what helps.
    #[error("{0}")]
    Refused(String),
    /// The configuration that was made for the book cannot be read.
    #[error("the configuration that was made cannot be read")]
    Made(#[source] Box<dyn Error + Send + Sync>),
    /// What was to be added to the book failed.
    #[error(transparent)]
    Finish(Box<dyn Error + Send + Sync>),
}

pub(super) type Result<T> = std::result::Result<T, MigrateError>;

impl MigrateError {
    /// Something cannot be done with a path: `cannot read`.
    pub(super) fn file(what: &str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let what = format!("{what} {}", path.display());
        |source| Self::File { what, source }
    }

    pub(super) fn refused<T>(why: impl Into<String>) -> Result<T> {
        Err(Self::Refused(why.into()))
    }
}
