//! Taxonomies: which terms there are, which pages carry them, and how often.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::OnceLock;

use super::headings::HeadingPatterns;
use super::index::{Found, Index};
use super::suggest::Names;
use crate::config::{TaxonomyConfig, TermConfig};
use crate::diagnostic::{Code, Diagnostic, same_word};
use crate::page::{Page, PageId};
use crate::schema::{FieldValue, Reference, parts, sign_between};
use crate::text::matching;
use crate::text::name::{slug, term_id};
use crate::text::natural::natural;

/// A taxonomy of this book.
#[derive(Debug)]
pub struct Taxonomy {
    /// The name of its field.
    pub name: String,
    /// What readers see.
    pub label: String,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// Whether pages show its badges.
    pub badge: bool,
    /// Whether pages that show no badge for it list its terms.
    pub row: bool,
    /// Whether the catalog filters by it.
    pub facet: bool,
    /// Whether the catalog shows its terms as buttons.
    pub quick: bool,
    /// Whether its terms are in an order that means something.
    pub ordered: bool,
    /// Whether its declared terms are only suggestions.
    pub open: bool,
    /// Whether its terms have pages of their own.
    pub pages: bool,
    /// What a page that is a term calls the pages that carry it.
    pub inverse: Option<String>,
    /// The chapter that lists its terms, or the author's in its place.
    pub chapter: Option<PageId>,
    /// All terms: the declared ones first, in their order, then those found, by label.
    pub terms: Vec<Term>,
    /// Ids, labels and aliases to terms.
    names: HashMap<String, usize>,
    /// The same without accents and signs, made when it is first asked for.
    folded: OnceLock<HashMap<String, usize>>,
    uses: Vec<Vec<TermUse>>,
    /// The entries that carry each term, in their order.
    carriers: Vec<Vec<PageId>>,
    /// How many terms entries carry.
    used: usize,
}

/// A term of a taxonomy.
#[derive(Debug, Clone, Default)]
pub struct Term {
    /// Its id, which filters and addresses use.
    pub id: String,
    /// What readers see.
    pub label: String,
    /// Other names that pages, filters and readers may use.
    pub aliases: Vec<String>,
    /// An emoji or a short text.
    pub icon: Option<String>,
    /// A name of the palette.
    pub colour: Option<String>,
    /// What it means, in inline Markdown.
    pub description: Option<String>,
    /// A page or an address that explains it, as the configuration names it.
    pub link: Option<String>,
    /// The page that is this term.
    pub page: Option<PageId>,
    /// The chapter made for this term, or the author's in its place.
    pub chapter: Option<PageId>,
    /// Its number, where its page has an order.
    pub number: Option<f64>,
    /// How many entries carry it.
    pub count: usize,
}

/// A page's use of a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermUse {
    /// The term's index.
    pub term: usize,
    /// Which aspect of it.
    pub aspect: Option<String>,
    /// How it applies, in inline Markdown.
    pub note: Option<String>,
    /// The group it was written in.
    pub group: Option<String>,
}

impl Taxonomy {
    /// Whether lists of pages show its badges: tags beside each title are too many.
    pub(crate) fn has_badges(&self) -> bool {
        self.badge && self.name != "tags"
    }

    /// The name as classes and addresses write it.
    pub fn key(&self) -> String {
        self.name.replace('_', "-")
    }

    /// The terms of a page.
    pub fn uses(&self, page: PageId) -> &[TermUse] {
        self.uses.get(page).map_or(&[], Vec::as_slice)
    }

