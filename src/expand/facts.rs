//! What a page is and where it stands, for those who write about it elsewhere.

use serde::Serialize;

use super::*;
use crate::catalog::{Link, Target};

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
        let shown = self.catalog.taxonomies.iter().filter(|taxonomy| taxonomy.badge || taxonomy.facet);
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
