//! Old addresses of pages, from `redirect_from`.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::text::path::{beside, html, is_index, join};

/// An old address and the page that took its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redirect {
    /// The file that stands for the old address, from the root of the HTML, with `/`.
    pub from: String,
    /// The page.
    pub to: PageId,
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
                    redirects.push(Redirect { from, to: id });
                }
                Err(reason) => problems.push(reason.diagnostic(old, page, pages)),
            }
        }
    }
    redirects
}

/// Redirects from `page/` to `page.html`, which no page names. An address that a page or another redirect has stays its own.
pub(crate) fn of_folders(pages: &[Page], redirects: &[Redirect]) -> Vec<Redirect> {
    let own = pages.iter().filter_map(|page| page.path.as_deref().map(html));
    let taken: HashSet<String> = own.chain(redirects.iter().map(|redirect| redirect.from.clone())).collect();
    let folder = |(to, page): (PageId, &Page)| {
        let path = page.path.as_deref().filter(|path| !is_index(path) && !page.generated)?;
        let from = format!("{}/index.html", path.strip_suffix(".md")?);
        (!taken.contains(&from)).then_some(Redirect { from, to })
    };
    pages.iter().enumerate().filter_map(folder).collect()
}

enum Reason {
    Outside,
    Itself,
    Taken(PageId),
}

impl Reason {
    fn diagnostic(&self, old: &str, page: &Page, pages: &[Page]) -> Diagnostic {
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
        };
        let found = Diagnostic::new(Code::InvalidRedirect, message).help(help);
        match page.fields.get("redirect_from") {
            Some(field) => found.at(&page.file, place(old, page, field.span.clone())),
            None => found,
        }
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
