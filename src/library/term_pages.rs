//! A chapter for each term of the taxonomies with `pages = true`, below the catalog.
//!
//! Each is a heading and directives, so that it shows what any author could write. A page of the book
//! that stands where such a chapter would go is the term's page instead.

use std::collections::{BTreeSet, HashSet};

use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};

use crate::catalog::{self, Catalog, Taxonomy, Term};
use crate::config::Config;
use crate::page::Page;
use crate::text::markdown::markdown_text;
use crate::text::path::is_index;
use crate::text::start;

/// Names that some systems keep for themselves, whatever the extension.
const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];

/// The most bytes of a file's name that come from a term.
const MAX_NAME: usize = 100;

/// The chapters of all taxonomies that ask for them.
#[derive(Debug, Default)]
pub(super) struct TermPages {
    taxonomies: Vec<TaxonomyPages>,
    /// The paths of the chapters that were made.
    made: HashSet<String>,
}

/// The chapter of a taxonomy, and those of its terms below it.
#[derive(Debug)]
struct TaxonomyPages {
    name: String,
    overview: Made,
    terms: Vec<(String, Made)>,
}

/// A place for a chapter, and the chapter unless the book has a page there.
#[derive(Debug)]
struct Made {
    path: String,
    chapter: Option<Chapter>,
}

impl TermPages {
    /// The chapters that a book of these pages needs.
    pub(super) fn make(pages: &[Page], config: &Config) -> Self {
        let taken: BTreeSet<&str> = pages.iter().filter_map(|page| page.path.as_deref()).collect();
        let taxonomies = catalog::taxonomies_with_pages(pages, config);
        let made = taxonomies.iter().map(|taxonomy| taxonomy_pages(taxonomy, config, &taken));
        let taxonomies: Vec<TaxonomyPages> = made.filter(|made| !made.terms.is_empty()).collect();
        let places = taxonomies.iter().flat_map(|taxonomy| {
            std::iter::once(&taxonomy.overview).chain(taxonomy.terms.iter().map(|(_, made)| made))
        });
        let made = places.filter(|made| made.chapter.is_some()).map(|made| made.path.clone()).collect();
        Self { taxonomies, made }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.taxonomies.is_empty()
    }

    /// Whether one of these chapters has this path.
    pub(super) fn made(&self, path: &str) -> bool {
        self.made.contains(path)
    }

    /// Tells the terms which pages are theirs.
    pub(super) fn link(&self, catalog: &mut Catalog) {
        for taxonomy in &self.taxonomies {
            catalog.set_overview(&taxonomy.name, &taxonomy.overview.path);
            for (term, made) in &taxonomy.terms {
                catalog.set_chapter(&taxonomy.name, term, &made.path);
            }
        }
    }

    /// Puts the chapters into the book: below the page of a path, or after all others.
    pub(super) fn insert(&self, book: &mut Book, below: Option<&str>) {
        if self.taxonomies.is_empty() {
            return;
        }
        let has_parts = book.items.iter().any(|item| matches!(item, BookItem::PartTitle(_)));
        let above = below.and_then(|path| chapter_at(&mut book.items, path));
        let (mut names, number) = match &above {
            Some(chapter) => (chapter.parent_names.clone(), chapter.number.clone()),
            None => (Vec::new(), None),
        };
        names.extend(above.as_ref().map(|chapter| chapter.name.clone()));
        let items = match above {
            Some(chapter) => &mut chapter.sub_items,
            None => &mut book.items,
        };
        if has_parts && below.is_none() {
            items.push(BookItem::Separator);
        }
        for taxonomy in &self.taxonomies {
            taxonomy.insert(items, &names, number.as_ref());
        }
    }
}

impl TaxonomyPages {
    fn insert(&self, items: &mut Vec<BookItem>, names: &[String], number: Option<&SectionNumber>) {
        let Some(overview) = &self.overview.chapter else {
            self.terms.iter().for_each(|(_, made)| made.push(items, names, number, Vec::new()));
            return;
        };
        let mut names_below = names.to_vec();
        names_below.push(overview.name.clone());
        let of_overview = number.map(|number| numbered(number, items));
        let mut below = Vec::new();
        for (_, made) in &self.terms {
            made.push(&mut below, &names_below, of_overview.as_ref(), Vec::new());
        }
        self.overview.push(items, names, number, below);
    }
}

impl Made {
    /// A chapter at a path, with a text; none where the book has a page there.
    fn new(path: String, name: &str, text: String, taken: &BTreeSet<&str>) -> Self {
        let chapter = (!taken.contains(path.as_str())).then(|| {
            let mut chapter = Chapter::new(name, text, &path, Vec::new());
            chapter.source_path = None;
            chapter
        });
        Self { path, chapter }
    }

