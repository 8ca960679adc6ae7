//! From the catalog to edits: furniture, boxes and directives. Each pass makes edits of one page's
//! text, and none applies them.

mod annotations;
mod boxes;
mod directives;
pub(crate) use directives::{Takes, directive_names, takes};
mod edits;
mod facts;
mod furniture;
mod graph;
mod mkdocs;
mod packs;
mod place;
mod rebase;
pub(crate) mod search_settings;
mod title_parts;
mod view;

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

pub use view::{BadgeView, LinkView};

pub use edits::Edits;
use mdbook_markdown::MarkdownOptions;
use rayon::prelude::*;
pub(crate) use rebase::relinked;

use crate::catalog::{Catalog, Counts, Filter, Taxonomy, Term, catalog_page};
use crate::config::{Config, PageElement};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::library::{BUG_REPORTS, Library, guarded, is_provoked};
use crate::page::{HandwrittenKind, LeftOpen, Page, PageId};
use crate::source::dialect::Icons;
use crate::template::{Mode, Templates};
use crate::text::name::slug;
use crate::text::{Edit, Edited, Overlap, address, path};

type Neighbours = (Option<PageId>, Option<PageId>);

/// Expands the pages of one book.
pub struct Expander<'a> {
    catalog: &'a Catalog,
    config: &'a Config,
    templates: &'a Templates,
    /// The icons of the book, where it reads MkDocs' syntax.
    icons: Option<&'a Icons>,
    /// What pages are parsed with.
    options: &'a MarkdownOptions,
    /// The page that shows the whole catalog.
    catalog_page: Option<PageId>,
    /// The first page of the book.
    home: Option<PageId>,
    in_summary: Vec<Neighbours>,
    in_category: HashMap<PageId, Neighbours>,
    counts: Counts,
    /// Whether a text shows what the front matter says.
    shows_facts: bool,
}

impl<'a> Expander<'a> {
    /// An expander over a library.
    pub fn new(library: &'a Library, templates: &'a Templates) -> Self {
        let (catalog, config) = (&library.catalog, &library.config);
        let pages = &catalog.pages;
        let mut expander = Self {
            catalog,
            config,
            templates,
            icons: library.icons(),
            options: library.markdown_options(),
            catalog_page: catalog_page(pages, config),
            home: home(pages),
            in_summary: in_summary(pages),
            in_category: HashMap::new(),
            counts: Counts::default(),
            shows_facts: false,
        };
        expander.in_category = expander.neighbours_in_category();
        expander
    }

    /// The same, with what the front matter says in the text, too.
    pub(crate) fn with_facts(self) -> Self {
        Self { shows_facts: true, ..self }
    }

    /// The edits of all pages.
    pub fn edits(&self, problems: &mut Vec<Diagnostic>) -> Edits {
        // A page that shows the catalog takes as long as a hundred others: it must not be the last.
        let mut order: Vec<PageId> = (0..self.catalog.pages.len()).collect();
        order.sort_by_key(|&id| self.catalog.pages[id].directives.is_empty());
        let expand = |id: PageId| {
            let mut problems = Vec::new();
            let edits = self.page_edits(id, &mut problems);
            (id, edits, problems)
        };
        let expanded: Vec<(PageId, Vec<Edit>, Vec<Diagnostic>)> = order.into_par_iter().map(expand).collect();
        let mut edits = Edits::default();
        for (id, of_page, found) in expanded {
            edits.set(id, of_page);
            problems.extend(found);
        }
        edits
    }

    /// The edits of a page, and its problems. A page whose edits overlap, or that makes the program panic, has none.
    pub fn page_edits(&self, id: PageId, problems: &mut Vec<Diagnostic>) -> Vec<Edit> {
        let page = self.page(id);
        if page.is_unread {
            return Vec::new();
        }
        let expanded = guarded(&page.file, "expand this page, and leaves it as it is", || {
            let mut found = Vec::new();
            let edits = self.passes(id, &mut found);
            (edits, found)
        });
        let (edits, found) = match expanded {
            Ok(expanded) => expanded,
            Err(panicked) => {
                problems.push(panicked);
                return Vec::new();
            }
        };
        problems.extend(found);
        match Edited::new(&page.text, edits) {
            Ok(edited) => edited.into_edits(),
            Err(overlap) => {
                problems.push(overlapping(page, &overlap));
                Vec::new()
            }
        }
    }

