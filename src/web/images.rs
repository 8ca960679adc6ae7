//! The picture that a link to each page shows.

use std::collections::HashMap;

use super::about::About;
use super::address::Site;
use super::files::Files;
use super::image::Image;
use super::{Web, cards};
use crate::page::PageId;
use crate::text::{address, path};

/// The pictures of a book.
#[derive(Debug, Default)]
pub(super) struct Images {
    /// That of pages without one.
    book: Option<Image>,
    by_page: HashMap<PageId, Option<Image>>,
}

impl Images {
    /// The pictures that authors name, and a card for each page that the world may find and that names none; what could
    /// not be used, line by line.
    pub(super) fn of(
        web: &Web<'_>,
        pages: &[About<'_>],
        site: Option<&Site>,
        files: &Files<'_>,
    ) -> (Self, Vec<String>) {
        let site = site.filter(|site| site.is_whole);
        let mut images = Self { book: of_book(web, site), by_page: HashMap::new() };
        let mut notes = Vec::new();
        for page in pages {
            let own = || of_page(web, page, site, files);
            let what = "find the picture of this page";
            match web.panics.guarded(&page.page.file, what, own).unwrap_or(Own::None) {
                Own::None => {}
                Own::Image(image) => drop(images.by_page.insert(page.id, image)),
                Own::Missing(written) => notes.push(missing(page, &written)),
            }
        }
        let wants_card = |page: &&About<'_>| page.is_listed && !images.by_page.contains_key(&page.id);
        let without: Vec<&About<'_>> = pages.iter().filter(wants_card).collect();
        match site.filter(|_| web.config().cards) {
            Some(site) => {
                let (cards, problems) = cards::write(web, &without, site, files);
                images.by_page.extend(cards.into_iter().map(|(id, card)| (id, Some(card))));
                notes.extend(problems);
            }
            None => cards::clean(web),
        }
        (images, notes)
    }

    /// The picture of a page.
    pub(super) fn get(&self, page: PageId) -> Option<&Image> {
        self.by_page.get(&page).unwrap_or(&self.book).as_ref()
    }
}

/// The picture of all pages that have none of their own, where the book names one.
fn of_book(web: &Web<'_>, site: Option<&Site>) -> Option<Image> {
    let image = web.config().image.as_deref()?;
    let url = match image.contains("://") {
        true => image.to_owned(),
        false => site?.of_file(image.trim_start_matches('/')),
    };
    Some(Image { url, drawn: None })
}

/// What the `image` of a page means.
enum Own {
    /// The page names none.
    None,
    /// It has this one, or one whose address needs that of the site.
    Image(Option<Image>),
    /// It names a file that is not there.
    Missing(String),
}

/// The picture that the front matter of a page names: an address, or a file as links of the page name it. `/` is the
/// root of the book.
fn of_page(web: &Web<'_>, about: &About<'_>, site: Option<&Site>, files: &Files<'_>) -> Own {
    let Some(written) = web.library.config.schema.picture(&about.page.fields) else { return Own::None };
    if address::has_host(written) {
        return Own::Image(Some(Image { url: written.to_owned(), drawn: None }));
    }
    let file = address::parts(written).and_then(|parts| {
        let named = address::decoded(&parts.path);
        match named.strip_prefix('/') {
            Some(from_root) => Some(from_root.to_owned()),
            None => path::join(path::folder(about.path), &named),
        }
    });
    match file.filter(|file| files.has(file)) {
        Some(file) => Own::Image(site.map(|site| Image { url: site.of_file(&file), drawn: None })),
        None => Own::Missing(written.to_owned()),
    }
}

fn missing(about: &About<'_>, written: &str) -> String {
    format!(
        "{}: links to the page do not show its image `{written}`: there is no such file in the book; write its path from \
         the page, from the root of the book with a `/` before it, or its whole address",
        about.page.file
    )
}
