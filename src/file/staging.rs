//! Where files are until they are whole: in a folder beside `book.toml`, which mdBook does not publish.
//!
//! ```text
//!  .patterns-unfinished-a1b2c3/
//!    lock         held by the run that writes; the system lets it go when that run ends, however it ends
//!    0, 1, ...    the files
//!    places.json  where they go: once it is there, all of them go there, now or in the next run
//! ```

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// How the names start of what is not whole yet.
const UNFINISHED: &str = ".patterns-unfinished-";

/// What is in such a folder beside the files.
const LOCK: &str = "lock";
const PLACES: &str = "places.json";

/// From a path of the book to where its file really is.
type Resolve<'a> = dyn Fn(&Path) -> io::Result<PathBuf> + 'a;

/// The folder of a run, removed when it is done.
pub(super) struct Staging {
    // Before the folder, which some systems remove only when nobody has a file of it open.
    _lock: File,
    folder: TempDir,
}

impl Staging {
    pub(super) fn in_folder(folder: &Path) -> io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(folder).map_err(without_path)?;
        let lock = File::create(folder.path().join(LOCK))?;
        lock.lock()?;
        Ok(Self { _lock: lock, folder })
    }

    fn file(&self, number: usize) -> PathBuf {
        self.folder.path().join(number.to_string())
    }

    /// Writes a file that is to replace `target`, with its permissions.
    pub(super) fn put(&self, number: usize, text: &[u8], target: &Path) -> io::Result<()> {
        let mut file = File::create(self.file(number))?;
        file.write_all(text)?;
        if let Ok(metadata) = fs::metadata(target) {
            file.set_permissions(metadata.permissions())?;
        }
        file.sync_all()
    }

    /// Says where the files go; from here on they do. One file alone needs no word: renaming it is one step.
    pub(super) fn announce(&self, places: &[&Path]) -> io::Result<()> {
        if places.len() < 2 {
            return Ok(());
        }
        let draft = self.folder.path().join("draft");
        let mut file = File::create(&draft)?;
        file.write_all(&serde_json::to_vec(places)?)?;
        file.sync_all()?;
        fs::rename(draft, self.folder.path().join(PLACES))
    }

    /// Puts all files in their places. If one cannot go there, what was there before is put back.
    ///
    /// # Errors
    /// The number of that file, and what the file system says.
    pub(super) fn place_all(&self, targets: &[PathBuf]) -> Result<(), (usize, io::Error)> {
        let mut before = Vec::new();
        for (number, target) in targets.iter().enumerate() {
            let old = if targets.len() > 1 { fs::read(target).ok() } else { None };
            if let Err(cause) = place(&self.file(number), target) {
                self.put_back(before);
                return Err((number, cause));
            }
            before.push((target, old));
        }
        Ok(())
    }

    fn put_back(&self, before: Vec<(&PathBuf, Option<Vec<u8>>)>) {
        let _ = fs::remove_file(self.folder.path().join(PLACES));
        for (number, (target, old)) in before.into_iter().enumerate() {
            let _ = match old {
                Some(old) => self.put(number, &old, target).and_then(|()| place(&self.file(number), target)),
                None => fs::remove_file(target),
            };
        }
    }
}

/// Renames a file to its place. Where that is on another disk it is copied first, under a name that mdBook does not
/// publish either.
fn place(file: &Path, target: &Path) -> io::Result<()> {
    let folder = target.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    match fs::rename(file, target) {
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let mut builder = tempfile::Builder::new();
            let near = builder.prefix(UNFINISHED).suffix(".md").tempfile_in(folder).map_err(without_path)?;
            fs::copy(file, near.path())?;
            near.as_file().sync_all()?;
            near.persist(target)?;
            Ok(())
        }
        result => result,
    }
}

/// Ends what runs that were killed have begun in a folder; `resolve` says where a file of theirs goes. Runs that are at
/// work hold their lock, and are left alone.
pub(super) fn recover(folder: &Path, resolve: &Resolve<'_>) {
    for folder in unfinished(folder) {
        if !folder.is_dir() || folder.is_symlink() {
            let _ = fs::remove_file(&folder);
            continue;
        }
        match File::open(folder.join(LOCK)) {
            Ok(lock) if lock.try_lock().is_err() => continue,
            // Killed before it had written anything, or about to.
            Err(_) => drop(fs::remove_dir(&folder)),
            Ok(lock) if finish(&folder, resolve).is_ok() => {
                drop(lock);
                drop(fs::remove_dir_all(&folder));
            }
            Ok(_) => {}
        }
    }
}

