//! `feed.xml`: what is new, as Atom.

use serde::Serialize;

use super::Web;
use super::about::{About, clean, instant};
use super::address::Site;
use super::files::Files;
use crate::catalog::Filter;
use crate::config::FeedConfig;
use crate::page::PageId;

/// The most entries of a feed: readers of feeds ask for it again and again.
const MOST: usize = 50;

#[derive(Debug, Serialize)]
struct Entry<'a> {
    title: &'a str,
    url: &'a str,
    updated: String,
    published: Option<String>,
    summary: Option<&'a str>,
    authors: Vec<String>,
    terms: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct View<'a> {
    language: Option<&'a str>,
    title: String,
    subtitle: Option<String>,
    address: String,
    own_address: String,
    updated: String,
    authors: Vec<String>,
    entries: Vec<Entry<'a>>,
}

/// Writes the feed of the newest entries; what is wrong with its filter.
pub(super) fn write<'a>(
    web: &Web<'a>,
    pages: &'a [About<'a>],
    site: &Site,
    files: &mut Files<'_>,
) -> Option<String> {
    let wanted = match wanted(web) {
        Ok(wanted) => wanted?,
        Err(problem) => return Some(problem),
    };
    let mut carries = vec![false; web.library.catalog.pages.len()];
    wanted.into_iter().for_each(|id| carries[id] = true);
    let mut newest: Vec<&About<'_>> =
        pages.iter().filter(|page| page.is_listed && carries[page.id] && page.date().is_some()).collect();
    newest.sort_by_key(|page| std::cmp::Reverse(page.date()));
    newest.truncate(MOST);
    let updated = newest.first()?.date()?;
    let book = &web.context.config.book;
    let title = clean(book.title.as_deref().unwrap_or_default());
    let authors: Vec<String> = book.authors.iter().map(|name| clean(name)).collect();
    let entry = |about: &'a About<'a>| {
        web.panics.guarded(&about.page.file, "put this page into the feed", || entry(web, about))?
    };
    let view = View {
        language: book.language.as_deref(),
        subtitle: book.description.as_deref().map(clean),
        address: site.of_file("index.html"),
        own_address: site.of_file("feed.xml"),
        updated: instant(updated),
        // Atom wants somebody.
        authors: if authors.is_empty() { vec![title.clone()] } else { authors },
        title,
        entries: newest.into_iter().filter_map(entry).collect(),
    };
    match web.templates.render("web-feed", &view) {
        Ok(xml) => drop(files.add("feed.xml", &format!("{xml}\n"))),
        Err(problem) => return Some(problem.message),
    }
    None
}

/// The pages of the feed; `None` where there is no feed.
fn wanted(web: &Web<'_>) -> Result<Option<Vec<PageId>>, String> {
    let (catalog, config) = (&web.library.catalog, &web.library.config);
    match &web.config().feed {
        FeedConfig::None => Ok(None),
        FeedConfig::Entries => Ok(Some(catalog.entries.clone())),
        FeedConfig::Filter(filter) => match Filter::parse(filter, catalog, config) {
            Ok(filter) => Ok(Some(filter.entries(catalog))),
            Err(error) => {
                let help = error.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
                Err(format!("feed.xml was not written: `feed = \"{filter}\"`: {}{help}", error.message))
            }
        },
    }
}

fn entry<'a>(web: &Web<'a>, page: &'a About<'a>) -> Option<Entry<'a>> {
    let catalog = &web.library.catalog;
    let taxonomies = catalog.taxonomies.iter().filter(|taxonomy| taxonomy.badge);
    let terms = taxonomies.flat_map(|taxonomy| catalog.terms(page.id, taxonomy));
    Some(Entry {
        title: &page.title,
        url: page.url.as_deref()?,
        updated: instant(page.date()?),
        published: page.introduced.map(instant),
        summary: page.description.as_deref(),
        authors: page.page.fields.people("authors").iter().map(|person| clean(&person.name)).collect(),
        terms: terms.map(|(term, _)| term.label.as_str()).collect(),
    })
}
