//! Where MkDocs serves pages: each in a folder of its own.

use crate::text::path::{folder, is_index, join, readme};

/// The folder that MkDocs serves the page `own` in, and that its links start from.
pub(crate) fn served_at(own: &str) -> &str {
    if is_index(own) { folder(own) } else { own.strip_suffix(".md").unwrap_or(own) }
}

/// The page that a link `x` or `../x/` of the page `own` leads to where MkDocs serves them, otherwise the one that its
/// author meant who thought of files. `page` finds a page by its path.
pub(crate) fn page_at<T>(own: &str, path: &str, page: impl Fn(&str) -> Option<T>) -> Option<T> {
    [served_at(own), folder(own)].iter().find_map(|base| page_of(&join(base, path)?, &page))
}

/// The page that a path without extension means.
pub(crate) fn page_of<T>(path: &str, page: impl Fn(&str) -> Option<T>) -> Option<T> {
    let served = path.strip_suffix("index.html").filter(|rest| rest.is_empty() || rest.ends_with('/'));
    let stem = served.unwrap_or(path).trim_end_matches('/');
    let stem = stem.strip_suffix(".html").or_else(|| stem.strip_suffix(".md")).unwrap_or(stem);
    let stem = readme(&format!("{stem}.md")).map_or(stem.to_owned(), |path| path.replace(".md", ""));
    let paths = match stem.as_str() {
        "" => vec!["index.md".to_owned()],
        stem => vec![format!("{stem}.md"), format!("{stem}/index.md")],
    };
    paths.iter().find_map(|path| page(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_start_from_the_folder_that_a_page_is_served_in() {
        let pages = ["index.md", "a/b.md", "a/index.md", "c.md"];
        let find = |path: &str| pages.iter().position(|page| *page == path);
        assert_eq!(page_at("a/b.md", "../../c/", find), Some(3));
        assert_eq!(page_at("a/b.md", "../../", find), Some(0));
        assert_eq!(page_at("a/b.md", "..", find), Some(2));
        assert_eq!(page_at("a/index.md", "b", find), Some(1));
        assert_eq!(page_at("a/index.md", "../c.html", find), Some(3));
        assert_eq!(page_at("a/b.md", "../../c/index.html", find), Some(3));
        assert_eq!(page_at("a/b.md", "../c/", find), Some(3), "as its author meant it");
        assert_eq!(page_at("c.md", "../../../x/", find), None);
    }
}