    /// The index of the term that an id, a label or an alias means.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.get(&term_id(name)).copied()
    }

    /// The index of the term that a filter means: as [`Taxonomy::position`], else without accents and signs.
    pub fn named(&self, name: &str) -> Option<usize> {
        let folded = || self.folded.get_or_init(|| self.folded_names());
        self.position(name).or_else(|| folded().get(&matching::name(name)).copied())
    }

    fn folded_names(&self) -> HashMap<String, usize> {
        let mut folded = HashMap::new();
        for (at, name) in
            self.terms.iter().enumerate().flat_map(|(at, term)| term.names().map(move |name| (at, name)))
        {
            folded.entry(matching::name(name)).or_insert(at);
        }
        folded
    }

    /// The entries that carry a term, in the order of the book.
    pub fn carriers(&self, term: usize) -> &[PageId] {
        self.carriers.get(term).map_or(&[], Vec::as_slice)
    }

    /// A term and those beside it that entries carry, in their order: `limit` in all, the nearest ones; and how many are
    /// left out.
    pub fn beside(&self, term: usize, limit: usize) -> (Vec<usize>, usize) {
        let is_used = |at: &usize| self.terms[*at].count > 0;
        let others = limit.saturating_sub(1);
        let before: Vec<usize> = (0..term).rev().filter(is_used).take(others).collect();
        let after: Vec<usize> = (term + 1..self.terms.len()).filter(is_used).take(others).collect();
        // What one side lacks the other may have.
        let kept_before = before.len().min(others - after.len().min(others / 2));
        let kept_after = after.len().min(others - kept_before);
        let mut beside: Vec<usize> = before[..kept_before].iter().rev().copied().collect();
        beside.push(term);
        beside.extend(&after[..kept_after]);
        let all = self.used + usize::from(!is_used(&term));
        let left_out = all - beside.len();
        (beside, left_out)
    }

    /// The terms that lists show, by index: all, but of an open taxonomy only those that entries carry.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &Term)> {
        self.terms.iter().enumerate().filter(|(_, term)| !self.open || term.count > 0)
    }
}

impl Term {
    /// Its label, its id and its other names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.label, &self.id].into_iter().chain(&self.aliases).map(String::as_str)
    }
}

/// Builds the taxonomies that are `declared`.
pub(super) fn build<'c>(
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
        builder.report_unknown(problems);
        builder.several_words(problems);
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

/// A term that nobody declared.
struct Unknown {
    /// Its index.
    term: usize,
    found: Diagnostic,
    /// Whether it resembles one that is declared, or is several.
    is_slip: bool,
    places: Vec<(PageId, Range<usize>)>,
}

