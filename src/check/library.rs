//! All that rules read: the pages, their surveys, the catalog, and what lies in the book's folder.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use mdbook_preprocessor::PreprocessorContext;
use mdbook_preprocessor::book::Book;
use pulldown_cmark::Event;
use rayon::prelude::*;

use super::survey::{Survey, Surveyor};
use crate::book::{Source, slashes};
use crate::catalog::Catalog;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, nearest};
use crate::expand::Expander;
use crate::load::Loaded;
use crate::mkdocs::Sugars;
use crate::name::slug;
use crate::page::{Page, PageId};
use crate::page_template::PageTemplates;
use crate::preprocessor;
use crate::template::{Mode, Templates};
use crate::term_pages::TermPages;

/// A book with everything that follows from it.
pub struct Library<'a> {
    /// The book as it was read.
    pub loaded: &'a Loaded,
    /// Our configuration.
    pub config: &'a Config,
    /// The text of `book.toml`.
    pub book_toml: &'a str,
    /// Pages, terms and relations.
    pub catalog: &'a Catalog<'a>,
    /// The templates that pages may follow.
    pub templates: PageTemplates,
    pub(super) source: &'a Source<'a>,
    sugars: &'a Sugars,
    /// The files of the book's own pages, in its order.
    page_files: Vec<String>,
    pub(super) surveys: Vec<Survey>,
    files: OnceLock<Files>,
    stems: OnceLock<HashMap<String, Vec<PageId>>>,
    counts: OnceLock<Counts>,
}

/// What the catalog counts, by the words that authors have for it.
#[derive(Debug, Default)]
pub(super) struct Counts {
    /// Entries of a type in the plural: how many, and the filter that counts them.
    pub(super) nouns: HashMap<String, (usize, Option<String>)>,
    /// Terms, by id and label.
    pub(super) terms: HashMap<String, TermCount>,
}

/// How many entries carry a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TermCount {
    pub(super) filter: String,
    pub(super) count: usize,
    /// Whether its taxonomy has an order: `2 gold patterns` is a count, `2 caching patterns` may be any two.
    pub(super) ordered: bool,
}

/// What lies in the folder of the pages.
#[derive(Debug, Default)]
pub(super) struct Files {
    /// Every file, by its path with `/`.
    pub(super) all: HashSet<String>,
    /// Every folder that holds something.
    pub(super) folders: HashSet<String>,
    /// The Markdown files that no chapter is, sorted.
    pub(super) orphans: Vec<String>,
}

/// Calls `use_it` with the library of a book, and with the problems that its build would report.
pub(super) fn with_library<T>(loaded: &Loaded, use_it: impl FnOnce(&Library<'_>, Vec<Diagnostic>) -> T) -> T {
    let mut problems = Vec::new();
    let source = Source::read(&loaded.root, &loaded.config, &mut problems);
    let config = &source.config;
    let context = PreprocessorContext::new(loaded.root.clone(), loaded.config.clone(), "html".to_owned());
    let is_plugin = loaded.config.contains_key("preprocessor.patterns");
    if is_plugin {
        problems.extend(preprocessor::asset_problems(&context, config, &source.book_toml));
    }
    let templates =
        Templates::new(Mode::Html, &config.labels, &loaded.root.join("theme/patterns"), &mut problems);
    let generated = preprocessor::generated_chapter(config);
    let (book, sugars) = source.sweetened(&loaded.book);
    let (mut pages, surveys) = survey(&source, &book, &sugars, &mut problems);
    let files = pages.iter().map(|page| page.file.clone()).collect();
    preprocessor::place_catalog(&mut pages, &source, &generated, &mut problems);
    let term_pages = TermPages::make(&pages, config);
    term_pages.place(&mut pages, &source, &mut problems);
    let surveys = with_generated(&pages, surveys);
    let mut catalog = Catalog::build(pages, config, &mut problems);
    term_pages.link(&mut catalog);
    let expander = Expander::new(&catalog, config, &templates).with_icons(source.icons());
    preprocessor::expand_pages(&catalog, &expander, &mut problems);
    let library = Library {
        loaded,
        config,
        book_toml: &source.book_toml,
        catalog: &catalog,
        templates: PageTemplates::read(&loaded.root, &mut problems),
        source: &source,
        sugars: &sugars,
        page_files: files,
        surveys,
        files: OnceLock::new(),
        stems: OnceLock::new(),
        counts: OnceLock::new(),
    };
    use_it(&library, problems)
}

fn survey<'b>(
    source: &Source<'_>,
    book: &'b Book,
    sugars: &Sugars,
    problems: &mut Vec<Diagnostic>,
) -> (Vec<Page<'b>>, Vec<Survey>) {
    let visit = |surveyor: &mut Option<Surveyor<'b>>, text, event: &Event<'_>, span: &Range<usize>| {
        surveyor.get_or_insert_with(|| Surveyor::new(text)).look(event, span.clone());
    };
    let surveyed = source.pages_with(book, sugars, problems, visit);
    surveyed
        .into_par_iter()
        .map(|(page, surveyor): (Page<'b>, Option<Surveyor<'b>>)| {
            let mut survey = surveyor.unwrap_or_else(|| Surveyor::new(page.text)).finish();
            survey.ids.extend(page.headings.iter().map(|heading| heading.id.clone()));
            (page, survey)
        })
        .unzip()
}

