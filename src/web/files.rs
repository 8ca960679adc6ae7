//! The files beside the pages. What is there already is its author's: mdBook has emptied the folder, and copied it.

use std::path::Path;

use crate::file::{FileError, Root};

/// Writes files into the folder of the HTML.
pub(super) struct Files<'a> {
    root: &'a Root,
    html: &'a Path,
    /// What could not be written, line by line.
    pub(super) problems: Vec<String>,
}

impl<'a> Files<'a> {
    pub(super) fn new(root: &'a Root, html: &'a Path) -> Self {
        Self { root, html, problems: Vec::new() }
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
            self.root.write(file, text)?;
        }
        Ok(!is_taken)
    }

    /// Whether there is a file of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.root.resolve(self.html.join(name)).is_ok_and(|file| file.exists())
    }

    /// A page as mdBook wrote it; `None` if it wrote none.
    pub(super) fn page(&self, name: &str) -> Result<Option<String>, FileError> {
        self.root.read(self.html.join(name))
    }

    /// Writes a page in place of mdBook's.
    pub(super) fn replace_page(&self, name: &str, text: &str) -> Result<(), FileError> {
        self.root.write(self.html.join(name), text)
    }
}
