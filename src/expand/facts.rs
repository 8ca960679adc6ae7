//! What a page is and where it stands, for those who write about it elsewhere.

use std::collections::HashMap;

use serde::Serialize;

use super::*;
use crate::catalog::{Link, Target};

/// So many entries are named in the description of a list, which is cut before that.
const MOST_NAMED: usize = 30;

/// A taxonomy, and the terms of a page in it.
#[derive(Debug, Serialize)]
struct Row<'a> {
    label: &'a str,
    terms: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Facts<'a> {
    rows: Vec<Row<'a>>,
}

impl Expander<'_> {
    /// The terms that a page carries, by taxonomy.
    pub(super) fn facts(&self, id: PageId) -> Facts<'_> {
        // A date that is a taxonomy stands among the facts whole, not as its year.
        let is_apart = |name: &str| self.page(id).fields.get(name).is_some_and(Self::has_row);
        let shown = self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.badge || taxonomy.facet);
        let shown = shown.filter(|taxonomy| !is_apart(&taxonomy.name));
        let rows = shown.map(|taxonomy| Row {
            label: &taxonomy.label,
            terms: self.catalog.terms(id, taxonomy).map(|(term, _)| term.label.as_str()).collect(),
        });
        Facts { rows: rows.filter(|row| !row.terms.is_empty()).collect() }
    }

    /// Whether a page is unfinished by its own words.
    pub(crate) fn is_draft(&self, id: PageId) -> bool {
        self.page(id).fields.bool("draft") || self.first_term(id, "status") == Some("draft")
    }

    /// The pages before and after a page: those that it names, or those of the book.
    pub(crate) fn order_of(&self, id: PageId) -> Neighbours {
        let (prev, next) = self.neighbours(id);
        let named = |field: &str, computed: Option<PageId>| match self.named_neighbour(id, field) {
            Some(Link { target: Target::Page(to), .. }) => Some(*to),
            Some(_) => None,
            None => computed,
        };
        (named("prev", prev), named("next", next))
    }

    /// The page at the address of the book.
    pub(crate) fn home(&self) -> Option<PageId> {
        self.home
    }

    /// What the generated lists hold, by page: how many entries, and their titles; the terms of a taxonomy.
    pub(crate) fn lists(&self) -> HashMap<PageId, String> {
        let mut lists = HashMap::new();
        lists.extend(self.catalog_page.map(|page| (page, self.entries_in_words(&self.catalog.entries))));
        for taxonomy in &self.catalog.taxonomies {
            let labels =
                || taxonomy.terms.iter().filter(|term| term.count > 0).map(|term| term.label.as_str());
            let overview =
                |page| (page, format!("{}: {}", taxonomy.label, labels().collect::<Vec<_>>().join(", ")));
            lists.extend(taxonomy.chapter.map(overview));
            for (at, term) in taxonomy.terms.iter().enumerate() {
                lists.extend(term.chapter.map(|page| (page, self.entries_in_words(taxonomy.carriers(at)))));
            }
        }
        lists
    }

    /// `3 entries: One, Two, Three`, of many entries the first ones.
    fn entries_in_words(&self, entries: &[PageId]) -> String {
        let titles: Vec<&str> = entries.iter().take(MOST_NAMED).map(|&id| self.page(id).title()).collect();
        match entries.len() {
            0 => String::new(),
            1 => titles.concat(),
            count => format!("{count} {}: {}", self.word("entries"), titles.join(", ")),
        }
    }

    /// The titles above a page and its own, from the outermost, each with its page where it is one.
    pub(crate) fn trail_of(&self, id: PageId) -> Vec<(String, Option<PageId>)> {
        let page = self.page(id);
        let mut trail = vec![(page.short_title().to_owned(), Some(id))];
        let mut parent = page.parent;
        while let Some(above) = parent {
            trail.push((self.page(above).short_title().to_owned(), Some(above)));
            parent = self.page(above).parent;
        }
        trail.extend(page.part.as_deref().map(|part| (crate::text::markdown::plain(part), None)));
        if let Some(home) =
            self.home.filter(|&home| self.config.home && home != id && !self.is_above(home, id))
        {
            trail.push((self.word("home").to_owned(), Some(home)));
        }
        trail.reverse();
        trail
    }
}
