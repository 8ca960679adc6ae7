//! Files to which mdBook itself gives a meaning, so that they are no pages: parts that pages include, the page of missing
//! addresses, and what is at an address that is led elsewhere.

use std::collections::HashSet;
use std::ops::Range;

use mdbook_preprocessor::config::Config as MdbookConfig;

use super::renderers::has_search;
use crate::text::enclosed::enclosed;
use crate::text::path::{folder, html, join, slashes};
use crate::text::spans::is_within;

/// `{{#include path:1:2}}` in a page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Include<'t> {
    /// The bytes of the directive.
    pub(crate) span: Range<usize>,
    /// The path as written, relative to the page.
    pub(crate) path: &'t str,
    /// The lines that are included, from 1: all of them, some, or none where an anchor names them.
    pub(crate) lines: Option<Range<usize>>,
}

/// What follows a path: `:2:10`, `:2:`, `::10`, `:2`, `:anchor`, or nothing.
fn lines(written: &str) -> Option<Range<usize>> {
    let number = |text: &str, default: usize| if text.is_empty() { Some(default) } else { text.parse().ok() };
    let mut parts = written.split(':').skip(1);
    match (parts.next(), parts.next()) {
        (None, _) => Some(1..usize::MAX),
        (Some(only), None) => number(only, 1).map(|line| line..line.saturating_add(1)),
        (Some(first), Some(last)) => Some(number(first, 1)?..number(last, usize::MAX - 1)?.saturating_add(1)),
    }
}

/// The directives that name a file: those of mdBook, and of its plugin for templates.
const NAMES: &[&str] = &["include", "rustdoc_include", "playground", "playpen", "template"];

/// The files that a text includes. mdBook looks for them in code, too.
pub(crate) fn includes(text: &str) -> impl Iterator<Item = Include<'_>> {
    let of_text = |directive: &Directive<'_>| matches!(directive.name, "include" | "rustdoc_include");
    directives(text).filter(of_text).map(move |directive| {
        let written = text[directive.inner].split_whitespace().next().unwrap_or_default();
        let path = written.split(':').next().unwrap_or_default();
        Include { span: directive.span, path, lines: lines(written) }
    })
}

/// The bytes of the paths that the directives of a text name.
pub(crate) fn named_files(text: &str) -> impl Iterator<Item = Range<usize>> {
    directives(text).map(move |directive| path_in(text, &directive))
}

/// The same of the directives that mdBook itself reads.
pub(crate) fn files_of_mdbook(text: &str) -> impl Iterator<Item = Range<usize>> {
    directives(text).filter(|directive| directive.name != "template").map(move |found| path_in(text, &found))
}

/// The files whose text becomes a part of a text, each with the place of its directive, its path, and the lines that are
/// meant, with their colon. What a playground shows is code.
pub(crate) fn pasted_files(text: &str) -> impl Iterator<Item = (usize, &str, &str)> {
    let is_pasted = |directive: &Directive<'_>| !matches!(directive.name, "playground" | "playpen");
    directives(text).filter(is_pasted).map(move |directive| {
        let path = path_in(text, &directive);
        let rest = &text[path.end..directive.inner.end];
        let lines = rest.split(char::is_whitespace).next().unwrap_or_default();
        (directive.span.start, &text[path], lines)
    })
}

fn path_in(text: &str, directive: &Directive<'_>) -> Range<usize> {
    let written = &text[directive.inner.clone()];
    let start = directive.inner.start + written.len() - written.trim_start().len();
    // After the path stand lines, or the arguments of the other directives.
    let is_end = |c: char| c == ':' || c.is_whitespace();
    let path = written.trim_start().split(is_end).next().unwrap_or_default();
    start..start + path.len()
}

/// Whether a text names files, whose text and ids it has where mdBook builds it.
pub(crate) fn names_files(text: &str) -> bool {
    directives(text).next().is_some()
}

/// A directive that names a file.
struct Directive<'t> {
    span: Range<usize>,
    name: &'t str,
    /// What follows its name.
    inner: Range<usize>,
}