    /// The edits of each pass, with its name in them.
    fn passes(&self, id: PageId, problems: &mut Vec<Diagnostic>) -> Vec<Edit> {
        let page = self.page(id);
        let mut edits = Vec::new();
        let mut used = BTreeSet::new();
        let mut pass = |name: &'static str, run: &mut dyn FnMut(&mut Vec<Edit>)| {
            let first = edits.len();
            run(&mut edits);
            edits[first..].iter_mut().for_each(|edit| edit.pass = name);
        };
        let titles = self.titles_of_divs(page);
        pass("directives", &mut |edits| self.expand_directives(id, &titles, &mut used, edits, problems));
        pass("boxes", &mut |edits| self.expand_boxes(id, edits, problems));
        pass("escapes", &mut |edits| {
            let stays = |escape: &&Range<usize>| !self.goes_into_title(page, &titles, escape.start);
            edits.extend(page.escapes.iter().filter(stays).cloned().map(Edit::delete));
        });
        if let Some(open) = page.left_open.as_ref().filter(|open| open.is_raw) {
            problems.push(place::unclosed(page, open));
        }
        if page.has_metadata() || page.generated || self.is_superseding(id) {
            pass("page elements", &mut |edits| self.place_furniture(id, &used, edits, problems));
        }
        pass("MkDocs' syntax", &mut |edits| self.expand_spots(page, edits, problems));
        pass("annotations", &mut |edits| self.expand_annotations(page, edits, problems));
        if is_provoked(&page.file, "overlap") {
            let whole = || Edit::delete(0..page.text.len());
            pass("one", &mut |edits| edits.push(whole()));
            pass("another", &mut |edits| edits.push(whole()));
        }
        edits
    }

    /// Whether a page took over from another one, or another one from it.
    fn is_superseding(&self, id: PageId) -> bool {
        let links = self.catalog.links[id].iter().chain(&self.catalog.backlinks[id]);
        links.into_iter().any(|link| link.field == "superseded_by")
    }

    fn page(&self, id: PageId) -> &'a Page {
        &self.catalog.pages[id]
    }

    fn word<'w>(&'w self, key: &'w str) -> &'w str {
        self.config.labels.get(key)
    }

    /// The address of `to` on the page `from`; drafts have none.
    fn url(&self, from: &Page, to: &Page) -> Option<String> {
        Some(address::to_page(from.path.as_deref()?, to.path.as_deref()?))
    }

    /// A link from one page to another.
    fn page_link(&self, from: PageId, to: PageId) -> LinkView {
        let page = self.page(to);
        LinkView {
            title: page.short_title().to_owned(),
            url: self.url(self.page(from), page),
            badge: self.badges_of_taxonomy(from, to, self.first_badge_taxonomy()).into_iter().next(),
            description: page.description().map(str::to_owned),
            ..LinkView::default()
        }
    }

    /// The taxonomy that lists show beside a title.
    fn first_badge_taxonomy(&self) -> Option<&Taxonomy> {
        self.catalog
            .taxonomies
            .iter()
            .find(|t| t.badge && t.ordered)
            .filter(|t| t.terms.iter().any(|t| t.count > 0))
    }

    /// The badges that a page shows on itself.
    fn badges_of(&self, id: PageId) -> Vec<BadgeView> {
        let taxonomies = self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.badge);
        taxonomies.flat_map(|taxonomy| self.badges_of_taxonomy(id, id, Some(taxonomy))).collect()
    }

    /// The badges of the page `of` in one taxonomy, as the page `on` shows them.
    fn badges_of_taxonomy(&self, on: PageId, of: PageId, taxonomy: Option<&Taxonomy>) -> Vec<BadgeView> {
        let Some(taxonomy) = taxonomy else { return Vec::new() };
        self.catalog.terms(of, taxonomy).map(|(term, _)| self.badge(on, taxonomy, term)).collect()
    }

    /// The badge of a term on a page.
    fn badge(&self, on: PageId, taxonomy: &Taxonomy, term: &Term) -> BadgeView {
        let mut title = format!("{}: {}", taxonomy.label, term.label);
        if let Some(description) = &term.description {
            title = format!("{title} – {}", crate::text::markdown::plain(description));
        }
        BadgeView {
            taxonomy: taxonomy.key(),
            term: term.id.clone(),
            label: term.label.clone(),
            icon: term.icon.clone(),
            colour: term.colour.clone(),
            title,
            url: self.badge_url(on, taxonomy, term),
        }
    }

    /// What a term means, as the page `on` shows it: its links are those of its own page, or of the book's root.
    fn term_description(&self, on: PageId, term: &Term) -> Option<String> {
        let text = term.description.as_deref()?;
        let own = term.page.and_then(|page| self.page(page).path.as_deref());
        let on = self.page(on).path.as_deref().unwrap_or_default();
        Some(rebase::rebased(text, own.map_or("", path::folder), on))
    }

    /// Where a badge leads: to the term's own chapter if it has one; on the catalog page to the catalog.
    fn badge_url(&self, on: PageId, taxonomy: &Taxonomy, term: &Term) -> Option<String> {
        match self.catalog_page == Some(on) {
            true => self.filtered_catalog(on, taxonomy, term),
            false => self.chapter_url(on, term).or_else(|| self.filtered_catalog(on, taxonomy, term)),
        }
    }

    /// The chapter made for a term, as the page `on` links it.
    fn chapter_url(&self, on: PageId, term: &Term) -> Option<String> {
        self.url(self.page(on), self.page(term.chapter?))
    }

    /// Where a term leads: to the page that it is, to its chapter, otherwise to the catalog.
    fn term_url(&self, on: PageId, taxonomy: &Taxonomy, term: &Term) -> Option<String> {
        let page = term.page.and_then(|to| self.url(self.page(on), self.page(to)));
        page.or_else(|| self.chapter_url(on, term)).or_else(|| self.filtered_catalog(on, taxonomy, term))
    }

    /// The catalog filtered by a term, as the page `on` links it.
    fn filtered_catalog(&self, on: PageId, taxonomy: &Taxonomy, term: &Term) -> Option<String> {
        self.catalog_with(on, &Filter::default(), &[(taxonomy, term)])
    }

    /// The catalog with what `filter=` lets pass, and of that the entries with a term of each taxonomy; `None` where a
    /// catalog cannot be filtered so.
    fn catalog_with(&self, on: PageId, filter: &Filter, terms: &[(&Taxonomy, &Term)]) -> Option<String> {
        let wanted = filter.as_address()?;
        let from = self.page(on).path.as_deref()?;
        let to = self.page(self.catalog_page?).path.as_deref()?;
        if filter.is_empty() && terms.is_empty() {
            return Some(address::to_page(from, to));
        }
        let mut chosen: Vec<(&Taxonomy, Vec<&str>)> = Vec::new();
        for (at, terms) in &wanted.terms {
            let taxonomy = &self.catalog.taxonomies[*at];
            let used = terms.iter().map(|&term| &taxonomy.terms[term]).filter(|term| term.count > 0);
            chosen.push((taxonomy, used.map(|term| term.id.as_str()).collect()));
        }
        for (taxonomy, term) in terms {
            let before = chosen.iter().position(|(other, _)| other.name == taxonomy.name);
            let narrowed = before.map(|at| chosen.remove(at).1);
            if narrowed.is_some_and(|ids| !ids.contains(&term.id.as_str())) {
                return None;
            }
            chosen.push((taxonomy, Some(term.id.as_str()).filter(|_| term.count > 0).into_iter().collect()));
        }
        // A catalog leaves out what none of its entries carries, and would show them all.
        if chosen.iter().any(|(taxonomy, ids)| !taxonomy.facet || ids.is_empty()) {
            return None;
        }
        let mut pairs: Vec<_> = chosen.into_iter().map(|(taxonomy, ids)| (taxonomy.key(), ids)).collect();
        pairs.extend(wanted.minutes.as_deref().map(|minutes| ("reading-time".to_owned(), vec![minutes])));
        if !wanted.words.is_empty() {
            pairs.push(("q".to_owned(), vec![&wanted.words]));
        }
        Some(address::with_query(from, to, pairs.into_iter()))
    }

    /// `1 h 30 min`
    fn duration(&self, minutes: u32) -> String {
        let (hours, rest) = (minutes / 60, minutes % 60);
        let (h, min) = (self.word("hours"), self.word("minutes"));
        match (hours, rest) {
            (0, rest) => format!("{rest} {min}"),
            (hours, 0) => format!("{hours} {h}"),
            (hours, rest) => format!("{hours} {h} {rest} {min}"),
        }
    }

    fn neighbours_in_category(&self) -> HashMap<PageId, Neighbours> {
        let Some(taxonomy) = self.catalog.taxonomies.iter().find(|t| t.name == "category") else {
            return HashMap::new();
        };
        let mut by_term: Vec<Vec<PageId>> = vec![Vec::new(); taxonomy.terms.len()];
        for &id in &self.catalog.entries {
            if let Some(term_use) = taxonomy.uses(id).first() {
                by_term[term_use.term].push(id);
            }
        }
        let order = |id: &PageId| self.page(*id).fields.number("order").unwrap_or(f64::MAX);
        let mut neighbours = HashMap::new();
        for ids in &mut by_term {
            ids.sort_by(|a, b| order(a).total_cmp(&order(b)).then(a.cmp(b)));
            for (at, &id) in ids.iter().enumerate() {
                let prev = at.checked_sub(1).map(|at| ids[at]);
                neighbours.insert(id, (prev, ids.get(at + 1).copied()));
            }
        }
        neighbours
    }
}

