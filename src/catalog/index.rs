//! Names to pages, in maps built once.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::numbers::Numbers;
use super::old_addresses::OldAddresses;
use super::suggest::Names;
use crate::config::Config;
use crate::page::{Page, PageId};
use crate::text::address::decoded;
use crate::text::markdown::{unescaped, wiki_page};
use crate::text::name::slug;
use crate::text::path::{below_site, beside, folder, is_index, join, name};

/// What a name means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// One page.
    Page(PageId),
    /// Several pages.
    Ambiguous(Vec<PageId>),
    /// None.
    Nothing,
}

/// Names to pages: by path, id, file stem, title and other names, in this order.
#[derive(Debug, Default)]
pub struct Index {
    by_path: HashMap<String, PageId>,
    by_id: HashMap<String, Vec<PageId>>,
    by_stem: HashMap<String, Vec<PageId>>,
    by_title: HashMap<String, Vec<PageId>>,
    by_other_name: HashMap<String, Vec<PageId>>,
    /// The paths of all pages in small letters, when the first one is asked for; `None` where two differ in case only.
    in_small_letters: OnceLock<HashMap<String, Option<PageId>>>,
    /// Whether the book has a page named `_index.md`, as Hugo names the front page of a folder.
    is_of_hugo: bool,
    /// The folder of each page, and the one that it stands in among its neighbours.
    folders: HashMap<PageId, [String; 2]>,
    /// The path of the site on its host, without slashes around it.
    site: String,
    numbers: Numbers,
    /// Where pages were before.
    old: OldAddresses,
    /// The ids, when the first one is to be suggested.
    names: OnceLock<Names>,
    /// The pages that are drafts, and left out: their names, and the files.
    drafts: Option<(Box<Index>, Vec<String>)>,
}

impl Index {
    pub(super) fn build(pages: &[Page], config: &Config) -> Self {
        let mut index = Self { site: config.site.clone(), ..Self::default() };
        for (id, page) in pages.iter().enumerate() {
            let Some(path) = page.path.as_deref() else { continue };
            if index.by_path.contains_key(path) {
                continue;
            }
            index.by_path.insert(path.to_owned(), id);
            index.is_of_hugo |= name(path) == "_index.md";
            index.folders.insert(id, [folder(path), beside(path)].map(str::to_owned));
            if page.generated {
                // Nobody means a page that nobody wrote by its name.
                continue;
            }
            add(&mut index.by_id, page.id(), id);
            add(&mut index.by_stem, page.stem(), id);
            add(&mut index.by_title, slug(page.title()), id);
            if page.short_title() != page.title() {
                add(&mut index.by_title, slug(page.short_title()), id);
            }
            for name in page.fields.list("also_known_as") {
                add(&mut index.by_other_name, slug(name), id);
            }
            index.numbers.add(id, page, &config.schema);
            index.old.add(id, page);
        }
        index
    }

    /// The same, knowing what it leaves out.
    pub(super) fn without(self, drafts: &[Page], config: &Config) -> Self {
        let files = drafts.iter().map(|draft| draft.file.clone()).collect();
        let drafts = (!drafts.is_empty()).then(|| (Box::new(Self::build(drafts, config)), files));
        Self { drafts, ..self }
    }

    /// The file of the draft that `name` means, where drafts are left out.
    pub(super) fn draft(&self, name: &str, from: &str) -> Option<&str> {
        let (drafts, files) = self.drafts.as_ref()?;
        match drafts.resolve(name, from) {
            Found::Page(page) => files.get(page).map(String::as_str),
            Found::Ambiguous(_) | Found::Nothing => None,
        }
    }

    /// The number in `name`, and the page that has it under another word.
    pub(super) fn same_number(&self, name: &str) -> Option<(u64, PageId)> {
        self.numbers.same(name)
    }

    /// Whether pages have numbers.
    pub(super) fn has_numbers(&self) -> bool {
        !self.numbers.is_empty()
    }

    /// Says that a page was at the file `from` of the HTML.
    pub(super) fn add_old(&mut self, page: PageId, from: String) {
        self.old.add_file(page, from);
    }

    /// The page that was at a path once, by its `redirect_from` or the file of old addresses.
    pub(crate) fn once_at(&self, path: &str) -> Option<PageId> {
        self.old.at(path)
    }

    /// The page that a name meant once, by its `redirect_from`.
    pub(super) fn once_named(&self, name: &str, from: &str) -> Option<PageId> {
        self.old.named(name, from)
    }

    /// The page of a path as the book has it.
    pub fn path(&self, path: &str) -> Option<PageId> {
        self.by_path.get(path).copied()
    }

