//! A folder, and the files below it.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use super::FileError;
use super::staging::{self, Staging};

/// A folder below which files are read and written.
#[derive(Debug)]
pub(crate) struct Root {
    path: PathBuf,
    /// Where it really is; files may be below any of these.
    real: Vec<PathBuf>,
}

impl Root {
    /// The folder at `path`.
    ///
    /// # Errors
    /// A folder that is not there.
    pub(crate) fn of(path: &Path) -> Result<Self, FileError> {
        let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
        let real = path.canonicalize().map_err(|cause| FileError::Read { path: path.to_owned(), cause })?;
        Ok(Self { path: path.to_owned(), real: vec![real] })
    }

    /// The folder at `path`, made if it is not there.
    ///
    /// # Errors
    /// A folder that cannot be made.
    pub(crate) fn made(path: &Path) -> Result<Self, FileError> {
        // Of no path, that is the folder that we are in, `create_dir_all` makes nothing.
        fs::create_dir_all(path).map_err(|cause| FileError::Write { path: path.to_owned(), cause })?;
        Self::of(path)
    }

    /// The book in `path`, whose pages are in `src`: by its name in `book.toml` that may be a folder elsewhere
    /// (`../docs`), which no link could do.
    ///
    /// # Errors
    /// A folder that is not there.
    pub(crate) fn of_book(path: &Path, src: &Path) -> Result<Self, FileError> {
        let mut root = Self::of(path)?;
        if src.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
            root.real.extend(root.path.join(src).canonicalize());
        }
        Ok(root)
    }

    /// Removes what runs that were killed left behind, and finishes what they had begun to put in place. What cannot
    /// be removed stays for a run that may.
    pub(crate) fn recover(&self, src: &Path) {
        staging::recover(&self.path, &|relative| self.resolve(relative).map_err(io::Error::other));
        staging::sweep(&self.path.join(src));
    }

    /// A path below this folder as errors name it.
    pub(crate) fn join(&self, relative: &Path) -> PathBuf {
        self.path.join(relative)
    }

    /// Where the file at a path really is, or would be.
    ///
    /// # Errors
    /// A link on the way that leads out of this folder or nowhere.
    pub(crate) fn resolve(&self, relative: impl AsRef<Path>) -> Result<PathBuf, FileError> {
        let path = self.join(relative.as_ref());
        let there = path.ancestors().find(|part| part.symlink_metadata().is_ok()).unwrap_or(&self.path);
        let real = there.canonicalize().map_err(|cause| match there.is_symlink() {
            true => FileError::LeadsNowhere { link: there.to_owned() },
            false => FileError::Read { path: there.to_owned(), cause },
        })?;
        let missing = path.strip_prefix(there).unwrap_or(Path::new(""));
        let is_below = self.holds(&real) && !missing.components().any(|part| part == Component::ParentDir);
        match is_below {
            // With nothing missing, `join` would add a slash.
            true if missing.as_os_str().is_empty() => Ok(real),
            true => Ok(real.join(missing)),
            false => Err(FileError::LeadsOut { link: self.link(&path) }),
        }
    }

    fn holds(&self, real: &Path) -> bool {
        self.real.iter().any(|root| real.starts_with(root))
    }

    /// The part of a path that leads out.
    fn link(&self, path: &Path) -> PathBuf {
        let parts: Vec<&Path> = path.ancestors().collect();
        let leads_out =
            |part: &&&Path| part.is_symlink() && part.canonicalize().is_ok_and(|real| !self.holds(&real));
        parts.iter().rev().find(leads_out).copied().unwrap_or(path).to_owned()
    }

    /// The text of a file; `None` if there is none.
    ///
    /// # Errors
    /// A file that cannot be read, is not UTF-8, or is elsewhere.
    pub(crate) fn read(&self, relative: impl AsRef<Path>) -> Result<Option<String>, FileError> {
        let path = self.join(relative.as_ref());
        let real = self.resolve(relative)?;
        match crate::file::read_text(&real) {
            Ok(text) => Ok(Some(text)),
            Err(cause) if is_missing(&cause) => Ok(None),
            Err(cause) => Err(FileError::Read { path, cause }),
        }
    }

    /// Writes `text` elsewhere and renames it, so that nobody ever sees half of it. The file keeps its permissions, and
    /// a symbolic link stays one.
    ///
    /// # Errors
    /// What the file system reports, with the path; a file that is elsewhere.
    pub(crate) fn write(&self, relative: impl AsRef<Path>, text: &str) -> Result<(), FileError> {
        self.write_all(&[(relative.as_ref(), text)])
    }

    /// The same, unless the file holds this text already.
    ///
    /// # Errors
    /// As [`Root::write`].
    pub(crate) fn write_changed(&self, relative: impl AsRef<Path>, text: &str) -> Result<(), FileError> {
        let real = self.resolve(&relative)?;
        if fs::read(real).is_ok_and(|found| found == text.as_bytes()) {
            Ok(())
        } else {
            self.write(relative, text)
        }
    }

    /// Writes all these files or none of them. A run that is killed while they are put in place has said so before,
    /// and the next one finishes it.
    ///
    /// # Errors
    /// As [`Root::write`]; what was there before is there again then.
    pub(crate) fn write_all(&self, files: &[(impl AsRef<Path>, &str)]) -> Result<(), FileError> {
        let Some((first, _)) = files.first() else { return Ok(()) };
        let failed = |relative: &Path| {
            let path = self.join(relative);
            move |cause| FileError::Write { path, cause }
        };
        let targets: Vec<PathBuf> =
            files.iter().map(|(relative, _)| self.resolve(relative)).collect::<Result<_, _>>()?;
        let staging = Staging::in_folder(&self.path).map_err(failed(first.as_ref()))?;
        for (number, ((relative, text), target)) in files.iter().zip(&targets).enumerate() {
            staging.put(number, text.as_bytes(), target).map_err(failed(relative.as_ref()))?;
        }
        let relatives: Vec<&Path> = files.iter().map(|(relative, _)| relative.as_ref()).collect();
        staging.announce(&relatives).map_err(failed(first.as_ref()))?;
        staging.place_all(&targets).map_err(|(number, cause)| failed(relatives[number])(cause))
    }
}

