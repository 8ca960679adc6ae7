//! A library with what its pages link and hold, and with what lies in its folder.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::ops::Deref;
use std::path::Path;
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use super::survey::{PageLink, Survey, Surveyor};
use super::{Library, Memory};
use crate::catalog::{Goal, Redirect};
use crate::diagnostic::{Diagnostic, nearest};
use crate::file::unreadable;
use crate::page::{Page, PageId};
use crate::source::Source;
use crate::source::inputs::{self, HtmlSettings};
use crate::source::others::OtherPrograms;
use crate::text::name::slug;
use crate::text::path::name;
use crate::text::spans::is_within;

/// A library whose pages are surveyed.
#[derive(Debug)]
pub struct Surveyed {
    library: Library,
    pub(crate) surveys: Vec<Survey>,
    /// What else may act on the book.
    pub(crate) others: OtherPrograms,
    /// What its settings say of paths.
    pub(crate) html: HtmlSettings,
    files: OnceLock<Files>,
    /// The files by their names.
    names: OnceLock<HashMap<String, Vec<String>>>,
    stems: OnceLock<HashMap<String, Vec<PageId>>>,
    /// The pages that broken names were probably meant to be: many links name the same page.
    meant: Mutex<HashMap<String, Option<PageId>>>,
}

/// What lies in the folder of the pages.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// Every file, by its path with `/`.
    pub(crate) all: HashSet<String>,
    /// The Markdown files that no chapter is, sorted.
    pub(crate) orphans: Vec<String>,
    /// The folders that cannot be read.
    pub(crate) unreadable: Vec<Diagnostic>,
}

impl Deref for Surveyed {
    type Target = Library;

    fn deref(&self) -> &Library {
        &self.library
    }
}

impl Surveyed {
    /// Builds the library of a book, and surveys its pages.
    pub fn build(source: Source) -> Self {
        Self::of(Library::build_with(source, |_| Surveyor::default()))
    }

    /// The same, where pages that did not change since the last time are not parsed again.
    pub(crate) fn build_again(source: Source, memory: &mut Memory<Surveyor>) -> Self {
        Self::of(Library::build_again(source, |_| Surveyor::default(), memory))
    }

    fn of((library, heard): (Library, Vec<Surveyor>)) -> Self {
        let survey = |(page, surveyor): (&Page, Surveyor)| {
            let mut survey = surveyor.finish(page);
            let picture = library.config.schema.picture(&page.fields);
            survey.links.extend(picture.and_then(|address| PageLink::picture(page, address)));
            survey.links.extend(PageLink::of_fields(page, &library.config.schema));
            survey.ids.extend(page.headings.iter().map(|heading| heading.id.clone()));
            let given = page.spots.iter().flat_map(|spot| spot.kind.attributes());
            survey.ids.extend(given.filter(|given| given.name == "id").map(|given| given.value.clone()));
            survey
        };
        let surveys = library.catalog.pages.par_iter().zip(heard).map(survey).collect();
        let mdbook = &library.source.mdbook;
        let elsewhere =
            |redirect: &Redirect| (!matches!(redirect.to, Goal::Page(..))).then(|| redirect.from.clone());
        let elsewhere = library.catalog.redirects.iter().filter_map(elsewhere);
        let (others, html) = (OtherPrograms::of(mdbook), HtmlSettings::of(mdbook).leading(elsewhere));
        Self {
            library,
            surveys,
            others,
            html,
            files: OnceLock::new(),
            names: OnceLock::new(),
            stems: OnceLock::new(),
            meant: Mutex::default(),
        }
    }

    /// The page of an id.
    pub(crate) fn page(&self, id: PageId) -> &Page {
        &self.catalog.pages[id]
    }

    /// Whether `at` is in code, a comment, math or a directive.
    pub(crate) fn is_code(&self, id: PageId, at: usize) -> bool {
        let directives = &self.page(id).directives;
        let next_directive = directives.partition_point(|directive| directive.span.end <= at);
        is_within(&self.surveys[id].code, at)
            || directives.get(next_directive).is_some_and(|directive| directive.span.start <= at)
    }

    /// What lies in the folder of the pages; read when first asked for.
    pub(crate) fn files(&self) -> &Files {
        self.files.get_or_init(|| self.read_files())
    }

