//! The pages in a book's folder, as the leaves of a summary.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use mdbook_preprocessor::book::{Book, BookItem, Chapter as BookChapter};
use mdbook_preprocessor::config::Config as MdbookConfig;
use rayon::prelude::*;

use super::{Leaf, Parts, Summary, arrange};
use crate::catalog::Catalog;
use crate::library::Library;
use crate::page::Page;
use crate::source::Source;
use crate::source::inputs::{self, HtmlSettings};
use crate::text::name::in_words;
use crate::text::natural::{are_numbered, without_order};
use crate::text::path::{folder, is_index, own_name, slashes};

/// Pages that a summary cannot name, a line each: one without them would lose them.
#[derive(Debug, thiserror::Error)]
#[error("these pages cannot be listed:\n{0}")]
pub(crate) struct Unlisted(String);

/// What becomes of pages whose front matter says `draft: true`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Drafts {
    /// They are chapters, and say on their page that they are drafts
    #[default]
    Link,
    /// They are named, and not built
    Name,
    /// They are left out
    Omit,
}

/// How a summary is made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Options {
    /// What its parts are.
    pub parts: Parts,
    /// What becomes of drafts.
    pub drafts: Drafts,
}

/// The summary of the pages of the book in `root`: all Markdown files below its folder of pages, but for
/// hidden ones and those that other pages include.
///
/// # Errors
/// Pages that cannot be read, or that a summary cannot name: one without them would lose them.
pub(crate) fn of_book(root: &Path, mdbook: &MdbookConfig, options: &Options) -> Result<Summary, Unlisted> {
    let src = root.join(&mdbook.book.src);
    let read = read_pages(&src, &root.join(&mdbook.build.build_dir), mdbook)?;
    let book = Book::new_with_items(read.into_iter().map(BookItem::Chapter).collect());
    let library = Library::build(Source::of_mdbook(root, mdbook, book).with_drafts());
    let leaf = |id: usize| leaf(id, &library.catalog, options.drafts);
    Ok(arrange((0..library.catalog.pages.len()).filter_map(leaf).collect(), options.parts))
}

fn leaf(id: usize, catalog: &Catalog, drafts: Drafts) -> Option<Leaf> {
    let page = &catalog.pages[id];
    if page.generated {
        return None;
    }
    let is_draft = page.fields.bool("draft");
    if is_draft && drafts == Drafts::Omit {
        return None;
    }
    Some(Leaf {
        path: page.path.clone()?,
        title: plain_title(page),
        order: page.fields.number("order"),
        category: category(id, catalog),
        unlinked: is_draft && drafts == Drafts::Name,
    })
}

/// The title in one line; that of the file where the page has none.
fn plain_title(page: &Page) -> String {
    crate::text::markdown::squeeze(page.short_title())
}

fn category(id: usize, catalog: &Catalog) -> Option<(usize, String)> {
    let taxonomy = catalog.taxonomies.iter().find(|taxonomy| taxonomy.name == "category")?;
    let first = taxonomy.uses(id).first()?.term;
    Some((first, taxonomy.terms[first].label.clone()))
}

/// `patterns/circuit-breaker.md` to `Circuit breaker`; of an index the folder's name.
pub(crate) fn title_of_path(path: &str, are_numbered: bool) -> String {
    in_words(without_order(own_name(path), are_numbered))
}

/// The folders in which the numbers of names are an order.
fn numbered_folders(paths: &[String]) -> BTreeSet<&str> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for path in paths {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let page = path.strip_suffix(".md").filter(|_| !is_index(path));
        for name in folders.chain(page) {
            let (folder, own) = name.rsplit_once('/').unwrap_or(("", name));
            names.entry(folder).or_default().insert(own);
        }
    }
    names.retain(|_, names| are_numbered(names.iter().copied()));
    names.into_keys().collect()
}

fn read_pages(src: &Path, out: &Path, mdbook: &MdbookConfig) -> Result<Vec<BookChapter>, Unlisted> {
    let mut paths = Vec::new();
    let mut problems = Vec::new();
    walk(src, out, "", &mut paths, &mut problems);
    paths.sort();
    let texts: Vec<Result<String, String>> = paths
        .par_iter()
        .map(|path| crate::file::read_text(&src.join(path)).map_err(|error| unreadable(path, &error)))
        .collect();
    problems.extend(texts.iter().filter_map(|text| text.as_ref().err().cloned()));
    if !problems.is_empty() {
        return Err(Unlisted(problems.join("\n")));
    }
    let texts: Vec<String> = texts.into_iter().flatten().collect();
    let included = inputs::included(paths.iter().map(String::as_str).zip(texts.iter().map(String::as_str)));
    let settings = HtmlSettings::of(mdbook);
    let is_page = |path: &str| !included.contains(path) && !settings.is_no_page(path);
    let pages = paths.iter().zip(texts).filter(|(path, _)| is_page(path));
    let numbered = numbered_folders(&paths);
    let are_numbered = |path: &str| {
        let named = if is_index(path) { folder(path) } else { path };
        numbered.contains(folder(named))
    };
    Ok(pages.map(|(path, text)| chapter(path, are_numbered(path), text)).collect())
}

fn chapter(path: &str, are_numbered: bool, text: String) -> BookChapter {
    let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
    BookChapter::new(&title_of_path(path, are_numbered), text, path, Vec::new())
}

/// `page.md: no UTF-8 text`
fn unreadable(path: &str, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::InvalidData => format!("  {path}: it is not UTF-8 text"),
        _ => format!("  {path}: {error}"),
    }
}

/// Gathers the Markdown files below a folder. Links to folders are not followed: they may lead in circles.
fn walk(folder: &Path, out: &Path, prefix: &str, paths: &mut Vec<String>, problems: &mut Vec<String>) {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(&slashes(folder), &error)),
    };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let shown = format!("{prefix}{}", name.to_string_lossy());
        let Ok(kind) = entry.file_type() else { continue };
        let is_hidden = name.to_string_lossy().starts_with('.');
        if kind.is_dir() && !is_hidden && entry.path() != out {
            walk(&entry.path(), out, &format!("{shown}/"), paths, problems);
            continue;
        }
        let is_file = kind.is_file() || (kind.is_symlink() && entry.path().is_file());
        if !is_file || is_hidden || !shown.ends_with(".md") || shown == "SUMMARY.md" {
            continue;
        }
        // mdBook reads `%20` in a summary as a space, and knows no way to write it.
        if name.to_str().is_none() || shown.contains("%20") {
            problems.push(format!("  {shown}: SUMMARY.md cannot name such a file; rename it"));
        } else {
            paths.push(shown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_make_titles() {
        for (path, title) in [
            ("patterns/circuit-breaker.md", "Circuit breaker"),
            ("patterns/README.md", "Patterns"),
            ("_recipes/README.md", "Recipes"),
            ("0001-use-x.md", "Use x"),
            ("README.md", "README"),
            ("日本.md", "日本"),
        ] {
            assert_eq!(title_of_path(path, false), title);
        }
    }
}
