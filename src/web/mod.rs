//! What the world sees of a page: the head of its HTML, and the files that crawlers, feed readers and programs ask for.
//!
//! ```text
//!  Library ─▶ About (one a page: title, description, address, dates) ─┬─▶ head ──────▶ the <head> of each page, as it was written
//!                                                                     ├─▶ sitemap, feed, robots ──▶ XML, text
//!                                                                     ├─▶ image, cards ──▶ the pictures that heads name
//!                                                                     └─▶ texts, llms ──▶ Markdown
//! ```
//!
//! mdBook has written the HTML by then. No byte of a `<body>` changes, and a file that is the author's stays.
//!
//! `loads` links the scripts and styles that only some pages need, and `fonts` keeps text in its place while fonts come.

mod about;
mod address;
#[cfg(feature = "cards")]
mod cards;
mod feed;
mod files;
mod fonts;
mod head;
mod image;
mod images;
mod json_ld;
mod llms;
mod loads;
mod previews;
mod scan;
mod sitemap;
mod texts;

#[cfg(not(feature = "cards"))]
#[path = "no_cards.rs"]
mod cards;

use std::collections::HashSet;
use std::path::Path;

use mdbook_renderer::RenderContext;

use crate::config::{FeedConfig, IndexConfig, WebConfig};
use crate::expand::Expander;
use crate::file::Root;
use crate::library::{Library, Panics};
use crate::template::Templates;

use about::About;
use address::Site;
use files::Files;
use head::Known;
use images::Images;

/// What the web part is made of.
pub(crate) struct Web<'a> {
    pub(crate) library: &'a Library,
    pub(crate) context: &'a RenderContext,
    pub(crate) options: &'a IndexConfig,
    pub(crate) templates: &'a Templates,
    pub(crate) expander: &'a Expander<'a>,
    /// The folder of all output, and that of the HTML in it.
    pub(crate) root: &'a Root,
    pub(crate) html: &'a Path,
    /// The folder of our renderer in it, where a build keeps what the next one can use.
    #[cfg_attr(not(feature = "cards"), expect(dead_code, reason = "what is kept is cards"))]
    pub(crate) own: &'a Path,
    /// What panics cost.
    pub(crate) panics: &'a Panics,
}

impl Web<'_> {
    /// What the pages themselves need, in a book that is served, too; what could not be written, line by line.
    pub(crate) fn load(&self) -> Vec<String> {
        let mut problems = loads::write(self);
        let fonts = fonts::write(&Files::new(self.root, self.html));
        problems.extend(fonts.err().map(|error| error.to_string()));
        problems
    }

    /// Writes all of it; what the author should know, line by line.
    pub(crate) fn write(&self) -> Vec<String> {
        let config = self.config();
        let site = Site::of(self.context, config);
        let site = site.as_ref();
        let pages = About::all(self, site);
        let mut files = Files::new(self.root, self.html);
        let mut notes = Vec::new();
        notes.extend(self.for_crawlers(&pages, site, &mut files));
        notes.extend(self.without_address(site));
        let texts = if config.texts { texts::write(self, &pages, site, &mut files) } else { HashSet::new() };
        if config.llms {
            llms::write(self, &pages, &texts, &mut files);
        }
        if config.head {
            let (images, problems) = Images::of(self, &pages, site, &files);
            notes.extend(problems);
            head::write(self, &pages, site, &Known { texts, images }, &mut files);
        } else {
            cards::clean(self);
        }
        notes.extend(files.problems);
        notes
    }

    fn config(&self) -> &WebConfig {
        &self.options.web
    }

    /// What needs the address of the book; what is wrong with the feed.
    fn for_crawlers(&self, pages: &[About], site: Option<&Site>, files: &mut Files<'_>) -> Option<String> {
        let site = site?;
        let sitemaps =
            if self.config().sitemap { sitemap::write(self, pages, site, files) } else { Vec::new() };
        if !site.is_whole {
            return None;
        }
        if self.config().robots {
            sitemap::write_robots(site, &sitemaps, files);
        }
        feed::write(self, pages, site, files)
    }

    /// What was not written because the book does not say its address.
    fn without_address(&self, site: Option<&Site>) -> Option<String> {
        let config = self.config();
        let is_whole = site.is_some_and(|site| site.is_whole);
        let needs = [
            ("sitemap.xml", "sitemap", config.sitemap && site.is_none()),
            ("feed.xml", "feed", config.feed != FeedConfig::None && !is_whole),
            ("robots.txt", "robots", config.robots && !is_whole),
            ("card of a page", "cards", config.cards && config.head && !is_whole),
        ];
        let missing = || needs.iter().filter(|(.., is_missing)| *is_missing);
        let files: Vec<&str> = missing().map(|(file, ..)| *file).collect();
        let keys: Vec<String> = missing().map(|(_, key, _)| format!("`{key} = false`")).collect();
        (!files.is_empty()).then(|| {
            format!(
                "note: without the address of the site there is no {}: set `address = \"https://...\"` in \
                 `[output.patterns]`, or {}",
                files.join(", no "),
                keys.join(", ")
            )
        })
    }
}
