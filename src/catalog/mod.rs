//! All pages seen together: entries, taxonomies with their terms and counts, relations with their
//! inverses, and the reading order.

mod filter;
mod front_pages;
mod headings;
mod index;
mod names;
mod numbers;
mod old_addresses;
mod own_keys;
mod paths;
mod redirects;
mod relations;
pub(crate) mod script_data;
mod suggest;
mod taxonomy;
mod unresolved;

use std::collections::BTreeMap;
use std::sync::OnceLock;

pub(crate) use filter::{Counts, values_said};
pub use filter::{Filter, FilterAddress, FilterError};
pub use index::{Found, Index};
pub(crate) use numbers::number_of;
pub use paths::{LearningPath, PATH_TYPES, PathStep, Paths, STEPS};
pub use redirects::{Goal, Redirect};
pub(crate) use redirects::{below as redirects_below, file_of, of_folders as folder_redirects};
pub(crate) use relations::is_turned;
pub use relations::{Link, NEIGHBOURS, Target};
pub use taxonomy::{Taxonomy, Term, TermUse};

use self::front_pages::FilledFolders;
use self::names::Numbering;
use self::own_keys::{OwnNames, Said};
use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic};
use crate::page::{Page, PageId};
use crate::schema::Origin;
use crate::source::redirect_file::RedirectFile;
use crate::text::markdown::plain;
use crate::text::matching;
use crate::text::name::slug;

/// Types that explain or gather, and are no entries unless the book says so; nor are indexes.
pub(crate) const NO_ENTRIES: &[&str] = &["guide", "home"];

/// The page types that hold a choice of patterns.
pub const PACK_TYPES: &[&str] = &["pack", "pattern-pack"];

/// All pages and what follows from them.
#[derive(Debug, Default)]
pub struct Catalog {
    /// Every chapter of the book, drafts included, in the order of `SUMMARY.md`.
    pub pages: Vec<Page>,
    /// The pages that the catalog lists, in reading order.
    pub entries: Vec<PageId>,
    /// All taxonomies, in their order.
    pub taxonomies: Vec<Taxonomy>,
    /// What each page names: its relations, in the order of the schema.
    pub links: Vec<Vec<Link>>,
    /// Who names each page.
    pub backlinks: Vec<Vec<Link>>,
    /// The learning paths.
    pub paths: Paths,
    /// Names to pages.
    pub index: Index,
    /// Old addresses of pages.
    pub redirects: Vec<Redirect>,
    /// Whether each page is an entry.
    is_entry: Vec<bool>,
    /// What words look into, of each page that was asked for.
    haystacks: Vec<OnceLock<String>>,
    /// What the numbers of pages count.
    numbering: OnceLock<Numbering>,
    /// What pages say under keys of their authors' own, and which of it are names.
    said: Vec<Said>,
    own_names: OnceLock<OwnNames>,
}

impl Catalog {
    /// Builds the catalog of a book's pages. What is left out of it are `drafts`, which others may still name.
    pub fn build(pages: Vec<Page>, drafts: &[Page], config: &Config, problems: &mut Vec<Diagnostic>) -> Self {
        let index = Index::build(&pages, config).without(drafts, config);
        let entries = entries(&pages, config);
        let mut is_entry = vec![false; pages.len()];
        entries.iter().for_each(|&id| is_entry[id] = true);
        let taxonomies = taxonomy::build(&pages, &entries, &config.taxonomies, &index, problems);
        let (mut links, mut backlinks) = relations::build(&pages, &taxonomies, config, &index, problems);
        let paths = paths::build(&pages, &index, &mut links, &mut backlinks, problems);
        duplicate_titles(&pages, &entries, problems);
        let redirects = redirects::build(&pages, problems);
        let haystacks = vec![OnceLock::new(); pages.len()];
        let said = own_keys::said(&pages, &config.schema);
        Self {
            pages,
            entries,
            taxonomies,
            links,
            backlinks,
            paths,
            index,
            redirects,
            is_entry,
            haystacks,
            numbering: OnceLock::new(),
            said,
            own_names: OnceLock::new(),
        }
    }

