//! How much files take on disk.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// The bytes of the files below a folder whose names pass.
pub(super) fn of(folder: &Path, passes: &dyn Fn(&str) -> bool) -> Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            bytes += of(&entry.path(), passes)?;
        } else if passes(&entry.file_name().to_string_lossy()) {
            bytes += entry.metadata()?.len();
        }
    }
    Ok(bytes)
}

/// The bytes of all files below a folder.
pub(super) fn of_all(folder: &Path) -> Result<u64> {
    of(folder, &|_| true)
}
