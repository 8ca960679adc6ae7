//! Builds taxonomies from what is declared and what pages say.

use std::collections::{HashMap, HashSet};
use std::sync::OnceLock;

use super::problems::{Unknown, is_linked, several, several_words, unshown};
use super::{Taxonomy, Term, TermUse};
use crate::catalog::headings::HeadingPatterns;
use crate::catalog::index::{Found, Index};
use crate::catalog::suggest::Names;
use crate::config::{TaxonomyConfig, TermConfig};
use crate::diagnostic::Diagnostic;
use crate::page::{Page, PageId};
use crate::schema::{Reference, sign_between, superseded};
use crate::text::name::{slug, term_id};
use crate::text::natural::natural;

/// Builds the taxonomies that are `declared`.
pub(in crate::catalog) fn build<'c>(
    pages: &[Page],
    entries: &[PageId],
    declared: impl IntoIterator<Item = &'c TaxonomyConfig>,
    index: &Index,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Taxonomy> {
    let build = |declared: &TaxonomyConfig| {
        let mut builder = Builder::new(declared, pages, index);
        for (id, page) in pages.iter().enumerate() {
            builder.page(id, page, problems);
            builder.computed(id, page);
        }
        builder.report(problems);
        builder.finish(entries)
    };
    declared.into_iter().map(build).collect()
}

struct Builder<'b> {
    declared: &'b TaxonomyConfig,
    pages: &'b [Page],
    index: &'b Index,
    terms: Vec<Term>,
    names: HashMap<String, usize>,
    declared_count: usize,
    /// What computes each declared term.
    computed: Vec<HeadingPatterns>,
    uses: Vec<Vec<TermUse>>,
    /// The terms that are pages.
    by_page: HashMap<PageId, usize>,
    /// The ids of the declared terms, for those that resemble them.
    declared_ids: Names,
    /// The one other name by which pages call a term of this program; none where they have several, or its own.
    spellings: HashMap<usize, Option<String>>,
    /// What is said of a term that nobody declared, by its name as written.
    unknown: HashMap<String, Unknown>,
}

impl<'b> Builder<'b> {
    fn new(declared: &'b TaxonomyConfig, pages: &'b [Page], index: &'b Index) -> Self {
        let mut builder = Self {
            declared,
            pages,
            index,
            terms: Vec::new(),
            names: HashMap::new(),
            declared_count: 0,
            computed: declared.terms.iter().map(|term| HeadingPatterns::new(&term.has_headings)).collect(),
            uses: vec![Vec::new(); pages.len()],
            by_page: HashMap::new(),
            declared_ids: Names::default(),
            unknown: HashMap::new(),
            spellings: HashMap::new(),
        };
        declared.terms.iter().for_each(|term| builder.declare(term));
        if !declared.from.is_empty() {
            builder.declare_pages();
        }
        builder.declared_count = builder.terms.len();
        builder.declared_ids = Names::new(builder.terms.iter().map(|term| &term.id));
        builder
    }

    fn declare(&mut self, term: &TermConfig) {
        let at = self.terms.len();
        let names = [&term.id, &term.label].into_iter().chain(&term.aliases);
        names.for_each(|name| {
            self.names.entry(term_id(name)).or_insert(at);
        });
        self.terms.push(Term {
            id: term.id.clone(),
            label: term.label.clone(),
            aliases: term.aliases.clone(),
            icon: term.icon.clone(),
            colour: term.colour.clone(),
            description: term.description.clone(),
            link: term.link.clone(),
            ..Term::default()
        });
    }

