//! Old addresses of pages, from `redirect_from` and from the file that lists them.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use super::Catalog;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::source::dialect::address::page_of;
use crate::source::redirect_file::RedirectFile;
use crate::text::address::{decoded, is_web, parts};
use crate::text::path::{beside, html, is_index, join};

/// An old address and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The file that stands for the old address, from the root of the HTML, with `/`.
    pub from: String,
    /// What took its place.
    pub to: Goal,
}

/// Where an old address leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// To a page, and perhaps to a place in it: `#part`.
    Page(PageId, String),
    /// To a file of the book, from the root of the HTML, with what follows its path.
    File(String, String),
    /// To an address of another site.
    Elsewhere(String),
}

impl Goal {
    fn page(&self) -> Option<PageId> {
        match self {
            Self::Page(page, _) => Some(*page),
            Self::File(..) | Self::Elsewhere(_) => None,
        }
    }
}

/// All redirects of a book, each address once; those that cannot be are reported.
pub(super) fn build(pages: &[Page], problems: &mut Vec<Diagnostic>) -> Vec<Redirect> {
    let mut taken: HashMap<String, PageId> = HashMap::new();
    for (id, page) in pages.iter().enumerate() {
        if let Some(path) = &page.path {
            taken.entry(html(path)).or_insert(id);
        }
    }
    let mut redirects = Vec::new();
    for (id, page) in pages.iter().enumerate().filter(|(_, page)| page.path.is_some()) {
        for old in page.fields.list("redirect_from") {
            let found = old_file(page, old).ok_or(Reason::Outside).and_then(|from| match taken.get(&from) {
                Some(&owner) if owner == id => Err(Reason::Itself),
                Some(&owner) => Err(Reason::Taken(owner)),
                None => Ok(from),
            });
            match found {
                Ok(from) => {
                    taken.insert(from.clone(), id);
                    redirects.push(Redirect { from, to: Goal::Page(id, String::new()) });
                }
                Err(reason) => {
                    let found = reason.diagnostic(old, pages);
                    problems.push(match page.fields.get("redirect_from") {
                        Some(field) => found.at(&page.file, place(old, page, field.span.clone())),
                        None => found,
                    });
                }
            }
        }
    }
    redirects
}

/// Those of the file that lists them, beside those of the pages; lines that lead nowhere are reported.
pub(super) fn listed(
    file: &RedirectFile,
    catalog: &Catalog,
    (is_file, is_left_out): (impl Fn(&str) -> bool, impl Fn(&Page) -> bool),
    problems: &mut Vec<Diagnostic>,
) -> Vec<Redirect> {
    let pages = &catalog.pages;
    let own = pages.iter().enumerate().filter_map(|(id, page)| Some((html(page.path.as_deref()?), Some(id))));
    let said = catalog.redirects.iter().map(|redirect| (redirect.from.clone(), redirect.to.page()));
    let mut taken: HashMap<String, Option<PageId>> = own.chain(said).collect();
    let mut redirects = Vec::new();
    for line in file.lines() {
        let read = || {
            let (old, new) = line.redirect.ok_or(Reason::NoArrow)?;
            let from = file_of(old).ok_or(Reason::Outside)?;
            let to = goal(new, catalog, &is_file).ok_or_else(|| Reason::Nowhere(new.to_owned()))?;
            // mdBook copies no Markdown.
            let is_published = match &to {
                Goal::Page(page, _) => !is_left_out(&pages[*page]),
                Goal::File(path, _) => !path.ends_with(".md"),
                Goal::Elsewhere(_) => true,
            };
            if !is_published {
                return Err(Reason::Unpublished(new.to_owned()));
            }
            match taken.get(&from) {
                Some(Some(owner)) if to.page() != Some(*owner) => Err(Reason::Taken(*owner)),
                Some(_) => Err(Reason::Itself),
                None => Ok(Redirect { from, to }),
            }
        };
        match read() {
            Ok(redirect) => {
                taken.insert(redirect.from.clone(), redirect.to.page());
                redirects.push(redirect);
            }
            Err(reason) => {
                let old = line.redirect.map_or(&file.text[line.span.clone()], |(old, _)| old);
                problems.push(reason.diagnostic(old, pages).at(&file.path, line.span.clone()));
            }
        }
    }
    redirects
}

