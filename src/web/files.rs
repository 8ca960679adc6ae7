//! The files beside the pages. What is there already is its author's: mdBook has emptied the folder, and copied it.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::file::{FileError, Root};

/// How the name of a file that is not whole yet starts.
pub(super) const UNFINISHED: &str = ".unfinished-";

/// Writes files into the folder of the HTML.
pub(super) struct Files<'a> {
    root: &'a Root,
    html: &'a Path,
    /// How many files were begun.
    drafts: AtomicUsize,
    /// What could not be written, line by line.
    pub(super) problems: Vec<String>,
}

impl<'a> Files<'a> {
    pub(super) fn new(root: &'a Root, html: &'a Path) -> Self {
        Self { root, html, drafts: AtomicUsize::new(0), problems: Vec::new() }
    }

    /// Writes a file, unless there is one; whether the file is ours.
    pub(super) fn add(&mut self, name: &str, text: &str) -> bool {
        let added = self.added(name, text);
        added.unwrap_or_else(|error| {
            self.problems.push(error.to_string());
            false
        })
    }

    /// The same, for many at once.
    pub(super) fn added(&self, name: &str, text: &str) -> Result<bool, FileError> {
        let file = self.html.join(name);
        let is_taken = self.root.resolve(&file)?.exists();
        if !is_taken {
            self.put(&file, text.as_bytes())?;
        }
        Ok(!is_taken)
    }

    /// Writes a file whole or not at all. Unlike files of the author it is not forced to the disk one by one, which would
    /// take a second for some hundred pages: the next build writes all of them again.
    fn put(&self, file: &Path, text: &[u8]) -> Result<(), FileError> {
        let target = self.root.resolve(file)?;
        let number = self.drafts.fetch_add(1, Ordering::Relaxed);
        let draft = target.with_file_name(format!("{UNFINISHED}{number}"));
        fs::write(&draft, text).and_then(|()| fs::rename(&draft, &target)).map_err(|cause| {
            let _ = fs::remove_file(&draft);
            FileError::Write { path: self.root.join(file), cause }
        })
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.root.resolve(self.html.join(name)).is_ok_and(|file| file.is_file())
    }

    /// The first file in a folder whose name fits, from the folder of the HTML.
    pub(super) fn find(&self, folder: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let entries = fs::read_dir(self.root.resolve(self.html.join(folder)).ok()?).ok()?;
        let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| fits(name)).min().map(|name| format!("{folder}/{name}"))
    }

    /// A file as mdBook wrote it; `None` if it wrote none.
    pub(super) fn page(&self, name: &str) -> Result<Option<String>, FileError> {
        self.root.read(self.html.join(name))
    }

    /// Writes a file below the folder of all output, unless it holds these bytes already.
    #[cfg(feature = "cards")]
    pub(super) fn keep(&self, file: &Path, bytes: &[u8]) -> Result<(), FileError> {
        let real = self.root.resolve(file)?;
        if fs::read(&real).is_ok_and(|found| found == bytes) {
            return Ok(());
        }
        if let Some(folder) = real.parent() {
            let failed = |cause| FileError::Write { path: self.root.join(file), cause };
            fs::create_dir_all(folder).map_err(failed)?;
        }
        self.put(file, bytes)
    }

    /// Writes a page in place of mdBook's, or a file of a folder of ours.
    pub(super) fn replace(&self, name: &str, text: &str) -> Result<(), FileError> {
        self.put(&self.html.join(name), text.as_bytes())
    }
}