    /// Terms that are pages, by their order.
    fn declare_pages(&mut self) {
        let is_term = |page: &Page| page.path.is_some() && page.is_a(&self.declared.from);
        let mut ids: Vec<PageId> = (0..self.pages.len()).filter(|&id| is_term(&self.pages[id])).collect();
        ids.retain(|&id| self.pages[id].path.as_deref().and_then(|p| self.index.path(p)) == Some(id));
        let order = |id: &PageId| self.pages[*id].fields.number("order").unwrap_or(f64::MAX);
        ids.sort_by(|a, b| order(a).total_cmp(&order(b)).then(a.cmp(b)));
        for id in ids {
            let page = &self.pages[id];
            let at = self.terms.len();
            self.by_page.insert(id, at);
            let number = page.fields.number("order");
            let mut names = vec![page.id(), term_id(page.title()), term_id(page.short_title())];
            names.extend(number.map(|n| slug(&n.to_string())));
            names.extend(number.map(|n| format!("law-{n}")).filter(|_| self.declared.name == "laws"));
            names.extend(page.fields.list("also_known_as").iter().map(|name| term_id(name)));
            for name in names {
                self.names.entry(name).or_insert(at);
            }
            let full_title = Some(page.title()).filter(|title| *title != page.short_title());
            let others = page.fields.list("also_known_as").iter().map(String::as_str);
            self.terms.push(Term {
                id: page.id(),
                label: page.short_title().to_owned(),
                aliases: full_title.into_iter().chain(others).map(str::to_owned).collect(),
                icon: page.icon(),
                description: page.fields.text("description").map(str::to_owned),
                page: Some(id),
                number,
                ..Term::default()
            });
        }
    }

    /// The declared terms that the page's headings say.
    fn computed(&mut self, id: PageId, page: &Page) {
        for (term, patterns) in self.computed.iter().enumerate() {
            let known = self.uses[id].iter().any(|term_use| term_use.term == term);
            if !known && patterns.all_fit(page) {
                self.uses[id].push(TermUse { term, aspect: None, note: None, group: None });
            }
        }
    }

    fn page(&mut self, id: PageId, page: &Page, problems: &mut Vec<Diagnostic>) {
        let mut seen = HashSet::new();
        let names_people = page.fields.names_people(&self.declared.name);
        for reference in page.fields.references(&self.declared.name) {
            let is_alone = page.fields.references(&self.declared.name).len() == 1 && !names_people;
            let known = self.terms.len();
            let term = self.term(reference, id, is_alone, problems);
            self.spelled(term, reference);
            problems.extend(unshown(self.declared, reference, page));
            // A person is called as the first page does.
            if names_people && term >= known {
                self.terms[term].label.clone_from(&reference.name);
            }
            if seen.insert(term) {
                self.uses[id].push(TermUse {
                    term,
                    aspect: reference.aspect.clone(),
                    note: reference.note.clone(),
                    group: reference.group.clone(),
                });
            }
        }
    }