/// Where a line of the file leads: a page by its file or its address, now or before it moved; a file; another site.
fn goal(new: &str, catalog: &Catalog, is_file: &impl Fn(&str) -> bool) -> Option<Goal> {
    let Some(parts) = parts(new) else { return is_web(new).then(|| Goal::Elsewhere(new.to_owned())) };
    let path = join("", &decoded(parts.path.trim_start_matches('/')))?;
    let index = &catalog.index;
    if let Some(page) = page_of(&path, |path| index.path(path)).or_else(|| index.once_at(&path)) {
        return Some(Goal::Page(page, parts.rest));
    }
    is_file(&path).then_some(Goal::File(path, parts.rest))
}

/// Redirects from `page/` to `page.html`, which no page names, but for those that are `excluded` by their path. An address
/// that a page or another redirect has stays its own.
pub(crate) fn of_folders(
    pages: &[Page],
    redirects: &[Redirect],
    excluded: impl Fn(&str) -> bool,
) -> Vec<Redirect> {
    let own = pages.iter().filter_map(|page| page.path.as_deref().map(html));
    let taken: HashSet<String> = own.chain(redirects.iter().map(|redirect| redirect.from.clone())).collect();
    let folder = |(to, page): (PageId, &Page)| {
        let path =
            page.path.as_deref().filter(|path| !is_index(path) && !page.generated && !excluded(path))?;
        let from = format!("{}/index.html", path.strip_suffix(".md")?);
        (!taken.contains(&from)).then_some(Redirect { from, to: Goal::Page(to, String::new()) })
    };
    pages.iter().enumerate().filter_map(folder).collect()
}

/// The same addresses below other folders, as sites with versions serve them: `latest/page/`. What is in `more` are the
/// folders of pages.
pub(crate) fn below(catalog: &Catalog, more: &[Redirect], folders: &[String]) -> Vec<Redirect> {
    let page = |(id, page): (PageId, &Page)| {
        let from = html(page.path.as_deref()?);
        (!page.generated).then_some(Redirect { from, to: Goal::Page(id, String::new()) })
    };
    let pages = catalog.pages.iter().enumerate().filter_map(page);
    let all: Vec<Redirect> = pages.chain(catalog.redirects.iter().chain(more).cloned()).collect();
    let own: HashSet<&str> = all.iter().map(|redirect| redirect.from.as_str()).collect();
    let folders = folders.iter().filter_map(|folder| join("", folder)).filter(|folder| !folder.is_empty());
    let of_folder = |folder: String| {
        let all = &all;
        all.iter().map(move |redirect| Redirect {
            from: format!("{folder}/{}", redirect.from),
            to: redirect.to.clone(),
        })
    };
    let found: Vec<Redirect> = folders.flat_map(of_folder).collect();
    found.into_iter().filter(|redirect| !own.contains(redirect.from.as_str())).collect()
}

enum Reason {
    Outside,
    Itself,
    Taken(PageId),
    NoArrow,
    Nowhere(String),
    Unpublished(String),
}

impl Reason {
    fn diagnostic(&self, old: &str, pages: &[Page]) -> Diagnostic {
        let (message, help) = match self {
            Self::Outside => (
                format!("`{old}` is not an address inside the book"),
                "write the old path from the root of the book, as in `old/page.html`".to_owned(),
            ),
            Self::Itself => {
                (format!("`{old}` is the page's own address, or is listed twice"), "delete it".to_owned())
            }
            Self::Taken(owner) => (
                format!("`{old}` already leads to {}", pages[*owner].file),
                "an address leads to one page; delete it from the other one".to_owned(),
            ),
            Self::NoArrow => (
                format!("`{old}` leads nowhere"),
                "write `old/address/ -> page.md`, or `#` before a comment".to_owned(),
            ),
            Self::Nowhere(new) => (
                format!("`{old}` leads to `{new}`, which is not there"),
                "write the path of a page or a file from the folder of the pages, or an address of the web"
                    .to_owned(),
            ),
            Self::Unpublished(new) => (
                format!("`{old}` leads to `{new}`, of which the book publishes no page"),
                "list the page in SUMMARY.md, and delete `draft: true` in it if it says that".to_owned(),
            ),
        };
        Diagnostic::new(Code::InvalidRedirect, message).help(help)
    }
}