    /// Adds the old addresses of a file that lists them. `is_file` says whether a path is that of a file in the folder of
    /// the pages, `is_left_out` whether the book is published without a page.
    pub(crate) fn lead(
        &mut self,
        file: &RedirectFile,
        is_file: impl Fn(&str) -> bool,
        is_left_out: impl Fn(&Page) -> bool,
        problems: &mut Vec<Diagnostic>,
    ) {
        for Redirect { from, to } in redirects::listed(file, self, (is_file, is_left_out), problems) {
            if let Goal::Page(page, _) = &to {
                self.index.add_old(*page, from.clone());
            }
            self.redirects.push(Redirect { from, to });
        }
    }

    /// The pages that authors wrote: those that are generated, and chapters without a file, are left out.
    pub(crate) fn authored(&self) -> impl Iterator<Item = (PageId, &Page)> {
        self.pages.iter().enumerate().filter(|(_, page)| !page.generated && page.path.is_some())
    }

    /// How many of these entries have the status `complete`, however they write it; `None` where
    /// none has a status, or nobody knows that one.
    pub(crate) fn complete(&self, entries: &[PageId]) -> Option<usize> {
        let status = self.taxonomies.iter().find(|taxonomy| taxonomy.name == "status")?;
        let complete = status.terms.iter().position(|term| term.id == "complete")?;
        let is_complete = |entry: &&PageId| status.uses(**entry).iter().any(|used| used.term == complete);
        let has_status = entries.iter().any(|&entry| !status.uses(entry).is_empty());
        has_status.then(|| entries.iter().filter(is_complete).count())
    }

    /// Whether a page is an entry.
    pub fn is_entry(&self, page: PageId) -> bool {
        self.is_entry[page]
    }

    /// What a page is called beside its title, each name once. `fields` are those that the book names as titles.
    pub(crate) fn names(&self, id: PageId, fields: &[String]) -> Vec<String> {
        names::of(&self.pages[id], fields, self.numbering())
    }

    /// What a page is called by keys of its author's own.
    pub(crate) fn own_names(&self, id: PageId) -> &[String] {
        let titles = |page: &Page| {
            let mut titles = names::of(page, &[], self.numbering());
            titles.push(page.title().to_owned());
            titles
        };
        let own = self.own_names.get_or_init(|| OwnNames::of(&self.said, &self.pages, titles));
        own.names(self.pages[id].path.as_deref().unwrap_or_default())
    }

    fn numbering(&self) -> &Numbering {
        self.numbering.get_or_init(|| Numbering::of(&self.pages))
    }

    /// What the words of filters look into: the titles of a page, its id, other names and description, and labels, ids
    /// and aliases of its terms; `theme/catalog/entries.js` gathers the same.
    pub(crate) fn haystack(&self, id: PageId) -> &str {
        self.haystacks[id].get_or_init(|| {
            let shown = self.shown_words(id);
            let untold = self.untold_in(id, &shown).map(|untold| matching::word(&untold) + "\n");
            untold.unwrap_or_default() + &shown
        })
    }

    /// The names of a page that are in nothing else that a catalog has of it.
    pub(crate) fn untold_names(&self, id: PageId) -> Option<String> {
        self.untold_in(id, &self.shown_words(id))
    }

    fn untold_in(&self, id: PageId, shown: &str) -> Option<String> {
        let mut names = vec![self.pages[id].title().to_owned()];
        names.append(&mut self.names(id, &[]));
        names.extend_from_slice(self.own_names(id));
        let mut known = shown.to_owned();
        names.retain(|name| {
            let word = matching::word(name);
            let is_new = !known.contains(&word);
            known += &word;
            known.push('\n');
            is_new
        });
        (!names.is_empty()).then(|| names.join("; "))
    }

