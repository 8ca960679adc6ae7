//! Cards: the pictures that links to the pages show, drawn from a template of SVG.
//!
//! ```text
//!  About ─▶ view ─▶ known from an earlier build? ─┬─ yes ─▶ store ─▶ the folder of the HTML
//!                                                 └─ no ──▶ template ─▶ draw ─▶ store
//! ```
//!
//! `fonts` says which letters can be drawn, and `measure` how wide texts are.

mod draw;
mod faces;
mod fonts;
mod measure;
mod problems;
mod store;
mod view;

use std::sync::Arc;

use rayon::prelude::*;

use super::Web;
use super::about::About;
use super::address::Site;
use super::files::Files;
use super::image::{Drawn, Image};
use crate::page::PageId;
use crate::template::Templates;

use fonts::Fonts;
use problems::Failed;
use store::Store;
use view::{Book, View};

/// The file of a book's own template, below its folder of templates.
const TEMPLATE: &str = "card.svg";

/// Draws a card for each page; what could not be drawn, line by line.
pub(super) fn write(
    web: &Web<'_>,
    pages: &[&About<'_>],
    site: &Site,
    files: &Files<'_>,
) -> (Vec<(PageId, Image)>, Vec<String>) {
    let (fonts, unread) = Fonts::of(web.root, web.html);
    let fonts = Arc::new(fonts);
    let drawing = Drawing {
        templates: web.templates.with(|env| measure::add_functions(env, &fonts)),
        book: Book::new(web, fonts.family()),
        store: Store::new(web, files, &fonts),
        fonts: &fonts,
    };
    let draw = |page: &About<'_>| {
        let draw = || drawing.card(web, page);
        web.panics.guarded(&page.page.file, "draw the card of this page", draw)
    };
    let drawn: Vec<_> = pages.par_iter().filter_map(|page| Some((*page, draw(page)?))).collect();
    let mut cards = Vec::new();
    let mut failed = Vec::new();
    for (page, card) in drawn {
        match card {
            Ok((file, drawn)) => {
                cards.push((page.id, Image { url: site.of_file(&file), drawn: Some(drawn) }));
            }
            Err(problem) => failed.push((page.page.file.as_str(), problem)),
        }
    }
    let mut notes = unread;
    notes.extend(problems::lines(failed, drawing.fonts.left_out(), &drawing.templates));
    notes.extend(drawing.store.finish());
    (cards, notes)
}

/// Removes the cards of earlier builds.
pub(super) fn clean(web: &Web<'_>) {
    store::clean(web);
}

struct Drawing<'a> {
    templates: Templates,
    book: Book,
    fonts: &'a Fonts,
    store: Store<'a>,
}

impl Drawing<'_> {
    /// The file of a page's card, and what is in it.
    fn card(&self, web: &Web<'_>, page: &About<'_>) -> Result<(String, Drawn), Failed> {
        let view = View::new(web, page, &self.book, self.fonts)?;
        let key = self.store.key(&view);
        let (file, (width, height)) = match self.store.known(&key) {
            Some(known) => known?,
            None => {
                let svg = self.templates.render_file(TEMPLATE, &view).map_err(Failed::template)?;
                self.store.add(&key, &draw::png(&svg, self.fonts)?)?
            }
        };
        Ok((file, Drawn { text: view.text(), width, height }))
    }
}