/// Where an address stands in the field, and in none that it begins.
fn place(old: &str, page: &Page, field: Range<usize>) -> Range<usize> {
    // The span of a list is its first item's start.
    let written = &page.text[field.start..page.front_matter.end.max(field.end)];
    // What starts a line is the next key.
    let next = written.match_indices('\n').map(|(at, _)| at).find(|at| {
        written[at + 1..].starts_with(|c: char| !c.is_whitespace() && !matches!(c, '-' | '#' | ']'))
    });
    let written = &written[..next.unwrap_or(written.len())];
    let is_end = |end: usize| {
        !written[end..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.'))
    };
    let found = written.match_indices(old).map(|(at, _)| at..at + old.len()).find(|found| is_end(found.end));
    found.map_or(field.clone(), |found| field.start + found.start..field.start + found.end)
}

/// The file of the HTML that answered an address of a page. Hugo's `aliases` may start from where the page is: `../old`.
pub(super) fn old_file(page: &Page, old: &str) -> Option<String> {
    let of_hugo = |key: &str| matches!(crate::text::name::key(key).as_str(), "aliases" | "alias");
    let starts_at_page = ["./", "../"].iter().any(|start| old.starts_with(start))
        && page.fields.get("redirect_from").is_some_and(|said| of_hugo(&said.key));
    match page.path.as_deref().filter(|_| starts_at_page) {
        Some(own) => file_of(&join(beside(own), old)?),
        None => file_of(old),
    }
}

/// The file of the HTML that answers an address; `None` if it would be none inside it.
pub(crate) fn file_of(address: &str) -> Option<String> {
    let address = address.trim();
    if address.is_empty() || address.starts_with("//") || address.contains(['?', '#', ':', '\\']) {
        return None;
    }
    let decoded = percent_decode_str(address.trim_start_matches("./")).decode_utf8().ok()?;
    let path = decoded.trim_start_matches('/');
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let is_safe = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && !part.contains(['/', '\\', ':'])
            && !part.contains(char::is_control)
    };
    if !(folders.is_empty() || folders.split('/').all(is_safe)) || !(name.is_empty() || is_safe(name)) {
        return None;
    }
    let name = match name.rsplit_once('.') {
        None if name.is_empty() => "index.html".to_owned(),
        // A folder with an index works on every server, a file without an ending on some.
        None => format!("{name}/index.html"),
        Some((stem, "md")) if is_index(stem) => "index.html".to_owned(),
        Some((stem, "md")) => format!("{stem}.html"),
        Some((_, "html" | "htm")) => name.to_owned(),
        Some(_) => format!("{name}/index.html"),
    };
    let file = if folders.is_empty() { name } else { format!("{folders}/{name}") };
    (!file.starts_with("patterns-index/")).then_some(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_files_inside_the_html() {
        for (address, file) in [
            ("old.html", Some("old.html")),
            ("/a/b/", Some("a/b/index.html")),
            ("a/b", Some("a/b/index.html")),
            ("./x/README.md", Some("x/index.html")),
            ("x%20y.md", Some("x y.html")),
            ("/", Some("index.html")),
            ("v1.2", Some("v1.2/index.html")),
            ("../up.html", None),
            ("a/%2e%2e/%2e%2e/b.html", None),
            ("a%2f..%2f..%2fb.html", None),
            ("https://elsewhere/x", None),
            ("//elsewhere/x", None),
            ("a?b", None),
            ("c:\\x", None),
            (".htaccess", None),
            ("a//b.html", None),
            ("patterns-index/index.html", None),
        ] {
            assert_eq!(file_of(address).as_deref(), file, "{address}");
        }
    }
}
