//! Files of a book: read and written below its root and nowhere else, whole or not at all, with their path in every
//! error.
//!
//! Whoever writes has a [`Root`] and says where below it. A symbolic link that leads out of the root is an error, since
//! a link in somebody's contribution must not make an author's command change another file of theirs.

mod root;
mod staging;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

pub(crate) use root::Root;
pub(crate) use staging::sweep;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::path::slashes;

/// What is wrong with a file.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It cannot be read.
    #[error("cannot read {}: {cause}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        cause: io::Error,
    },
    /// It cannot be written.
    #[error("cannot write {}: {cause}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the file system says.
        cause: io::Error,
    },
    /// A part of its path leads elsewhere.
    #[error(
        "{} is a symbolic link that leads out of the book, where nothing is read or written; put a copy in its place",
        link.display()
    )]
    LeadsOut {
        /// The link.
        link: PathBuf,
    },
    /// A part of its path leads to nothing.
    #[error("{} is a symbolic link that leads nowhere; delete it", link.display())]
    LeadsNowhere {
        /// The link.
        link: PathBuf,
    },
}

impl FileError {
    /// The same as a problem of the book in `root`, with the file named as all problems name it.
    pub(crate) fn problem(&self, code: Code, root: &Path) -> Diagnostic {
        let (path, what, help) = match self {
            Self::Read { path, cause } | Self::Write { path, cause } => (path, said(cause), None),
            Self::LeadsOut { link } => (
                link,
                "is a symbolic link that leads out of the book, and is not read".to_owned(),
                Some("put a copy of the file in its place"),
            ),
            Self::LeadsNowhere { link } => {
                (link, "is a symbolic link that leads nowhere".to_owned(), Some("delete it"))
            }
        };
        let file = slashes(path.strip_prefix(root).unwrap_or(path));
        let found = Diagnostic::new(code, format!("`{file}` {what}")).at(&file, 0..0);
        found.maybe_help(help.map(str::to_owned))
    }
}

/// Whether a new path is another spelling of an old one for a file system that takes both for one, as those of macOS and
/// Windows take `a.md` and `A.md`. Then nothing is in the way of the file.
pub(crate) fn is_respelled(old: &Path, new: &Path) -> bool {
    let lower = |path: &Path| path.to_string_lossy().to_lowercase();
    let real = |path: &Path| path.canonicalize().ok();
    old != new && lower(old) == lower(new) && real(old).is_some() && real(old) == real(new)
}

/// The text of a file. All that reads what somebody brings comes through here: a pipe is no file, and whoever reads one
/// waits for somebody to write to it.
pub(crate) fn read_text(path: &Path) -> io::Result<String> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() && !found.is_dir() => Err(io::Error::other("it is a pipe or a device")),
        _ => fs::read_to_string(path),
    }
}

/// A file that cannot be read, named relative to the book's root.
pub(crate) fn unreadable(file: &str, cause: &io::Error) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, format!("`{file}` {}", said(cause))).at(file, 0..0)
}

fn said(cause: &io::Error) -> String {
    match cause.kind() {
        io::ErrorKind::InvalidData => "is not UTF-8 text".to_owned(),
        _ => format!("cannot be read: {cause}"),
    }
}
