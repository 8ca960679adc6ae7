//! A model of Python-Markdown, with the extensions of Material: what a reader of the site gets. It shares no code with
//! what rewrites pages, but for the tables of names.
//!
//! Blocks are read line by line, container by container, as its block processors do; what is in a line is in `inline`.

mod blocks;
mod containers;
mod ends;
mod inline;
mod line;
mod raw_html;
mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::migrate::audit::without_tabs;
use crate::migrate::disagreements::sane_columns;
use crate::migrate::settings::{ALERTS, has_reader};
use crate::migrate::site::Site;

/// What a site's Markdown is, and what a page defines.
#[derive(Debug, Clone, Default)]
pub(in crate::migrate) struct Extensions {
    attr_list: bool,
    admonition: bool,
    details: bool,
    tabbed: bool,
    superfences: bool,
    md_in_html: bool,
    def_list: bool,
    has_footnotes: bool,
    abbr: bool,
    emoji: bool,
    keys: bool,
    inlinehilite: bool,
    snippets: bool,
    /// How far the inside of an item is indented.
    inside: usize,
    /// Whether a heading has a space after its signs.
    sane_headings: bool,
    /// Whether `> [!NOTE]` is a box.
    alerts: bool,
    /// The names of the site's own icons.
    icons: BTreeSet<String>,
    /// What the page defines.
    references: BTreeMap<String, String>,
    footnotes: BTreeSet<String>,
    /// How many containers are open.
    depth: Arc<AtomicUsize>,
}

/// How many containers deep a page is read; what is deeper is text.
const DEEPEST: usize = 60;

/// A container that is open.
struct Inside<'e>(&'e AtomicUsize);

impl Drop for Inside<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Extensions {
    /// As a site says, which has these icons of its own.
    pub(in crate::migrate) fn of(site: &Site, icons: impl Iterator<Item = String>) -> Self {
        let has = |names: &[&str]| names.iter().any(|name| site.extension(name).is_some());
        let extra = has(&["extra", "pymdownx.extra"]);
        Self {
            attr_list: extra || has(&["attr_list"]),
            admonition: has(&["admonition", "pymdownx.blocks.admonition"]),
            details: has(&["pymdownx.details", "pymdownx.blocks.details"]),
            tabbed: has(&["pymdownx.tabbed", "pymdownx.blocks.tab"]),
            superfences: has(&["pymdownx.superfences", "pymdownx.extra"]),
            md_in_html: extra || has(&["md_in_html"]),
            def_list: extra || has(&["def_list"]),
            has_footnotes: extra || has(&["footnotes"]),
            abbr: extra || has(&["abbr"]),
            emoji: has(&["pymdownx.emoji"]),
            keys: has(&["pymdownx.keys"]),
            inlinehilite: has(&["pymdownx.inlinehilite"]),
            snippets: has(&["pymdownx.snippets"]),
            inside: sane_columns(site).unwrap_or(4),
            sane_headings: has(&["pymdownx.saneheaders"]),
            alerts: ALERTS.iter().any(|name| has_reader(site, name)),
            icons: icons.collect(),
            ..Self::default()
        }
    }

    /// Opens a container, unless too many are open.
    fn deeper(&self) -> Option<Inside<'_>> {
        let inside = Inside(&self.depth);
        (self.depth.fetch_add(1, Ordering::Relaxed) < DEEPEST).then_some(inside)
    }

    /// A page as HTML, with the author's lines in comments. `body` is where the text after the front matter starts.
    pub(in crate::migrate) fn html(&self, text: &str, body: usize) -> String {
        let first = memchr::memchr_iter(b'\n', &text.as_bytes()[..body]).count() + 1;
        let lines: Vec<line::Line> = text[body..]
            .lines()
            .enumerate()
            .map(|(at, line)| line::Line { number: first + at, text: without_tabs(line), column: 0 })
            .collect();
        let mut extensions = Self { depth: Arc::default(), ..self.clone() };
        let lines = blocks::definitions(lines, &mut extensions);
        blocks::html(&lines, &extensions)
    }
}
