//! Where the addresses of links lead: as mdBook resolves them, and as MkDocs would have.

use crate::check::Checked;
use crate::library::survey::{LinkKind, PageLink};
use crate::page::PageId;
use crate::source::dialect::address as mkdocs;
use crate::text::address::to_page;
use crate::text::address::{Address, decoded};
use crate::text::path::{below_site, folder, join, own_name, readme};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// Somewhere that cannot be looked at: another site, what lies beside the book, or what is made later.
    Elsewhere,
    /// A page.
    Page(PageId),
    /// A file that mdBook copies.
    File,
    /// A page, but only where the program of this name builds the book.
    OnlyIn(&'static str, PageId),
    /// A file, but only where each page is served as a folder, as Hugo and MkDocs do: `../a.png` of `x.md` lies beside that.
    FileOfFolder(String),
    /// The page of a `README.md`, which mdBook calls `index.html`.
    Readme(PageId),
    /// A Markdown file that no chapter is.
    Unlisted(String),
    /// Nothing.
    Nothing,
}

/// Where a link of a page leads.
pub(super) fn resolve(book: &Checked, from: PageId, link: &PageLink, address: &Address) -> Destination {
    let path = decoded(&address.path);
    let Some(own) = book.page(from).path.as_deref() else { return Destination::Elsewhere };
    if path.is_empty() {
        return Destination::Page(from);
    }
    if let Some(found) = marked(book, &path) {
        return found;
    }
    if let Some(below) = path.strip_prefix('/') {
        return from_root(book, below, link.kind);
    }
    let Some(joined) = join(folder(own), &path) else { return beside(in_mkdocs(book, own, &path)) };
    match at(book, &joined, link.kind) {
        Destination::Nothing => match in_mkdocs(book, own, &path) {
            Destination::Nothing if may_be_made(book, &joined) => Destination::Elsewhere,
            found => found,
        },
        found => found,
    }
}

/// `@/x.md`, where Zola's pages start, or `@site/docs/x.md`, where those of Docusaurus do: whose folder is the book's.
fn marked(book: &Checked, path: &str) -> Option<Destination> {
    let page = |path: &str| book.catalog.index.path(path);
    if let Some(below) = path.strip_prefix("@/") {
        return page(below).map(|found| Destination::OnlyIn("Zola", found));
    }
    let below = path.strip_prefix("@site/")?;
    let in_folder = below.split_once('/').map(|(_, rest)| rest);
    let found = [Some(below), in_folder].into_iter().flatten().find_map(page)?;
    Some(Destination::OnlyIn("Docusaurus", found))
}

fn in_mkdocs_only(page: PageId) -> Destination {
    Destination::OnlyIn("another tool, such as MkDocs", page)
}

/// What leads out of the book: to what lies beside it, unless another program would have made a page of ours there.
fn beside(found: Destination) -> Destination {
    if found == Destination::Nothing { Destination::Elsewhere } else { found }
}

/// Whether a build makes what is not there, or a program of somebody else may. Pages are made by mdBook alone.
fn may_be_made(book: &Checked, path: &str) -> bool {
    book.html.is_made(path) || !path.ends_with(".md") && !path.ends_with(".html") && book.others.make_files
}

/// What lies at a path of the book.
fn at(book: &Checked, path: &str, kind: LinkKind) -> Destination {
    let page = |path: &str| book.catalog.index.path(path);
    if kind == LinkKind::Image {
        return if book.files().all.contains(path) { Destination::File } else { Destination::Nothing };
    }
    if path.ends_with(".md") {
        if let Some(page) = page(path) {
            return Destination::Page(page);
        }
        return match readme(path).and_then(|path| page(&path)) {
            Some(page) => Destination::Readme(page),
            None if book.files().all.contains(path) => Destination::Unlisted(path.to_owned()),
            None => Destination::Nothing,
        };
    }
    if let Some(stem) = path.strip_suffix(".html") {
        if let Some(page) = page(&format!("{stem}.md")) {
            return Destination::Page(page);
        }
        // Middleman makes `x.html` of `x.html.md`; mdBook makes `x.html.html`.
        if let Some(page) = page(&format!("{path}.md")) {
            return Destination::OnlyIn("Middleman", page);
        }
        if matches!(path, "index.html" | "print.html" | "404.html" | "toc.html") {
            return Destination::Elsewhere;
        }
    }
    let index = if path.is_empty() { "index.md".to_owned() } else { format!("{path}/index.md") };
    if book.files().all.contains(path) || book.html.is_redirected(path) {
        return Destination::File;
    }
    let elsewhere = |tool, file| Some(Destination::OnlyIn(tool, page(&format!("{path}/{file}"))?));
    let found = page(&index).map(Destination::Page);
    let found =
        found.or_else(|| elsewhere("Hugo", "_index.md")).or_else(|| elsewhere("Middleman", "index.html.md"));
    found.unwrap_or(if path.is_empty() { Destination::Elsewhere } else { Destination::Nothing })
}

