//! Files, written whole or not at all, with their path in every error.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result};

/// The text of a file; `None` if there is none.
///
/// # Errors
/// A file that cannot be read or is not UTF-8.
pub(crate) fn read(path: &Path) -> Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Writes `text` beside the file and renames it, so that nobody ever sees half of it. The file keeps
/// its permissions; a symbolic link stays one.
///
/// # Errors
/// What the file system reports, with the path.
pub(crate) fn write(path: &Path, text: &str) -> Result<()> {
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    replace(&target, text).with_context(|| format!("cannot write {}", path.display()))
}

/// The same, unless the file holds this text already.
///
/// # Errors
/// What the file system reports, with the path.
pub(crate) fn write_changed(path: &Path, text: &str) -> Result<()> {
    if fs::read(path).is_ok_and(|found| found == text.as_bytes()) { Ok(()) } else { write(path, text) }
}

/// How the names of files start that are not whole yet.
const UNFINISHED: &str = ".patterns-unfinished-";

/// Removes what runs that were killed left unfinished in a folder that is ours alone.
///
/// # Errors
/// What the file system reports, with the path.
pub(crate) fn remove_unfinished(folder: &Path) -> Result<()> {
    let failed = || format!("cannot clean {}", folder.display());
    for entry in fs::read_dir(folder).with_context(failed)? {
        let entry = entry.with_context(failed)?;
        if entry.file_name().as_encoded_bytes().starts_with(UNFINISHED.as_bytes()) {
            fs::remove_file(entry.path()).with_context(failed)?;
        }
    }
    Ok(())
}

fn replace(path: &Path, text: &str) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(UNFINISHED);
    #[cfg(unix)]
    let builder = {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666))
    };
    let mut file = builder.tempfile_in(folder).map_err(without_path)?;
    // Through the file itself, whose errors do not name it.
    file.as_file_mut().write_all(text.as_bytes())?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// An error of making a temporary file without its name, which says nothing to anybody and is another each time.
fn without_path(error: io::Error) -> io::Error {
    match error.to_string().split_once(" at path ") {
        Some((said, _)) => io::Error::new(error.kind(), said.to_owned()),
        None => error,
    }
}