    /// What a catalog shows of a page, or has of it anyway, as words are compared.
    fn shown_words(&self, id: PageId) -> String {
        let page = &self.pages[id];
        let own = page.id();
        let others = page.fields.list("also_known_as").join("; ");
        let description = page.description().map(plain).unwrap_or_default();
        let terms = self.taxonomies.iter().flat_map(|taxonomy| self.terms(id, taxonomy));
        let texts = [page.short_title(), &own, &others, &description];
        matching::haystack(texts.into_iter().chain(terms.flat_map(|(term, _)| term.names())))
    }

    /// The pages of these types, each path once.
    pub fn pages_of(&self, types: &[&str]) -> Vec<PageId> {
        let is_first =
            |id: PageId| self.pages[id].path.as_deref().and_then(|path| self.index.path(path)) == Some(id);
        (0..self.pages.len()).filter(|&id| self.pages[id].is_a(types) && is_first(id)).collect()
    }

    /// The taxonomy of a name or alias, as `filter=` and `group-by=` write it.
    pub fn taxonomy(&self, name: &str, config: &Config) -> Option<&Taxonomy> {
        let name = &config.schema.get(name)?.name;
        self.taxonomies.iter().find(|taxonomy| taxonomy.name == *name)
    }

    /// The page that a value of a field is where it is a term; `None` for a field that is no taxonomy.
    pub(crate) fn term_page(&self, field: &str, name: &str) -> Option<Option<PageId>> {
        let taxonomy = self.taxonomies.iter().find(|taxonomy| taxonomy.name == field)?;
        Some(taxonomy.position(name).and_then(|term| taxonomy.terms[term].page))
    }

    /// Says that the page at `path` is about a term, if it is in the book.
    pub fn set_chapter(&mut self, taxonomy: &str, term: &str, path: &str) {
        let page = self.index.path(path);
        let Some(taxonomy) = self.taxonomies.iter_mut().find(|t| t.name == taxonomy) else { return };
        if let Some(at) = taxonomy.position(term) {
            taxonomy.terms[at].chapter = page;
        }
    }

    /// Says that the page at `path` lists the terms of a taxonomy, if it is in the book.
    pub fn set_overview(&mut self, taxonomy: &str, path: &str) {
        let page = self.index.path(path);
        if let Some(taxonomy) = self.taxonomies.iter_mut().find(|t| t.name == taxonomy) {
            taxonomy.chapter = page;
        }
    }

    /// The terms of a page in a taxonomy, with what the page says about them.
    pub fn terms<'t>(
        &self,
        page: PageId,
        taxonomy: &'t Taxonomy,
    ) -> impl Iterator<Item = (&'t Term, &'t TermUse)> {
        taxonomy.uses(page).iter().map(|term_use| (&taxonomy.terms[term_use.term], term_use))
    }
}

/// The taxonomies whose terms get pages of their own, as far as these pages say.
pub fn taxonomies_with_pages(pages: &[Page], config: &Config) -> Vec<Taxonomy> {
    let wanted: Vec<_> = config.taxonomies.iter().filter(|taxonomy| taxonomy.pages > 0).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let index = Index::build(pages, config);
    let entries = entries(pages, config);
    // The whole catalog reports the problems.
    taxonomy::build(pages, &entries, wanted, &index, &mut Vec::new())
}

/// Whether any page is an entry.
pub fn has_entries(pages: &[Page], config: &Config) -> bool {
    !entries(pages, config).is_empty()
}

/// The page that badges lead to: the one at the configured path, otherwise the first that shows the whole
/// catalog.
pub fn catalog_page(pages: &[Page], config: &Config) -> Option<PageId> {
    let configured = Some(config.catalog.path.as_str());
    // The one that we make is the book's catalog, whatever it filters.
    let is_made = |page: &Page| page.generated && page.path.as_deref() == configured;
    let shows = |page: &Page| page.path.is_some() && (shows_catalog(page) || is_made(page));
    let at_path = pages.iter().position(|page| shows(page) && page.path.as_deref() == configured);
    at_path.or_else(|| pages.iter().position(shows))
}

