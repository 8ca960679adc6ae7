//! Where the addresses of links lead: as mdBook resolves them, and as MkDocs would have.

use crate::check::Checked;
use crate::library::survey::{LinkKind, PageLink};
use crate::page::PageId;
use crate::source::dialect::address as mkdocs;
use crate::text::address::relative;
use crate::text::address::{Address, decoded};
use crate::text::path::{folder, join, readme};

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Destination {
    /// Somewhere that is not looked at: another site, or a page that is made later.
    Elsewhere,
    /// A page.
    Page(PageId),
    /// A file that mdBook copies.
    File,
    /// A page, but only where MkDocs builds the book.
    OnlyInMkdocs(PageId),
    /// The page of a `README.md`, which mdBook calls `index.html`.
    Readme(PageId),
    /// A file, named from the root of the site.
    FileFromRoot(String),
    /// The first page, named as the root of the site.
    AtRoot(PageId),
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
    match path.strip_prefix('/') {
        Some(below) => from_root(book, below),
        None => {
            let here =
                join(folder(own), &path).map_or(Destination::Nothing, |joined| at(book, &joined, link.kind));
            if here == Destination::Nothing { in_mkdocs(book, own, &path) } else { here }
        }
    }
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
        if matches!(path, "index.html" | "print.html" | "404.html" | "toc.html") {
            return Destination::Elsewhere;
        }
    }
    let index = if path.is_empty() { "index.md".to_owned() } else { format!("{path}/index.md") };
    if book.files().all.contains(path) || is_redirect(book, path) {
        return Destination::File;
    }
    match page(&index) {
        Some(page) => Destination::Page(page),
        None if path.is_empty() => Destination::Elsewhere,
        None => Destination::Nothing,
    }
}

fn is_redirect(book: &Checked, path: &str) -> bool {
    let html = book.source.mdbook.html_config().unwrap_or_default();
    html.redirect.keys().any(|from| from.trim_start_matches('/') == path)
}

/// `/x/`: right where the book is told the address of its site, and MkDocs' way everywhere else.
fn from_root(book: &Checked, below: &str) -> Destination {
    let html = book.source.mdbook.html_config().unwrap_or_default();
    let site = html.site_url.as_deref().map(|site| site.trim_matches('/').to_owned());
    if let Some(rest) = site.as_deref().and_then(|site| below.strip_prefix(site)) {
        return join("", rest).map_or(Destination::Nothing, |path| at(book, &path, LinkKind::Link));
    }
    if below.is_empty() {
        return start(book).map_or(Destination::Elsewhere, Destination::AtRoot);
    }
    let path = join("", below).unwrap_or_default();
    match page_of(book, &path) {
        Some(page) => Destination::OnlyInMkdocs(page),
        None if book.files().all.contains(&path) => Destination::FileFromRoot(path),
        None => Destination::Nothing,
    }
}

/// The page that mdBook makes `index.html` of.
fn start(book: &Checked) -> Option<PageId> {
    book.catalog.pages.iter().position(|page| page.path.is_some() && !page.generated)
}

/// `x`, `../x/`: the page that MkDocs serves there.
fn in_mkdocs(book: &Checked, own: &str, path: &str) -> Destination {
    let page = mkdocs::page_at(own, path, |path| book.catalog.index.path(path));
    page.map_or(Destination::Nothing, Destination::OnlyInMkdocs)
}

/// The page that a path without extension means.
fn page_of(book: &Checked, path: &str) -> Option<PageId> {
    mkdocs::page_of(path, |path| book.catalog.index.path(path))
}

/// How the page `from` links the page `to`.
pub(super) fn link_to(book: &Checked, from: PageId, to: PageId) -> String {
    match (book.page(from).path.as_deref(), book.page(to).path.as_deref()) {
        (Some(from), Some(to)) => relative(from, to),
        _ => String::new(),
    }
}
