//! Paths of files within the book, with `/` between their parts on every system.

use std::path::Path;

use relative_path::{Component, RelativePath};

/// A path with `/` between its parts, and without a `.` at its start; empty for `.` alone.
pub(crate) fn slashes(path: &Path) -> String {
    let is_way = |part: &std::path::Component<'_>| *part != std::path::Component::CurDir;
    let parts = path.components().filter(is_way).map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// The folder that a path lies in; empty at the root.
pub(crate) fn folder(path: &str) -> &str {
    RelativePath::new(path).parent().map_or("", RelativePath::as_str)
}

/// The last part of a path.
pub(crate) fn name(path: &str) -> &str {
    let last = || path.rsplit('/').find(|part| !part.is_empty()).unwrap_or(path);
    // A path that ends with `..` has no file.
    RelativePath::new(path).file_name().unwrap_or_else(last)
}

/// The name of a page's file without `.md`.
pub(crate) fn stem(path: &str) -> &str {
    let name = name(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Whether a page, with `.md` or without, is the one of its folder.
pub(crate) fn is_index(path: &str) -> bool {
    ["readme", "index", "_index"].iter().any(|name| stem(path).eq_ignore_ascii_case(name))
}

/// The folder that a page stands in among its neighbours; a folder's front page stands beside the folder.
pub(crate) fn beside(path: &str) -> &str {
    if is_index(path) { folder(folder(path)) } else { folder(path) }
}

/// The rest of a path below the address of the site.
pub(crate) fn below_site<'p>(path: &'p str, site: &str) -> Option<&'p str> {
    let rest = path.strip_prefix(site)?;
    (site.is_empty() || rest.is_empty() || rest.starts_with('/')).then(|| rest.trim_start_matches('/'))
}

/// What a page is called by its path: the stem of its file, and of an index the folder's name.
pub(crate) fn own_name(path: &str) -> &str {
    match folder(path) {
        folder if !folder.is_empty() && is_index(path) => name(folder),
        _ => stem(path),
    }
}

/// `x/README.md` to `x/index.md`, which mdBook makes of it; `None` for other files.
pub(crate) fn readme(path: &str) -> Option<String> {
    let is_readme = name(path).eq_ignore_ascii_case("readme.md");
    is_readme.then(|| RelativePath::new(path).with_file_name("index.md").into_string())
}

/// The file that mdBook makes of a page, from the root of the HTML.
pub(crate) fn html(path: &str) -> String {
    RelativePath::new(path).with_extension("html").into_string()
}

/// Joins a folder and a relative path; `None` if it leads out of the book.
pub(crate) fn join(folder: &str, relative: &str) -> Option<String> {
    let joined = RelativePath::new(folder).join_normalized(relative);
    let leads_out = joined.components().next() == Some(Component::ParentDir);
    (!leads_out).then(|| joined.into_string())
}

/// The way from the file `from` to the file or the folder `to`.
pub(crate) fn relate(from: &str, to: &str) -> String {
    let way = RelativePath::new(folder(from)).relative(folder(to));
    // From within a folder to itself it leads up to its name; the root has none.
    if to.is_empty() { way.into_string() } else { way.join(name(to)).into_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_joined_within_the_book() {
        assert_eq!(join("a/b", "../c.md").as_deref(), Some("a/c.md"));
        assert_eq!(join("a", "./b//c.md").as_deref(), Some("a/b/c.md"));
        assert_eq!(join("a", "/b/").as_deref(), Some("a/b"));
        assert_eq!(join("a", "..").as_deref(), Some(""));
        assert_eq!(join("a", "../../c.md"), None);
        assert_eq!(join("a", "../../a/c.md"), None);
    }

    #[test]
    fn files_are_related() {
        assert_eq!(relate("a.md", "b.md"), "b.md");
        assert_eq!(relate("x/a.md", "x/b.md"), "b.md");
        assert_eq!(relate("x/y/a.md", "x/z/b.md"), "../z/b.md");
        assert_eq!(relate("x/a.md", "x"), "../x");
        assert_eq!(relate("x/a.md", ""), "..");
        assert_eq!(relate("a.md", ""), "");
        assert_eq!(relate("", "../.."), "../..");
        assert_eq!(relate("x/a.md", "../.."), "../../..");
    }

    #[test]
    fn pages_are_named_by_their_files_and_indexes_by_their_folders() {
        for (path, own) in [
            ("a/b.md", "b"),
            ("a/README.md", "a"),
            ("a/b/index.md", "b"),
            ("Index.md", "Index"),
            ("v1.2", "v1.2"),
        ] {
            assert_eq!(own_name(path), own, "{path}");
        }
        assert!(is_index("a/Readme") && is_index("index.md") && !is_index("a/readmes.md"));
        assert_eq!(readme("a/README.md").as_deref(), Some("a/index.md"));
        assert_eq!(readme("a/index.md"), None);
    }

    #[test]
    fn files_of_the_html_are_those_of_mdbook() {
        for (path, file) in
            [("a/b.md", "a/b.html"), ("v1.2/x", "v1.2/x.html"), ("a.b.md", "a.b.html"), (".md", ".md.html")]
        {
            assert_eq!(html(path), file);
        }
    }
}