/// The page that readers find at the address of the book: `index.md`, otherwise the first one.
fn home(pages: &[Page]) -> Option<PageId> {
    let index = pages.iter().position(|page| page.path.as_deref() == Some("index.md"));
    index.or_else(|| pages.iter().position(|page| page.path.is_some()))
}

/// Two passes that both claim some bytes: a bug, which must not cost the author's text.
fn overlapping(page: &Page, overlap: &Overlap) -> Diagnostic {
    Diagnostic::new(Code::OverlappingEdits, format!("{overlap}, so this page is left as it was written"))
        .at(&page.file, overlap.span.clone())
        .help(format!("this is a bug of mdbook-patterns: please report it, with this page, at {BUG_REPORTS}"))
}

/// The neighbours in the order of `SUMMARY.md`, drafts skipped.
fn in_summary(pages: &[Page]) -> Vec<Neighbours> {
    let real: Vec<PageId> = (0..pages.len()).filter(|&id| pages[id].path.is_some()).collect();
    let mut neighbours = vec![(None, None); pages.len()];
    for (at, &id) in real.iter().enumerate() {
        neighbours[id] = (at.checked_sub(1).map(|at| real[at]), real.get(at + 1).copied());
    }
    neighbours
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_that_overlap_are_named() {
        let page = Page { text: "one two".to_owned(), file: "src/a.md".to_owned(), ..Page::default() };
        let edit = |pass, span| Edit { pass, ..Edit::delete(span) };
        let overlap =
            Edited::new(&page.text, vec![edit("boxes", 2..5), edit("directives", 0..3)]).unwrap_err();
        let problem = overlapping(&page, &overlap);
        assert_eq!(
            problem.message,
            "the edits of `directives` and `boxes` overlap, so this page is left as it was written"
        );
        assert_eq!(problem.place.as_ref().map(|place| place.span.clone()), Some(2..5));
        assert!(problem.help.unwrap().starts_with("this is a bug of mdbook-patterns: please report it"));
    }
}
