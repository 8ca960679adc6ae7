//! Which addresses may be linked, what they are made of, and where relative ones lead.

use std::path::Path;

use percent_encoding::percent_decode_str;

/// The parts of an address within the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// The path as written.
    pub(crate) path: String,
    /// What follows `#`, decoded.
    pub(crate) fragment: Option<String>,
    /// `?...#...` as written.
    pub(crate) rest: String,
}

/// The parts of an address within the book; `None` for one that leads to another site.
pub(crate) fn parts(address: &str) -> Option<Address> {
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

/// A part of an address without its percent signs.
pub(crate) fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A path with `/` between its parts on every system.
pub(crate) fn slashes(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The folder that a path lies in; empty at the root.
pub(crate) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `x/README.md` to `x/index.md`, which mdBook makes of it; `None` for other files.
pub(crate) fn readme(path: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_readme = name.eq_ignore_ascii_case("readme.md");
    is_readme.then(|| match folder(path) {
        "" => "index.md".to_owned(),
        folder => format!("{folder}/index.md"),
    })
}

/// Whether an address may be linked: no scheme, or one that only leads somewhere.
pub fn is_safe_url(url: &str) -> bool {
    // Browsers skip white space and control characters inside a scheme.
    let url: String = url.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(64).collect();
    match url.split_once(':') {
        None => true,
        Some((scheme, _)) if scheme.contains(['/', '?', '#']) => true,
        Some((scheme, _)) => {
            matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https" | "mailto")
        }
    }
}

/// Joins a folder and a relative path; `None` if it leads out of the book.
pub(crate) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
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
