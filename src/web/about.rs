//! What is said of a page elsewhere: gathered once, for all formats.

use std::collections::{HashMap, HashSet};

use super::Web;
use super::address::{Site, encoded};
use crate::index::leaves_out;
use crate::page::{Page, PageId};
use crate::schema::{Date, Precision};
use crate::text::markdown::{plain, squeeze};
use crate::text::path::html;

/// The letters of a description that we inferred; what an author wrote as one is never cut.
const LONGEST: usize = 200;

/// A page as others see it. All texts are plain.
#[derive(Debug)]
pub(super) struct About<'a> {
    pub(super) id: PageId,
    pub(super) page: &'a Page,
    /// Its path in the book, and the file of its HTML.
    pub(super) path: &'a str,
    pub(super) file: String,
    pub(super) title: String,
    pub(super) description: Option<String>,
    /// Its address, with the host where the book says it.
    pub(super) url: Option<String>,
    pub(super) updated: Option<Date>,
    pub(super) introduced: Option<Date>,
    /// Whether readers find it at the address of the book.
    pub(super) is_home: bool,
    /// Whether others should find it: not a draft, and not left out of the search.
    pub(super) is_listed: bool,
}

impl<'a> About<'a> {
    /// All pages that have a file, each once.
    pub(super) fn all(web: &Web<'a>, site: Option<&Site>) -> Vec<Self> {
        let pages = &web.library.catalog.pages;
        let mut seen = HashSet::new();
        let lists = web.expander.lists();
        let about = |(id, page): (PageId, &'a Page)| {
            let path = page.path.as_deref()?;
            let new = || Self::new(web, id, page, path, site, &lists);
            let what = "say what this page is about, which the web is not told of";
            seen.insert(path).then(|| web.panics.guarded(&page.file, what, new))?
        };
        pages.iter().enumerate().filter_map(about).collect()
    }

    fn new(
        web: &Web<'a>,
        id: PageId,
        page: &'a Page,
        path: &'a str,
        site: Option<&Site>,
        lists: &HashMap<PageId, String>,
    ) -> Self {
        let file = html(path);
        let mut about = Self {
            id,
            page,
            path,
            title: Self::title_of(page),
            description: None,
            url: site.map(|site| site.of_file(&file)),
            updated: page.fields.date("updated"),
            introduced: page.fields.date("introduced"),
            is_home: web.expander.home() == Some(id),
            is_listed: !leaves_out(web.options, page) && !web.expander.is_draft(id),
            file,
        };
        about.description = about.described_in(web, lists.get(&id));
        about
    }

    /// What its author says, otherwise what the book says of itself, what a list holds, or the first words.
    fn described_in(&self, web: &Web<'_>, list: Option<&String>) -> Option<String> {
        let book = || web.context.config.book.description.as_deref().filter(|_| self.is_home).map(clean);
        let book = || book().filter(|text| !text.is_empty());
        let held = || list.map(|text| clipped(&clean(&plain(text)))).filter(|text| !text.is_empty());
        said(self.page).or_else(book).or_else(|| inferred(self.page)).or_else(held)
    }

    /// Whether it is there for the pages that it lists.
    pub(super) fn is_list(&self) -> bool {
        self.page.is_list() || self.page.generated
    }

    /// The day on which it came out. A year or a month is that of what the page is about.
    pub(super) fn published(&self) -> Option<Date> {
        self.introduced.filter(Date::is_day)
    }

    /// The title of a page, as a line.
    pub(super) fn title_of(page: &Page) -> String {
        clean(page.title())
    }

    /// Its address, or the way to it from the root of the book.
    pub(super) fn address(&self) -> String {
        self.url.clone().unwrap_or_else(|| encoded(&self.file))
    }

    /// The newest date that the page says.
    pub(super) fn date(&self) -> Option<Date> {
        self.updated.max(self.introduced)
    }
}

/// What a page is about, as a line.
pub(super) fn described(page: &Page) -> Option<String> {
    said(page).or_else(|| inferred(page))
}

/// What its author says that it is about.
fn said(page: &Page) -> Option<String> {
    page.fields.text("description").map(|text| clean(&plain(text))).filter(|text| !text.is_empty())
}

/// Its first words.
fn inferred(page: &Page) -> Option<String> {
    page.description().map(|text| clean(&clipped(&plain(text)))).filter(|text| !text.is_empty())
}

/// The first day that a date means, as sitemaps need it.
pub(super) fn day(date: Date) -> String {
    Date { precision: Precision::Day, ..date }.to_string()
}

/// Its start, as feeds need it.
pub(super) fn instant(date: Date) -> String {
    format!("{}T00:00:00Z", day(date))
}

/// One line without control characters, which XML cannot hold.
pub(super) fn clean(text: &str) -> String {
    let is_bad = |c: char| c.is_control() && !c.is_whitespace() || matches!(c, '\u{fffe}' | '\u{ffff}');
    squeeze(&text.replace(is_bad, ""))
}

/// The words that fit.
fn clipped(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST) else { return text.to_owned() };
    let cut = &text[..end];
    // Languages without spaces are cut anywhere.
    let words = cut.rfind(' ').filter(|at| *at > LONGEST / 2).map_or(cut, |at| &cut[..at]);
    format!("{}…", words.trim_end_matches([',', ';', ':', '.', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_end_with_a_word() {
        let text = "word, ".repeat(60);
        let clipped = clipped(text.trim());
        assert!(clipped.ends_with("word…") && clipped.chars().count() <= LONGEST + 1, "{clipped}");
        assert_eq!(super::clipped("Short."), "Short.");
        assert_eq!(super::clipped(&"日".repeat(300)).chars().count(), LONGEST + 1);
    }

    #[test]
    fn texts_hold_what_xml_can_hold() {
        assert_eq!(clean("a\u{0}\u{8}\n b\u{ffff}\tc"), "a b c");
    }
}