    /// Puts the chapter after the others of a list, below chapters of these names.
    fn push(
        &self,
        items: &mut Vec<BookItem>,
        names: &[String],
        number: Option<&SectionNumber>,
        below: Vec<BookItem>,
    ) {
        if let Some(mut chapter) = self.chapter.clone() {
            chapter.parent_names = names.to_vec();
            chapter.number = number.map(|number| numbered(number, items));
            chapter.sub_items = below;
            items.push(BookItem::Chapter(chapter));
        }
    }
}

/// The number of the next chapter in a list below a chapter.
fn numbered(above: &SectionNumber, items: &[BookItem]) -> SectionNumber {
    let chapters = items.iter().filter(|item| matches!(item, BookItem::Chapter(_))).count();
    above.iter().copied().chain([chapters as u32 + 1]).collect()
}

/// The first chapter of a path.
fn chapter_at<'b>(items: &'b mut [BookItem], path: &str) -> Option<&'b mut Chapter> {
    for item in items {
        let BookItem::Chapter(chapter) = item else { continue };
        if chapter.path.as_deref() == Some(std::path::Path::new(path)) {
            return Some(chapter);
        }
        if let Some(found) = chapter_at(&mut chapter.sub_items, path) {
            return Some(found);
        }
    }
    None
}

fn taxonomy_pages(taxonomy: &Taxonomy, config: &Config, taken: &BTreeSet<&str>) -> TaxonomyPages {
    let folder = config.catalog.path.strip_suffix(".md").unwrap_or(&config.catalog.path);
    let field = taxonomy.name.replace('_', "-");
    let folder = format!("{folder}/{}", file_name(&field, &mut BTreeSet::new()));
    let overview = heading(&taxonomy.label, None) + &format!("{{{{#patterns legend {field}}}}}\n");
    let overview = Made::new(format!("{folder}.md"), &taxonomy.label, overview, taken);
    let mut names = BTreeSet::new();
    // A term that is a page has one; a value without a letter or a digit has no name to write.
    let needs_page = |term: &&Term| term.count > 0 && term.page.is_none() && !term.id.is_empty();
    let made = |term: &Term| {
        let path = format!("{folder}/{}.md", file_name(&term.id, &mut names));
        (term.id.clone(), Made::new(path, &term.label, term_text(&field, term), taken))
    };
    let terms = taxonomy.terms.iter().filter(needs_page).map(made).collect();
    TaxonomyPages { name: taxonomy.name.clone(), overview, terms }
}

/// The way to the page, and its title.
fn heading(label: &str, icon: Option<&str>) -> String {
    let icon = icon.map(|icon| format!("{} ", markdown_text(icon))).unwrap_or_default();
    format!("{{{{#patterns box breadcrumbs}}}}\n\n# {icon}{}\n\n", markdown_text(label))
}

fn term_text(field: &str, term: &Term) -> String {
    let id = &term.id;
    let head = heading(&term.label, term.icon.as_deref());
    format!(
        "{head}{{{{#patterns term {field} {id}}}}}\n\n{{{{#patterns catalog filter=\"{field}:{id}\" view=cards}}}}\n"
    )
}

/// A name for a file that no other one has, on any system.
fn file_name(id: &str, taken: &mut BTreeSet<String>) -> String {
    let mut name = start(id, MAX_NAME).to_owned();
    let port =
        |name: &str| ["com", "lpt"].iter().any(|port| name.strip_prefix(port).is_some_and(|n| n.len() == 1));
    if is_index(&name) || RESERVED.contains(&name.as_str()) || port(&name) {
        name.push_str("-term");
    }
    let mut unique = name.clone();
    let mut count = 1;
    while !taken.insert(unique.clone()) {
        count += 1;
        unique = format!("{name}-{count}");
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_unique() {
        let mut taken = BTreeSet::new();
        let mut name = |id: &str| file_name(id, &mut taken);
        assert_eq!(name("resilience"), "resilience");
        assert_eq!(name("readme"), "readme-term");
        assert_eq!(name("readme-term"), "readme-term-2");
        assert_eq!(name("nul"), "nul-term");
        assert_eq!(name("com1"), "com1-term");
        assert_eq!(name("community"), "community");
        let long = "語".repeat(80);
        assert_eq!(name(&long).len(), 99);
        assert_eq!(name(&long), format!("{}-2", "語".repeat(33)));
    }
}