    /// The page of a path in any case, if there is one only: Hugo writes addresses in small letters.
    pub(crate) fn path_in_any_case(&self, path: &str) -> Option<PageId> {
        let known = self.in_small_letters.get_or_init(|| {
            let mut known: HashMap<String, Option<PageId>> = HashMap::new();
            for (path, &id) in &self.by_path {
                known.entry(path.to_lowercase()).and_modify(|page| *page = None).or_insert(Some(id));
            }
            known
        });
        known.get(&path.to_lowercase()).copied().flatten()
    }

    /// Whether the book has a page named `_index.md`, as Hugo names the front page of a folder.
    pub(crate) fn is_of_hugo(&self) -> bool {
        self.is_of_hugo
    }

    /// The page that `name` means when the page at `from` says it.
    pub fn resolve(&self, name: &str, from: &str) -> Found {
        let name = wiki_page(name);
        match self.resolve_written(name, from) {
            Found::Nothing if name.contains(['\\', '%']) => {
                self.resolve_written(&decoded(&unescaped(name)), from)
            }
            found => found,
        }
    }

    fn resolve_written(&self, name: &str, from: &str) -> Found {
        match self.resolve_name(name, from) {
            // `c#basics` is a name; only what is not a name is a page and its heading.
            Found::Nothing => match name.split_once('#') {
                Some((page, _)) if !page.trim().is_empty() => self.resolve_name(page, from),
                _ => Found::Nothing,
            },
            found => found,
        }
    }

    fn resolve_name(&self, name: &str, from: &str) -> Found {
        if let Some(page) = self.resolve_path(name, from) {
            return Found::Page(page);
        }
        let wanted = slug(name);
        if wanted.is_empty() {
            return Found::Nothing;
        }
        for names in [&self.by_id, &self.by_stem, &self.by_title, &self.by_other_name] {
            match names.get(&wanted).map(Vec::as_slice) {
                Some([page]) => return Found::Page(*page),
                Some(pages) => return self.nearest(pages, from),
                None => {}
            }
        }
        match self.numbers.pages(name, from).as_slice() {
            [] => Found::Nothing,
            [page] => Found::Page(*page),
            pages => self.nearest(pages, from),
        }
    }

    /// Of several pages the one in the same folder, if there is just one. Pages that are folders have their neighbours in
    /// the folder above, and those below them in their own.
    fn nearest(&self, pages: &[PageId], from: &str) -> Found {
        let only_one = |is_near: &dyn Fn(&[String; 2]) -> bool| {
            let mut near = pages.iter().filter(|page| self.folders.get(page).is_some_and(is_near));
            near.next().filter(|_| near.next().is_none())
        };
        let same_folder = only_one(&|[own, _]| own == folder(from));
        let is_near = |[_, around]: &[String; 2]| around == folder(from) || around == beside(from);
        match same_folder.or_else(|| only_one(&is_near)) {
            Some(page) => Found::Page(*page),
            None => Found::Ambiguous(pages.to_vec()),
        }
    }

    /// `../laws/x.md`, `/laws/x`, `laws/x/`, `x.html`: relative to the page, then to the book.
    fn resolve_path(&self, name: &str, from: &str) -> Option<PageId> {
        let name = name.split('#').next().unwrap_or(name);
        if !name.contains('/') && ![".md", ".html"].iter().any(|ending| name.ends_with(ending)) {
            return None;
        }
        let name = name.trim_end_matches('/');
        let of_site = name.strip_prefix('/').filter(|_| !self.site.is_empty());
        let of_site = of_site.and_then(|name| below_site(name, &self.site));
        let candidates = [
            join(folder(from), name),
            of_site.and_then(|path| join("", path)),
            join("", name.trim_start_matches('/')),
        ];
        candidates.into_iter().flatten().find_map(|path| {
            let stem = [".md", ".html"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(&path);
            let file = format!("{stem}.md");
            let of_folder = join(folder(stem), "index.md").filter(|_| is_index(stem));
            let below = ["index.md", "README.md", "_index.md"].map(|name| format!("{stem}/{name}"));
            [file].into_iter().chain(below).chain(of_folder).find_map(|path| self.path(&path))
        })
    }
}

fn add(names: &mut HashMap<String, Vec<PageId>>, name: String, page: PageId) {
    let pages = names.entry(name).or_default();
    if !pages.contains(&page) {
        pages.push(page);
    }
}

impl Index {
    /// The id of a page that `name` is probably meant to be.
    pub fn suggest(&self, name: &str) -> Option<&str> {
        self.names.get_or_init(|| Names::new(self.by_id.keys())).nearest(&slug(name))
    }
}
