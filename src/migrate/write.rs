//! Writing the book: whole or not at all. It is written into a folder beside, whose name says what it is, and renamed
//! at the end.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::error::{MigrateError, Result};

/// What a file of the book is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A text.
    Text(String),
    /// The bytes of a file of the site.
    Copy(PathBuf),
}

/// What somebody who adds to the book says of it.
pub(super) type Finished = std::result::Result<(), Box<dyn std::error::Error + Send + Sync>>;

/// The files of a book, by their path with `/`.
pub(super) type Files = BTreeMap<String, Content>;

/// Refuses a folder that the book cannot go into: one that holds something, or one inside the site.
///
/// # Errors
/// What is wrong with it.
pub(super) fn accept(out: &Path, site: &Path) -> Result<()> {
    let parent = parent(out);
    let real = parent.canonicalize().map_err(MigrateError::file("there is no folder", parent))?;
    let Some(name) = out.file_name() else {
        return MigrateError::refused(format!("{} cannot be the name of a new folder", out.display()));
    };
    let target = out.canonicalize().unwrap_or_else(|_| real.join(name));
    if target.starts_with(site) {
        return MigrateError::refused(format!(
            "{} is inside the site, which is never written to; name a folder outside it",
            out.display()
        ));
    }
    match fs::read_dir(out).map(|mut entries| entries.next().is_some()) {
        Ok(true) => MigrateError::refused(format!(
            "{} is not empty; name a folder that is not there yet",
            out.display()
        )),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(MigrateError::file("cannot write to", out)(error)),
    }
}

fn parent(out: &Path) -> &Path {
    out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes the files, lets `finish` add to them, and puts the folder in its place.
///
/// # Errors
/// What the file system reports, with the path; nothing is left then.
pub(super) fn write(out: &Path, files: &Files, finish: impl FnOnce(&Path) -> Finished) -> Result<()> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let staged = tempfile::Builder::new()
        .prefix(&format!("{name}.half-written-"))
        .tempdir_in(parent(out))
        .map_err(MigrateError::file("cannot write into", parent(out)))?;
    for (path, content) in files {
        put(&staged.path().join(path), content)
            .map_err(MigrateError::file("cannot write", &out.join(path)))?;
    }
    finish(staged.path()).map_err(MigrateError::Finish)?;
    open_to_others(staged.path());
    // An empty folder may be there, and gives way.
    if out.is_dir() {
        fs::remove_dir(out).map_err(MigrateError::file("cannot replace", out))?;
    }
    fs::rename(staged.path(), out).map_err(MigrateError::file("cannot write", out))?;
    let _ = staged.keep();
    Ok(())
}

fn put(path: &Path, content: &Content) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    match content {
        Content::Text(text) => fs::write(path, text),
        Content::Copy(from) => {
            let mut from = fs::File::open(from)?;
            io::copy(&mut from, &mut fs::File::create_new(path)?).map(|_| ())
        }
    }
}

/// A temporary folder is its owner's alone; a book is like any other folder.
fn open_to_others(folder: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = fs::set_permissions(folder, fs::Permissions::from_mode(0o755));
    }
    #[cfg(not(unix))]
    let _ = folder;
}