fn is_missing(cause: &io::Error) -> bool {
    matches!(cause.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    /// A book beside a folder and a file that do not belong to it.
    fn book() -> (tempfile::TempDir, Root) {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| folder.path().join(path);
        for path in ["book/src/deep", "book/own", "other"] {
            fs::create_dir_all(at(path)).unwrap();
        }
        fs::write(at("other/file.md"), "theirs").unwrap();
        fs::write(at("book/own/file.md"), "mine").unwrap();
        for (to, link) in [
            ("../../other/file.md", "book/src/file.md"),
            ("../../other", "book/src/folder"),
            ("../../other/new.md", "book/src/dangling.md"),
            ("round.md", "book/src/round.md"),
            ("../own/file.md", "book/src/inside.md"),
            ("other", "book/far"),
        ] {
            symlink(to, at(link)).unwrap();
        }
        let root = Root::of(&at("book")).unwrap();
        (folder, root)
    }

    fn said(folder: &Path, error: FileError) -> String {
        error.to_string().replace(&*folder.to_string_lossy(), "")
    }

    #[test]
    fn nothing_is_written_through_a_link_that_leads_out() {
        let (folder, root) = book();
        for (path, link) in [
            ("src/file.md", "src/file.md"),
            ("src/folder/file.md", "src/folder"),
            ("src/folder/new/new.md", "src/folder"),
            ("src/../../other/file.md", "src/../../other/file.md"),
            ("none/../../other/file.md", "none/../../other/file.md"),
        ] {
            let error = root.write(path, "text").unwrap_err();
            let expected = format!(
                "/book/{link} is a symbolic link that leads out of the book, where nothing is read or written; put a copy in its place"
            );
            assert_eq!(said(folder.path(), error), expected);
            assert!(root.read(path).is_err());
        }
        for path in ["src/dangling.md", "src/round.md", "far/x.md"] {
            let error = said(folder.path(), root.write(path, "text").unwrap_err());
            assert!(error.contains(" is a symbolic link that leads nowhere"), "{error}");
        }
        assert_eq!(fs::read_dir(folder.path().join("other")).unwrap().count(), 1);
        assert_eq!(fs::read_to_string(folder.path().join("other/file.md")).unwrap(), "theirs");
    }

    #[test]
    fn a_link_that_stays_inside_stays_a_link() {
        let (folder, root) = book();
        root.write("src/inside.md", "text").unwrap();
        assert!(folder.path().join("book/src/inside.md").is_symlink());
        assert_eq!(fs::read_to_string(folder.path().join("book/own/file.md")).unwrap(), "text");
        assert_eq!(root.read("src/none.md").unwrap(), None);
        assert_eq!(root.read("own/file.md/x").unwrap(), None);
    }

    #[test]
    fn pages_may_be_where_book_toml_says() {
        let (folder, _) = book();
        let root = Root::of_book(&folder.path().join("book"), Path::new("../other")).unwrap();
        root.write("../other/file.md", "text").unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("other/file.md")).unwrap(), "text");
    }

    #[test]
    fn all_files_are_written_or_none() {
        let (folder, root) = book();
        fs::create_dir_all(folder.path().join("book/taken/x")).unwrap();
        let files = [("own/file.md", "new"), ("own/more.md", "new"), ("taken", "new")];
        let error = said(folder.path(), root.write_all(&files).unwrap_err());
        assert!(error.starts_with("cannot write /book/taken: "), "{error}");
        assert_eq!(root.read("own/file.md").unwrap().as_deref(), Some("mine"));
        assert_eq!(root.read("own/more.md").unwrap(), None);
        root.write_all(&files[..2]).unwrap();
        assert_eq!(root.read("own/file.md").unwrap().as_deref(), Some("new"));
        let left = fs::read_dir(folder.path().join("book")).unwrap();
        let left: Vec<_> = left.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        assert!(!left.iter().any(|name| name.starts_with('.')), "{left:?}");
    }
}
