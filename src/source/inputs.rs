//! Files to which mdBook itself gives a meaning, so that they are no pages: parts that pages include, the page of missing
//! addresses, and what stands at an address that is led elsewhere.

use std::collections::HashSet;
use std::ops::Range;

use mdbook_preprocessor::config::Config as MdbookConfig;

use super::renderers::has_search;
use crate::text::enclosed::enclosed;
use crate::text::path::{folder, html, join, slashes};

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

/// mdBook's directives that name a file.
pub(crate) const NAMING_FILES: [&str; 4] =
    ["{{#include ", "{{#rustdoc_include ", "{{#playground ", "{{#template "];
const INCLUDE: &str = NAMING_FILES[0];
const CLOSING: &str = "}}";

/// The files that a text includes. mdBook looks for them in code, too.
pub(crate) fn includes(text: &str) -> impl Iterator<Item = Include<'_>> {
    arguments(text, INCLUDE).map(move |(span, inner)| {
        let written = text[inner].trim();
        let path = written.split(':').next().unwrap_or_default().trim();
        Include { span, path, is_whole: path.len() == written.len() }
    })
}

/// The bytes of the paths that the directives of a text name.
pub(crate) fn named_files(text: &str) -> impl Iterator<Item = Range<usize>> {
    NAMING_FILES.into_iter().flat_map(move |opening| {
        // After the path stand lines, or the arguments of the other directives.
        let is_end = move |c: char| c == ':' || (opening != INCLUDE && c.is_whitespace());
        arguments(text, opening).map(move |(_, inner)| {
            let written = &text[inner.clone()];
            let start = inner.start + written.len() - written.trim_start().len();
            let path = written.trim_start().split(is_end).next().unwrap_or_default().trim_end();
            start..start + path.len()
        })
    })
}

/// The bytes of each directive that begins so, and those between its signs.
fn arguments<'t>(
    text: &'t str,
    opening: &'static str,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + 't {
    let is_meant = |at: usize| !text[..at].ends_with('\\');
    enclosed(text, (opening, CLOSING), is_meant).map(|span| {
        let inner = span.start + opening.len()..span.end - CLOSING.len();
        (span, inner)
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

/// The settings of the HTML that give paths a meaning, read once.
#[derive(Debug)]
pub(crate) struct HtmlSettings {
    /// The file that the page of missing addresses is made of, in the folder of the pages; `None` where none is made.
    pub(crate) not_found: Option<String>,
    /// Where the book stands on its site, without a slash at either end; empty for the root.
    pub(crate) site: String,
    redirected: HashSet<String>,
    /// Styles and scripts that mdBook copies from beside the pages.
    copied: HashSet<String>,
    /// Whether our renderer adds files of its own.
    has_index: bool,
}

/// What our renderer may write beside the pages.
const OF_INDEX: &[&str] = &["feed.xml", "llms.txt", "robots.txt", "sitemap.xml"];

impl HtmlSettings {
    pub(crate) fn of(mdbook: &MdbookConfig) -> Self {
        let html = mdbook.html_config().unwrap_or_default();
        let not_found = html.input_404.unwrap_or_else(|| "404.md".to_owned());
        let redirected = html.redirect.keys().map(|from| from.trim_start_matches('/').to_owned());
        Self {
            not_found: Some(not_found).filter(|path| !path.is_empty()),
            site: html.site_url.as_deref().map(|site| site.trim_matches('/').to_owned()).unwrap_or_default(),
            redirected: redirected.collect(),
            copied: html.additional_css.iter().chain(&html.additional_js).map(|path| slashes(path)).collect(),
            has_index: has_search(mdbook),
        }
    }

    /// Whether a build makes a file that is not in the folder of the pages.
    pub(crate) fn is_made(&self, path: &str) -> bool {
        let is_of_index = || path.starts_with("patterns-index/") || OF_INDEX.contains(&path);
        self.copied.contains(path.trim_start_matches("./")) || self.has_index && is_of_index()
    }

    /// Whether an address of the book leads elsewhere.
    pub(crate) fn is_redirected(&self, address: &str) -> bool {
        self.redirected.contains(address)
    }

    /// Whether a file of the folder of the pages is none to mdBook, whatever it holds.
    pub(crate) fn is_no_page(&self, path: &str) -> bool {
        self.not_found.as_deref() == Some(path) || self.is_redirected(&html(path))
    }
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
        let settings = |toml: &str| HtmlSettings::of(&toml.parse::<MdbookConfig>().unwrap());
        assert!(settings("").is_no_page("404.md") && !settings("").is_no_page("a/404.md"));
        let own = settings(
            "[output.html]\ninput-404 = 'lost.md'\n[output.html.redirect]\n'/old/a.html' = 'a.html'\n",
        );
        assert!(own.is_no_page("lost.md") && own.is_no_page("old/a.md"));
        assert!(!own.is_no_page("404.md") && !own.is_no_page("a.md"));
        assert_eq!(settings("[output.html]\ninput-404 = ''\n").not_found, None);
    }
}
