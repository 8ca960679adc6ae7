//! The folder of the book that a command is about, and how its files are named where the command runs.

use std::env;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result};

use crate::source::folder::FolderError;
use crate::text::path::slashes;

/// The folder of a book.
#[derive(Debug, Clone)]
pub(super) struct BookFolder {
    /// Where the command runs.
    here: PathBuf,
    /// The folder, from the root of the file system.
    full: PathBuf,
}

impl BookFolder {
    /// The book in `path`, or the one in the nearest folder above it, as cargo and git look for theirs. `path` may be a
    /// file of the book.
    ///
    /// # Errors
    /// A path that is not there, or that no book is above of.
    pub(super) fn find(path: &Path) -> Result<Self> {
        let found = Self::at(path)?;
        let holds_book = |folder: &&Path| folder.join("book.toml").symlink_metadata().is_ok();
        match found.full.ancestors().find(holds_book).filter(|_| found.full.exists()) {
            Some(folder) => Ok(Self { full: folder.to_owned(), ..found }),
            None => Err(FolderError::NoBook(path.to_owned()).into()),
        }
    }

    /// The folder `path`, whatever is in it.
    ///
    /// # Errors
    /// What the system says of the folder that the command runs in.
    pub(super) fn at(path: &Path) -> Result<Self> {
        let here = env::current_dir().context("cannot find the current folder")?;
        let full = full(&here, path);
        Ok(Self { here, full })
    }

    /// The folder, as it is named where the command runs.
    pub(super) fn path(&self) -> PathBuf {
        let path = between(&self.here, &self.full);
        if path.as_os_str().is_empty() { PathBuf::from(".") } else { path }
    }

    /// A file of the book, as it is named where the command runs: with `/` between its parts.
    pub(super) fn shown(&self, file: impl AsRef<Path>) -> String {
        slashes(&between(&self.here, &clean(&self.full.join(file))))
    }

    /// The same book for a job of GitHub, which looks for files from the repository, wherever the command runs.
    pub(super) fn in_repository(&self) -> Self {
        let repository = env::var_os("GITHUB_WORKSPACE").map(|path| full(&self.here, Path::new(&path)));
        let here = repository.filter(|repository| self.full.starts_with(repository));
        Self { here: here.unwrap_or_else(|| self.here.clone()), full: self.full.clone() }
    }

    /// A path that was named where the command runs, as the book names it, whether it is there or not.
    pub(super) fn named(&self, path: &Path) -> String {
        slashes(&between(&self.full, &full(&self.here, path)))
    }

    /// A file or folder that was named where the command runs, as the book names it: relative to its folder.
    ///
    /// # Errors
    /// A file that does not exist.
    pub(super) fn file(&self, path: &Path) -> Result<String> {
        let named = full(&self.here, path);
        named.symlink_metadata().with_context(|| format!("cannot read {}", path.display()))?;
        Ok(slashes(&between(&self.full, &named)))
    }
}

/// A path from the root of the file system. What leads up from a symbolic link leads up from where it really is.
fn full(here: &Path, path: &Path) -> PathBuf {
    let joined = here.join(path);
    let cleaned = clean(&joined);
    match (cleaned.canonicalize(), joined.canonicalize()) {
        (Ok(cleaned_really), Ok(really)) if cleaned_really != really => really,
        // By another name of the folder that we are in, it is below it all the same.
        (Ok(really), Ok(_)) if !cleaned.starts_with(here) && really.starts_with(here) => really,
        _ => cleaned,
    }
}

/// A path without `.` and `..`.
fn clean(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                path.pop();
            }
            part => path.push(part),
        }
        path
    })
}

/// The way from a folder to a path, both from the root; the path itself where there is no way, to another drive.
fn between(from: &Path, to: &Path) -> PathBuf {
    let same = from.components().zip(to.components()).take_while(|(a, b)| a == b).count();
    if same == 0 {
        return to.to_owned();
    }
    let up = from.components().skip(same).map(|_| Component::ParentDir);
    up.chain(to.components().skip(same)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_related_to_the_folder_of_the_command() {
        let shown = |here: &str, full: &str, file: &str| {
            BookFolder { here: here.into(), full: full.into() }.shown(file)
        };
        for (here, full, file, expected) in [
            ("/w", "/w", "src/a.md", "src/a.md"),
            ("/w", "/w/docs", "src/a.md", "docs/src/a.md"),
            ("/w/docs/src", "/w/docs", "src/a.md", "a.md"),
            ("/w/docs/src/deep", "/w/docs", "src/a.md", "../a.md"),
            ("/w/docs/src", "/w/docs", "book.toml", "../book.toml"),
            ("/x", "/w/docs", "src/a.md", "../w/docs/src/a.md"),
            ("/w", "/w/docs", "../pages/a.md", "pages/a.md"),
            ("/w", "/w/docs", "./a.md", "docs/a.md"),
        ] {
            assert_eq!(shown(here, full, file), expected, "{here} {full} {file}");
        }
        let at = |here: &str, full: &str| BookFolder { here: here.into(), full: full.into() }.path();
        assert_eq!(at("/w", "/w"), Path::new("."));
        assert_eq!(at("/w/a", "/w"), Path::new(".."));
    }
}
