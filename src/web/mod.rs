//! What the world sees of a page: the head of its HTML, and the files that crawlers, feed readers and programs ask for.
//!
//! ```text
//!  Library ─▶ About (one a page: title, description, address, dates) ─┬─▶ head ──────▶ the <head> of each page, as it was written
//!                                                                     ├─▶ sitemap, feed, robots ──▶ XML, text
//!                                                                     └─▶ texts, llms ──▶ Markdown
//! ```
//!
//! mdBook has written the HTML by then. No byte of a `<body>` changes, and a file that is the author's stays.

mod about;
mod address;
mod feed;
mod files;
mod head;
mod json_ld;
mod llms;
mod scan;
mod sitemap;
mod texts;

use std::path::Path;

use mdbook_renderer::RenderContext;

use crate::config::{FeedConfig, WebConfig};
use crate::expand::Expander;
use crate::file::Root;
use crate::library::Library;
use crate::template::Templates;

use about::About;
use address::Site;
use files::Files;

/// What the web part is made of.
pub(crate) struct Web<'a> {
    pub(crate) library: &'a Library,
    pub(crate) context: &'a RenderContext,
    pub(crate) config: &'a WebConfig,
    pub(crate) templates: &'a Templates,
    pub(crate) expander: &'a Expander<'a>,
    /// The folder of all output, and that of the HTML in it.
    pub(crate) root: &'a Root,
    pub(crate) html: &'a Path,
}

impl Web<'_> {
    /// Writes all of it; what the author should know, line by line.
    pub(crate) fn write(&self) -> Vec<String> {
        let site = Site::of(self.context, self.config);
        let pages = About::all(self, site.as_ref());
        let mut files = Files::new(self.root, self.html);
        let mut notes = Vec::new();
        let outside = self.for_crawlers(&pages, site.as_ref(), &mut files);
        notes.extend(outside);
        if self.config.texts {
            texts::write(self, &pages, site.as_ref(), &mut files);
        }
        if self.config.llms {
            llms::write(self, &pages, &mut files);
        }
        if self.config.head {
            head::write(self, &pages, site.as_ref(), &mut files);
        }
        notes.extend(files.problems);
        notes
    }

    /// What needs the address of the book.
    fn for_crawlers(&self, pages: &[About], site: Option<&Site>, files: &mut Files<'_>) -> Option<String> {
        if let Some(site) = site {
            let sitemaps = if self.config.sitemap { sitemap::write(self, pages, files) } else { Vec::new() };
            if site.is_whole {
                if self.config.robots {
                    sitemap::write_robots(site, &sitemaps, files);
                }
                return feed::write(self, pages, site, files);
            }
        }
        let needs = [
            ("sitemap", self.config.sitemap),
            ("feed", self.config.feed != FeedConfig::None),
            ("robots", self.config.robots),
        ];
        let keys: Vec<String> =
            needs.iter().filter(|(_, on)| *on).map(|(key, _)| format!("`{key} = false`")).collect();
        (!keys.is_empty()).then(|| {
            format!(
                "note: the sitemap, the feed and robots.txt need the address of the site: set \
                 `address = \"https://...\"` in `[output.patterns]`, or {}",
                keys.join(", ")
            )
        })
    }
}