/// So many pages use a word on purpose.
const ON_PURPOSE: usize = 3;

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
            problems.extend(self.unshown(reference, page));
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

    /// What follows a colon in the item of a list, which only a taxonomy of pages shows as the reason: `- topic: caching`.
    fn unshown(&self, reference: &Reference, page: &Page) -> Option<Diagnostic> {
        let note = reference.note.as_deref().filter(|_| self.declared.from.is_empty())?;
        let (before, after) = (page.text.get(..reference.span.start)?, page.text.get(reference.span.end..)?);
        let is_pair = before.trim_end_matches(['"', '\'', ' ']).ends_with(['-', '[', ',']);
        if !is_pair || !after.trim_start_matches(['"', '\'']).starts_with(':') {
            return None;
        }
        let (name, written) = (&self.declared.name, &reference.name);
        let message =
            format!("`{note}` is read as the reason for the term `{written}` of `{name}`, and not shown");
        let help = format!("put quotes around it if it is one value: `\"{written}: {note}\"`");
        Some(Diagnostic::new(Code::WrongType, message).at(&page.file, reference.span.clone()).help(help))
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
        let sign = sign_between(&reference.name).filter(|_| is_alone && at >= self.declared_count);
        if let Some(sign) = sign {
            problems.push(self.several(reference, sign).at(&page.file, reference.span.clone()));
        } else if self.declared_count > 0 && !self.declared.open && at >= self.declared_count {
            // The nearest name is looked for once.
            if !self.unknown.contains_key(&reference.name) {
                self.unknown.insert(reference.name.clone(), self.unknown(at, reference));
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

    /// Texts whose words are all terms of other pages, as Jekyll writes several: `go java`. What stands in a list of
    /// some page is one term.
    fn several_words(&self, problems: &mut Vec<Diagnostic>) {
        let all = self.pages.iter().map(|page| page.fields.references(&self.declared.name));
        let listed: HashSet<String> =
            all.filter(|all| all.len() > 1).flatten().map(|reference| term_id(&reference.name)).collect();
        // A field of one text, such as the type of a page, has no several.
        let holds_one = |page: &Page| {
            page.fields
                .get(&self.declared.name)
                .is_some_and(|typed| matches!(typed.read_as, Some(FieldValue::Text(_))))
        };
        for page in self.pages.iter().filter(|page| !holds_one(page)) {
            let [reference] = page.fields.references(&self.declared.name) else { continue };
            let written = reference.name.trim();
            let is_term = |word: &str| self.names.contains_key(&term_id(word));
            let found = self.names.get(&term_id(written)).is_some_and(|&at| at >= self.declared_count);
            let is_one = sign_between(written).is_some() || listed.contains(&term_id(written));
            if found && !is_one && written.contains(' ') && written.split_whitespace().all(is_term) {
                problems.push(self.several(reference, ' ').at(&page.file, reference.span.clone()));
            }
        }
    }

    /// A text that stands for one term, and has signs between its words as lists have.
    fn several(&self, reference: &Reference, sign: char) -> Diagnostic {
        let name = &self.declared.name;
        let written = reference.name.split_whitespace().collect::<Vec<_>>().join(" ");
        let list = parts(&reference.name, sign);
        let message = format!("`{written}` is one term of `{name}`, but looks like several");
        let mut help = format!("write a list, `{list}`");
        if sign != '\n' {
            help += &format!(", or set `split = \"{sign}\"` for the field in book.toml");
        }
        Diagnostic::new(Code::SeveralValues, message).help(help)
    }

    /// What is wrong with a term, wherever it stands.
    fn unknown(&self, term: usize, reference: &Reference) -> Unknown {
        let names = self.terms[..self.declared_count].iter().map(|term| term.id.as_str());
        let near = self.declared_ids.nearest(&slug(&reference.name));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if reference.name.contains('|') => "choose one of them".to_owned(),
            None => {
                let terms = names.clone().take(20).collect::<Vec<_>>().join(", ");
                let others = match self.declared.own_terms {
                    true => String::new(),
                    false => format!(
                        "; declare others with `terms` in `[preprocessor.patterns.taxonomy.{}]`, or take any with `open = true`",
                        self.declared.name
                    ),
                };
                format!("the terms are: {terms}{others}")
            }
        };
        let mend = same_word(&reference.name, names);
        let is_slip = near.is_some() || mend.is_some() || reference.name.contains('|');
        let message = format!("`{}` is not a term of `{}`", reference.name, self.declared.name);
        let found = Diagnostic::new(Code::UnknownValue, message).help(help);
        Unknown { term, found: found.maybe_mend(&reference.name, mend), is_slip, places: Vec::new() }
    }

    /// Reports terms that nobody declared. Where the book itself declares none, a word that many pages use is its own.
    fn report_unknown(&self, problems: &mut Vec<Diagnostic>) {
        let mut pages = vec![0; self.terms.len()];
        self.uses.iter().flatten().for_each(|term_use| pages[term_use.term] += 1);
        let is_reported =
            |unknown: &Unknown| self.declared.own || unknown.is_slip || pages[unknown.term] < ON_PURPOSE;
        for Unknown { found, places, .. } in self.unknown.values().filter(|unknown| is_reported(unknown)) {
            let at = |(page, span): &(PageId, Range<usize>)| {
                found.clone().at(&self.pages[*page].file, span.clone())
            };
            problems.extend(places.iter().map(at));
        }
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

    fn finish(mut self, entries: &[PageId]) -> Taxonomy {
        self.call_as_pages_do();
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
