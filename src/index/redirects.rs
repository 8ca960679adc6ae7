//! The pages at old addresses, which lead on to the new ones.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::digits;
use crate::catalog::{Catalog, Goal, Redirect};
use crate::diagnostic::Diagnostic;
use crate::file::{FileError, Root};
use crate::template::Templates;
use crate::text::address::relative;
use crate::text::path::html;

/// What we wrote last: each file with its hash. A page may hold any text of ours, but no page is written here.
const MANIFEST: &str = "redirects.json";

type Manifest = BTreeMap<String, String>;

#[derive(Debug, Serialize)]
struct View<'a> {
    language: &'a str,
    title: &'a str,
    url: String,
}

/// What the pages at old addresses are made of.
pub(crate) struct Redirects<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) templates: &'a Templates,
    pub(crate) language: &'a str,
    /// More of them than the pages name.
    pub(crate) more: Vec<Redirect>,
}

impl Redirects<'_> {
    /// Writes a page for each old address into the folder `html`, never over a file that is something else, and says
    /// in `own` which they are; what could not be written, line by line.
    pub(crate) fn write(&self, root: &Root, html: &Path, own: &Path) -> Vec<String> {
        let manifest = own.join(MANIFEST);
        let before = read(root, &manifest);
        if self.catalog.redirects.is_empty() && self.more.is_empty() && before.is_empty() {
            return Vec::new();
        }
        let mut problems = Vec::new();
        let mut written = Manifest::new();
        for Redirect { from, to } in self.catalog.redirects.iter().chain(&self.more) {
            let said_by = || match to {
                Goal::Page(page, _) => self.catalog.pages[*page].file.as_str(),
                Goal::File(..) | Goal::Elsewhere(_) => "redirects",
            };
            match self.page(from, to).and_then(|page| put(root, html.join(from), before.get(from), page)) {
                Ok(hash) => drop(written.insert(from.clone(), hash)),
                Err(failed) => problems.push(failed.line(said_by(), from)),
            }
        }
        let text = serde_json::to_string(&written).unwrap_or_default() + "\n";
        problems.extend(root.write_changed(manifest, &text).err().map(|error| error.to_string()));
        problems
    }

    fn page(&self, from: &str, to: &Goal) -> Result<String, Failed> {
        let (title, url) = match to {
            Goal::Page(page, rest) => {
                let page = &self.catalog.pages[*page];
                let file = page.path.as_deref().map(html).unwrap_or_default();
                (page.title(), relative(from, &file) + rest)
            }
            Goal::File(path, rest) => (path.as_str(), relative(from, path) + rest),
            Goal::Elsewhere(address) => (address.as_str(), address.clone()),
        };
        let view = View { language: self.language, title, url };
        let html = self.templates.render("redirect", &view).map_err(Failed::Template)?;
        Ok(html + "\n")
    }
}

/// Why an old address has no page.
enum Failed {
    Taken,
    Template(Diagnostic),
    File(FileError),
}

impl Failed {
    fn line(self, said_by: &str, from: &str) -> String {
        match self {
            Self::Taken => format!("{said_by}: `{from}` is a file of the book, and was left as it is"),
            Self::Template(problem) => problem.message,
            Self::File(error) => format!("{said_by}: {error}"),
        }
    }
}

/// Writes a page, unless the file holds something else than what we wrote there before; its hash.
fn put(root: &Root, file: PathBuf, before: Option<&String>, html: String) -> Result<String, Failed> {
    let new = hash(html.as_bytes());
    let found = fs::read(root.resolve(&file).map_err(Failed::File)?).ok().map(|found| hash(&found));
    match found {
        Some(found) if Some(&found) != before => Err(Failed::Taken),
        Some(found) if found == new => Ok(new),
        _ => root.write(file, &html).map_err(Failed::File).map(|()| new),
    }
}

fn hash(bytes: &[u8]) -> String {
    format!("{}-{}", digits::hash(bytes), bytes.len())
}

/// What we wrote last; nothing if that cannot be read, so that nothing counts as ours.
fn read(root: &Root, manifest: &Path) -> Manifest {
    let text = root.read(manifest).ok().flatten().unwrap_or_default();
    serde_json::from_str(&text).unwrap_or_default()
}
