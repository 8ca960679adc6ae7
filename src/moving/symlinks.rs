//! Symbolic links among files that move.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::{MoveError, Moves};
use crate::library::Surveyed;
use crate::source::Source;

/// Refuses a move of a link, and of a file that the book also reads through a link that stays.
///
/// # Errors
/// The link, and what it leads to.
pub(super) fn refuse(before: &Surveyed, source: &Source, moves: &Moves) -> Result<(), (String, MoveError)> {
    let (root, src) = (source.root.join(&source.mdbook.book.src), source.src_prefix());
    for old in moves.old() {
        if let Ok(to) = fs::read_link(root.join(old)) {
            return Err((format!("{src}{old}"), MoveError::Link(to)));
        }
    }
    let moved: Vec<PathBuf> = moves.old().filter_map(|old| root.join(old).canonicalize().ok()).collect();
    let pages = before.catalog.pages.iter().filter_map(|page| page.file.strip_prefix(&src));
    let files: BTreeSet<&str> = before.files().all.iter().map(String::as_str).chain(pages).collect();
    for file in files.into_iter().filter(|file| moves.of(file) == *file) {
        let Some((link, to)) = link(&root, file) else { continue };
        let real = root.join(file).canonicalize();
        if real.is_ok_and(|real| moved.iter().any(|moved| real.starts_with(moved))) {
            return Err((format!("{src}{link}"), MoveError::Linked(to)));
        }
    }
    Ok(())
}

/// The part of a path that is a symbolic link, if one is, and where it leads.
fn link<'p>(root: &Path, path: &'p str) -> Option<(&'p str, PathBuf)> {
    let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
    ends.map(|end| &path[..end]).find_map(|part| Some((part, fs::read_link(root.join(part)).ok()?)))
}
