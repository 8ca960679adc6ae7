//! Where the addresses of links lead: as mdBook resolves them, and as MkDocs would have.

use percent_encoding::percent_decode_str;

use super::library::Library;
use super::survey::{LinkKind, PageLink};
use crate::address::join;
use crate::expand::url::relative;
use crate::page::PageId;

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
    /// A Markdown file that no chapter is.
    Unlisted(String),
    /// Nothing.
    Nothing,
}

/// The parts of an address.
pub(super) struct Address {
    /// The path as written.
    pub(super) path: String,
    /// What follows `#`, decoded.
    pub(super) fragment: Option<String>,
    /// `?...#...` as written.
    pub(super) rest: String,
}

/// The parts of an address within the book; `None` for one that leads to another site.
pub(super) fn parts(address: &str) -> Option<Address> {
    let has_scheme = address.split_once(':').is_some_and(|(scheme, _)| {
        !scheme.is_empty()
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    });
    if has_scheme || address.starts_with("//") || address.contains("{{") {
        return None;
    }
    let at = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(at);
    let fragment = rest.split_once('#').map(|(_, fragment)| decoded(fragment));
    Some(Address { path: path.to_owned(), fragment, rest: rest.to_owned() })
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where a link of a page leads.
pub(super) fn resolve(
    library: &Library<'_>,
    from: PageId,
    link: &PageLink,
    address: &Address,
) -> Destination {
    let path = decoded(&address.path);
    let Some(own) = library.page(from).path.as_deref() else { return Destination::Elsewhere };
    if path.is_empty() {
        return Destination::Page(from);
    }
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    match path.strip_prefix('/') {
        Some(below) => from_root(library, below),
        None => {
            let here =
                join(folder, &path).map_or(Destination::Nothing, |joined| at(library, &joined, link.kind));
            if here == Destination::Nothing { in_mkdocs(library, own, &path) } else { here }
        }
    }
}

/// What lies at a path of the book.
fn at(library: &Library<'_>, path: &str, kind: LinkKind) -> Destination {
    let page = |path: &str| library.catalog.index.path(path);
    if kind == LinkKind::Image {
        return if library.files().all.contains(path) { Destination::File } else { Destination::Nothing };
    }
    if path.ends_with(".md") {
        if let Some(page) = page(path) {
            return Destination::Page(page);
        }
        return match readme(path).and_then(|path| page(&path)) {
            Some(page) => Destination::Readme(page),
            None if library.files().all.contains(path) => Destination::Unlisted(path.to_owned()),
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
    if library.files().all.contains(path) || is_redirect(library, path) {
        return Destination::File;
    }
    match page(&index) {
        Some(page) => Destination::Page(page),
        None if path.is_empty() => Destination::Elsewhere,
        None => Destination::Nothing,
    }
}

/// `x/README.md` to `x/index.md`.
fn readme(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_readme = name.eq_ignore_ascii_case("readme.md");
    is_readme.then(|| if folder.is_empty() { "index.md".to_owned() } else { format!("{folder}/index.md") })
}

fn is_redirect(library: &Library<'_>, path: &str) -> bool {
    let html = library.loaded.config.html_config().unwrap_or_default();
    html.redirect.keys().any(|from| from.trim_start_matches('/') == path)
}

/// `/x/`: right where the book is told the address of its site, and MkDocs' way everywhere else.
fn from_root(library: &Library<'_>, below: &str) -> Destination {
    let html = library.loaded.config.html_config().unwrap_or_default();
    let site = html.site_url.as_deref().map(|site| site.trim_matches('/').to_owned());
    if let Some(rest) = site.as_deref().and_then(|site| below.strip_prefix(site)) {
        return join("", rest).map_or(Destination::Nothing, |path| at(library, &path, LinkKind::Link));
    }
    let path = join("", below).unwrap_or_default();
    match page_of(library, &path) {
        Some(page) => Destination::OnlyInMkdocs(page),
        None if library.files().all.contains(&path) => Destination::FileFromRoot(path),
        None => Destination::Nothing,
    }
}

/// `x`, `../x/`: the page that MkDocs serves there. It gives each page a folder of its own.
fn in_mkdocs(library: &Library<'_>, own: &str, path: &str) -> Destination {
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let stem = own.strip_suffix(".md").unwrap_or(own);
    let is_index = stem.rsplit('/').next().is_some_and(crate::page::is_index);
    let served_at = if is_index { folder } else { stem };
    let bases = [served_at, folder];
    let page = bases.iter().find_map(|base| page_of(library, &join(base, path)?));
    page.map_or(Destination::Nothing, Destination::OnlyInMkdocs)
}

/// The page that a path without extension means.
fn page_of(library: &Library<'_>, path: &str) -> Option<PageId> {
    let stem = path.trim_end_matches('/');
    let stem = stem.strip_suffix(".html").or_else(|| stem.strip_suffix(".md")).unwrap_or(stem);
    let stem = readme(&format!("{stem}.md")).map_or(stem.to_owned(), |path| path.replace(".md", ""));
    let paths = match stem.as_str() {
        "" => vec!["index.md".to_owned()],
        stem => vec![format!("{stem}.md"), format!("{stem}/index.md")],
    };
    paths.iter().find_map(|path| library.catalog.index.path(path))
}

/// How the page `from` links the page `to`.
pub(super) fn link_to(library: &Library<'_>, from: PageId, to: PageId) -> String {
    match (library.page(from).path.as_deref(), library.page(to).path.as_deref()) {
        (Some(from), Some(to)) => relative(from, to),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_other_sites_are_none_of_ours() {
        for address in ["https://a.b/c", "mailto:a@b.c", "//a.b/c", "tel:1", "{{#x}}"] {
            assert!(parts(address).is_none(), "{address}");
        }
        let ours = parts("a%20b.md?x=1#%C3%A4").unwrap();
        assert_eq!((ours.path.as_str(), ours.rest.as_str()), ("a%20b.md", "?x=1#%C3%A4"));
        assert_eq!(ours.fragment.as_deref(), Some("ä"));
    }

    #[test]
    fn paths_are_joined_within_the_book() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(readme("a/README.md").as_deref(), Some("a/index.md"));
    }
}