    fn read_files(&self) -> Files {
        let src = self.source.root.join(&self.source.mdbook.book.src);
        let out = self.source.root.join(&self.source.mdbook.build.build_dir);
        let mut files = Files::default();
        let prefix = self.source.src_prefix();
        Walk { out: &out, src: &prefix, files: &mut files }.folder(&src, "");
        let chapters: HashSet<&str> =
            self.catalog.pages.iter().filter_map(|page| page.file.strip_prefix(&prefix)).collect();
        let included = self.included(&prefix);
        let is_orphan = |path: &&String| {
            let is_known = chapters.contains(path.as_str()) || included.contains(path.as_str());
            path.ends_with(".md") && *path != "SUMMARY.md" && !is_known && !self.html.is_no_page(path)
        };
        files.orphans = files.all.iter().filter(is_orphan).cloned().collect();
        files.orphans.sort();
        files
    }

    /// The files that pages include, and those that these include in turn.
    fn included(&self, prefix: &str) -> HashSet<String> {
        let pages = self.catalog.pages.iter().filter(|page| !page.generated);
        let texts = pages.filter_map(|page| Some((page.file.strip_prefix(prefix)?, page.written())));
        let mut all = HashSet::new();
        let mut new = inputs::included(texts);
        while !new.is_empty() {
            let read = |path: &String| {
                Some((path.clone(), crate::file::read_text(&self.source.root.join(prefix).join(path)).ok()?))
            };
            let parts: Vec<(String, String)> = new.iter().filter_map(read).collect();
            all.extend(new);
            new = inputs::included(parts.iter().map(|(path, text)| (path.as_str(), text.as_str())));
            new.retain(|path| !all.contains(path));
        }
        all
    }

    /// The path of the page that a broken name was probably meant to be: one of the same file name,
    /// otherwise of a name that is near and starts the same.
    pub(crate) fn suggest(&self, name: &str) -> Option<&str> {
        let wanted = slug(name.trim_end_matches('/').rsplit('/').next()?.trim_end_matches(".md"));
        let known = self.meant.lock().unwrap_or_else(PoisonError::into_inner).get(&wanted).copied();
        let meant = known.unwrap_or_else(|| {
            let meant = self.meant_by(&wanted);
            self.meant.lock().unwrap_or_else(PoisonError::into_inner).insert(wanted, meant);
            meant
        });
        self.page(meant?).path.as_deref()
    }

    fn meant_by(&self, wanted: &str) -> Option<PageId> {
        let stems = self.stems.get_or_init(|| self.stems());
        let alike = stems.get(&wanted.chars().next()?.to_string())?;
        let names: Vec<String> = alike.iter().map(|id| self.page(*id).stem()).collect();
        let named = |stem: &str| names.iter().position(|name| name == stem).map(|at| alike[at]);
        named(wanted).or_else(|| named(nearest(wanted, names.iter().map(String::as_str))?))
    }

    /// The file of a name, if it is the only one.
    pub(crate) fn only_file(&self, wanted: &str) -> Option<&str> {
        match self.files_named(wanted) {
            [one] => Some(one),
            _ => None,
        }
    }

    /// The files of a name, in no order.
    pub(crate) fn files_named(&self, wanted: &str) -> &[String] {
        let names = self.names.get_or_init(|| {
            let mut names: HashMap<String, Vec<String>> = HashMap::new();
            for file in &self.files().all {
                names.entry(name(file).to_owned()).or_default().push(file.clone());
            }
            names
        });
        names.get(wanted).map_or(&[], Vec::as_slice)
    }

    fn stems(&self) -> HashMap<String, Vec<PageId>> {
        let mut stems: HashMap<String, Vec<PageId>> = HashMap::new();
        for (id, page) in self.catalog.pages.iter().enumerate().filter(|(_, page)| page.path.is_some()) {
            if let Some(first) = page.stem().chars().next() {
                stems.entry(first.to_string()).or_default().push(id);
            }
        }
        stems
    }
}

/// Gathers the files below a folder. Links to folders are not followed: they may lead in circles.
struct Walk<'w> {
    /// The folder of the output.
    out: &'w Path,
    /// How files below the folder of the pages are named.
    src: &'w str,
    files: &'w mut Files,
}

impl Walk<'_> {
    fn folder(&mut self, folder: &Path, prefix: &str) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            // Without the folder of the pages there is no summary either, which is reported.
            Err(_) if prefix.is_empty() => return,
            Err(error) => {
                let name = format!("{}{}", self.src, prefix.trim_end_matches('/'));
                return self.files.unreadable.push(unreadable(&name, &error));
            }
        };
        for entry in entries.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            let Ok(kind) = entry.file_type() else { continue };
            let is_link_to_file = kind.is_symlink() && entry.path().is_file();
            if kind.is_dir() && !name.starts_with('.') && entry.path() != self.out {
                self.folder(&entry.path(), &format!("{path}/"));
            } else if kind.is_file() || is_link_to_file {
                self.files.all.insert(path);
            }
        }
    }
}