/// The surveys in the order of `pages`, where generated ones are among them.
fn with_generated(pages: &[Page<'_>], surveys: Vec<Survey>) -> Vec<Survey> {
    let mut surveys = surveys.into_iter();
    let survey = |page: &Page<'_>| if page.generated { None } else { surveys.next() };
    pages.iter().map(survey).map(Option::unwrap_or_default).collect()
}

impl Library<'_> {
    /// The page of an id.
    pub(super) fn page(&self, id: PageId) -> &Page<'_> {
        &self.catalog.pages[id]
    }

    /// Whether `at` is in code, a comment, math or a directive.
    pub(super) fn is_code(&self, id: PageId, at: usize) -> bool {
        let code = &self.surveys[id].code;
        let next = code.partition_point(|range| range.end <= at);
        code.get(next).is_some_and(|range| range.start <= at)
            || self.page(id).directives.iter().any(|directive| directive.span.contains(&at))
    }

    /// What lies in the folder of the pages; read when first asked for.
    pub(super) fn files(&self) -> &Files {
        self.files.get_or_init(|| self.read_files())
    }

    fn read_files(&self) -> Files {
        let src = self.loaded.root.join(&self.loaded.config.book.src);
        let out = self.loaded.root.join(&self.loaded.config.build.build_dir);
        let mut files = Files::default();
        walk(&src, &out, "", &mut files);
        let prefix = format!("{}/", slashes(&self.loaded.config.book.src));
        let chapters: HashSet<&str> =
            self.catalog.pages.iter().filter_map(|page| page.file.strip_prefix(&prefix)).collect();
        let is_orphan = |path: &&String| {
            path.ends_with(".md") && *path != "SUMMARY.md" && !chapters.contains(path.as_str())
        };
        files.orphans = files.all.iter().filter(is_orphan).cloned().collect();
        files.orphans.sort();
        files
    }

    /// The path of the page that a broken name was probably meant to be: one of the same file name,
    /// else of a name that is near and starts alike.
    pub(super) fn suggest(&self, name: &str) -> Option<&str> {
        let stems = self.stems.get_or_init(|| self.stems());
        let wanted = slug(name.trim_end_matches('/').rsplit('/').next()?.trim_end_matches(".md"));
        let first = wanted.chars().next()?.to_string();
        let of = |id: &PageId| self.page(*id).path.as_deref();
        let alike = stems.get(&first)?;
        let same = alike.iter().filter(|id| self.page(**id).stem() == wanted).find_map(of);
        same.or_else(|| {
            let names: Vec<String> = alike.iter().map(|id| self.page(*id).stem()).collect();
            let near = nearest(&wanted, names.iter().map(String::as_str))?;
            alike.iter().filter(|id| self.page(**id).stem() == near).find_map(of)
        })
    }

    fn stems(&self) -> HashMap<String, Vec<PageId>> {
        let mut stems: HashMap<String, Vec<PageId>> = HashMap::new();
        for (id, page) in self.catalog.pages.iter().enumerate().filter(|(_, page)| page.path.is_some()) {
            if let Some(first) = page.stem().chars().next() {
                stems.entry(first.to_string()).or_default().push(id);
            }
        }
        stems
    }

    /// What the catalog counts; counted when first asked for.
    pub(super) fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| Counts { nouns: self.nouns(), terms: self.term_counts() })
    }

    fn nouns(&self) -> HashMap<String, (usize, Option<String>)> {
        let entries = &self.catalog.entries;
        let mut nouns = HashMap::from([("entries".to_owned(), (entries.len(), None))]);
        let types: Vec<String> =
            entries.iter().filter_map(|id| self.page(*id).page_type()).map(slug).collect();
        if types.is_empty() {
            nouns.insert("patterns".to_owned(), (entries.len(), None));
        }
        for page_type in &types {
            let filter = (types.iter().any(|other| other != page_type) || types.len() < entries.len())
                .then(|| format!("type:{page_type}"));
            nouns.entry(plural(page_type)).or_insert((0, filter)).0 += 1;
        }
        nouns
    }

    fn term_counts(&self) -> HashMap<String, TermCount> {
        let mut terms: HashMap<String, Option<TermCount>> = HashMap::new();
        for taxonomy in self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.name != "tags") {
            for term in &taxonomy.terms {
                let filter = format!("{}:{}", taxonomy.name.replace('_', "-"), term.id);
                let found = TermCount { filter, count: term.count, ordered: taxonomy.ordered };
                let mut names = vec![slug(&term.label), slug(&term.id)];
                names.dedup();
                for name in names {
                    // A word of two taxonomies says nothing.
                    let known = terms.contains_key(&name);
                    terms.insert(name, (!known).then(|| found.clone()));
                }
            }
        }
        terms.into_iter().filter_map(|(name, term)| Some((name, term?))).collect()
    }

    /// Makes the places of problems point into what the authors wrote.
    pub(super) fn point_back(&self, problems: &mut Vec<Diagnostic>) {
        self.sugars.point_back(&self.page_files, problems);
    }

    /// The texts that problems point into, as their authors wrote them.
    pub(super) fn texts(&self, problems: &[Diagnostic]) -> BTreeMap<String, String> {
        let mut by_file: HashMap<&str, &str> =
            self.catalog.pages.iter().map(|page| (page.file.as_str(), page.text)).collect();
        for (nth, file) in self.page_files.iter().enumerate() {
            by_file.extend(self.sugars.original(nth).map(|text| (file.as_str(), text)));
        }
        let summary = slashes(&self.loaded.config.book.src.join("SUMMARY.md"));
        let text = |file: &str| match file {
            "book.toml" => Some(self.book_toml.to_owned()),
            file if file == summary => Some(self.loaded.summary.clone()),
            file => match by_file.get(file) {
                Some(text) => Some((*text).to_owned()),
                None => fs::read_to_string(self.loaded.root.join(file)).ok(),
            },
        };
        let files = problems.iter().filter_map(|found| found.place.as_ref());
        files.filter_map(|place| Some((place.file.clone(), text(&place.file)?))).collect()
    }
}

/// `case-study` to `case-studies`.
fn plural(noun: &str) -> String {
    match noun.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ => format!("{noun}s"),
    }
}

/// Gathers the files below a folder. Links to folders are not followed: they may lead in circles.
fn walk(folder: &Path, out: &Path, prefix: &str, files: &mut Files) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = format!("{prefix}{name}");
        let Ok(kind) = entry.file_type() else { continue };
        let is_link_to_file = kind.is_symlink() && entry.path().is_file();
        if kind.is_dir() && !name.starts_with('.') && entry.path() != out {
            walk(&entry.path(), out, &format!("{path}/"), files);
            files.folders.insert(path);
        } else if kind.is_file() || is_link_to_file {
            files.all.insert(path);
        }
    }
}
