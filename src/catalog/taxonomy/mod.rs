//! Taxonomies: which terms there are, which pages carry them, and how often.

mod build;
mod problems;

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::page::PageId;
use crate::text::matching;
use crate::text::name::term_id;

pub(super) use build::build;

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
    /// How many of its terms have pages of their own.
    pub pages: usize,
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

    /// The index of the term that a filter means: as [`Taxonomy::position`], otherwise without accents and signs.
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
