//! What moves, and where everything is afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::text::path::{html, is_index, readme};

/// Files that move: paths below the folder of the pages, with `/`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves {
    files: BTreeMap<String, String>,
    /// Whole folders that move.
    folders: BTreeMap<String, String>,
}

impl Moves {
    /// What is at a path below `root`, the folder of the pages: a file or a symbolic link, or all files of a folder.
    pub(crate) fn at(root: &Path, old: &str, new: &str) -> Self {
        if !root.join(old).symlink_metadata().is_ok_and(|found| found.is_dir()) {
            return Self::file(old, new);
        }
        let mut files = Vec::new();
        list(root, old, &mut files);
        Self::folder(old, new, files.iter())
    }

    /// One file.
    pub(crate) fn file(old: &str, new: &str) -> Self {
        Self { files: BTreeMap::from([(old.to_owned(), new.to_owned())]), ..Self::default() }
    }

    /// A folder with these files, which are named from the folder of the pages.
    fn folder<'f>(old: &str, new: &str, files: impl Iterator<Item = &'f String>) -> Self {
        let below = |file: &'f String| {
            Some((file.clone(), format!("{new}/{}", file.strip_prefix(old)?.strip_prefix('/')?)))
        };
        let folder = |(file, to): (&String, &String)| {
            let (from, to) = (file.rsplit_once('/')?.0, to.rsplit_once('/')?.0);
            Some((from.to_owned(), to.to_owned()))
        };
        let files: BTreeMap<String, String> = files.filter_map(below).collect();
        let mut folders: BTreeMap<String, String> = files.iter().filter_map(folder).collect();
        folders.insert(old.to_owned(), new.to_owned());
        Self { files, folders }
    }

    /// The files, each with its new path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// The files and folders, as they are before.
    pub(crate) fn old(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(self.folders.keys()).map(String::as_str)
    }

    /// Where a file is afterwards.
    pub(crate) fn of(&self, file: &str) -> String {
        self.files.get(file).cloned().unwrap_or_else(|| file.to_owned())
    }

    /// Where what a link leads to is afterwards, if it moves: a file, the page that mdBook makes of it, or a folder.
    pub(crate) fn target(&self, path: &str) -> Option<String> {
        if let Some(new) = self.files.get(path) {
            return Some(new.clone());
        }
        let page = |new: &String| readme(new).unwrap_or_else(|| new.clone());
        let of_readme = |path: &str| {
            let names = self.files.iter().find(|(old, _)| readme(old).as_deref() == Some(path));
            names.map(|(_, new)| page(new))
        };
        if path.ends_with(".md") && is_index(path) {
            return of_readme(path);
        }
        if let Some(stem) = path.strip_suffix(".html") {
            let file = format!("{stem}.md");
            return self.files.get(&file).map(page).or_else(|| of_readme(&file)).map(|new| html(&new));
        }
        self.folders.get(path.trim_end_matches('/')).map(|new| match path.ends_with('/') {
            true => format!("{new}/"),
            false => new.clone(),
        })
    }
}

fn list(root: &Path, folder: &str, files: &mut Vec<String>) {
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => list(root, &path, files),
            _ => files.push(path),
        }
    }
}
