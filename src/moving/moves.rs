//! What moves, and where everything is afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use crate::text::path::{folder, html, is_index, readme};

/// Files that move: paths below the folder of the pages, with `/`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves {
    files: BTreeMap<String, String>,
    /// Whole folders that move.
    folders: BTreeMap<String, String>,
    keeps_readmes: bool,
    /// The files by the pages that mdBook may make of them, when the first one is asked for.
    pages: OnceLock<BTreeMap<String, String>>,
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

    /// The same, and what else moves at once.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.files.extend(other.files);
        self.folders.extend(other.folders);
        self
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
        let folder_of = |(file, to): (&String, &String)| {
            let (from, to) = (file.rsplit_once('/')?.0, to.rsplit_once('/')?.0);
            Some((from.to_owned(), to.to_owned()))
        };
        let files: BTreeMap<String, String> = files.filter_map(below).collect();
        let mut folders: BTreeMap<String, String> = files.iter().filter_map(folder_of).collect();
        folders.insert(old.to_owned(), new.to_owned());
        Self { files, folders, ..Self::default() }
    }

    /// The files, each with its new path.
    pub(crate) fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(old, new)| (old.as_str(), new.as_str()))
    }

    /// The files and folders, as they are before.
    pub(crate) fn old(&self) -> impl Iterator<Item = &str> {
        self.files.keys().chain(self.folders.keys()).map(String::as_str)
    }

    /// The same in a book where mdBook makes no `index.html` of a `README.md`.
    pub(super) fn with_readmes(mut self, keeps_readmes: bool) -> Self {
        self.keeps_readmes = keeps_readmes;
        self
    }

    /// The page that mdBook makes of a file.
    pub(super) fn page(&self, file: &str) -> String {
        readme(file).filter(|_| !self.keeps_readmes).unwrap_or_else(|| file.to_owned())
    }

    /// Where a file is afterwards, if it moves.
    pub(super) fn new_file(&self, file: &str) -> Option<String> {
        self.files.get(file).cloned()
    }

    /// Where a file is afterwards.
    pub(crate) fn of(&self, file: &str) -> String {
        self.files.get(file).cloned().unwrap_or_else(|| file.to_owned())
    }

    /// Where what a link leads to is afterwards, if it moves: a file, the page that mdBook makes of it, or a folder.
    pub(crate) fn target(&self, path: &str) -> Option<String> {
        let page = |new: &String| self.page(new);
        if let Some(new) = self.files.get(path) {
            // Who names a README.md names a file.
            return Some(if readme(path).is_some() { new.clone() } else { page(new) });
        }
        // It is none of the files as they are called, so that one is a README.md.
        let of_readme = |path: &str| self.pages().get(path).map(page);
        if path.ends_with(".md") && is_index(path) {
            return of_readme(path);
        }
        if let Some(stem) = path.strip_suffix(".html") {
            let file = format!("{stem}.md");
            return self.files.get(&file).map(page).or_else(|| of_readme(&file)).map(|new| html(&new));
        }
        let (bare, slash) = (path.trim_end_matches('/'), if path.ends_with('/') { "/" } else { "" });
        let folder = self.folders.get(bare).map(|new| format!("{new}{slash}"));
        folder.or_else(|| self.front_page(bare, slash))
    }

    fn pages(&self) -> &BTreeMap<String, String> {
        self.pages.get_or_init(|| {
            let mut pages = BTreeMap::new();
            for (old, new) in &self.files {
                pages.entry(readme(old).unwrap_or_else(|| old.clone())).or_insert_with(|| new.clone());
            }
            pages
        })
    }

    /// Where a link to a folder leads once the page moves that mdBook shows for it.
    fn front_page(&self, path: &str, slash: &str) -> Option<String> {
        let index = if path.is_empty() { "index.md".to_owned() } else { format!("{path}/index.md") };
        let new = self.pages().get(&index)?;
        match is_index(new) {
            true if folder(new).is_empty() => None,
            true => Some(format!("{}{slash}", folder(new))).filter(|new| *new != format!("{path}{slash}")),
            false => Some(new.clone()),
        }
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