    fn term(
        &mut self,
        reference: &Reference,
        page_id: PageId,
        is_alone: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> usize {
        let page = &self.pages[page_id];
        let id = term_id(&reference.name);
        let known = self.names.get(&id).copied().or_else(|| self.by_path(&reference.name, page));
        let at = known.unwrap_or(self.terms.len());
        // A status that says more than pages has a report of its own.
        let is_told = self.declared.name == "status" && superseded::says_more(&reference.name);
        let seems_several = is_alone && at >= self.declared_count && !is_linked(page, reference) && !is_told;
        // Where terms are declared, it is a choice that a template offers.
        let is_row = self.declared_count == 0 && reference.name.contains(" | ");
        let sign = sign_between(&reference.name).or(is_row.then_some('|')).filter(|_| seems_several);
        if let Some(sign) = sign {
            let found = several(&self.declared.name, reference, &sign.to_string());
            problems.push(found.at(&page.file, reference.span.clone()));
        } else if !is_told && self.declared_count > 0 && !self.declared.open && at >= self.declared_count {
            // The nearest name is looked for once.
            if !self.unknown.contains_key(&reference.name) {
                let declared = &self.terms[..self.declared_count];
                let unknown = Unknown::new(at, reference, self.declared, declared, &self.declared_ids);
                self.unknown.insert(reference.name.clone(), unknown);
            }
            if let Some(unknown) = self.unknown.get_mut(&reference.name) {
                unknown.places.push((page_id, reference.span.clone()));
            }
        }
        if known.is_none() {
            self.names.insert(id.clone(), at);
            self.terms.push(Term { id, label: TermConfig::named(&reference.name).label, ..Term::default() });
        }
        at
    }

    /// A term that is a page may be named by its path.
    fn by_path(&self, name: &str, page: &Page) -> Option<usize> {
        if self.declared.from.is_empty() || !name.contains('/') {
            return None;
        }
        match self.index.resolve(name, page.path.as_deref().unwrap_or_default()) {
            Found::Page(id) => self.by_page.get(&id).copied(),
            _ => None,
        }
    }

    /// What only all pages together show.
    fn report(&self, problems: &mut Vec<Diagnostic>) {
        let mut carriers = vec![0; self.terms.len()];
        self.uses.iter().flatten().for_each(|term_use| carriers[term_use.term] += 1);
        for unknown in self.unknown.values() {
            unknown.report(carriers[unknown.term], self.declared, self.pages, problems);
        }
        let place = |name: &str| self.names.get(&term_id(name)).copied();
        several_words(&self.declared.name, self.pages, place, self.declared_count, problems);
    }

    /// Keeps in mind how pages call a term that this program declares.
    fn spelled(&mut self, term: usize, reference: &Reference) {
        if self.declared.own_terms || term >= self.declared.terms.len() {
            return;
        }
        let (id, written) = (term_id(&reference.name), &self.terms[term]);
        let is_usual = id == written.id || id == term_id(&written.label);
        let spelling = (!is_usual).then(|| TermConfig::named(&reference.name).label);
        let known = self.spellings.entry(term).or_insert_with(|| spelling.clone());
        if known.as_ref().map(|known| term_id(known)) != spelling.as_ref().map(|other| term_id(other)) {
            *known = None;
        }
    }

    /// Where all pages call a term of this program by one other name, that is the word of the book: `Final`, and not
    /// `Complete`.
    fn call_as_pages_do(&mut self) {
        for (term, spelling) in std::mem::take(&mut self.spellings) {
            if let Some(label) = spelling {
                self.terms[term].label = label;
            }
        }
    }

    /// Where most terms are the book's own, those of this program that it uses, too, stand among them and look like them.
    fn give_way(&mut self) {
        if self.declared.own_terms || self.declared.ordered || !self.declared.open {
            return;
        }
        let used: HashSet<usize> = self.uses.iter().flatten().map(|term_use| term_use.term).collect();
        let found = used.iter().filter(|term| **term >= self.declared_count).count();
        if found > used.len() - found {
            for term in &mut self.terms[..self.declared_count] {
                term.icon = None;
                term.colour = None;
            }
            self.declared_count = 0;
        }
    }

    fn finish(mut self, entries: &[PageId]) -> Taxonomy {
        self.call_as_pages_do();
        self.give_way();
        self.sort_found();
        let mut carriers = vec![Vec::new(); self.terms.len()];
        for &id in entries {
            for term_use in &self.uses[id] {
                self.terms[term_use.term].count += 1;
                carriers[term_use.term].push(id);
            }
        }
        let declared = self.declared;
        Taxonomy {
            name: declared.name.clone(),
            label: declared.label.clone(),
            icon: declared.icon.clone(),
            badge: declared.badge,
            row: declared.row,
            facet: declared.facet,
            quick: declared.quick,
            ordered: declared.ordered,
            open: declared.open,
            pages: declared.pages,
            inverse: declared.inverse.clone(),
            chapter: None,
            terms: self.terms,
            names: self.names,
            folded: OnceLock::new(),
            uses: self.uses,
            used: carriers.iter().filter(|entries| !entries.is_empty()).count(),
            carriers,
        }
    }

    /// Terms that nobody declared stand after the declared ones, by label.
    fn sort_found(&mut self) {
        let mut order: Vec<usize> = (0..self.terms.len()).collect();
        order[self.declared_count..].sort_by_cached_key(|&at| (natural(&self.terms[at].label), at));
        let mut new_index = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            new_index[old] = new;
        }
        let mut terms = std::mem::take(&mut self.terms).into_iter().map(Some).collect::<Vec<_>>();
        self.terms = order.iter().filter_map(|&old| terms[old].take()).collect();
        self.names.values_mut().for_each(|at| *at = new_index[*at]);
        for term_use in self.uses.iter_mut().flatten() {
            term_use.term = new_index[term_use.term];
        }
        if !self.declared.from.is_empty() {
            // Laws have numbers, and readers expect them to go up.
            self.uses.iter_mut().for_each(|uses| uses.sort_by_key(|term_use| term_use.term));
        }
    }
}
