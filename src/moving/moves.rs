//! What moves, and where everything is afterwards.

use std::collections::BTreeMap;

use crate::text::path::{html, is_index, readme};

/// Files that move: paths below the folder of the pages, with `/`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Moves {
    files: BTreeMap<String, String>,
    /// Whole folders that move.
    folders: BTreeMap<String, String>,
}

impl Moves {
    /// One file.
    pub(crate) fn file(old: &str, new: &str) -> Self {
        Self { files: BTreeMap::from([(old.to_owned(), new.to_owned())]), ..Self::default() }
    }

    /// A folder with these files, which are named from the folder of the pages.
    pub(crate) fn folder<'f>(old: &str, new: &str, files: impl Iterator<Item = &'f String>) -> Self {
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
