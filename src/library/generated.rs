//! The chapters that no author wrote: the catalog where no page shows it, and those of terms.

use mdbook_preprocessor::book::{Book, BookItem, Chapter};

use super::sections;
use super::term_pages::TermPages;
use crate::catalog::{self, Catalog};
use crate::config::{CatalogPlace, Config};
use crate::diagnostic::Diagnostic;
use crate::page::Page;
use crate::text::markdown::markdown_text;

/// The chapters that a book gets.
#[derive(Debug)]
pub(super) struct Generated {
    /// The chapter of the catalog, and where it goes.
    catalog: Option<(Chapter, CatalogPlace)>,
    terms: TermPages,
    /// The path of the page that shows the catalog, below which those of terms go.
    above_terms: Option<String>,
}

impl Generated {
    /// The chapters that a book of these pages needs.
    pub(super) fn make(pages: &[Page], config: &Config) -> Self {
        let path = config.catalog.path.as_str();
        let shows = |page: &Page| page.path.as_deref() == Some(path) || catalog::shows_catalog(page);
        let is_needed =
            config.catalog.enable && !pages.iter().any(shows) && catalog::has_entries(pages, config);
        let above_terms = if is_needed {
            Some(path.to_owned())
        } else {
            catalog::catalog_page(pages, config).and_then(|page| pages[page].path.clone())
        };
        Self {
            catalog: is_needed.then(|| (catalog_chapter(config), config.catalog.place)),
            terms: TermPages::make(pages, config),
            above_terms,
        }
    }

    /// A problem for each taxonomy with more terms than get a chapter.
    pub(super) fn left_out(&self, book_toml: &str) -> Vec<Diagnostic> {
        self.terms.left_out(book_toml)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.catalog.is_none() && self.terms.is_empty()
    }

    /// Whether a chapter of the book is one of these.
    pub(super) fn made(&self, chapter: &Page) -> bool {
        let Some(path) = chapter.path.as_deref() else { return false };
        let is_at = |made: &Chapter| made.path.as_deref() == Some(std::path::Path::new(path));
        self.catalog.as_ref().is_some_and(|(made, _)| is_at(made)) || self.terms.made(path)
    }

    /// Puts the chapters into the book.
    pub(super) fn insert(&self, book: &mut Book) {
        if let Some((chapter, place)) = &self.catalog {
            let mut chapter = chapter.clone();
            // mdBook nests what is below a chapter where it has a number.
            let is_numbered = !self.terms.is_empty();
            chapter.number = is_numbered.then(|| std::iter::once(1).collect());
            insert_catalog(book, chapter, *place);
            if is_numbered {
                sections::renumber(book);
            }
        }
        self.terms.insert(book, self.above_terms.as_deref());
    }

    /// Tells the terms which pages are theirs.
    pub(super) fn link(&self, catalog: &mut Catalog) {
        self.terms.link(catalog);
    }
}

/// The chapter that shows the catalog where no page of the book does.
fn catalog_chapter(config: &Config) -> Chapter {
    let title = config.catalog.title.as_deref().unwrap_or_else(|| config.labels.get("catalog"));
    let text =
        format!("# {}\n\n{{{{#patterns catalog{}}}}}\n", markdown_text(title), config.catalog.arguments());
    let mut chapter = Chapter::new(title, text, &config.catalog.path, Vec::new());
    chapter.source_path = None;
    chapter
}

fn insert_catalog(book: &mut Book, chapter: Chapter, place: CatalogPlace) {
    let is_chapter = |item: &BookItem| matches!(item, BookItem::Chapter(_));
    let at = match place {
        CatalogPlace::First => 0,
        CatalogPlace::Second => book.items.iter().position(is_chapter).map_or(0, |at| at + 1),
        // After the others that have a number, if it has one.
        CatalogPlace::Last if chapter.number.is_some() => {
            let is_numbered =
                |item: &BookItem| matches!(item, BookItem::Chapter(other) if other.number.is_some());
            book.items.iter().rposition(is_numbered).map_or(book.items.len(), |at| at + 1)
        }
        CatalogPlace::Last => book.items.len(),
    };
    let has_parts = book.items.iter().any(|item| matches!(item, BookItem::PartTitle(_)));
    book.items.insert(at, BookItem::Chapter(chapter));
    if place == CatalogPlace::Last && has_parts {
        book.items.insert(at, BookItem::Separator);
    }
}