/// The directives of a text that name files, as mdBook finds them: `{{#include path}}`, `{{ #include path }}`.
fn directives(text: &str) -> impl Iterator<Item = Directive<'_>> {
    let inner_of = |span: &Range<usize>| {
        let inner = text[span.start + 2..span.end - 2].trim_start();
        span.end - 2 - inner.len() + 1..span.end - 2
    };
    let is_meant = move |at: usize| {
        let is_escaped = text[..at].ends_with('\\') && text[at + 2..].starts_with('#');
        !is_escaped && text[at + 2..].trim_start_matches([' ', '\t']).starts_with('#')
    };
    let escaped = escaped(text);
    enclosed(text, ("{{", "}}"), is_meant).filter_map(move |span| {
        let inner = inner_of(&span);
        let name = text[inner.clone()].split(char::is_whitespace).next()?;
        // mdBook takes no `}` in a path.
        let is_read =
            NAMES.contains(&name) && !text[inner.clone()].contains('}') && !is_within(&escaped, span.start);
        is_read.then(|| Directive { span, name, inner: inner.start + name.len()..inner.end })
    })
}

/// What mdBook takes as escaped: from `\{{#` to the last `}}` of the line, with all that is between.
fn escaped(text: &str) -> Vec<Range<usize>> {
    let mut escaped: Vec<Range<usize>> = Vec::new();
    let mut read = 0;
    for (at, _) in text.match_indices("\\{{#") {
        if at < read {
            continue;
        }
        let line_end = text[at..].find('\n').map_or(text.len(), |end| at + end);
        let end = text[at..line_end].rfind("}}").map(|end| at + end + 2);
        escaped.extend(end.map(|end| at..end));
        // Where nothing closes this one, nothing closes another after it on the line.
        read = end.unwrap_or(line_end);
    }
    escaped
}

/// The files that pages include, each page with its path: parts of pages, not pages.
pub(crate) fn included<'t>(pages: impl Iterator<Item = (&'t str, &'t str)>) -> HashSet<String> {
    let mut included = HashSet::new();
    for (path, text) in pages {
        let targets = named_files(text).filter_map(|named| join(folder(path), &text[named]));
        included.extend(targets.filter(|target| target != path));
    }
    included
}

/// The settings of the HTML that give paths a meaning, read once.
#[derive(Debug)]
pub(crate) struct HtmlSettings {
    /// The file that the page of missing addresses is made of, in the folder of the pages; `None` where none is made.
    pub(crate) not_found: Option<String>,
    redirected: HashSet<String>,
    /// Styles and scripts that mdBook copies from beside the pages.
    copied: HashSet<String>,
    /// Whether our renderer adds files of its own.
    has_index: bool,
}

/// Where a book stands on its site by mdBook's `site-url`, without a slash at either end; empty for the root.
pub(crate) fn site_of(site_url: Option<&str>) -> String {
    site_url.unwrap_or_default().trim_matches('/').to_owned()
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

    /// The same settings, with old addresses that lead to no page of the book.
    pub(crate) fn leading(mut self, elsewhere: impl Iterator<Item = String>) -> Self {
        self.redirected.extend(elsewhere);
        self
    }

    /// Whether an address of the book leads elsewhere.
    pub(crate) fn is_redirected(&self, address: &str) -> bool {
        let folder = || format!("{}/index.html", address.trim_end_matches('/'));
        self.redirected.contains(address) || self.redirected.contains(&folder())
    }

    /// Whether mdBook takes a file in the folder of the pages for something other than a page, whatever it holds.
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
        let found: Vec<_> = includes("x {{#include  a.md }}").collect();
        assert_eq!(found, [Include { span: 2..21, path: "a.md", lines: Some(1..usize::MAX) }]);
        for (text, paths) in [
            ("{{ #include a.md}} {{#include\ta.md}}", &["a.md", "a.md"][..]),
            // As mdBook's pattern has it, an escape reaches to the last `}}` of its line.
            ("\\{{#include a.md}} \\{{ #include b.md}}", &[]),
            ("\\{{ #include b.md}}", &["b.md"]),
            ("\\{{#include a.md}} and {{#include b.md}}\n{{#include c.md}}", &["c.md"]),
            ("\\{{#include a.md\n{{#include c.md}}", &["c.md"]),
            ("{{#include a} b.md}} {{#include c.md}}", &["c.md"]),
            ("{{# include a.md}} {{include a.md}} {{#title a.md}} {{#includes a.md}}", &[]),
            ("{{#rustdoc_include a.rs:2}} {{x {{#include b.md:part}}", &["a.rs", "b.md"]),
        ] {
            assert_eq!(includes(text).map(|found| found.path).collect::<Vec<_>>(), paths, "{text}");
        }
        let named = "{{#template t.md x=y}} {{#playground  p.rs editable}} {{#playpen q.rs}}";
        assert_eq!(named_files(named).map(|at| &named[at]).collect::<Vec<_>>(), ["t.md", "p.rs", "q.rs"]);
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