/// Puts what a run had announced in its place.
fn finish(folder: &Path, resolve: &Resolve<'_>) -> io::Result<()> {
    let Ok(places) = fs::read(folder.join(PLACES)) else { return Ok(()) };
    let places: Vec<PathBuf> = serde_json::from_slice(&places)?;
    for (number, relative) in places.iter().enumerate() {
        let file = folder.join(number.to_string());
        // What is not there any more is in its place.
        if file.is_file() && !file.is_symlink() {
            place(&file, &resolve(relative)?)?;
        }
    }
    Ok(())
}

/// Removes unfinished files from a folder and all below it.
pub(crate) fn sweep(folder: &Path) {
    for file in unfinished(folder) {
        let _ = fs::remove_file(file);
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        if !is_hidden && entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            sweep(&entry.path());
        }
    }
}

fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let is_ours = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes());
    entries.filter(|entry| is_ours(&entry.file_name())).map(|entry| entry.path()).collect()
}

/// An error of making a temporary file without its name, which says nothing to anybody and is another each time.
fn without_path(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Root;
    use super::*;

    /// A book in which a run was killed: its folder, and the files it had written.
    fn killed(announced: Option<&[&str]>) -> (tempfile::TempDir, Root) {
        let book = tempfile::tempdir().unwrap();
        fs::create_dir(book.path().join("src")).unwrap();
        fs::write(book.path().join("src/SUMMARY.md"), "old").unwrap();
        let folder = book.path().join(".patterns-unfinished-abc");
        fs::create_dir(&folder).unwrap();
        for (name, text) in [("lock", ""), ("0", "page"), ("1", "new")] {
            fs::write(folder.join(name), text).unwrap();
        }
        if let Some(places) = announced {
            fs::write(folder.join(PLACES), serde_json::to_string(places).unwrap()).unwrap();
        }
        let root = Root::of(book.path()).unwrap();
        (book, root)
    }

    fn left(book: &Path) -> Vec<PathBuf> {
        unfinished(book)
    }

    #[test]
    fn what_was_announced_is_finished_and_the_rest_goes() {
        let (book, root) = killed(Some(&["src/zed.md", "src/SUMMARY.md"]));
        // The page was in its place already.
        fs::rename(book.path().join(".patterns-unfinished-abc/0"), book.path().join("src/zed.md")).unwrap();
        root.recover(Path::new("src"));
        assert_eq!(root.read("src/SUMMARY.md").unwrap().as_deref(), Some("new"));
        assert_eq!(root.read("src/zed.md").unwrap().as_deref(), Some("page"));
        assert_eq!(left(book.path()), Vec::<PathBuf>::new());

        let (book, root) = killed(None);
        fs::write(book.path().join("src/.patterns-unfinished-x"), "half").unwrap();
        root.recover(Path::new("src"));
        assert_eq!(root.read("src/SUMMARY.md").unwrap().as_deref(), Some("old"));
        assert_eq!(root.read("src/zed.md").unwrap(), None);
        assert_eq!((left(book.path()), left(&book.path().join("src"))), (Vec::new(), Vec::new()));
    }

    #[test]
    fn nothing_is_finished_outside() {
        let (book, root) = killed(Some(&["../zed.md", "src/SUMMARY.md"]));
        root.recover(Path::new("src"));
        assert!(!book.path().join("../zed.md").exists());
        assert_eq!(root.read("src/SUMMARY.md").unwrap().as_deref(), Some("old"));
    }

    #[test]
    fn a_run_that_is_at_work_is_left_alone() {
        let (book, root) = killed(None);
        let lock = File::open(book.path().join(".patterns-unfinished-abc/lock")).unwrap();
        lock.lock().unwrap();
        root.recover(Path::new("src"));
        assert_eq!(left(book.path()).len(), 1);
        drop(lock);
        root.recover(Path::new("src"));
        assert_eq!(left(book.path()).len(), 0);
    }
}
