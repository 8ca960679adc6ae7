//! A chapter for each term of the taxonomies with `pages = true`, below the catalog.
//!
//! Each is a heading and directives, so that it shows what any author could write. A page of the book
//! that stands where such a chapter would go is the term's page instead.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};

use mdbook_preprocessor::book::{Book, BookItem, Chapter, SectionNumber};

use crate::catalog::{self, Catalog, Taxonomy, Term};
use crate::config::{Config, span_in_book_toml};
use crate::diagnostic::{Code, Diagnostic};
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
    /// How many terms have none, because there are too many.
    left_out: usize,
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

    /// A problem for each taxonomy with more terms than get a chapter.
    pub(super) fn left_out(&self, book_toml: &str) -> Vec<Diagnostic> {
        let short = self.taxonomies.iter().filter(|taxonomy| taxonomy.left_out > 0);
        short.map(|taxonomy| taxonomy.has_too_many_terms(book_toml)).collect()
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
        let mut numbers = Numbers::after(number.as_ref(), items);
        for taxonomy in &self.taxonomies {
            taxonomy.insert(items, &names, &mut numbers);
        }
    }
}

impl TaxonomyPages {
    fn insert(&self, items: &mut Vec<BookItem>, names: &[String], numbers: &mut Numbers<'_>) {
        let chapters = |numbers: &mut Numbers<'_>, names: &[String]| -> Vec<BookItem> {
            let made = self.terms.iter().filter_map(|(_, made)| made.chapter.as_ref());
            made.map(|chapter| below(chapter, names, numbers.next(), Vec::new())).collect()
        };
        let Some(overview) = &self.overview.chapter else {
            items.extend(chapters(numbers, names));
            return;
        };
        let names_below = [names, std::slice::from_ref(&overview.name)].concat();
        let number = numbers.next();
        let terms = chapters(&mut Numbers { above: number.as_ref(), last: 0 }, &names_below);
        items.push(below(overview, names, number, terms));
    }

    fn has_too_many_terms(&self, book_toml: &str) -> Diagnostic {
        let (name, with) = (&self.name, self.terms.len());
        let dashed = name.replace('_', "-");
        let written = if book_toml.contains(&dashed) { &dashed } else { name };
        let span = span_in_book_toml(book_toml, &["preprocessor", "patterns", "taxonomy", written, "pages"]);
        let message =
            format!("{with} terms of `{name}` have a page of their own, and {} have none", self.left_out);
        let help = format!(
            "allow more with `pages = {}`, which makes the build slower, or none with `pages = false`",
            with + self.left_out
        );
        Diagnostic::new(Code::TermsWithoutPages, message).at("book.toml", span.unwrap_or(0..0)).help(help)
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
}

/// A chapter below others of these names, with its number and what is below it.
fn below(
    chapter: &Chapter,
    names: &[String],
    number: Option<SectionNumber>,
    sub_items: Vec<BookItem>,
) -> BookItem {
    BookItem::Chapter(Chapter { parent_names: names.to_vec(), number, sub_items, ..chapter.clone() })
}

/// The numbers of the next chapters below a chapter; none below one that has no number itself.
struct Numbers<'n> {
    above: Option<&'n SectionNumber>,
    last: u32,
}

impl<'n> Numbers<'n> {
    /// The numbers after those of a list.
    fn after(above: Option<&'n SectionNumber>, items: &[BookItem]) -> Self {
        let chapters = items.iter().filter(|item| matches!(item, BookItem::Chapter(_))).count();
        Self { above, last: chapters as u32 }
    }

    fn next(&mut self) -> Option<SectionNumber> {
        self.last += 1;
        Some(self.above?.iter().copied().chain([self.last]).collect())
    }
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
    let folder = format!("{folder}/{}", FileNames::default().of(&field));
    let overview = heading(&taxonomy.label, None) + &format!("{{{{#patterns legend {field}}}}}\n");
    let overview = Made::new(format!("{folder}.md"), &taxonomy.label, overview, taken);
    let mut names = FileNames::default();
    let made = |term: &Term| {
        let path = format!("{folder}/{}.md", names.of(&term.id));
        (term.id.clone(), Made::new(path, &term.label, term_text(&field, term), taken))
    };
    let (terms, left_out) = with_pages(taxonomy);
    let terms = terms.into_iter().map(made).collect();
    TaxonomyPages { name: taxonomy.name.clone(), overview, terms, left_out }
}

/// The terms that get a page, in their order, and how many get none because there are too many: those with the fewest entries.
fn with_pages(taxonomy: &Taxonomy) -> (Vec<&Term>, usize) {
    // A term that is a page has one; a value without a letter or a digit has no name to write.
    let needs_page = |term: &&Term| term.count > 0 && term.page.is_none() && !term.id.is_empty();
    let terms: Vec<&Term> = taxonomy.terms.iter().filter(needs_page).collect();
    let mut places: Vec<usize> = (0..terms.len()).collect();
    places.sort_by_key(|&at| Reverse(terms[at].count));
    places.truncate(taxonomy.pages);
    places.sort_unstable();
    let left_out = terms.len() - places.len();
    (places.into_iter().map(|at| terms[at]).collect(), left_out)
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

/// Names for files that no other one of a folder has, on any system.
#[derive(Debug, Default)]
struct FileNames {
    taken: HashSet<String>,
    /// How often each name was wanted.
    wanted: HashMap<String, usize>,
}

impl FileNames {
    fn of(&mut self, id: &str) -> String {
        let mut name = start(id, MAX_NAME).to_owned();
        let port = |name: &str| {
            ["com", "lpt"].iter().any(|port| name.strip_prefix(port).is_some_and(|n| n.len() == 1))
        };
        if is_index(&name) || RESERVED.contains(&name.as_str()) || port(&name) {
            name.push_str("-term");
        }
        let count = self.wanted.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let unique = if *count == 1 { name.clone() } else { format!("{name}-{count}") };
            if self.taken.insert(unique.clone()) {
                return unique;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_safe_and_unique() {
        let mut names = FileNames::default();
        let mut name = |id: &str| names.of(id);
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