/// `/x`: below the address of the site, which is the root unless the book says otherwise. What else the host has
/// cannot be known; that a page of the book was meant can, by its name, if no host has that: `/x.md`, `/folder/x`.
fn from_root(book: &Checked, below: &str, kind: LinkKind) -> Destination {
    let Some(path) = below_site(below, &book.config.site).and_then(|path| join("", path)) else {
        let is_of_book =
            below.ends_with(".md") || below.trim_end_matches('/').contains('/') && !below.ends_with(".html");
        return beside(match page_of(book, below).filter(|_| is_of_book) {
            Some(page) => in_mkdocs_only(page),
            None => Destination::Nothing,
        });
    };
    match at(book, &path, kind) {
        Destination::Nothing => {
            // The site above the book may have the address, too, unless the book was one of Hugo's.
            let in_hugo = || in_hugo(book, "", &path).filter(|_| book.catalog.index.is_of_hugo());
            match page_of(book, &path).map(in_mkdocs_only).or_else(in_hugo) {
                Some(found) => found,
                None if path.ends_with(".md")
                    || book.suggest(&path).is_some_and(|near| is_named(near, &path)) =>
                {
                    Destination::Nothing
                }
                None => Destination::Elsewhere,
            }
        }
        found => found,
    }
}

/// Whether a page has the name that an address ends with.
fn is_named(page: &str, path: &str) -> bool {
    let wanted = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    own_name(page) == wanted.trim_end_matches(".html")
}

/// `x`, `../x/`: the page, or the file, that MkDocs serves there.
fn in_mkdocs(book: &Checked, own: &str, path: &str) -> Destination {
    let page = mkdocs::page_at(own, path, |path| book.catalog.index.path(path));
    let file = || {
        join(mkdocs::served_at(own), path)
            .filter(|file| !file.ends_with(".md") && book.files().all.contains(file))
    };
    let found = page.map(in_mkdocs_only).or_else(|| file().map(Destination::FileOfFolder));
    found.or_else(|| in_hugo(book, own, path)).unwrap_or(Destination::Nothing)
}

/// The page that Hugo serves there: it calls the front page of a folder `_index.md`, and writes addresses in small letters.
fn in_hugo(book: &Checked, own: &str, path: &str) -> Option<Destination> {
    if path.ends_with(".md") || path.chars().any(char::is_uppercase) {
        return None;
    }
    let index = &book.catalog.index;
    let page = mkdocs::page_at(own, path, |path| {
        let front = path.strip_suffix("index.md").filter(|folder| folder.is_empty() || folder.ends_with('/'));
        let of_section = || index.path_in_any_case(&format!("{}_index.md", front?));
        index.path_in_any_case(path).or_else(of_section)
    });
    page.map(|page| Destination::OnlyIn("Hugo", page))
}

/// Where the book stood when an address that leads nowhere was written: `docs` for `/docs/x`, where the book has `x`.
pub(super) fn former_site<'p>(book: &Checked, path: &'p str) -> Option<&'p str> {
    let (first, rest) = path.strip_prefix('/')?.split_once('/')?;
    let is_page = |rest: &str| page_of(book, rest).is_some() || book.catalog.index.path(rest).is_some();
    (book.config.site.is_empty() && !rest.is_empty() && is_page(rest)).then_some(first)
}

/// The page that a path without extension means.
fn page_of(book: &Checked, path: &str) -> Option<PageId> {
    mkdocs::page_of(path, |path| book.catalog.index.path(path))
}

/// How the page `from` links the page `to`.
pub(super) fn link_to(book: &Checked, from: PageId, to: PageId) -> String {
    match (book.page(from).path.as_deref(), book.page(to).path.as_deref()) {
        (Some(from), Some(to)) => to_page(from, to),
        _ => String::new(),
    }
}