/// Whether a page shows the whole catalog.
pub fn shows_catalog(page: &Page) -> bool {
    page.directives.iter().any(|d| {
        d.name == "catalog"
            && d.arguments.iter().all(|a| !matches!(a.key.as_deref(), Some("filter" | "limit")))
    })
}

/// The entries, each path once.
fn entries(pages: &[Page], config: &Config) -> Vec<PageId> {
    let rule = &config.entries;
    let folders = FilledFolders::of(pages);
    let mut seen = std::collections::BTreeSet::new();
    let is_entry = |page: &Page| {
        let Some(path) = page.path.as_deref().filter(|_| !page.generated) else { return false };
        let by_type = match rule.types.as_slice() {
            [] => page.has_metadata() && !lists_or_explains(page),
            types => page.is_a(types),
        };
        let by_path = rule.paths.is_empty() || rule.paths.fit(path);
        // Paths alone choose pages without front matter too.
        let is_chosen =
            if rule.types.is_empty() && !rule.paths.is_empty() { by_path } else { by_type && by_path };
        // What opens a folder lists others, unless it says itself what it is.
        let is_front = folders.are_opened_by(path) && !says_its_type(page) && !rule.paths.name_front(path);
        is_chosen && !is_front && !rule.exclude.fit(path)
    };
    (0..pages.len())
        .filter(|&id| is_entry(&pages[id]) && seen.insert(pages[id].path.as_deref().unwrap_or_default()))
        .collect()
}

/// Whether the page itself says what it is, and not the place where it stands.
fn says_its_type(page: &Page) -> bool {
    page.fields.get("type").is_some_and(|typed| !matches!(typed.origin, Origin::Place | Origin::Defaults))
}

fn lists_or_explains(page: &Page) -> bool {
    page.is_list() || [NO_ENTRIES, PATH_TYPES, PACK_TYPES].iter().any(|types| page.is_a(types))
}

/// A title by its words and the signs within them: `hugo.Version` is another one than `hugo version`, and `retry-pattern` is
/// the same as `Retry pattern.`
fn title_key(title: &str) -> (String, String) {
    let is_sign = |c: &char| c.is_ascii_punctuation() && !matches!(c, '\'' | '`' | '*');
    let signs = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.chars().filter(is_sign).collect::<String>()
    };
    let words = title.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    (slug(title), words.map(signs).filter(|signs| !signs.is_empty()).collect::<Vec<_>>().join(" "))
}

/// One problem for each title that several entries have.
fn duplicate_titles(pages: &[Page], entries: &[PageId], problems: &mut Vec<Diagnostic>) {
    let mut by_title: BTreeMap<(String, String), Vec<PageId>> = BTreeMap::new();
    for &id in entries {
        by_title.entry(title_key(pages[id].title())).or_default().push(id);
    }
    let several = |((title, _), ids): &((String, String), Vec<PageId>)| ids.len() > 1 && !title.is_empty();
    for ((title, _), ids) in by_title.into_iter().filter(several) {
        let second = &pages[ids[1]];
        let span = second.fields.get("title").map(|t| t.span.clone());
        let span = span.or_else(|| second.title_heading().map(|heading| heading.span.clone()));
        let is_named_there =
            |&id: &PageId| pages[id].fields.get("title").is_none() && pages[id].title_heading().is_none();
        let said =
            if ids.iter().all(is_named_there) { " in SUMMARY.md, and say none themselves" } else { "" };
        let message = format!("{} entries have the title `{}`{said}", ids.len(), second.title());
        // A heading that most pages start with is that of a section.
        let are_most = ids.len() > 2 && ids.len() * 2 > entries.len();
        let advice = match are_most && second.fields.get("title").is_none() {
            true => {
                "give each a title of its own, or let the files name all pages, in place of their first headings: \
                 `title = { from = \"file-name\" }` in `[preprocessor.patterns.field]`"
            }
            false => "give each a title of its own",
        };
        problems.push(
            Diagnostic::new(Code::DuplicateTitle, message)
                .about(title)
                .at(&second.file, span.unwrap_or(0..0))
                .help(format!("the first is {}; {advice}", pages[ids[0]].file)),
        );
    }
}
