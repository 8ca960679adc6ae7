//! Files to which mdBook itself gives a meaning, so that they are no pages: parts that pages include, the page of missing
//! addresses, and what stands at an address that is led elsewhere.

use std::collections::HashSet;
use std::ops::Range;

use mdbook_preprocessor::config::Config as MdbookConfig;

use crate::text::path::{folder, html, join};

/// `{{#include path:1:2}}` in a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Include<'t> {
    /// The bytes of the directive.
    pub(crate) span: Range<usize>,
    /// The path as written, relative to the page.
    pub(crate) path: &'t str,
    /// Whether all of the file is included, not some lines of it.
    pub(crate) is_whole: bool,
}

/// The files that a text includes. mdBook looks for them in code, too.
pub(crate) fn includes(text: &str) -> impl Iterator<Item = Include<'_>> {
    let starts = text.match_indices("{{#include ").filter(|(at, _)| !text[..*at].ends_with('\\'));
    starts.filter_map(|(at, opening)| {
        let rest = &text[at + opening.len()..];
        let inner = rest.lines().next()?.split_once("}}")?.0;
        let path = inner.split(':').next()?.trim();
        let span = at..at + opening.len() + inner.len() + "}}".len();
        Some(Include { span, path, is_whole: path.len() == inner.trim().len() })
    })
}

/// The files that pages include, each page with its path: parts of pages, not pages.
pub(crate) fn included<'t>(pages: impl Iterator<Item = (&'t str, &'t str)>) -> HashSet<String> {
    let mut included = HashSet::new();
    for (path, text) in pages {
        let targets = includes(text).filter_map(|include| join(folder(path), include.path));
        included.extend(targets.filter(|target| target != path));
    }
    included
}

/// The file that mdBook makes the page of missing addresses of, in the folder of the pages; `None` where it makes none.
pub(crate) fn not_found(mdbook: &MdbookConfig) -> Option<String> {
    let html = mdbook.html_config().unwrap_or_default();
    Some(html.input_404.unwrap_or_else(|| "404.md".to_owned())).filter(|path| !path.is_empty())
}

/// Whether a file of the folder of the pages is none to mdBook, whatever it holds.
pub(crate) fn is_no_page(mdbook: &MdbookConfig, path: &str) -> bool {
    let redirects = mdbook.html_config().unwrap_or_default().redirect;
    not_found(mdbook).as_deref() == Some(path)
        || redirects.keys().any(|from| from.trim_start_matches('/') == html(path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_others_include_is_no_page() {
        let pages =
            [("a/b.md", "{{#include ../part.md:1:2}} \\{{#include ../c.md}}"), ("part.md", ""), ("c.md", "")];
        assert_eq!(included(pages.into_iter()).into_iter().collect::<Vec<_>>(), ["part.md"]);
        let found: Vec<_> = includes("x {{#include  a b.md }}").collect();
        assert_eq!(found, [Include { span: 2..23, path: "a b.md", is_whole: true }]);
    }

    #[test]
    fn the_settings_of_mdbook_name_files_that_are_no_pages() {
        let config = |toml: &str| toml.parse::<MdbookConfig>().unwrap();
        assert!(is_no_page(&config(""), "404.md") && !is_no_page(&config(""), "a/404.md"));
        let own = config(
            "[output.html]\ninput-404 = 'lost.md'\n[output.html.redirect]\n'/old/a.html' = 'a.html'\n",
        );
        assert!(is_no_page(&own, "lost.md") && is_no_page(&own, "old/a.md"));
        assert!(!is_no_page(&own, "404.md") && !is_no_page(&own, "a.md"));
        assert_eq!(not_found(&config("[output.html]\ninput-404 = ''\n")), None);
    }
}
